//! One call of a modifier: the value, its arguments, and what may be told while it works.

use chrono::NaiveDateTime;
use rust_decimal::Decimal;

use super::{
    Accepts, Entry, Outcome,
    moment::{Dated, moment},
    operand,
};
use crate::{Fact, Problem, Snapshot, calendar::Workdays, fact::parse_number, problem::Code};

/// Longest text a modifier may give, in bytes (section 8).
const MAX_BYTES: usize = 1 << 20;

/// Compares two values by an operator's code, as conditions do; the problems say why it could not.
pub type Compare = fn(&Fact, &str, &Fact) -> (bool, Vec<Problem>);

/// A modifier's input.
pub struct Call<'a> {
    /// The value that passes through.
    pub value: Outcome,
    /// Arguments in order; one that is an error value matters only if it is used.
    pub arguments: &'a [Outcome],
    /// The facts: the account, the current moment, the data of the installation.
    pub facts: &'a Snapshot,
    /// The comparison of conditions.
    pub compare: Compare,
    /// Warnings for the debugger.
    pub notes: &'a mut Vec<Problem>,
}

impl<'a> Call<'a> {
    /// Passes the value through a modifier, or by it if the modifier does not want such values.
    pub fn pass(self, entry: &Entry) -> Outcome {
        let wanted = match &self.value {
            Ok(fact) => entry.accepts != Accepts::Filled || !fact.is_empty(),
            Err(_) => entry.accepts == Accepts::Errors,
        };
        if !wanted {
            return self.value;
        }
        let given: Vec<Option<String>> = self
            .arguments
            .iter()
            .map(|argument| argument.as_ref().ok().map(Fact::text))
            .collect();
        match entry.refuses(&given) {
            Some(problem) => {
                self.notes.push(problem);
                self.value
            }
            None => (entry.apply)(self),
        }
    }

    /// An argument, or `None` if it is left out.
    ///
    /// # Errors
    /// The argument is itself an error value.
    pub fn argument(&self, index: usize) -> Result<Option<Fact>, Problem> {
        self.arguments.get(index).cloned().transpose()
    }

    /// An argument as text, or `default` if it is left out.
    ///
    /// # Errors
    /// The argument is itself an error value.
    pub fn text(&self, index: usize, default: &str) -> Result<String, Problem> {
        let argument = self.argument(index)?;
        Ok(argument.map_or_else(|| default.to_owned(), |fact| fact.text()))
    }

    /// An argument as a whole number; left out or blank it is 0.
    ///
    /// # Errors
    /// The argument is itself an error value.
    pub fn whole(&self, index: usize) -> Result<i32, Problem> {
        let text = self.text(index, "")?;
        Ok(text.trim().parse().unwrap_or_default())
    }

    /// Whether an argument is given and not blank.
    ///
    /// # Errors
    /// The argument is itself an error value.
    pub fn filled(&self, index: usize) -> Result<bool, Problem> {
        Ok(self.argument(index)?.is_some_and(|fact| !fact.is_empty()))
    }

    /// An argument as a number; its form was checked before.
    ///
    /// # Errors
    /// The argument is itself an error value.
    pub fn decimal(&self, index: usize) -> Result<Decimal, Problem> {
        Ok(parse_number(&self.text(index, "")?).unwrap_or_default())
    }

    /// The value as a date and time in Moscow; `None`, and a warning, if it is none.
    ///
    /// # Errors
    /// The value is an error value.
    pub fn date(&mut self) -> Result<Option<NaiveDateTime>, Problem> {
        let fact = self.value.clone()?;
        let local = moment(&fact);
        if local.is_none() {
            self.unreadable(&fact);
        }
        Ok(local)
    }

    /// The same, for modifiers that move the day and leave the time.
    pub(super) fn day(&mut self) -> Result<Option<Dated>, Problem> {
        let fact = self.value.clone()?;
        let dated = Dated::read(&fact);
        if dated.is_none() {
            self.unreadable(&fact);
        }
        Ok(dated)
    }

    /// The production calendar of the country an argument names; `None`, and a warning, if there is none.
    ///
    /// # Errors
    /// The argument is itself an error value.
    pub fn workdays(&mut self, index: usize) -> Result<Option<&'a Workdays>, Problem> {
        let country = if self.filled(index)? {
            self.text(index, "")?
        } else {
            "ru".to_owned()
        };
        let workdays = self.facts.installation.workdays(&country);
        if workdays.is_none() {
            let detail = format!("нет производственного календаря «{}»", short(&country));
            self.notes.push(Problem::warning(Code::NoTable, detail));
        }
        Ok(workdays)
    }

    /// The value as a number; `None`, and a warning, if it is none.
    ///
    /// # Errors
    /// The value is an error value.
    pub fn number(&mut self) -> Result<Option<Decimal>, Problem> {
        let fact = self.value.clone()?;
        let (number, exact) = operand(&fact);
        if !exact {
            self.unreadable(&fact);
        }
        Ok(exact.then_some(number))
    }

    /// Tells that a date or number could not be read.
    pub fn unreadable(&mut self, fact: &Fact) {
        let detail = format!("«{}»", short(&fact.text()));
        self.notes.push(Problem::warning(Code::Unreadable, detail));
    }
}

/// Refuses a text that would be too long, before it is made.
pub(super) fn within_limit(bytes: usize) -> Result<(), Problem> {
    if bytes > MAX_BYTES {
        return Err(Problem::error(Code::TooLarge, "текст длиннее 1 МиБ"));
    }
    Ok(())
}

/// The beginning of a value, for messages.
pub(super) fn short(text: &str) -> String {
    const SHOWN: usize = 60;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
