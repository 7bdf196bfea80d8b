//! Golden cases: files that a manager can read, each asked on a target and compared with what it expects.
//!
//! A case is a YAML map: what is asked (`template`, `left`, `value`, `rows`, `trigger`, `check` or `story`),
//! the `facts` it is asked on, and what must come out. `tests/cases/README.md` describes every form.

mod facts;
mod file;
mod outcome;
mod question;
mod request;

use anyhow::{Context, Result};
use serde_json::{Map, Value as Json};

pub use facts::over_shared as facts;
pub use file::{File, files, yaml};

use crate::target::Target;
use question::Question;

/// A JSON object: a case, a request, an outcome.
pub type Object = Map<String, Json>;

/// One case of a file.
pub struct Case {
    /// What must hold, in words.
    pub name: String,
    /// All of it, as written.
    pub body: Object,
}

/// What a target made of a case.
pub struct Outcome {
    /// Answers as they came, for the comparison of targets.
    pub answers: Vec<String>,
    /// What came out of the keys that a case expects something of.
    pub result: Object,
}

impl Case {
    /// A template that reads no facts.
    pub fn of_template(template: &str) -> Self {
        let mut body = Object::new();
        body.insert("template".to_owned(), template.into());
        let name = template.to_owned();
        Self { name, body }
    }

    /// Everything the case asks, as a target reads it.
    ///
    /// # Errors
    /// When the case can't be understood.
    pub fn requests(&self) -> Result<Vec<Json>> {
        request::requests(Question::of(&self.body)?, &self.body)
    }

    /// Asks a target everything the case asks.
    ///
    /// # Errors
    /// When the case can't be understood or the target stops.
    pub fn run(&self, target: &mut Target) -> Result<Outcome> {
        let question = Question::of(&self.body)?;
        let mut answers = Vec::new();
        for request in self.requests()? {
            answers.push(target.ask(&request.to_string())?);
        }
        let mut result = outcome::read(question, &self.body, &answers)?;
        result.retain(|key, value| self.body.contains_key(key) || !is_nothing(value));
        result.retain(|key, _| self.body.contains_key(key) || !question.is_optional(key));
        Ok(Outcome { answers, result })
    }

    /// What the case expects of the keys that came out; a list it does not mention must be empty.
    ///
    /// # Errors
    /// When the case has a key that means nothing.
    pub fn expected(&self) -> Result<Object> {
        let question = Question::of(&self.body)?;
        let mut expected = Object::new();
        for (key, value) in &self.body {
            if question.expects(key) {
                expected.insert(key.clone(), value.clone());
                continue;
            }
            anyhow::ensure!(question.knows(key), "`{key}` means nothing in this case");
        }
        anyhow::ensure!(!expected.is_empty(), "the case expects nothing");
        Ok(expected)
    }
}

/// What need not be mentioned.
fn is_nothing(value: &Json) -> bool {
    value == &Json::Bool(false) || value.as_array().is_some_and(Vec::is_empty)
}

/// The text under a key.
fn text<'a>(body: &'a Object, key: &str) -> Result<&'a str> {
    let value = body.get(key).and_then(Json::as_str);
    value.with_context(|| format!("`{key}` must be a text"))
}
