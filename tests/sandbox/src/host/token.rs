//! The disposable token that amoCRM gives a widget's page.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::jwt::{hs256, origin};
use crate::options::Options;
use crate::server::App;
use crate::state::{SUBDOMAIN, account_id};
use crate::{lock, state};

/// How long a token lives.
const LIFE: i64 = 30 * 60;

/// Who the page says its user is.
#[derive(Deserialize)]
pub struct Asked {
    user_id: Option<i64>,
}

/// `GET /sandbox/disposable-token?user_id=…`.
pub async fn disposable(State(app): State<Arc<App>>, Query(asked): Query<Asked>) -> Json<Value> {
    let state = lock(&app.state);
    let claims = claims(&state, &app.options, asked.user_id);
    Json(json!({"token": hs256(&claims, &app.options.client_secret)}))
}

fn claims(state: &state::State, options: &Options, user_id: Option<i64>) -> Value {
    let asked = user_id.and_then(|id| state.user(id));
    let user = asked.or_else(|| state.users.first());
    let now = state.clock.now();
    json!({
        "iss": format!("https://{SUBDOMAIN}.amocrm.ru"), "aud": origin(&options.panel_url),
        "jti": uuid::Uuid::new_v4().to_string(), "iat": now, "nbf": now, "exp": now + LIFE,
        "account_id": account_id(), "user_id": user.map_or(0, |user| user.id),
        "subdomain": SUBDOMAIN, "client_uuid": options.client_id,
        "is_admin": user.is_some_and(|user| user.is_admin),
    })
}
