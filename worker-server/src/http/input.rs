//! Bodies of requests, refused in our own words when their shape is wrong.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;

use super::error::Error;

/// A JSON body.
pub struct Input<T>(pub T);

impl<T, S> FromRequest<S> for Input<T>
where
    Json<T>: FromRequest<S, Rejection = JsonRejection>,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        match Json::from_request(request, state).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(Error::TooLarge),
            Err(error) => Err(Error::Invalid(format!(
                "Запрос не удалось прочитать: {}",
                error.body_text()
            ))),
        }
    }
}
