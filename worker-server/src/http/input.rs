//! Bodies of requests, refused in our own words when their shape is wrong.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use engine::shape;
use serde::de::DeserializeOwned;

use super::error::Error;

/// A JSON body.
pub struct Input<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Input<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let bytes = Bytes::from_request(request, state).await.map_err(|error| {
            match error.into_response().status() {
                StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
                _ => Error::Invalid("Запрос пришёл не целиком. Повторите его.".to_owned()),
            }
        })?;
        parse(&bytes).map(Self)
    }
}

/// Every body is an object: serde would also take a list of its fields in their order.
fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    if bytes.trim_ascii_start().starts_with(b"[") {
        return Err(Error::Invalid(
            "Запрос не удалось прочитать. Здесь список, а нужно объект {...}: исправьте."
                .to_owned(),
        ));
    }
    let unreadable = |mismatch| Error::Invalid(format!("Запрос не удалось прочитать. {mismatch}."));
    shape::parse(bytes).map_err(unreadable)
}

#[cfg(test)]
mod tests {
    use api::scenarios::Create;

    use super::*;

    #[test]
    fn a_list_of_fields_is_no_object() {
        let read = |text: &str| parse::<Create>(text.as_bytes()).is_ok();
        assert!(read(r#"{ "name": "а", "event": "own" }"#));
        assert!(!read(r#" ["а", "own"]"#));
        assert!(!read(r#"{ "name": "а" }"#));
    }
}
