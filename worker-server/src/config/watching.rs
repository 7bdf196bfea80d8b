//! How the administrator watches the server.

use std::net::SocketAddr;

use anyhow::{Result, ensure};

use super::Secret;

/// Where counters, failures and the queue are shown.
#[derive(Clone, Debug, clap::Args)]
pub struct Watching {
    /// Address and port of the page of the administrator and of /metrics; without it there are none
    #[arg(long, env = "TRIGGERS_ADMIN_LISTEN")]
    pub admin_listen: Option<SocketAddr>,
    /// Password of that page for the user `admin`; it may be left out where only this machine reaches the page
    #[arg(long, env = "TRIGGERS_ADMIN_PASSWORD", hide_env_values = true)]
    pub admin_password: Option<Secret>,
    /// Collector of OpenTelemetry that spans are sent to, such as http://127.0.0.1:4318/v1/traces; without it none are
    #[arg(long, env = "TRIGGERS_OTLP_ENDPOINT")]
    pub otlp_endpoint: Option<String>,
}

impl Watching {
    /// The address, if there is a page.
    ///
    /// # Errors
    /// When other machines reach it and no password is asked for.
    pub fn address(&self) -> Result<Option<SocketAddr>> {
        let open = self.admin_listen.filter(|it| !it.ip().is_loopback());
        ensure!(
            open.is_none() || self.admin_password.is_some(),
            "other machines reach `--admin-listen`: give an address of this machine such as 127.0.0.1:8081, or `--admin-password`"
        );
        Ok(self.admin_listen)
    }
}
