//! A stage of a pipeline.

use leptos::prelude::*;
use serde_json::json;

use super::{pick::picker, slot::Slot};
use crate::{kit::Choice, state::Account};

/// A picker over the stages of all pipelines, grouped by pipeline.
pub(super) fn stage(slot: Slot) -> impl IntoView {
    let names = expect_context::<Account>().dictionaries;
    let choices = Signal::derive(move || {
        let names = names.read();
        let stages = names.pipelines.iter().flat_map(|pipeline| {
            pipeline.statuses().iter().map(|stage| {
                let key = json!({ "pipeline": pipeline.id, "status": stage.id }).to_string();
                Choice::new(key, stage.name.clone()).under(pipeline.name.clone())
            })
        });
        stages.collect()
    });
    picker(slot, choices)
}
