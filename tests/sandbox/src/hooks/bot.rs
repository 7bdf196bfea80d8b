//! The question of a bot to the integration: `widget_request`.

use serde_json::json;

use super::{Notice, Pairs};
use crate::jwt::{hs512, origin};
use crate::kind::Kind;
use crate::state::{SUBDOMAIN, State, account_id};

/// How long the token of a question lives, seconds.
const LIFE: i64 = 30 * 60;

/// Queues the question: a form with a token, the data of the block, and where to answer.
pub fn ask_integration(state: &mut State, url: &str, card: (Kind, i64), back: &str) {
    let now = state.clock.now();
    let claims = json!({
        "iss": format!("https://{SUBDOMAIN}.amocrm.ru"), "aud": origin(url),
        "jti": uuid::Uuid::new_v4().to_string(), "iat": now, "nbf": now, "exp": now + LIFE,
        "account_id": account_id(), "subdomain": SUBDOMAIN, "client_uuid": state.integration.id,
        "entity_type": card.0.number(), "entity_id": card.1, "bot_type": "salesbot",
    });
    let pair = |key: &str, value: String| (key.to_owned(), value);
    let pairs: Pairs = vec![
        pair("token", hs512(&claims, &state.integration.secret)),
        pair(&format!("data[{}]", card.0.singular()), card.1.to_string()),
        pair("return_url", back.to_owned()),
    ];
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(pairs);
    state.outbox.push(Notice {
        destinations: vec![url.to_owned()],
        body: form.finish(),
        is_json: false,
        is_hook: false,
    });
}
