//! Signing in: amoCRM's disposable token against a short session of ours.

use serde::{Deserialize, Serialize};

/// `POST /api/session`: proves who is there.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SignIn {
    /// Disposable token that the page around the panel obtained (section 8 of the amoCRM reference).
    pub token: String,
}

/// Answer of `POST /api/session`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Session {
    /// Bearer of all other requests.
    pub session: String,
    /// Unix seconds; sign in again before.
    pub expires_at: i64,
    /// Number of the account.
    pub account: u64,
    /// Number of the user in amoCRM.
    pub user: u64,
    /// Whether the user is an administrator of the account.
    pub is_admin: bool,
    /// Address of the account in amoCRM, without a slash at the end, for links to cards.
    pub crm_url: String,
}
