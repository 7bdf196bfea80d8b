//! What is read around an entity beside its links: products, the history of its stage, its dialogues.

use std::collections::BTreeMap;

use engine::EntityKind;
use serde_json::{Value as Json, json};

use super::{Client, Error, reads::items};

/// Messages of a dialogue at most (9.2 of the language reference).
const MESSAGES: usize = 50;
/// amoCRM's largest page of elements.
const ELEMENTS: usize = 250;

impl Client {
    /// Elements of lists linked to a deal, with their fields, in the order of the links.
    ///
    /// # Errors
    /// When amoCRM refuses.
    pub async fn catalog_elements(&self, lead: u64) -> Result<Vec<Json>, Error> {
        let path = format!("leads/{lead}/links?filter[to_entity_type]=catalog_elements");
        let links: Vec<Json> = items(self.get(&path).await?, "links")
            .into_iter()
            .filter(|link| link["to_entity_type"] == "catalog_elements")
            .collect();
        let mut lists: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
        for link in &links {
            let list = link["metadata"]["catalog_id"].as_u64();
            if let Some((list, id)) = list.zip(link["to_entity_id"].as_u64()) {
                lists.entry(list).or_default().push(id);
            }
        }
        let mut elements = Vec::new();
        for (list, ids) in lists {
            for ids in ids.chunks(ELEMENTS) {
                let filter: String = ids.iter().map(|id| format!("&filter[id][]={id}")).collect();
                let path = format!("catalogs/{list}/elements?limit={ELEMENTS}{filter}");
                elements.extend(items(self.get(&path).await?, "elements"));
            }
        }
        Ok(links
            .iter()
            .filter_map(|link| linked_element(link, &elements))
            .collect())
    }

    /// When the deal came to its stage; `None` if it never changed it.
    ///
    /// # Errors
    /// When amoCRM refuses.
    pub async fn status_changed_at(&self, lead: u64) -> Result<Option<i64>, Error> {
        let events = self
            .events("lead_status_changed", EntityKind::Lead, lead, 1)
            .await?;
        Ok(events
            .first()
            .and_then(|event| event["created_at"].as_i64()))
    }

    /// Messages of the entity's dialogues, the oldest first: when and from whom, as amoCRM keeps their texts to itself.
    ///
    /// # Errors
    /// When amoCRM refuses.
    pub async fn messages(&self, kind: EntityKind, id: u64) -> Result<Vec<Json>, Error> {
        let types = "incoming_chat_message,outgoing_chat_message";
        let mut events = self.events(types, kind, id, MESSAGES).await?;
        events.reverse();
        let message = |event: Json| {
            let side = match event["type"] == "incoming_chat_message" {
                true => "client",
                false => "manager",
            };
            json!({ "entity": { "kind": kind, "id": id }, "side": side, "text": "", "created_at": event["created_at"] })
        };
        Ok(events.into_iter().map(message).collect())
    }

    /// The last events of these types about an entity, the newest first.
    async fn events(
        &self,
        types: &str,
        kind: EntityKind,
        id: u64,
        limit: usize,
    ) -> Result<Vec<Json>, Error> {
        let noun = kind.word();
        let path = format!(
            "events?limit={limit}&filter[type]={types}&filter[entity]={noun}&filter[entity_id][]={id}"
        );
        Ok(items(self.get(&path).await?, "events"))
    }
}

/// The element of a link, with what the link tells; elements that are gone are left out.
fn linked_element(link: &Json, elements: &[Json]) -> Option<Json> {
    let found = elements
        .iter()
        .find(|element| element["id"] == link["to_entity_id"])?;
    let mut element = found.clone();
    element["catalog_id"] = link["metadata"]["catalog_id"].clone();
    element["metadata"] = link["metadata"].clone();
    Some(element)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_brings_its_quantity_to_the_element() {
        let link = json!({ "to_entity_id": 7, "metadata": { "quantity": 2, "catalog_id": 15 } });
        let elements = [json!({ "id": 7, "name": "Станок" })];
        let element = linked_element(&link, &elements).expect("it is among them");
        assert_eq!(
            (&element["catalog_id"], &element["metadata"]["quantity"]),
            (&json!(15), &json!(2))
        );
        assert_eq!(
            linked_element(&json!({ "to_entity_id": 8 }), &elements),
            None
        );
    }
}
