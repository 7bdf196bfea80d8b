//! Problems of settings that the dictionaries reveal: users, stages, task types, fields and fixed values.

use super::Context;
use crate::{
    fact::Fact,
    problem::{Code, Problem},
    run::EntityKind,
    scenario::Trigger,
    template::{Rendered, Template, fixed},
    triggers::{
        Entry, FieldName, FieldText, Given, New, Settings, User, unlisted, user_by_text, write,
    },
    variable::name_fault,
};

impl Context<'_> {
    pub(super) fn settings(
        &self,
        trigger: &Trigger,
        entry: &Entry,
        settings: &Settings,
    ) -> Vec<Problem> {
        self.all_under("settings", trigger, entry, settings)
    }

    fn all_under(
        &self,
        place: &str,
        trigger: &Trigger,
        entry: &Entry,
        settings: &Settings,
    ) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (name, given) in settings.iter() {
            let place = format!("{place}.{name}");
            match given {
                Given::Rows(rows) => {
                    for (index, row) in rows.iter().enumerate() {
                        let place = format!("{place}[{index}]");
                        problems.extend(self.all_under(&place, trigger, entry, row));
                    }
                }
                Given::User(User::Number(id)) => {
                    problems.extend(self.user(*id).map(|problem| problem.at(place)))
                }
                Given::Stage { pipeline, status } => {
                    problems.extend(
                        self.stage(*pipeline, *status)
                            .map(|problem| problem.at(place)),
                    );
                }
                Given::Scenario(id) => {
                    problems.extend(self.own_scenario(*id).map(|problem| problem.at(place)))
                }
                Given::TaskType(id) => {
                    problems.extend(self.task_type(*id).map(|problem| problem.at(place)))
                }
                Given::Fields(rows) => {
                    let start = trigger.target.or(self.start()).unwrap_or(EntityKind::Lead);
                    let kind = entry.target(trigger.target, start).unwrap_or(start);
                    for row in rows {
                        let found = self.field(kind, row);
                        problems.extend(found.map(|problem| {
                            let inner = problem.path.clone();
                            problem.at(format!("{place}[{}].{inner}", row.index))
                        }));
                    }
                }
                Given::User(User::Own(text)) => {
                    problems.extend(self.named_user(text).map(|problem| problem.at(place)))
                }
                Given::Text(_) | Given::Number(_) | Given::Flag(_) => {}
                Given::Period(_) | Given::Choice(_) | Given::Choices(_) => {}
                Given::Listed(list, id) => problems.extend(
                    unlisted(self.dictionaries, *list, *id).map(|problem| problem.at(place)),
                ),
                Given::Variable(name) => {
                    problems.extend(self.variable(name).map(|problem| problem.at(place)))
                }
                Given::Delayed {
                    scenario,
                    block,
                    trigger,
                } => {
                    let found = self.delayed(*scenario, block, trigger);
                    problems.extend(found.map(|problem| problem.at(place)));
                }
            }
        }
        problems
    }

    fn user(&self, id: u64) -> Option<Problem> {
        let users = &self.dictionaries.users;
        let active = users
            .iter()
            .any(|user| user.id == id && user.rights.is_active != Some(false));
        (!users.is_empty() && !active).then(|| {
            Problem::error(
                Code::NoUser,
                "Сотрудника нет или он отключён: выберите другого",
            )
        })
    }

    /// A value of one's own that is written out (R159) and names nobody.
    fn named_user(&self, text: &Template) -> Option<Problem> {
        let text = fixed(text.parts())?;
        let is_known = !self.dictionaries.users.is_empty();
        is_known.then(|| user_by_text(self.dictionaries, &text).err())?
    }

    fn stage(&self, pipeline: u64, status: u64) -> Option<Problem> {
        let pipelines = &self.dictionaries.pipelines;
        let found = pipelines.iter().find(|one| one.id == pipeline);
        let exists = found.is_some_and(|one| one.statuses().iter().any(|one| one.id == status));
        (!pipelines.is_empty() && !exists).then(|| {
            Problem::error(
                Code::NoStage,
                "Такого этапа нет в аккаунте: выберите этап заново",
            )
        })
    }

    /// A name that no variable can have, or none of the account has; case does not matter (A49).
    fn variable(&self, name: &str) -> Option<Problem> {
        if let Some(fault) = name_fault(name, []) {
            return Some(Problem::error(Code::BadConstant, fault));
        }
        let known = self.dictionaries.variables.as_ref()?;
        let is_known = known.iter().any(|it| it.eq_ignore_ascii_case(name));
        (!is_known).then(|| {
            let detail = format!("Переменной «{name}» нет: создайте её или выберите другую");
            Problem::error(Code::NoVariable, detail)
        })
    }

    fn task_type(&self, id: u64) -> Option<Problem> {
        let types = &self.dictionaries.account.embedded.task_types;
        (!types.is_empty() && !types.iter().any(|one| one.id == id)).then(|| {
            Problem::error(
                Code::BadConstant,
                "Такого типа задачи нет в аккаунте: выберите тип заново",
            )
        })
    }

    /// A trigger whose jobs are to be removed must be there; without a list nothing is known.
    fn delayed(&self, scenario: u64, block: &str, trigger: &str) -> Option<Problem> {
        let scenarios = &self.dictionaries.scenarios;
        if scenarios.is_empty() {
            return None;
        }
        let found = scenarios.iter().find(|one| one.id == scenario);
        let Some(found) = found else {
            let detail = format!("Сценария {scenario} нет, выберите сценарий заново");
            return Some(Problem::error(Code::NoScenario, detail));
        };
        let blocks = found.blocks.iter().filter(|one| one.id == block);
        let mut triggers = blocks.flat_map(|one| &one.triggers);
        (!triggers.any(|one| one.id == trigger)).then(|| {
            let detail = format!(
                "В сценарии «{}» нет такого триггера, выберите триггер заново",
                found.name
            );
            Problem::error(Code::BadConstant, detail)
        })
    }

    /// The field must exist; a value without templates must fit it.
    fn field(&self, kind: EntityKind, row: &FieldText) -> Option<Problem> {
        let is_custom = matches!(row.field, FieldName::Custom(_));
        if is_custom && self.has_no_fields() {
            return None;
        }
        let plain = row.value.is_plain();
        let text = if plain {
            row.text.clone()
        } else {
            String::new()
        };
        let rendered = Rendered {
            fact: Fact::Text(text.clone()),
            text,
            problems: Vec::new(),
            failed: false,
        };
        let new = New {
            rendered: &rendered,
            reset: row.reset,
            append: false,
            entity: None,
        };
        match write(self.dictionaries, kind, row.field, &new) {
            Err(problem) if problem.code == Code::UnknownField => Some(problem.at("field")),
            Err(problem) => Some(problem.at("value")),
            Ok(_) if plain && !row.reset && rendered.text.trim().is_empty() => {
                let detail = "Пустое значение очистит поле; если так и нужно, напишите {reset}";
                Some(Problem::warning(Code::MissingSetting, detail).at("value"))
            }
            Ok(_) => None,
        }
    }

    fn has_no_fields(&self) -> bool {
        let fields = &self.dictionaries.custom_fields;
        fields.leads.is_empty() && fields.contacts.is_empty() && fields.companies.is_empty()
    }
}
