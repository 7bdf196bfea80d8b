//! Whether a template that is written again and again ends at one value, found by writing it.

use serde_json::{Value as Json, json};

use crate::{run::EntityKind, snapshot::Snapshot, template::Template};

/// What a template is written into, so that it may read what it wrote before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Own {
    /// Nothing that is read again.
    Nothing,
    /// The text of a task or a note.
    Text,
    /// Name and budget of an entity.
    Property(EntityKind),
    /// A custom field with its type.
    Field(EntityKind, u64, Option<String>),
    /// A global variable.
    Variable(String),
}

/// 29.02.2024 12:05 in Moscow, and so many seconds between two writings.
const NOW: i64 = 1_709_197_500;
const ROUND_S: i64 = 60;
/// What may stand there at first.
const FIRST: [&str; 4] = ["", "7", "Опт казань", "29.02.2024"];
/// Writings after which the value has to stand still.
const ROUNDS: i64 = 4;

/// Whether the template gives the same value again, a minute later and after it was written itself.
pub(super) fn still(template: &Template, own: Own) -> bool {
    if template.is_plain() {
        return true;
    }
    FIRST.iter().all(|first| {
        let mut last = (*first).to_owned();
        let mut is_still = false;
        for round in 0..ROUNDS {
            let Some(next) = written(template, &own, &last, NOW + round * ROUND_S) else {
                return true; // nothing is written
            };
            is_still = next == last;
            last = next;
        }
        is_still
    })
}

fn written(template: &Template, own: &Own, value: &str, now: i64) -> Option<String> {
    let facts = facts(own, value, now);
    let snapshot = Snapshot::from_json(&facts.to_string()).ok()?;
    let rendered = template.render(&snapshot);
    let text = rendered.text.trim().to_owned();
    (!rendered.failed).then_some(match own {
        // Such a field keeps the day alone.
        Own::Field(_, _, Some(kind)) if matches!(kind.as_str(), "date" | "birthday") => {
            text.chars().take(10).collect()
        }
        _ => text,
    })
}

fn facts(own: &Own, value: &str, now: i64) -> Json {
    match own {
        Own::Nothing => json!({ "now": now }),
        Own::Text => json!({ "now": now, "task": { "id": 1, "text": value } }),
        Own::Variable(name) => json!({ "now": now, "variables": { name.as_str(): value } }),
        Own::Property(of) => {
            let price = value.replace(',', ".").parse::<f64>().ok();
            let entity = json!({ "id": 1, "name": value, "price": price });
            let (key, entity) = placed(*of, entity);
            json!({ "now": now, key: entity })
        }
        Own::Field(of, id, kind) => {
            let known = json!({ "id": id, "name": "", "type": kind.as_deref().unwrap_or("text") });
            let values = json!([{ "value": value }]);
            let field = json!({ "field_id": id, "field_type": kind, "values": values });
            let entity = json!({ "id": 1, "custom_fields_values": [field] });
            let (key, entity) = placed(*of, entity);
            json!({ "now": now, key: entity, "custom_fields": { of.plural(): [known] } })
        }
    }
}

/// Where facts keep an entity.
fn placed(kind: EntityKind, entity: Json) -> (&'static str, Json) {
    match kind {
        EntityKind::Lead => ("lead", entity),
        EntityKind::Contact => ("contacts", json!([entity])),
        EntityKind::Company => ("company", entity),
        EntityKind::Task => ("task", entity),
    }
}
