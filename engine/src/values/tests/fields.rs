//! Custom fields of every amoCRM type.

use std::sync::Arc;

use super::*;

#[test]
fn every_type_of_field() {
    let set = Kind::Set(SetOf::Enum);
    for (id, kind, expected) in [
        (1, Kind::Text, "Казань"),
        (2, Kind::Number, "12.5"),
        (3, Kind::Money, "1000.1"),
        (4, Kind::Bool, "1"),
        (5, Kind::Enum, "Сайт"),
        (6, set, "опт, розница"),
        (7, Kind::Date, "29.02.2024"),
        (8, Kind::Date, "16.07.1969"),
        (9, Kind::DateTime, "2024-02-29 12:05:00"),
        (10, Kind::Text, "ул. Баумана, 1, Казань, RU"),
        (11, Kind::Text, "ООО Ромашка"),
        (12, Kind::Text, "https://example.com"),
        (13, Kind::Text, "yandex"),
        (14, Kind::Enum, "Да"),
        (15, Kind::Text, "раз\nдва"),
        (16, Kind::Text, "Баумана"),
        (17, Kind::Text, "Иванов"),
        (18, Kind::Text, "a.pdf"),
        (19, Kind::Text, "Насос, B2"),
        (20, Kind::Text, "ИП Петров"),
        (21, Kind::Text, "Завод"),
        (22, set, "Телефоны"),
        (23, set, "Насосы, 13"),
        (24, Kind::Money, "10.1"),
        (27, Kind::Text, "луч"),
    ] {
        let facts = facts();
        let path =
            Path::parse(&format!("lead.cf({id})")).unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!(path.kind(&facts.dictionaries), kind, "cf({id})");
        let reading = path.read(&facts);
        assert_eq!(
            (reading.fact.text().as_str(), reading.fact.kind()),
            (expected, kind),
            "cf({id})"
        );
        assert!(reading.problems.is_empty(), "cf({id})");
    }
}

#[test]
fn a_date_is_midnight_in_the_zone_of_the_account() {
    let mut facts = facts();
    // Midnight of 29.02.2024 in Vladivostok is still the 28th in Moscow.
    let field = r#"{"custom_fields_values": [{"field_id": 7, "values": [{"value": 1709128800}]}]}"#;
    facts.lead = serde_json::from_str(field).ok();
    assert_eq!(read("lead.cf(7)", &facts).fact.text(), "28.02.2024");
    for (offset, day) in [
        ("+10:00", "29.02.2024"),
        ("-05:00", "28.02.2024"),
        ("?", "28.02.2024"),
    ] {
        let zone = &mut Arc::make_mut(&mut facts.dictionaries)
            .account
            .embedded
            .datetime_settings;
        zone.timezone_offset = Some(offset.to_owned());
        assert_eq!(read("lead.cf(7)", &facts).fact.text(), day, "{offset}");
        assert_eq!(read("lead.cfm(7)", &facts).fact.text(), day, "{offset}");
    }
}

#[test]
fn phones_and_emails_have_sub_types() {
    let kind = |path: &str| {
        Path::parse(path)
            .map(|path| path.kind(&facts().dictionaries))
            .ok()
    };
    assert_eq!(kind("contact.cf(501)"), Some(Kind::Set(SetOf::Phone)));
    assert_eq!(kind("contact.cf(502, WORK)"), Some(Kind::Set(SetOf::Email)));
    assert_eq!(
        text("contact.cf(501)"),
        "+7 (927) 100-20-30, 8 800 555-35-35"
    );
    assert_eq!(text("contact.cf(501, mob)"), "8 800 555-35-35");
    assert_eq!(text("contact.cf(501, HOME)"), "");
    assert_eq!(text("client.cf(502)"), "Ivan@Mail.ru");
    assert_eq!(
        text("contact.cfm(501)"),
        "+7 (927) 100-20-30, 8 800 555-35-35"
    );
}

#[test]
fn parts_of_compound_fields() {
    for (path, expected) in [
        ("lead.cf(10, city)", "Казань"),
        ("lead.cf(10, город)", "Казань"),
        ("lead.sf(10, 3)", "Казань"),
        ("lead.sf(10, 1)", "ул. Баумана, 1"),
        ("lead.sf(10, 6)", "RU"),
        ("lead.sf(10, 5)", ""),
        ("lead.cf(11, inn)", "7700000000"),
        ("lead.cfyur(11, ИНН)", "7700000000"),
        ("lead.cfyur(11, ogrn)", "1027700000000"),
        ("lead.cfyur(11, kpp)", "770001001"),
        ("lead.cfyur(11, type)", "2"),
        ("lead.cfyur(11, director)", ""),
    ] {
        assert_eq!(text(path), expected, "{path}");
    }
    assert_eq!(codes("lead.sf(10, 9)", &facts()), [Code::BadArguments]);
}

#[test]
fn an_empty_field_gives_the_second_argument() {
    assert_eq!(text("lead.cf(25, нет)"), "нет");
    assert_eq!(text("lead.cf(1, нет)"), "Казань");
    assert_eq!(text("lead.cf(25)"), "");
    assert_eq!(text("lead.cf.1"), "Казань");
}

#[test]
fn an_unknown_field_is_told_and_a_broken_value_stays_text() {
    assert_eq!(codes("lead.cf(999)", &facts()), [Code::UnknownField]);
    assert_eq!(codes("lead.cf(город)", &facts()), [Code::UnknownField]);
    assert_eq!(
        codes("lead.cf(99999999999999999999999)", &facts()),
        [Code::UnknownField]
    );
    assert_eq!(codes("lead.cf(1)", &nothing()), [Code::NoLinkedEntity]);
    assert_eq!(read("lead.cf(26)", &facts()).fact, Fact::Text("NaN".into()));
    assert_eq!(codes("lead.cf(26)", &facts()), [Code::Unreadable]);
}

#[test]
fn a_field_is_read_without_a_dictionary() {
    let mut facts = facts();
    Arc::make_mut(&mut facts.dictionaries).custom_fields = Dictionaries::default().custom_fields;
    assert_eq!(read("lead.cf(2)", &facts).fact.text(), "12.5");
    assert_eq!(
        read("lead.cf(25)", &facts),
        Fact::Empty.into(),
        "it may exist, unfilled"
    );
}

#[test]
fn odd_json_never_panics() {
    for json in [
        "null",
        "[]",
        "{}",
        "true",
        "1e308",
        "-1e-400",
        "9223372036854775807",
        "-9223372036854775808",
        "18446744073709551615",
        r#""NaN""#,
        r#""9999999999999999999999999999999""#,
        r#"{"name":{}}"#,
        r#"[[],{"value":null}]"#,
        r#""99999-12-31""#,
        r#""+""#,
        r#"" ""#,
    ] {
        for kind in 1..=27 {
            let mut facts = facts();
            let field = format!(
                r#"{{"id":1,"custom_fields_values":[{{"field_id":{kind},"values":[{{"value":{json}}}]}}]}}"#
            );
            facts.lead = serde_json::from_str(&field).ok();
            assert!(facts.lead.is_some(), "{field}");
            for path in ["lead.cf", "lead.cfm", "lead.sf", "lead.cfyur"] {
                for part in ["", ", city", ", name", ", 1"] {
                    let _ = read(&format!("{path}({kind}{part})"), &facts).fact.text();
                }
            }
        }
    }
}
