//! What people see: the pages of the account, their data, and support for tests.
//!
//! Everything here lives outside `/api`, as amoCRM's own pages do, and needs no token.

mod leads;
mod pages;
mod support;
mod token;

use std::sync::Arc;

use axum::Router;
use axum::routing::{any, get, post};

use crate::server::{self, App};

/// All routes that are not the API.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(pages::leads))
        .route("/leads/detail/{id}", get(pages::lead))
        .route("/triggers", get(pages::triggers))
        .route("/sandbox/page/{name}", get(pages::part))
        .route("/sandbox/people", get(pages::people))
        .route("/sandbox/settings", get(pages::settings))
        .route("/sandbox/as/{user}/{*path}", any(server::as_user))
        .route("/sandbox/health", get(support::health))
        .route("/sandbox/traffic", get(support::traffic))
        .route("/sandbox/deliveries", get(support::deliveries))
        .route("/sandbox/faults", post(support::faults))
        .route("/sandbox/chat", get(support::chat))
        .route("/sandbox/actions", post(support::actions))
        .route("/sandbox/reset", post(support::reset))
        .route("/sandbox/clock", post(support::skip))
        .route("/sandbox/leads", post(leads::create))
        .route(
            "/sandbox/leads/{id}",
            post(leads::edit).delete(leads::erase),
        )
        .route("/sandbox/leads/{id}/restore", post(leads::restore))
        .route("/sandbox/cards/{plural}/{id}", post(leads::edit_card))
        .route("/sandbox/disposable-token", get(token::disposable))
}
