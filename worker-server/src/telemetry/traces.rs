//! Where time goes, as OpenTelemetry spans; nothing is sent unless the settings name a collector.

use anyhow::{Context, Result};
use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};

/// Spans have a target of their own, so that the logs are not longer for them.
pub const SPANS: &str = "spans";

/// Sends what is left when it is dropped.
pub struct Traces(SdkTracerProvider);

/// Begins to send spans to the collector at this address, such as `http://127.0.0.1:4318/v1/traces`.
///
/// Has to be called outside the asynchronous runtime: the sender has a thread of its own.
///
/// # Errors
/// When the address can't be understood.
pub fn start(endpoint: &str) -> Result<(Traces, SdkTracer)> {
    let exporter = SpanExporter::builder()
        .with_http()
        .with_protocol(Protocol::HttpBinary)
        .with_endpoint(endpoint)
        .build()
        .context("`--otlp-endpoint` can't be understood")?;
    let resource = Resource::builder().with_service_name("triggers").build();
    let provider = SdkTracerProvider::builder()
        .with_resource(resource)
        .with_batch_exporter(exporter)
        .build();
    let tracer = provider.tracer("triggers");
    Ok((Traces(provider), tracer))
}

impl Drop for Traces {
    fn drop(&mut self) {
        // Nobody is left to be told of a failure.
        let _sent = self.0.shutdown();
    }
}

/// A span of the way of an event; fields are numbers and identifiers, never names or texts.
macro_rules! span {
    ($name:literal $(, $($field:tt)*)?) => {
        tracing::info_span!(target: $crate::telemetry::traces::SPANS, $name $(, $($field)*)?)
    };
}

pub(crate) use span;
