//! Signing in, and who is asking.

use std::sync::Arc;

use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::{header::AUTHORIZATION, request::Parts};

use super::{error::Error, input::Input, token};
use crate::app::{App, now_ms};

pub use super::token::Session;

/// `POST /api/session`
pub async fn sign_in(
    State(app): State<Arc<App>>,
    Input(asked): Input<api::session::SignIn>,
) -> Result<Json<api::session::Session>, Error> {
    let session = token::exchange(&asked.token, &app.settings, app.account, now_ms() / 1000);
    let Some(session) = session else {
        tracing::warn!(account.id = app.account, "a token of the panel was refused");
        return Err(Error::Unauthorized);
    };
    Ok(Json(api::session::Session {
        session: token::seal(&session, &app.settings),
        expires_at: session.expires_at,
        account: session.account,
        user: session.user,
        is_admin: session.is_admin,
        crm_url: app.crm.base().to_owned(),
    }))
}

/// Every other request carries a session; its account is the only one it can reach.
impl FromRequestParts<Arc<App>> for Session {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Error> {
        let header = parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok());
        let text = header
            .and_then(|header| header.strip_prefix("Bearer "))
            .ok_or(Error::Unauthorized)?;
        token::open(text, &app.settings, now_ms() / 1000).ok_or(Error::Unauthorized)
    }
}
