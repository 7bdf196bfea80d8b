//! Values within a sentence: «9 500», «5 марта 2024», «опт, vip», «да».

use chrono::Timelike;
use rust_decimal::Decimal;

use crate::{
    calendar::{self, Moment},
    fact::{decimal_text, parse_number},
    kind::{Kind, RefKind},
    log::Side,
    russian::{
        dates::{Locale, format},
        quotes,
    },
};

/// Between groups of three digits.
const THIN: char = '\u{202f}';
/// Longer texts are cut, so that a sentence stays one.
const LONGEST: usize = 120;

/// How the values of a row are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Number,
    Seconds,
    Date,
    Time,
    Flag,
    Stage,
    Plain,
}

impl Form {
    /// The typed side decides, because the other one was converted to it.
    pub fn of(left: &Side, right: Option<&Side>) -> Self {
        let own = Self::of_kind(left.kind);
        let other = right.map_or(Self::Plain, |right| Self::of_kind(right.kind));
        match (own, other) {
            (Self::Plain, other) if left.kind == Kind::Dynamic => other,
            (Self::Date, Self::Time) => Self::Time,
            (own, _) => own,
        }
    }

    fn of_kind(kind: Kind) -> Self {
        match kind {
            Kind::Number | Kind::Money => Self::Number,
            Kind::Duration => Self::Seconds,
            Kind::Date | Kind::DateTime => Self::Date,
            Kind::Time => Self::Time,
            Kind::Bool => Self::Flag,
            Kind::Ref(RefKind::Stage) => Self::Stage,
            _ => Self::Plain,
        }
    }
}

/// Whether the side has no value.
pub(super) fn is_empty(side: &Side) -> bool {
    side.raw.trim().is_empty()
}

/// The value of a side as it was compared.
pub(super) fn value(side: &Side, form: Form) -> String {
    let compared = match form {
        Form::Plain | Form::Stage | Form::Flag => &side.raw,
        _ => &side.value,
    };
    text(compared, form)
}

/// One value as text.
pub(super) fn text(value: &str, form: Form) -> String {
    let shown = match form {
        Form::Number => parse_number(value).map(grouped),
        Form::Seconds => parse_number(value).map(|number| format!("{} сек.", grouped(number))),
        Form::Date => date(value),
        Form::Time => calendar::parse_time(value).map(calendar::time_text),
        Form::Flag => Some(format!("«{}»", flag(value))),
        Form::Stage | Form::Plain => None,
    };
    shown.unwrap_or_else(|| quoted(value))
}

/// Digits in groups of three, with a comma before the fraction.
pub(super) fn grouped(number: Decimal) -> String {
    let text = decimal_text(number);
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or(("", text.as_str()), |digits| ("−", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut shown = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        let left = whole.len().saturating_sub(index);
        if index > 0 && left.is_multiple_of(3) {
            shown.push(THIN);
        }
        shown.push(digit);
    }
    if !fraction.is_empty() {
        shown.push(',');
        shown.push_str(fraction);
    }
    shown
}

fn date(value: &str) -> Option<String> {
    let (local, pattern) = match calendar::parse_full(value)? {
        Moment::Day(day) => (day.and_hms_opt(0, 0, 0)?, "j F Y"),
        Moment::Instant(instant) => {
            let local = calendar::moscow(instant)?;
            let pattern = match local.second() {
                0 => "j F Y, H:i",
                _ => "j F Y, H:i:s",
            };
            (local, pattern)
        }
    };
    Some(format(local, pattern, Locale::Russian))
}

/// A flag without quotes.
pub(super) fn flag(value: &str) -> String {
    match value.trim() {
        "1" => "да".to_owned(),
        "0" => "нет".to_owned(),
        other => other.to_owned(),
    }
}

/// The elements of a list, each in the form of the left side; names and texts stay one text.
pub(super) fn list(side: &Side, form: Form) -> String {
    if matches!(form, Form::Plain | Form::Stage | Form::Flag) {
        return quoted(&side.raw);
    }
    let elements = side.raw.split(',').map(str::trim);
    let elements = elements.filter(|element| !element.is_empty());
    let all: Vec<String> = elements.map(|element| text(element, form)).collect();
    cut(&all.join(", "))
}

/// In quotes; those inside it become inner ones.
pub(super) fn quoted(value: &str) -> String {
    let words = value.split_whitespace().collect::<Vec<_>>().join(" ");
    quotes::quoted(&cut(&words))
}

fn cut(words: &str) -> String {
    if words.chars().count() <= LONGEST {
        return words.to_owned();
    }
    let start: String = words.chars().take(LONGEST).collect();
    format!("{}…", start.trim_end())
}
