//! Moscow time (UTC+3, no daylight saving): instants as days and times, accepted date forms, shifts, working days.

use chrono::{
    DateTime, Datelike, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike,
};

use crate::scenario::{Offset, OffsetUnit};

mod forms;
mod relative;
mod russia;
mod workdays;

pub use forms::{parse, parse_full, parse_offset, parse_time};
pub use relative::relative;
pub use russia::russia;
pub use workdays::{Workdays, Year};

/// Moscow is ahead of UTC by this many seconds.
pub const MOSCOW_S: i64 = 3 * 60 * 60;

/// Names of the days, Monday first, as weekdays are written.
const WEEKDAYS: [(&str, &str); 7] = [
    ("понедельник", "пн"),
    ("вторник", "вт"),
    ("среда", "ср"),
    ("четверг", "чт"),
    ("пятница", "пт"),
    ("суббота", "сб"),
    ("воскресенье", "вс"),
];

/// What a date text means: a pure calendar day, or an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A day without a time.
    Day(NaiveDate),
    /// Unix seconds.
    Instant(i64),
}

impl Moment {
    /// Unix seconds; a day begins at midnight.
    pub fn instant(self) -> i64 {
        match self {
            Self::Day(day) => midnight(day),
            Self::Instant(instant) => instant,
        }
    }

    /// Its calendar day; `None` outside the calendar.
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) => Some(day),
            Self::Instant(instant) => day_of(instant),
        }
    }
}

/// Date and time in Moscow; `None` if the instant is outside the calendar (about ±262 000 years).
pub fn moscow(instant: i64) -> Option<NaiveDateTime> {
    let shifted = instant.checked_add(MOSCOW_S)?;
    DateTime::from_timestamp(shifted, 0).map(|utc| utc.naive_utc())
}

/// Unix seconds of a Moscow date and time.
pub fn instant(local: NaiveDateTime) -> i64 {
    local.and_utc().timestamp().saturating_sub(MOSCOW_S)
}

/// Unix seconds of the first moment of a Moscow day.
pub fn midnight(day: NaiveDate) -> i64 {
    instant(day.and_time(NaiveTime::MIN))
}

/// Calendar day in Moscow.
pub fn day_of(instant: i64) -> Option<NaiveDate> {
    moscow(instant).map(|local| local.date())
}

/// Calendar day in a zone so many seconds ahead of UTC.
pub fn day_in(instant: i64, offset_s: i64) -> Option<NaiveDate> {
    let local = instant.checked_add(offset_s)?;
    DateTime::from_timestamp(local, 0).map(|it| it.date_naive())
}

/// Time of day in Moscow.
pub fn time_of(instant: i64) -> Option<NaiveTime> {
    moscow(instant).map(|local| local.time())
}

/// 1 = Monday … 7 = Sunday.
pub fn weekday(day: NaiveDate) -> u8 {
    u8::try_from(day.weekday().number_from_monday()).unwrap_or_default()
}

/// Russian name of a weekday; empty for a number that is none.
pub fn weekday_name(number: u8) -> &'static str {
    let index = usize::from(number).checked_sub(1);
    index
        .and_then(|index| WEEKDAYS.get(index))
        .map_or("", |(full, _)| full)
}

/// A weekday from its number, full or two-letter Russian name.
pub fn parse_weekday(text: &str) -> Option<u8> {
    let text = text.trim().to_lowercase();
    let named = WEEKDAYS
        .iter()
        .position(|(full, short)| text == *full || text == *short)
        .and_then(|index| u8::try_from(index + 1).ok());
    named.or_else(|| text.parse().ok().filter(|number| (1..=7).contains(number)))
}

/// `Y-m-d H:i:s` in Moscow; the bare number for an instant outside the calendar.
pub fn datetime_text(instant: i64) -> String {
    moscow(instant).map_or_else(
        || instant.to_string(),
        |local| {
            let (day, time) = (local.date(), local.time());
            format!(
                "{:04}-{:02}-{:02} {:02}:{:02}:{:02}",
                day.year(),
                day.month(),
                day.day(),
                time.hour(),
                time.minute(),
                time.second()
            )
        },
    )
}

/// `d.m.Y`.
pub fn date_text(day: NaiveDate) -> String {
    format!("{:02}.{:02}.{:04}", day.day(), day.month(), day.year())
}

/// `H:i`.
pub fn time_text(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// A shifted date and time; months and years clamp to the last day of the month (4.4).
pub fn shift(local: NaiveDateTime, offset: Offset, workdays: &Workdays) -> Option<NaiveDateTime> {
    let amount = i64::from(offset.amount);
    match offset.unit {
        OffsetUnit::Minutes => local.checked_add_signed(TimeDelta::try_minutes(amount)?),
        OffsetUnit::Hours => local.checked_add_signed(TimeDelta::try_hours(amount)?),
        OffsetUnit::Days => local.checked_add_signed(TimeDelta::try_days(amount)?),
        OffsetUnit::Workdays => workdays::shift_workdays(local, amount, workdays),
        OffsetUnit::Weeks => local.checked_add_signed(TimeDelta::try_weeks(amount)?),
        OffsetUnit::Months => shift_months(local, amount),
        OffsetUnit::Years => shift_months(local, amount.checked_mul(12)?),
    }
}

/// The same time so many months later, on the last day if the month is shorter.
pub fn shift_months(local: NaiveDateTime, months: i64) -> Option<NaiveDateTime> {
    let count = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
    if months < 0 {
        local.checked_sub_months(count)
    } else {
        local.checked_add_months(count)
    }
}

#[cfg(test)]
mod tests;
