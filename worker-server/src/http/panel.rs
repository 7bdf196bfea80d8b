//! The built panel (`dist/`), from inside the binary.

use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};
use rust_embed::{Embed, EmbeddedFile};

use super::error::Error;

/// Files that Trunk has built; a debug binary reads them from the folder, so that a new panel needs no new server.
#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../dist"]
#[allow_missing = true]
struct Dist;

const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Triggers</title>\
    <p>The panel is not built. <code>cargo xtask demo</code> builds it and starts everything; \
    <code>cargo xtask dist</code> makes a binary with the panel inside.</p></html>";

/// A file of the panel, or its page for any other address without an extension.
pub async fn file(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return Error::Method.into_response();
    }
    let path = uri.path().trim_start_matches('/');
    if let Some(file) = Dist::get(path) {
        return answer(path, file, &headers);
    }
    let is_page = !path.rsplit('/').next().unwrap_or_default().contains('.');
    match Dist::get("index.html") {
        _ if !is_page => Error::NotFound.into_response(),
        Some(page) => answer("index.html", page, &headers),
        None => (StatusCode::SERVICE_UNAVAILABLE, Html(NOT_BUILT)).into_response(),
    }
}

fn answer(path: &str, file: EmbeddedFile, headers: &HeaderMap) -> Response {
    // A release has a brotli copy of what gets smaller by it.
    let small = Dist::get(&format!("{path}.br")).filter(|_| takes_brotli(headers));
    let body = small.as_ref().unwrap_or(&file);
    let hash: String = body
        .metadata
        .sha256_hash()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let tag = format!("\"{hash}\"");
    let caching = match is_hashed(path) {
        true => "public, max-age=31536000, immutable",
        false => "no-cache",
    };
    let known = headers
        .get(IF_NONE_MATCH)
        .is_some_and(|value| value.as_bytes() == tag.as_bytes());
    let head = [
        (CACHE_CONTROL, caching.to_owned()),
        (ETAG, tag),
        (VARY, "accept-encoding".to_owned()),
    ];
    if known {
        return (StatusCode::NOT_MODIFIED, head).into_response();
    }
    let kind = match path.ends_with(".wasm") {
        // Browsers compile while loading only under exactly this type.
        true => "application/wasm".to_owned(),
        false => charset(file.metadata.mimetype()),
    };
    let data = body.data.clone();
    let mut answer = (head, [(CONTENT_TYPE, kind)], data).into_response();
    if small.is_some() {
        let brotli = HeaderValue::from_static("br");
        answer.headers_mut().insert(CONTENT_ENCODING, brotli);
    }
    answer
}

/// Whether the browser reads brotli; `br;q=0` is a refusal.
fn takes_brotli(headers: &HeaderMap) -> bool {
    let all = headers.get_all(ACCEPT_ENCODING).iter();
    let mut words = all
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    words.any(|word| {
        let mut parts = word.split(';').map(str::trim);
        let refused = |part: &str| part.replace(' ', "").trim_end_matches(['0', '.']) == "q=";
        parts.next() == Some("br") && !parts.any(refused)
    })
}

fn charset(kind: &str) -> String {
    match kind.starts_with("text/") {
        true => format!("{kind}; charset=utf-8"),
        false => kind.to_owned(),
    }
}

/// Trunk puts a hash of the content into names: such a file never changes.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let parts = name.split(['-', '.', '_']);
    parts
        .filter(|part| part.len() >= 12)
        .any(|part| part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_is_sent_only_to_those_who_read_it() {
        let takes = |value: &str| {
            let value = value.parse().expect("a header");
            takes_brotli(&HeaderMap::from_iter([(ACCEPT_ENCODING, value)]))
        };
        assert!(takes("gzip, deflate, br, zstd"));
        assert!(takes("br;q=0.5"));
        assert!(!takes("gzip, br;q=0.0"));
        assert!(!takes("gzip"));
        assert!(!takes_brotli(&HeaderMap::new()));
    }

    #[test]
    fn only_names_with_a_hash_stay_in_caches() {
        assert!(is_hashed("ui-3f2a9c0d1e5b7788_bg.wasm"));
        assert!(is_hashed("styles-0123456789abcdef.css"));
        assert!(!is_hashed("index.html"));
        assert!(!is_hashed("start.js"));
    }
}
