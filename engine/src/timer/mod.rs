//! When a delayed trigger acts (R346–R357, A41–A43): a pure function of its timer, the field's value and now.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};

use crate::{
    calendar::{self, Moment},
    fact::Fact,
    problem::{Code, Problem},
    scenario::{DateTimer, Past, Timer, When, YearDay},
};

mod year_day;

/// The longest delay: 99 years, 25 of them leap years (R348).
pub const MAX_DELAY_S: u64 = (99 * 365 + 25) * 86_400;
/// The largest shift of a date, in days; so far a due time may lie away from the date of a field.
pub const MAX_SHIFT_DAYS: u32 = 36_160;
/// The largest shift of a day of the year: beyond it a day of another year would be meant.
pub const MAX_YEAR_SHIFT_DAYS: u32 = 366;

/// The time of day for plain dates (A43), in Moscow.
const TEN: u32 = 10;

/// Unix seconds at which a trigger is due; `value` is what the timer's field holds.
///
/// # Errors
/// 206 for an empty or unreadable field, 207 for a date that has passed, both warnings, because nothing is
/// broken; 217 for a delay or time that can't be.
pub fn due(timer: &Timer, value: &Fact, now: i64) -> Result<i64, Problem> {
    match &timer.when {
        When::Delay(delay) => {
            let seconds = delay.amount.checked_mul(delay.unit.seconds());
            let seconds = seconds.filter(|seconds| (1..=MAX_DELAY_S).contains(seconds));
            let due = seconds.and_then(|seconds| now.checked_add_unsigned(seconds));
            due.ok_or_else(|| outside("Задержка — от 1 секунды до 99 лет"))
        }
        When::Date(date) => by_date(date, value, now),
        When::YearDay(day) => by_year_day(day, value, now),
    }
}

fn by_date(date: &DateTimer, value: &Fact, now: i64) -> Result<i64, Problem> {
    let (day, own_time) = moment(value)?;
    let at = time(date.time.as_deref(), own_time)?;
    let due = shifted(day, date.shift_days)
        .map(|day| calendar::instant(day.and_time(at)))
        .ok_or_else(|| outside("Дата со сдвигом не помещается в календарь"))?;
    match date.past {
        _ if due.saturating_sub(now) > i64::try_from(MAX_DELAY_S).unwrap_or(i64::MAX) => {
            Err(outside("До даты больше 99 лет"))
        }
        Past::Now => Ok(due.max(now)),
        Past::Skip if due < now => {
            let detail = format!(
                "{}: действие не запланировано",
                calendar::datetime_text(due)
            );
            Err(Problem::warning(Code::TimerPassed, detail).at("timer"))
        }
        Past::Skip => Ok(due),
    }
}

fn by_year_day(timer: &YearDay, value: &Fact, now: i64) -> Result<i64, Problem> {
    let (day, own_time) = moment(value)?;
    let at = time(timer.time.as_deref(), own_time)?;
    if timer.shift_days.unsigned_abs() > MAX_YEAR_SHIFT_DAYS {
        return Err(outside("Сдвиг дня года — не больше 366 дней"));
    }
    let local = calendar::moscow(now).ok_or_else(|| outside("Время вне календаря"))?;
    year_day::next(day, timer.shift_days, at, local)
        .map(calendar::instant)
        .ok_or_else(|| outside("Дата вне календаря"))
}

/// The day of a value, and the time of day if the value has one.
fn moment(value: &Fact) -> Result<(NaiveDate, Option<NaiveTime>), Problem> {
    let empty = || {
        let detail = "Действие не запланировано: заполните поле с датой";
        Problem::warning(Code::NoTimerDate, detail).at("timer")
    };
    let moment = match value {
        Fact::Date(day) => Some(Moment::Day(*day)),
        Fact::DateTime(instant) => Some(Moment::Instant(*instant)),
        other => calendar::parse(&other.text()),
    };
    match moment.ok_or_else(empty)? {
        Moment::Day(day) => Ok((day, None)),
        Moment::Instant(instant) => {
            let local: NaiveDateTime = calendar::moscow(instant).ok_or_else(empty)?;
            Ok((local.date(), Some(local.time())))
        }
    }
}

/// The time set by hand, else that of the field, else ten o'clock.
fn time(by_hand: Option<&str>, own: Option<NaiveTime>) -> Result<NaiveTime, Problem> {
    let ten = NaiveTime::from_hms_opt(TEN, 0, 0).unwrap_or(NaiveTime::MIN);
    match by_hand.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => calendar::parse_time(text)
            .ok_or_else(|| outside("Время таймера записывается как 09:30")),
        None => Ok(own.unwrap_or(ten)),
    }
}

fn shifted(day: NaiveDate, days: i32) -> Option<NaiveDate> {
    let count = Days::new(u64::from(days.unsigned_abs()));
    if days < 0 {
        day.checked_sub_days(count)
    } else {
        day.checked_add_days(count)
    }
}

fn outside(detail: &str) -> Problem {
    Problem::error(Code::OutOfRange, detail).at("timer")
}

#[cfg(test)]
mod tests;
