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
        match shape::parse(&bytes) {
            Ok(body) => Ok(Self(body)),
            Err(mismatch) => Err(Error::Invalid(format!(
                "Запрос не удалось прочитать. {mismatch}."
            ))),
        }
    }
}
