//! The pages and their parts, embedded.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde_json::{Value, json};

use crate::lock;
use crate::server::App;

/// `/`: the list of deals.
pub async fn leads() -> Html<&'static str> {
    Html(include_str!("../../page/leads.html"))
}

/// `/leads/detail/{id}`: the card of a deal.
pub async fn lead() -> Html<&'static str> {
    Html(include_str!("../../page/lead.html"))
}

/// `/triggers`: the product's panel in a frame.
pub async fn triggers() -> Html<&'static str> {
    Html(include_str!("../../page/triggers.html"))
}

/// `/sandbox/page/{name}`: styles and scripts.
pub async fn part(Path(name): Path<String>) -> Response {
    let (kind, text) = match name.as_str() {
        "style.css" => (
            "text/css; charset=utf-8",
            include_str!("../../page/style.css"),
        ),
        "frame.js" => (
            "text/javascript; charset=utf-8",
            include_str!("../../page/frame.js"),
        ),
        "fields.js" => (
            "text/javascript; charset=utf-8",
            include_str!("../../page/fields.js"),
        ),
        "leads.js" => (
            "text/javascript; charset=utf-8",
            include_str!("../../page/leads.js"),
        ),
        "lead.js" => (
            "text/javascript; charset=utf-8",
            include_str!("../../page/lead.js"),
        ),
        "triggers.js" => (
            "text/javascript; charset=utf-8",
            include_str!("../../page/triggers.js"),
        ),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

/// `/sandbox/people`: everybody the page can act as.
pub async fn people(State(app): State<Arc<App>>) -> Json<Value> {
    let state = lock(&app.state);
    let shown = state
        .users
        .iter()
        .map(|user| json!({"id": user.id, "name": user.name, "is_admin": user.is_admin}));
    Json(shown.collect())
}

/// `/sandbox/settings`: what the pages need from the command line.
pub async fn settings(State(app): State<Arc<App>>) -> Json<Value> {
    Json(json!({"panel_url": app.options.panel_url, "client_id": app.options.client_id}))
}
