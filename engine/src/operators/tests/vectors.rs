//! The test vectors of 18.3.

use super::*;

#[test]
fn vectors_of_the_language_reference() {
    check(&[
        (
            text("Добрый день! Сколько стоит доставка?"),
            "contains",
            dynamic("сколько стоит"),
            true,
        ),
        (money("10000"), "gt", dynamic("10000"), false),
        (money("10000"), "ge", dynamic("10000"), true),
        (dynamic("10"), "eq", dynamic("10,0"), true),
        (dynamic("007"), "eq", dynamic("7"), false),
        (
            phone("+7 (927) 100-20-30"),
            "eq",
            dynamic("89271002030"),
            true,
        ),
        (tags(&["опт", "vip"]), "contains", dynamic("VIP"), true),
        (tags(&[]), "ncontains", dynamic("опт"), true),
        (Fact::Empty, "eq", dynamic(""), true),
        (Fact::Empty, "lt", number("5"), false),
        (date("29.02.2024"), "eq", date("2024-02-29 23:59"), true),
        (Fact::Weekday(6), "in", weekdays(&[6, 7]), true),
        (stage(1, 101, "Новая"), "eq", stage(2, 201, "Новая"), false),
        (Fact::Empty, "empty", Fact::Empty, true),
    ]);
}
