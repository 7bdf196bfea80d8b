//! What actions of the Digital Pipeline send when a lead comes to their stages, or moves within or from them.

use serde_json::{Map, Value, json};

use super::lead::stage;
use super::{Notice, Pairs};
use crate::kind::Kind;
use crate::model::{Action, Card};
use crate::state::{SUBDOMAIN, State, account_id};

/// How a lead moved, seen from the stages of an action.
#[derive(Clone, Copy)]
enum Movement {
    /// It was made there.
    Made,
    /// It came from elsewhere.
    To,
    /// It moved on, within an action that is stretched.
    In,
    /// It left an action that is stretched.
    From,
}

/// Queues what the actions of the stages send about a lead that was made or changed.
pub fn lead_moved(state: &mut State, before: Option<&Card>, lead: &Card) {
    if lead.kind != Kind::Lead || lead.is_unsorted {
        return;
    }
    let now = state.clock.now();
    let notices: Vec<Notice> = state
        .actions
        .iter()
        .filter_map(|action| {
            let movement = movement(action, before, lead)?;
            Some(match &action.settings {
                Some(settings) => of_widget(action, settings, movement, lead, now),
                None => of_amocrm(action, movement, before, lead)?,
            })
        })
        .collect();
    state.outbox.extend(notices);
}

fn movement(action: &Action, before: Option<&Card>, lead: &Card) -> Option<Movement> {
    let is_there = action.has(stage(lead));
    let Some(before) = before else {
        return is_there.then_some(Movement::Made);
    };
    if stage(before) == stage(lead) {
        return None;
    }
    match (action.has(stage(before)), is_there) {
        (false, true) => Some(Movement::To),
        (true, true) => Some(Movement::In),
        (true, false) if action.is_stretched() => Some(Movement::From),
        (_, false) => None,
    }
}

/// amoCRM's own action: numbers alone, and the account last.
fn of_amocrm(
    action: &Action,
    movement: Movement,
    before: Option<&Card>,
    lead: &Card,
) -> Option<Notice> {
    let word = match movement {
        Movement::Made => "add",
        Movement::To => "status",
        Movement::In | Movement::From => return None,
    };
    let mut pairs = Pairs::new();
    let mut put = |key: &str, value: i64| {
        pairs.push((format!("leads[{word}][0][{key}]"), value.to_string()));
    };
    put("id", lead.id);
    put("status_id", lead.status_id);
    put("pipeline_id", lead.pipeline_id);
    if let Some(before) = before {
        put("old_status_id", before.status_id);
        put("old_pipeline_id", before.pipeline_id);
    }
    pairs.push(("account[id]".into(), account_id().to_string()));
    pairs.push(("account[subdomain]".into(), SUBDOMAIN.into()));
    Some(notice(action, form(pairs)))
}

/// The action of a widget: what happened, and what the manager filled in.
fn of_widget(
    action: &Action,
    settings: &Map<String, Value>,
    movement: Movement,
    lead: &Card,
    now: i64,
) -> Notice {
    let (number, code, direction) = match movement {
        Movement::Made => (1, "lead_added", "went_to_trigger"),
        Movement::To => (14, "lead_status_changed", "went_to_trigger"),
        Movement::In => (15, "lead_appeared_in_status", "went_in_trigger"),
        Movement::From => (15, "lead_appeared_in_status", "went_from_trigger"),
    };
    let body = json!({
        "event": {
            "type": number, "type_code": code,
            "data": { "id": lead.id, "element_type": Kind::Lead.number(), "status_id": lead.status_id,
                "pipeline_id": lead.pipeline_id, "direction_of_movement": direction },
            "time": now,
        },
        "action": { "settings": { "widget": { "settings": settings } } },
        "subdomain": SUBDOMAIN, "account_id": account_id(),
    });
    let text = match action.json {
        true => body.to_string(),
        false => {
            let mut pairs = Pairs::new();
            flatten(&mut pairs, String::new(), &body);
            form(pairs)
        }
    };
    Notice {
        is_json: action.json,
        ..notice(action, text)
    }
}

/// Keys with brackets, as PHP writes them.
fn flatten(pairs: &mut Pairs, key: String, value: &Value) {
    let below = |word: &str| match key.is_empty() {
        true => word.to_owned(),
        false => format!("{key}[{word}]"),
    };
    match value {
        Value::Object(map) => map
            .iter()
            .for_each(|(word, value)| flatten(pairs, below(word), value)),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .for_each(|(index, value)| flatten(pairs, below(&index.to_string()), value)),
        Value::String(text) => pairs.push((key, text.clone())),
        Value::Null => {}
        other => pairs.push((key, other.to_string())),
    }
}

fn form(pairs: Pairs) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(pairs);
    form.finish()
}

/// The Digital Pipeline asks once.
fn notice(action: &Action, body: String) -> Notice {
    Notice {
        destinations: vec![action.url.clone()],
        body,
        is_json: false,
        is_hook: false,
    }
}
