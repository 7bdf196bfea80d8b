//! What stands in the brackets of a path, in words: «закрытые или Продажи: Переговоры».

use crate::{fact::Fact, snapshot::Dictionaries};

use super::{
    super::{Argument, names},
    Path,
};

impl Path {
    /// The brackets in words; names that the dictionaries don't know stay numbers.
    pub(super) fn told(&self, names: &Dictionaries) -> String {
        let argument = self.entry.argument;
        let told =
            |arg: &String| word(argument, arg).unwrap_or_else(|| thing(names, argument, arg));
        let all: Vec<String> = self.args.iter().map(told).collect();
        // A deal that passes any of the rules counts.
        all.join(if argument == Some(Argument::Deals) {
            " или "
        } else {
            ", "
        })
    }
}

/// A word with a fixed meaning.
fn word(argument: Option<Argument>, arg: &str) -> Option<String> {
    let mut words = argument?.words().iter();
    let found = words.find(|(word, _)| word.eq_ignore_ascii_case(arg.trim()));
    found.map(|(_, label)| label.to_lowercase())
}

/// A stage, a pipeline or a type of tasks by its number.
fn thing(names: &Dictionaries, argument: Option<Argument>, arg: &str) -> String {
    let found = match (argument, arg.split_once('/')) {
        (Some(Argument::Deals), None) => id(arg).map(|id| names::stage(names, None, id).text()),
        (Some(Argument::Deals), Some((pipeline, stage))) => place(names, pipeline, stage),
        (Some(Argument::Tasks), Some((kind, state))) => {
            let state = word(argument, state).unwrap_or_else(|| state.trim().to_owned());
            Some(format!("{}, {state}", task_type(names, kind)))
        }
        (Some(Argument::Tasks | Argument::TaskType), None) => Some(task_type(names, arg)),
        _ => None,
    };
    found.unwrap_or_else(|| arg.to_owned())
}

fn id(text: &str) -> Option<u64> {
    text.trim().parse().ok()
}

/// `7000001/` or `7000001/142`.
fn place(names: &Dictionaries, pipeline: &str, stage: &str) -> Option<String> {
    let number = id(pipeline)?;
    let pipeline = names::pipeline(names, number).text();
    if stage.trim().is_empty() {
        return Some(pipeline);
    }
    let stage = names::stage(names, Some(number), id(stage)?).text();
    Some(format!("{pipeline}: {stage}"))
}

fn task_type(names: &Dictionaries, text: &str) -> String {
    let kind = id(text).map(|id| names::task_type(names, id));
    kind.as_ref()
        .map_or_else(|| text.trim().to_owned(), Fact::text)
}
