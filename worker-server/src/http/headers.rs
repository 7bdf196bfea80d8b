//! Headers of every answer: what a browser may do with it.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::response::Response;

use crate::app::Server;
use crate::config::origin;

/// Adds those of a page: the panel lives in a frame of amoCRM and nowhere else; its styles are set from code.
pub async fn framed(State(server): State<Arc<Server>>, mut answer: Response) -> Response {
    if let Ok(policy) = HeaderValue::from_str(&policy(&server.addresses())) {
        answer.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    answer
}

/// Adds those of any answer.
pub async fn secure(mut answer: Response) -> Response {
    let headers = answer.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    answer
}

/// Where amoCRM itself answers.
const CRM: [&str; 3] = [".amocrm.ru", ".amocrm.com", ".kommo.com"];

fn policy(addresses: &[String]) -> String {
    let elsewhere = addresses.iter().map(|address| origin(address));
    let elsewhere = elsewhere.filter(|it| !CRM.iter().any(|crm| it.ends_with(crm)));
    let mut ancestors = BTreeSet::from(["'self'".to_owned()]);
    ancestors.extend(CRM.map(|crm| format!("https://*{crm}")));
    ancestors.extend(elsewhere);
    let ancestors = Vec::from_iter(ancestors).join(" ");
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
        let accounts = ["http://127.0.0.1:8090", "https://demo.amocrm.ru"].map(str::to_owned);
        let policy = policy(&accounts);
        assert!(policy.ends_with(
            "http://127.0.0.1:8090 https://*.amocrm.com https://*.amocrm.ru https://*.kommo.com"
        ));
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval';"));
    }
}
