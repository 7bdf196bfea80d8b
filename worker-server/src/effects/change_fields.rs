//! Writes fields of an entity in one call; a repeat changes nothing.

use engine::{EntityRef, effect::FieldChange};
use serde_json::{Map, Value as Json, json};

use super::change;
use crate::crm::Item;

pub(super) fn item(entity: EntityRef, changes: &[FieldChange]) -> Item {
    change(entity, body(changes))
}

/// Keys of an entity.
pub(super) fn body(changes: &[FieldChange]) -> Map<String, Json> {
    let mut body = Map::new();
    let mut custom = Vec::new();
    for change in changes {
        match change {
            FieldChange::Name { value } => body.insert("name".to_owned(), json!(value)),
            FieldChange::FirstName { value } => body.insert("first_name".to_owned(), json!(value)),
            FieldChange::LastName { value } => body.insert("last_name".to_owned(), json!(value)),
            FieldChange::Budget { value } => body.insert("price".to_owned(), value.clone()),
            FieldChange::Custom { id, values } => {
                custom.push(written(*id, values));
                None
            }
        };
    }
    if !custom.is_empty() {
        body.insert("custom_fields_values".to_owned(), Json::Array(custom));
    }
    body
}

/// amoCRM clears a field whose values are null.
fn written(id: u64, values: &[Json]) -> Json {
    let values = if values.is_empty() {
        Json::Null
    } else {
        json!(values)
    };
    json!({ "field_id": id, "values": values })
}

#[cfg(test)]
mod tests {
    use engine::EntityKind;

    use super::*;

    #[test]
    fn all_changes_of_an_entity_go_in_one_call() {
        let changes = [
            FieldChange::Name {
                value: "Опт".into(),
            },
            FieldChange::Budget { value: json!(500) },
            FieldChange::Custom {
                id: 7,
                values: vec![json!({ "enum_id": 3 })],
            },
            FieldChange::Custom {
                id: 8,
                values: Vec::new(),
            },
        ];
        let deal = EntityRef {
            kind: EntityKind::Lead,
            id: 5,
        };
        let sent = item(deal, &changes);
        assert_eq!(sent.path, "leads");
        let custom = json!([{ "field_id": 7, "values": [{ "enum_id": 3 }] }, { "field_id": 8, "values": null }]);
        assert_eq!(
            Json::Object(sent.body),
            json!({ "id": 5, "name": "Опт", "price": 500, "custom_fields_values": custom })
        );
    }
}
