//! Logs: to standard error, as text or JSON, without personal data at `info`.

use anyhow::{Context, Result};
use tracing_subscriber::EnvFilter;

use crate::config::Settings;

/// Sets logging up for the whole process.
pub fn start(settings: &Settings) -> Result<()> {
    let filter = EnvFilter::try_new(&settings.log).context("`--log` can't be understood")?;
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let started = match settings.log_format.as_str() {
        "json" => logs.json().try_init(),
        _ => logs.try_init(),
    };
    started.map_err(|error| anyhow::anyhow!("logging can't be set up: {error}"))
}
