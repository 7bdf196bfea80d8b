//! The command line.

use std::net::SocketAddr;

use clap::{Parser, ValueEnum};

/// What the account holds at the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Data {
    /// A small company at work: deals, people, goods, fields of every type.
    Demo,
    /// Users, the main pipeline and predefined fields only.
    Empty,
}

/// An amoCRM on this machine.
#[derive(Debug, Clone, Parser)]
#[command(name = "sandbox", version)]
pub struct Options {
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1:8090")]
    pub listen: SocketAddr,
    /// Number of the account.
    #[arg(long)]
    pub account: Option<i64>,
    /// What the account holds at the start.
    #[arg(long, value_enum, default_value = "demo")]
    pub data: Data,
    /// Address that is subscribed to all web hooks at the start.
    #[arg(long)]
    pub hook_target: Option<String>,
    /// Identifier of the integration; claim `client_uuid` of disposable tokens.
    #[arg(long, default_value = "5c1e0000-0000-4000-8000-000000000001")]
    pub client_id: String,
    /// Secret of the integration; signs disposable tokens. The default is for sandboxes only.
    #[arg(long, default_value = "sandbox-client-secret")]
    pub client_secret: String,
    /// Where the product's panel is served.
    #[arg(long, default_value = "http://127.0.0.1:8080/")]
    pub panel_url: String,
    /// Where the demonstration bot asks the integration (`widget_request`).
    #[arg(long)]
    pub bot_target: Option<String>,
    /// Calls per second for one token; 0 switches the limits off.
    #[arg(long, default_value_t = 7)]
    pub rate_limit: usize,
}
