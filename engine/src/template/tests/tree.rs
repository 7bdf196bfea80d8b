//! What can be asked of a template before there are facts: paths, needs, places of the parts.

use super::Template;
use crate::{template::Part, values::Need};

#[test]
fn paths_are_found_wherever_they_stand() {
    let text = "{{lead.name:ifempty({{contact.name}})}} {{ (company.id+lead.id):calc }} {lead}";
    let template = Template::parse(text);
    assert_eq!(template.paths().len(), 4);
    let needs: Vec<Need> = template.needs().into_iter().collect();
    assert_eq!(needs, [Need::Lead, Need::Contacts, Need::Company]);
}

#[test]
fn a_computed_path_needs_what_its_root_needs() {
    let needs: Vec<Need> = Template::parse("{{lead.cf({field})}}")
        .needs()
        .into_iter()
        .collect();
    assert_eq!(needs, [Need::Lead]);
}

#[test]
fn only_text_without_templates_is_plain() {
    assert!(Template::parse("просто текст } {{").is_plain());
    assert!(!Template::parse("{x}").is_plain());
    assert!(!Template::parse("{{1}}").is_plain());
}

#[test]
fn parts_know_their_places() {
    let text = "Сделка {{lead.id:round}}, {x}.";
    let template = Template::parse(text);
    let places: Vec<&str> = template
        .parts()
        .iter()
        .map(|part| match part {
            Part::Text { span, .. } | Part::Bare { span, .. } => span,
            Part::Name(name) => &name.span,
            Part::Pipeline(pipeline) => &pipeline.span,
        })
        .filter_map(|span| text.get(span.start..span.end))
        .collect();
    assert_eq!(places, ["Сделка ", "{{lead.id:round}}", ", ", "{x}", "."]);
    let steps: Vec<&str> = template
        .parts()
        .iter()
        .filter_map(|part| match part {
            Part::Pipeline(pipeline) => Some(&pipeline.steps),
            Part::Text { .. } | Part::Bare { .. } | Part::Name(_) => None,
        })
        .flatten()
        .filter_map(|step| text.get(step.span.start..step.span.end))
        .collect();
    assert_eq!(steps, ["round"]);
}
