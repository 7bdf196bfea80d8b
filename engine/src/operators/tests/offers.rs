//! Which operators are offered (4.2) and which sides they fit (4.3).

use super::*;

fn codes_for(kind: Kind) -> String {
    let codes: Vec<&str> = offered(kind).iter().map(|entry| entry.code).collect();
    codes.join(" ")
}

/// R91.
#[test]
fn table_4_2() {
    let text =
        "eq ne contains ncontains within nwithin starts ends in nin match nmatch empty nempty";
    for (kind, expected) in [
        (Kind::Text, text),
        (Kind::Email, text),
        (
            Kind::Number,
            "eq ne gt ge lt le between in nin empty nempty",
        ),
        (Kind::Money, "eq ne gt ge lt le between in nin empty nempty"),
        (Kind::Bool, "eq ne empty nempty"),
        (Kind::Time, "eq ne gt ge lt le between empty nempty"),
        (Kind::Weekday, "eq ne in nin"),
        (Kind::Enum, "eq ne in nin empty nempty"),
        (Kind::Ref(RefKind::Stage), "eq ne in nin empty nempty"),
        (
            Kind::Set(SetOf::Text),
            "eq ne contains ncontains has_any has_all has_none empty nempty",
        ),
        // Beside the table: weekdays of a date, and «не содержит» of a phone.
        (Kind::Date, "eq ne gt ge lt le between in nin empty nempty"),
        (
            Kind::Phone,
            "eq ne contains ncontains starts in nin match nmatch empty nempty",
        ),
    ] {
        assert_eq!(codes_for(kind), expected, "{kind:?}");
    }
    let with_previous = offered_with(Kind::Dynamic, true);
    assert_eq!(with_previous.len(), all().count());
    assert_eq!(offered(Kind::Dynamic).len() + 2, all().count());
}

/// R92.
#[test]
fn table_4_3() {
    let fit = |left, code: &str, right| find(code).is_some_and(|entry| fits(left, entry, right));
    let stage = Kind::Ref(RefKind::Stage);
    let tags = Kind::Set(SetOf::Text);
    for (left, code, right) in [
        (Kind::Text, "contains", Kind::Dynamic),
        (Kind::Text, "eq", Kind::Number),
        (Kind::Text, "within", tags),
        (Kind::Money, "gt", Kind::Dynamic),
        (Kind::Money, "between", tags),
        (Kind::Bool, "eq", Kind::Bool),
        (Kind::DateTime, "lt", Kind::Date),
        (Kind::Date, "in", Kind::Set(SetOf::Weekday)),
        (Kind::Weekday, "in", Kind::Set(SetOf::Weekday)),
        (stage, "eq", stage),
        (stage, "eq", Kind::Text),
        (Kind::Enum, "contains", Kind::Text),
        (tags, "contains", Kind::Dynamic),
        (tags, "has_any", tags),
        (Kind::Set(SetOf::Enum), "has_all", Kind::Enum),
        (Kind::Set(SetOf::Enum), "eq", Kind::Enum),
        (Kind::Phone, "match", Kind::Dynamic),
        (Kind::Bool, "empty", Kind::Dynamic),
    ] {
        assert!(fit(left, code, right), "{left:?} {code} {right:?}");
    }
    for (left, code, right) in [
        (Kind::Text, "eq", Kind::Bool),
        (Kind::Text, "gt", Kind::Number),
        (Kind::Money, "eq", Kind::Date),
        (Kind::Bool, "eq", Kind::Text),
        (Kind::Bool, "gt", Kind::Bool),
        (Kind::Date, "eq", Kind::Number),
        (stage, "eq", Kind::Ref(RefKind::User)),
        (stage, "gt", stage),
        (tags, "eq", Kind::Text),
        (Kind::Weekday, "empty", Kind::Dynamic),
    ] {
        assert!(!fit(left, code, right), "{left:?} {code} {right:?}");
    }
}

#[test]
fn an_offered_operator_has_a_right_side() {
    let kinds = [
        Kind::Text,
        Kind::Number,
        Kind::Bool,
        Kind::DateTime,
        Kind::Time,
        Kind::Weekday,
        Kind::Enum,
        Kind::Ref(RefKind::User),
        Kind::Set(SetOf::Text),
        Kind::Set(SetOf::Phone),
        Kind::Phone,
        Kind::Dynamic,
        Kind::Set(SetOf::Weekday),
    ];
    for left in kinds {
        for entry in offered(left) {
            assert!(
                kinds.iter().any(|right| fits(left, entry, *right)),
                "{left:?} {}",
                entry.code
            );
        }
    }
}

#[test]
fn mirrors_are_operators() {
    for entry in all() {
        assert_eq!(find(entry.code).map(|found| found.label), Some(entry.label));
        let back = entry.mirror.and_then(find).and_then(|mirror| mirror.mirror);
        assert_eq!(back, entry.mirror.map(|_| entry.code), "{}", entry.code);
    }
    assert!(find("").is_none());
}
