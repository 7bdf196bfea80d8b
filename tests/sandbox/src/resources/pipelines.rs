//! Pipelines and their stages.

use serde_json::{Value, json};

use super::number;
use crate::answer::{Answer, Fault, Outcome, Record};
use crate::call::{Call, request_id};
use crate::checks;
use crate::envelope;
use crate::kind::Kind;
use crate::model::{Pipeline, Stage};
use crate::state::{State, account_id};

/// As many pipelines as an account can have.
const BATCH: usize = 50;

/// `/leads/pipelines…`: reading is free, writing is for administrators.
pub fn route(call: &Call, state: &mut State, path: &[&str]) -> Outcome {
    if call.method != "GET" {
        call.admin_only()?;
    }
    match (call.method.as_str(), path) {
        ("GET", []) => {
            let all = state.pipelines.iter().map(|own| show(call, own)).collect();
            envelope::whole(call, "pipelines", all)
        }
        ("POST", []) => create(call, state),
        ("GET", [id]) => Ok(Answer::ok(show(call, find(state, number(id)?)?))),
        ("PATCH", [id]) => update(call, state, number(id)?),
        ("DELETE", [id]) => delete(state, number(id)?),
        (_, [] | [_]) => Err(Fault::method()),
        (_, [id, "statuses", rest @ ..]) => {
            let id = number(id)?;
            find(state, id)?;
            super::statuses::route(call, state, id, rest)
        }
        _ => Err(Fault::not_found()),
    }
}

fn find(state: &State, id: i64) -> Result<&Pipeline, Fault> {
    state.pipeline(id).ok_or_else(Fault::not_found)
}

fn show(call: &Call, pipeline: &Pipeline) -> Value {
    let path = format!("leads/pipelines/{}", pipeline.id);
    let stages = pipeline
        .stages
        .iter()
        .map(|s| super::statuses::show(call, pipeline.id, s));
    json!({
        "id": pipeline.id, "name": pipeline.name, "sort": pipeline.sort,
        "is_main": pipeline.is_main, "is_unsorted_on": pipeline.is_unsorted_on,
        "is_archive": false, "account_id": account_id(), "_links": call.links(&path),
        "_embedded": {"statuses": stages.collect::<Vec<Value>>()},
    })
}

fn create(call: &Call, state: &mut State) -> Outcome {
    let items = call.batch(BATCH)?;
    checks::batch(&items, |checks| {
        for key in ["name", "sort", "is_main", "is_unsorted_on"] {
            if checks.get(key).is_none() {
                checks.missing(key);
            }
        }
        checks.text("name");
        checks.int("sort");
        checks.flag("is_main");
        checks.flag("is_unsorted_on");
    })?;
    let mut saved = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let id = add(state, item);
        let mut shown = show(call, find(state, id)?);
        shown["request_id"] = request_id(item, index);
        saved.push(shown);
    }
    Ok(Answer::ok(envelope::saved(call, "pipelines", saved)))
}

/// Makes a pipeline from the API's shape; the system stages come by themselves.
pub fn add(state: &mut State, item: &Record) -> i64 {
    let id = state.next_id("pipelines");
    let unsorted = state.next_id("statuses");
    let is_main = item.get("is_main") == Some(&Value::Bool(true));
    let mut stages = Pipeline::system_stages(unsorted);
    let given = item
        .get("_embedded")
        .and_then(|parts| parts["statuses"].as_array());
    for (index, stage) in given.into_iter().flatten().enumerate() {
        match stage["id"]
            .as_i64()
            .and_then(|id| stages.iter_mut().find(|own| own.id == id))
        {
            // 142 and 143 can be given another name, not be made anew.
            Some(system) => super::statuses::rename(system, stage),
            None => {
                let made = super::statuses::make(state, stage, index);
                stages.push(made);
            }
        }
    }
    stages.sort_by_key(|stage| stage.sort);
    if is_main {
        state
            .pipelines
            .iter_mut()
            .for_each(|own| own.is_main = false);
    }
    state.pipelines.push(Pipeline {
        id,
        name: item
            .get("name")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        sort: item.get("sort").and_then(Value::as_i64).unwrap_or(1),
        is_main: is_main || state.pipelines.is_empty(),
        is_unsorted_on: item.get("is_unsorted_on") != Some(&Value::Bool(false)),
        stages,
    });
    id
}

fn update(call: &Call, state: &mut State, id: i64) -> Outcome {
    let item = call.object()?;
    find(state, id)?;
    let (name, sort, main, unsorted) = checks::single(&item, |checks| {
        let (name, sort) = (checks.text("name"), checks.int("sort"));
        (
            name,
            sort,
            checks.flag("is_main"),
            checks.flag("is_unsorted_on"),
        )
    })?;
    for own in &mut state.pipelines {
        if own.id == id {
            own.name = name.clone().unwrap_or_else(|| own.name.clone());
            own.sort = sort.unwrap_or(own.sort);
            own.is_main = main.unwrap_or(own.is_main);
            own.is_unsorted_on = unsorted.unwrap_or(own.is_unsorted_on);
        } else if main == Some(true) {
            own.is_main = false;
        }
    }
    state.pipelines.sort_by_key(|own| (own.sort, own.id));
    Ok(Answer::ok(show(call, find(state, id)?)))
}

/// The last pipeline stays, and so does one with leads.
fn delete(state: &mut State, id: i64) -> Outcome {
    find(state, id)?;
    let is_used = state
        .cards_of(Kind::Lead)
        .any(|lead| lead.pipeline_id == id);
    if state.pipelines.len() == 1 || is_used {
        return Err(Fault::new(422, "Pipeline can not be deleted"));
    }
    state.pipelines.retain(|own| own.id != id);
    if let Some(first) = state.pipelines.first_mut()
        && !first.is_main
    {
        first.is_main = true;
    }
    Ok(Answer::empty(204))
}

/// A stage of a pipeline, to be changed.
pub fn stage_mut(state: &mut State, pipeline: i64, stage: i64) -> Option<&mut Stage> {
    let own = state.pipelines.iter_mut().find(|own| own.id == pipeline)?;
    own.stages.iter_mut().find(|own| own.id == stage)
}
