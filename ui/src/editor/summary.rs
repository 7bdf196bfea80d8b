//! What a trigger is set to do, in a few words, by the kinds of its settings.

use engine::{
    params::{Input, Listed, Setting},
    scenario::Trigger,
    snapshot::Dictionaries,
    triggers,
};
use serde_json::Value as Json;

use crate::{
    kit::Sign,
    texts::{effects, words},
};

/// Settings that have a value, said briefly.
pub fn of(trigger: &Trigger, names: &Dictionaries) -> String {
    let settings = triggers::find(&trigger.kind)
        .map(|entry| entry.settings)
        .unwrap_or_default();
    let said = settings.iter().filter_map(|setting| {
        let json = trigger.settings.get(setting.name)?;
        say(setting, json, names)
    });
    said.collect::<Vec<_>>().join(" · ")
}

/// The picture of a trigger, by what it asks for.
pub fn sign(kind: &str) -> Sign {
    let settings = triggers::find(kind)
        .map(|entry| entry.settings)
        .unwrap_or_default();
    let asks = |input: fn(&Input) -> bool| settings.iter().any(|setting| input(&setting.input));
    match () {
        () if asks(|input| matches!(input, Input::TaskType)) => Sign::Task,
        () if asks(|input| matches!(input, Input::User)) => Sign::User,
        () if asks(|input| matches!(input, Input::Stage)) => Sign::Stage,
        () if asks(|input| matches!(input, Input::Fields)) => Sign::Pencil,
        () if asks(|input| matches!(input, Input::Text)) => Sign::Doc,
        () => Sign::List,
    }
}

fn say(setting: &Setting, json: &Json, names: &Dictionaries) -> Option<String> {
    match setting.input {
        Input::Line | Input::Text => json
            .as_str()
            .filter(|text| !text.is_empty())
            .map(|text| format!("«{text}»")),
        Input::Number | Input::TaskType => named(setting.input, json, names),
        Input::Flag => (json == &Json::Bool(true)).then(|| setting.label.to_lowercase()),
        Input::User => match json {
            Json::String(own) => Some(own.clone()),
            id => id.as_u64().map(|id| effects::user(names, id)),
        },
        Input::Stage => {
            let number = |key: &str| json.get(key).and_then(Json::as_u64);
            Some(effects::stage(
                names,
                number("pipeline")?,
                number("status")?,
            ))
        }
        Input::Period => period(setting, json),
        Input::Fields => fields(json, names),
        Input::Choice(options) => {
            let found = options.iter().find(|(code, _)| json.as_str() == Some(code));
            found.map(|(_, label)| (*label).to_owned())
        }
        Input::Choices(options) => {
            let ticked = json.as_array()?;
            let said = options
                .iter()
                .filter(|(code, _)| ticked.iter().any(|json| json.as_str() == Some(code)));
            let said: Vec<&str> = said.map(|(_, label)| *label).collect();
            Some(format!(
                "{}: {}",
                setting.label.to_lowercase(),
                said.join(", ").to_lowercase()
            ))
        }
        Input::Rows(_) => {
            let count = json.as_array().map_or(0, Vec::len);
            (count > 0).then(|| format!("{}: {count}", setting.label.to_lowercase()))
        }
        Input::Scenario => json
            .as_u64()
            .map(|id| format!("{}: № {id}", setting.label.to_lowercase())),
        Input::Variable => json.as_str().map(str::to_owned),
        Input::Listed(list) => json.as_u64().map(|id| match list {
            Listed::Bot => effects::listed(names.bots.as_ref(), id, setting.label),
            Listed::Catalog => effects::listed(names.catalogs.as_ref(), id, setting.label),
        }),
        Input::Delayed => {
            let id = json.get("scenario")?;
            let id = id.as_u64().or_else(|| id.as_str()?.trim().parse().ok())?;
            Some(effects::scenario_name(names, id))
        }
    }
}

fn named(input: Input, json: &Json, names: &Dictionaries) -> Option<String> {
    let number = json.as_u64()?;
    let types = &names.account.embedded.task_types;
    let found = types
        .iter()
        .find(|kind| input == Input::TaskType && kind.id == number);
    Some(found.map_or_else(|| number.to_string(), |kind| kind.name.clone()))
}

fn period(setting: &Setting, json: &Json) -> Option<String> {
    // A period that can't be read is told by the check, not by the summary.
    let offset = serde_json::from_value(json.clone()).ok()?;
    Some(format!(
        "{}: {}",
        setting.label.to_lowercase(),
        words::shift(offset)
    ))
}

fn fields(json: &Json, names: &Dictionaries) -> Option<String> {
    let custom = &names.custom_fields;
    let all = || {
        custom
            .leads
            .iter()
            .chain(&custom.contacts)
            .chain(&custom.companies)
    };
    let label = |row: &Json| {
        let field = row.get("field")?.as_str()?;
        let found = all().find(|known| format!("cf({})", known.id) == field);
        let label = found.map_or_else(
            || words::own_field(field).to_owned(),
            |known| known.name.clone(),
        );
        (!label.is_empty()).then(|| format!("«{label}»"))
    };
    let labels: Vec<String> = json.as_array()?.iter().filter_map(label).collect();
    (!labels.is_empty()).then(|| labels.join(", "))
}
