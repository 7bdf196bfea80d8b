//! What goes wrong and what is told (section 16), and the limits of 8.5.

use super::{DEAL, Template, check_problems, render};
use crate::problem::Severity;

#[test]
fn mistakes_in_the_text_are_told_once_and_the_rest_goes_on() {
    check_problems(DEAL, "{{lead.nothing}}-{{lead.id}}", "-7", &[101]);
    check_problems(DEAL, "{{lead.id:nothing}}", "7", &[104]);
    check_problems(DEAL, "{{lead.id:nothing(a,b):round(1)}}", "7", &[104]);
    check_problems(DEAL, "{{lead.id:round(a)}}", "7", &[105]);
    check_problems(DEAL, "{{lead.id:round(1,2)}}", "7", &[105]);
    check_problems(DEAL, "{{lead.id:round(1}} {{lead.id}}", "7 7", &[105]);
    check_problems(DEAL, "{{lead.id:round 1}}", "7", &[105]);
    check_problems(DEAL, "{{lead.id:}}", "7", &[104]);
    check_problems(DEAL, "{{ {{lead.id}}", "{{ 7", &[107]);
    check_problems("", "{{}} {{ }}", "{{}} {{ }}", &[107]);
    check_problems(DEAL, "{{ (2+3 }} {{lead.id}}", "(2+3 7", &[]);
}

#[test]
fn facts_of_the_moment_are_told_when_rendering() {
    check_problems("", "{{abc:round}}{{12-12:df(Y)}}", "", &[106, 106]);
    check_problems("", "{tlink:290}{tglink:1}", "", &[108, 108]);
    let word = r#","variables": {"n": "x"}"#;
    check_problems(word, "{{1.5:round({n})}}", "1.5", &[105]);
}

#[test]
fn a_missing_entity_is_told_and_empty() {
    check_problems("", "[{{contact.name}}]", "[]", &[103]);
}

#[test]
fn empty_values_pass_by_modifiers_that_need_something() {
    check_problems(DEAL, "[{{lead.cf(6):round:upc:df(Y)}}]", "[]", &[]);
}

#[test]
fn problems_of_the_text_are_warnings_with_their_places() {
    let text = "Имя {{lead.nothing}} и {{lead.id:nothing}}, {{";
    let template = Template::parse(text);
    let told: Vec<(u16, &str)> = template
        .problems()
        .iter()
        .zip(template.places())
        .map(|(problem, place)| {
            assert_eq!(problem.severity, Severity::Warning);
            let place = text.get(place.start..place.end).unwrap_or("no place");
            (problem.code.number(), place)
        })
        .collect();
    let expected = [(101, "lead.nothing"), (104, "nothing"), (107, "{{")];
    assert_eq!(told, expected);
}

#[test]
fn nesting_and_number_of_templates_have_limits() {
    let nested = |depth: usize| format!("{}1{}", "{{ ".repeat(depth), " }}".repeat(depth));
    assert_eq!(render("", &nested(16)).text, "1");
    assert!(!render("", &nested(16)).failed);
    assert!(render("", &nested(17)).failed);
    assert!(!render("", &"{{1}}".repeat(200)).failed);
    let many = render("", &"{{1}}".repeat(201));
    assert!(many.failed);
    assert_eq!(many.problems.first().map(|it| it.code.number()), Some(115));
}

#[test]
fn size_and_work_have_limits() {
    let long = format!(r#","variables": {{"v": "{}"}}"#, "x".repeat(30_000));
    assert!(!render(&long, &"{v}".repeat(34)).failed);
    let rendered = render(&long, &"{v}".repeat(36));
    assert!(rendered.failed, "above 1 MiB");
    assert!(rendered.problems.iter().all(|it| it.code.number() == 115));
    let work = format!("{{{{ ({}){} }}}}", "{v}".repeat(34), ":upc".repeat(200));
    assert!(render(&long, &work).failed, "too much work");
}

#[test]
fn compiling_expressions_counts_against_the_limit_of_work() {
    let chain = |count| format!("{{{{a1{}}}}}", r":regexp(\d)".repeat(count));
    check_problems("", &chain(150), "1", &[]);
    let conditions = |count, how: &str| {
        let condition = format!(r":if({how},\d,1,2)");
        format!("{{{{a1{}}}}}", condition.repeat(count))
    };
    check_problems("", &conditions(150, "match"), "1", &[]);
    check_problems("", &conditions(250, "="), "2", &[]);
    for text in [
        chain(250),
        conditions(250, "match"),
        conditions(250, "not match"),
    ] {
        let many = render("", &text);
        let codes: Vec<u16> = many.problems.iter().map(|it| it.code.number()).collect();
        assert!(many.failed && codes == [115], "{codes:?}");
    }
}
