//! What the three triggers that change fields share (R188–R203): their form and their plan.

use super::{FieldName, FieldText, Given, Work};
use crate::{
    effect::{Effect, FieldChange},
    params::{Input, Setting, optional, required},
    problem::{Code, Problem, Severity},
    run::EntityKind,
    snapshot::{Dictionaries, Entity, Field},
    template::Rendered,
};

mod list;
mod write;

pub(super) use write::again;

/// The form.
pub(super) const SETTINGS: &[Setting] = &[
    required("fields", Input::Fields, "Поля")
        .help("Поле и новое значение; {reset} очищает поле, списки — точные тексты вариантов через запятую."),
    optional("append", Input::Flag, "Дополнять значения")
        .help("Мультисписки, телефоны и e-mail: добавить к имеющимся значениям, а не заменить их."),
];

/// Writes every field that can be written; a field that fails leaves the others (section 15).
pub(super) fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let settings = work.settings;
    let Some(Given::Fields(rows)) = settings.get("fields") else {
        return Err(Problem::error(Code::MissingSetting, "Выберите поля").at("settings.fields"));
    };
    // Rows that could not even be read are problems of the settings.
    let unread = settings
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error);
    let mut failures: Vec<Problem> = unread.cloned().collect();
    let mut changes: Vec<(FieldName, FieldChange)> = Vec::new();
    for row in rows {
        match change(work, row) {
            // The last row wins: amoCRM takes each field once.
            Ok(change) => {
                changes.retain(|(field, _)| *field != row.field);
                changes.push((row.field, change));
            }
            Err(problem) => failures.push(problem),
        }
    }
    if changes.is_empty() && !failures.is_empty() {
        let last = failures.pop();
        work.problems.extend(failures);
        return Err(last.unwrap_or_else(|| Problem::error(Code::MissingSetting, "Выберите поля")));
    }
    work.problems.extend(failures);
    if changes.is_empty() {
        return Ok(Vec::new());
    }
    let changes = changes.into_iter().map(|(_, change)| change).collect();
    Ok(vec![Effect::ChangeFields {
        entity: work.target,
        changes,
    }])
}

fn change(work: &mut Work<'_>, row: &FieldText) -> Result<FieldChange, Problem> {
    let place = format!("settings.fields[{}]", row.index);
    let rendered = work.render(&format!("{place}.value"), &row.value)?;
    let new = New {
        rendered: &rendered,
        reset: row.reset,
        append: work.settings.flag("append"),
        entity: work.entity(),
    };
    let dictionaries = &work.snapshot.dictionaries;
    write(dictionaries, work.target.kind, row.field, &new).map_err(|problem| {
        let inner = if problem.code == Code::UnknownField {
            "field"
        } else {
            "value"
        };
        problem.at(format!("{place}.{inner}"))
    })
}

/// What is to become of a field.
#[derive(Clone, Copy, Debug)]
pub(crate) struct New<'a> {
    /// The new value.
    pub rendered: &'a Rendered,
    /// The author wrote `{reset}` in front.
    pub reset: bool,
    /// Keep the values that are there (A28).
    pub append: bool,
    /// The entity as it is, to keep what is not changed.
    pub entity: Option<&'a Entity>,
}

impl New<'_> {
    /// The field becomes empty; adding nothing to several values leaves them.
    fn clears(&self, field: &Field) -> bool {
        let adds = self.append && matches!(field.kind.as_str(), "multiselect" | "multitext");
        self.rendered.text.trim().is_empty() && (self.reset || !adds)
    }
}

/// Turns a value into a change of a field.
///
/// # Errors
/// 102 without such a field, 122 and 123 for a value that it can't hold.
pub(crate) fn write(
    dictionaries: &Dictionaries,
    kind: EntityKind,
    field: FieldName,
    new: &New<'_>,
) -> Result<FieldChange, Problem> {
    let text = || new.rendered.text.trim().to_owned();
    match (field, kind) {
        (FieldName::Name, _) => Ok(FieldChange::Name { value: text() }),
        (FieldName::FirstName, EntityKind::Contact) => Ok(FieldChange::FirstName { value: text() }),
        (FieldName::LastName, EntityKind::Contact) => Ok(FieldChange::LastName { value: text() }),
        (FieldName::Budget, EntityKind::Lead) => {
            write::budget(new).map(|value| FieldChange::Budget { value })
        }
        (FieldName::Custom(id), _) => {
            let field =
                definition(dictionaries, kind, id).ok_or_else(|| unknown(&format!("cf({id})")))?;
            let values = if new.clears(field) {
                Vec::new()
            } else {
                write::values(field, new, dictionaries.account.zone_s())?
            };
            Ok(FieldChange::Custom { id, values })
        }
        (FieldName::FirstName | FieldName::LastName | FieldName::Budget, _) => {
            Err(unknown("этого вида"))
        }
    }
}

/// The account's definition of a custom field.
pub(crate) fn definition(dictionaries: &Dictionaries, kind: EntityKind, id: u64) -> Option<&Field> {
    let fields = &dictionaries.custom_fields;
    let fields = match kind {
        EntityKind::Lead => &fields.leads,
        EntityKind::Contact => &fields.contacts,
        EntityKind::Company => &fields.companies,
        EntityKind::Task => return None,
    };
    fields.iter().find(|field| field.id == id)
}

fn unknown(what: &str) -> Problem {
    let detail = format!("У сущности нет поля {what}: выберите поле заново");
    Problem::error(Code::UnknownField, detail)
}
