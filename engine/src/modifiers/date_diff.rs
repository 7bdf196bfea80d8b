//! `date_diff`: the time between two dates.

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use chrono::{Datelike, NaiveDateTime};
use rust_decimal::Decimal;

use super::moment::moment;
use crate::{Fact, calendar};

pub(super) static ENTRY: Entry = Entry {
    code: "date_diff",
    also: &[],
    label: "Разница дат",
    group: Group::Dates,
    arguments: &[
        Argument::optional("Вторая дата", ArgumentKind::Text, "сейчас"),
        Argument::optional("Формат", ArgumentKind::Text, "%a"),
    ],
    help: "Разница с другой датой или с текущим моментом: %a — всего дней, %y %m %d %h %i %s — лет, месяцев, дней, часов, минут, секунд, %R — знак.",
    example: &[
        Example {
            template: "{{01.03.2024:date_diff(31.01.2024)}}",
            gives: "30",
        },
        Example {
            template: "{{01.03.2024:date_diff(31.01.2024,%m мес. %d дн.)}}",
            gives: "1 мес. 1 дн.",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(mut call: Call<'_>) -> Outcome {
    let format = call.text(1, "")?;
    let Some(first) = call.date()? else {
        return Ok(Fact::Empty);
    };
    let second = if call.filled(0)? {
        let given = call.argument(0)?.unwrap_or(Fact::Empty);
        let now = calendar::moscow(call.facts.now);
        // «now» is what the reference calls the default, so it can be written too.
        let relative = || calendar::relative(now?, &given.text());
        let read = moment(&given).or_else(relative);
        if read.is_none() {
            call.unreadable(&given);
        }
        read
    } else {
        calendar::moscow(call.facts.now)
    };
    let Some(difference) = second.and_then(|second| Difference::between(first, second)) else {
        return Ok(Fact::Empty);
    };
    Ok(match format.as_str() {
        "" | "%a" => Fact::Number(Decimal::from(difference.days)),
        format => Fact::Text(difference.format(format)),
    })
}

/// A difference by the calendar: whole months first, then days and the rest.
struct Difference {
    /// The second date is before the first.
    back: bool,
    /// All whole days.
    days: i64,
    months: i64,
    rest_s: i64,
}

impl Difference {
    fn between(first: NaiveDateTime, second: NaiveDateTime) -> Option<Self> {
        let (from, to) = (first.min(second), first.max(second));
        let years = i64::from(to.year()) - i64::from(from.year());
        let months = years * 12 + i64::from(to.month()) - i64::from(from.month());
        let whole = |months| calendar::shift_months(from, months).filter(|it| *it <= to);
        let (months, begun) = match whole(months) {
            Some(begun) => (months, begun),
            None => (months - 1, whole(months - 1)?),
        };
        Some(Self {
            back: second < first,
            days: (to - from).num_days(),
            months,
            rest_s: (to - begun).num_seconds(),
        })
    }

    fn format(&self, format: &str) -> String {
        let mut text = String::with_capacity(format.len());
        let mut letters = format.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '%' => self.write(letters.next(), &mut text),
                other => text.push(other),
            }
        }
        text
    }

    /// Capital letters have two digits, as in PHP.
    fn write(&self, letter: Option<char>, text: &mut String) {
        let number = match letter.map(|it| it.to_ascii_lowercase()) {
            Some('y') => self.months / 12,
            Some('m') => self.months % 12,
            Some('d') => self.rest_s / 86_400,
            Some('h') => self.rest_s / 3600 % 24,
            Some('i') => self.rest_s / 60 % 60,
            Some('s') => self.rest_s % 60,
            _ => return self.write_sign(letter, text),
        };
        text.push_str(&match letter {
            Some(it) if it.is_ascii_uppercase() => format!("{number:02}"),
            _ => number.to_string(),
        });
    }

    fn write_sign(&self, letter: Option<char>, text: &mut String) {
        match letter {
            Some('a') => text.push_str(&self.days.to_string()),
            Some('R') => text.push(if self.back { '-' } else { '+' }),
            Some('r') => text.push_str(if self.back { "-" } else { "" }),
            Some('%') => text.push('%'),
            Some(other) => text.extend(['%', other]),
            None => text.push('%'),
        }
    }
}
