//! Options of list fields: by exact text or number, also texts that contain commas (section 15, A28).

use serde_json::{Value as Json, json};

use super::New;
use crate::{
    fact::Fact,
    problem::{Code, Problem},
    snapshot::{EnumOption, Field, FieldValue},
};

/// The one option of a list.
pub(super) fn one(field: &Field, new: &New<'_>) -> Result<Vec<Json>, Problem> {
    let option = match &new.rendered.fact {
        Fact::Enum { id, text } => by_number(field, *id).or_else(|| by_text(field, text)),
        _ => by_text(field, &new.rendered.text),
    };
    option
        .map(|option| vec![element(option.id)])
        .ok_or_else(|| missing(field, &new.rendered.text))
}

/// The options of a multi-list; with `append` beside those that are set.
pub(super) fn several(field: &Field, new: &New<'_>) -> Result<Vec<Json>, Problem> {
    let mut numbers = if new.append && !new.reset {
        present(field, new)
    } else {
        Vec::new()
    };
    for number in wanted(field, new)? {
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    Ok(numbers.into_iter().map(element).collect())
}

fn element(id: u64) -> Json {
    json!({ "enum_id": id })
}

fn wanted(field: &Field, new: &New<'_>) -> Result<Vec<u64>, Problem> {
    match &new.rendered.fact {
        // A set keeps its elements: nothing has to be divided at commas.
        Fact::Set(elements) => {
            let find = |element: &Fact| {
                let text = element.text();
                let option = match element {
                    Fact::Enum { id, .. } => {
                        by_number(field, *id).or_else(|| by_text(field, &text))
                    }
                    _ => by_text(field, &text),
                };
                option
                    .map(|option| option.id)
                    .ok_or_else(|| missing(field, &text))
            };
            elements.iter().map(find).collect()
        }
        _ => by_list(field, &new.rendered.text),
    }
}

/// Divides at commas; the longest run of pieces that is an option is taken as a whole.
fn by_list(field: &Field, text: &str) -> Result<Vec<u64>, Problem> {
    let pieces: Vec<&str> = text.split(',').collect();
    // No run longer than the longest option has to be tried, however long the text is.
    let commas = |option: &EnumOption| option.value.matches(',').count();
    let most = options(field).iter().map(commas).max().unwrap_or_default() + 1;
    let mut rest = pieces.as_slice();
    let mut found = Vec::new();
    while let Some((first, tail)) = rest.split_first() {
        if first.trim().is_empty() {
            rest = tail;
            continue;
        }
        let longest = (1..=most.min(rest.len())).rev().find_map(|length| {
            let (head, tail) = rest.split_at_checked(length)?;
            by_text(field, &head.join(",")).map(|option| (option.id, tail))
        });
        let (id, tail) = longest.ok_or_else(|| missing(field, first))?;
        found.push(id);
        rest = tail;
    }
    Ok(found)
}

fn by_number(field: &Field, id: u64) -> Option<&EnumOption> {
    options(field).iter().find(|option| option.id == id)
}

/// By text without case and outer spaces; a number only if no option has this text.
fn by_text<'a>(field: &'a Field, text: &str) -> Option<&'a EnumOption> {
    let text = text.trim();
    let lower = text.to_lowercase();
    let same = |option: &&EnumOption| option.value.trim().to_lowercase() == lower;
    let exact = options(field).iter().find(same);
    exact.or_else(|| by_number(field, text.parse().ok()?))
}

fn options(field: &Field) -> &[EnumOption] {
    field.enums.as_deref().unwrap_or_default()
}

fn present(field: &Field, new: &New<'_>) -> Vec<u64> {
    let values = new.entity.and_then(|entity| entity.field(field.id));
    let number = |value: &FieldValue| {
        let by_value = || by_text(field, value.value.as_str()?).map(|option| option.id);
        value.enum_id.or_else(by_value)
    };
    values
        .map(|values| values.values.iter().filter_map(number).collect())
        .unwrap_or_default()
}

fn missing(field: &Field, text: &str) -> Problem {
    let some: Vec<_> = options(field)
        .iter()
        .take(5)
        .map(|option| format!("«{}»", option.value))
        .collect();
    let detail = format!(
        "В поле «{}» нет варианта «{}», укажите точный текст: {}",
        field.name,
        text.trim(),
        if some.is_empty() {
            "в списке нет вариантов".to_owned()
        } else {
            some.join(", ")
        },
    );
    Problem::error(Code::NoSuchOption, detail)
}
