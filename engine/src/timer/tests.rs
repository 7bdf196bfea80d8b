//! Tables of due times; the golden cases in `tests/cases/timers` tell the same through scenarios.

use super::*;
use crate::scenario::{Delay, DelayUnit};

fn at(text: &str) -> i64 {
    match calendar::parse(text) {
        Some(moment) => moment.instant(),
        None => panic!("{text}"),
    }
}

fn told(due: Result<i64, Problem>) -> String {
    match due {
        Ok(due) => calendar::datetime_text(due),
        Err(problem) => problem.code.number().to_string(),
    }
}

fn year_day(value: &str, shift_days: i32, time: Option<&str>, now: &str) -> String {
    let timer = Timer {
        when: When::YearDay(YearDay {
            field: String::new(),
            shift_days,
            time: time.map(str::to_owned),
        }),
        overwrite: false,
    };
    told(due(&timer, &Fact::Text(value.to_owned()), at(now)))
}

#[test]
fn the_day_of_the_year_is_the_next_one() {
    let cases = [
        // today, before, at and after the time
        (
            "05.05.1990",
            0,
            None,
            "05.05.2024 09:59:59",
            "2024-05-05 10:00:00",
        ),
        (
            "05.05.1990",
            0,
            None,
            "05.05.2024 10:00:00",
            "2024-05-05 10:00:00",
        ),
        (
            "05.05.1990",
            0,
            None,
            "05.05.2024 10:00:01",
            "2025-05-05 10:00:00",
        ),
        (
            "05.05.1990",
            0,
            Some("18:30"),
            "05.05.2024 12:00:00",
            "2024-05-05 18:30:00",
        ),
        // leap days
        (
            "29.02.1992",
            0,
            None,
            "01.03.2024 00:00:00",
            "2025-02-28 10:00:00",
        ),
        (
            "29.02.1992",
            0,
            None,
            "01.03.2027 00:00:00",
            "2028-02-29 10:00:00",
        ),
        (
            "01.03.1990",
            -1,
            None,
            "01.02.2024 00:00:00",
            "2024-02-29 10:00:00",
        ),
        (
            "01.03.1990",
            -1,
            None,
            "01.02.2025 00:00:00",
            "2025-02-28 10:00:00",
        ),
        // the shift comes before the search for the next occurrence
        (
            "02.01.1990",
            -3,
            None,
            "29.12.2024 12:00:00",
            "2024-12-30 10:00:00",
        ),
        (
            "02.01.1990",
            -3,
            None,
            "31.12.2024 12:00:00",
            "2025-12-30 10:00:00",
        ),
        (
            "30.12.1990",
            3,
            None,
            "01.01.2025 12:00:00",
            "2025-01-02 10:00:00",
        ),
        (
            "30.12.1990",
            366,
            None,
            "01.01.2025 12:00:00",
            "2025-12-31 10:00:00",
        ),
        ("", 0, None, "01.01.2025 12:00:00", "206"),
        ("когда-нибудь", 0, None, "01.01.2025 12:00:00", "206"),
        ("05.05.1990", 367, None, "01.01.2025 12:00:00", "217"),
        ("05.05.1990", 0, Some("25:00"), "01.01.2025 12:00:00", "217"),
    ];
    for (value, shift, time, now, expected) in cases {
        assert_eq!(
            year_day(value, shift, time, now),
            expected,
            "{value} {shift} at {now}"
        );
    }
}

fn delay(amount: u64, unit: DelayUnit) -> String {
    let timer = Timer {
        when: When::Delay(Delay { amount, unit }),
        overwrite: false,
    };
    told(due(&timer, &Fact::Empty, at("29.02.2024 12:05:00")))
}

#[test]
fn a_delay_is_from_a_second_to_99_years() {
    assert_eq!(delay(1, DelayUnit::Seconds), "2024-02-29 12:05:01");
    assert_eq!(delay(90, DelayUnit::Minutes), "2024-02-29 13:35:00");
    assert_eq!(delay(1, DelayUnit::Days), "2024-03-01 12:05:00");
    assert_eq!(delay(36_160, DelayUnit::Days), "2123-03-02 12:05:00");
    for (amount, unit) in [
        (0, DelayUnit::Days),
        (36_161, DelayUnit::Days),
        (u64::MAX, DelayUnit::Days),
    ] {
        assert_eq!(delay(amount, unit), "217");
    }
}

#[test]
fn a_date_has_its_own_time_the_time_by_hand_or_ten() {
    let timer = |time: Option<&str>, shift_days, past| Timer {
        when: When::Date(DateTimer {
            field: String::new(),
            shift_days,
            time: time.map(str::to_owned),
            past,
        }),
        overwrite: false,
    };
    let now = at("29.02.2024 12:05:00");
    let day = NaiveDate::from_ymd_opt(2024, 3, 31).map_or(Fact::Empty, Fact::Date);
    let moment = Fact::DateTime(at("31.03.2024 15:30:10"));
    let cases = [
        (timer(None, 0, Past::Skip), &day, "2024-03-31 10:00:00"),
        (timer(None, 1, Past::Skip), &day, "2024-04-01 10:00:00"),
        (timer(Some("7:05"), -31, Past::Skip), &day, "207"),
        (
            timer(Some("12:06"), -31, Past::Skip),
            &day,
            "2024-02-29 12:06:00",
        ),
        (
            timer(Some("7:05"), -31, Past::Now),
            &day,
            "2024-02-29 12:05:00",
        ),
        (timer(None, 0, Past::Skip), &moment, "2024-03-31 15:30:10"),
        (
            timer(Some("09:00"), 0, Past::Skip),
            &moment,
            "2024-03-31 09:00:00",
        ),
        (timer(None, 0, Past::Now), &Fact::Empty, "206"),
        (timer(None, i32::MAX, Past::Skip), &day, "217"),
        (timer(None, i32::MIN, Past::Skip), &day, "217"),
    ];
    for (timer, value, expected) in cases {
        assert_eq!(told(due(&timer, value, now)), expected, "{timer:?}");
    }
}
