//! Names and texts collected by A35: the first of equal names wins, and all that is bounded is told.

use std::collections::BTreeMap;

use super::Payload;
use crate::problem::{Code, Problem};

/// Longest name in bytes, as long as a `{name}` of a template may be.
pub(super) const MAX_NAME: usize = 255;
/// Most variables of one payload.
pub(super) const MAX_VARIABLES: usize = 5_000;
/// Levels that become names (A35).
pub(super) const MAX_DEPTH: usize = 10;
/// Most problems of one payload that are told.
const MAX_PROBLEMS: usize = 20;
/// Names that the product fills itself.
const OWN: &str = "webhook_";

/// What was collected so far.
#[derive(Default)]
pub(super) struct Flat {
    variables: BTreeMap<String, String>,
    problems: Vec<Problem>,
}

impl Flat {
    /// Takes a variable; false if its name is taken or there are too many.
    pub fn insert(&mut self, name: &str, text: String) -> bool {
        if self.variables.contains_key(name) || (name.starts_with(OWN) && !self.is_new()) {
            let detail = format!("Имя «{name}» уже занято, взято первое значение");
            self.tell(Code::NameTaken, detail);
            return false;
        }
        if self.is_full() {
            return false;
        }
        self.variables.insert(name.to_owned(), text);
        true
    }

    /// Replaces the text of a variable that is there.
    pub fn replace(&mut self, name: &str, text: String) {
        if let Some(known) = self.variables.get_mut(name) {
            *known = text;
        }
    }

    /// The name one level deeper; nothing if it gets too long for a template.
    pub fn name(&mut self, above: &str, part: &str) -> Option<String> {
        let joint = if above.is_empty() { "" } else { "_" };
        let part = if part.is_empty() { "_" } else { part };
        let len = [above, joint, part]
            .iter()
            .map(|it| it.len())
            .sum::<usize>();
        if len > MAX_NAME {
            return self.too_long(above);
        }
        let part = part.chars().map(sign).collect::<String>();
        Some(format!("{above}{joint}{part}"))
    }

    fn too_long(&mut self, above: &str) -> Option<String> {
        let start: String = above.chars().take(40).collect();
        let detail = format!("Имя после «{start}» длиннее {MAX_NAME} знаков, значение не взято");
        self.tell(Code::DataCut, detail);
        None
    }

    /// Whether no more variables are taken; told once.
    pub fn is_full(&mut self) -> bool {
        let full = self.variables.len() >= MAX_VARIABLES;
        if full {
            let detail = format!("Взяты первые {MAX_VARIABLES} переменных");
            self.tell(Code::DataCut, detail);
        }
        full
    }

    pub fn tell(&mut self, code: Code, detail: String) {
        let problem = Problem::warning(code, detail);
        if self.problems.len() < MAX_PROBLEMS && !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    pub fn into_payload(self) -> Payload {
        Payload {
            variables: self.variables,
            problems: self.problems,
        }
    }

    fn is_new(&self) -> bool {
        self.variables.is_empty()
    }
}

/// Letters of every language stay, so that «Имя» and «Город» are two variables and not one.
fn sign(sign: char) -> char {
    if sign.is_alphanumeric() { sign } else { '_' }
}
