//! Random facts: the shared account with a deal, contacts, a company, tasks and variables, or without them.

use serde_json::{Value as Json, json};
use tests::{case, random::Random};

/// Texts that have bitten somebody: empty, wide, signs, numbers, dates, templates.
pub const TEXTS: [&str; 30] = [
    "",
    " ",
    "опт",
    "Опт, розница",
    "ЁЖ и ёж",
    "a\r\nb",
    "10",
    "10,0",
    "007",
    "+7 (927) 100-20-30",
    "-5",
    "1e9",
    "0.1",
    "99999999999999999999999999999",
    "29.02.2024",
    "2024-02-29 12:05",
    "31.02.2024",
    "12:05",
    "четверг",
    "да",
    "нет",
    "{{lead.id}}",
    "{report}",
    "}}",
    "%",
    "(",
    "ß İ ǅ",
    "🙂 ﬀ",
    "\u{a0}x\u{200b}",
    "anna@example.ru",
];

/// Numbers at the borders.
const NUMBERS: [&str; 8] = [
    "0",
    "1",
    "-1",
    "148500",
    "0.1",
    "12345678.9",
    "9007199254740993",
    "1e3",
];

/// Seconds at the borders of days, months, years and of what a calendar can hold.
const SECONDS: [i64; 9] = [
    0,
    -1,
    1_709_197_500,
    1_709_153_999,
    1_709_154_000,
    253_402_300_799,
    -62_135_596_800,
    9_223_372_036_854_775,
    i64::MAX,
];

const MOMENTS: [&str; 5] = [
    "2024-02-29T12:05:00+03:00",
    "2023-12-31T23:59:59+03:00",
    "2024-01-31T00:00:00Z",
    "1970-01-01T00:00:00Z",
    "2099-12-31T21:00:00Z",
];

/// Facts of the shape of `docs/facts.md`.
pub fn facts(random: &mut Random) -> Json {
    let mut own = json!({ "now": random.pick(&MOMENTS) });
    if !random.once_in(6) {
        own["lead"] = entity(random, 7, FIELDS_OF_LEADS);
        own["lead"]["price"] = number(random);
        own["lead"]["status_id"] = json!(random.pick(&[1001, 1002, 142, 143, 5]));
        own["lead"]["pipeline_id"] = json!(random.pick(&[1, 2, 3]));
        own["lead"]["closest_task_at"] = json!(random.pick(&SECONDS));
    }
    if !random.once_in(3) {
        let contacts: Vec<Json> = (1..=random.below(3) as u64 + 1)
            .map(|id| entity(random, id, &[201, 202, 203, 204, 205]))
            .collect();
        own["contacts"] = json!(contacts);
    }
    if random.once_in(2) {
        own["company"] = entity(random, 3, &[301, 302, 303, 304, 305]);
    }
    if random.once_in(2) {
        own["tasks"] = json!([task(random, 50), task(random, 51)]);
    }
    own["variables"] = json!({ "report": text(random), "x": text(random) });
    own["run"] = json!({ "phone": text(random) });
    case::facts(&own).unwrap_or(own)
}

const FIELDS_OF_LEADS: &[u64] = &[
    5, 101, 102, 105, 106, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121,
    122, 123, 124,
];

/// One of the texts.
pub fn text(random: &mut Random) -> &'static str {
    random.pick(&TEXTS)
}

fn number(random: &mut Random) -> Json {
    serde_json::from_str(random.pick(&NUMBERS)).unwrap_or(Json::Null)
}

fn entity(random: &mut Random, id: u64, fields: &[u64]) -> Json {
    let mut filled = Vec::new();
    for field in fields {
        if !random.once_in(3) {
            filled.push(json!({ "field_id": field, "values": [value(random), value(random)] }));
        }
    }
    let tags: Vec<Json> = (0..random.below(4))
        .map(|id| json!({ "id": id, "name": text(random) }))
        .collect();
    json!({
        "id": id,
        "name": text(random),
        "first_name": text(random),
        "responsible_user_id": random.pick(&[0, 11, 12, 99]),
        "created_at": random.pick(&SECONDS),
        "custom_fields_values": filled,
        "_embedded": { "tags": tags, "contacts": [{ "id": 2, "is_main": random.once_in(2) }] },
    })
}

/// A value of a field as it may come: of its type, or of another one.
fn value(random: &mut Random) -> Json {
    let (option, seconds) = (random.pick(&[901, 921, 931, 1]), random.pick(&SECONDS));
    match random.below(7) {
        0 | 1 => json!({ "value": text(random) }),
        2 => json!({ "value": number(random) }),
        3 => json!({ "value": random.once_in(2) }),
        4 => json!({ "value": seconds }),
        5 => json!({ "value": text(random), "enum_id": option, "enum_code": "WORK" }),
        _ => json!({ "value": { "name": text(random), "vat_id": "7700000000" } }),
    }
}

fn task(random: &mut Random, id: u64) -> Json {
    json!({
        "id": id,
        "text": text(random),
        "is_completed": random.once_in(2),
        "complete_till": random.pick(&SECONDS),
        "entity_id": 7,
        "entity_type": "leads",
    })
}
