//! Forms of templates and the lexical rules (7.1–7.3), with the table of 18.1.

use super::{DEAL, check, check_problems, render};
use crate::Fact;

#[test]
fn the_table_of_the_reference_holds() {
    let report = |value: &str| format!(r#","variables": {{"report": "{value}"}}"#);
    check(DEAL, "Сделка {{lead.id}}: {{ lead.name }}", "Сделка 7: Опт");
    check("", "{{ (2+3*4):calc }}", "14");
    check(&report(""), "{{ ({report}+1):calc }}", "1");
    check(&report("41"), "{{ ({report}+1):calc }}", "42");
    check(
        DEAL,
        "{{ ({{lead.sale}}/{{lead.cf(5)}}):calc:round(2)}}",
        "33.33",
    );
    check(DEAL, "{{ ({{lead.sale}}/0):calc:ifempty(нет)}}", "нет");
    check("", "{{ (0.1+0.2):calc }}", "0.3");
    check("", "{{ (1 000,5*2):calc }}", "2001");
    check("", r"{{date.now:df(d\.m\.Y H\:i)}}", "29.02.2024 12:05");
    check("", "{{date.now:df(d.m.Y H:i)}}", "29.02.2024 12:05");
    let rich = r#","lead": {"price": 1000000}"#;
    check(rich, r"{{lead.sale:format(2,\,,_)}}", "1_000_000,00");
    check("", r#"{"a":1,"b":"{x}"}"#, r#"{"a":1,"b":"{x}"}"#);
    check(r#","run": {"utm_source": ""}"#, "{utm_source}", "");
    let sly = r#","lead": {"id": 7, "name": "{{lead.id}}"}"#;
    check(sly, "{{lead.name}}", "{{lead.id}}");
    check("", "{{unknown.x}}!", "!");
    check("", "{{12:30}}", "12:30");
    check(
        &report("a"),
        "{report}\n{{date.now}} - произошло событие",
        "a\n2024-02-29 12:05:00 - произошло событие",
    );
    check(DEAL, "{{lead.cf(6, нет)}}", "нет");
}

#[test]
fn spaces_inside_the_braces_do_not_matter() {
    check(
        DEAL,
        "{{lead.id}}{{  lead.id\n}}{{\u{a0}lead.id\t:\nupc }}",
        "777",
    );
}

#[test]
fn templates_nest_and_arguments_hold_templates() {
    check(DEAL, "{{({{lead.sale}}+{{lead.cf(5)}}):calc}}", "103");
    check(DEAL, "{{ (lead.sale+lead.cf(5)):calc }}", "103");
    check(DEAL, "{{lead.cf(6):ifempty({{lead.name}})}}", "Опт");
    check(
        DEAL,
        "{{lead.cf(6):ifempty({{lead.cf(6):ifempty(<{{lead.id}}>)}})}}",
        "<7>",
    );
    check(DEAL, "{{ {{lead.name}} и {{lead.id}} :upc}}", "ОПТ И 7");
    check(DEAL, "{{{{lead.name}}:lwc}}", "опт");
    check(
        r#","variables": {"report": "Да"}"#,
        "{{{report}:upc}}",
        "ДА",
    );
}

#[test]
fn a_path_argument_may_hold_a_template() {
    let with = |field: &str| DEAL.to_owned() + &format!(r#","variables": {{"field": "{field}"}}"#);
    check(&with("5"), "{{lead.cf({field})}}", "3");
    check(&with("5"), "{{lead.cf({{global(field)}}):round(1)}}", "3");
    check_problems(&with("5).x"), "{{lead.cf({field})}}", "", &[101]);
}

#[test]
fn colons_and_points_are_ordinary_inside_brackets() {
    check("", "{{date.now:df(H:i)}}", "12:05");
    check("", "{{12:if(=,12,полдень: 12:00,нет)}}", "полдень: 12:00");
}

#[test]
fn a_backslash_makes_a_sign_ordinary_and_stays_before_letters() {
    check("", r"{{ ():ifempty(a\,b\)c\(d) }}", "a,b)c(d");
    check("", r"{{date.now:df(\d\m Y\.)}}", "dm 2024.");
    check("", r"{{a\:upc}}", "a:upc");
    check("", r"{{ \}\} }}", "}}");
    check("", r"C:\{x} \, \\", r"C:\{x} \, \\");
}

#[test]
fn spaces_around_an_argument_go_unless_escaped() {
    check("", "{{ ():ifempty(  да нет ) }}", "да нет");
    check("", r"{{ ():ifempty(\ да\ ) }}", " да ");
    check("", "{{ ():ifempty(а\nб) }}", "а\nб");
    check("", r"{{1234:format(0,.,\ )}}", "1 234");
}

#[test]
fn names_of_modifiers_and_paths_know_no_case() {
    check(DEAL, "{{LEAD.Name:UPC}} {{lead.NAME:Caps}}", "ОПТ ОПТ");
}

#[test]
fn a_colon_in_a_literal_begins_only_a_known_modifier() {
    check("", "{{в 12:30:upc}}", "В 12:30");
    check("", "{{итог: да}}", "итог: да");
    check("", "{{итог:round-trip}}", "итог:round-trip");
    check("", "{{a:nothing(1)}}", "");
    check("", "{{а:nothing(1)}}", "а:nothing(1)");
    check("", "{{слово:upc:lwc}}", "слово");
}

#[test]
fn a_word_before_a_modifier_and_an_entry_are_literals() {
    check("", "{{word:upc}}", "WORD");
    check(DEAL, "{{entry(a.b {{lead.id}}):upc}}", "A.B 7");
    check_problems("", "{{word}}", "", &[101]);
}

#[test]
fn braces_that_are_no_template_stay() {
    let facts = r#","lead": {"id": 7}, "variables": {"a": "1"}"#;
    check(facts, "}} {a b} { } {1} {а}", "}} {a b} { } {1} {а}");
    check(facts, r#"{"id":{{lead.id}}}"#, r#"{"id":7}"#);
    check(facts, "{{{lead.id}}}", "{7}");
    check(facts, "{a}{b}{a:5}", "1{b}{a:5}");
    check(facts, "{{x.y", "{{x.y");
}

#[test]
fn variables_of_the_run_come_before_those_of_the_account() {
    let both = r#","run": {"x": "run"}, "variables": {"x": "all", "X": "upper"}"#;
    check(both, "{x}{X}", "runupper");
    check("", "{user_id}{tg_button}{webhook_data}.", ".");
}

#[test]
fn clear_command_stays_for_the_field_writer() {
    check("", "{reset},A", "{reset},A");
    assert!(super::Template::parse("{reset},A").has_reset());
    assert!(!super::Template::parse("{report}").has_reset());
}

#[test]
fn a_template_alone_keeps_its_type() {
    let fact = |template: &str| render(DEAL, template).fact;
    assert_eq!(fact("{{lead.sale:round}}"), Fact::Number(100.into()));
    assert!(matches!(fact("{{date.now}}"), Fact::DateTime(_)));
    assert_eq!(fact("{{lead.id}} "), Fact::Dynamic("7 ".to_owned()));
    assert_eq!(fact("текст"), Fact::Dynamic("текст".to_owned()));
    assert_eq!(fact(""), Fact::Empty);
    assert_eq!(fact("{{lead.cf(6)}}"), Fact::Empty);
    let nested = fact("{{ {{lead.sale}} }}");
    assert!(
        matches!(nested, Fact::Money(_) | Fact::Number(_)),
        "{nested:?}"
    );
}

#[test]
fn an_inserted_value_is_never_parsed_again() {
    for value in [
        "{{lead.id}}",
        "{report}",
        "1+1",
        "x:upc",
        ")",
        "a,b",
        "\\\\,",
        "{{",
        "}}",
    ] {
        let shown = value.replace("\\\\", "\\");
        let facts = format!(
            r#","lead": {{"id": 7, "name": "{value}"}}, "variables": {{"report": "9", "v": "{value}"}}"#
        );
        check(&facts, "{{lead.name}}", &shown);
        check(&facts, "{v}", &shown);
        check(&facts, "{{ (<{v}>):lwc }}", &format!("<{shown}>"));
        check(&facts, "{{ ():ifempty({{lead.name}}) }}", &shown);
        check(&facts, "{{entry({v})}}", &shown);
    }
}
