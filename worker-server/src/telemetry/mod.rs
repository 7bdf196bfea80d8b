//! Logs: to standard error, as text or JSON, without personal data at `info`. Beside them counters and times.

pub mod measures;

use anyhow::{Context, Result};
use tracing_subscriber::EnvFilter;

/// Sets logging up for the whole process: what to log, and as `text` or `json`.
pub fn start(log: &str, format: &str) -> Result<()> {
    let filter = EnvFilter::try_new(log).context("`--log` can't be understood")?;
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let started = match format {
        "json" => logs.json().try_init(),
        _ => logs.try_init(),
    };
    started.map_err(|error| anyhow::anyhow!("logging can't be set up: {error}"))
}
