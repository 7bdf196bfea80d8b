//! The work of proofs on scenarios of one, ten and a hundred times a size, and of circles, counted and not timed.
#![allow(clippy::unwrap_used)]

use serde_json::{Value as Json, json};

use super::{chains, check, proof::taken};
use crate::{problem::Code, scenario::Scenario, snapshot::Dictionaries};

/// A row by its number among all rows of the scenario.
type Row = fn(usize) -> Json;

fn number(operator: &str, value: usize) -> Json {
    let right = json!({"path": "const.number", "value": value});
    json!({"left": {"path": "lead.budget"}, "operator": operator, "right": right})
}

fn text(operator: &str, value: &str) -> Json {
    let right = json!({"path": "const.text", "value": value});
    json!({"left": {"path": "lead.name"}, "operator": operator, "right": right})
}

/// Rows of which all can hold, of which none holds beside another one, and of many kinds of values.
const SHAPES: [(&str, Row); 9] = [
    ("a number above many", |at| number("gt", at)),
    ("a number that equals many", |at| number("eq", at)),
    ("a number above and below", |at| {
        number(if at % 2 == 0 { "gt" } else { "lt" }, at)
    }),
    ("a text with many parts", |at| {
        text("contains", &format!("часть {at}."))
    }),
    ("a text that begins with many", |at| {
        text("starts", &format!("начало {at}."))
    }),
    ("a date beside moments", |at| {
        json!({"left": {"path": "lead.created_at"}, "operator": "lt",
            "right": {"path": "now.datetime", "offset": {"amount": at, "unit": "days"}}})
    }),
    ("stages", |at| {
        let stage = json!({"pipeline": at % 50, "status": 1000 + at});
        json!({"left": {"path": "lead.status"}, "operator": "ne", "right": {"path": "const.stage", "value": stage}})
    }),
    ("tags", |at| {
        let tags = json!([format!("тег {at}"), format!("тег {}", at + 1)]);
        json!({"left": {"path": "lead.tags"}, "operator": "has_any", "right": {"path": "const.list", "value": tags}})
    }),
    ("many fields", |at| {
        json!({"left": {"path": format!("lead.cf({at})")}, "operator": "eq",
            "right": {"path": "const.number", "value": at}})
    }),
];

fn scenario(blocks: Vec<Json>) -> Scenario {
    serde_json::from_value(json!({"name": "Рост", "event": "lead_changed", "blocks": blocks}))
        .unwrap()
}

fn block(rows: Vec<Json>, joiner: &str) -> Json {
    let mut rows = rows;
    rows.iter_mut()
        .for_each(|row| row["joiner"] = json!(joiner));
    let note = json!({"kind": "add_note", "settings": {"text": "Привет"}});
    json!({"name": "Блок", "conditions": rows, "triggers": [note]})
}

/// Steps at the three sizes.
fn steps(of: impl Fn(usize) -> Scenario) -> [usize; 3] {
    [1, 10, 100].map(|factor| {
        let scenario = of(factor);
        taken();
        check(&scenario, &Dictionaries::default());
        taken()
    })
}

/// n log n, where small sizes have about as much to do as anything costs at least.
fn is_bounded(counts: [usize; 3], size: usize) -> bool {
    let log = |factor: usize| ((size * factor) as f64).log2().max(1.0);
    let [small, _, large] = counts.map(|count| count.max(size * 20) as f64);
    large <= small * 100.0 * log(100) / log(1)
}

#[test]
fn rows_of_a_block() {
    for (name, row) in SHAPES {
        for joiner in ["and", "or"] {
            let of =
                |factor: usize| scenario(vec![block((0..6 * factor).map(row).collect(), joiner)]);
            let counts = steps(of);
            assert!(is_bounded(counts, 6), "{name} {joiner}: {counts:?}");
        }
    }
}

#[test]
fn blocks_of_a_scenario() {
    for (name, row) in SHAPES {
        let of = |factor: usize| {
            let rows = |at: usize| (at * 6..at * 6 + 6).map(row).collect();
            let blocks = (0..4 * factor).map(|at| block(rows(at), "and"));
            scenario(blocks.collect())
        };
        let counts = steps(of);
        assert!(is_bounded(counts, 4), "{name}: {counts:?}");
    }
}

/// The bound leaves proofs to blocks of sixty rows with one value, and to many more rows with others.
#[test]
fn ordinary_sizes_are_proved() {
    let codes = |rows: Vec<Json>| -> Vec<Code> {
        let problems = check(
            &scenario(vec![block(rows, "and")]),
            &Dictionaries::default(),
        );
        problems.into_iter().map(|problem| problem.code).collect()
    };
    let mut rows: Vec<Json> = (0..59).map(|at| number("gt", at)).collect();
    assert_eq!(codes(rows.clone()), []);
    rows.push(number("lt", 10));
    assert_eq!(codes(rows), [Code::Contradiction, Code::NeverRuns]);
    let mut rows: Vec<Json> = (0..400)
        .map(|at| json!({"left": {"path": format!("lead.cf({at})")}, "operator": "nempty"}))
        .collect();
    rows.extend([number("gt", 5), number("lt", 3)]);
    assert_eq!(codes(rows), [Code::Contradiction, Code::NeverRuns]);
}

/// A scenario by its number among so many.
type Member = fn(usize, usize) -> Json;

/// Scenarios of one event.
const ACCOUNTS: [(&str, Member); 4] = [
    ("each changes what the next one waits for", |at, count| {
        let stage = |at: usize| json!({"pipeline": 1, "status": 1000 + at});
        moving(
            &[json!({"left": {"path": "lead.status"}, "operator": "eq",
            "right": {"path": "const.stage", "value": stage(at)}})],
            stage((at + 1) % count),
        )
    }),
    ("each waits for what nobody sets", |at, count| {
        let stage = |at: usize| json!({"pipeline": 1, "status": 1000 + at});
        moving(
            &[json!({"left": {"path": "lead.status"}, "operator": "eq",
            "right": {"path": "const.stage", "value": stage(at)}})],
            stage(at + count),
        )
    }),
    ("each leads to all of the others", |at, _| {
        moving(&[], json!({"pipeline": 1, "status": 1000 + at}))
    }),
    ("each leads to all, and none comes back", |at, _| {
        let row = |operator: &str, value: usize| number(operator, value);
        moving(
            &[row("gt", at), row("le", at + 1)],
            json!({"pipeline": 1, "status": 1000 + at}),
        )
    }),
];

fn moving(rows: &[Json], stage: Json) -> Json {
    let trigger = json!({"kind": "change_stage", "settings": {"stage": stage}});
    json!({"name": "Этап", "event": "lead_status_changed",
        "blocks": [{"conditions": rows, "triggers": [trigger]}]})
}

/// What one scenario may cost at most, whatever the others are: 150 questions to conditions, 5000 moves.
const MAX_OF_ONE: usize = 100_000;

#[test]
fn scenarios_of_an_account() {
    for (name, of) in ACCOUNTS {
        for count in [4, 40, 80] {
            let scenarios = (0..count).map(|at| (at as u64, of(at, count)));
            let scenarios =
                scenarios.map(|(id, json)| (id, serde_json::from_value::<Scenario>(json).unwrap()));
            let scenarios: Vec<(u64, Scenario)> = scenarios.collect();
            taken();
            chains(&scenarios);
            let steps = taken();
            assert!(steps <= count * MAX_OF_ONE, "{name}: {steps} for {count}");
        }
    }
}
