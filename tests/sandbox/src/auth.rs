//! Who is calling: any three-part JWT is a long-lived token of this account.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use crate::answer::Fault;
use crate::state::State;

/// The user of a token, or 401.
///
/// The claim `sub` picks the user; a token that names no user of the account acts as the first
/// administrator, because tokens made up by tests rarely know our users.
pub fn user(header: Option<&str>, state: &State) -> Result<i64, Fault> {
    let token = bearer(header)?;
    let named = subject(token).filter(|id| state.user(*id).is_some());
    let admin = || {
        state
            .users
            .iter()
            .find(|user| user.is_admin)
            .map(|user| user.id)
    };
    named.or_else(admin).ok_or_else(unauthorized)
}

/// The token itself: the key of the rate limit.
pub fn bearer(header: Option<&str>) -> Result<&str, Fault> {
    let token = header
        .and_then(|text| text.strip_prefix("Bearer "))
        .ok_or_else(unauthorized)?;
    let parts: Vec<&str> = token.trim().split('.').collect();
    let is_part = |part: &&str| {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-_=".contains(c);
        !part.is_empty() && part.chars().all(allowed)
    };
    if parts.len() == 3 && parts.iter().all(is_part) {
        Ok(token.trim())
    } else {
        Err(unauthorized())
    }
}

fn subject(token: &str) -> Option<i64> {
    let payload = URL_SAFE_NO_PAD
        .decode(token.split('.').nth(1)?.trim_end_matches('='))
        .ok()?;
    let claims: Value = serde_json::from_slice(&payload).ok()?;
    let subject = &claims["sub"];
    subject.as_i64().or_else(|| subject.as_str()?.parse().ok())
}

/// 401 as amoCRM words it.
pub fn unauthorized() -> Fault {
    Fault::new(401, "Invalid user name or password")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_three_parts_make_a_token() {
        assert!(bearer(Some("Bearer aaa.bbb.ccc")).is_ok());
        for bad in ["Bearer aaa.bbb", "Bearer a..c", "aaa.bbb.ccc", "Bearer "] {
            assert!(bearer(Some(bad)).is_err(), "{bad}");
        }
        assert!(bearer(None).is_err());
    }

    #[test]
    fn the_subject_is_a_number_or_a_numeric_text() {
        let token = |claims: &str| format!("h.{}.s", URL_SAFE_NO_PAD.encode(claims));
        assert_eq!(subject(&token(r#"{"sub":"9100002"}"#)), Some(9_100_002));
        assert_eq!(subject(&token(r#"{"sub":9100002}"#)), Some(9_100_002));
        assert_eq!(subject("a.b.c"), None);
    }
}
