//! What a connection to an account of amoCRM takes.

use super::Secret;

/// An account with the access to it.
#[derive(Clone, Debug, clap::Args)]
pub struct Connection {
    /// Address of the account in amoCRM, such as https://demo.amocrm.ru
    #[arg(long, env = "TRIGGERS_AMOCRM_URL")]
    pub amocrm_url: String,
    /// Long-lived token of the integration in this account
    #[arg(long, env = "TRIGGERS_AMOCRM_TOKEN", hide_env_values = true)]
    pub amocrm_token: Secret,
    /// Unguessable last part of the address that amoCRM sends hooks to: /hooks/amocrm/SECRET/
    #[arg(long, env = "TRIGGERS_HOOK_SECRET", hide_env_values = true)]
    pub hook_secret: Secret,
}

impl Connection {
    /// Its address without a slash at the end.
    pub fn url(&self) -> &str {
        self.amocrm_url.trim_end_matches('/')
    }
}
