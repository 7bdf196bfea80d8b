//! The accepted forms of dates and times (13.1 of the language reference).

use chrono::{NaiveDate, NaiveTime};

use super::{MOSCOW_S, Moment, instant};

/// Reads any accepted form: Unix seconds or milliseconds, or a written date; years may have two digits.
pub fn parse(text: &str) -> Option<Moment> {
    let text = text.trim();
    unix(text).or_else(|| written(text, Years::Any))
}

/// Reads a written date with a four-digit year: what is a date beyond doubt.
pub fn parse_full(text: &str) -> Option<Moment> {
    written(text.trim(), Years::Full)
}

/// Reads `H:i` or `H:i:s`.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    let mut parts = text.trim().split(':');
    let hour = digits(parts.next()?, 1..=2)?;
    let minute = digits(parts.next()?, 2..=2)?;
    let second = parts.next().map_or(Some(0), |part| digits(part, 2..=2))?;
    match parts.next() {
        Some(_) => None,
        None => NaiveTime::from_hms_opt(hour, minute, second),
    }
}

/// Reads an offset from UTC such as `+03:00`, in seconds.
pub fn parse_offset(text: &str) -> Option<i64> {
    let text = text.trim();
    let factor = match text.get(..1)? {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let (hours, minutes) = offset_parts(text.get(1..)?)?;
    Some(factor * (hours * 3600 + minutes * 60))
}

/// Which years are accepted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Years {
    Full,
    Any,
}

/// Nine to eleven digits are seconds, thirteen are milliseconds.
fn unix(text: &str) -> Option<Moment> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    match text.len() {
        9..=11 => Some(Moment::Instant(number)),
        13 => Some(Moment::Instant(number / 1000)),
        _ => None,
    }
}

fn written(text: &str, years: Years) -> Option<Moment> {
    let end = text
        .find(|it: char| it.is_whitespace() || it == 'T' || it == 't')
        .unwrap_or(text.len());
    let (date, rest) = (text.get(..end)?, text.get(end..)?);
    let iso = date.contains('-');
    let day = if iso {
        year_first(date)
    } else {
        day_first(date, years)
    }?;
    if rest.is_empty() {
        return Some(Moment::Day(day));
    }
    let rest = rest.trim_start_matches(['T', 't']).trim();
    let (time, offset_s) = if iso {
        split_offset(rest)?
    } else {
        (rest, MOSCOW_S)
    };
    let time = parse_time(without_fraction(time))?;
    let moscow = instant(day.and_time(time));
    Some(Moment::Instant(moscow + MOSCOW_S - offset_s))
}

/// `Y-m-d`.
fn year_first(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4..=4)?;
    let month = digits(parts.next()?, 1..=2)?;
    let day = digits(parts.next()?, 1..=2)?;
    if parts.next().is_some() {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// `d.m.Y`, `d.m.y` or `d/m/Y`.
fn day_first(text: &str, years: Years) -> Option<NaiveDate> {
    let separator = if text.contains('/') { '/' } else { '.' };
    let mut parts = text.split(separator);
    let day = digits(parts.next()?, 1..=2)?;
    let month = digits(parts.next()?, 1..=2)?;
    let year = parts.next()?;
    if parts.next().is_some() {
        return None;
    }
    let year = match digits(year, 4..=4) {
        Some(year) => year,
        None if years == Years::Any && separator == '.' => short_year(digits(year, 2..=2)?),
        None => return None,
    };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// 00–69 are of this century, 70–99 of the last.
fn short_year(year: u32) -> u32 {
    if year < 70 { 2000 + year } else { 1900 + year }
}

/// `12:30:00.123` as `12:30:00`: facts are whole seconds.
fn without_fraction(time: &str) -> &str {
    match time.split_once('.') {
        Some((whole, fraction))
            if !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            whole
        }
        _ => time,
    }
}

/// Parts a time and its offset from UTC in seconds: `Z`, `+03:00`, `+0300`, `+03`, or none for Moscow.
fn split_offset(text: &str) -> Option<(&str, i64)> {
    if let Some(time) = text.strip_suffix(['Z', 'z']) {
        return Some((time.trim_end(), 0));
    }
    let Some(sign) = text.rfind(['+', '-']) else {
        return Some((text, MOSCOW_S));
    };
    let (time, offset) = (text.get(..sign)?, text.get(sign..)?);
    Some((time.trim_end(), parse_offset(offset)?))
}

fn offset_parts(text: &str) -> Option<(i64, i64)> {
    let (hours, minutes) = match text.split_once(':') {
        Some((hours, minutes)) => (hours, digits(minutes, 2..=2)?),
        None if text.len() == 4 && text.is_ascii() => {
            (text.get(..2)?, digits(text.get(2..)?, 2..=2)?)
        }
        None => (text, 0),
    };
    let hours = digits(hours, 2..=2)?;
    (hours <= 14 && minutes < 60).then_some((i64::from(hours), i64::from(minutes)))
}

/// A number written with ASCII digits only, so many of them.
fn digits(text: &str, lengths: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let plain = lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}
