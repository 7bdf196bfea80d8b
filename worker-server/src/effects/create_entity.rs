//! Creates a deal, a contact or a company with its links; a repeat would create a second one, so it is looked up first.

use engine::effect::NewEntity;
use engine::{EntityKind, EntityRef};
use serde_json::{Value as Json, json};

use super::{CLOCK_SKEW_S, Doubt, change_fields, create, fresh};
use crate::crm::{Client, Error, Item};

pub(super) fn item(new: &NewEntity) -> Item {
    let mut item = change_fields::body(&new.fields);
    item.insert("name".to_owned(), json!(new.name));
    let numbers = [
        ("responsible_user_id", new.responsible),
        ("pipeline_id", new.pipeline),
        ("status_id", new.status),
    ];
    for (key, number) in numbers {
        if let Some(number) = number {
            item.insert(key.to_owned(), json!(number));
        }
    }
    item.insert("_embedded".to_owned(), embedded(new));
    create(new.kind.plural().to_owned(), item)
}

/// amoCRM takes links of a new deal at once, those of others only afterwards.
fn embedded(new: &NewEntity) -> Json {
    let tags: Vec<Json> = new
        .tags
        .iter()
        .map(|name| json!({ "name": name }))
        .collect();
    let mut parts = json!({ "tags": tags });
    if new.kind == EntityKind::Lead {
        let of = |kind| new.links.iter().filter(move |link| link.kind == kind);
        let contacts: Vec<Json> = of(EntityKind::Contact).enumerate().map(contact).collect();
        if !contacts.is_empty() {
            parts["contacts"] = Json::Array(contacts);
        }
        // A deal has one company: that which was linked last.
        if let Some(company) = of(EntityKind::Company).next_back() {
            parts["companies"] = json!([{ "id": company.id }]);
        }
    }
    parts
}

/// The first contact is the main one.
fn contact((index, link): (usize, &EntityRef)) -> Json {
    json!({ "id": link.id, "is_main": index == 0 })
}

/// Whether its creation is not all that is sent.
pub(super) fn is_linked_afterwards(new: &NewEntity) -> bool {
    new.kind != EntityKind::Lead && !new.links.is_empty()
}

/// Links what was made, as far as that could not be asked for at its creation; a repeat changes nothing.
///
/// # Errors
/// A passing one says that the outcome is unknown: what was made is to be found, and not to be made again.
pub(super) async fn link(client: &Client, new: &NewEntity, made: u64) -> Result<(), Error> {
    if !is_linked_afterwards(new) {
        return Ok(());
    }
    let link =
        |to: &EntityRef| json!({ "to_entity_id": to.id, "to_entity_type": to.kind.plural() });
    let links = new.links.iter().map(link).collect();
    let own = EntityRef {
        kind: new.kind,
        id: made,
    };
    match super::link(client, own, links).await {
        Ok(()) => Ok(()),
        Err(Error::Lost) => Err(Error::Lost),
        Err(error) if error.is_passing() => Err(Error::Unknown(error.to_string())),
        Err(error) => Err(error),
    }
}

/// The number of one of the same name that was made since the intent.
pub(super) async fn made(
    client: &Client,
    new: &NewEntity,
    doubt: &Doubt,
) -> Result<Option<u64>, Error> {
    let since = doubt.since - CLOCK_SKEW_S;
    let latest = client.created_since(new.kind, since).await?;
    let mut same = latest.iter().filter(|it| it["name"] == json!(new.name));
    Ok(same.find_map(|it| fresh(it, doubt)))
}

#[cfg(test)]
mod tests {
    use engine::effect::FieldChange;

    use super::*;
    use crate::crm::Method;

    fn new(kind: EntityKind) -> NewEntity {
        let link = |kind, id| EntityRef { kind, id };
        NewEntity {
            kind,
            name: "Повтор".to_owned(),
            responsible: Some(7),
            pipeline: None,
            status: Some(9),
            fields: vec![FieldChange::Budget { value: json!(500) }],
            tags: vec!["опт".to_owned()],
            links: vec![
                link(EntityKind::Contact, 3),
                link(EntityKind::Contact, 4),
                link(EntityKind::Company, 5),
            ],
        }
    }

    #[test]
    fn a_deal_comes_with_its_links_and_its_first_contact_is_the_main_one() {
        let sent = item(&new(EntityKind::Lead));
        assert_eq!((sent.path.as_str(), sent.method), ("leads", Method::Post));
        let contacts = json!([{ "id": 3, "is_main": true }, { "id": 4, "is_main": false }]);
        let parts = json!({ "tags": [{ "name": "опт" }], "contacts": contacts, "companies": [{ "id": 5 }] });
        let own = json!({ "name": "Повтор", "price": 500, "responsible_user_id": 7, "status_id": 9, "_embedded": parts });
        assert_eq!(Json::Object(sent.body), own);
    }

    #[test]
    fn others_are_linked_afterwards() {
        let sent = item(&new(EntityKind::Company));
        assert_eq!(
            sent.body["_embedded"],
            json!({ "tags": [{ "name": "опт" }] })
        );
    }
}
