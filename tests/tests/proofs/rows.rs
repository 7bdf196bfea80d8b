//! Random scenarios over few values and few constants, so that rows often speak of the same thing.

use serde_json::{Value as Json, json};
use tests::random::Random;

/// Values by what they are compared with.
const FAMILIES: [&[&str]; 14] = [
    &[
        "lead.budget",
        "lead.cf(5)",
        "hook(n)",
        "lead.contacts_count",
    ],
    &[
        "lead.name",
        "lead.cf(101)",
        "hook(n)",
        "contact.name",
        "lead.cf(999)",
    ],
    &["lead.tags", "lead.cf(111)"],
    &["lead.status", "lead.pipeline", "lead.state"],
    &[
        "lead.created_at",
        "lead.cf(114)",
        "lead.cf(115)",
        "lead.closed_at",
    ],
    &["now.time", "now.weekday", "now.date", "now.datetime"],
    &[
        "lead.exists",
        "contact.exists",
        "lead.cf(108)",
        "lead.budget",
        "contact.name",
    ],
    &["lead.cf(109)", "lead.responsible"],
    &["contact.phones", "contact.phone", "lead.cf(999)"],
    &[
        "lead.budget",
        "lead.cf(5)",
        "lead.previous_budget",
        "hook(n)",
    ],
    &["lead.name", "contact.name", "lead.cf(101)", "hook(n)"],
    &[
        "lead.created_at",
        "lead.cf(114)",
        "lead.cf(115)",
        "now.datetime",
        "lead.cf(101)",
    ],
    &["contact.phone", "contact.email", "contact.emails"],
    &[
        "lead.tags_count",
        "lead.contacts_count",
        "lead.tasks.open",
        "contact.leads_count",
        "now.day",
        "now.month",
    ],
];

/// Values that are whole numbers.
const COUNTS: [&str; 5] = [
    "lead.tags_count",
    "lead.tasks.open",
    "contact.leads_count",
    "now.day",
    "now.month",
];

const PHONES: [&str; 6] = [
    "+79270000011",
    "89270000011",
    "9270000011",
    "10",
    "опт",
    "+1 927 000-00-11",
];
const MAILS: [&str; 4] = ["a@b.ru", "A@B.RU ", "c@b.ru", "b.ru"];

const TEXTS: [&str; 9] = [
    "опт",
    "Опт ",
    "опт, розница",
    "о",
    "пт",
    "розница",
    "10",
    "",
    ",",
];

/// What a text of unknown type can look like.
const DYNAMIC: [&str; 10] = [
    "1",
    "2.0",
    "2,00",
    "03",
    "+3",
    "3",
    "2024-02-29",
    "29.02.2024",
    "2024-02-29 12:05",
    "29.02.2024 10:00",
];

/// Names of stages, pipelines, users and options, and numbers of some.
const NAMES: [&str; 10] = [
    "Новая",
    "принято в работу",
    "Продажи",
    "Опт",
    "Анна Петрова",
    "борис оптов ",
    "Сайт",
    "Звонок",
    "1002",
    "901",
];

/// One to three blocks for changed deals.
pub fn scenario(random: &mut Random) -> Json {
    let shared = random.once_in(3).then(|| block(random));
    let count = 1 + random.below(3);
    let mut blocks = Vec::new();
    for _ in 0..count {
        let mut block = match &shared {
            Some(shared) if random.below(3) > 0 => shared.clone(),
            _ => block(random),
        };
        block["triggers"] = json!([trigger(random)]);
        blocks.push(block);
    }
    json!({ "name": "Сценарий", "event": "lead_changed", "blocks": blocks })
}

fn trigger(random: &mut Random) -> Json {
    let (kind, settings) = match random.below(6) {
        0 => ("change_stage", json!({ "stage": stage(random) })),
        1 => (
            "change_responsible",
            json!({ "user": random.pick(&[11, 12]) }),
        ),
        2 => {
            let field = random.pick(&["budget", "name", "cf(101)", "cf(5)", "cf(108)", "cf(109)"]);
            let value = random.pick(&[
                "1",
                "3",
                "опт",
                "Сайт",
                "да",
                "",
                "{reset}",
                "{{lead.name}}",
            ]);
            let fields = json!([{ "field": field, "value": value }]);
            ("change_lead_fields", json!({ "fields": fields }))
        }
        3 => (
            "change_tags",
            json!({
                "mode": random.pick(&["add", "remove", "remove"]),
                "tags": random.pick(&["опт", "розница, о", ""]),
            }),
        ),
        _ => ("add_note", json!({ "text": "Привет" })),
    };
    json!({ "kind": kind, "settings": settings })
}

fn block(random: &mut Random) -> Json {
    let family = random.pick(&FAMILIES);
    let other = random.pick(&FAMILIES);
    let joiners = random.pick(&[["and", "and"], ["or", "or"], ["and", "or"]]);
    let rows: Vec<Json> = (0..1 + random.below(4))
        .map(|index| {
            let family = if random.once_in(5) { other } else { family };
            let mut row = row(random, family);
            row["id"] = json!((index + 1).to_string());
            row["joiner"] = json!(random.pick(&joiners));
            row["muted"] = json!(random.once_in(20));
            row
        })
        .collect();
    let brackets = random.once_in(3).then(|| brackets(random, rows.len()));
    json!({ "conditions": rows, "formula": brackets })
}

/// Every row once, some with «НЕ», some in a bracket of their own.
fn brackets(random: &mut Random, count: usize) -> Json {
    let (mut outer, mut inner) = (Vec::new(), Vec::new());
    for index in 0..count {
        let row = json!({ "row": { "id": (index + 1).to_string(), "not": random.once_in(3) } });
        match random.once_in(3) {
            true => inner.push(row),
            false => outer.push(row),
        }
    }
    let mut join = || random.pick(&["all", "any"]);
    let (one, other) = (join(), join());
    if !inner.is_empty() {
        let not = random.once_in(3);
        outer.push(json!({ "group": { "join": one, "not": not, "items": inner } }));
    }
    json!({ "join": other, "not": random.once_in(4), "items": outer })
}

fn row(random: &mut Random, family: &[&str]) -> Json {
    let path = random.pick(family);
    if random.once_in(12) {
        let sides = [constant(random, path), constant(random, path)];
        let operator = operator(random, path);
        return json!({ "left": sides[0], "operator": operator, "right": sides[1] });
    }
    let left = side(random, path);
    let unary = ["empty", "nempty", "changed", "nchanged"];
    match random.below(8) {
        0 => json!({ "left": left, "operator": random.pick(&unary) }),
        1 | 2 => {
            let other = random.pick(family);
            json!({ "left": left, "operator": operator(random, path), "right": side(random, other) })
        }
        3 => {
            let codes = [
                "eq", "ne", "gt", "ge", "lt", "le", "within", "nwithin", "contains",
            ];
            json!({ "left": constant(random, path), "operator": random.pick(&codes), "right": left })
        }
        _ => {
            let right = constant(random, path);
            json!({ "left": left, "operator": operator(random, path), "right": right })
        }
    }
}

fn side(random: &mut Random, path: &str) -> Json {
    let shifts = path == "now.datetime" || random.once_in(30);
    if shifts && random.once_in(2) {
        let amount = random.pick(&[-3, -1, 1, 2]);
        return json!({ "path": path, "offset": { "amount": amount, "unit": random.pick(&["days", "hours", "months"]) } });
    }
    json!({ "path": path })
}

fn operator(random: &mut Random, path: &str) -> &'static str {
    let order = ["eq", "ne", "gt", "ge", "lt", "le", "between"];
    let text = [
        "eq",
        "ne",
        "contains",
        "ncontains",
        "starts",
        "ends",
        "within",
        "nwithin",
        "in",
        "nin",
        "match",
    ];
    let sets = [
        "eq",
        "ne",
        "has_any",
        "has_all",
        "has_none",
        "contains",
        "ncontains",
    ];
    let names = ["eq", "ne", "in", "nin"];
    match path {
        "lead.tags" | "lead.cf(111)" => random.pick(&sets),
        "lead.name" | "contact.name" | "lead.cf(101)" | "contact.email" | "contact.emails" => {
            random.pick(&text)
        }
        "lead.status" | "lead.pipeline" | "lead.state" | "lead.cf(109)" | "lead.responsible"
        | "now.weekday" | "lead.exists" | "contact.exists" | "lead.cf(108)" => random.pick(&names),
        "hook(n)" | "lead.cf(999)" | "contact.phones" | "contact.phone" => match random.below(3) {
            0 => random.pick(&order),
            1 => random.pick(&sets),
            _ => random.pick(&text),
        },
        _ if random.once_in(8) => random.pick(&names),
        _ => random.pick(&order),
    }
}

/// A constant that fits the value, or a text.
fn constant(random: &mut Random, path: &str) -> Json {
    let text = random.pick(&TEXTS);
    let day = random.pick(&["2024-02-28", "2024-02-29", "2024-03-01"]);
    if random.once_in(15) {
        return json!({ "path": "const.text", "value": text });
    }
    let number = random.pick(&[0, 1, 2, 3]);
    let (kind, value) = match path {
        "hook(n)" if random.once_in(2) => match random.once_in(4) {
            true => (
                "list",
                json!([random.pick(&DYNAMIC), random.pick(&DYNAMIC)]),
            ),
            false => ("text", json!(random.pick(&DYNAMIC))),
        },
        "lead.status" | "lead.pipeline" | "lead.responsible" | "lead.cf(109)"
            if random.once_in(3) =>
        {
            match random.once_in(4) {
                true => ("list", json!([random.pick(&NAMES), random.pick(&NAMES)])),
                false => ("text", json!(random.pick(&NAMES))),
            }
        }
        "lead.budget" | "lead.previous_budget" | "lead.cf(5)" | "lead.contacts_count" => {
            match random.below(4) {
                0 => ("range", json!([number, random.pick(&[1, 2, 3])])),
                1 => ("list", json!(["1", "3"])),
                _ => ("number", json!(number)),
            }
        }
        it if COUNTS.contains(&it) => {
            let (low, high) = (
                random.pick(&[-1, 0, 1, 27]),
                random.pick(&[0, 1, 2, 12, 29, 31]),
            );
            match random.below(4) {
                0 => ("range", json!([low, high])),
                1 => ("number", json!(random.pick(&[0.5, 1.5, 28.5]))),
                _ => ("number", json!(random.pick(&[low, high]))),
            }
        }
        "contact.phone" | "contact.phones" if !random.once_in(4) => match random.once_in(3) {
            true => ("list", json!([random.pick(&PHONES), random.pick(&PHONES)])),
            false => ("text", json!(random.pick(&PHONES))),
        },
        "contact.email" | "contact.emails" if !random.once_in(4) => match random.once_in(3) {
            true => ("list", json!([random.pick(&MAILS), random.pick(&MAILS)])),
            false => ("text", json!(random.pick(&MAILS))),
        },
        "hook(n)" | "lead.cf(999)" if random.once_in(2) => ("number", json!(number)),
        "lead.tags" => match random.once_in(3) {
            true => ("list", json!([text, random.pick(&TEXTS)])),
            false => ("tag", json!([random.pick(&["опт", "розница"])])),
        },
        "lead.cf(111)" => match random.once_in(2) {
            true => ("option", json!([921, 922])),
            false => ("option", json!(random.pick(&[921, 922]))),
        },
        "lead.cf(109)" => ("option", json!(random.pick(&[901, 902]))),
        "lead.responsible" => ("user", json!(random.pick(&[11, 12]))),
        "lead.status" => ("stage", stage(random)),
        "lead.pipeline" => ("pipeline", json!(random.pick(&[1, 2, 3]))),
        "lead.state" => ("state", json!(random.pick(&["open", "success", "loss"]))),
        "lead.exists" | "contact.exists" | "lead.cf(108)" => ("bool", json!(random.once_in(2))),
        "now.weekday" => {
            let days = [
                &[1, 2, 3, 4, 5][..],
                &[6, 7],
                &[4],
                &[1, 2, 3],
                &[4, 5, 6, 7],
            ];
            ("weekday", json!(random.pick(&days)))
        }
        "now.time" => match random.once_in(3) {
            true => (
                "range",
                json!(["09:00", random.pick(&["12:05", "18:00", "08:00"])]),
            ),
            false => ("time", json!(random.pick(&["09:00", "12:05", "18:00"]))),
        },
        "lead.created_at" | "lead.closed_at" | "lead.cf(114)" | "lead.cf(115)" | "now.date"
        | "now.datetime" => match random.below(5) {
            0 => ("datetime", json!(format!("{day} 12:05:00"))),
            1 => ("range", json!([day, "2024-02-29"])),
            2 => (
                "text",
                json!(random.pick(&[
                    "28.02.2024",
                    "2024-02-29 12:05",
                    "1709154000",
                    "четверг",
                    "T"
                ])),
            ),
            _ => ("date", json!(day)),
        },
        _ if random.once_in(4) => ("list", json!([text, random.pick(&TEXTS)])),
        _ => ("text", json!(text)),
    };
    json!({ "path": format!("const.{kind}"), "value": value })
}

/// Stages in their own pipelines; one that the account does not have, and one without its pipeline.
fn stage(random: &mut Random) -> Json {
    let (pipeline, status) = random.pick(&[
        (Some(1), 1001),
        (Some(1), 1002),
        (Some(2), 2001),
        (Some(1), 142),
        (Some(2), 142),
        (None, 1001),
    ]);
    json!({ "pipeline": pipeline, "status": status })
}
