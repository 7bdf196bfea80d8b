//! Addresses of the administrator.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use metrics_exporter_prometheus::PrometheusHandle;

use super::{accounts, entry, troubles};
use crate::app::Server;

/// A form of these pages is far smaller.
const BODY_BYTES: usize = 16 * 1024;

/// All routes; each asks for the password if there is one.
pub fn router(server: Arc<Server>, measures: PrometheusHandle) -> Router {
    let counted = move || {
        let page = measures.render();
        async move { page }
    };
    Router::new()
        .route("/", get(accounts::list))
        .route("/accounts/{account}", get(troubles::list))
        .route("/accounts/{account}/runs", post(troubles::run))
        .route("/accounts/{account}/effects", post(troubles::effect))
        .route("/metrics", get(counted))
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(from_fn_with_state(Arc::clone(&server), entry::guard))
        .with_state(server)
}
