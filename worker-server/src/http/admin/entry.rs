//! Who may see the pages of the administrator, and who may press their buttons.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, ORIGIN, WWW_AUTHENTICATE,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::app::Server;
use crate::config::Secret;

/// Headers of every page: nothing foreign is loaded, no other page frames it, nothing is kept.
const HEADERS: [(HeaderName, &str); 3] = [
    (
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    (X_FRAME_OPTIONS, "DENY"),
    (CACHE_CONTROL, "no-store"),
];

/// Lets the administrator through.
pub async fn guard(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let password = server.settings.watching.admin_password.as_ref();
    let mut answer = match refusal(&request, password) {
        Some(refused) => refused,
        None => next.run(request).await,
    };
    for (name, value) in HEADERS {
        answer
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    answer
}

fn refusal(request: &Request, password: Option<&Secret>) -> Option<Response> {
    let headers = request.headers();
    let known = match password {
        Some(password) => tells(headers, password),
        // A foreign page whose name leads to this machine must not read ours.
        None => is_by_number(headers),
    };
    if !known {
        let ask = HeaderValue::from_static("Basic realm=\"Triggers\", charset=\"UTF-8\"");
        let mut refused = StatusCode::UNAUTHORIZED.into_response();
        refused.headers_mut().insert(WWW_AUTHENTICATE, ask);
        return Some(refused);
    }
    let harmless = request.method() == Method::GET || request.method() == Method::HEAD;
    (!harmless && !is_own(headers)).then(|| StatusCode::FORBIDDEN.into_response())
}

/// Whether the browser tells the password of the user `admin`.
fn tells(headers: &HeaderMap, password: &Secret) -> bool {
    let told = headers.get(AUTHORIZATION).and_then(|it| it.to_str().ok());
    let told = told.and_then(|it| STANDARD.decode(it.strip_prefix("Basic ")?).ok());
    let right = format!("admin:{}", password.expose());
    // Digests take the same time to compare wherever they differ.
    told.is_some_and(|told| Sha256::digest(told) == Sha256::digest(right))
}

/// Whether the page was asked for by the number of this machine, or as `localhost`.
fn is_by_number(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|it| it.to_str().ok());
    let uri = host.and_then(|host| Uri::try_from(format!("http://{host}/")).ok());
    let name = uri.as_ref().and_then(Uri::host).unwrap_or_default();
    let number = name.trim_start_matches('[').trim_end_matches(']');
    name == "localhost" || number.parse::<IpAddr>().is_ok()
}

/// Whether a form comes from one of these pages.
fn is_own(headers: &HeaderMap) -> bool {
    let text = |name| {
        headers
            .get(name)
            .and_then(|it: &HeaderValue| it.to_str().ok())
    };
    let (Some(origin), Some(host)) = (text(ORIGIN), text(HOST)) else {
        return false;
    };
    origin
        .split_once("://")
        .is_some_and(|(_, from)| from == host)
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn refused(
        request: &[(HeaderName, &str)],
        method: Method,
        password: Option<&str>,
    ) -> Option<u16> {
        let mut asked = Request::builder().method(method);
        for (name, value) in request {
            asked = asked.header(name, *value);
        }
        let asked = asked.body(Body::empty()).expect("a request");
        let password = password.map(|it| it.parse().expect("any text is a secret"));
        refusal(&asked, password.as_ref()).map(|answer| answer.status().as_u16())
    }

    fn basic(pair: &str) -> String {
        format!("Basic {}", STANDARD.encode(pair))
    }

    #[test]
    fn the_password_is_asked_for_and_compared() {
        let right = basic("admin:hush");
        assert_eq!(
            refused(&[(AUTHORIZATION, &right)], Method::GET, Some("hush")),
            None
        );
        for wrong in ["admin:hus", "root:hush", ""] {
            let wrong = basic(wrong);
            let asked = [(AUTHORIZATION, wrong.as_str()), (HOST, "127.0.0.1:1")];
            assert_eq!(refused(&asked, Method::GET, Some("hush")), Some(401));
        }
        assert_eq!(
            refused(&[(HOST, "127.0.0.1:1")], Method::GET, Some("hush")),
            Some(401)
        );
    }

    #[test]
    fn without_a_password_only_this_machine_is_meant() {
        for (host, told) in [
            ("127.0.0.1:8081", None),
            ("localhost:8081", None),
            ("[::1]:8081", None),
            ("evil.example:8081", Some(401)),
        ] {
            assert_eq!(refused(&[(HOST, host)], Method::GET, None), told, "{host}");
        }
        assert_eq!(refused(&[], Method::GET, None), Some(401));
    }

    #[test]
    fn a_button_of_another_page_does_nothing() {
        let host = (HOST, "127.0.0.1:8081");
        let own = [host.clone(), (ORIGIN, "http://127.0.0.1:8081")];
        assert_eq!(refused(&own, Method::POST, None), None);
        let foreign = [host.clone(), (ORIGIN, "https://evil.example")];
        assert_eq!(refused(&foreign, Method::POST, None), Some(403));
        assert_eq!(refused(&[host], Method::POST, None), Some(403));
    }
}
