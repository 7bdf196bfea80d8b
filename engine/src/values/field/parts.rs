//! Parts of compound fields: lines of an address, properties of a legal entity, sub-types of a phone.

use super::{Found, channel, json::json_text};
use crate::{fact::Fact, kind::SetOf, snapshot::FieldValue};

/// A part of a compound field.
#[derive(Clone, Copy)]
pub(super) enum Part<'a> {
    /// By amoCRM's `enum_id` and `enum_code`.
    Address(u64, &'static str),
    /// By the key of the object.
    Legal(&'static str),
    /// By `enum_code`: `WORK`, `MOB` …
    Subtype(&'a str),
}

/// Parts of an address in amoCRM's order: code, then the names a person may use.
const ADDRESS: [(&str, &[&str]); 6] = [
    (
        "address_line_1",
        &["1", "line1", "line 1", "address", "адрес", "строка 1"],
    ),
    ("address_line_2", &["2", "line2", "line 2", "строка 2"]),
    ("city", &["3", "город"]),
    ("state", &["4", "region", "регион"]),
    ("zip", &["5", "index", "индекс"]),
    ("country", &["6", "страна"]),
];

/// Parts of a legal entity: amoCRM's key, then the names a person may use.
const LEGAL: [(&str, &[&str]); 9] = [
    ("name", &["название"]),
    ("vat_id", &["inn", "инн"]),
    ("kpp", &["кпп"]),
    ("tax_registration_reason_code", &["ogrn", "огрн"]),
    ("address", &["адрес", "юридический адрес"]),
    ("entity_type", &["type", "тип"]),
    ("bank_account_number", &["account", "счёт", "счет"]),
    ("real_address", &["фактический адрес"]),
    ("director", &["директор"]),
];

/// Other keys of amoCRM's object that may be asked for by their own name.
const LEGAL_RARE: [&str; 7] = [
    "bank_code",
    "unp",
    "bin",
    "egrpou",
    "mfo",
    "oked",
    "external_uid",
];

/// Sub-types of phones, e-mails and messengers.
const SUBTYPES: [&str; 18] = [
    "WORK", "WORKDD", "MOB", "FAX", "HOME", "OTHER", "PRIV", "SKYPE", "ICQ", "JABBER", "MSN",
    "GTALK", "TELEGRAM", "WHATSAPP", "VIBER", "VK", "FACEBOOK", "MAIN",
];

/// Types of fields that have parts.
pub(super) const COMPOUND: [&str; 3] = ["smart_address", "legal_entity", "multitext"];

/// The part that the second argument names, if the field has parts and one is named so.
pub(super) fn wanted<'a>(field_type: &str, args: &'a [String]) -> Option<Part<'a>> {
    let name = args.get(1)?.trim();
    let lower = name.to_lowercase();
    match field_type {
        "smart_address" => ADDRESS
            .iter()
            .zip(1..)
            .find(|((code, names), _)| lower == *code || names.contains(&lower.as_str()))
            .map(|((code, _), number)| Part::Address(number, code)),
        "legal_entity" => LEGAL
            .iter()
            .find(|(key, names)| lower == *key || names.contains(&lower.as_str()))
            .map(|(key, _)| *key)
            .or_else(|| LEGAL_RARE.into_iter().find(|key| lower == *key))
            .map(Part::Legal),
        "multitext" => SUBTYPES
            .iter()
            .any(|subtype| subtype.eq_ignore_ascii_case(name))
            .then_some(Part::Subtype(name)),
        _ => None,
    }
}

/// The part as text; sub-types of phones as a set.
pub(super) fn read(field: &Found<'_>, part: Part<'_>) -> Fact {
    match part {
        Part::Address(number, code) => {
            let found = field
                .values
                .iter()
                .find(|value| is_line(value, number, code));
            text(found.map(|value| json_text(&value.value)))
        }
        Part::Legal(key) => {
            let object = field.values.first().map(|value| &value.value);
            text(object.and_then(|object| object.get(key)).map(json_text))
        }
        Part::Subtype(code) => {
            let same = |value: &&FieldValue| {
                value
                    .enum_code
                    .as_deref()
                    .is_some_and(|it| it.eq_ignore_ascii_case(code))
            };
            let texts = field
                .values
                .iter()
                .filter(same)
                .map(|value| json_text(&value.value));
            Fact::Set(
                texts
                    .map(|text| element(text, channel(field.code)))
                    .collect(),
            )
        }
    }
}

/// Texts of an address in the order of its parts.
pub(super) fn address(field: &Found<'_>) -> Vec<String> {
    let mut texts = Vec::new();
    for ((code, _), number) in ADDRESS.iter().zip(1..) {
        let lines = field
            .values
            .iter()
            .filter(|value| is_line(value, number, code));
        texts.extend(lines.map(|value| json_text(&value.value)));
    }
    let coded = |value: &&FieldValue| value.enum_id.is_none() && value.enum_code.is_none();
    let rest = field.values.iter().filter(coded);
    texts.extend(rest.map(|value| json_text(&value.value)));
    texts
}

fn is_line(value: &FieldValue, number: u64, code: &str) -> bool {
    match &value.enum_code {
        Some(told) => told == code,
        None => value.enum_id == Some(number),
    }
}

fn element(text: String, of: SetOf) -> Fact {
    match of {
        SetOf::Phone => Fact::Phone(text),
        SetOf::Email => Fact::Email(text),
        SetOf::Text | SetOf::Enum | SetOf::Ref | SetOf::Weekday => Fact::Text(text),
    }
}

fn text(text: Option<String>) -> Fact {
    text.filter(|text| !text.trim().is_empty())
        .map_or(Fact::Empty, Fact::Text)
}
