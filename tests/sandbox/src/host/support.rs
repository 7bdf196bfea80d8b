//! Test support: what came in, what went out, and a way back to the start.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::faults::Rule;
use crate::lock;
use crate::model::Action;
use crate::server::App;

/// `GET /sandbox/health`.
pub async fn health() -> Json<Value> {
    Json(json!({"status": "ok"}))
}

/// `GET /sandbox/traffic`: the API calls that were received.
pub async fn traffic(State(app): State<Arc<App>>) -> Json<Value> {
    Json(json!(app.traffic()))
}

/// `GET /sandbox/deliveries`: the hooks that were sent, with the answers, and their decoded pairs.
pub async fn deliveries(State(app): State<Arc<App>>) -> Json<Value> {
    let shown = app.dispatcher.log().into_iter().map(|delivery| {
        let pairs = form_urlencoded::parse(delivery.body.as_bytes());
        let pairs: Vec<Value> = pairs.map(|(key, value)| json!([key, value])).collect();
        let mut shown = json!(delivery);
        shown["pairs"] = json!(pairs);
        shown
    });
    Json(shown.collect())
}

/// `POST /sandbox/faults`: what goes wrong with the next calls.
pub async fn faults(State(app): State<Arc<App>>, Json(rules): Json<Vec<Rule>>) -> Json<Value> {
    lock(&app.faults).set(rules);
    Json(json!({"status": "ok"}))
}

/// `POST /sandbox/actions`: what stands on stages in the Digital Pipeline from now on.
pub async fn actions(State(app): State<Arc<App>>, Json(actions): Json<Vec<Action>>) -> Json<Value> {
    app.change(|state| state.actions = actions);
    Json(json!({"status": "ok"}))
}

/// `GET /sandbox/chat`: what continued bots did.
pub async fn chat(State(app): State<Arc<App>>) -> Json<Value> {
    let said = app.change(|state| state.chat.clone());
    let shown = said.into_iter().map(|said| {
        let (kind, id) = said.card;
        json!({
            "bot_id": said.bot, "entity_type": kind.plural(), "entity_id": id,
            "handler": said.handler,
        })
    });
    Json(shown.collect())
}

/// `POST /sandbox/reset`: everything as it was at the start.
pub async fn reset(State(app): State<Arc<App>>) -> Json<Value> {
    app.reset();
    Json(json!({"status": "ok"}))
}

/// How far the clock is moved.
#[derive(Deserialize)]
pub struct Skip {
    seconds: i64,
}

/// `POST /sandbox/clock`: lets time pass, for retries and deadlines.
pub async fn skip(State(app): State<Arc<App>>, Json(skip): Json<Skip>) -> Json<Value> {
    let now = app.change(|state| {
        state.clock.skipped += skip.seconds;
        state.clock.now()
    });
    Json(json!({"now": now}))
}
