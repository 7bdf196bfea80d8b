//! `/{entity}/tags`.

use serde_json::{Value, json};

use crate::answer::{Answer, Fault, Outcome};
use crate::call::{Call, request_id};
use crate::checks;
use crate::envelope::{self, USUAL};
use crate::kind::Kind;
use crate::model::Tag;
use crate::state::State;

const BATCH: usize = 250;

/// The colours that tags of leads can have.
const COLORS: &str = "EBEBEB D0D0D0 F2DDF7 D1A4DC FF8F92 FFC8C8 C7DB8C DDEBB5 8699DA AABDFF \
    FFCE5A FFE193 90CDB0 C6F4DE A9A5D7 D8D5FF 86C0FC 832161 6A0F49 0C7C59 10599D 9D2B32 247BA0";

/// List and create.
pub fn route(call: &Call, state: &mut State, kind: Kind) -> Outcome {
    match call.method.as_str() {
        "GET" => list(call, state, kind),
        "POST" => create(call, state, kind),
        _ => Err(Fault::method()),
    }
}

fn show(tag: &Tag) -> Value {
    json!({"id": tag.id, "name": tag.name, "color": tag.color})
}

fn list(call: &Call, state: &State, kind: Kind) -> Outcome {
    let names = call.query.list(&["filter", "name"]);
    let ids = call.query.ints(&["filter", "id"]);
    let query = call.query.text(&["query"]).map(str::to_lowercase);
    let matches = |tag: &&Tag| {
        tag.kind == kind
            && (names.is_empty() || names.contains(&tag.name.as_str()))
            && ids.as_ref().is_none_or(|ids| ids.contains(&tag.id))
            && query
                .as_ref()
                .is_none_or(|text| tag.name.to_lowercase().contains(text))
    };
    let found = state.tags.iter().filter(matches).collect();
    envelope::page(call, "tags", found, USUAL, |tag| show(tag))
}

/// A name that exists gives the existing tag.
fn create(call: &Call, state: &mut State, kind: Kind) -> Outcome {
    let items = call.batch(BATCH)?;
    let drafts = checks::batch(&items, |checks| {
        let (name, color) = (checks.text("name"), checks.text("color"));
        match &name {
            None if !checks.has("name") => checks.missing("name"),
            Some(text) if text.trim().is_empty() => {
                checks.fail("NotBlank", "name", "This value should not be blank.");
            }
            _ => {}
        }
        let color = color.map(|color| color.to_uppercase());
        if color
            .as_ref()
            .is_some_and(|c| kind != Kind::Lead || !COLORS.contains(c.as_str()))
        {
            checks.no_choice("color");
        }
        (name.unwrap_or_default(), color)
    })?;
    let mut saved = Vec::new();
    for (index, (name, color)) in drafts.into_iter().enumerate() {
        let id = state.tag_named(kind, &name);
        let Some(tag) = state.tags.iter_mut().find(|tag| tag.id == id) else {
            continue;
        };
        tag.color = color.or(tag.color.take());
        let mut shown = show(tag);
        shown["request_id"] = request_id(&items[index], index);
        saved.push(shown);
    }
    Ok(Answer::ok(envelope::saved(call, "tags", saved)))
}
