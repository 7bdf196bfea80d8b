//! Phones and e-mails as people type them.

use super::*;

#[test]
fn every_spelling_of_a_mobile_number_is_written_in_every_form() {
    for spelling in [
        "8 (927) 100-20-30",
        "+7 927 100 20 30",
        "79271002030",
        "9271002030",
        "тел.: 8-927-1002030",
    ] {
        let written = PhoneFormat::ALL.map(|format| phone(spelling, format));
        let expected = [
            "+79271002030",
            "79271002030",
            "89271002030",
            "9271002030",
            "+7 (927) 100-20-30",
            "8 (927) 100-20-30",
            "+7 927 100-20-30",
        ];
        assert_eq!(
            written,
            expected.map(|text| Some(text.to_owned())),
            "{spelling}"
        );
    }
}

#[test]
fn other_numbers_are_no_mobile_numbers() {
    for other in [
        "",
        "112",
        "8 (495) 123-45-67",
        "4951234567",
        "+375 29 123-45-67",
        "+8 927 100-20-30",
        "8 927 100-20-3",
        "8 927 100-20-30 доб. 5",
        "89271002030, 89271002031",
        "٩٢٧١٠٠٢٠٣٠",
    ] {
        assert_eq!(mobile(other), None, "{other}");
    }
}

#[test]
fn a_form_is_found_by_code_beginning_or_sample() {
    for format in PhoneFormat::ALL {
        assert_eq!(PhoneFormat::find(format.code()), Some(format));
        assert_eq!(PhoneFormat::find(format.sample()), Some(format));
        let saved = serde_json::to_string(&format).unwrap_or_default();
        assert_eq!(saved, format!("\"{}\"", format.code()));
    }
    assert_eq!(PhoneFormat::find("+7"), Some(PhoneFormat::Plus));
    assert_eq!(PhoneFormat::find(" 8 "), Some(PhoneFormat::Eight));
    assert_eq!(
        PhoneFormat::find("+7 (000) 000-00-00"),
        Some(PhoneFormat::PlusBrackets)
    );
    for other in ["", "+", "5", "+1 (999) 123-45-67", "89991234567890"] {
        assert_eq!(PhoneFormat::find(other), None, "{other}");
    }
}

fn rules() -> PhoneRules {
    PhoneRules {
        format: PhoneFormat::Plus,
        only_main: false,
        delete_others: false,
        keep_lengths: Vec::new(),
    }
}

fn of(values: &[&str], rules: &PhoneRules) -> Vec<Option<String>> {
    let values: Vec<String> = values.iter().map(|&it| it.to_owned()).collect();
    phones(&values, rules)
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn of_equal_phones_the_first_stays() {
    let values = ["8 927 100-20-30", "12-34", "+79271002030", "1234"];
    assert_eq!(
        of(&values, &rules()),
        [some("+79271002030"), some("12-34"), None, None]
    );
}

#[test]
fn what_is_no_mobile_number_goes_only_if_asked_and_not_if_short() {
    let values = ["8 (495) 123-45-67", "112", "1234"];
    let deleting = PhoneRules {
        delete_others: true,
        keep_lengths: vec![3],
        ..rules()
    };
    assert_eq!(of(&values, &rules()), values.map(some));
    assert_eq!(of(&values, &deleting), [None, some("112"), None]);
}

#[test]
fn the_main_phone_alone_leaves_the_others_as_they_are() {
    let main = PhoneRules {
        only_main: true,
        delete_others: true,
        ..rules()
    };
    let values = ["89271002030", "8 927 100 20 30", "мусор"];
    assert_eq!(
        of(&values, &main),
        [some("+79271002030"), some("8 927 100 20 30"), some("мусор")]
    );
    assert!(of(&[], &main).is_empty());
}

#[test]
fn addresses_lose_what_does_not_belong_to_them() {
    for (typed, clean) in [
        ("  Ivan.Petrov@Example.RU ", "ivan.petrov@example.ru"),
        ("ivan @ example . ru", "ivan@example.ru"),
        ("<ivan@example.ru>;", "ivan@example.ru"),
        ("Иван Петров <ivan@example.ru>", "ivan@example.ru"),
        ("mailto:ivan+spam@example.ru,", "ivan+spam@example.ru"),
        ("ivan@example.ru.", "ivan@example.ru"),
        ("«почта@пример.рф»", "почта@пример.рф"),
        ("ivan\u{200b}@example.ru", "ivan@example.ru"),
    ] {
        assert_eq!(email(typed).as_deref(), Some(clean), "{typed}");
    }
}

#[test]
fn what_is_no_address_is_not_made_one() {
    for typed in [
        "",
        "ivan",
        "@",
        "ivan@",
        "@example.ru",
        "ivan@example",
        "a@b.ru, c@d.ru",
        "a@b..ru",
    ] {
        assert_eq!(email(typed), None, "{typed}");
    }
}
