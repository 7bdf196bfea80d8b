//! What a block surely writes into its deal, as rows that hold afterwards.

use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use crate::{
    fact::{elements, parse_number},
    run::EntityKind,
    scenario::{Block, Condition, Operand, Trigger},
    snapshot::{Dictionaries, Field},
    triggers::FieldName,
};

/// Longer texts may be cut by amoCRM.
const MAX_TEXT: usize = 100;

/// One written value.
#[derive(Debug)]
pub(super) struct Write {
    /// What holds afterwards.
    pub row: Condition,
    /// What the block does, for the sentence.
    does: &'static str,
}

/// Whether a trigger leaves everything that a condition on the deal could read.
pub(super) fn is_harmless(trigger: &Trigger) -> bool {
    let kinds = [
        "add_note",
        "create_checklist",
        "create_task",
        "notify",
        "send_email",
        "send_sms",
        "send_telegram",
        "subscribe",
    ];
    trigger.muted || kinds.contains(&trigger.kind.as_str())
}

/// The values that the triggers of a block leave behind; what is not sure is left out.
pub(super) fn writes(block: &Block, names: &Dictionaries) -> Vec<Write> {
    let mut writes: Vec<Write> = Vec::new();
    for trigger in block.triggers.iter().filter(|it| !is_harmless(it)) {
        let of_lead = trigger.target.is_none_or(|it| it == EntityKind::Lead);
        let known = match trigger.kind.as_str() {
            "change_stage" => vec![("lead.status".to_owned(), stage(trigger))],
            "change_responsible" => vec![("lead.responsible".to_owned(), user(trigger, names))],
            "change_lead_fields" => fields(trigger, names),
            "change_tags" => {
                writes.retain(|write| !is_of(write, "lead.tags"));
                tags(trigger)
            }
            // Whatever it does, it may undo what was written before.
            _ => {
                writes.clear();
                continue;
            }
        };
        if trigger.timer.is_some() || !of_lead {
            writes.clear();
            continue;
        }
        for (path, write) in known {
            if path != "lead.tags" {
                writes.retain(|write| !is_of(write, &path));
            }
            writes.extend(write);
        }
    }
    writes
}

/// What a block does, by its first writing.
pub(super) fn named(writes: &[Write]) -> &'static str {
    writes.first().map_or("меняет сделку", |write| write.does)
}

fn is_of(write: &Write, path: &str) -> bool {
    let left = write.row.left.as_ref();
    left.is_some_and(|left| left.path == path)
}

fn write(path: &str, operator: &str, right: (&str, Json), does: &'static str) -> Write {
    let row = row(path, operator, Some(right));
    Write { row, does }
}

/// A row over a value; one side is enough for some operators.
pub(super) fn row(path: &str, operator: &str, right: Option<(&str, Json)>) -> Condition {
    let side = |path: &str, value| Operand {
        path: path.to_owned(),
        value,
        offset: None,
    };
    Condition {
        left: Some(side(path, None)),
        operator: Some(operator.to_owned()),
        right: right.map(|(path, value)| side(path, Some(value))),
        ..Condition::default()
    }
}

/// A stage that is chosen whole: without its pipeline the trigger can't run.
fn stage(trigger: &Trigger) -> Option<Write> {
    let stage = trigger.settings.get("stage")?;
    let number = |name| stage.get(name).and_then(Json::as_u64);
    let right = json!({ "pipeline": number("pipeline")?, "status": number("status")? });
    let right = ("const.stage", right);
    Some(write("lead.status", "eq", right, "меняет этап"))
}

/// A user who is there and not switched off.
fn user(trigger: &Trigger, names: &Dictionaries) -> Option<Write> {
    let id = trigger.settings.get("user")?.as_u64()?;
    let found = names.users.iter().find(|user| user.id == id)?;
    let right = ("const.user", json!(id));
    let is_active = found.rights.is_active != Some(false);
    is_active.then(|| write("lead.responsible", "eq", right, "меняет ответственного"))
}

/// Tags that are there, or are not there any more.
fn tags(trigger: &Trigger) -> Vec<(String, Option<Write>)> {
    let text = |name| trigger.settings.get(name).and_then(Json::as_str);
    let tags = text("tags").filter(|text| !text.contains('{'));
    if text("mode") == Some("remove") && text("tags").is_none_or(|it| it.trim().is_empty()) {
        // An empty list of tags to remove is all of them (R223).
        let row = row("lead.tags", "empty", None);
        let does = "удаляет теги";
        return vec![("lead.tags".to_owned(), Some(Write { row, does }))];
    }
    let operator = match text("mode") {
        Some("add") => "contains",
        Some("remove") => "ncontains",
        _ => return Vec::new(),
    };
    let tag = |tag: &str| {
        let right = ("const.tag", json!([tag]));
        let write = write("lead.tags", operator, right, "меняет теги");
        ("lead.tags".to_owned(), Some(write))
    };
    elements(tags.unwrap_or_default()).map(tag).collect()
}

/// Each field that is touched, with its value where that is sure.
fn fields(trigger: &Trigger, names: &Dictionaries) -> Vec<(String, Option<Write>)> {
    let appends = trigger.settings.get("append").and_then(Json::as_bool) == Some(true);
    let rows = trigger.settings.get("fields").and_then(Json::as_array);
    let field = |row: &Json| {
        let text = |key| row.get(key).and_then(Json::as_str).map(str::trim);
        let name = FieldName::parse(text("field")?)?;
        let path = match name {
            FieldName::Budget => "lead.budget".to_owned(),
            FieldName::Custom(id) => format!("lead.cf({id})"),
            FieldName::Name => "lead.name".to_owned(),
            FieldName::FirstName | FieldName::LastName => return None,
        };
        let value = text("value").filter(|_| !appends);
        let fields = &names.custom_fields.leads;
        let written = value.and_then(|value| match value {
            "" | "{reset}" => cleared(name, &path, fields),
            value => {
                let right = constant(name, value, fields)?;
                Some(write(&path, "eq", right, "записывает другое значение"))
            }
        });
        Some((path, written))
    };
    rows.into_iter().flatten().filter_map(field).collect()
}

/// A field without its value: a budget is 0, a name becomes amoCRM's own, an unticked box is «нет».
fn cleared(name: FieldName, path: &str, fields: &[Field]) -> Option<Write> {
    let does = "очищает поле";
    let FieldName::Custom(id) = name else {
        let nought = ("const.number", json!(0));
        return (name == FieldName::Budget).then(|| write(path, "eq", nought, does));
    };
    let field = fields.iter().find(|field| field.id == id)?;
    let kinds = [
        "text",
        "textarea",
        "url",
        "numeric",
        "select",
        "radiobutton",
        "multiselect",
        "date",
        "date_time",
        "birthday",
    ];
    let row = row(path, "empty", None);
    kinds
        .contains(&field.kind.as_str())
        .then_some(Write { row, does })
}

/// A text that stays as it is written.
pub(super) fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= MAX_TEXT && !text.contains(['{', '}'])
}

/// The constant that equals a written text; `fields` are those of the entity.
pub(super) fn constant(
    name: FieldName,
    text: &str,
    fields: &[Field],
) -> Option<(&'static str, Json)> {
    if !is_plain(text) {
        return None;
    }
    let number = || parse_number(text).filter(|it| it.fract().is_zero());
    let small = |it: &Decimal| it.abs() < Decimal::from(1_000_000_000);
    let whole = || number().filter(small).map(|it| it.normalize().to_string());
    let as_number = || Some(("const.number", json!(whole()?)));
    let FieldName::Custom(id) = name else {
        return match name {
            FieldName::Budget => as_number(),
            _ => Some(("const.text", json!(text))),
        };
    };
    let field = fields.iter().find(|field| field.id == id)?;
    match field.kind.as_str() {
        "numeric" => as_number(),
        "text" | "textarea" => Some(("const.text", json!(text))),
        "select" | "radiobutton" => {
            let mut options = field.enums.iter().flatten();
            let option = options.find(|option| option.value == text)?;
            Some(("const.option", json!(option.id)))
        }
        _ => None,
    }
}
