//! What a value that stands written out in a text gives: no facts change what is wrong with it.

use super::{
    render::{Renderer, STEPS},
    tree::{Base, Part, Pipeline},
};
use crate::{Problem, Snapshot, problem::Code};

/// Steps of one trial: a text holds many values, and each is tried.
const TRIAL_STEPS: usize = STEPS / 100;

/// Problems of a value that nothing but the text of the author decides; nothing if facts do.
pub(crate) fn trial(pipeline: &Pipeline, now: i64) -> Option<Vec<Problem>> {
    if !is_written(pipeline) {
        return None;
    }
    let facts = Snapshot::bare(now);
    let mut renderer = Renderer::new(&facts);
    renderer.steps = TRIAL_STEPS;
    let outcome = renderer.pipeline(pipeline);
    let mut problems = renderer.notes;
    problems.extend(outcome.err());
    problems.retain(|problem| is_final(problem.code));
    Some(problems)
}

/// Tables belong to the installation, and a trial may take fewer steps than a run.
fn is_final(code: Code) -> bool {
    use Code::{BadExpression, DivisionByZero, NotANumber, Overflow, Unreadable};
    let known = [
        Unreadable,
        NotANumber,
        DivisionByZero,
        BadExpression,
        Overflow,
    ];
    known.contains(&code)
}

fn is_written(pipeline: &Pipeline) -> bool {
    let mut arguments = pipeline.steps.iter().flat_map(|step| &step.arguments);
    is_base(&pipeline.base) && arguments.all(|argument| are_written(argument))
}

fn are_written(parts: &[Part]) -> bool {
    parts.iter().all(|part| match part {
        Part::Text { .. } => true,
        Part::Name(_) => false,
        Part::Pipeline(pipeline) => is_written(pipeline),
        Part::Bare { base, .. } => is_base(base),
    })
}

fn is_base(base: &Base) -> bool {
    match base {
        Base::Parts(parts) => are_written(parts),
        Base::Path(_) | Base::Computed { .. } | Base::Unknown => false,
    }
}
