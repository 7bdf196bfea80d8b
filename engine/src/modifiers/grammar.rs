//! What the modifiers of Russian grammar share: cases, genders and whole numbers from a call.

use rust_decimal::prelude::ToPrimitive;

use super::{Argument, ArgumentKind, Call};
use crate::{
    Fact, Problem,
    problem::Code,
    russian::{
        case::{Case, Gender},
        numbers,
    },
};

/// The case, with the nominative as its default.
pub(super) const CASE: Argument =
    Argument::optional("Падеж", ArgumentKind::Choice(Case::CODES), "1");

/// The case where it has to be given.
pub(super) const CASE_REQUIRED: Argument =
    Argument::required("Падеж", ArgumentKind::Choice(Case::CODES));

/// The gender, masculine by default.
pub(super) const GENDER: Argument =
    Argument::optional("Род", ArgumentKind::Choice(Gender::CODES), "m");

/// A whole number below the limit of words.
pub(super) struct Whole {
    negative: bool,
    number: u64,
}

impl Whole {
    /// The words a function finds for the number, with «минус» before them.
    pub(super) fn spelled(&self, words: impl Fn(u64) -> Option<String>) -> Fact {
        let minus = if self.negative { "минус " } else { "" };
        words(self.number).map_or(Fact::Empty, |words| Fact::Text(format!("{minus}{words}")))
    }
}

impl Call<'_> {
    /// The case written at this place.
    pub(super) fn case(&self, index: usize) -> Result<Case, Problem> {
        let text = self.text(index, "1")?;
        Ok(Case::read(&text).unwrap_or(Case::Nominative))
    }

    /// The gender written at this place.
    pub(super) fn gender(&self, index: usize) -> Result<Gender, Problem> {
        let text = self.text(index, "m")?;
        Ok(Gender::read(&text).unwrap_or(Gender::Masculine))
    }

    /// The value as a whole number: a fraction is dropped, and that is told; too large a number is refused.
    pub(super) fn whole_number(&mut self) -> Result<Option<Whole>, Problem> {
        let fact = self.value.clone()?;
        let Some(number) = self.number()? else {
            return Ok(None);
        };
        let whole = number.trunc();
        let size = whole.abs().to_u64().filter(|size| *size <= numbers::MAX);
        if size.is_none() || whole != number {
            self.unreadable(&fact);
        }
        Ok(size.map(|number| Whole {
            negative: whole.is_sign_negative() && !whole.is_zero(),
            number,
        }))
    }

    /// Tells that an argument is not understood; the value then passes unchanged.
    pub(super) fn refuse(&mut self, code: &str, argument: &str) {
        let detail = format!("{code}: «{argument}»");
        self.notes
            .push(Problem::warning(Code::BadArguments, detail));
    }
}
