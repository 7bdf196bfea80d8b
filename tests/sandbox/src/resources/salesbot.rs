//! Starting bots. The sandbox notes the wish; it has no bot that would talk.

use serde_json::{Value, json};

use crate::answer::{Answer, Fault, Outcome};
use crate::call::Call;
use crate::checks;
use crate::kind::Kind;
use crate::state::State;

const BATCH: usize = 100;

/// `POST /api/v2/salesbot/run`.
pub fn run(call: &Call, state: &mut State) -> Outcome {
    if call.method != "POST" {
        return Err(Fault::method());
    }
    let items = call.batch(BATCH)?;
    checks::batch(&items, |checks| {
        if checks.int("bot_id").is_none_or(|id| id <= 0) {
            checks.missing("bot_id");
        }
        let kind = checks.get("entity_type").and_then(kind);
        let id = checks.int("entity_id");
        match (kind, id) {
            (None, _) => checks.no_choice("entity_type"),
            (Some(kind), Some(id)) if state.card(kind, id).is_some() => {}
            (Some(_), _) => checks.no_choice("entity_id"),
        }
    })?;
    state.bot_runs.extend(items);
    Ok(Answer::with(202, json!({"success": true})))
}

/// A number, the same number as text, or the plural name: clients use all three.
fn kind(value: &Value) -> Option<Kind> {
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    let same = |kind: &Kind| kind.number().to_string() == text || kind.plural() == text;
    [Kind::Contact, Kind::Lead].into_iter().find(same)
}
