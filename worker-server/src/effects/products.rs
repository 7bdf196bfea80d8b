//! Products of a deal are links to elements of lists; a repeat changes nothing (3.7 of the amoCRM reference).

use engine::{EntityRef, effect::Product};
use serde_json::{Value as Json, json};

use crate::crm::{Client, Error, Method};

const ELEMENTS: &str = "catalog_elements";

pub(super) async fn add(
    client: &Client,
    entity: EntityRef,
    products: &[Product],
) -> Result<Option<u64>, Error> {
    let link = |product: &Product| {
        let mut metadata = json!({ "catalog_id": product.catalog, "quantity": product.quantity });
        if let Some(price) = product.price {
            metadata["price_id"] = json!(price);
        }
        json!({ "to_entity_id": product.element, "to_entity_type": ELEMENTS, "metadata": metadata })
    };
    super::link(client, entity, products.iter().map(link).collect()).await?;
    Ok(None)
}

/// Unlinks every product of a list; those of other lists stay (R340).
pub(super) async fn remove(
    client: &Client,
    entity: EntityRef,
    catalog: u64,
) -> Result<Option<u64>, Error> {
    let links = client.links(entity.kind, entity.id).await?;
    let is_of_list = |link: &&Json| {
        link["to_entity_type"] == ELEMENTS && link["metadata"]["catalog_id"] == json!(catalog)
    };
    let unlink = |link: &Json| {
        json!({ "to_entity_id": link["to_entity_id"], "to_entity_type": ELEMENTS,
            "metadata": { "catalog_id": catalog } })
    };
    let there: Vec<Json> = links.iter().filter(is_of_list).map(unlink).collect();
    if !there.is_empty() {
        let path = format!("{}/{}/unlink", entity.kind.plural(), entity.id);
        client
            .send(Method::Post, &path, &Json::Array(there))
            .await?;
    }
    Ok(None)
}
