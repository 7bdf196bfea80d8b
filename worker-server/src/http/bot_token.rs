//! The token of a bot's question: signed with the integration's secret, by one of two algorithms (6.2 of the reference).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use engine::{EntityKind, EntityRef};
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use serde_json::Value as Json;
use sha2::{Sha256, Sha512};

use super::token::{Header, LEEWAY_S, json};
use crate::config::Settings;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asking {
    /// Number of the account.
    pub account: u64,
    /// The card that the bot runs for, if scenarios can run for it.
    pub entity: Option<EntityRef>,
}

#[derive(Deserialize)]
struct Claims {
    aud: String,
    nbf: i64,
    exp: i64,
    account_id: u64,
    client_uuid: String,
    entity_type: Json,
    entity_id: u64,
}

/// What the token proves; `None` if it proves nothing.
pub fn read(token: &str, settings: &Settings, now: i64) -> Option<Asking> {
    let (signed, signature) = token.rsplit_once('.')?;
    let (header, claims) = signed.split_once('.')?;
    let key = settings.client_secret.expose().as_bytes();
    let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
    match json::<Header>(header)?.alg.as_str() {
        // An empty key would let anybody sign.
        _ if key.is_empty() => None,
        "HS512" => verify::<Hmac<Sha512>>(key, signed, &signature),
        "HS256" => verify::<Hmac<Sha256>>(key, signed, &signature),
        _ => None,
    }?;
    let claims: Claims = json(claims)?;
    let in_time = claims.nbf - LEEWAY_S <= now && now < claims.exp + LEEWAY_S;
    let for_us = claims.aud.trim_end_matches('/') == settings.public_origin()
        && claims.client_uuid == settings.client_id;
    (in_time && for_us).then_some(Asking {
        account: claims.account_id,
        entity: entity(&claims),
    })
}

fn verify<M: Mac + KeyInit>(key: &[u8], signed: &str, signature: &[u8]) -> Option<()> {
    let mut mac = <M as KeyInit>::new_from_slice(key).ok()?;
    mac.update(signed.as_bytes());
    mac.verify_slice(signature).ok()
}

/// Numbers are sent and words are documented.
fn entity(claims: &Claims) -> Option<EntityRef> {
    let kind = match &claims.entity_type {
        Json::String(word) => word.clone(),
        number => number.to_string(),
    };
    let kind = match kind.as_str() {
        "1" | "contact" | "contacts" => EntityKind::Contact,
        "2" | "lead" | "leads" => EntityKind::Lead,
        _ => return None,
    };
    Some(EntityRef {
        kind,
        id: claims.entity_id,
    })
}

#[cfg(test)]
mod tests {
    use clap::{Args, Command, FromArgMatches};
    use serde_json::json;

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
                "client_uuid": "5c1e", "entity_type": 2, "entity_id": 7, "bot_type": "salesbot" })
    }

    fn token<M: Mac + KeyInit>(alg: &str, claims: &Json, key: &str) -> String {
        let part = |json: &Json| URL_SAFE_NO_PAD.encode(json.to_string());
        let signed = format!("{}.{}", part(&json!({ "alg": alg })), part(claims));
        let mut mac = <M as KeyInit>::new_from_slice(key.as_bytes()).expect("any key fits");
        mac.update(signed.as_bytes());
        format!(
            "{signed}.{}",
            URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
        )
    }

    fn asked(claims: &Json) -> Option<Asking> {
        read(
            &token::<Hmac<Sha512>>("HS512", claims, "key"),
            &settings(),
            NOW,
        )
    }

    #[test]
    fn both_algorithms_and_numbers_or_words_are_read() {
        let lead = EntityRef {
            kind: EntityKind::Lead,
            id: 7,
        };
        let expected = Some(Asking {
            account: 31,
            entity: Some(lead),
        });
        assert_eq!(asked(&claims()), expected);
        let other = token::<Hmac<Sha256>>("HS256", &claims(), "key");
        assert_eq!(read(&other, &settings(), NOW), expected);
        let mut words = claims();
        words["entity_type"] = json!("leads");
        assert_eq!(asked(&words), expected);
        words["entity_type"] = json!(12);
        assert_eq!(
            asked(&words),
            Some(Asking {
                account: 31,
                entity: None
            })
        );
    }

    #[test]
    fn what_proves_nothing_is_refused() {
        let by = |alg, key| {
            read(
                &token::<Hmac<Sha512>>(alg, &claims(), key),
                &settings(),
                NOW,
            )
        };
        assert_eq!(by("none", "key"), None);
        assert_eq!(by("HS256", "key"), None);
        assert_eq!(by("HS512", "other"), None);
        let wrong = [
            ("aud", json!("https://evil.example")),
            ("client_uuid", json!("other")),
            ("exp", json!(NOW - LEEWAY_S - 1)),
            ("nbf", json!(NOW + LEEWAY_S + 1)),
        ];
        for (key, value) in wrong {
            let mut claims = claims();
            claims[key] = value;
            assert_eq!(asked(&claims), None, "{key}");
        }
    }
}
