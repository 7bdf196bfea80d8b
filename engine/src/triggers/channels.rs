//! Whom letters and messages go to: phones and e-mails of contacts and companies.

use std::collections::BTreeSet;

use super::Work;
use crate::{
    run::EntityKind,
    snapshot::{Entity, FieldValue},
    values::Need,
};

/// amoCRM's code of the field with phones.
pub(super) const PHONE: &str = "PHONE";
/// amoCRM's code of the field with e-mails.
pub(super) const EMAIL: &str = "EMAIL";

/// The contacts of the target: a contact itself, else those linked to it.
pub(super) fn contacts<'a>(work: &Work<'a>) -> Vec<&'a Entity> {
    let all = work.snapshot.contacts.iter();
    match work.target.kind {
        EntityKind::Contact => all.filter(|one| one.id == work.target.id).collect(),
        EntityKind::Lead | EntityKind::Company | EntityKind::Task => all.collect(),
    }
}

/// The deal tells which of its contacts is the main one.
pub(super) fn contacts_need(target: EntityKind) -> BTreeSet<Need> {
    match target {
        EntityKind::Lead => BTreeSet::from([Need::Lead, Need::Contacts]),
        EntityKind::Contact | EntityKind::Company | EntityKind::Task => {
            BTreeSet::from([Need::Contacts])
        }
    }
}

/// The first phone or e-mail of each, every one once.
pub(super) fn firsts<'a>(
    entities: impl IntoIterator<Item = &'a Entity>,
    code: &str,
) -> Vec<String> {
    let firsts = entities
        .into_iter()
        .filter_map(|entity| first(entity, code));
    distinct(firsts)
}

/// Values that the author lists with commas.
pub(super) fn listed(text: &str) -> Vec<String> {
    distinct(text.split(',').map(str::to_owned))
}

fn first(entity: &Entity, code: &str) -> Option<String> {
    let fields = entity.custom_fields_values.as_deref().unwrap_or_default();
    let field = fields
        .iter()
        .find(|field| field.field_code.as_deref() == Some(code))?;
    let text = |value: &FieldValue| value.value.as_str().map(str::to_owned);
    field
        .values
        .iter()
        .filter_map(text)
        .find(|text| !text.trim().is_empty())
}

fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for text in texts {
        let text = text.trim();
        if !text.is_empty() && !kept.iter().any(|one| one == text) {
            kept.push(text.to_owned());
        }
    }
    kept
}
