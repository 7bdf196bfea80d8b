//! Logs: to standard error, as text or JSON, without personal data at `info`. Beside them counters, times and spans.

pub mod measures;
pub mod traces;

use anyhow::{Context, Result};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, fmt};

use traces::{SPANS, Traces};

/// Sets logging up for the whole process: what to log, as `text` or `json`, and where spans go.
///
/// # Errors
/// When a setting can't be understood.
pub fn start(log: &str, format: &str, collector: Option<&str>) -> Result<Option<Traces>> {
    let filter = EnvFilter::try_new(log).context("`--log` can't be understood")?;
    let filter = filter.add_directive(format!("{SPANS}=off").parse()?);
    let logs = fmt::layer().with_writer(std::io::stderr);
    let logs = match format {
        "json" => logs.json().with_filter(filter).boxed(),
        _ => logs.with_filter(filter).boxed(),
    };
    let (traces, tracer) = collector.map(traces::start).transpose()?.unzip();
    let only_spans = Targets::new().with_target(SPANS, LevelFilter::INFO);
    let spans = tracer.map(|tracer| {
        let layer = tracing_opentelemetry::layer().with_tracer(tracer);
        layer.with_filter(only_spans)
    });
    let started = tracing_subscriber::registry()
        .with(logs)
        .with(spans)
        .try_init();
    started.context("logging can't be set up")?;
    Ok(traces)
}
