//! «Нормализовать телефон и e-mail» (R317–R328, A51).

use super::{Entry, Settings, Work, own_target};
use crate::{
    contact::{self, PhoneFormat, PhoneRules},
    effect::{Effect, FieldChange},
    params::{Input, optional, required},
    problem::{Code, Problem},
    run::EntityKind,
    snapshot::{Entity, FieldValue, FieldValues},
};

use super::fields::again;

const PHONE: &str = "phone";
const EMAIL: &str = "email";
const ALL: &str = "all";
const MAIN: &str = "main";

const FORMATS: &[(&str, &str)] = &[
    ("plus", "+79991234567"),
    ("seven", "79991234567"),
    ("eight", "89991234567"),
    ("bare", "9991234567"),
    ("plus_brackets", "+7 (999) 123-45-67"),
    ("eight_brackets", "8 (999) 123-45-67"),
    ("plus_spaces", "+7 999 123-45-67"),
];

pub(super) static ENTRY: Entry = Entry {
    code: "normalise",
    label: "Нормализовать телефон и e-mail",
    also: &["Нормализатор", "Формат телефона", "Нормализация"],
    group: "amoCRM",
    help: "Приводит российские мобильные номера и адреса контакта или компании к одному виду.",
    targets: &[EntityKind::Contact, EntityKind::Company],
    settings: &[
        required(
            "what",
            Input::Choices(&[(PHONE, "Телефон"), (EMAIL, "E-mail")]),
            "Что нормализовать",
        ),
        optional("format", Input::Choice(FORMATS), "Формат телефона")
            .help("По умолчанию — +79991234567."),
        optional(
            "scope",
            Input::Choice(&[(ALL, "Все телефоны"), (MAIN, "Только основной")]),
            "Какие телефоны",
        )
        .help("По умолчанию — все."),
        optional(
            "delete",
            Input::Flag,
            "Удалять то, что не удалось нормализовать",
        ),
        optional("keep_lengths", Input::Line, "Не удалять значения длиной")
            .help("Количество символов, несколько через запятую: короткие внутренние номера."),
    ],
    needs: own_target,
    written,
    plan,
};

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let rules = rules(work)?;
    let absent = || Problem::error(Code::NoEntity, "Нет данных контакта или компании").at("target");
    let entity = work.entity().ok_or_else(absent)?;
    let mut changes = Vec::new();
    if work.settings.chosen("what", PHONE) {
        changes.extend(changed(entity, "PHONE", |values| {
            contact::phones(values, &rules)
        }));
    }
    if work.settings.chosen("what", EMAIL) {
        changes.extend(changed(entity, "EMAIL", |values| emails(values, &rules)));
    }
    if changes.is_empty() {
        // Writing what is there already would start the scenarios of changed contacts again.
        return Ok(Vec::new());
    }
    Ok(vec![Effect::ChangeFields {
        entity: work.target,
        changes,
    }])
}

fn rules(work: &mut Work<'_>) -> Result<PhoneRules, Problem> {
    let format = work.settings.choice("format").and_then(PhoneFormat::find);
    let keep_lengths = lengths(&work.text("keep_lengths")?)?;
    Ok(PhoneRules {
        format: format.unwrap_or(PhoneFormat::Plus),
        only_main: work.settings.choice("scope") == Some(MAIN),
        delete_others: work.settings.flag("delete"),
        keep_lengths,
    })
}

/// Lengths that are written out and no numbers.
fn written(settings: &Settings) -> Vec<Problem> {
    let text = settings.fixed("keep_lengths").unwrap_or_default();
    lengths(&text).err().into_iter().collect()
}

fn lengths(text: &str) -> Result<Vec<usize>, Problem> {
    let parts = text.split([',', ';', ' ']).filter(|part| !part.is_empty());
    let length = |part: &str| {
        part.trim().parse().map_err(|_| {
            let detail =
                format!("«{part}» не число: перечислите количества символов через запятую");
            Problem::error(Code::BadConstant, detail).at("settings.keep_lengths")
        })
    };
    parts.map(length).collect()
}

/// Addresses without superfluous signs, each once; what is no address stays unless it is to be deleted.
fn emails(values: &[String], rules: &PhoneRules) -> Vec<Option<String>> {
    let mut seen = std::collections::BTreeSet::new();
    let one = |value: &String| {
        let written = contact::email(value);
        let stays =
            !rules.delete_others || rules.keep_lengths.contains(&value.trim().chars().count());
        let kept = written.or_else(|| stays.then(|| value.clone()));
        kept.filter(|kept| seen.insert(kept.clone()))
    };
    values.iter().map(one).collect()
}

/// The field with this code, if its values become others.
fn changed(
    entity: &Entity,
    code: &str,
    normalise: impl FnOnce(&[String]) -> Vec<Option<String>>,
) -> Option<FieldChange> {
    let fields = entity.custom_fields_values.as_deref().unwrap_or_default();
    let is_it = |field: &&FieldValues| field.field_code.as_deref() == Some(code);
    let field = fields.iter().find(is_it)?;
    let texts: Vec<String> = field.values.iter().map(text).collect();
    let normal = normalise(&texts);
    let same = texts.iter().map(Some).eq(normal.iter().map(Option::as_ref));
    let kept = field.values.iter().zip(normal);
    let values = kept.filter_map(|(value, normal)| {
        let value = FieldValue {
            value: serde_json::Value::String(normal?),
            ..value.clone()
        };
        Some(again(&value))
    });
    (!same).then(|| FieldChange::Custom {
        id: field.field_id,
        values: values.collect(),
    })
}

/// amoCRM gives phones as text; a number is read as its digits.
fn text(value: &FieldValue) -> String {
    let json = &value.value;
    json.as_str()
        .map_or_else(|| json.to_string(), str::to_owned)
}
