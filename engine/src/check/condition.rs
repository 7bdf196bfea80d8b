//! Problems of a condition: values, operator, and how they fit together (R91, R92).

use super::{Context, expression};
use crate::{
    block::{self, Side},
    fact::Fact,
    kind::{Kind, RefKind},
    operators::{self, Entry},
    problem::{Code, Problem},
    scenario::{Condition, Operand},
    values,
};

impl Context<'_> {
    pub(super) fn condition(&self, condition: &Condition) -> Vec<Problem> {
        let operator = condition.operator.as_deref().and_then(operators::find);
        let unary = operator.is_some_and(|entry| entry.unary);
        let mut problems = self.side(condition.left.as_ref(), "left");
        if !unary {
            problems.extend(self.side(condition.right.as_ref(), "right"));
        }
        if !block::is_configured(condition) {
            let detail =
                "Условие не настроено и не участвует в проверке: заполните его или удалите";
            problems.push(Problem::warning(Code::NotConfigured, detail));
            return problems;
        }
        match operator {
            None => {
                let code = condition.operator.as_deref().unwrap_or_default();
                let detail = operators::unknown(code);
                problems.push(Problem::error(Code::WrongOperator, detail).at("operator"));
            }
            // Whether sides fit can't be told while one of them is unknown.
            Some(entry) if problems.is_empty() => {
                problems.extend(self.fit(condition, entry));
                problems.extend(self.option(condition).filter(|_| !entry.unary));
                if problems.is_empty() && !entry.unary {
                    problems.extend(self.convertible(condition, entry));
                }
            }
            Some(_) => {}
        }
        problems.extend(self.never_there(condition.left.as_ref(), "left"));
        let left = condition
            .left
            .as_ref()
            .and_then(|it| Side::compile(it).ok());
        let left = left.as_ref().zip(operator);
        problems.extend(left.and_then(|(side, entry)| self.comparable_with_before(side, entry)));
        if !unary {
            problems.extend(self.never_there(condition.right.as_ref(), "right"));
        }
        problems
    }

    /// Values of a side that the event never brings.
    fn never_there(&self, operand: Option<&Operand>, place: &str) -> Vec<Problem> {
        let Some(side) = operand.and_then(|operand| Side::compile(operand).ok()) else {
            return Vec::new();
        };
        let templates = side.templates();
        let paths = templates.iter().flat_map(|template| template.paths());
        let found = paths
            .chain([side.path()])
            .filter_map(|path| self.offered(path));
        found.map(|problem| problem.at(place)).collect()
    }

    fn side(&self, operand: Option<&Operand>, place: &str) -> Vec<Problem> {
        let Some(operand) = operand.filter(|operand| !operand.path.trim().is_empty()) else {
            return Vec::new();
        };
        let problems = match Side::compile(operand) {
            Err(problem) => vec![problem],
            Ok(side) => self.known(operand, &side),
        };
        problems
            .into_iter()
            .map(|problem| problem.at(place))
            .collect()
    }

    fn known(&self, operand: &Operand, side: &Side) -> Vec<Problem> {
        let mut problems = side.path().check(self.dictionaries);
        problems.extend(expression::argument(side.path()));
        for template in side.templates() {
            problems.extend(template.problems().iter().cloned());
            problems.extend(expression::expressions(&template));
            let paths = template.paths();
            problems.extend(paths.iter().flat_map(|path| path.check(self.dictionaries)));
        }
        if side.is_constant() {
            problems.extend(match values::constant(operand, self.dictionaries) {
                Ok(fact) => self.gone(&fact),
                Err(problem) => Some(problem),
            });
        }
        let kind = side.path().kind(self.dictionaries);
        if operand.offset.is_some() && !matches!(kind, Kind::Date | Kind::DateTime) {
            let detail = "Сдвиг бывает только у даты: уберите его";
            problems.push(Problem::error(Code::BadConstant, detail));
        }
        problems
    }

    /// A chosen stage, pipeline or user that the account does not have any more; without lists nothing is known.
    fn gone(&self, fact: &Fact) -> Option<Problem> {
        let reference = match fact {
            Fact::Set(elements) => return elements.iter().find_map(|it| self.gone(it)),
            Fact::Ref(reference) => reference,
            _ => return None,
        };
        let lists = self.dictionaries;
        let (code, what, known) = match reference.kind {
            RefKind::Stage => (Code::NoStage, "такого этапа", !lists.pipelines.is_empty()),
            RefKind::Pipeline => (Code::NoStage, "такой воронки", !lists.pipelines.is_empty()),
            RefKind::User => (Code::NoUser, "такого сотрудника", !lists.users.is_empty()),
            // Group 0 is in every account and stands in no list.
            RefKind::Group => (
                Code::BadConstant,
                "такой группы",
                reference.id != 0 && !lists.account.embedded.users_groups.is_empty(),
            ),
            RefKind::TaskType => (
                Code::BadConstant,
                "такого типа задачи",
                !lists.account.embedded.task_types.is_empty(),
            ),
            // The product's own lists, and what the dictionaries do not hold.
            _ => return None,
        };
        let detail = format!("В аккаунте больше нет {what}, выберите значение заново");
        (known && reference.name.is_empty()).then(|| Problem::error(code, detail))
    }

    fn fit(&self, condition: &Condition, entry: &'static Entry) -> Vec<Problem> {
        let side = |operand: &Option<Operand>| Side::compile(operand.as_ref()?).ok();
        let kind = |operand: &Option<Operand>| {
            let side = side(operand)?;
            Some(side.path().kind(self.dictionaries))
        };
        let has_previous =
            side(&condition.left).is_some_and(|side| side.path().previous().is_some());
        let Some(left) = kind(&condition.left) else {
            return Vec::new();
        };
        let fits = match kind(&condition.right).filter(|_| !entry.unary) {
            Some(right) => operators::fits(left, entry, right),
            None => operators::offered_with(left, has_previous)
                .iter()
                .any(|offered| offered.code == entry.code),
        };
        let is_range = |operand: &Operand| operand.path.trim().eq_ignore_ascii_case("const.range");
        let given = condition.right.as_ref().filter(|_| !entry.unary);
        // Two bounds are for «В диапазоне», which has no other sets (4.1).
        let is_set = matches!(kind(&condition.right), Some(Kind::Set(_)));
        let misplaced = is_set && given.is_some_and(|it| is_range(it) != (entry.code == "between"));
        if !fits || misplaced {
            let detail = format!(
                "Оператор «{}» не подходит к этим значениям: выберите другой",
                entry.label
            );
            return vec![Problem::error(Code::WrongOperator, detail).at("operator")];
        }
        let mut problems = pattern(condition, entry);
        problems.extend(self.bounds(condition, entry));
        problems
    }

    /// A range that is written out and has no two bounds, so that no value is in it.
    fn bounds(&self, condition: &Condition, entry: &Entry) -> Option<Problem> {
        let right = condition
            .right
            .as_ref()
            .filter(|_| entry.code == "between")?;
        let range = Side::compile(right).ok()?.fixed(self.dictionaries)?;
        let sample = Fact::Dynamic("1".to_owned());
        let notes = operators::compare(&sample, entry, &range).notes.into_iter();
        let mut broken = notes.filter(|note| note.code == Code::BadConstant);
        let broken = broken.next()?;
        Some(Problem::warning(broken.code, broken.detail).at("right"))
    }
}

/// A regular expression without templates can be tried at once.
fn pattern(condition: &Condition, entry: &'static Entry) -> Vec<Problem> {
    let side = condition
        .right
        .as_ref()
        .and_then(|operand| Side::compile(operand).ok());
    let plain = side
        .as_ref()
        .and_then(Side::template)
        .filter(|template| template.is_plain());
    let text = condition
        .right
        .as_ref()
        .and_then(|operand| operand.value.as_ref()?.as_str());
    let (Some(_), Some(text)) = (plain, text) else {
        return Vec::new();
    };
    let sample = Fact::Text("образец".to_owned());
    let notes = operators::compare(&sample, entry, &Fact::Dynamic(text.to_owned())).notes;
    let broken = notes
        .into_iter()
        .filter(|note| note.code == Code::BadPattern);
    broken
        .map(|note| Problem::error(note.code, note.detail).at("right"))
        .collect()
}
