//! Rules 6 and 7 of section 5: empty sides, negations, several phones; sets, references, mirrors.

use super::*;

#[test]
fn rule_6_empty_sides() {
    let nothing = || [Fact::Empty, text(" "), dynamic("\n"), tags(&[])];
    for entry in all().filter(|entry| !entry.unary) {
        for empty in nothing() {
            let expected = entry.negative;
            let one = compare(&empty, entry, &text("опт")).result;
            let other = compare(&text("опт"), entry, &empty).result;
            assert_eq!(
                (one, other),
                (expected, expected),
                "{} {empty:?}",
                entry.code
            );
            let both = compare(&empty, entry, &Fact::Empty).result;
            // Two empty sides are equal; every other positive operator is false.
            let expected = entry.code == "eq" || (entry.negative && entry.code != "ne");
            assert_eq!(both, expected, "{} both", entry.code);
        }
    }
    for empty in nothing() {
        assert!(holds(&empty, "empty", &Fact::Empty));
        assert!(!holds(&empty, "nempty", &Fact::Empty));
    }
    check(&[
        (money("0"), "empty", Fact::Empty, false),
        (Fact::Bool(false), "empty", Fact::Empty, false),
        (Fact::Empty, "eq", Fact::Bool(false), true),
        (Fact::Empty, "eq", Fact::Bool(true), false),
        (Fact::Empty, "ne", Fact::Bool(true), true),
        (Fact::Empty, "lt", number("5"), false),
        (tags(&[]), "has_none", list(&["опт"]), true),
    ]);
}

#[test]
fn rule_6_negative_operators_are_negations() {
    let pairs = [
        ("eq", "ne"),
        ("contains", "ncontains"),
        ("within", "nwithin"),
        ("in", "nin"),
        ("has_any", "has_none"),
        ("match", "nmatch"),
        ("empty", "nempty"),
    ];
    let facts = [
        text("опт"),
        number("5"),
        tags(&["опт", "vip"]),
        Fact::Empty,
        phones(&["5"]),
        dynamic("5"),
    ];
    for (positive, negative) in pairs {
        for left in &facts {
            for right in &facts {
                assert_ne!(
                    holds(left, positive, right),
                    holds(left, negative, right),
                    "{left:?} {negative} {right:?}"
                );
            }
        }
    }
}

#[test]
fn rule_7_any_phone_is_enough() {
    let both = || phones(&["+7 (927) 100-20-30", "8 800 555-35-35"]);
    check(&[
        (both(), "eq", dynamic("88005553535"), true),
        (both(), "ne", dynamic("88005553535"), false),
        (both(), "ne", dynamic("100"), true),
        (both(), "contains", dynamic("555"), true),
        (both(), "ncontains", dynamic("777"), true),
        (both(), "starts", dynamic("8 927"), true),
        (both(), "in", list(&["89271002030"]), true),
        (both(), "nin", list(&["100"]), true),
        (both(), "has_all", dynamic("88005553535, 89271002030"), true),
        (both(), "eq", dynamic("88005553535, 89271002030"), true),
        (both(), "eq", dynamic("88005553535, 100"), false),
        (
            Fact::Set(vec![email("a@b.ru"), email("C@D.ru")]),
            "ends",
            dynamic("d.RU"),
            true,
        ),
    ]);
}

#[test]
fn sets() {
    let both = || tags(&["опт", "VIP"]);
    check(&[
        (both(), "eq", tags(&["vip", "ОПТ"]), true),
        (both(), "eq", dynamic("vip, опт"), true),
        (both(), "eq", tags(&["опт"]), false),
        (both(), "contains", dynamic("оп"), false),
        (both(), "contains", dynamic("розница, vip"), true),
        (both(), "contains", tags(&["vip"]), true),
        (both(), "has_any", list(&["vip", "розница"]), true),
        (both(), "has_all", list(&["vip", "розница"]), false),
        (both(), "has_all", list(&["vip", "опт"]), true),
        (both(), "has_none", list(&["розница"]), true),
        (
            Fact::Set(vec![option(61, "опт"), option(62, "розница")]),
            "contains",
            option(61, "опт"),
            true,
        ),
        (
            Fact::Set(vec![option(61, "опт")]),
            "contains",
            number("61"),
            true,
        ),
        (
            Fact::Set(vec![option(61, "опт")]),
            "has_any",
            dynamic("ОПТ"),
            true,
        ),
        (
            option(61, "опт"),
            "in",
            Fact::Set(vec![option(61, "опт"), option(62, "розница")]),
            true,
        ),
        (dynamic("опт"), "in", both(), true),
        (dynamic("опт"), "within", both(), true),
    ]);
}

#[test]
fn references_and_options() {
    check(&[
        (stage(1, 142, "Успех"), "eq", stage(1, 142, "Успех"), true),
        (stage(1, 142, "Успех"), "eq", stage(2, 142, "Успех"), false),
        (
            stage(1, 142, "Успех"),
            "eq",
            reference(RefKind::Stage, 142, ""),
            true,
        ),
        (option(51, "Сайт"), "eq", option(99, "сайт"), true),
        (option(51, "Сайт"), "eq", option(51, "Переименован"), true),
        (option(51, "Сайт"), "eq", option(52, "Звонок"), false),
        (
            option(1, "Анна"),
            "eq",
            reference(RefKind::User, 11, "Анна"),
            true,
        ),
        (
            reference(RefKind::User, 11, "Анна"),
            "in",
            Fact::Set(vec![reference(RefKind::User, 11, "")]),
            true,
        ),
    ]);
}

/// R94, A14.
#[test]
fn swapping_sides_with_the_mirror_changes_nothing() {
    let facts = [
        text("опт"),
        dynamic("опт"),
        dynamic("5"),
        number("5"),
        number("7"),
        money("5"),
        date("29.02.2024"),
        date("2024-02-29 10:00"),
        time("10:00"),
        Fact::Weekday(4),
        Fact::Bool(true),
        tags(&["опт", "5"]),
        phones(&["5", "89271002030"]),
        phone("+79271002030"),
        dynamic("9271002030"),
        option(5, "опт"),
        reference(RefKind::User, 5, "опт"),
        Fact::Empty,
        dynamic("опт, vip"),
    ];
    for entry in all() {
        let Some(mirror) = entry.mirror else { continue };
        for left in &facts {
            for right in &facts {
                assert_eq!(
                    compare(left, entry, right).result,
                    holds(right, mirror, left),
                    "{left:?} {} {right:?}",
                    entry.code
                );
            }
        }
    }
}

#[test]
fn thousands_of_elements_are_compared_as_few_are() {
    let names: Vec<String> = (0..20_000).map(|number| format!("Тег {number}")).collect();
    let upper: Vec<String> = names.iter().rev().map(|name| name.to_uppercase()).collect();
    let refs = |names: &[String]| tags(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let (all, shouted) = (refs(&names), refs(&upper));
    let (others, some) = (
        dynamic(&"иное,".repeat(20_000)),
        dynamic(&upper.iter().skip(5).cloned().collect::<Vec<_>>().join(",")),
    );
    check(&[
        (all.clone(), "eq", shouted.clone(), true),
        (all.clone(), "has_all", some.clone(), true),
        (all.clone(), "has_none", others.clone(), true),
        (all.clone(), "has_any", others, false),
        (all.clone(), "eq", some, false),
    ]);
}
