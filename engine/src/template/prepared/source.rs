//! Values that a prepared template reads, in the form that the piece which shows them needs.

use chrono::NaiveDateTime;
use rust_decimal::Decimal;

use super::{Renderer, steps};
use crate::{
    Fact, Snapshot, modifiers,
    template::tree::{Base, Name, Part},
    values::Path,
};

/// Where a value comes from.
#[derive(Clone, Debug)]
pub(super) struct Source {
    base: Read,
    purpose: Use,
}

#[derive(Clone, Debug)]
enum Read {
    Path(Path),
    Name(Name),
}

/// What a value is read for.
#[derive(Clone, Debug)]
pub(super) enum Use {
    /// To be inserted.
    Text,
    /// The same, or another text if it is empty.
    TextOr(String),
    /// To be formatted as a date.
    Moment,
    /// For one element of it.
    Elements,
    /// For arithmetic.
    Operand,
}

/// A value as it was read.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub form: Form,
    /// What reading it counts as.
    pub steps: usize,
}

#[derive(Clone, Debug)]
pub(super) enum Form {
    Text(String),
    Elements(Vec<String>),
    Moment(NaiveDateTime),
    Operand(Decimal),
    /// It has something to tell, or is not of the expected type.
    Usual,
}

impl Source {
    pub fn path(path: Path, purpose: Use) -> Self {
        let base = Read::Path(path);
        Self { base, purpose }
    }

    /// A part that is nothing but a value.
    pub fn of(part: &Part, purpose: Use) -> Option<Self> {
        let base = match part {
            Part::Bare {
                base: Base::Path(path),
                ..
            } => Read::Path(path.clone()),
            Part::Pipeline(pipeline) => match (&pipeline.base, pipeline.steps.as_slice()) {
                (Base::Path(path), []) => Read::Path(path.clone()),
                _ => return None,
            },
            Part::Name(name) => Read::Name(name.clone()),
            Part::Text { .. } | Part::Bare { .. } => return None,
        };
        Some(Self { base, purpose })
    }

    /// Reads the value.
    pub fn read(&self, snapshot: &Snapshot) -> Value {
        let (fact, reading) = match &self.base {
            Read::Path(path) => {
                let reading = path.read(snapshot);
                (reading.problems.is_empty().then_some(reading.fact), 1)
            }
            Read::Name(name) => (named(name, snapshot), 0),
        };
        let Some(fact) = fact else {
            return Value {
                form: Form::Usual,
                steps: 0,
            };
        };
        let modified = match self.purpose {
            Use::Text | Use::Operand => 0,
            Use::TextOr(_) | Use::Moment | Use::Elements => steps(fact.shown().len()),
        };
        Value {
            form: self.form(fact),
            steps: modified.saturating_add(reading),
        }
    }

    fn form(&self, fact: Fact) -> Form {
        let form = match &self.purpose {
            Use::TextOr(other) if fact.is_empty() => Some(Form::Text(other.clone())),
            Use::Text | Use::TextOr(_) => Some(Form::Text(fact.text())),
            Use::Operand => {
                let (number, exact) = modifiers::operand(&fact);
                exact.then_some(Form::Operand(number))
            }
            _ if fact.is_empty() => None,
            Use::Moment => modifiers::moment(&fact).map(Form::Moment),
            Use::Elements => match fact {
                Fact::Set(elements) => {
                    Some(Form::Elements(elements.iter().map(Fact::text).collect()))
                }
                _ => None,
            },
        };
        form.unwrap_or(Form::Usual)
    }
}

/// The value of a name; `None` if it means nothing here or there is something to tell.
fn named(name: &Name, snapshot: &Snapshot) -> Option<Fact> {
    let mut renderer = Renderer::new(snapshot);
    let fact = renderer.name(name);
    let is_value = renderer.known(name).is_some();
    (is_value && renderer.notes.is_empty()).then_some(fact)
}

impl Value {
    pub fn text(&self) -> Option<&str> {
        match &self.form {
            Form::Text(text) => Some(text),
            _ => None,
        }
    }

    /// An element, the last one for `None`; there may be none.
    pub fn element(&self, which: Option<usize>) -> Option<&str> {
        let Form::Elements(elements) = &self.form else {
            return None;
        };
        let found = match which {
            Some(index) => elements.get(index),
            None => elements.last(),
        };
        Some(found.map_or("", String::as_str))
    }

    /// Bytes that it adds to the text at most.
    pub fn length(&self) -> usize {
        match &self.form {
            Form::Text(text) => text.len(),
            Form::Elements(elements) => elements.iter().map(String::len).max().unwrap_or_default(),
            Form::Moment(_) | Form::Operand(_) | Form::Usual => 0,
        }
    }
}
