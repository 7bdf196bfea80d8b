//! Text forms and parsing, odd input among them.

use super::*;
use crate::scenario::OffsetUnit;

fn number(text: &str) -> Option<String> {
    parse_number(text).map(decimal_text)
}

#[test]
fn numbers_are_read_as_people_write_them() {
    for (text, expected) in [
        ("10", "10"),
        ("10,0", "10"),
        (" 1\u{a0}000\u{202f}000,50 ", "1000000.5"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("+3", "3"),
        ("-0", "0"),
        ("007", "7"),
        ("0.000", "0"),
        (
            "79228162514264337593543950335",
            "79228162514264337593543950335",
        ),
    ] {
        assert_eq!(number(text).as_deref(), Some(expected), "{text}");
    }
    for text in [
        "",
        " ",
        "NaN",
        "inf",
        "1e5",
        "--1",
        "1-",
        "1.2.3",
        "1,2,3",
        ".5",
        "5.",
        "+",
        "0x10",
        "٣",
        "79228162514264337593543950336",
        "1.00000000000000000000000000000000001",
    ] {
        assert_eq!(number(text), None, "{text}");
    }
}

#[test]
fn every_kind_has_its_text_form() {
    let day = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap_or_default();
    for (fact, text) in [
        (Fact::Empty, ""),
        (Fact::Bool(true), "1"),
        (Fact::Bool(false), "0"),
        (Fact::DateTime(1_709_197_500), "2024-02-29 12:05:00"),
        (Fact::Date(day), "29.02.2024"),
        (Fact::Time(NaiveTime::MIN), "00:00"),
        (Fact::Weekday(6), "суббота"),
        (Fact::Weekday(200), ""),
        (Fact::Duration(-5), "-5"),
        (
            Fact::Set(vec![Fact::Text("опт".into()), Fact::Text("vip".into())]),
            "опт, vip",
        ),
    ] {
        assert_eq!(fact.text(), text);
    }
}

#[test]
fn only_nothing_is_empty() {
    for fact in [
        Fact::Empty,
        Fact::Text(" \n\u{a0}".into()),
        Fact::Dynamic(String::new()),
        Fact::Set(Vec::new()),
    ] {
        assert!(fact.is_empty(), "{fact:?}");
    }
    for fact in [
        Fact::Number(Decimal::ZERO),
        Fact::Bool(false),
        Fact::DateTime(0),
    ] {
        assert!(!fact.is_empty(), "{fact:?}");
    }
}

#[test]
fn text_is_read_as_the_kind_asked_for() {
    let read = |text: &str, kind| Fact::parse(text, kind);
    assert_eq!(read("Да", Kind::Bool), Some(Fact::Bool(true)));
    assert_eq!(read("off", Kind::Bool), Some(Fact::Bool(false)));
    assert_eq!(read("может быть", Kind::Bool), None);
    assert_eq!(read("1:30", Kind::Duration), Some(Fact::Duration(90)));
    assert_eq!(read("1:02:03", Kind::Duration), Some(Fact::Duration(3723)));
    assert_eq!(read("1:2:3:4", Kind::Duration), None);
    assert_eq!(read("1,5", Kind::Duration), None);
    assert_eq!(
        read("4294967295:59:59", Kind::Duration),
        Some(Fact::Duration(15_461_882_265_599))
    );
    assert_eq!(read("2024-02-29", Kind::Time), None);
    assert_eq!(read(" ", Kind::Number), Some(Fact::Empty));
    let weekdays = Fact::Set(vec![Fact::Weekday(6), Fact::Weekday(7)]);
    assert_eq!(
        read("сб, воскресенье", Kind::Set(SetOf::Weekday)),
        Some(weekdays)
    );
}

#[test]
fn shifting_never_overflows() {
    for amount in [i32::MIN, -1, 0, 1, i32::MAX] {
        for unit in [OffsetUnit::Minutes, OffsetUnit::Months, OffsetUnit::Years] {
            let offset = Offset { amount, unit };
            for fact in [
                Fact::DateTime(i64::MAX),
                Fact::DateTime(i64::MIN),
                Fact::Date(NaiveDate::MAX),
                Fact::Date(NaiveDate::MIN),
                Fact::Time(NaiveTime::MIN),
            ] {
                let _ = fact.shifted(offset, crate::calendar::russia()).text();
            }
        }
    }
}

#[test]
fn numbers_are_written_as_the_library_writes_them() {
    let mut seed: u128 = 1;
    let mut numbers = vec![Decimal::ZERO, Decimal::MAX, Decimal::MIN, -Decimal::ZERO];
    for _ in 0..20_000 {
        seed = seed.wrapping_mul(0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645);
        seed = seed.wrapping_add(0x5851_F42D_4C95_7F2D_1405_7B7E_F767_814F);
        let mantissa = i128::try_from(seed >> (33 + (seed & 63))).unwrap_or_default();
        let scale = u32::try_from(seed >> 121).unwrap_or_default() % 29;
        let signed = if seed & 64 == 0 { mantissa } else { -mantissa };
        numbers.extend(Decimal::try_from_i128_with_scale(signed, scale).ok());
    }
    assert!(numbers.len() > 10_000, "most of them have to fit");
    for number in numbers {
        let expected = match number.is_zero() {
            true => "0".to_owned(),
            false => number.normalize().to_string(),
        };
        assert_eq!(decimal_text(number), expected);
    }
}
