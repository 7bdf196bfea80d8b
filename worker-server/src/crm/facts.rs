//! Facts of an entity as docs/facts.md describes them, put together from amoCRM's own answers.

use std::collections::BTreeSet;

use engine::{EntityKind, EntityRef, values::Need};
use serde_json::{Value as Json, json};

use super::{Client, Error};

/// Reads what is needed around an entity; `None` if the entity itself does not exist.
///
/// The result has no `now`, dictionaries or variables: who asks adds them.
/// Linked entities are chosen as A24 says.
///
/// # Errors
/// When amoCRM refuses one of the reads.
pub async fn facts(
    client: &Client,
    of: EntityRef,
    needs: &BTreeSet<Need>,
) -> Result<Option<Json>, Error> {
    let Some(entity) = client.entity(of.kind, of.id).await? else {
        return Ok(None);
    };
    if of.kind == EntityKind::Task {
        return task(client, entity, needs).await.map(Some);
    }
    let mut facts = json!({});
    let lead = lead(client, of.kind, &entity, needs).await?;
    let contacts = contacts(client, of.kind, &entity, needs).await?;
    if needs.contains(&Need::Company) || of.kind == EntityKind::Company {
        facts["company"] = company(client, of.kind, &entity, &contacts)
            .await?
            .unwrap_or_default();
    }
    if needs.contains(&Need::LinkedLeads) {
        let leads = linked_leads(client, &contacts, &facts["company"]).await?;
        facts["leads"] = Json::Array(leads);
    }
    if let Some(lead) = &lead {
        of_lead(client, lead, needs, &mut facts).await?;
    }
    if needs.contains(&Need::Messages) {
        facts["messages"] = Json::Array(client.messages(of.kind, of.id).await?);
    }
    facts["lead"] = lead.unwrap_or_default();
    facts["contacts"] = Json::Array(contacts);
    if needs.contains(&Need::Tasks) {
        facts["tasks"] = Json::Array(client.tasks(of.kind, of.id).await?);
    }
    Ok(Some(facts))
}

/// What else is read of a deal: its products, and when it came to its stage.
async fn of_lead(
    client: &Client,
    lead: &Json,
    needs: &BTreeSet<Need>,
    facts: &mut Json,
) -> Result<(), Error> {
    let Some(id) = lead["id"].as_u64() else {
        return Ok(());
    };
    if needs.contains(&Need::CatalogElements) {
        facts["catalog_elements"] = Json::Array(client.catalog_elements(id).await?);
    }
    if needs.contains(&Need::StatusHistory) {
        // A deal that never changed its stage is in it since it was created.
        let changed = client.status_changed_at(id).await?;
        facts["status_changed_at"] = changed.map_or(lead["created_at"].clone(), Json::from);
    }
    Ok(())
}

/// Deals of the contacts and of the company, each once.
async fn linked_leads(
    client: &Client,
    contacts: &[Json],
    company: &Json,
) -> Result<Vec<Json>, Error> {
    let ids: BTreeSet<u64> = contacts
        .iter()
        .chain([company])
        .flat_map(|entity| linked(entity, "leads"))
        .collect();
    let ids: Vec<u64> = ids.into_iter().collect();
    client.entities(EntityKind::Lead, &ids).await
}

/// A task brings the facts of its owner; an owner that was deleted leaves them empty.
async fn task(client: &Client, task: Json, needs: &BTreeSet<Need>) -> Result<Json, Error> {
    let kinds = [EntityKind::Lead, EntityKind::Contact, EntityKind::Company];
    let kind = kinds
        .into_iter()
        .find(|kind| task["entity_type"] == kind.plural());
    let mut around = needs.clone();
    for own in [Need::Tasks, Need::Task, Need::Note] {
        around.remove(&own);
    }
    let owner = match (kind, task["entity_id"].as_u64()) {
        (Some(kind), Some(id)) if !around.is_empty() => {
            Box::pin(facts(client, EntityRef { kind, id }, &around)).await?
        }
        _ => None,
    };
    let mut facts = owner.unwrap_or_else(|| json!({}));
    facts["tasks"] = json!([task]);
    facts["task"] = task;
    Ok(facts)
}

/// The deal itself; else the newest open one of those linked, else the newest (A24).
async fn lead(
    client: &Client,
    kind: EntityKind,
    entity: &Json,
    needs: &BTreeSet<Need>,
) -> Result<Option<Json>, Error> {
    if kind == EntityKind::Lead {
        return Ok(Some(entity.clone()));
    }
    let ids = linked(entity, "leads");
    if ids.is_empty() || !needs.contains(&Need::Lead) {
        return Ok(None);
    }
    let leads = client.entities(EntityKind::Lead, &ids).await?;
    let rank = |lead: &Json| (lead["closed_at"].is_null(), lead["created_at"].as_i64());
    Ok(leads.into_iter().max_by_key(rank))
}

async fn contacts(
    client: &Client,
    kind: EntityKind,
    entity: &Json,
    needs: &BTreeSet<Need>,
) -> Result<Vec<Json>, Error> {
    if kind == EntityKind::Contact {
        return Ok(vec![entity.clone()]);
    }
    // A deal without a company of its own has its main contact's.
    let for_company = needs.contains(&Need::Company) && linked(entity, "companies").is_empty();
    let wanted = needs.contains(&Need::Contacts) || (kind == EntityKind::Lead && for_company);
    if !wanted {
        return Ok(Vec::new());
    }
    client
        .entities(EntityKind::Contact, &linked(entity, "contacts"))
        .await
}

/// The company itself, or the one that is linked; a deal without one has its main contact's (A24).
async fn company(
    client: &Client,
    kind: EntityKind,
    entity: &Json,
    contacts: &[Json],
) -> Result<Option<Json>, Error> {
    if kind == EntityKind::Company {
        return Ok(Some(entity.clone()));
    }
    let own = linked(entity, "companies");
    let of_contact = || {
        contacts
            .first()
            .map(|it| linked(it, "companies"))
            .unwrap_or_default()
    };
    let ids = if own.is_empty() { of_contact() } else { own };
    match ids.first() {
        Some(id) => client.entity(EntityKind::Company, *id).await,
        None => Ok(None),
    }
}

/// Numbers of linked entities, the main contact first.
fn linked(entity: &Json, noun: &str) -> Vec<u64> {
    let mut links: Vec<&Json> = entity["_embedded"][noun]
        .as_array()
        .into_iter()
        .flatten()
        .collect();
    links.sort_by_key(|it| it["is_main"] != json!(true));
    links.iter().filter_map(|it| it["id"].as_u64()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_main_contact_comes_first() {
        let lead = json!({ "_embedded": { "contacts": [
            { "id": 1, "is_main": false }, { "id": 2, "is_main": true }, { "id": 3, "is_main": false } ] } });
        assert_eq!(linked(&lead, "contacts"), [2, 1, 3]);
        assert!(linked(&lead, "companies").is_empty());
    }
}
