//! Paths as text.

use super::*;

#[test]
fn a_path_has_one_way_to_be_written() {
    for (text, canonical) in [
        (" lead.sale ", "lead.budget"),
        ("LEAD.Price", "lead.budget"),
        ("lead.cf.123", "lead.cf(123)"),
        ("Lead.CF( 123 ,нет)", "lead.cf(123, нет)"),
        ("lead.tagsCount", "lead.tags_count"),
        ("lead.tasks.open()", "lead.tasks.open"),
        ("users( 5 ).Name", "users(5).name"),
        ("users.name(5)", "users(5).name"),
        ("global(a,b)", "global(a,b)"),
        ("global(итог (руб))", r"global(итог \(руб\))"),
        (r"lead.cf(1, а\,б)", r"lead.cf(1, а\,б)"),
    ] {
        let path = Path::parse_as(text, Usage::Template)
            .unwrap_or_else(|error| panic!("{text}: {error:?}"));
        assert_eq!(path.canonical(), canonical, "{text}");
        let again = Path::parse_as(canonical, Usage::Template);
        assert_eq!(
            again.map(|it| it.canonical()).ok().as_deref(),
            Some(canonical)
        );
    }
}

#[test]
fn what_the_catalogue_has_not_is_refused() {
    for text in [
        "",
        " ",
        ".",
        "lead",
        "lead.",
        ".lead",
        "lead..id",
        "lead.unknown",
        "unknown.x",
        "12:30",
        "lead.id(5)",
        "lead.cf",
        "lead.cf()",
        "lead.cf(",
        "lead.cf(1))",
        "lead.cf(1)(2)",
        "lead.cf(1).2",
        "global()",
        "lead.cf(1).id",
        "лид.имя",
        "lead.budget x",
        "(",
        ")",
        "users.name",
        "const.text(5)",
        "123",
        "lead.\u{0}",
    ] {
        assert_eq!(
            Path::parse(text).map_err(|problem| problem.code).err(),
            Some(Code::UnknownVariable),
            "{text}"
        );
    }
}

#[test]
fn labels_name_the_field() {
    let label = |text: &str| match Path::parse_as(text, Usage::Template) {
        Ok(path) => path.label(&facts().dictionaries),
        Err(error) => panic!("{text}: {error:?}"),
    };
    assert_eq!(label("lead.budget"), "Сделка: Бюджет");
    assert_eq!(label("lead.cf(1)"), "Сделка: Город");
    assert_eq!(label("lead.cf(10, city)"), "Сделка: Адрес (city)");
    assert_eq!(label("lead.cf(999)"), "Сделка: Значение поля 999");
    assert_eq!(label("contact.cf(501)"), "Контакт: Телефон");
    assert_eq!(label("global(report)"), "Значение переменной «report»");
    assert_eq!(label("now.date"), "Текущая дата");
    assert_eq!(label("const.text"), "Текстовое значение");
}

#[test]
fn arguments_are_checked_against_the_account() {
    let check = |text: &str, names: &Dictionaries| match Path::parse(text) {
        Ok(path) => path
            .check(names)
            .into_iter()
            .map(|problem| problem.code)
            .collect(),
        Err(error) => vec![error.code],
    };
    let names = facts().dictionaries;
    assert_eq!(check("lead.cf(1)", &names), []);
    assert_eq!(check("lead.cf(999)", &names), [Code::UnknownField]);
    assert_eq!(
        check("contact.cf(1)", &names),
        [Code::UnknownField],
        "a field of deals"
    );
    assert_eq!(check("users(11).name", &names), []);
    assert_eq!(check("users(99).name", &names), [Code::NoUser]);
    assert_eq!(
        check("lead.cf(999)", &Dictionaries::default()),
        [],
        "nothing is known"
    );
}

#[test]
fn needs_say_what_to_fetch() {
    let needs = |text: &str| {
        Path::parse_as(text, Usage::Template)
            .map(|path| path.needs())
            .ok()
    };
    assert_eq!(needs("lead.budget"), Some(&[Need::Lead][..]));
    assert_eq!(
        needs("lead.tasks.open"),
        Some(&[Need::Lead, Need::Tasks][..])
    );
    assert_eq!(
        needs("client.name"),
        Some(&[Need::Contacts, Need::Company][..])
    );
    assert_eq!(needs("now.date"), Some(&[][..]));
}
