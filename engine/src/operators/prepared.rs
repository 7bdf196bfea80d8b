//! Facts prepared for many comparisons: texts folded and numbers parsed once, nothing allocated afterwards.
//!
//! What stands here gives the results of [`compare`](super::compare) sooner, or says that it can't;
//! the rules themselves are those of the other files.

use std::cmp::Ordering;

use super::Entry;
use crate::{fact::Fact, kind::RefKind};

mod equal;
mod form;
mod key;

use form::{Form, form};

/// Which comparison of prepared sides an operator has.
#[derive(Clone, Copy, Debug)]
pub enum Quick {
    /// None: its rule always reads the facts themselves.
    Never,
    /// Equality.
    Equal,
    /// Order, by what must hold of it.
    Order(fn(Ordering) -> bool),
    /// A text that contains a text, a set that contains an element.
    Contains,
    /// A value, or an element of it, among the elements of the other side.
    Among,
    /// Nothing is there.
    Empty,
}

/// What an option or a named thing is told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Its kind; none for an option.
    pub of: Option<RefKind>,
    /// amoCRM's number.
    pub id: u64,
    /// Pipeline of a stage, where it is told.
    pub pipeline: Option<u64>,
}

impl Identity {
    /// Whether both are one thing of the same kind; a stage may be named without its pipeline.
    pub fn is(&self, other: &Self) -> bool {
        let one_pipeline = match (self.pipeline, other.pipeline) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        self.of == other.of && self.id == other.id && one_pipeline
    }
}

/// A fact with everything that comparisons need of it.
#[derive(Clone, Debug)]
pub struct Prepared {
    fact: Fact,
    is_empty: bool,
    form: Form,
}

/// The other side of an operator that has one side.
static NOTHING: Prepared = Prepared {
    fact: Fact::Empty,
    is_empty: true,
    form: Form::Other,
};

impl Prepared {
    /// Folds and parses what comparisons would fold and parse again and again.
    pub fn new(fact: Fact) -> Self {
        Self {
            is_empty: fact.is_empty(),
            form: form(&fact),
            fact,
        }
    }

    /// No value.
    pub fn nothing() -> &'static Self {
        &NOTHING
    }

    /// The fact itself.
    pub fn fact(&self) -> &Fact {
        &self.fact
    }

    /// It as a machine integer, if it is a number and fits.
    pub fn whole(&self) -> Option<i64> {
        match &self.form {
            Form::Number(number) => number.whole(),
            _ => None,
        }
    }

    /// Unix seconds, if it is an instant.
    pub fn instant(&self) -> Option<i64> {
        match &self.form {
            Form::Instant { at, .. } => Some(*at),
            _ => None,
        }
    }

    /// Its folded text, if it is a text.
    pub fn folded(&self) -> Option<&str> {
        match &self.form {
            Form::Text(text) => Some(&text.folded),
            _ => None,
        }
    }

    /// Number and pipeline, if it is an option of a list or a named thing of the account.
    pub fn named(&self) -> Option<Identity> {
        match &self.form {
            Form::Choice { id, .. } if *id != 0 => Some(Identity {
                of: None,
                id: *id,
                pipeline: None,
            }),
            Form::Ref(named) => Some(Identity {
                of: Some(named.kind),
                id: named.id,
                pipeline: named.pipeline,
            }),
            _ => None,
        }
    }

    /// Numbers of things of the account, if it is a list of nothing but such, written as text.
    pub fn ids(&self) -> Option<Vec<u64>> {
        let id = |form: &Form| match form {
            Form::Text(text) if !text.is_list => text.id,
            _ => None,
        };
        match &self.form {
            Form::Set(elements) => elements.iter().map(id).collect(),
            single => id(single).map(|id| vec![id]),
        }
    }

    /// Numbers of the options of a list that a set holds.
    pub fn options(&self) -> Vec<u64> {
        let Form::Set(elements) = &self.form else {
            return Vec::new();
        };
        let option = |form: &Form| match form {
            Form::Choice { id, .. } if *id != 0 => Some(*id),
            _ => None,
        };
        elements.iter().filter_map(option).collect()
    }

    /// Whether it is a set whose elements are compared whole.
    pub fn is_set(&self) -> bool {
        matches!(self.form, Form::Set(_))
    }

    /// Keys by which sides that are equal are found without comparing: equal sides share one.
    ///
    /// `None` if equality depends on more than that.
    pub fn keys(&self) -> Option<Vec<u64>> {
        key::keys(&self.form, self.is_empty)
    }
}

/// Whether the operator holds; the same as `compare(left, entry, right).result`.
pub fn holds(left: &Prepared, entry: &Entry, right: &Prepared) -> bool {
    if !entry.unary && (left.is_empty && !entry.tests_nothing || right.is_empty) {
        return (entry.on_empty)(&left.fact, &right.fact) != entry.negative;
    }
    match quick(entry.quick, left, right) {
        Some(result) => result != entry.negative,
        None => super::compare(&left.fact, entry, &right.fact).result,
    }
}

fn quick(quick: Quick, left: &Prepared, right: &Prepared) -> Option<bool> {
    let (one, other) = (&left.form, &right.form);
    match quick {
        Quick::Never => None,
        Quick::Equal => equal::single(one, other),
        Quick::Order(holds) => equal::order(one, other).map(holds),
        Quick::Contains => equal::contains(one, other),
        Quick::Among => equal::among(one, other),
        Quick::Empty => Some(left.is_empty),
    }
}

impl Entry {
    /// The comparison of prepared sides.
    pub fn quick(&self) -> Quick {
        self.quick
    }

    /// Whether equal sides are all it asks for, so that [`Prepared::keys`] finds them.
    pub fn is_equality(&self) -> bool {
        !self.negative && matches!(self.quick, Quick::Equal | Quick::Among)
    }

    /// How dear a comparison is, from cheap to dear: cheap ones are tried first.
    pub fn cost(&self) -> u8 {
        match self.quick {
            Quick::Empty => 0,
            Quick::Order(_) => 1,
            Quick::Equal => 2,
            Quick::Among => 3,
            Quick::Contains => 4,
            Quick::Never => 5,
        }
    }
}
