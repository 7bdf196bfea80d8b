//! Which stage a lead goes to.

use crate::checks::Checks;
use crate::model::{Card, LOST, Pipeline, WON};
use crate::state::State;

/// Pipeline and stage that an item asks for.
///
/// A pipeline alone means its first stage; a stage alone must belong to the lead's pipeline.
pub fn read(checks: &mut Checks<'_>, state: &State, current: Option<&Card>) -> Option<(i64, i64)> {
    let (pipeline_id, status_id) = (checks.int("pipeline_id"), checks.int("status_id"));
    if pipeline_id.is_none() && status_id.is_none() {
        return None;
    }
    let own = current.map(|lead| lead.pipeline_id);
    let pipeline = match pipeline_id.or(own) {
        Some(id) => state.pipeline(id),
        None => by_stage(state, status_id),
    };
    let Some(pipeline) = pipeline else {
        checks.no_choice(if pipeline_id.is_some() {
            "pipeline_id"
        } else {
            "status_id"
        });
        return None;
    };
    let moved = own != Some(pipeline.id);
    match status_id {
        Some(status) if pipeline.has(status) => Some((pipeline.id, status)),
        Some(_) => {
            checks.no_choice("status_id");
            None
        }
        None if moved => Some((pipeline.id, pipeline.first_stage())),
        None => None,
    }
}

/// A new lead that names only a stage goes to the pipeline that has it.
fn by_stage(state: &State, status_id: Option<i64>) -> Option<&Pipeline> {
    let status = status_id?;
    if [WON, LOST].contains(&status) {
        return state.main_pipeline();
    }
    state.pipelines.iter().find(|pipeline| pipeline.has(status))
}

/// Moves a lead: closing sets the time, reopening clears it, and the reason goes with 143.
pub fn enter(lead: &mut Card, pipeline_id: i64, status_id: i64, now: i64) {
    (lead.pipeline_id, lead.status_id) = (pipeline_id, status_id);
    let is_closed = [WON, LOST].contains(&status_id);
    lead.closed_at = if is_closed {
        lead.closed_at.or(Some(now))
    } else {
        None
    };
    if status_id != LOST {
        lead.loss_reason_id = None;
    }
}
