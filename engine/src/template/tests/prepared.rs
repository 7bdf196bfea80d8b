//! A prepared template gives what the usual way gives, whatever the facts and the place are.

use super::{
    super::{Place, Prepared, Template},
    facts,
};
use crate::Snapshot;

const PLACES: [Place; 6] = [
    Place::Plain,
    Place::Html,
    Place::Url,
    Place::Form,
    Place::Json,
    Place::Header,
];

#[track_caller]
pub(super) fn check(snapshot: &Snapshot, text: &str) {
    let template = Template::parse(text);
    let prepared = Prepared::new(template.clone());
    let loaded = prepared.load(snapshot);
    for place in PLACES {
        let expected = template.render_in(place, snapshot);
        let given = prepared.render(&loaded, snapshot, place);
        assert_eq!(given, expected, "{text:?} in {place:?}");
    }
}

#[test]
fn every_quick_form_agrees_with_the_usual_one() {
    let snapshot = facts(
        r#", "variables": {"n": "7", "t": "<a> & \"b\"", "both": "1"}, "run": {"both": "2", "text": "семь"},
        "lead": {"id": 7, "name": "Опт", "price": 100, "created_at": 1709190000,
        "_embedded": {"tags": [{"id": 1, "name": "vip"}, {"id": 2, "name": "a, b"}]}}"#,
    );
    for part in [
        "{{lead.budget}}",
        "{{lead.tags}}",
        "{{lead.tags:split(,0)}}",
        "{{lead.tags:split(,1)}}",
        "{{lead.tags:split(,9)}}",
        "{{lead.tags:split(,END)}}",
        "{{lead.tags:split(,x)}}",
        "{{lead.name:split(,0)}}",
        "{{lead.cf(1):split(,0)}}",
        "{{lead.created_at:df(d.m.Y H:i:s)}}",
        "{{lead.created_at:df(j F Y \\d)}}",
        "{{lead.created_at:df(l F,en)}}",
        "{{lead.name:df(d.m.Y)}}",
        "{{lead.closed_at:df(d.m.Y)}}",
        "{{lead.cf(1):ifempty(нет <>)}}",
        "{{lead.name:ifempty(нет)}}",
        "{{lead.name:ifempty({{lead.id}})}}",
        "{{contact.name}}",
        "{{contact.name:ifempty(нет)}}",
        "{{ (lead.budget*0.85):calc }}",
        "{{ ({{lead.budget}}*85/100 - -{n}):calc }}",
        "{{ (lead.budget/0):calc }}",
        "{{ (1/0 +):calc }}",
        "{{ (lead.name+1):calc }}",
        "{{ ({text}+1):calc }}",
        "{{ (lead.cf(1)+1):calc }}",
        "{{ (1+(2+(3+(4+(5+(6+(7+(8+(9+{n}))))))))):calc }}",
        "{n}",
        "{t}",
        "{both}",
        "{nobody}",
        "{tlink:1}",
        "{{random.number}}",
        "{{lead.nothing}}",
    ] {
        check(&snapshot, part);
        check(&snapshot, &format!("до {part}"));
        check(&snapshot, &format!("{part}{part}"));
        check(&snapshot, &format!("<a href=\"{part}\">&\"{part}\"</a>"));
    }
}

#[test]
fn a_text_that_is_too_long_is_refused_alike() {
    let mut snapshot = facts(super::DEAL);
    snapshot
        .variables
        .insert("v".to_owned(), "я".repeat(200_000));
    check(&snapshot, &"{v} ".repeat(2));
    check(&snapshot, &"{v} {{lead.id}}".repeat(4));
    check(&snapshot, &"{v}{{ (lead.budget+1):calc }}".repeat(30));
    check(&snapshot, &"{n}".repeat(100_000));
    let pattern = format!(
        "{{v}} {{v}} {{{{lead.created_at:df({})}}}}",
        "d".repeat(600_000)
    );
    check(&snapshot, &pattern);
}
