//! Escaping by place, trigger links and Telegram buttons (section 14, A5, R262).

use super::{facts, render};
use crate::template::{Place, Template};

const ODD: &str = r#", "lead": {"id": 7, "name": "Рога & <Копыта> \"1\"\nё/=+"}, "run": {"n": "5", "js": "{\"a\":[1]}", "e": "", "u": "https://x.ru/?a=1&b=2"},
    "links": {"290": "https://t.example.ru/a?b=1&c=2"}"#;

#[track_caller]
fn check(place: Place, template: &str, expected: &str) {
    let rendered = Template::parse(template).render_in(place, &facts(ODD));
    assert_eq!(rendered.text, expected, "{template}: {rendered:?}");
    assert!(!rendered.failed, "{template}: {rendered:?}");
}

#[track_caller]
fn check_fails(place: Place, template: &str, code: u16) {
    let rendered = Template::parse(template).render_in(place, &facts(ODD));
    let codes: Vec<u16> = rendered
        .problems
        .iter()
        .map(|it| it.code.number())
        .collect();
    assert!(
        rendered.failed && codes.contains(&code),
        "{template}: {rendered:?}"
    );
}

#[test]
fn values_are_escaped_and_the_authors_text_is_not() {
    let name = "{{lead.name}}";
    check(Place::Plain, name, "Рога & <Копыта> \"1\"\nё/=+");
    check(
        Place::Html,
        "<b>&amp; {{lead.name}}</b>",
        "<b>&amp; Рога &amp; &lt;Копыта&gt; \"1\"\nё/=+</b>",
    );
    check(
        Place::Html,
        "<a href=\"{u}\">{{lead.name}}</a>",
        "<a href=\"https://x.ru/?a=1&amp;b=2\">Рога &amp; &lt;Копыта&gt; \"1\"\nё/=+</a>",
    );
    check(
        Place::Html,
        "<a href=\"{{ q\"x:lwc }}\">",
        "<a href=\"q&quot;x\">",
    );
    check(
        Place::Form,
        "a={{ё &/=*~:lwc}}&b=1",
        "a=%D1%91+%26%2F%3D*%7E&b=1",
    );
    check(
        Place::Header,
        "Bearer {{lead.name}}",
        "Bearer Рога & <Копыта> \"1\"ё/=+",
    );
}

#[test]
fn addresses_are_encoded_but_a_whole_one_is_taken_as_it_is() {
    check(
        Place::Url,
        "https://x.ru/{{ а б/~:lwc }}?q=1",
        "https://x.ru/%D0%B0%20%D0%B1%2F~?q=1",
    );
    check(Place::Url, "{u}", "https://x.ru/?a=1&b=2");
    check(Place::Url, " {u}", " https://x.ru/?a=1&b=2");
    check(
        Place::Url,
        "{u}&c={u}",
        "https://x.ru/?a=1&b=2&c=https%3A%2F%2Fx.ru%2F%3Fa%3D1%26b%3D2",
    );
    check(
        Place::Url,
        "https://x.ru/?l={tlink:290}",
        "https://x.ru/?l=https%3A%2F%2Ft.example.ru%2Fa%3Fb%3D1%26c%3D2",
    );
}

#[test]
fn json_knows_its_literals() {
    check(
        Place::Json,
        r#"{"a":"{{lead.name}}","b":{n},"c":{js}}"#,
        r#"{"a":"Рога & <Копыта> \"1\"\nё/=+","b":5,"c":{"a":[1]}}"#,
    );
    check(
        Place::Json,
        r#"{"a":"\"{n}\\","b":{{ (1/4):calc }},"c":"{x}"}"#,
        r#"{"a":"\"5\\","b":0.25,"c":"{x}"}"#,
    );
    check(
        Place::Json,
        r#"{"e":"{e}","f":{e:}}"#,
        r#"{"e":"","f":{e:}}"#,
    );
    check_fails(Place::Json, r#"{"a":{{lead.name}}}"#, 121);
    check_fails(Place::Json, r#"{"a":{e}}"#, 121);
    check_fails(Place::Json, r#"{"a":{{ 01:lwc }}}"#, 121);
}

#[test]
fn links_are_known_by_both_names() {
    super::check(
        ODD,
        "{tlink:290} {tglink:290} {tlink:0290}",
        "https://t.example.ru/a?b=1&c=2 https://t.example.ru/a?b=1&c=2 https://t.example.ru/a?b=1&c=2",
    );
    super::check_problems(ODD, "{tlink:1}{tglink:2}", "", &[108, 108]);
    super::check(ODD, "{other:290}", "{other:290}");
}

/// The text of a message and its buttons, written so that all of it is seen.
fn buttons(template: &str) -> String {
    let facts = facts(ODD);
    let (text, buttons) = Template::parse(template).split_buttons();
    let told: Vec<String> = buttons
        .iter()
        .map(|it| {
            format!(
                "[{}>{}]",
                it.text.render(&facts).text,
                it.url.render(&facts).text
            )
        })
        .collect();
    format!("{}|{}", text.render(&facts).text, told.join(""))
}

#[test]
fn buttons_are_found_in_the_text_of_the_author() {
    assert_eq!(
        buttons("Взять {{lead.id}}? [button url=\"{tlink:290}\" text=\"Принять\"]"),
        "Взять 7? |[Принять>https://t.example.ru/a?b=1&c=2]"
    );
    assert_eq!(
        buttons("[BUTTON text = '{n} ]' url=«x» ][button url=\"a\" text=\"b\"]!"),
        "!|[5 ]>x][b>a]"
    );
    for kept in [
        "[button]",
        "[button url=\"a\"]",
        "[button url=\"a\" text=\"b\"",
        "[buttonurl=\"a\" text=\"b\"]",
        "[button url=\"a\" href=\"b\" text=\"c\"]",
    ] {
        assert_eq!(buttons(kept), format!("{kept}|"));
    }
}

#[test]
fn a_button_in_a_value_stays_text() {
    let more = r#", "run": {"x": "[button url=\"a\" text=\"b\"]"}"#;
    let (text, buttons) = Template::parse("{x}").split_buttons();
    assert!(buttons.is_empty());
    assert_eq!(text.render(&facts(more)).text, render(more, "{x}").text);
}
