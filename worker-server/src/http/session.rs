//! Signing in, and who is asking.

use std::sync::Arc;

use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::{header::AUTHORIZATION, request::Parts};

use super::{error::Error, input::Input, token};
use crate::app::{Account, Server, now_ms};

/// `POST /api/session`
pub async fn sign_in(
    State(server): State<Arc<Server>>,
    Input(asked): Input<api::session::SignIn>,
) -> Result<Json<api::session::Session>, Error> {
    let session = token::exchange(&asked.token, &server.settings, now_ms() / 1000);
    let account = match &session {
        Some(session) => account(&server, session.account).await?,
        None => None,
    };
    let (Some(session), Some(account)) = (session, account) else {
        tracing::warn!("a token of the panel was refused");
        return Err(Error::Unauthorized);
    };
    Ok(Json(api::session::Session {
        session: token::seal(&session, &server.settings),
        expires_at: session.expires_at,
        account: session.account,
        user: session.user,
        is_admin: session.is_admin,
        crm_url: account.crm.base().to_owned(),
    }))
}

/// Who asks: every other request carries a session, and its account is the only one it can reach.
pub struct Caller {
    /// The account of the session.
    pub account: Arc<Account>,
    /// amoCRM's number of the user.
    pub user: u64,
}

impl FromRequestParts<Arc<Server>> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, server: &Arc<Server>) -> Result<Self, Error> {
        let header = parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok());
        let text = header
            .and_then(|header| header.strip_prefix("Bearer "))
            .ok_or(Error::Unauthorized)?;
        let session = token::open(text, &server.settings, now_ms() / 1000);
        let session = session.ok_or(Error::Unauthorized)?;
        let account = account(server, session.account).await?;
        Ok(Self {
            account: account.ok_or(Error::Unauthorized)?,
            user: session.user,
        })
    }
}

/// The account that a signature proves; one that was connected a moment ago is looked for.
async fn account(server: &Server, id: u64) -> Result<Option<Arc<Account>>, Error> {
    server.look_again().await?;
    if let Some(account) = server.account(id)? {
        return Ok(Some(account));
    }
    server.read_directory().await?;
    Ok(server.account(id)?)
}
