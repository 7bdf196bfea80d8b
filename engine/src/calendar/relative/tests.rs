//! Relative dates beside what PHP gives for them.

use super::*;

/// Thursday, the 29th of February 2024, 12:05.
#[track_caller]
fn check(expression: &str, expected: &str) {
    from("2024-02-29T12:05:00", expression, expected);
}

#[track_caller]
fn from(base: &str, expression: &str, expected: &str) {
    let base = base.parse().unwrap_or_default();
    let moment = relative(base, expression);
    let text = moment.map_or("-".to_owned(), |it| {
        it.format("%Y-%m-%d %H:%M:%S").to_string()
    });
    assert_eq!(text, expected, "{expression}");
}

#[test]
fn named_days() {
    check("now", "2024-02-29 12:05:00");
    check("today", "2024-02-29 00:00:00");
    check("midnight", "2024-02-29 00:00:00");
    check("noon", "2024-02-29 12:00:00");
    check("Tomorrow", "2024-03-01 00:00:00");
    check("yesterday noon", "2024-02-28 12:00:00");
    check("tomorrow 09:30", "2024-03-01 09:30:00");
}

#[test]
fn amounts_of_units() {
    check("+1 day", "2024-03-01 12:05:00");
    check("1 day ago", "2024-02-28 12:05:00");
    check("+1 week 2 days", "2024-03-09 12:05:00");
    check("+1 week 2 days ago", "2024-02-20 12:05:00");
    check("-90 min", "2024-02-29 10:35:00");
    check("+30 sec", "2024-02-29 12:05:30");
    check("+36 hours", "2024-03-02 00:05:00");
    check("+1 fortnight", "2024-03-14 12:05:00");
    check("-1 year", "2023-03-01 12:05:00");
    check("+1week", "2024-03-07 12:05:00");
    check("- 1 day", "2024-02-28 12:05:00");
    check("+1 weekday", "2024-03-01 12:05:00");
    check("+3 weekdays", "2024-03-05 12:05:00");
    check("3 weekdays ago", "2024-02-26 12:05:00");
    check("next month", "2024-03-29 12:05:00");
    check("last year", "2023-03-01 12:05:00");
    check("this week", "2024-02-29 12:05:00");
    check("next week", "2024-03-07 12:05:00");
}

#[test]
fn months_overflow_as_in_php() {
    from("2024-01-31T00:00:00", "+1 month", "2024-03-02 00:00:00");
    from("2023-01-31T00:00:00", "+1 month", "2023-03-03 00:00:00");
    from(
        "2024-01-31T00:00:00",
        "last day of next month",
        "2024-02-29 00:00:00",
    );
    from("2024-03-31T00:00:00", "-1 month", "2024-03-02 00:00:00");
    from(
        "2024-03-31T00:00:00",
        "last day of previous month",
        "2024-02-29 00:00:00",
    );
}

#[test]
fn weekdays() {
    check("thursday", "2024-02-29 00:00:00");
    check("next thursday", "2024-03-07 00:00:00");
    check("last thursday", "2024-02-22 00:00:00");
    check("this thu", "2024-02-29 00:00:00");
    check("mon", "2024-03-04 00:00:00");
    check("next monday 10:00", "2024-03-04 10:00:00");
    check("last monday", "2024-02-26 00:00:00");
    check("monday next week", "2024-03-04 00:00:00");
    check("sunday this week", "2024-03-03 00:00:00");
    check("monday this week", "2024-02-26 00:00:00");
}

#[test]
fn days_of_months_and_years() {
    check("first day of this month", "2024-02-01 12:05:00");
    check("last day of this month", "2024-02-29 12:05:00");
    check("first day of next month", "2024-03-01 12:05:00");
    check("first day of last month midnight", "2024-01-01 00:00:00");
    check("first day of next year", "2025-01-01 12:05:00");
    check("last day of this year", "2024-12-31 12:05:00");
    check("first monday of this month", "2024-02-05 00:00:00");
    check("first thursday of this month", "2024-02-01 00:00:00");
    check("second friday of next month", "2024-03-08 00:00:00");
    check("last friday of this month", "2024-02-23 00:00:00");
    check("last thursday of this month", "2024-02-29 00:00:00");
    check("fifth friday of next month", "2024-03-29 00:00:00");
}

#[test]
fn absolute_dates_come_first() {
    check("@1709197500", "2024-02-29 12:05:00");
    check("@0 +1 day", "1970-01-02 03:00:00");
    check("2024-01-31 last day of next month", "2024-02-29 00:00:00");
    check("31.01.2024 10:00 +1 day", "2024-02-01 10:00:00");
    check("1709197500 +1 hour", "2024-02-29 13:05:00");
}

#[test]
fn what_is_no_expression_is_refused() {
    for text in [
        "",
        " ",
        "завтра",
        "next",
        "+1",
        "1 days of",
        "+1 parsec",
        "first of",
        "day",
        "of",
        "25:00",
        "third day of next month",
        "@",
        "@@1",
        "+99999999999999 days",
        "99999999999 years",
        "1.5 days",
    ] {
        check(text, "-");
    }
    check(&"+1 day ".repeat(200), "-");
}
