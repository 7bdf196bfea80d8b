//! Bots: started on a card, asking the integration (`widget_request`), and continued by it.

use serde_json::{Value, json};

use super::number;
use crate::answer::{Answer, Fault, Outcome, Record};
use crate::call::Call;
use crate::checks::{self, Checks};
use crate::envelope::{self, USUAL};
use crate::hooks::ask_integration;
use crate::kind::Kind;
use crate::model::{Bot, Said, Waiting};
use crate::state::State;

const BATCH: usize = 100;
/// Limits of a continuation: handlers, characters of a text, buttons.
const HANDLERS: usize = 10;
const SHOWN: usize = 80;
const BUTTONS: usize = 25;

/// `/bots…`: the newer methods.
pub fn route(call: &Call, state: &mut State, path: &[&str]) -> Outcome {
    match (call.method.as_str(), path) {
        ("GET", []) => {
            let bots: Vec<&Bot> = state.bots.iter().collect();
            envelope::page(
                call,
                "items",
                bots,
                USUAL,
                |bot| json!({"id": bot.id, "name": bot.name, "is_active": true}),
            )
        }
        (_, ["run"]) => run(call, state),
        ("POST", [bot, "run"]) => {
            let mut item = call.object()?;
            item.insert("bot_id".into(), json!(number(bot)?));
            start(call, state, vec![item])
        }
        ("POST", [bot, "stop"]) => stop(call, state, number(bot)?),
        _ => Err(Fault::not_found()),
    }
}

/// `POST /api/v2/salesbot/run` and `POST /bots/run`.
pub fn run(call: &Call, state: &mut State) -> Outcome {
    if call.method != "POST" {
        return Err(Fault::method());
    }
    start(call, state, call.batch(BATCH)?)
}

fn start(call: &Call, state: &mut State, items: Vec<Record>) -> Outcome {
    let starts = checks::batch(&items, |checks| {
        let bot = checks.int("bot_id").filter(|id| *id > 0);
        if bot.is_none() {
            checks.missing("bot_id");
        }
        bot.zip(card(checks, state))
    })?;
    state.bot_runs.extend(items);
    for (bot, card) in starts.into_iter().flatten() {
        // A card has one running bot: a second start ends the first.
        state.waiting.retain(|_, waiting| waiting.card != card);
        ask(call, state, bot, card);
    }
    Ok(Answer::with(202, json!({"success": true})))
}

fn card(checks: &mut Checks<'_>, state: &State) -> Option<(Kind, i64)> {
    let kind = checks.get("entity_type").and_then(kind);
    let Some(kind) = kind else {
        checks.no_choice("entity_type");
        return None;
    };
    let id = checks.int("entity_id");
    let found = id.filter(|id| state.card(kind, *id).is_some());
    if found.is_none() {
        checks.no_choice("entity_id");
    }
    found.map(|id| (kind, id))
}

/// A number, the same number as text, or the plural name: clients use all three.
fn kind(value: &Value) -> Option<Kind> {
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    let same = |kind: &Kind| kind.number().to_string() == text || kind.plural() == text;
    [Kind::Contact, Kind::Lead].into_iter().find(same)
}

/// Lets a bot with a question ask it; other bots end at once.
fn ask(call: &Call, state: &mut State, bot: i64, card: (Kind, i64)) {
    let own = state.bots.iter().find(|own| own.id == bot);
    let Some(url) = own.and_then(|own| own.url.clone()) else {
        return;
    };
    let waiting = state.next_id("continuations");
    state.waiting.insert(waiting, Waiting { bot, card });
    let back = call.href(&format!("salesbot/{bot}/continue/{waiting}"));
    ask_integration(state, &url, card, &back);
}

fn stop(call: &Call, state: &mut State, bot: i64) -> Outcome {
    let item = call.object()?;
    let card = checks::single(&item, |checks| card(checks, state))?;
    state
        .waiting
        .retain(|_, own| own.bot != bot || Some(own.card) != card);
    Ok(Answer::empty(202))
}

/// `POST /{salesbot|marketingbot}/{bot}/continue/{waiting}`, once for each question.
pub fn resume(call: &Call, state: &mut State, bot: &str, waiting: &str) -> Outcome {
    if call.method != "POST" {
        return Err(Fault::method());
    }
    call.admin_only()?;
    let (bot, id) = (number(bot)?, number(waiting)?);
    let body = call.object()?;
    let handlers = checks::single(&body, handlers)?;
    let asked = state.waiting.get(&id).filter(|own| own.bot == bot);
    let card = asked.map(|own| own.card).ok_or_else(Fault::not_found)?;
    state.waiting.remove(&id);
    let said = handlers
        .into_iter()
        .map(|handler| Said { bot, card, handler });
    state.chat.extend(said);
    Ok(Answer::empty(202))
}

/// The handlers of a continuation, checked against amoCRM's limits.
fn handlers(checks: &mut Checks<'_>) -> Vec<Record> {
    if checks.get("data").is_some_and(|data| !data.is_object()) {
        checks.wrong_type("data", "object");
    }
    let Some(list) = checks.get("execute_handlers") else {
        return Vec::new();
    };
    let Some(list) = list.as_array().filter(|list| list.len() <= HANDLERS) else {
        checks.wrong_type("execute_handlers", "array of at most 10 handlers");
        return Vec::new();
    };
    let mut good = Vec::new();
    for (index, handler) in list.iter().enumerate() {
        let place = format!("execute_handlers.{index}");
        match handler.as_object().filter(|_| is_sound(handler)) {
            Some(handler) => good.push(handler.clone()),
            None => checks.no_choice(place),
        }
    }
    good
}

fn is_sound(handler: &Value) -> bool {
    let params = &handler["params"];
    match handler["handler"].as_str() {
        Some("show") => {
            let kind = params["type"].as_str();
            let text = params["value"].as_str();
            let buttons = params["buttons"].as_array().map_or(0, Vec::len);
            matches!(kind, Some("text" | "buttons" | "buttons_url"))
                && text.is_some_and(|text| text.chars().count() <= SHOWN)
                && buttons <= BUTTONS
        }
        Some("goto") => {
            let kind = params["type"].as_str();
            matches!(kind, Some("question" | "answer" | "finish")) && params["step"].is_u64()
        }
        _ => false,
    }
}
