//! What the panel needs of amoCRM: dictionaries, search, facts for the preview.

use api::crm::Found;
use axum::Json;
use axum::extract::{Path, Query};
use chrono::DateTime;
use engine::values::Need;
use engine::{EntityKind, EntityRef};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;

use super::{error::Error, session::Caller};
use crate::app::now_ms;
use crate::crm;

/// Rows of a search.
const FOUND: usize = 20;

/// `GET /api/dictionaries`
pub async fn dictionaries(Caller { account, .. }: Caller) -> Result<Json<Value>, Error> {
    let mut all = (*account.dictionaries().await?.json).clone();
    all["scenarios"] = account.scenarios().await?.named();
    all["variables"] = json!(account.store.variable_names(account.id).await?);
    all["limits"] = json!(account.settings.limits());
    Ok(Json(all))
}

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    query: String,
}

/// `GET /api/search/leads`
pub async fn search(
    Caller { account, .. }: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<Vec<Found>>, Error> {
    let query = asked.query.trim();
    let mut leads = Vec::new();
    if let Ok(id) = query.trim_start_matches(['#', '№']).parse() {
        leads.extend(account.crm.entity(EntityKind::Lead, id).await?);
    }
    let by_number = leads.first().map(|lead| lead["id"].clone());
    let by_text = account.crm.search_leads(query, FOUND).await?;
    leads.extend(
        by_text
            .into_iter()
            .filter(|lead| by_number.as_ref() != Some(&lead["id"])),
    );
    leads.truncate(FOUND);
    let dictionaries = account.dictionaries().await?;
    Ok(Json(
        leads
            .iter()
            .filter_map(|lead| found(lead, &dictionaries.json))
            .collect(),
    ))
}

fn found(lead: &Value, dictionaries: &Value) -> Option<Found> {
    let id = lead["id"].as_u64()?;
    let stage = stage(lead, dictionaries);
    let price = lead["price"]
        .as_i64()
        .map(|price| format!("{} ₽", grouped(price)));
    let note: Vec<String> = [stage, price].into_iter().flatten().collect();
    let name = lead["name"].as_str().filter(|name| !name.is_empty());
    Some(Found {
        entity: EntityRef {
            kind: EntityKind::Lead,
            id,
        },
        name: name.map_or_else(|| format!("Сделка #{id}"), str::to_owned),
        note: note.join(" · "),
    })
}

fn stage(lead: &Value, dictionaries: &Value) -> Option<String> {
    let by_id = |list: &Value, id: &Value| {
        list.as_array()?
            .iter()
            .find(|item| &item["id"] == id)
            .cloned()
    };
    let pipeline = by_id(&dictionaries["pipelines"], &lead["pipeline_id"])?;
    let status = by_id(&pipeline["_embedded"]["statuses"], &lead["status_id"])?;
    status["name"].as_str().map(str::to_owned)
}

/// Digits in groups of three, with thin spaces that do not break.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    if number < 0 { format!("-{text}") } else { text }
}

/// `GET /api/facts/{lead|contact|company}/{id}`
pub async fn facts(
    Caller { account, .. }: Caller,
    Path((kind, id)): Path<(String, u64)>,
) -> Result<Json<Value>, Error> {
    let kind = match kind.as_str() {
        "lead" => EntityKind::Lead,
        "contact" => EntityKind::Contact,
        "company" => EntityKind::Company,
        "task" => EntityKind::Task,
        _ => return Err(Error::NotFound),
    };
    let all = BTreeSet::from([
        Need::Lead,
        Need::Contacts,
        Need::Company,
        Need::Tasks,
        Need::LinkedLeads,
        Need::CatalogElements,
        Need::Messages,
        Need::StatusHistory,
    ]);
    let found = crm::facts(&account.crm, EntityRef { kind, id }, &all).await?;
    let mut facts = found.ok_or(Error::NotFound)?;
    let dictionaries = account.dictionaries().await?;
    for (key, value) in dictionaries.json.as_object().into_iter().flatten() {
        facts[key] = value.clone();
    }
    let now = DateTime::from_timestamp_millis(now_ms()).unwrap_or_default();
    facts["now"] = json!(now.to_rfc3339());
    facts["variables"] = json!(account.store.variables(account.id).await?);
    facts["scenarios"] = account.scenarios().await?.named();
    facts["run"] = json!({});
    Ok(Json(facts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_found_deal_shows_its_stage_and_budget() {
        let dictionaries = json!({ "pipelines": [{ "id": 7, "_embedded": { "statuses": [{ "id": 142, "name": "Успех" }] } }] });
        let lead =
            json!({ "id": 5, "name": "", "price": 1_250_000, "pipeline_id": 7, "status_id": 142 });
        let found = found(&lead, &dictionaries).expect("it has a number");
        assert_eq!(found.name, "Сделка #5");
        assert_eq!(found.note, "Успех · 1\u{a0}250\u{a0}000 ₽");
    }
}
