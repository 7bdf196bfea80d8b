//! The disposable token that amoCRM gives a widget's page.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::options::Options;
use crate::server::App;
use crate::state::{ACCOUNT_ID, SUBDOMAIN};
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
    Json(json!({"token": sign(&claims, &app.options.client_secret)}))
}

fn claims(state: &state::State, options: &Options, user_id: Option<i64>) -> Value {
    let asked = user_id.and_then(|id| state.user(id));
    let user = asked.or_else(|| state.users.first());
    let now = state.clock.now();
    json!({
        "iss": format!("https://{SUBDOMAIN}.amocrm.ru"), "aud": origin(&options.panel_url),
        "jti": uuid::Uuid::new_v4().to_string(), "iat": now, "nbf": now, "exp": now + LIFE,
        "account_id": ACCOUNT_ID, "user_id": user.map_or(0, |user| user.id),
        "subdomain": SUBDOMAIN, "client_uuid": options.client_id,
        "is_admin": user.is_some_and(|user| user.is_admin),
    })
}

/// Scheme and host of an address.
pub fn origin(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("http", url));
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    format!("{scheme}://{host}")
}

/// HS256 with the client secret.
fn sign(claims: &Value, secret: &str) -> String {
    let header = URL_SAFE_NO_PAD.encode(r#"{"typ":"JWT","alg":"HS256"}"#);
    let payload = URL_SAFE_NO_PAD.encode(claims.to_string());
    let text = format!("{header}.{payload}");
    let mut mac =
        Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    format!(
        "{text}.{}",
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_scheme_and_host() {
        assert_eq!(
            origin("http://127.0.0.1:8080/panel?x=1"),
            "http://127.0.0.1:8080"
        );
        assert_eq!(origin("https://worker.example"), "https://worker.example");
    }

    #[test]
    fn the_signature_equals_an_independent_one() {
        let token = sign(&json!({}), "secret");
        assert_eq!(
            token,
            "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.e30.DMCAvRgzrcf5w0Z879BsqzcrnDFKBY_GN6c3qKOUFtQ"
        );
    }
}
