//! Headers of every answer: what a browser may do with it.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::response::Response;

use crate::app::App;

/// Adds them. The panel lives in a frame of amoCRM and nowhere else; its styles are set from code.
pub async fn secure(State(app): State<Arc<App>>, mut answer: Response) -> Response {
    let headers = answer.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy(&app.settings.crm_origin())) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    answer
}

fn policy(crm: &str) -> String {
    let ancestors =
        format!("'self' https://*.amocrm.ru https://*.amocrm.com https://*.kommo.com {crm}");
    [
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        &format!("frame-ancestors {ancestors}"),
    ]
    .join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_amocrm_may_frame_the_panel_and_no_script_may_be_inline() {
        let policy = policy("http://127.0.0.1:8090");
        assert!(policy.ends_with("https://*.kommo.com http://127.0.0.1:8090"));
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval';"));
    }
}
