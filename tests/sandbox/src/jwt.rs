//! Signed tokens that amoCRM gives to the integration's own code.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use serde_json::Value;
use sha2::{Sha256, Sha512};

/// HS256 with the client secret, as disposable tokens of widgets.
pub fn hs256(claims: &Value, secret: &str) -> String {
    sign::<Hmac<Sha256>>("HS256", claims, secret)
}

/// HS512 with the client secret, as the tokens of bots.
pub fn hs512(claims: &Value, secret: &str) -> String {
    sign::<Hmac<Sha512>>("HS512", claims, secret)
}

fn sign<M: Mac + hmac::digest::KeyInit>(name: &str, claims: &Value, secret: &str) -> String {
    let header = URL_SAFE_NO_PAD.encode(format!(r#"{{"typ":"JWT","alg":"{name}"}}"#));
    let payload = URL_SAFE_NO_PAD.encode(claims.to_string());
    let text = format!("{header}.{payload}");
    let mut mac =
        <M as Mac>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    let signature = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
    format!("{text}.{signature}")
}

/// Scheme and host of an address.
pub fn origin(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("http", url));
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    format!("{scheme}://{host}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

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
        assert_eq!(
            hs256(&json!({}), "secret"),
            "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.e30.DMCAvRgzrcf5w0Z879BsqzcrnDFKBY_GN6c3qKOUFtQ"
        );
        assert_eq!(
            hs512(&json!({}), "secret"),
            "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzUxMiJ9.e30.0r5a_4uA2WWnm8tPqWiv4GQliP7heNRHu8JVNwHwsTp7S2L-IYK27DGy79120C_XlGBtNQyHMthquslJSWEqHw"
        );
    }
}
