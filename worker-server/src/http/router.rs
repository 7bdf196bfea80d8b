//! Every address on one page.

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{Next, from_fn, from_fn_with_state, map_response, map_response_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use axum::{Router, extract::State};
use tower_http::catch_panic::CatchPanicLayer;

use super::limits::{self, Limits};
use super::{
    bots, crm, error::Error, headers, hooks, panel, qr, runs, scenarios, session, starts,
    statistics, timetable, variables, waiting,
};
use crate::app::Server;

/// amoCRM's hooks are far smaller; a scenario is too.
const BODY_BYTES: usize = 1024 * 1024;

/// All routes of the server; one that only works has those that tell how it is.
pub fn router(server: Arc<Server>) -> Router {
    let limits = Arc::new(Limits::new(server.settings.behind_proxy));
    let guarded = from_fn_with_state(Arc::clone(&limits), limits::guard);
    let guesses = from_fn_with_state(limits, limits::guard_against_guesses);
    let framed = map_response_with_state(Arc::clone(&server), headers::framed);
    let routes = match server.settings.role.answers() {
        true => watched()
            .merge(hooks().layer(guesses))
            .merge(public().nest("/api", api()).layer(guarded))
            .merge(Router::new().fallback(panel::file).layer(framed)),
        false => watched(),
    };
    routes
        .layer(from_fn(in_time))
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(map_response(headers::secure))
        .layer(CatchPanicLayer::custom(|_| Error::Internal.into_response()))
        .with_state(server)
}

/// For whoever watches over the server.
fn watched() -> Router<Arc<Server>> {
    Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
}

/// For amoCRM, at addresses that nobody else knows.
fn hooks() -> Router<Arc<Server>> {
    Router::new()
        .route("/hooks/amocrm/{secret}", post(hooks::amocrm))
        .route("/hooks/amocrm/{secret}/", post(hooks::amocrm))
        .route("/hooks/salesbot/{secret}", post(bots::ask))
}

/// For everybody.
fn public() -> Router<Arc<Server>> {
    Router::new().route("/qr", get(qr::picture))
}

/// For the panel, with a session.
fn api() -> Router<Arc<Server>> {
    Router::new()
        .route("/session", post(session::sign_in))
        .route("/scenarios", get(scenarios::list).post(scenarios::create))
        .route(
            "/scenarios/{id}",
            get(scenarios::show)
                .put(scenarios::save)
                .patch(scenarios::change)
                .delete(scenarios::delete),
        )
        .route("/scenarios/{id}/stop", post(scenarios::stop))
        .route("/stop", post(scenarios::stop_all))
        .route(
            "/scenarios/{id}/starts",
            get(starts::list).post(starts::create),
        )
        .route(
            "/scenarios/{id}/timetable",
            get(timetable::show)
                .put(timetable::set)
                .delete(timetable::drop),
        )
        .route("/starts/{id}", get(starts::show))
        .route("/starts/{id}/stop", post(starts::stop))
        .route("/scenarios/{id}/runs", get(runs::list))
        .route("/runs/{id}", get(runs::show))
        .route("/runs/of/{kind}/{id}", get(runs::of_entity))
        .route("/statistics", get(statistics::summary))
        .route("/scenarios/{id}/statistics", get(statistics::scenario))
        .route("/waiting", get(waiting::list))
        .route("/waiting/{id}", delete(waiting::cancel))
        .route("/waiting/{id}/now", post(waiting::now))
        .route("/variables", get(variables::list).post(variables::create))
        .route("/dictionaries", get(crm::dictionaries))
        .route("/search/leads", get(crm::search))
        .route("/facts/{kind}/{id}", get(crm::facts))
        .fallback(|| async { Error::NotFound })
        .method_not_allowed_fallback(|| async { Error::Method })
}

/// Ends what takes too long: a body that comes byte by byte, too.
async fn in_time(request: Request, next: Next) -> Response {
    let answer = tokio::time::timeout(limits::PATIENCE, next.run(request)).await;
    answer.unwrap_or_else(|_| Error::Late.into_response())
}

/// Ready for hooks and browsers: the database answers.
async fn ready(State(server): State<Arc<Server>>) -> Result<&'static str, Error> {
    server.store.answers().await?;
    Ok("ok")
}
