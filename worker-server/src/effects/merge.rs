//! Changes of one entity that follow each other become one, as long as nobody who reads amoCRM could tell.

use std::collections::BTreeSet;

use engine::Effect;
use serde_json::{Map, Value as Json};

use super::{create_entity, item};
use crate::crm::{Item, Method};

/// Keys whose lists are joined.
const LISTS: [&str; 3] = ["custom_fields_values", "tags_to_add", "tags_to_delete"];

/// What is sent for the first of some effects and for as many of those after it as go along with it, and how many these
/// are; `None` if the first one needs more than one call.
///
/// Changes of the same thing stay apart: the history of a deal shows each stage that it was in.
pub fn merged<'a>(effects: impl IntoIterator<Item = &'a Effect>) -> Option<(Item, usize)> {
    let mut effects = effects.into_iter();
    let mut all = effects.next().and_then(single)?;
    let (mut count, mut touched) = (1, touched(&all.body));
    for next in effects.map_while(single) {
        let also = self::touched(&next.body);
        let same = next.path == all.path && next.body.get("id") == all.body.get("id");
        if all.method != Method::Patch || next.method != all.method || !same {
            break;
        }
        if !touched.is_disjoint(&also) {
            break;
        }
        touched.extend(also);
        join(&mut all.body, next.body);
        count += 1;
    }
    Some((all, count))
}

/// The item of an effect that is one call.
fn single(effect: &Effect) -> Option<Item> {
    match effect {
        Effect::CreateEntity { new, .. } if create_entity::is_linked_afterwards(new) => None,
        _ => item(effect).ok(),
    }
}

/// What a change writes: keys of the entity, fields by number, tags by name.
fn touched(body: &Map<String, Json>) -> BTreeSet<String> {
    let mut touched = BTreeSet::new();
    for (key, value) in body.iter().filter(|(key, _)| *key != "id") {
        match (key.as_str(), value.as_array()) {
            ("custom_fields_values", Some(fields)) => {
                touched.extend(fields.iter().map(|it| format!("field {}", it["field_id"])));
            }
            ("tags_to_add" | "tags_to_delete", Some(tags)) => {
                touched.extend(tags.iter().map(|it| format!("tag {}", it["name"])));
            }
            _ => drop(touched.insert(key.clone())),
        }
    }
    touched
}

fn join(body: &mut Map<String, Json>, other: Map<String, Json>) {
    for (key, value) in other {
        match (body.get_mut(&key), value) {
            (Some(Json::Array(all)), Json::Array(more)) if LISTS.contains(&key.as_str()) => {
                all.extend(more);
            }
            (_, value) => drop(body.insert(key, value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use engine::effect::FieldChange;
    use engine::{EntityKind, EntityRef};
    use serde_json::json;

    use super::*;

    const DEAL: EntityRef = EntityRef {
        kind: EntityKind::Lead,
        id: 5,
    };

    fn field(id: u64, value: &str) -> Effect {
        let values = vec![json!({ "value": value })];
        Effect::ChangeFields {
            entity: DEAL,
            changes: vec![FieldChange::Custom { id, values }],
        }
    }

    fn tags(add: &[&str], remove: &[&str]) -> Effect {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Effect::ChangeTags {
            entity: DEAL,
            add: names(add),
            remove: names(remove),
        }
    }

    fn stage(status: u64) -> Effect {
        Effect::ChangeStage {
            entity: DEAL,
            pipeline: 1,
            status,
        }
    }

    fn note() -> Effect {
        Effect::AddNote {
            entity: DEAL,
            text: "Готово".to_owned(),
            system: false,
        }
    }

    fn counts(effects: &[Effect]) -> Vec<usize> {
        let (mut counts, mut rest) = (Vec::new(), effects);
        while !rest.is_empty() {
            let (_, count) = merged(rest).expect("it is one call");
            counts.push(count);
            rest = &rest[count..];
        }
        counts
    }

    #[test]
    fn changes_of_different_things_are_one_call() {
        let responsible = Effect::ChangeResponsible {
            entity: DEAL,
            user: 9,
        };
        let effects = [
            field(1, "а"),
            field(2, "б"),
            tags(&["опт"], &[]),
            tags(&["новый"], &["старый"]),
            responsible,
            stage(3),
        ];
        let (item, count) = merged(&effects).expect("it is one call");
        assert_eq!(
            (item.method, item.path.as_str(), count),
            (Method::Patch, "leads", 6)
        );
        let fields = json!([{ "field_id": 1, "values": [{ "value": "а" }] }, { "field_id": 2, "values": [{ "value": "б" }] }]);
        let body = json!({ "id": 5, "custom_fields_values": fields, "responsible_user_id": 9, "pipeline_id": 1, "status_id": 3,
            "tags_to_add": [{ "name": "опт" }, { "name": "новый" }], "tags_to_delete": [{ "name": "старый" }] });
        assert_eq!(Json::Object(item.body), body);
    }

    #[test]
    fn the_same_thing_changed_again_is_another_call() {
        assert_eq!(counts(&[stage(3), stage(4)]), [1, 1]);
        assert_eq!(
            counts(&[field(1, "а"), field(2, "б"), field(1, "в")]),
            [2, 1]
        );
        assert_eq!(counts(&[tags(&["опт"], &[]), tags(&[], &["опт"])]), [1, 1]);
    }

    #[test]
    fn what_stands_between_keeps_its_place() {
        let other = Effect::ChangeResponsible {
            entity: EntityRef { id: 6, ..DEAL },
            user: 9,
        };
        assert_eq!(counts(&[field(1, "а"), other, field(2, "б")]), [1, 1, 1]);
        assert_eq!(
            counts(&[field(1, "а"), note(), note(), field(2, "б")]),
            [1, 1, 1, 1]
        );
    }
}
