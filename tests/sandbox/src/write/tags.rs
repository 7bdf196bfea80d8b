//! Tags in writes: replace the whole set, or add and remove single ones.

use serde_json::Value;

use crate::checks::Checks;
use crate::kind::Kind;
use crate::model::Card;
use crate::state::State;

/// A tag as an item names it.
#[derive(Debug)]
pub enum TagRef {
    /// By number, which exists.
    Id(i64),
    /// By name, which is made when new.
    Name(String),
}

/// The changes of a card's tags.
#[derive(Debug, Default)]
pub struct TagEdit {
    replace: Option<Vec<TagRef>>,
    add: Vec<TagRef>,
    delete: Vec<TagRef>,
}

/// Reads `_embedded.tags`, `tags_to_add` and `tags_to_delete`.
pub fn read(checks: &mut Checks<'_>, state: &State, kind: Kind) -> TagEdit {
    let given = checks.get("_embedded").and_then(|parts| parts.get("tags"));
    let replace = given.map(|tags| refs(checks, state, kind, Some(tags), "_embedded.tags"));
    let add = checks.get("tags_to_add");
    let add = refs(checks, state, kind, add, "tags_to_add");
    let delete = checks.get("tags_to_delete");
    let delete = refs(checks, state, kind, delete, "tags_to_delete");
    TagEdit {
        replace,
        add,
        delete,
    }
}

/// Null is an empty list.
fn refs(
    checks: &mut Checks<'_>,
    state: &State,
    kind: Kind,
    list: Option<&Value>,
    path: &str,
) -> Vec<TagRef> {
    let items = list
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    let mut refs = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let id = item.get("id").and_then(Value::as_i64);
        let name = item
            .get("name")
            .and_then(Value::as_str)
            .filter(|name| !name.is_empty());
        match (id, name) {
            (Some(id), _) if state.tags.iter().any(|t| t.id == id && t.kind == kind) => {
                refs.push(TagRef::Id(id));
            }
            (Some(_), _) => checks.no_choice(format!("{path}.{index}.id")),
            (None, Some(name)) => refs.push(TagRef::Name(name.to_owned())),
            (None, None) => checks.missing(&format!("{path}.{index}.name")),
        }
    }
    refs
}

/// Carries the changes out; names that are unknown become tags.
pub fn apply(state: &mut State, card: &mut Card, edit: TagEdit) {
    let kind = card.kind;
    if let Some(replace) = edit.replace {
        card.tags.clear();
        add(state, card, replace);
    }
    add(state, card, edit.add);
    for tag in edit.delete {
        let id = match tag {
            TagRef::Id(id) => Some(id),
            TagRef::Name(name) => state
                .tags
                .iter()
                .find(|t| t.kind == kind && t.name == name)
                .map(|t| t.id),
        };
        card.tags.retain(|own| Some(*own) != id);
    }
}

fn add(state: &mut State, card: &mut Card, tags: Vec<TagRef>) {
    for tag in tags {
        let id = match tag {
            TagRef::Id(id) => id,
            TagRef::Name(name) => state.tag_named(card.kind, &name),
        };
        if !card.tags.contains(&id) {
            card.tags.push(id);
        }
    }
}
