//! Custom fields of every amoCRM type (3.6 of the language reference).

use super::reader::{Reader, Reading, Who};
use crate::{
    calendar,
    fact::Fact,
    kind::{Kind, SetOf},
    problem::{Code, Problem},
    run::EntityKind,
    snapshot::{Dictionaries, Entity, Field, FieldValue, FieldValues},
};

mod json;
mod kinds;
mod parts;

pub(super) use json::{decimal, json_number, json_text};

/// The definition of a field by the text of its number.
pub(super) fn definition<'a>(
    names: &'a Dictionaries,
    of: &[EntityKind],
    args: &[String],
) -> Option<&'a Field> {
    let id: u64 = args.first()?.trim().parse().ok()?;
    of.iter()
        .flat_map(|kind| fields(names, *kind))
        .find(|field| field.id == id)
}

/// Whether the facts bring a dictionary of fields at all.
pub(super) fn is_known(names: &Dictionaries) -> bool {
    let fields = &names.custom_fields;
    !(fields.leads.is_empty() && fields.contacts.is_empty() && fields.companies.is_empty())
}

fn fields(names: &Dictionaries, kind: EntityKind) -> &[Field] {
    let fields = &names.custom_fields;
    match kind {
        EntityKind::Lead => &fields.leads,
        EntityKind::Contact => &fields.contacts,
        EntityKind::Company => &fields.companies,
        EntityKind::Task => &[],
    }
}

/// The type of `cf(…)` by the definition of the field, or of the part of it that is asked for.
pub(super) fn kind(names: &Dictionaries, of: &[EntityKind], args: &[String]) -> Kind {
    definition(names, of, args).map_or(Kind::Dynamic, |field| {
        match kinds::kind(&field.kind, field.code.as_deref()) {
            Kind::Text if parts::wanted(&field.kind, args).is_some() => Kind::Text,
            kind => kind,
        }
    })
}

/// A field that was found: its type, code, and values if it is filled.
struct Found<'a> {
    kind: &'a str,
    code: Option<&'a str>,
    definition: Option<&'a Field>,
    values: &'a [FieldValue],
    /// The account's zone, in seconds ahead of UTC.
    zone_s: i64,
}

/// `cf(id)`, `cf(id, part)` or `cf(id, text for the empty field)`.
pub(super) fn read(it: &Reader<'_>, who: Who, args: &[String]) -> Reading {
    let reading = it.within(who, |kind, entity| read_of(it, kind, entity, args));
    // A field that is not there is as empty as one that is: only its part has no text instead of it.
    match args.get(1) {
        Some(default) if reading.fact.is_empty() && !asks_part(it.names(), who, args) => Reading {
            fact: Fact::Text(default.clone()),
            ..reading
        },
        _ => reading,
    }
}

/// Whether the second argument names a part of the field, or could where the field is not known.
fn asks_part(names: &Dictionaries, who: Who, args: &[String]) -> bool {
    let kinds: &[EntityKind] = match who {
        Who::Lead => &[EntityKind::Lead],
        Who::Contact => &[EntityKind::Contact],
        Who::Company => &[EntityKind::Company],
        Who::Client => &[EntityKind::Contact, EntityKind::Company],
    };
    match definition(names, kinds, args) {
        Some(field) => parts::wanted(&field.kind, args).is_some(),
        None => parts::COMPOUND
            .iter()
            .any(|kind| parts::wanted(kind, args).is_some()),
    }
}

/// The same of this entity.
pub(super) fn read_of(
    it: &Reader<'_>,
    kind: EntityKind,
    entity: &Entity,
    args: &[String],
) -> Reading {
    let field = match find(it, kind, entity, args) {
        Ok(field) => field,
        Err(reading) => return *reading,
    };
    let part = parts::wanted(field.kind, args);
    let reading = match part {
        Some(part) => parts::read(&field, part).into(),
        None => kinds::read(&field),
    };
    match args.get(1) {
        Some(default) if part.is_none() && reading.fact.is_empty() => {
            Fact::Text(default.clone()).into()
        }
        _ => reading,
    }
}

/// A field that no dictionary defines, among these; what it holds tells its type.
pub(super) fn read_loose(it: &Reader<'_>, fields: &[FieldValues], args: &[String]) -> Reading {
    let wanted = args.first().map(|id| id.trim()).unwrap_or_default();
    let Ok(id) = wanted.parse::<u64>() else {
        return Reading::missing(
            Code::UnknownField,
            format!("нет поля «{wanted}», выберите поле заново"),
        );
    };
    let values = fields.iter().find(|field| field.field_id == id);
    kinds::read(&Found {
        zone_s: it.names().account.zone_s(),
        ..found(values, None)
    })
}

/// `cff(id)`: the address of the file.
pub(super) fn read_link(it: &Reader<'_>, who: Who, args: &[String]) -> Reading {
    it.within(who, |kind, entity| match find(it, kind, entity, args) {
        Ok(field) => {
            let file = field.values.first().map(|value| &value.value);
            let link = file.and_then(|file| json::link(file, it.names().account.drive()));
            link.map_or(Fact::Empty, Fact::Text).into()
        }
        Err(reading) => *reading,
    })
}

/// `cfm(id)`: all values, as texts.
pub(super) fn read_all(it: &Reader<'_>, who: Who, args: &[String]) -> Reading {
    it.within(who, |kind, entity| match find(it, kind, entity, args) {
        Ok(field) => Fact::Set(kinds::texts(&field)).into(),
        Err(reading) => *reading,
    })
}

/// `sf(id, n)` and `cfyur(id, part)`: a part of a compound field.
pub(super) fn read_part(it: &Reader<'_>, who: Who, args: &[String]) -> Reading {
    it.within(who, |kind, entity| match find(it, kind, entity, args) {
        Ok(field) => match parts::wanted(field.kind, args) {
            Some(part) => parts::read(&field, part).into(),
            None => Reading {
                fact: Fact::Empty,
                problems: vec![Problem::warning(
                    Code::BadArguments,
                    "у поля нет такой части",
                )],
            },
        },
        Err(reading) => *reading,
    })
}

fn find<'a>(
    it: &Reader<'a>,
    kind: EntityKind,
    entity: &'a Entity,
    args: &[String],
) -> Result<Found<'a>, Box<Reading>> {
    let wanted = args.first().map(|id| id.trim()).unwrap_or_default();
    let values = wanted.parse().ok().and_then(|id| entity.field(id));
    let definition = definition(it.names(), &[kind], args);
    if values.is_none()
        && definition.is_none()
        && (is_known(it.names()) || wanted.parse::<u64>().is_err())
    {
        let detail = format!("нет поля «{wanted}», выберите поле заново");
        return Err(Box::new(Reading::missing(Code::UnknownField, detail)));
    }
    Ok(Found {
        zone_s: it.names().account.zone_s(),
        ..found(values, definition)
    })
}

fn found<'a>(values: Option<&'a FieldValues>, definition: Option<&'a Field>) -> Found<'a> {
    let told = values.and_then(|field| field.field_type.as_deref());
    let code = values.and_then(|field| field.field_code.as_deref());
    Found {
        kind: definition
            .map(|field| field.kind.as_str())
            .or(told)
            .unwrap_or("text"),
        code: definition.and_then(|field| field.code.as_deref()).or(code),
        definition,
        values: values
            .map(|field| field.values.as_slice())
            .unwrap_or_default(),
        zone_s: calendar::MOSCOW_S,
    }
}

/// What the elements of a field of several texts are.
fn channel(code: Option<&str>) -> SetOf {
    match code {
        Some("PHONE") => SetOf::Phone,
        Some("EMAIL") => SetOf::Email,
        _ => SetOf::Text,
    }
}
