//! A value in amoCRM's own shape, by the type of the field (section 15; 3.5 of the amoCRM reference).

use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};
use serde_json::{Value as Json, json};

use super::{New, list};
use crate::{
    calendar,
    fact::Fact,
    kind::Kind,
    problem::{Code, Problem},
    snapshot::{Field, FieldValue},
};

/// The elements of `values` for a field; the value is not empty.
pub(super) fn values(field: &Field, new: &New<'_>, zone_s: i64) -> Result<Vec<Json>, Problem> {
    match field.kind.as_str() {
        "text" | "textarea" | "url" | "streetaddress" | "tracking_data" | "org_legal_name" => {
            Ok(vec![json!({ "value": new.rendered.text })])
        }
        "numeric" | "monetary" | "price" => one(number(new), field, "число, например 1500,50"),
        "checkbox" => one(flag(new), field, "1 или 0"),
        "select" | "radiobutton" | "category" => list::one(field, new),
        "multiselect" => list::several(field, new),
        "date" | "birthday" => one(day(new, zone_s), field, "дату, например 31.12.2024"),
        "date_time" => one(
            instant(new),
            field,
            "дату и время, например 31.12.2024 15:30",
        ),
        "multitext" => Ok(multitext(field, new)),
        "smart_address" => Ok(address(field, new)),
        "legal_entity" => Ok(legal_entity(field, new)),
        other => Err(wrong(
            field,
            &format!("поля типа «{other}» нельзя записать текстом"),
        )),
    }
}

/// The budget: amoCRM takes whole units only, so it is rounded half away from zero; empty is 0.
pub(super) fn budget(new: &New<'_>) -> Result<Json, Problem> {
    if new.rendered.text.trim().is_empty() {
        return Ok(json!(0));
    }
    let rounded = decimal(new)
        .map(|number| number.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero))
        .and_then(|number| number.to_i64());
    rounded.map(|number| json!(number)).ok_or_else(|| {
        let detail = format!(
            "Бюджет должен быть числом, а получилось «{}»",
            short(&new.rendered.text)
        );
        Problem::error(Code::WrongType, detail)
    })
}

fn one(value: Option<Json>, field: &Field, wanted: &str) -> Result<Vec<Json>, Problem> {
    let value = value.ok_or_else(|| wrong(field, &format!("нужно указать {wanted}")))?;
    Ok(vec![json!({ "value": value })])
}

fn decimal(new: &New<'_>) -> Option<Decimal> {
    match read(new, Kind::Number)? {
        Fact::Number(number) | Fact::Money(number) => Some(number),
        _ => None,
    }
}

/// amoCRM keeps numbers as text, so no digit is lost on the way.
fn number(new: &New<'_>) -> Option<Json> {
    decimal(new).map(|number| json!(number.normalize().to_string()))
}

fn flag(new: &New<'_>) -> Option<Json> {
    match read(new, Kind::Bool)? {
        Fact::Bool(flag) => Some(json!(flag)),
        _ => None,
    }
}

/// A day is stored as the instant of its midnight in the account's zone.
fn day(new: &New<'_>, zone_s: i64) -> Option<Json> {
    match read(new, Kind::Date)? {
        Fact::Date(day) => Some(json!(calendar::midnight(day) + calendar::MOSCOW_S - zone_s)),
        _ => None,
    }
}

fn instant(new: &New<'_>) -> Option<Json> {
    match read(new, Kind::DateTime)? {
        Fact::DateTime(instant) => Some(json!(instant)),
        _ => None,
    }
}

/// The value as a kind: typed values are converted, texts are read.
fn read(new: &New<'_>, kind: Kind) -> Option<Fact> {
    match (&new.rendered.fact, kind) {
        (Fact::Number(number) | Fact::Money(number), Kind::Number) => Some(Fact::Number(*number)),
        (Fact::Duration(seconds), Kind::Number) => Some(Fact::Number(Decimal::from(*seconds))),
        (Fact::Bool(flag), Kind::Bool) => Some(Fact::Bool(*flag)),
        (Fact::Date(day), Kind::Date) => Some(Fact::Date(*day)),
        (Fact::DateTime(instant), Kind::Date) => calendar::day_of(*instant).map(Fact::Date),
        (Fact::DateTime(instant), Kind::DateTime) => Some(Fact::DateTime(*instant)),
        (Fact::Date(day), Kind::DateTime) => Some(Fact::DateTime(calendar::midnight(*day))),
        _ => Fact::parse(&new.rendered.text, kind),
    }
}

/// Phones, e-mails and messengers: values divided by commas (or the elements of a set).
fn multitext(field: &Field, new: &New<'_>) -> Vec<Json> {
    let sub_type = match field.code.as_deref() {
        Some("IM") => "OTHER",
        _ => "WORK",
    };
    let parts: Vec<String> = match &new.rendered.fact {
        Fact::Set(elements) => elements.iter().map(Fact::text).collect(),
        _ => new.rendered.text.split(',').map(str::to_owned).collect(),
    };
    let mut values = if new.append {
        present(field, new)
    } else {
        Vec::new()
    };
    for part in parts
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
    {
        if !values
            .iter()
            .any(|value| value.get("value").and_then(Json::as_str) == Some(part))
        {
            values.push(json!({ "value": part, "enum_code": sub_type }));
        }
    }
    values
}

/// The text goes to the first line; the other parts stay.
fn address(field: &Field, new: &New<'_>) -> Vec<Json> {
    const FIRST: &str = "address_line_1";
    let mut values = vec![json!({ "value": new.rendered.text, "enum_code": FIRST })];
    let is_first = |value: &Json| {
        let code = value.get("enum_code").and_then(Json::as_str);
        code == Some(FIRST) || value.get("enum_id") == Some(&json!(1))
    };
    values.extend(
        present(field, new)
            .into_iter()
            .filter(|value| !is_first(value)),
    );
    values
}

/// The text goes to the name; the other requisites stay.
fn legal_entity(field: &Field, new: &New<'_>) -> Vec<Json> {
    let first = present(field, new).into_iter().next();
    let mut object = match first.as_ref().and_then(|first| first.get("value")) {
        Some(Json::Object(object)) => object.clone(),
        _ => serde_json::Map::new(),
    };
    object.insert("name".to_owned(), json!(new.rendered.text));
    vec![json!({ "value": object })]
}

/// A value of amoCRM's answer as it can be written again.
pub(in crate::triggers) fn again(value: &FieldValue) -> Json {
    if let Some(element) = value.catalog_element_id {
        return json!({ "catalog_id": value.catalog_id, "catalog_element_id": element });
    }
    match (&value.enum_code, value.enum_id) {
        (Some(code), _) => json!({ "value": value.value, "enum_code": code }),
        (None, Some(id)) => json!({ "value": value.value, "enum_id": id }),
        (None, None) => json!({ "value": value.value }),
    }
}

/// The values that the field keeps, as they can be written again; none after `{reset}`.
fn present(field: &Field, new: &New<'_>) -> Vec<Json> {
    if new.reset {
        return Vec::new();
    }
    let values = new.entity.and_then(|entity| entity.field(field.id));
    values
        .map(|values| values.values.iter().map(again).collect())
        .unwrap_or_default()
}

fn wrong(field: &Field, what: &str) -> Problem {
    Problem::error(Code::WrongType, format!("Поле «{}»: {what}", field.name))
}

/// A value from a client can be long; a message should not be.
fn short(text: &str) -> String {
    text.chars().take(60).collect()
}
