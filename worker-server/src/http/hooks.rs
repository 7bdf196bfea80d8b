//! `POST /hooks/amocrm/{secret}/`: stored, then answered.

use std::sync::Arc;
use std::time::Instant;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::error::Error;
use crate::app::{Refused, Server};
use crate::telemetry::measures;
use crate::telemetry::traces::span;
use tracing::Instrument as _;

/// Accepts a body of amoCRM; it is on the disk before the answer.
pub async fn amocrm(
    State(server): State<Arc<Server>>,
    Path(secret): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, Error> {
    let begun = Instant::now();
    let answer = accept(&server, &secret, body)
        .instrument(span!("hook"))
        .await;
    let word = match &answer {
        Ok(_) => "accepted",
        Err(Error::NotFound) => "unknown",
        Err(Error::TooLarge) => "too_large",
        Err(_) => "busy",
    };
    measures::hook(word, begun.elapsed());
    answer
}

async fn accept(
    server: &Server,
    secret: &str,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, Error> {
    // An address that is not known answers like one that does not exist.
    let account = server.of_hook(secret).await.map_err(|error| {
        tracing::error!(%error, "a hook has to come again");
        Error::Busy
    })?;
    let account = account.ok_or(Error::NotFound)?;
    let body = body.map_err(|_| Error::TooLarge)?;
    match server.inbox.accept(account, body.to_vec()).await {
        Ok(()) => Ok(StatusCode::OK),
        Err(refused @ (Refused::Full | Refused::NotStored)) => {
            tracing::warn!(account.id = account, %refused, "a hook has to come again");
            Err(Error::Busy)
        }
    }
}
