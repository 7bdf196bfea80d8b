//! Regular expressions and relative dates that stand written out in a text, tried before they run.

use crate::{
    calendar, pattern,
    problem::{Code, Problem},
    template::{Base, Part, Step, Template, fixed},
};

/// Any moment will do: an expression is understood or not whatever the date is (2024-01-01).
const SAMPLE_S: i64 = 1_704_067_200;

/// What is wrong with the expressions of a text; those that facts make can't be tried.
pub(super) fn expressions(template: &Template) -> Vec<Problem> {
    let mut problems = Vec::new();
    in_parts(template.parts(), &mut problems);
    problems
}

fn in_parts(parts: &[Part], problems: &mut Vec<Problem>) {
    for part in parts {
        match part {
            Part::Text { .. } | Part::Name(_) => {}
            Part::Bare { base, .. } => in_base(base, problems),
            Part::Pipeline(pipeline) => {
                in_base(&pipeline.base, problems);
                for step in &pipeline.steps {
                    problems.extend(in_step(step));
                    let arguments = step.arguments.iter();
                    arguments.for_each(|argument| in_parts(argument, problems));
                }
            }
        }
    }
}

fn in_base(base: &Base, problems: &mut Vec<Problem>) {
    match base {
        Base::Path(_) | Base::Unknown => {}
        Base::Parts(parts) | Base::Computed { parts, .. } => in_parts(parts, problems),
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
        "dm" => {
            let text = argument(1)?;
            let is_known = calendar::relative(calendar::moscow(SAMPLE_S)?, &text).is_some();
            let detail = format!("dm: «{text}» не распознано, напишите, например, «+1 day»");
            (!is_known).then(|| Problem::warning(Code::UnknownDateExpression, detail))
        }
        _ => None,
    }
}
