//! The limit's facts straight from bytes: a struct of what the workloads read, everything else skipped.

use std::collections::HashMap;

use anyhow::Result;
use serde::Deserialize;
use serde_json::Value as Json;

use crate::limit::{Deal, Field};

#[derive(Deserialize)]
struct Event {
    now: i64,
    lead: Lead,
}

#[derive(Deserialize)]
struct Lead {
    name: String,
    price: i64,
    status_id: u64,
    pipeline_id: u64,
    responsible_user_id: u64,
    created_at: i64,
    custom_fields_values: Vec<Values>,
    #[serde(rename = "_embedded")]
    embedded: Embedded,
}

#[derive(Deserialize)]
struct Embedded {
    tags: Vec<Tag>,
}

/// A tag of an entity.
#[derive(Deserialize)]
pub struct Tag {
    pub name: String,
}

#[derive(Deserialize)]
struct Values {
    field_id: u64,
    values: Vec<Value>,
}

#[derive(Deserialize)]
struct Value {
    value: Json,
    enum_id: Option<u64>,
}

/// Reads the event.
pub fn deal(event: &str) -> Result<Deal> {
    let Event { now, lead } = serde_json::from_str(event)?;
    let fields = lead.custom_fields_values.into_iter();
    let fields: HashMap<u64, Field> = fields.map(|it| (it.field_id, field(it.values))).collect();
    Ok(Deal {
        name_folded: lead.name.to_lowercase(),
        price: lead.price,
        status: lead.status_id,
        pipeline: lead.pipeline_id,
        responsible: lead.responsible_user_id,
        created_at: lead.created_at,
        now,
        tags: lead.embedded.tags.into_iter().map(|tag| tag.name).collect(),
        fields,
    })
}

fn field(values: Vec<Value>) -> Field {
    let enums = values.iter().filter_map(|it| it.enum_id).collect();
    let text = values.into_iter().next().and_then(|it| match it.value {
        Json::String(text) => Some(text),
        _ => None,
    });
    Field {
        enums,
        number: text.as_deref().and_then(|text| text.parse().ok()),
        text,
    }
}
