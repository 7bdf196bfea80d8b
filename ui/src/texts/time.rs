//! Moments in Moscow time as people say them: «сегодня, 14:32».

use chrono::{DateTime, Datelike, Duration, NaiveDateTime, Timelike};

/// Moscow is three hours ahead of UTC the whole year.
const MOSCOW_S: i64 = 3 * 3600;

const MONTHS: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// A moment as seen from another.
pub fn ago(at_s: i64, now_s: i64) -> String {
    let (Some(at), Some(now)) = (moscow(at_s), moscow(now_s)) else {
        return String::new();
    };
    let clock = at.format("%H:%M");
    let (day, today) = (at.date(), now.date());
    match today - day {
        gap if gap == Duration::zero() => format!("сегодня, {clock}"),
        gap if gap == Duration::days(1) => format!("вчера, {clock}"),
        gap if gap == Duration::days(-1) => format!("завтра, {clock}"),
        _ if day.year() == today.year() => format!("{}, {clock}", day_month(at)),
        _ => format!("{} {}, {clock}", day_month(at), day.year()),
    }
}

/// A moment as the engine prints it, `2025-10-10 10:53:20`, with its month in words; other texts stay.
pub fn written(text: &str) -> String {
    let Ok(at) = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S") else {
        return text.to_owned();
    };
    let clock = match at.second() {
        0 => at.format("%H:%M"),
        _ => at.format("%H:%M:%S"),
    };
    format!("{} {}, {clock}", day_month(at), at.year())
}

/// Hours, minutes and seconds of a moment.
pub fn clock(at_s: i64) -> String {
    moscow(at_s)
        .map(|at| at.format("%H:%M:%S").to_string())
        .unwrap_or_default()
}

/// The present, Unix seconds; the only look at the browser's clock.
pub fn now_s() -> i64 {
    (js_sys::Date::now() / 1000.0) as i64
}

fn moscow(at_s: i64) -> Option<NaiveDateTime> {
    Some(DateTime::from_timestamp(at_s.checked_add(MOSCOW_S)?, 0)?.naive_utc())
}

fn day_month(at: NaiveDateTime) -> String {
    let month = MONTHS
        .get(at.month0() as usize)
        .copied()
        .unwrap_or_default();
    format!("{} {month}", at.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-22 14:32 in Moscow.
    const NOW: i64 = 1_795_347_120;

    #[test]
    fn days_near_now_have_names() {
        assert_eq!(ago(NOW, NOW), "сегодня, 14:32");
        assert_eq!(ago(NOW - 86_400, NOW), "вчера, 14:32");
        assert_eq!(ago(NOW + 86_400, NOW), "завтра, 14:32");
        assert_eq!(ago(NOW - 10 * 86_400, NOW), "12 ноября, 14:32");
        assert_eq!(ago(NOW - 365 * 86_400, NOW), "22 ноября 2025, 14:32");
    }

    #[test]
    fn a_printed_moment_is_said_with_the_seconds_that_it_has() {
        assert_eq!(written("2025-10-10 10:53:20"), "10 октября 2025, 10:53:20");
        assert_eq!(written("2024-02-29 00:00:00"), "29 февраля 2024, 00:00");
        assert_eq!(written("29.02.2024"), "29.02.2024");
    }

    #[test]
    fn a_day_ends_at_moscows_midnight() {
        let late_evening = NOW - 14 * 3600 - 33 * 60;
        assert_eq!(ago(late_evening, NOW), "вчера, 23:59");
    }
}
