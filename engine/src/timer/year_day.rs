//! The next day of the year (A41): today counts while its time has not passed, 29 February is 28 in common years.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};

/// The first occurrence that is not before `now`.
///
/// The shift belongs to each occurrence, so a day before 1 March is 29 February in leap years; of the shifted
/// occurrences the next one is taken.
pub(super) fn next(
    day: NaiveDate,
    shift_days: i32,
    at: NaiveTime,
    now: NaiveDateTime,
) -> Option<NaiveDateTime> {
    // A shift of up to a year moves an occurrence into the year beside its own, and the next year's may be needed.
    let years = now.year().checked_sub(2)?..=now.year().checked_add(2)?;
    let occurrences = years.filter_map(|year| super::shifted(in_year(day, year)?, shift_days));
    occurrences
        .map(|day| day.and_time(at))
        .find(|occurrence| *occurrence >= now)
}

/// The same day and month in a year.
fn in_year(day: NaiveDate, year: i32) -> Option<NaiveDate> {
    // Only 29 February can be missing.
    day.with_year(year)
        .or_else(|| NaiveDate::from_ymd_opt(year, 2, 28))
}
