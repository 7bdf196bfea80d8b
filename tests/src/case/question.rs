//! The forms of a case: which key makes it that form, what else it may say, what it can expect.

use anyhow::{Result, bail};

use super::Object;

/// What a case asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// The text of a template.
    Template,
    /// Conditions with one left side.
    Condition,
    /// A value of the catalogue on the facts.
    Value,
    /// Whether a block with these rows runs.
    Rows,
    /// What one trigger asks for.
    Trigger,
    /// When a trigger with a timer is due.
    Timer,
    /// Problems of a scenario.
    Check,
    /// Scenarios of an account that start each other.
    Chains,
    /// A scenario over several events.
    Story,
    /// Variables of foreign data.
    Payload,
}

use Question::{Chains, Check, Condition, Payload, Rows, Story, Template, Timer, Trigger, Value};

const ALL: [Question; 10] = [
    Template, Condition, Value, Rows, Trigger, Timer, Check, Chains, Story, Payload,
];

impl Question {
    /// The form of a case.
    ///
    /// # Errors
    /// When it has none of the keys that make a form.
    pub fn of(body: &Object) -> Result<Self> {
        let found = ALL.iter().find(|it| body.contains_key(it.key()));
        let Some(question) = found else {
            let keys = ALL.map(Self::key).join("`, `");
            bail!("a case needs one of `{keys}`");
        };
        Ok(*question)
    }

    /// Whether the case may expect something under this key.
    pub fn expects(self, key: &str) -> bool {
        self.outcomes().contains(&key) || self.is_optional(key)
    }

    /// Whether this key is a part of the question.
    pub fn knows(self, key: &str) -> bool {
        key == self.key()
            || ["name", "why", "proves", "shows", "facts"].contains(&key)
            || self.words().contains(&key)
    }

    /// Whether the outcome under this key is compared only if the case mentions it.
    pub fn is_optional(self, key: &str) -> bool {
        let keys: &[&str] = match self {
            Template | Check | Story => &[],
            Chains => &["told"],
            Condition => &["notes", "told", "says"],
            Value => &["label"],
            Rows => &["passed_by_or", "words", "changes"],
            Trigger => &["status"],
            Payload => &["data"],
            Timer => &["status"],
        };
        keys.contains(&key)
    }

    fn key(self) -> &'static str {
        match self {
            Template => "template",
            Condition => "left",
            Value => "value",
            Rows => "rows",
            Trigger => "trigger",
            Timer => "timer",
            Check => "check",
            Chains => "chains",
            Story => "story",
            Payload => "payload",
        }
    }

    /// Other keys of the question.
    fn words(self) -> &'static [&'static str] {
        match self {
            Template | Check | Chains | Value => &[],
            Rows => &["formula"],
            Condition => &["operator", "right"],
            Trigger => &["event", "target", "settings", "timer"],
            Timer => &["event"],
            Story => &["events"],
            Payload => &["query", "content_type", "status", "found"],
        }
    }

    /// Keys of the outcome; a list or a `false` under them need not be mentioned.
    fn outcomes(self) -> &'static [&'static str] {
        match self {
            Template => &["gives", "problems", "failed"],
            Condition => &["gives", "problems", "holds", "fails", "refused"],
            Value => &["gives", "type", "problems"],
            Rows => &["gives", "problems"],
            Story => &["gives"],
            Trigger => &["effects", "problems"],
            Timer => &["due", "removes", "problems"],
            Check | Chains => &["problems"],
            Payload => &["gives", "problems"],
        }
    }
}
