//! No pair of facts makes a comparison panic, and every failure says what failed.

use super::*;
use chrono::NaiveDate;
use rust_decimal::Decimal;

fn odd_facts() -> Vec<Fact> {
    let texts = [
        "",
        " ",
        "NaN",
        "inf",
        "-",
        "+",
        ".",
        ",",
        ";",
        "..",
        "..5",
        "1..",
        "0x10",
        "1e999",
        "00",
        "-0",
        "٣",
        "99999999999999999999999999999999999",
        "-79228162514264337593543950335",
        "9223372036854775807",
        "99999-12-31",
        "31.12.9999 23:59",
        "24:00",
        "-1:30",
        "(",
        r"\",
        r"\p",
        "/",
        "//",
        "/(/i",
        "\u{0}",
        "ẞ",
        "\u{1F1F7}\u{1F1FA}",
        "😀, 😀",
        ",,,",
        "8",
        "да",
        "сб",
        "1,2,3",
    ];
    let mut facts: Vec<Fact> = Vec::new();
    for (index, text) in texts.into_iter().enumerate() {
        facts.push(dynamic(text));
        facts.push(match index % 5 {
            0 => self::text(text),
            1 => phone(text),
            2 => email(text),
            3 => option(0, text),
            _ => reference(RefKind::State, u64::MAX, text),
        });
    }
    for number in [i64::MIN, -1, 0, 1, i64::MAX] {
        facts.extend([
            Fact::DateTime(number),
            Fact::Duration(number),
            Fact::Number(Decimal::from(number)),
        ]);
    }
    facts.extend([
        Fact::Money(Decimal::MAX),
        Fact::Money(Decimal::MIN),
        Fact::Empty,
        Fact::Bool(true),
    ]);
    facts.extend([
        Fact::Date(NaiveDate::MIN),
        Fact::Date(NaiveDate::MAX),
        Fact::Weekday(0),
        Fact::Weekday(255),
    ]);
    let few = facts.iter().step_by(17).cloned().collect();
    facts.push(Fact::Set(few));
    facts.push(Fact::Set(vec![Fact::Set(vec![Fact::Empty])]));
    facts
}

#[test]
fn nothing_panics() {
    let facts = odd_facts();
    for entry in all() {
        for left in &facts {
            for right in &facts {
                let comparison = compare(left, entry, right);
                let told = comparison.notes.iter().all(|note| !note.detail.is_empty());
                assert!(told, "{left:?} {} {right:?}", entry.code);
            }
        }
    }
}

#[test]
fn equality_is_symmetric() {
    let facts = odd_facts();
    for left in &facts {
        for right in &facts {
            assert_eq!(
                holds(left, "eq", right),
                holds(right, "eq", left),
                "{left:?} {right:?}"
            );
        }
    }
}
