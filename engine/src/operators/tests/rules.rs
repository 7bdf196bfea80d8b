//! Section 5, rule by rule.

use super::*;

#[test]
fn rule_1_text_is_folded() {
    check(&[
        (
            text(" Заявка с формы ОПТ\n"),
            "eq",
            text("заявка С ФОРМЫ опт"),
            true,
        ),
        (text("ёлка"), "eq", text("елка"), false),
        (text("STRASSE"), "eq", text("straße"), true),
        (text("ΟΔΟΣ"), "eq", text("οδος"), true),
        (text("ı"), "eq", text("i"), false),
        (text("раз\r\nдва"), "eq", text("раз\nдва"), true),
        (
            text("раз\r\n\r\nдва"),
            "contains",
            dynamic("раз\nдва"),
            true,
        ),
        (text("раз два"), "eq", text("раз  два"), false),
        (text("ОПТ Казань"), "starts", dynamic("опт"), true),
        (text("ОПТ Казань"), "ends", dynamic("КАЗАНЬ "), true),
        (text("ОПТ Казань"), "starts", dynamic("казань"), false),
        (text("опт"), "within", dynamic("ОПТ и розница"), true),
        (text("опт"), "nwithin", dynamic("розница"), true),
        (text("опт и розница"), "ncontains", dynamic("vip"), true),
        (text("опт"), "in", list(&["розница", "ОПТ "]), true),
        (text("опт"), "nin", list(&["розница"]), true),
        (text("опт"), "in", dynamic("розница, опт"), true),
        (text("опт"), "within", list(&["оптовый"]), false),
        (
            option(51, "Сайт компании"),
            "contains",
            dynamic("сайт"),
            true,
        ),
    ]);
}

#[test]
fn rule_1_regular_expressions() {
    let yes = |pattern: &str| holds(&text("Заказ 17 из Казани"), "match", &dynamic(pattern));
    for pattern in [
        r"\d+",
        "Заказ",
        "(?i)заказ",
        "/заказ/iu",
        "/ЗАКАЗ.*казани$/i",
        r"^\w+ \d",
        "[а-я]{4,}",
    ] {
        assert!(yes(pattern), "{pattern}");
    }
    for pattern in ["заказ", "/заказ/", "/заказ/u", "^17", "/a/b"] {
        assert!(!yes(pattern), "{pattern}");
    }
    assert!(
        holds(&text("/home/to"), "match", &dynamic("/home/to")),
        "a path is no pair of delimiters"
    );
    assert!(holds(&text("раз"), "nmatch", &dynamic("два")));
    assert!(holds(
        &phone("+7 (927) 100-20-30"),
        "match",
        &dynamic("^7927")
    ));
    assert!(holds(
        &phone("+7 (927) 100-20-30"),
        "nmatch",
        &dynamic(r"^\+7 \(")
    ));
    assert!(holds(&phones(&["100", "200"]), "match", &dynamic("^2")));
    for pattern in [
        "(",
        "a{1000000000}",
        r"(?=a)",
        r"(a)\1",
        r"\p{L}",
        "((((a{99}){99}){99}){99})",
        "[",
    ] {
        for code in ["match", "nmatch"] {
            let comparison = compared(&text("a"), code, &dynamic(pattern));
            assert_eq!(codes(&comparison), [Code::BadPattern], "{pattern}");
            assert!(
                !comparison.result,
                "a failure makes the row false: {code} {pattern}"
            );
        }
    }
}

#[test]
fn rule_1_longest_text_that_is_searched() {
    let most = text(&"а".repeat(1 << 19));
    assert!(holds(&most, "match", &dynamic("аа$")), "1 MiB");
    let long = text(&"а".repeat((1 << 19) + 1));
    for code in ["match", "nmatch"] {
        let comparison = compared(&long, code, &dynamic("а"));
        assert_eq!(codes(&comparison), [Code::TooLarge]);
        assert!(!comparison.result, "a failure makes the row false: {code}");
    }
}

#[test]
fn rule_2_numbers_are_exact() {
    check(&[
        (number("0.3"), "eq", number("0.30"), true),
        (number("0.3"), "eq", dynamic("0,3"), true),
        (
            number("9007199254740993"),
            "eq",
            number("9007199254740992"),
            false,
        ),
        (
            number("9007199254740993"),
            "gt",
            number("9007199254740992"),
            true,
        ),
        (money("10000"), "ge", number("10000"), true),
        (money("1000"), "eq", dynamic("1 000"), true),
        (number("-1"), "lt", number("0"), true),
        (number("5"), "le", number("5"), true),
        (number("5"), "ne", number("6"), true),
        (number("5"), "in", list(&["1", "5,0"]), true),
        (number("5"), "nin", list(&["1"]), true),
        (number("5"), "between", list(&["5", "7"]), true),
        (number("7"), "between", list(&["5", "7"]), true),
        (number("7.01"), "between", list(&["5", "7"]), false),
        (number("6"), "between", dynamic("5..7"), true),
        (number("6"), "between", dynamic("5; 7"), true),
        (Fact::Duration(90), "gt", number("60"), true),
        (Fact::Duration(3600), "eq", dynamic("1:00:00"), true),
        (text("10"), "eq", number("10,0"), true),
        (option(51, "Сайт"), "eq", number("51"), true),
        (
            reference(RefKind::User, 11, "Анна"),
            "eq",
            number("11"),
            true,
        ),
        (Fact::Bool(true), "eq", number("1"), true),
        (Fact::Bool(false), "eq", number("1"), false),
    ]);
}

#[test]
fn rule_3_a_text_takes_the_type_of_the_other_side() {
    check(&[
        (dynamic("да"), "eq", Fact::Bool(true), true),
        (Fact::Bool(false), "eq", dynamic("нет"), true),
        (dynamic("сб"), "eq", Fact::Weekday(6), true),
        (Fact::Weekday(6), "in", dynamic("сб, вс"), true),
        (dynamic("12:05"), "lt", time("13:00"), true),
        (option(51, "Сайт"), "eq", dynamic("сайт "), true),
        (option(51, "Сайт"), "eq", dynamic("51"), true),
        (option(51, "Сайт"), "ne", dynamic("52"), true),
        (
            stage(1, 102, "Принято в работу"),
            "eq",
            dynamic("принято в работу"),
            true,
        ),
        (
            stage(1, 102, "Принято в работу"),
            "eq",
            dynamic("102"),
            true,
        ),
        (
            reference(RefKind::User, 11, "Анна"),
            "in",
            dynamic("Пётр, Анна"),
            true,
        ),
        (text("10"), "eq", dynamic("10,0"), false),
        (dynamic("10"), "gt", dynamic("9"), true),
        (dynamic("+10"), "eq", dynamic("10"), false),
        (dynamic("0,5"), "eq", dynamic("0.50"), true),
        (dynamic("0"), "eq", dynamic("0.0"), true),
        (dynamic("2024-02-29"), "eq", dynamic("29.02.2024"), true),
        (dynamic("2024-03-01"), "gt", dynamic("29.02.2024"), true),
        (
            dynamic("2024-02-29 10:00"),
            "lt",
            dynamic("29.02.2024 10:01"),
            true,
        ),
        (dynamic("29.02.24"), "eq", dynamic("29.02.2024"), false),
        (dynamic("яблоко"), "gt", dynamic("Груша"), true),
        (dynamic("10 рублей"), "lt", dynamic("9 рублей"), true),
    ]);
}

#[test]
fn rule_3_what_cannot_be_converted_is_told() {
    for (code, expected) in [
        ("eq", false),
        ("ne", true),
        ("gt", false),
        ("le", false),
        ("between", false),
    ] {
        let right = if code == "between" {
            list(&["много", "5"])
        } else {
            dynamic("много")
        };
        let comparison = compared(&number("5"), code, &right);
        assert_eq!(
            (comparison.result, codes(&comparison)),
            (expected, vec![Code::NotComparable]),
            "{code}"
        );
    }
    let comparison = compared(&Fact::Bool(true), "eq", &number("2"));
    assert_eq!(codes(&comparison), [Code::NotComparable]);
    let comparison = compared(
        &reference(RefKind::User, 1, "а"),
        "eq",
        &reference(RefKind::Group, 1, "а"),
    );
    assert_eq!(
        (comparison.result, codes(&comparison)),
        (false, vec![Code::NotComparable])
    );
    let comparison = compared(&number("5"), "between", &list(&["1"]));
    assert_eq!(
        (comparison.result, codes(&comparison)),
        (false, vec![Code::BadConstant])
    );
}

#[test]
fn rule_4_phones_and_emails() {
    check(&[
        (
            phone("8 (927) 100-20-30"),
            "eq",
            phone("+7 927 1002030"),
            true,
        ),
        (phone("9271002030"), "eq", phone("89271002030"), true),
        (phone("+375 29 100-20-30"), "eq", phone("291002030"), false),
        (phone("+1 927 100 20 30"), "eq", phone("89271002030"), true),
        (phone("100"), "eq", phone("8100"), false),
        (phone("доб."), "eq", phone("нет"), false),
        (phone("89271002030"), "eq", number("79271002030"), true),
        (
            phone("8 (927) 100-20-30"),
            "starts",
            dynamic("+7 (927)"),
            true,
        ),
        (phone("8 (927) 100-20-30"), "starts", dynamic("8927"), true),
        (
            phone("+7 (927) 100-20-30"),
            "contains",
            dynamic("100-20"),
            true,
        ),
        (
            phone("+7 (927) 100-20-30"),
            "contains",
            dynamic("доб"),
            false,
        ),
        (
            phone("+7 (927) 100-20-30"),
            "in",
            list(&["100", "8 927 100 20 30"]),
            true,
        ),
        (email(" Ivan@Mail.RU "), "eq", dynamic("ivan@mail.ru"), true),
        (email("Ivan@Mail.ru"), "ends", dynamic("@mail.ru"), true),
    ]);
    assert_eq!(
        compared(&phone("8 (927) 100-20-30"), "eq", &dynamic("9271002030")).left,
        "79271002030"
    );
}

#[test]
fn rule_5_dates() {
    let evening = || date("2024-02-29 23:59:59");
    check(&[
        (date("29.02.2024"), "eq", evening(), true),
        (evening(), "gt", date("29.02.2024"), false),
        (evening(), "ge", date("29.02.2024"), true),
        (date("2024-03-01 00:00"), "gt", date("29.02.2024"), true),
        (evening(), "eq", date("2024-02-29 23:59:58"), false),
        (evening(), "gt", date("2024-02-29 23:59:58"), true),
        (evening(), "eq", dynamic("29.02.2024"), true),
        (
            evening(),
            "between",
            list(&["2024-02-01", "2024-02-29"]),
            true,
        ),
        (evening(), "lt", dynamic("1709240400"), true),
        (time("09:30"), "lt", evening(), true),
        (time("23:59:59"), "eq", evening(), true),
        (evening(), "eq", Fact::Weekday(4), true),
        (date("02.03.2024"), "in", weekdays(&[6, 7]), true),
        (date("02.03.2024"), "in", dynamic("сб, воскресенье"), true),
        (date("02.03.2024"), "eq", dynamic("суббота"), true),
        (date("02.03.2024"), "eq", dynamic("6"), false),
        (Fact::Weekday(6), "eq", date("02.03.2024"), true),
        (Fact::Weekday(6), "eq", number("6"), true),
        (Fact::DateTime(i64::MAX), "gt", Fact::DateTime(0), true),
    ]);
    // 22:00 in UTC is the next day in Moscow.
    assert!(holds(
        &date("2024-02-28T22:00:00Z"),
        "eq",
        &date("29.02.2024")
    ));
}
