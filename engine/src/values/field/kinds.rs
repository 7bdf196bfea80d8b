//! The type of each amoCRM field type, and its values as facts.

use chrono::NaiveDate;
use serde_json::Value as Json;

use super::{
    Found, channel,
    json::{json_number, json_text},
    parts,
};
use crate::{
    calendar,
    fact::Fact,
    kind::{Kind, SetOf},
    problem::{Code, Problem},
    snapshot::FieldValue,
    values::{Reading, names},
};

/// The type of a field by amoCRM's type and code; types of the future are text.
pub(super) fn kind(field_type: &str, code: Option<&str>) -> Kind {
    match field_type {
        "numeric" => Kind::Number,
        "monetary" | "price" => Kind::Money,
        "checkbox" => Kind::Bool,
        "select" | "radiobutton" => Kind::Enum,
        "multiselect" | "category" | "chained_list" => Kind::Set(SetOf::Enum),
        "date" | "birthday" => Kind::Date,
        "date_time" => Kind::DateTime,
        "multitext" => Kind::Set(channel(code)),
        _ => Kind::Text,
    }
}

/// The field as a fact of its type; a value that is no such thing stays text, with a note.
pub(super) fn read(field: &Found<'_>) -> Reading {
    let kind = kind(field.kind, field.code);
    let Some(first) = field.values.first() else {
        return empty(kind).into();
    };
    match kind {
        Kind::Number => typed(first, json_number(&first.value).map(Fact::Number)),
        Kind::Money => typed(first, json_number(&first.value).map(Fact::Money)),
        Kind::Bool => typed(first, boolean(&first.value)),
        Kind::Date => typed(first, day(field, &first.value).map(Fact::Date)),
        Kind::DateTime => typed(
            first,
            moment(&first.value).map(|it| Fact::DateTime(it.instant())),
        ),
        Kind::Enum => option(field, first).into(),
        Kind::Set(SetOf::Enum) => set(field.values.iter().map(|it| option(field, it))),
        Kind::Set(of) => set(field.values.iter().map(|it| element(it, of))),
        _ => joined(field).into(),
    }
}

/// Every value as text, for `cfm`.
pub(super) fn texts(field: &Found<'_>) -> Vec<Fact> {
    let of_kind = |value: &FieldValue| match kind(field.kind, field.code) {
        Kind::Enum | Kind::Set(SetOf::Enum) => option(field, value).text(),
        Kind::Date => {
            day(field, &value.value).map_or_else(|| json_text(&value.value), calendar::date_text)
        }
        Kind::DateTime => moment(&value.value).map_or_else(
            || json_text(&value.value),
            |it| calendar::datetime_text(it.instant()),
        ),
        _ => json_text(&value.value),
    };
    let texts = field.values.iter().map(of_kind);
    texts
        .filter(|text| !text.trim().is_empty())
        .map(Fact::Text)
        .collect()
}

fn empty(kind: Kind) -> Fact {
    match kind {
        Kind::Set(_) => Fact::Set(Vec::new()),
        _ => Fact::Empty,
    }
}

fn set(facts: impl Iterator<Item = Fact>) -> Reading {
    Fact::Set(facts.filter(|fact| !fact.is_empty()).collect()).into()
}

fn typed(value: &FieldValue, fact: Option<Fact>) -> Reading {
    let text = json_text(&value.value);
    match fact {
        Some(fact) => fact.into(),
        None if text.trim().is_empty() => Fact::Empty.into(),
        None => Reading {
            problems: vec![Problem::warning(
                Code::Unreadable,
                format!("значение поля «{text}»"),
            )],
            fact: Fact::Text(text),
        },
    }
}

fn boolean(value: &Json) -> Option<Fact> {
    Fact::parse(
        &match value {
            Json::Bool(yes) => return Some(Fact::Bool(*yes)),
            other => json_text(other),
        },
        Kind::Bool,
    )
    .filter(|fact| !fact.is_empty())
}

/// The day of a date field, which is stored as midnight in the account's zone.
fn day(field: &Found<'_>, value: &Json) -> Option<NaiveDate> {
    match moment(value)? {
        calendar::Moment::Day(day) => Some(day),
        calendar::Moment::Instant(instant) => calendar::day_in(instant, field.zone_s),
    }
}

/// Unix seconds as number or text (also before 1970), or a written date.
fn moment(value: &Json) -> Option<calendar::Moment> {
    let text = json_text(value);
    let text = text.trim();
    let unix = text.parse().ok().map(calendar::Moment::Instant);
    unix.or_else(|| calendar::parse(text))
}

/// An option by its number and text, either of which may be missing in hooks.
fn option(field: &Found<'_>, value: &FieldValue) -> Fact {
    let options = field.definition.map(names::options).unwrap_or_default();
    let text = json_text(&value.value);
    let element = value.value.get("catalog_element_id").and_then(Json::as_u64);
    let by_text = || {
        options
            .iter()
            .find(|option| option.value == text)
            .map(|option| option.id)
    };
    let id = value
        .enum_id
        .or(element)
        .or_else(by_text)
        .unwrap_or_default();
    if !text.trim().is_empty() {
        return Fact::Enum { id, text };
    }
    let known = options.iter().find(|option| option.id == id);
    let text = match known {
        Some(option) => option.value.clone(),
        None if id == 0 => String::new(),
        None => id.to_string(),
    };
    Fact::Enum { id, text }
}

fn element(value: &FieldValue, of: SetOf) -> Fact {
    let text = json_text(&value.value);
    match of {
        SetOf::Phone => Fact::Phone(text),
        SetOf::Email => Fact::Email(text),
        SetOf::Text | SetOf::Enum | SetOf::Ref | SetOf::Weekday => Fact::Text(text),
    }
}

/// Several values joined by commas; an address in the order of its parts.
fn joined(field: &Found<'_>) -> Fact {
    let texts = match field.kind {
        "smart_address" => parts::address(field),
        _ => field
            .values
            .iter()
            .map(|value| json_text(&value.value))
            .collect(),
    };
    let texts: Vec<String> = texts
        .into_iter()
        .filter(|text| !text.trim().is_empty())
        .collect();
    if texts.is_empty() {
        return Fact::Empty;
    }
    Fact::Text(texts.join(", "))
}
