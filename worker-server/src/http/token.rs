//! Signed tokens: amoCRM's disposable one, and the short session that we give for it.
//!
//! Written by hand because exactly one algorithm is accepted: whatever else a header asks for is refused
//! before anything of the token is believed.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::config::Settings;

/// Clocks of amoCRM and this machine may differ by so much, in seconds.
pub(super) const LEEWAY_S: i64 = 60;
/// A session lasts half an hour, as amoCRM's own token does.
const SESSION_S: i64 = 1_800;

/// Who works with the panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Number of the account.
    pub account: u64,
    /// Number of the user.
    pub user: u64,
    /// Whether the user is an administrator.
    pub is_admin: bool,
    /// Unix seconds.
    pub expires_at: i64,
}

/// First part of a token.
#[derive(Deserialize)]
pub(super) struct Header {
    /// How it is signed.
    pub alg: String,
}

#[derive(Deserialize)]
struct Claims {
    aud: String,
    nbf: i64,
    exp: i64,
    account_id: u64,
    user_id: u64,
    client_uuid: String,
    #[serde(default)]
    is_admin: bool,
}

/// The session that amoCRM's token proves, of whatever account the token names; `None` if it proves nothing.
pub fn exchange(token: &str, settings: &Settings, now: i64) -> Option<Session> {
    let (signed, signature) = token.rsplit_once('.')?;
    let (header, claims) = signed.split_once('.')?;
    if json::<Header>(header)?.alg != "HS256" {
        return None;
    }
    verify(
        settings.client_secret.expose().as_bytes(),
        signed,
        signature,
    )?;
    let claims: Claims = json(claims)?;
    let in_time = claims.nbf - LEEWAY_S <= now && now < claims.exp + LEEWAY_S;
    let for_us = claims.aud.trim_end_matches('/') == settings.public_origin()
        && claims.client_uuid == settings.client_id;
    (in_time && for_us).then_some(Session {
        account: claims.account_id,
        user: claims.user_id,
        is_admin: claims.is_admin,
        expires_at: now + SESSION_S,
    })
}

/// The text of a session.
pub fn seal(session: &Session, settings: &Settings) -> String {
    let body = URL_SAFE_NO_PAD.encode(serde_json::to_vec(session).unwrap_or_default());
    let signature = mac(&session_key(settings), &body).map(|mac| mac.finalize().into_bytes());
    format!(
        "{body}.{}",
        URL_SAFE_NO_PAD.encode(signature.unwrap_or_default())
    )
}

/// The session of a text, if it is ours and has not ended.
pub fn open(text: &str, settings: &Settings, now: i64) -> Option<Session> {
    let (body, signature) = text.split_once('.')?;
    verify(&session_key(settings), body, signature)?;
    let session: Session = json(body)?;
    (now < session.expires_at).then_some(session)
}

/// Derived, so that sessions and amoCRM's tokens can never stand in for each other.
fn session_key(settings: &Settings) -> Vec<u8> {
    let mac = mac(
        settings.client_secret.expose().as_bytes(),
        "triggers session 1",
    );
    mac.map(|mac| mac.finalize().into_bytes().to_vec())
        .unwrap_or_default()
}

fn mac(key: &[u8], text: &str) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(text.as_bytes());
    Some(mac)
}

/// Compares in constant time.
fn verify(key: &[u8], text: &str, signature: &str) -> Option<()> {
    // An empty key would let anybody sign.
    if key.is_empty() {
        return None;
    }
    let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
    mac(key, text)?.verify_slice(&signature).ok()
}

pub(super) fn json<T: DeserializeOwned>(part: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use clap::{Args, Command, FromArgMatches};
    use serde_json::{Value as Json, json};

    use super::*;

    const NOW: i64 = 1_760_000_000;

    fn settings() -> Settings {
        let command = Settings::augment_args(Command::new("serve"));
        let arguments = "serve --amocrm-url https://demo.amocrm.ru --amocrm-token t --hook-secret h \
                         --client-id 5c1e --client-secret key --public-url https://worker.example/a";
        let matches = command.get_matches_from(arguments.split_whitespace());
        Settings::from_arg_matches(&matches).expect("the arguments are right")
    }

    fn claims() -> Json {
        json!({ "aud": "https://worker.example", "nbf": NOW, "exp": NOW + 1800, "account_id": 31,
                "user_id": 9, "client_uuid": "5c1e", "is_admin": true })
    }

    fn token(alg: &str, claims: &Json, key: &str) -> String {
        let part = |json: &Json| URL_SAFE_NO_PAD.encode(json.to_string());
        let signed = format!(
            "{}.{}",
            part(&json!({ "typ": "JWT", "alg": alg })),
            part(claims)
        );
        let signature = mac(key.as_bytes(), &signed)
            .expect("any key fits")
            .finalize()
            .into_bytes();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    fn accepted(alg: &str, claims: &Json, key: &str) -> bool {
        exchange(&token(alg, claims, key), &settings(), NOW).is_some()
    }

    #[test]
    fn a_token_of_amocrm_becomes_a_session() {
        let session =
            exchange(&token("HS256", &claims(), "key"), &settings(), NOW).expect("it is right");
        assert_eq!(
            (session.account, session.user, session.is_admin),
            (31, 9, true)
        );
        let text = seal(&session, &settings());
        assert_eq!(open(&text, &settings(), NOW), Some(session));
        assert_eq!(open(&text, &settings(), NOW + SESSION_S), None);
        assert_eq!(open(&format!("{text}x"), &settings(), NOW), None);
    }

    #[test]
    fn other_algorithms_and_keys_prove_nothing() {
        assert!(!accepted("none", &claims(), "key"));
        assert!(!accepted("HS512", &claims(), "key"));
        assert!(!accepted("HS256", &claims(), "other"));
        let unsigned = token("HS256", &claims(), "key");
        let unsigned = unsigned
            .rsplit_once('.')
            .map(|(signed, _)| format!("{signed}."))
            .unwrap_or_default();
        assert_eq!(exchange(&unsigned, &settings(), NOW), None);
    }

    #[test]
    fn a_token_for_others_or_of_another_time_is_refused() {
        let wrong = [
            ("aud", json!("https://evil.example")),
            ("client_uuid", json!("other")),
            ("exp", json!(NOW - LEEWAY_S - 1)),
            ("nbf", json!(NOW + LEEWAY_S + 1)),
        ];
        for (key, value) in wrong {
            let mut claims = claims();
            claims[key] = value;
            assert!(!accepted("HS256", &claims, "key"), "{key}");
        }
    }

    #[test]
    fn a_token_of_amocrm_is_no_session() {
        assert_eq!(
            open(&token("HS256", &claims(), "key"), &settings(), NOW),
            None
        );
    }
}
