//! Random scenarios from the catalogue: every value, operator and trigger, with fitting and wrong settings.

use engine::{catalogue, params::Input};
use serde_json::{Value as Json, json};
use tests::random::Random;

use crate::{facts, template};

const PATHS: [&str; 20] = [
    "lead.cf(101)",
    "lead.cf(105)",
    "lead.cf(108)",
    "lead.cf(109)",
    "lead.cf(111)",
    "lead.cf(112)",
    "lead.cf(113)",
    "lead.cf(114)",
    "lead.cf(115)",
    "lead.cf(117)",
    "lead.cf(118)",
    "lead.cf(124)",
    "contact.cf(201)",
    "contact.cf(204)",
    "company.cf(303)",
    "global(report)",
    "global(x)",
    "hook(phone)",
    "lead.cf(999)",
    "no.such",
];

/// A scenario with one to three blocks.
pub fn scenario(random: &mut Random) -> Json {
    let events = &catalogue().events;
    let event = events[random.below(events.len())].code;
    let blocks: Vec<Json> = (0..=random.below(3))
        .map(|index| block(random, index))
        .collect();
    json!({ "name": facts::text(random), "event": event, "blocks": blocks })
}

/// Both sides and the operator of a condition.
pub fn comparison(random: &mut Random) -> (Json, String, Option<Json>) {
    let operators = &catalogue().operators;
    let operator = operators[random.below(operators.len())].code;
    let right = (!random.once_in(8)).then(|| operand(random));
    (operand(random), operator.to_owned(), right)
}

fn block(random: &mut Random, index: usize) -> Json {
    let conditions: Vec<Json> = (0..random.below(5))
        .map(|index| condition(random, index))
        .collect();
    let triggers: Vec<Json> = (0..random.below(4))
        .map(|index| trigger(random, index))
        .collect();
    json!({ "id": format!("b{index}"), "name": "", "conditions": conditions, "triggers": triggers })
}

fn condition(random: &mut Random, index: usize) -> Json {
    let (left, operator, right) = comparison(random);
    json!({
        "id": format!("c{index}"),
        "joiner": random.pick(&["and", "or"]),
        "left": (!random.once_in(10)).then_some(left),
        "operator": (!random.once_in(10)).then_some(operator),
        "right": right,
        "muted": random.once_in(10),
    })
}

fn operand(random: &mut Random) -> Json {
    let values = &catalogue().values;
    let path = match random.below(3) {
        0 => random.pick(&PATHS).to_string(),
        1 => values[random.below(values.len())].path.to_owned(),
        _ => return constant(random),
    };
    if random.once_in(4) {
        let unit = random.pick(&["minutes", "hours", "days", "weeks", "months", "years"]);
        let amount = random.pick(&[1, -1, 31, -12, 100_000, i32::MAX, i32::MIN]);
        return json!({ "path": path, "offset": { "amount": amount, "unit": unit } });
    }
    json!({ "path": path })
}

/// A constant of any kind; one in four has a value of the shape of another kind.
fn constant(random: &mut Random) -> Json {
    let kinds = [
        "text", "number", "list", "bool", "date", "datetime", "time", "weekday", "option", "user",
        "group", "stage", "pipeline", "tag", "range",
    ];
    let kind = random.pick(&kinds);
    let shape = if random.once_in(4) {
        random.pick(&kinds)
    } else {
        kind
    };
    json!({ "path": format!("const.{kind}"), "value": shaped(random, shape) })
}

/// A value of the shape that a kind of constant has.
fn shaped(random: &mut Random, kind: &str) -> Json {
    let text = facts::text(random);
    match kind {
        "number" => json!(random.pick(&["0", "-5", "10,0", "148500", "1e9", "0.1"])),
        "list" | "tag" => json!([text, facts::text(random)]),
        "bool" => json!(random.once_in(2)),
        "date" => json!(random.pick(&["2024-02-29", "2023-12-31", "0000-00-00", "2024-02-30"])),
        "datetime" => json!(random.pick(&[
            "2024-02-29 12:05",
            "2024-03-01 00:00:00",
            "2024-02-29 24:00"
        ])),
        "time" => json!(random.pick(&["12:05", "00:00", "23:59:59", "25:00"])),
        "weekday" => json!([random.below(9), 7]),
        "option" => json!([random.pick(&[901, 902, 911, 921, 923, 1]), 922]),
        "user" => json!(random.pick(&[11, 12, 14, 99])),
        "group" => json!(random.pick(&[0, 501, 9])),
        "stage" => {
            json!({ "pipeline": random.pick(&[1, 2]), "status": random.pick(&[142, 1002, 9]) })
        }
        "pipeline" => json!(random.pick(&[1, 2, 9])),
        "range" => json!([text, facts::text(random)]),
        _ => match random.once_in(2) {
            true => json!(text),
            false => json!(template::text(random, 2)),
        },
    }
}

fn trigger(random: &mut Random, index: usize) -> Json {
    let triggers = &catalogue().triggers;
    let entry = triggers[random.below(triggers.len())];
    let mut settings = json!({});
    for setting in entry.settings {
        if !random.once_in(6) {
            settings[setting.name] = value(random, setting.input);
        }
    }
    let target = random.pick(&["lead", "contact", "company", "task"]);
    json!({
        "id": format!("t{index}"),
        "kind": entry.code,
        "target": random.once_in(3).then_some(target),
        "settings": settings,
        "muted": random.once_in(10),
        "timer": timer(random),
    })
}

fn value(random: &mut Random, input: Input) -> Json {
    if random.once_in(12) {
        return json!({ "wrong": [facts::text(random)] });
    }
    match input {
        Input::Line | Input::Text => json!(template::text(random, 2)),
        Input::Number => json!(random.pick(&[0_i64, 5, -5, i64::MAX])),
        Input::Flag => json!(random.once_in(2)),
        Input::User => match random.below(3) {
            0 => json!(template::text(random, 3)),
            _ => json!(random.pick(&[11, 12, 14, 99])),
        },
        Input::Stage => json!({ "pipeline": 1, "status": random.pick(&[142, 1002, 9]) }),
        Input::TaskType => json!(random.pick(&[1, 2, 31, 99])),
        Input::Period => {
            let amount = random.pick(&[0, 1, 60, -1, i32::MAX]);
            json!({ "amount": amount, "unit": random.pick(&["minutes", "hours", "months"]) })
        }
        Input::Fields => fields(random),
        Input::Choice(codes) => json!(random.pick(codes).0),
        Input::Choices(codes) => json!([random.pick(codes).0]),
        Input::Rows(columns) => rows(random, columns),
        Input::Scenario | Input::Listed(_) => json!(random.pick(&[1, 7, 99])),
        Input::Variable => json!(random.pick(&["report", "Report", "нет такой"])),
        Input::Delayed => json!({
            "scenario": random.pick(&[1, 99]), "block": random.pick(&["b1", "b9"]), "trigger": "t1",
        }),
    }
}

fn rows(random: &mut Random, columns: &[engine::params::Setting]) -> Json {
    let mut rows = Vec::new();
    for _ in 0..random.below(3) {
        let mut row = json!({});
        for column in columns {
            row[column.name] = value(random, column.input);
        }
        rows.push(row);
    }
    Json::Array(rows)
}

/// Mostly none; else each of its three forms.
fn timer(random: &mut Random) -> Json {
    let field = random.pick(&[
        "lead.cf(114)",
        "lead.cf(115)",
        "contact.cf(204)",
        "lead.name",
        "x",
    ]);
    let shift = random.pick(&[0, 1, -31, 400, i32::MIN]);
    match random.below(12) {
        0 => json!({ "delay": { "amount": random.pick(&[0, 1, 90, u64::MAX]), "unit": "days" } }),
        1 => {
            json!({ "date": { "field": field, "shift_days": shift, "past": "now" }, "overwrite": true })
        }
        2 => json!({ "year_day": { "field": field, "shift_days": shift, "time": "9:30" } }),
        _ => Json::Null,
    }
}

fn fields(random: &mut Random) -> Json {
    let names = [
        "name",
        "budget",
        "first_name",
        "cf(101)",
        "cf(105)",
        "cf(108)",
        "cf(109)",
        "cf(111)",
        "cf(114)",
        "cf(115)",
        "cf(117)",
        "cf(118)",
        "cf(201)",
        "cf(304)",
        "cf(999)",
        "nonsense",
    ];
    let rows = (0..=random.below(3)).map(|_| {
        let reset = if random.once_in(6) { "{reset}," } else { "" };
        let value = format!("{reset}{}", template::text(random, 2));
        json!({ "field": random.pick(&names), "value": value })
    });
    Json::Array(rows.collect())
}
