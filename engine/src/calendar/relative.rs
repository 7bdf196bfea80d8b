//! Relative dates, as `strtotime()` of PHP reads them: `last day of next month`, `+1 week 2 days`, `monday 10:00`.
//!
//! A month too long overflows into the next one (31.01 + 1 month is 02.03); `first|last day of … year` is meant
//! by the calendar (1 January, 31 December).

use std::iter::Peekable;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::{Moment, Workdays, moscow, parse, parse_time};

mod words;

use words::{Token, tokens};

/// Longer expressions mean nothing, in bytes.
const MAX_BYTES: usize = 500;

/// The moment an expression means, seen from `base`; `None` if it is not understood or outside the calendar.
///
/// ```
/// use engine::calendar::relative;
/// let base: chrono::NaiveDateTime = "2024-01-31T12:05:00".parse().expect("a date");
/// let day = |text| relative(base, text).map(|it| it.date().to_string());
/// assert_eq!(day("last day of next month").as_deref(), Some("2024-02-29"));
/// assert_eq!(day("+1 month").as_deref(), Some("2024-03-02"));
/// assert_eq!(day("some day"), None);
/// ```
pub fn relative(base: NaiveDateTime, text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    if text.is_empty() || text.len() > MAX_BYTES {
        return None;
    }
    let (base, rest) = absolute(text).unwrap_or((base, text));
    let tokens = tokens(rest)?;
    let mut expression = Expression {
        base,
        ..Expression::default()
    };
    let mut tokens = tokens.iter().peekable();
    while let Some(token) = tokens.next() {
        expression.token(token, &mut tokens)?;
    }
    expression.moment()
}

/// An absolute date at the beginning, and what follows it.
fn absolute(text: &str) -> Option<(NaiveDateTime, &str)> {
    let first = text.find(char::is_whitespace).unwrap_or(text.len());
    let rest = text.get(first..)?.trim_start();
    let second = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let both = text.len().saturating_sub(rest.len()).saturating_add(second);
    let read = |end: usize| {
        let (date, rest) = text.split_at_checked(end)?;
        let local = match parse(date)? {
            Moment::Day(day) => day.and_time(NaiveTime::MIN),
            Moment::Instant(instant) => moscow(instant)?,
        };
        Some((local, rest))
    };
    read(both).or_else(|| read(first))
}

/// Which day of a month or year is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    First,
    Last,
}

/// A weekday to go to, Sunday is 0.
#[derive(Clone, Copy)]
struct ToWeekday {
    number: i64,
    /// Whether the day itself counts as the next one.
    today: bool,
}

/// What was read so far; names and order of the steps are those of PHP.
#[derive(Default)]
struct Expression {
    base: NaiveDateTime,
    time: Option<NaiveTime>,
    years: i64,
    months: i64,
    days: i64,
    seconds: i64,
    workdays: i64,
    weekday: Option<ToWeekday>,
    /// `monday next week`: the day belongs to the week from Monday to Sunday.
    of_week: bool,
    /// `second friday of`.
    of_month: Option<Edge>,
    /// `last day of`, and whether of a year.
    edge: Option<(Edge, bool)>,
}

type Tokens<'a> = Peekable<std::slice::Iter<'a, Token>>;

impl Expression {
    fn token(&mut self, token: &Token, rest: &mut Tokens<'_>) -> Option<()> {
        match token {
            Token::Unix(instant) => self.base = moscow(*instant)?,
            Token::Time(text) => self.time = Some(parse_time(text)?),
            Token::Number(amount) => {
                let Token::Word(unit) = rest.next()? else {
                    return None;
                };
                self.unit(*amount, unit, true)?;
            }
            Token::Word(word) => self.word(word, rest)?,
        }
        Some(())
    }

    fn word(&mut self, word: &str, rest: &mut Tokens<'_>) -> Option<()> {
        let midnight = Some(NaiveTime::MIN);
        match word {
            "now" => {}
            "today" | "midnight" => self.time = midnight,
            "noon" => self.time = NaiveTime::from_hms_opt(12, 0, 0),
            "tomorrow" => (self.days, self.time) = (self.days.checked_add(1)?, midnight),
            "yesterday" => (self.days, self.time) = (self.days.checked_sub(1)?, midnight),
            "ago" => self.reverse(),
            _ => match words::weekday(word) {
                Some(number) => self.go_to(number, true),
                None => self.counted(word, words::amount(word)?, rest)?,
            },
        }
        Some(())
    }

    /// What follows `next`, `last`, `this`, `first` …
    fn counted(&mut self, word: &str, amount: i64, rest: &mut Tokens<'_>) -> Option<()> {
        let Token::Word(unit) = rest.next()? else {
            return None;
        };
        let of = matches!(rest.peek(), Some(Token::Word(word)) if word == "of");
        if of {
            rest.next();
            return self.of(word, amount, unit, rest);
        }
        if unit == "week" {
            self.of_week = true;
        }
        self.unit(amount, unit, word == "this")
    }

    /// `last day of next month`, `second friday of this month`.
    fn of(&mut self, word: &str, amount: i64, unit: &str, rest: &mut Tokens<'_>) -> Option<()> {
        let last = amount < 0;
        if unit == "day" {
            let edge = match word {
                "first" => Edge::First,
                "last" => Edge::Last,
                _ => return None,
            };
            let year = rest.clone().nth(1);
            let of_year = matches!(year, Some(Token::Word(unit)) if unit == "year");
            self.edge = Some((edge, of_year));
            return Some(());
        }
        let number = words::weekday(unit)?;
        self.of_month = Some(if last { Edge::Last } else { Edge::First });
        self.weeks_to(number, amount, !last)
    }

    /// So many units; of a weekday, so many such days, today `today`.
    fn unit(&mut self, amount: i64, unit: &str, today: bool) -> Option<()> {
        if let Some(number) = words::weekday(unit) {
            return self.weeks_to(number, amount, today);
        }
        let (field, factor) = match unit {
            "sec" | "secs" | "second" | "seconds" => (&mut self.seconds, 1),
            "min" | "mins" | "minute" | "minutes" => (&mut self.seconds, 60),
            "hour" | "hours" => (&mut self.seconds, 3600),
            "day" | "days" => (&mut self.days, 1),
            "week" | "weeks" => (&mut self.days, 7),
            "fortnight" | "fortnights" => (&mut self.days, 14),
            "month" | "months" => (&mut self.months, 1),
            "year" | "years" => (&mut self.years, 1),
            "weekday" | "weekdays" => (&mut self.workdays, 1),
            _ => return None,
        };
        *field = field.checked_add(amount.checked_mul(factor)?)?;
        Some(())
    }

    fn weeks_to(&mut self, number: i64, amount: i64, today: bool) -> Option<()> {
        let weeks = if amount > 0 { amount - 1 } else { amount };
        self.days = self.days.checked_add(weeks.checked_mul(7)?)?;
        self.go_to(number, today);
        Some(())
    }

    fn go_to(&mut self, number: i64, today: bool) {
        self.weekday = Some(ToWeekday { number, today });
        self.time = Some(NaiveTime::MIN);
    }

    /// `ago` turns round everything before it.
    fn reverse(&mut self) {
        for field in [
            &mut self.years,
            &mut self.months,
            &mut self.days,
            &mut self.seconds,
            &mut self.workdays,
        ] {
            *field = field.saturating_neg();
        }
    }

    fn moment(&self) -> Option<NaiveDateTime> {
        let day = self.day()?;
        let day = Workdays::default().shift(day, self.workdays)?;
        let time = self.time.unwrap_or_else(|| self.base.time());
        day.and_time(time)
            .checked_add_signed(TimeDelta::try_seconds(self.seconds)?)
    }

    fn day(&self) -> Option<NaiveDate> {
        let mut day = self.base.date();
        let mut months = self.months;
        if let Some(edge) = self.of_month {
            let more = i64::from(edge == Edge::Last);
            day = overflowing(day, 0, months.checked_add(more)?, 1)?;
            months = 0;
        }
        day = day.checked_add_signed(TimeDelta::try_days(self.to_weekday(day))?)?;
        let of_month = i64::from(day.day());
        match self.edge {
            None => overflowing(day, self.years, months, of_month.checked_add(self.days)?),
            Some((Edge::First, false)) => overflowing(day, self.years, months, 1),
            Some((Edge::Last, false)) => overflowing(day, self.years, months.checked_add(1)?, 0),
            Some((Edge::First, true)) => {
                overflowing(day.with_day(1)?.with_month(1)?, self.years, 0, 1)
            }
            Some((Edge::Last, true)) => {
                overflowing(day.with_day(1)?.with_month(12)?, self.years, 0, 31)
            }
        }
    }

    /// Days to go to the weekday asked for.
    fn to_weekday(&self, day: NaiveDate) -> i64 {
        let Some(ToWeekday { number, today }) = self.weekday else {
            return 0;
        };
        let from_monday = |sunday_first: i64| (sunday_first + 6) % 7;
        let current = i64::from(day.weekday().num_days_from_sunday());
        if self.of_week {
            return from_monday(number) - from_monday(current);
        }
        let days = number - current;
        let passed = days < 0 || (days == 0 && !today && self.days >= 0);
        if passed { days + 7 } else { days }
    }
}

/// A day of the month so many years and months later; days beyond its end are those of the next months.
fn overflowing(from: NaiveDate, years: i64, months: i64, day: i64) -> Option<NaiveDate> {
    let months = years.checked_mul(12)?.checked_add(months)?;
    let month = i64::from(from.year()) * 12 + i64::from(from.month0());
    let month = month.checked_add(months)?;
    let year = i32::try_from(month.div_euclid(12)).ok()?;
    let month = u32::try_from(month.rem_euclid(12)).ok()?;
    let first = NaiveDate::from_ymd_opt(year, month.checked_add(1)?, 1)?;
    first.checked_add_signed(TimeDelta::try_days(day.checked_sub(1)?)?)
}

#[cfg(test)]
mod tests;
