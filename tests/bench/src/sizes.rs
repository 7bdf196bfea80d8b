//! The sizes that growth is measured over, and what is done at each of them.

use std::sync::Arc;

use engine::{
    EntityKind, EntityRef, Fleet, Run, Scenario, Snapshot,
    fleet::Scratch,
    scenario::Trigger,
    template::{Place, Prepared, Template},
};
use serde_json::{Value as Json, json};

use crate::{
    ours,
    work::{Block, Test, Work},
};

/// A work and its name; it gives a number so that nothing is left out.
pub type Job = (&'static str, Box<dyn FnMut() -> usize>);
/// Prepares the works of a size.
type Prepare = fn(&Work, usize) -> Vec<Job>;

/// Every size.
pub const ALL: [(&str, Prepare); 8] = [
    ("6 conditions of a block", |work, factor| {
        of_scenarios(work, &[vec![rows(6 * factor)]])
    }),
    ("10 blocks of a scenario", |work, factor| {
        let blocks = (0..10 * factor).map(|index| distinct(work, index));
        of_scenarios(work, &[blocks.collect()])
    }),
    ("10 equal blocks", |work, factor| {
        of_scenarios(work, &[vec![work.w1.clone(); 10 * factor]])
    }),
    ("100 scenarios", |work, factor| {
        let scenarios: Vec<_> = (0..100 * factor)
            .map(|index| {
                (0..3)
                    .map(|block| distinct(work, 3 * index + block))
                    .collect()
            })
            .collect();
        of_scenarios(work, &scenarios)
    }),
    ("40 fields of a deal", |work, factor| {
        of_facts(work, &with_fields(work, factor))
    }),
    ("4 tags", |work, factor| {
        of_facts(work, &with_tags(work, factor))
    }),
    ("a template of 2 values", of_template),
    ("variables of 300 characters", of_variables),
];

/// Conditions that all hold, so that all are decided.
fn rows(count: usize) -> Block {
    let price = |index: usize| Test::PriceGt { v: -(index as i64) };
    let older = |index: usize| Test::OlderDays { v: -(index as i64) };
    let both = |index| {
        if index % 2 == 0 {
            price(index)
        } else {
            older(index)
        }
    };
    (0..count).map(both).collect()
}

/// A block of W3 whose numbers nobody else has.
fn distinct(work: &Work, index: usize) -> Block {
    let all: Vec<&Block> = work.w3.iter().flatten().collect();
    let mut block = all[index % all.len()].clone();
    let shift = (index / all.len()) as i64;
    for test in &mut block {
        match test {
            Test::PriceGt { v } | Test::PriceLt { v } | Test::CfNumGt { v, .. } => *v += shift,
            Test::CfTextEq { v, .. } if shift > 0 => v.push_str(&shift.to_string()),
            Test::StatusEq { v } | Test::PipelineEq { v } => *v += shift.cast_unsigned() % 50,
            _ => {}
        }
    }
    block
}

fn of_scenarios(work: &Work, scenarios: &[Vec<Block>]) -> Vec<Job> {
    let saved: Vec<Scenario> = scenarios
        .iter()
        .map(|blocks| with_notes(ours::scenario(blocks, &work.event)))
        .collect();
    let snapshot = facts(&ours::facts(work));
    let names = Arc::clone(&snapshot.dictionaries);
    let fleet = Fleet::compile(&saved, Arc::clone(&names));
    let loaded = fleet.load(&snapshot);
    let mut scratch = Scratch::default();
    let run = Run::new("lead_changed", lead(work));
    let program = engine::compile(&saved[0]);
    let one = saved.len() == 1;
    let (anew, checked) = (saved.clone(), saved[0].clone());
    let dictionaries = Arc::clone(&names);
    let mut jobs: Vec<Job> = vec![
        (
            "compile together",
            Box::new(move || Fleet::compile(&anew, Arc::clone(&names)).len()),
        ),
        (
            "decide",
            Box::new(move || fleet.passing(&loaded, &mut scratch).len()),
        ),
    ];
    if one {
        let again = checked.clone();
        jobs.push((
            "compile",
            Box::new(move || {
                std::hint::black_box(engine::compile(&again));
                1
            }),
        ));
        jobs.push((
            "log as text",
            Box::new(move || engine::eval(&program, &run, &snapshot).blocks.len()),
        ));
        jobs.push((
            "check",
            Box::new(move || engine::check(&checked, &dictionaries).len()),
        ));
    }
    jobs
}

/// Every block adds the same note: equal blocks do the same.
fn with_notes(mut scenario: Scenario) -> Scenario {
    let note = Trigger {
        kind: "add_note".to_owned(),
        settings: [("text".to_owned(), json!("Сделка {{lead.name}}"))].into(),
        ..Trigger::default()
    };
    let blocks = scenario.blocks.iter_mut();
    blocks.for_each(|block| block.triggers.push(note.clone()));
    scenario
}

fn lead(work: &Work) -> EntityRef {
    let id = work.event["lead"]["id"].as_u64().unwrap_or_default();
    EntityRef {
        kind: EntityKind::Lead,
        id,
    }
}

fn facts(json: &Json) -> Snapshot {
    Snapshot::from_json(&json.to_string()).expect("facts of the benchmark")
}

/// W2 and W4 over facts of another size.
fn of_facts(work: &Work, json: &Json) -> Vec<Job> {
    let bytes = json.to_string();
    let snapshot = facts(json);
    let names = Arc::clone(&snapshot.dictionaries);
    let fleet = Arc::new(Fleet::compile(
        &[ours::scenario(&work.w2, &work.event)],
        names,
    ));
    let loaded = fleet.load(&snapshot);
    let template = Template::parse(&crate::letter::ours(&work.letter));
    let mut scratch = Scratch::default();
    let (reading, loading) = (Arc::clone(&fleet), Arc::clone(&fleet));
    let whole = bytes.clone();
    let held = snapshot.clone();
    vec![
        ("read all", Box::new(move || facts_of(&whole))),
        (
            "read what W2 needs",
            Box::new(move || usize::from(reading.read(bytes.as_bytes()).is_ok())),
        ),
        (
            "load W2",
            Box::new(move || {
                std::hint::black_box(loading.load(&held));
                1
            }),
        ),
        (
            "decide W2",
            Box::new(move || fleet.passing(&loaded, &mut scratch).len()),
        ),
        (
            "write W4",
            Box::new(move || template.render(&snapshot).text.len()),
        ),
    ]
}

fn facts_of(bytes: &str) -> usize {
    usize::from(Snapshot::from_json(bytes).is_ok())
}

fn with_fields(work: &Work, factor: usize) -> Json {
    let mut facts = ours::facts(work);
    let given = facts["lead"]["custom_fields_values"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let copies = (1..factor as u64).flat_map(|copy| {
        given.iter().map(move |field| {
            let mut field = field.clone();
            field["field_id"] =
                json!(field["field_id"].as_u64().unwrap_or_default() + copy * 10_000_000);
            field
        })
    });
    let all: Vec<Json> = copies.chain(given.iter().cloned()).collect();
    facts["custom_fields"]["leads"] = all
        .iter()
        .map(|it| json!({ "id": it["field_id"], "name": it["field_name"], "type": it["field_type"] }))
        .collect();
    facts["lead"]["custom_fields_values"] = all.into();
    facts
}

fn with_tags(work: &Work, factor: usize) -> Json {
    let mut facts = ours::facts(work);
    let tags = &mut facts["lead"]["_embedded"]["tags"];
    let given = tags.as_array().cloned().unwrap_or_default();
    let more = (0..given.len() * (factor - 1))
        .map(|index| json!({ "id": index + 1, "name": format!("метка {index}") }));
    *tags = given.iter().cloned().chain(more).collect();
    facts
}

fn of_template(work: &Work, factor: usize) -> Vec<Job> {
    let snapshot = facts(&ours::facts(work));
    let piece = "Сделка {{lead.name}} — от {{lead.created_at:df(d.m.Y)}}, подробности (по телефону) {позже}.\n";
    let source = piece.repeat(factor);
    let (parsed, prepared) = (
        Template::parse(&source),
        Prepared::new(Template::parse(&source)),
    );
    let loaded = prepared.load(&snapshot);
    let held = snapshot.clone();
    vec![
        (
            "parse",
            Box::new(move || Template::parse(&source).parts().len()),
        ),
        (
            "render",
            Box::new(move || parsed.render(&snapshot).text.len()),
        ),
        (
            "render prepared",
            Box::new(move || prepared.render(&loaded, &held, Place::Plain).text.len()),
        ),
    ]
}

/// Works over a long variable; 30 000 characters at 100×.
fn of_variables(work: &Work, factor: usize) -> Vec<Job> {
    let mut json = ours::facts(work);
    let long = "Станки с ЧПУ, a1 "
        .repeat(18 * factor)
        .chars()
        .take(300 * factor)
        .collect::<String>();
    json["variables"] = json!({ "long": long, "same": format!("{long}.") });
    let snapshot = facts(&json);
    let mut jobs: Vec<Job> = Vec::new();
    let bytes = json.to_string();
    jobs.push(("read", Box::new(move || facts_of(&bytes))));
    for (name, source) in [
        ("insert", "до {long} после"),
        ("case", "{{ {long}:lwc:ucw:upc }}"),
        ("replace", "{{ {long}:replace(ЧПУ,ручным управлением) }}"),
        ("regular expression", r"{{ {long}:regreplace([0-9]+,-) }}"),
        (
            "expression without a match",
            r"{{ {long}:regexp((а|б|в)+Я$) }}",
        ),
        ("split", "{{ {long}:split(a,end) }}"),
        ("list", "{{ {long}:unique:join(; ) }}"),
        ("escape", "{{ {long}:html:url:json }}"),
        ("translit", "{{ {long}:translit }}"),
        ("strip tags", "{{ {long}:striptags }}"),
        ("count", "{{ {long}:length }}"),
    ] {
        let (template, snapshot) = (Template::parse(source), snapshot.clone());
        jobs.push((
            name,
            Box::new(move || template.render(&snapshot).text.len()),
        ));
    }
    for (name, operator) in [
        ("compare", "eq"),
        ("contains", "contains"),
        ("begins", "starts"),
        ("match", "match"),
        ("less", "lt"),
    ] {
        let fact = |name: &str| engine::Fact::Dynamic(snapshot.variables[name].clone());
        let (left, right) = (fact("long"), fact("same"));
        let Some(entry) = engine::operators::find(operator) else {
            continue;
        };
        jobs.push((
            name,
            Box::new(move || usize::from(engine::operators::compare(&left, entry, &right).result)),
        ));
    }
    jobs
}
