//! Stages of a pipeline.

use serde_json::{Value, json};

use super::{number, pipelines};
use crate::answer::{Answer, Fault, Outcome};
use crate::call::{Call, request_id};
use crate::checks::{self, Checks};
use crate::envelope;
use crate::kind::Kind;
use crate::model::Stage;
use crate::state::{State, account_id};

/// As many stages as a pipeline can have.
const BATCH: usize = 100;

/// The colours that amoCRM offers.
const COLORS: [&str; 21] = [
    "#fffeb2", "#fffd7f", "#fff000", "#ffeab2", "#ffdc7f", "#ffce5a", "#ffdbdb", "#ffc8c8",
    "#ff8f92", "#d6eaff", "#c1e0ff", "#98cbff", "#ebffb1", "#deff81", "#87f2c0", "#f9deff",
    "#f3beff", "#ccc8f9", "#eb93ff", "#f2f3f4", "#e6e8ea",
];

/// `/leads/pipelines/{p}/statuses…`.
pub fn route(call: &Call, state: &mut State, pipeline: i64, path: &[&str]) -> Outcome {
    match (call.method.as_str(), path) {
        ("GET", []) => {
            let own = state.pipeline(pipeline).ok_or_else(Fault::not_found)?;
            let all = own
                .stages
                .iter()
                .map(|stage| show(call, pipeline, stage))
                .collect();
            envelope::whole(call, "statuses", all)
        }
        ("POST", []) => create(call, state, pipeline),
        ("GET", [id]) => Ok(Answer::ok(show(
            call,
            pipeline,
            find(state, pipeline, number(id)?)?,
        ))),
        ("PATCH", [id]) => update(call, state, pipeline, number(id)?),
        ("DELETE", [id]) => delete(state, pipeline, number(id)?),
        (_, [] | [_]) => Err(Fault::method()),
        _ => Err(Fault::not_found()),
    }
}

/// A stage as the API shows it.
pub fn show(call: &Call, pipeline: i64, stage: &Stage) -> Value {
    let mut body = stage.json(pipeline, account_id());
    if call.query.with("descriptions") {
        body["descriptions"] = json!([]);
    }
    body["_links"] = call.links(&format!("leads/pipelines/{pipeline}/statuses/{}", stage.id));
    body
}

fn find(state: &State, pipeline: i64, id: i64) -> Result<&Stage, Fault> {
    let own = state.pipeline(pipeline).ok_or_else(Fault::not_found)?;
    own.stages
        .iter()
        .find(|stage| stage.id == id)
        .ok_or_else(Fault::not_found)
}

/// Makes a stage from the API's shape.
pub fn make(state: &mut State, item: &Value, index: usize) -> Stage {
    let order = i64::try_from(index).unwrap_or(0);
    Stage {
        id: state.next_id("statuses"),
        name: item["name"].as_str().unwrap_or_default().to_owned(),
        sort: item["sort"].as_i64().unwrap_or(20 + 10 * order),
        color: item["color"].as_str().unwrap_or("#fffeb2").to_owned(),
        is_editable: true,
        stage_type: 0,
    }
}

/// Takes over what may be changed in a stage.
pub fn rename(stage: &mut Stage, item: &Value) {
    if let Some(name) = item["name"].as_str() {
        name.clone_into(&mut stage.name);
    }
    if stage.is_editable {
        stage.sort = item["sort"].as_i64().unwrap_or(stage.sort);
        item["color"]
            .as_str()
            .unwrap_or(&stage.color)
            .to_owned()
            .clone_into(&mut stage.color);
    }
}

fn check(checks: &mut Checks<'_>) {
    checks.text("name");
    checks.int("sort");
    let color = checks.text("color").map(|color| color.to_lowercase());
    if color.is_some_and(|color| !COLORS.contains(&color.as_str())) {
        checks.no_choice("color");
    }
}

fn create(call: &Call, state: &mut State, pipeline: i64) -> Outcome {
    let items = call.batch(BATCH)?;
    checks::batch(&items, |checks| {
        for key in ["name", "sort"] {
            if checks.get(key).is_none() {
                checks.missing(key);
            }
        }
        check(checks);
    })?;
    let mut saved = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let stage = make(state, &Value::Object(item.clone()), index);
        let mut shown = show(call, pipeline, &stage);
        shown["request_id"] = request_id(item, index);
        saved.push(shown);
        if let Some(own) = state.pipelines.iter_mut().find(|own| own.id == pipeline) {
            own.stages.push(stage);
            own.stages.sort_by_key(|stage| stage.sort);
        }
    }
    Ok(Answer::ok(envelope::saved(call, "statuses", saved)))
}

fn update(call: &Call, state: &mut State, pipeline: i64, id: i64) -> Outcome {
    let item = call.object()?;
    checks::single(&item, check)?;
    let stage = pipelines::stage_mut(state, pipeline, id).ok_or_else(Fault::not_found)?;
    rename(stage, &Value::Object(item));
    Ok(Answer::ok(show(call, pipeline, find(state, pipeline, id)?)))
}

/// Leads of a deleted stage go to the first one.
fn delete(state: &mut State, pipeline: i64, id: i64) -> Outcome {
    if !find(state, pipeline, id)?.is_editable {
        return Err(Fault::new(422, "System status can not be deleted"));
    }
    let Some(own) = state.pipelines.iter_mut().find(|own| own.id == pipeline) else {
        return Err(Fault::not_found());
    };
    own.stages.retain(|stage| stage.id != id);
    let first = own.first_stage();
    let moved = |card: &&mut crate::model::Card| {
        card.kind == Kind::Lead && (card.pipeline_id, card.status_id) == (pipeline, id)
    };
    state
        .cards
        .values_mut()
        .filter(moved)
        .for_each(|lead| lead.status_id = first);
    Ok(Answer::empty(204))
}
