//! Arithmetic, regular expressions and relative dates that stand written out in a text, tried before they run.

use crate::{
    calendar,
    modifiers::{Accepts, is_pattern},
    pattern,
    problem::{Code, Problem},
    snapshot::Snapshot,
    template::{Base, Part, Pipeline, Step, Template, expression_fault, fixed, trial},
    values::{Argument, Group, Path},
};

/// Any moment will do: an expression is understood or not whatever the date is (2024-01-01).
const SAMPLE_S: i64 = 1_704_067_200;

/// What is wrong with the expressions of a text; those that facts make can't be tried.
pub(super) fn expressions(template: &Template) -> Vec<Problem> {
    let mut problems = Vec::new();
    let whole = Inside {
        caught: false,
        tried: false,
    };
    in_parts(template.parts(), whole, &mut problems);
    problems
}

/// Where a part stands.
#[derive(Clone, Copy)]
struct Inside {
    /// An error value here is caught, or may not be used at all: it is as the author wants it.
    caught: bool,
    /// It was tried with all that is around it.
    tried: bool,
}

fn in_parts(parts: &[Part], inside: Inside, problems: &mut Vec<Problem>) {
    for part in parts {
        match part {
            Part::Text { .. } | Part::Name(_) => {}
            Part::Bare { base, .. } => in_base(base, inside, problems),
            Part::Pipeline(pipeline) => in_pipeline(pipeline, inside, problems),
        }
    }
}

fn in_pipeline(pipeline: &Pipeline, mut inside: Inside, problems: &mut Vec<Problem>) {
    let catches = |step: &Step| step.entry.is_some_and(|it| it.accepts == Accepts::Errors);
    inside.caught |= pipeline.steps.iter().any(catches);
    if !inside.tried {
        let tried = trial(pipeline, SAMPLE_S);
        inside.tried = tried.is_some();
        let found = tried.unwrap_or_else(|| arithmetic(pipeline).into_iter().collect());
        let is_told = |problem: &Problem| !inside.caught || !is_error_value(problem.code);
        problems.extend(found.into_iter().filter(is_told));
    }
    in_base(&pipeline.base, inside, problems);
    inside.caught = true;
    for step in &pipeline.steps {
        problems.extend(in_step(step));
        let arguments = step.arguments.iter();
        arguments.for_each(|argument| in_parts(argument, inside, problems));
    }
}

fn in_base(base: &Base, inside: Inside, problems: &mut Vec<Problem>) {
    match base {
        Base::Path(path) => {
            problems.extend(moment(path));
            problems.extend(argument(path));
        }
        Base::Unknown => {}
        Base::Parts(parts) | Base::Computed { parts, .. } => in_parts(parts, inside, problems),
    }
}

/// Whether it makes an error value, which is caught or stops the text (section 16).
fn is_error_value(code: Code) -> bool {
    matches!(
        code,
        Code::DivisionByZero | Code::BadExpression | Code::Overflow
    )
}

/// A moment that is reckoned from now by words in brackets, which are understood at all times or never.
fn moment(path: &Path) -> Vec<Problem> {
    let entry = path.entry();
    if entry.group != Group::Now || entry.argument.is_none() {
        return Vec::new();
    }
    path.read(&Snapshot::bare(SAMPLE_S)).problems
}

/// What stands in the brackets of a value and is understood on all facts or on none: a filter of deals, a part
/// of a dialogue, an element of a list.
pub(super) fn argument(path: &Path) -> Option<Problem> {
    let is_tried = matches!(
        path.entry().argument,
        Some(Argument::Deals | Argument::Dialogue | Argument::Element)
    );
    if !is_tried {
        return None;
    }
    let problems = path.read(&Snapshot::of_anybody(SAMPLE_S)).problems;
    let mut broken = problems.into_iter();
    broken.find(|problem| problem.code == Code::BadArguments)
}

/// The text is never written or sent, whatever the values are.
fn arithmetic(pipeline: &Pipeline) -> Option<Problem> {
    match (&pipeline.base, pipeline.steps.first()) {
        (Base::Parts(parts), Some(first)) if first.is_arithmetic() => expression_fault(parts),
        _ => None,
    }
}

/// The text runs all the same, so it is only told.
fn in_step(step: &Step) -> Option<Problem> {
    let argument = |index: usize| fixed(step.arguments.get(index)?);
    match step.entry?.code {
        code @ ("regexp" | "regreplace") => {
            let problem = pattern::compile(&argument(0)?).err()?;
            let detail = format!("{code}: {}; исправьте регулярное выражение", problem.detail);
            Some(Problem::warning(Code::BadArguments, detail))
        }
        "if" if is_pattern(&argument(0)?) => {
            let problem = pattern::compile(&argument(1)?).err()?;
            let detail = format!("if: {}; исправьте регулярное выражение", problem.matter());
            Some(Problem::warning(Code::BadPattern, detail))
        }
        "dm" => {
            let text = argument(1)?;
            let is_known = calendar::relative(calendar::moscow(SAMPLE_S)?, &text).is_some();
            let detail = format!("dm: «{text}» не распознано, напишите, например, «+1 day»");
            (!is_known).then(|| Problem::warning(Code::UnknownDateExpression, detail))
        }
        _ => None,
    }
}
