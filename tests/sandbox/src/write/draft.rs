//! What an item of a write asks for, once it is known to be valid.

use serde_json::Value;

use super::stage;
use super::tags::{self, TagEdit};
use crate::checks::Checks;
use crate::fields;
use crate::kind::Kind;
use crate::model::{Card, Metadata, Owner};
use crate::state::State;

/// The wishes of one item; what it does not mention stays as it is.
#[derive(Debug, Default)]
pub struct Draft {
    pub(super) name: Option<String>,
    pub(super) first_name: Option<String>,
    pub(super) last_name: Option<String>,
    pub(super) price: Option<i64>,
    pub(super) stage: Option<(i64, i64)>,
    pub(super) loss_reason: Option<Option<i64>>,
    pub(super) closed_at: Option<i64>,
    pub(super) responsible: Option<i64>,
    pub(super) created_by: Option<i64>,
    pub(super) updated_by: Option<i64>,
    pub(super) created_at: Option<i64>,
    pub(super) updated_at: Option<i64>,
    pub(super) source: Option<Value>,
    pub(super) values: Vec<(i64, Vec<Value>)>,
    pub(super) tags: TagEdit,
    pub(super) links: Vec<((Kind, i64), Metadata)>,
    /// Hides the contact of an incoming lead.
    pub is_unsorted: bool,
}

impl Draft {
    /// Adds a link to make at creation.
    pub fn link(&mut self, to: (Kind, i64), metadata: Metadata) {
        self.links.push((to, metadata));
    }

    /// Puts a new lead into a stage, whatever the item said.
    pub fn set_stage(&mut self, pipeline_id: i64, status_id: i64) {
        self.stage = Some((pipeline_id, status_id));
    }
}

/// Reads an item for a card that exists (`current`) or is to be made.
pub fn read(
    checks: &mut Checks<'_>,
    state: &State,
    owner: Owner,
    kind: Kind,
    current: Option<&Card>,
) -> Draft {
    let mut draft = Draft {
        name: checks.text("name"),
        created_by: author(checks, state, "created_by"),
        updated_by: author(checks, state, "updated_by"),
        created_at: checks.int("created_at"),
        updated_at: checks.int("updated_at"),
        responsible: author(checks, state, "responsible_user_id"),
        values: fields::draft(checks, state, owner),
        ..Draft::default()
    };
    if kind == Kind::Contact {
        draft.first_name = checks.text("first_name");
        draft.last_name = checks.text("last_name");
    }
    if kind == Kind::Lead {
        read_lead(checks, state, current, &mut draft);
    }
    if kind != Kind::Element {
        draft.tags = tags::read(checks, state, kind);
    }
    if current.is_none() {
        draft.links = links(checks, state, kind);
    }
    draft
}

fn read_lead(checks: &mut Checks<'_>, state: &State, current: Option<&Card>, draft: &mut Draft) {
    draft.price = checks.int("price");
    if draft.price.is_some_and(|price| price < 0) {
        checks.fail("TooLow", "price", "This value should be positive.");
    }
    draft.stage = stage::read(checks, state, current);
    draft.closed_at = checks.int("closed_at");
    if checks.has("loss_reason_id") {
        let id = checks.int("loss_reason_id").filter(|id| *id != 0);
        if id.is_some_and(|id| !state.loss_reasons.contains_key(&id)) {
            checks.no_choice("loss_reason_id");
        }
        draft.loss_reason = Some(id);
    }
    draft.source = checks
        .get("_embedded")
        .and_then(|parts| parts.get("source"))
        .cloned();
}

/// A user of the account; 0 stands for a robot.
pub fn author(checks: &mut Checks<'_>, state: &State, key: &str) -> Option<i64> {
    let id = checks.int(key)?;
    if id != 0 && state.user(id).is_none() {
        checks.no_choice(key);
    }
    Some(id)
}

/// Cards that a new one is linked to at once.
fn links(checks: &mut Checks<'_>, state: &State, kind: Kind) -> Vec<((Kind, i64), Metadata)> {
    let allowed: &[Kind] = match kind {
        Kind::Lead => &[Kind::Contact, Kind::Company],
        Kind::Contact => &[Kind::Company],
        Kind::Company | Kind::Element => &[],
    };
    let mut links = Vec::new();
    for target in allowed {
        for (index, item) in checks
            .embedded(target.plural())
            .into_iter()
            .flatten()
            .enumerate()
        {
            let Some(id) = item.get("id").and_then(Value::as_i64) else {
                continue;
            };
            if state.card(*target, id).is_none() {
                checks.no_choice(format!("_embedded.{}.{index}.id", target.plural()));
            }
            let is_main = item.get("is_main") == Some(&Value::Bool(true));
            links.push((
                (*target, id),
                Metadata {
                    is_main,
                    ..Metadata::default()
                },
            ));
        }
    }
    links
}
