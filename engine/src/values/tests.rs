//! The catalogue as a whole, paths as text, and every family on one deal.

use super::*;
use crate::{
    fact::Fact,
    kind::{Kind, SetOf},
    problem::Code,
    scenario::Operand,
    snapshot::{Dictionaries, Snapshot},
};

mod catalogue;
mod fields;
mod literals;
mod paths;
mod properties;

/// Facts with a deal, two contacts, a company and tasks.
fn facts() -> Snapshot {
    Snapshot::from_json(include_str!("tests/facts.json")).unwrap_or_else(|error| panic!("{error}"))
}

/// Nothing but the time: Saturday, 2024-03-02 12:05 in Moscow.
fn nothing() -> Snapshot {
    Snapshot::from_json(r#"{"now": "2024-03-02T12:05:00+03:00"}"#)
        .unwrap_or_else(|error| panic!("{error}"))
}

/// The text of a path on those facts, as a template sees it.
fn text(path: &str) -> String {
    read(path, &facts()).fact.text()
}

fn read(path: &str, facts: &Snapshot) -> Reading {
    match Path::parse_as(path, Usage::Template) {
        Ok(path) => path.read(facts),
        Err(problem) => panic!("{path}: {problem:?}"),
    }
}

fn codes(path: &str, facts: &Snapshot) -> Vec<Code> {
    let problems = read(path, facts).problems;
    problems.into_iter().map(|problem| problem.code).collect()
}
