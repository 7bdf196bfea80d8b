//! A thousand events that differ in what the scenarios of W3 ask for.

use serde_json::{Value as Json, json};

use crate::{
    ours,
    work::{Test, Work},
};

/// How many there are.
pub const COUNT: usize = 1000;
/// So many conditions of the scenarios are made true in each.
const MET: usize = 7;

/// Facts files, each with a few conditions of W3 met.
pub fn events(work: &Work) -> Vec<String> {
    let facts = ours::facts(work);
    let tests: Vec<&Test> = work.w3.iter().flatten().flatten().collect();
    let event = |number: usize| {
        let mut facts = facts.clone();
        for met in 0..MET {
            // A prime step comes to every condition in turn.
            let place = (number * MET + met) * 7919 % tests.len();
            meet(&mut facts, tests[place]);
        }
        facts.to_string()
    };
    (0..COUNT).map(event).collect()
}

fn meet(facts: &mut Json, test: &Test) {
    let now = facts["now"].as_i64().unwrap_or_default();
    let lead = &mut facts["lead"];
    match test {
        Test::StatusEq { v } => lead["status_id"] = json!(v),
        Test::PipelineEq { v } => lead["pipeline_id"] = json!(v),
        Test::ResponsibleIn { v } => lead["responsible_user_id"] = json!(v.first()),
        Test::PriceGt { v } => lead["price"] = json!(v + 1),
        Test::PriceLt { v } => lead["price"] = json!(v - 1),
        Test::NameIcontains { v, .. } => lead["name"] = json!(format!("Заказ {v}")),
        Test::TagHas { v } => lead["_embedded"]["tags"] = json!([{ "id": 1, "name": v }]),
        Test::OlderDays { v } => lead["created_at"] = json!(now - (v + 1) * 86_400),
        Test::CfEnumIn { field, v } => {
            let id = v.first().copied().unwrap_or_default();
            set(
                lead,
                *field,
                json!({ "value": id.to_string(), "enum_id": id }),
            );
        }
        Test::CfTextEq { field, v } => set(lead, *field, json!({ "value": v })),
        Test::CfNumGt { field, v } => {
            set(lead, *field, json!({ "value": (v + 1).to_string() }));
        }
    }
}

fn set(lead: &mut Json, field: u64, value: Json) {
    let fields = lead["custom_fields_values"].as_array_mut();
    let found = fields.and_then(|it| it.iter_mut().find(|it| it["field_id"] == json!(field)));
    if let Some(found) = found {
        found["values"] = json!([value]);
    }
}
