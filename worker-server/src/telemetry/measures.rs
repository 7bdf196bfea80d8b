//! What is counted and timed, in Prometheus' form. Labels are from short lists: never an account, a name or a text.

use std::time::Duration;

use anyhow::{Context, Result};
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

const HOOKS: &str = "triggers_hooks_total";
const HOOK_TIME: &str = "triggers_hook_seconds";
const EVENTS: &str = "triggers_events_total";
const STEPS: &str = "triggers_steps_total";
const STEP_TIME: &str = "triggers_step_seconds";
const EFFECTS: &str = "triggers_effects_total";
const CALLS: &str = "triggers_crm_calls_total";
const CALL_TIME: &str = "triggers_crm_call_seconds";
const ACCOUNTS: &str = "triggers_accounts";
const INBOX: &str = "triggers_inbox_waiting";
const RUNS: &str = "triggers_runs_waiting";
const LATE: &str = "triggers_late_seconds";

/// Upper bounds of the histograms, in seconds: from a grouped commit to a call that nobody answers.
const BOUNDS: [f64; 11] = [
    0.001, 0.0025, 0.005, 0.015, 0.05, 0.1, 0.5, 1.0, 2.0, 10.0, 30.0,
];

/// Begins to count; the answer prints the page of `/metrics`.
///
/// # Errors
/// When this process counts already.
pub fn start() -> Result<PrometheusHandle> {
    let builder = PrometheusBuilder::new();
    let builder =
        builder.set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &BOUNDS)?;
    let handle = builder
        .install_recorder()
        .context("nothing can be counted")?;
    describe();
    Ok(handle)
}

fn describe() {
    describe_counter!(
        HOOKS,
        "Bodies of hooks by answer: accepted, busy (503), too_large, unknown (no such address)"
    );
    describe_histogram!(
        HOOK_TIME,
        "From a hook's last byte to its answer, in seconds; accepted ones are on the disk"
    );
    describe_counter!(
        EVENTS,
        "Events by kind; `unknown` are bodies that nobody understood, kept whole"
    );
    describe_counter!(
        STEPS,
        "Steps of runs by outcome: decided, ended (nothing left to do), again (put off after a failure), failed"
    );
    describe_histogram!(
        STEP_TIME,
        "One step with its reading from amoCRM, in seconds"
    );
    describe_counter!(
        EFFECTS,
        "Effects by outcome: done, again (put off), failed, unknown (may have arrived)"
    );
    describe_counter!(
        CALLS,
        "Calls to amoCRM by answer: ok, refused (4xx), pace (429), broken (5xx), lost (no answer)"
    );
    describe_histogram!(
        CALL_TIME,
        "One call to amoCRM, in seconds, without the wait for its turn"
    );
    describe_gauge!(ACCOUNTS, "Accounts that this server works for");
    describe_gauge!(
        INBOX,
        "Accepted bodies of these accounts that have not become events"
    );
    describe_gauge!(
        RUNS,
        "Unfinished runs of these accounts by state: ready, acting, delayed; at most 100 000 are counted per account"
    );
    describe_gauge!(
        LATE,
        "How long the oldest run that may go on has been waiting, in seconds"
    );
}

/// A hook was answered.
pub fn hook(answer: &'static str, took: Duration) {
    counter!(HOOKS, "answer" => answer).increment(1);
    histogram!(HOOK_TIME).record(took);
}

/// An event was understood; `kind` is one of the intake's.
pub fn event(kind: &str) {
    counter!(EVENTS, "kind" => kind.to_owned()).increment(1);
}

/// A step came to an end.
pub fn step(outcome: &'static str, took: Duration) {
    counter!(STEPS, "outcome" => outcome).increment(1);
    histogram!(STEP_TIME).record(took);
}

/// An effect has an outcome, or was put off.
pub fn effect(outcome: &'static str) {
    counter!(EFFECTS, "outcome" => outcome).increment(1);
}

/// amoCRM was asked something.
pub fn call(answer: &'static str, took: Duration) {
    counter!(CALLS, "answer" => answer).increment(1);
    histogram!(CALL_TIME).record(took);
}

/// What the accounts of this server wait for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Accounts.
    pub accounts: usize,
    /// Bodies without events.
    pub inbox: i64,
    /// Runs whose next step is a decision.
    pub ready: i64,
    /// Runs with effects under way.
    pub acting: i64,
    /// Delayed triggers.
    pub delayed: i64,
    /// For how long the oldest run that may go on has waited, in milliseconds.
    pub late_ms: i64,
}

/// What waits now.
#[expect(
    clippy::cast_precision_loss,
    reason = "gauges are floats; nothing here comes near 2^53"
)]
pub fn backlog(now: &Backlog) {
    gauge!(ACCOUNTS).set(now.accounts as f64);
    gauge!(INBOX).set(now.inbox as f64);
    for (state, count) in [
        ("ready", now.ready),
        ("acting", now.acting),
        ("delayed", now.delayed),
    ] {
        gauge!(RUNS, "state" => state).set(count as f64);
    }
    gauge!(LATE).set(now.late_ms as f64 / 1000.0);
}
