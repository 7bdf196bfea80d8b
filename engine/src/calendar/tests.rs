//! Date forms, shifts and working days, odd input among them.

use super::*;

/// 2024-02-29 12:05:00 in Moscow.
const LEAP: i64 = 1_709_197_500;

#[test]
fn every_form_is_read() {
    for text in [
        "1709197500",
        "1709197500123",
        "2024-02-29 12:05",
        "2024-02-29 12:05:00",
        "2024-02-29T12:05:00+03:00",
        "2024-02-29T09:05:00Z",
        "2024-02-29T09:05:00.250Z",
        "2024-02-29T11:05:00+0200",
        "2024-02-29T04:05:00-05",
        "29.02.2024 12:05",
        " 29.02.2024 12:05:00 ",
        "29.02.24 12:05",
    ] {
        assert_eq!(parse(text), Some(Moment::Instant(LEAP)), "{text}");
    }
    let day = NaiveDate::from_ymd_opt(2024, 2, 29);
    for text in [
        "2024-02-29",
        "29.02.2024",
        "29.02.24",
        "29/02/2024",
        "29/2/2024",
    ] {
        assert_eq!(parse(text).and_then(Moment::day), day, "{text}");
        assert!(matches!(parse(text), Some(Moment::Day(_))), "{text}");
    }
}

#[test]
fn two_digit_years_belong_to_two_centuries() {
    let year = |text| parse(text).and_then(Moment::day).map(|day| day.year());
    assert_eq!(year("01.01.69"), Some(2069));
    assert_eq!(year("01.01.70"), Some(1970));
}

#[test]
fn what_is_no_date_is_refused() {
    for text in [
        "",
        " ",
        "завтра",
        "30.02.2024",
        "2023-02-29",
        "99999-01-01",
        "1.2",
        "1.2.3.4",
        "1-2-3",
        "2024-02-29 25:00",
        "2024-02-29 12",
        "12345678",
        "123456789012",
        "2024-02-29T12:05+99:00",
        "2024-02-29T+03:00",
        "NaN",
        "٢٩.٠٢.٢٠٢٤",
        "2024-02-29 12:05:60",
        "29.02.2024T",
        "T",
        "\u{feff}",
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
    assert_eq!(parse_full("29.02.24"), None, "two digits may be anything");
    assert_eq!(parse_full("1709197500"), None, "a number is a number first");
}

#[test]
fn working_days_are_counted_without_the_day_itself_and_days_off() {
    // 5 July 2024 is a Friday.
    let cases = [
        (5, 1, "08.07.2024"),
        (5, -1, "04.07.2024"),
        (5, 5, "12.07.2024"),
        (5, 7, "16.07.2024"),
        (6, 1, "08.07.2024"),
        (6, -1, "05.07.2024"),
        (7, 5, "12.07.2024"),
        (7, -5, "01.07.2024"),
        (8, -1, "05.07.2024"),
        (6, 0, "06.07.2024"),
    ];
    for (day, amount, expected) in cases {
        let local = NaiveDate::from_ymd_opt(2024, 7, day).and_then(|it| it.and_hms_opt(10, 0, 0));
        let unit = OffsetUnit::Workdays;
        let shifted = local.and_then(|local| shift(local, Offset { amount, unit }, russia()));
        let text = shifted.map(|local| date_text(local.date()));
        assert_eq!(text.as_deref(), Some(expected), "{day} {amount}");
    }
}

#[test]
fn shifts_clamp_to_the_last_day() {
    let local = moscow(midnight(
        NaiveDate::from_ymd_opt(2024, 1, 31).unwrap_or_default(),
    ));
    let shifted = |amount, unit| {
        let local = shift(local?, Offset { amount, unit }, russia())?;
        Some(date_text(local.date()))
    };
    let text = |it: &str| Some(it.to_owned());
    assert_eq!(shifted(1, OffsetUnit::Months), text("29.02.2024"));
    assert_eq!(shifted(-2, OffsetUnit::Months), text("30.11.2023"));
    assert_eq!(shifted(1, OffsetUnit::Years), text("31.01.2025"));
    assert_eq!(shifted(2, OffsetUnit::Weeks), text("14.02.2024"));
    assert_eq!(shifted(-1, OffsetUnit::Minutes), text("30.01.2024"));
    for unit in [
        OffsetUnit::Minutes,
        OffsetUnit::Days,
        OffsetUnit::Workdays,
        OffsetUnit::Weeks,
        OffsetUnit::Years,
    ] {
        assert!(
            shift(
                NaiveDateTime::MAX,
                Offset {
                    amount: i32::MAX,
                    unit
                },
                russia()
            )
            .is_none()
        );
        assert!(
            shift(
                NaiveDateTime::MIN,
                Offset {
                    amount: i32::MIN,
                    unit
                },
                russia()
            )
            .is_none()
        );
    }
}

#[test]
fn the_ends_of_time_are_numbers() {
    for instant in [i64::MIN, i64::MAX, i64::MAX - MOSCOW_S] {
        assert_eq!(moscow(instant), None);
        assert_eq!(datetime_text(instant), instant.to_string());
    }
    assert_eq!(datetime_text(LEAP), "2024-02-29 12:05:00");
    assert_eq!(datetime_text(3_093_527_894_400), "99999-12-31 03:00:00");
}

#[test]
fn weekdays_have_numbers_and_names() {
    assert_eq!(parse_weekday("Понедельник"), Some(1));
    assert_eq!(parse_weekday(" вс "), Some(7));
    assert_eq!(parse_weekday("6"), Some(6));
    for text in ["0", "8", "256", "", "день"] {
        assert_eq!(parse_weekday(text), None, "{text}");
    }
    assert_eq!(weekday_name(0), "");
    assert_eq!(weekday_name(255), "");
}
