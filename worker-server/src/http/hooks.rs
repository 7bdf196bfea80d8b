//! `POST /hooks/amocrm/{secret}/`: stored, then answered.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use subtle::ConstantTimeEq;

use super::error::Error;
use crate::app::{App, Refused};

/// Accepts a body of amoCRM; it is on the disk before the answer.
pub async fn amocrm(
    State(app): State<Arc<App>>,
    Path(secret): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, Error> {
    // An address that is not known answers like one that does not exist.
    let ours = app.settings.hook_secret.expose().as_bytes();
    if ours.is_empty() || !bool::from(secret.as_bytes().ct_eq(ours)) {
        return Err(Error::NotFound);
    }
    let body = body.map_err(|_| Error::TooLarge)?;
    match app.inbox.accept(body.to_vec()).await {
        Ok(()) => Ok(StatusCode::OK),
        Err(refused @ (Refused::Full | Refused::NotStored)) => {
            tracing::warn!(account.id = app.account, %refused, "a hook has to come again");
            Err(Error::Busy)
        }
    }
}
