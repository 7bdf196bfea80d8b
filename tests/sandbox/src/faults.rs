//! Faults that a test asks for: refusals, breakdowns, lost and late answers.

use serde::Deserialize;

use crate::answer::Fault;

/// What goes wrong with the next calls that fit.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// HTTP method; any if left out.
    method: Option<String>,
    /// A part of the path; any if left out.
    path: Option<String>,
    /// Status of the answer.
    status: u16,
    /// How many calls it meets.
    times: usize,
    /// The call does its work first: only the answer is lost.
    #[serde(default)]
    done: bool,
    /// Milliseconds until the answer.
    #[serde(default)]
    wait_ms: u64,
    /// How much of the answer arrives.
    #[serde(default)]
    arrives: Arrives,
}

/// How much of an answer arrives before the connection breaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arrives {
    /// All of it.
    #[default]
    Whole,
    /// The head and half of the body.
    Half,
    /// Not a byte.
    Nothing,
}

/// What one call has to suffer.
#[derive(Debug)]
pub struct Trouble {
    /// The answer it gets.
    pub answer: Fault,
    /// Whether its work is done all the same.
    pub done: bool,
    /// Milliseconds until the answer.
    pub wait_ms: u64,
    /// How much of the answer arrives.
    pub arrives: Arrives,
}

/// The rules that are left.
#[derive(Debug, Default)]
pub struct Faults {
    rules: Vec<Rule>,
}

impl Faults {
    /// Puts rules in the place of those that were there.
    pub fn set(&mut self, rules: Vec<Rule>) {
        self.rules = rules;
    }

    /// The trouble of a call; each rule meets as many calls as it says.
    pub fn meet(&mut self, method: &str, path: &str) -> Option<Trouble> {
        let rule = self.rules.iter_mut().find(|rule| rule.fits(method, path))?;
        rule.times -= 1;
        Some(Trouble {
            answer: Fault::new(rule.status, "A fault that was asked for"),
            done: rule.done,
            wait_ms: rule.wait_ms,
            arrives: rule.arrives,
        })
    }
}

impl Rule {
    fn fits(&self, method: &str, path: &str) -> bool {
        self.times > 0
            && self.method.as_ref().is_none_or(|own| own == method)
            && self.path.as_ref().is_none_or(|own| path.contains(own))
    }
}
