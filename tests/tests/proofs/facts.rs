//! Random facts over the same few values, also empty, missing and odd ones.

use serde_json::{Value as Json, json};
use tests::{case, random::Random};

const TEXTS: [&str; 10] = [
    "опт",
    "ОПТ",
    "опт, розница",
    "розница опт",
    "о",
    "пт",
    "10",
    "",
    ",",
    "понедельник",
];

/// What a variable of a hook brought.
const HOOK: [&str; 17] = [
    "0",
    "1",
    "2.0",
    "2",
    "03",
    "3",
    "+3",
    "опт",
    "ОПТ",
    "пт",
    "10",
    "2024-02-29",
    "29.02.2024 12:05",
    "2024-02-29 10:00",
    "29.02.2024 23:00",
    "1.03.2024",
    "",
];

/// 28.02.2024 to 01.03.2024 in Moscow: midnights, noons, and a second beside them.
const SECONDS: [i64; 9] = [
    1_709_067_600,
    1_709_067_599,
    1_709_111_100,
    1_709_154_000,
    1_709_197_500,
    1_709_197_501,
    1_709_240_399,
    1_709_240_400,
    1_709_300_000,
];

/// Facts over the shared account.
pub fn facts(random: &mut Random) -> Json {
    let (day, hour) = (
        random.pick(&[26, 27, 28, 29]),
        random.pick(&["00:00", "08:59", "09:00", "12:05", "18:00", "23:59"]),
    );
    let mut own = json!({ "now": format!("2024-02-{day}T{hour}:00+03:00") });
    if random.once_in(3) {
        own["now"] = json!(format!(
            "2024-03-0{}T{hour}:01+03:00",
            random.pick(&[1, 2, 3])
        ));
    }
    if !random.once_in(5) {
        own["lead"] = lead(random);
    }
    if !random.once_in(3) {
        own["contacts"] = json!([contact(random)]);
    }
    if !random.once_in(3) {
        own["previous"] = previous(random);
        own["event"] = json!({ "code": "lead_changed", "at": 1_709_197_400 });
    }
    if random.once_in(2) {
        own["tasks"] = json!([{ "id": 1, "entity_id": 7, "entity_type": "leads", "is_completed": random.once_in(2) }]);
    }
    if !random.once_in(3) {
        own["run"] = json!({ "n": random.pick(&HOOK) });
    }
    case::facts(&own).unwrap_or(own)
}

fn lead(random: &mut Random) -> Json {
    let (pipeline, status) = random.pick(&[
        (Some(1), Some(1001)),
        (Some(1), Some(1002)),
        (Some(2), Some(2001)),
        (Some(1), Some(142)),
        (Some(2), Some(142)),
        (Some(2), Some(143)),
        (Some(9), Some(77)),
        (None, Some(1001)),
        (Some(1), None),
        (None, None),
    ]);
    let tags: Vec<Json> = (0..random.below(3))
        .map(|_| json!({ "name": random.pick(&TEXTS) }))
        .collect();
    let mut lead = json!({
        "id": 7,
        "name": random.pick(&TEXTS),
        "responsible_user_id": random.pick(&[Some(11), Some(12), Some(99), None]),
        "created_at": random.pick(&SECONDS),
        "closed_at": random.once_in(2).then(|| random.pick(&SECONDS)),
        "pipeline_id": pipeline,
        "status_id": status,
        "custom_fields_values": fields(random),
        "_embedded": { "tags": tags, "contacts": [{ "id": 2, "is_main": true }] },
    });
    if !random.once_in(4) {
        lead["price"] = json!(random.pick(&[0, 1, 2, 3, 4]));
    }
    lead
}

fn fields(random: &mut Random) -> Vec<Json> {
    let mut filled = Vec::new();
    for field in [5, 101, 108, 109, 111, 114, 115, 999] {
        if random.once_in(4) {
            continue;
        }
        let odd = random.once_in(6);
        let value = match field {
            _ if odd => json!({ "value": random.pick(&TEXTS) }),
            5 => json!({ "value": random.pick(&["0", "1", "1.5", "2", "3", "7"]) }),
            108 => json!({ "value": random.once_in(2) }),
            109 => option(random.pick(&[901, 902, 903])),
            111 => option(random.pick(&[921, 922])),
            114 | 115 => json!({ "value": random.pick(&SECONDS) }),
            999 => match random.below(3) {
                0 => json!({ "value": "+79270000011", "enum_code": "WORK" }),
                _ => json!({ "value": random.pick(&["1", "3", "опт", "пт"]) }),
            },
            _ => json!({ "value": random.pick(&TEXTS) }),
        };
        let second =
            (field == 111 && random.once_in(2)).then(|| option(random.pick(&[921, 922, 923])));
        let values: Vec<Json> = std::iter::once(value).chain(second).collect();
        let kind = random.pick(&["numeric", "text", "multitext", "multiselect"]);
        filled.push(json!({ "field_id": field, "field_type": kind, "field_code": "PHONE", "values": values }));
    }
    filled
}

/// An option with the text that the account gives it.
fn option(id: u64) -> Json {
    let text = match id {
        901 => "Сайт",
        902 => "Звонок",
        903 => "Выставка",
        921 => "Станки",
        922 => "Сервис",
        _ => "Запчасти, расходники",
    };
    json!({ "enum_id": id, "value": text })
}

fn contact(random: &mut Random) -> Json {
    let phones: Vec<Json> = (0..random.below(3))
        .map(|_| json!({ "value": random.pick(&["+79270000011", "8 927 000 00 11", "+19270000011", "опт", "10"]) }))
        .collect();
    let mails: Vec<Json> = (0..random.below(3))
        .map(|_| json!({ "value": random.pick(&["a@b.ru", " A@b.ru", "c@b.ru", "b.ru", "опт"]) }))
        .collect();
    json!({
        "id": 2,
        "name": random.pick(&TEXTS),
        "custom_fields_values": [
            { "field_id": 201, "field_code": "PHONE", "values": phones },
            { "field_id": 202, "field_code": "EMAIL", "values": mails },
        ],
        "_embedded": random.once_in(2).then(|| json!({ "leads": [{ "id": 7 }] })),
    })
}

fn previous(random: &mut Random) -> Json {
    let mut previous = json!({});
    if random.once_in(2) {
        previous["price"] = json!(random.pick(&[Some(0), Some(1), Some(3), None]));
    }
    if random.once_in(2) {
        previous["status_id"] = json!(random.pick(&[1001, 1002, 142]));
    }
    if random.once_in(2) {
        previous["name"] = json!(random.pick(&TEXTS));
    }
    if random.once_in(2) {
        previous["responsible_user_id"] = json!(random.pick(&[11, 12]));
    }
    previous
}
