//! From a case to requests: short forms become the forms the engine reads.

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value as Json, json};

use super::{Object, Question, facts, text};

/// What a target is asked for a case, in order.
///
/// # Errors
/// When a part of the case has the wrong shape.
pub fn requests(question: Question, body: &Object) -> Result<Vec<Json>> {
    match question {
        Question::Template => Ok(vec![json!({ "render": {
            "template": text(body, "template")?, "facts": facts::of(body)?,
        } })]),
        Question::Value => {
            let side = operand(&body["value"])?;
            Ok(vec![compare(&side, "eq", Some(&side), &facts::of(body)?)])
        }
        Question::Condition => conditions(body),
        Question::Rows => Ok(vec![eval(
            &rows_scenario(text(body, "rows")?, body.get("formula"))?,
            &facts::of(body)?,
        )]),
        Question::Trigger => Ok(vec![eval(&trigger_scenario(body)?, &facts::of(body)?)]),
        Question::Timer => Ok(vec![eval(&timer_scenario(body)?, &facts::of(body)?)]),
        Question::Check => Ok(vec![json!({ "check": {
            "scenario": scenario(&body["check"])?, "facts": facts::of(body)?,
        } })]),
        Question::Chains => chains(body),
        Question::Story => story(body),
        Question::Payload => Ok(vec![json!({ "payload": {
            "body": text(body, "payload")?,
            "query": body.get("query").cloned().unwrap_or(json!("")),
            "content_type": body.get("content_type").cloned().unwrap_or(json!("")),
            "status": body.get("status"),
            "found": body.get("found"),
        } })]),
    }
}

/// The rows of a condition case: `[operator, right]` each, first those that hold.
pub fn condition_rows(body: &Object) -> Vec<Json> {
    if body.contains_key("operator") {
        return vec![json!([body["operator"], body.get("right")])];
    }
    let lists = ["holds", "fails", "refused"].map(|key| body.get(key).and_then(Json::as_array));
    lists.into_iter().flatten().flatten().cloned().collect()
}

/// Two requests a row: what it gives, and whether the editor would let it be saved.
fn conditions(body: &Object) -> Result<Vec<Json>> {
    let facts = facts::of(body)?;
    let left = operand(&body["left"])?;
    let rows = condition_rows(body);
    ensure!(!rows.is_empty(), "the case has no condition");
    let mut requests = Vec::new();
    for row in rows {
        let operator = row.get(0).and_then(Json::as_str).or(row.as_str());
        let operator = operator.with_context(|| format!("no operator in {row}"))?;
        let right = row.get(1).filter(|right| !right.is_null());
        let right = right.map(operand).transpose()?;
        requests.push(compare(&left, operator, right.as_ref(), &facts));
        let row = json!({ "left": left, "operator": operator, "right": right });
        let scenario = json!({ "event": "lead_added", "blocks": [{ "conditions": [row] }] });
        requests.push(json!({ "check": { "scenario": scenario, "facts": facts } }));
    }
    Ok(requests)
}

fn compare(left: &Json, operator: &str, right: Option<&Json>, facts: &Json) -> Json {
    json!({ "compare": { "left": left, "operator": operator, "right": right, "facts": facts } })
}

fn eval(scenario: &Json, facts: &Json) -> Json {
    json!({ "eval": { "scenario": scenario, "facts": facts } })
}

/// `lead.budget`, `{number: 5}` for `const.number`, or an operand as it is saved.
fn operand(short: &Json) -> Result<Json> {
    if let Some(path) = short.as_str() {
        return Ok(json!({ "path": path }));
    }
    let map = short.as_object().context("a side is a path or a map")?;
    if map.contains_key("path") {
        return Ok(short.clone());
    }
    ensure!(map.len() == 1, "a constant is one pair such as `number: 5`");
    let (kind, value) = map.iter().next().context("a constant has a value")?;
    Ok(json!({ "path": format!("const.{kind}"), "value": value }))
}

/// `&T |F` as a block of rows that hold or not; `&?` is not configured, `&-` is muted.
fn rows_scenario(rows: &str, formula: Option<&Json>) -> Result<Json> {
    let row = |(index, word): (usize, &str)| {
        let joiner = match word.chars().next() {
            Some('&') => "and",
            Some('|') => "or",
            _ => bail!("a row is `&` or `|` and its result, not `{word}`"),
        };
        let side = |value: bool| json!({ "path": "const.bool", "value": value });
        let mut row = json!({ "id": format!("c{}", index + 1), "joiner": joiner });
        if &word[1..] != "?" {
            row["left"] = side(&word[1..] == "T");
            row["operator"] = json!("eq");
            row["right"] = side(true);
            row["muted"] = json!(&word[1..] == "-");
        }
        Ok(row)
    };
    let rows: Result<Vec<_>> = rows.split_whitespace().enumerate().map(row).collect();
    let mut block = json!({ "conditions": rows? });
    if let Some(formula) = formula {
        block["formula"] = formula.clone();
    }
    scenario(&json!({ "event": "lead_added", "blocks": [block] }))
}

/// `{any: [{all: [1, 3]}, {not: 2}]}` as brackets are saved; a number is a row, a saved form stays.
fn brackets(short: &Json, not: bool) -> Result<Json> {
    if let Some(row) = short.as_u64() {
        return Ok(json!({ "row": { "id": format!("c{row}"), "not": not } }));
    }
    if let Some(inner) = short.get("not").filter(|inner| !inner.is_boolean()) {
        return brackets(inner, !not);
    }
    let join = ["all", "any"]
        .into_iter()
        .find(|join| short.get(*join).is_some());
    let Some(join) = join else {
        return Ok(short.clone());
    };
    let items = short[join].as_array().context("brackets hold a list")?;
    let items: Result<Vec<Json>> = items.iter().map(|item| brackets(item, false)).collect();
    Ok(json!({ "group": { "join": join, "not": not, "items": items? } }))
}

fn trigger_scenario(body: &Object) -> Result<Json> {
    let event = body.get("event").cloned().unwrap_or(json!("lead_added"));
    let mut trigger = json!({
        "kind": body["trigger"],
        "target": body.get("target"),
        "settings": body.get("settings").cloned().unwrap_or(json!({})),
    });
    if let Some(timer) = body.get("timer") {
        trigger["timer"] = timer.clone();
    }
    scenario(&json!({ "event": event, "blocks": [{ "triggers": [trigger] }] }))
}

/// Any trigger will do: a timer is the same for all of them.
fn timer_scenario(body: &Object) -> Result<Json> {
    let mut note = body.clone();
    note.insert("trigger".to_owned(), json!("add_note"));
    note.insert("settings".to_owned(), json!({ "text": "Напоминание" }));
    trigger_scenario(&note)
}

/// Scenarios of one account, each with its `id`.
fn chains(body: &Object) -> Result<Vec<Json>> {
    let scenarios = body["chains"].as_array().context("`chains` is a list")?;
    let numbered = |short: &Json| -> Result<Json> {
        let id = short["id"].as_u64().context("a scenario has an `id`")?;
        let mut whole = scenario(short)?;
        whole.as_object_mut().map(|map| map.remove("id"));
        Ok(json!([id, whole]))
    };
    let scenarios: Result<Vec<Json>> = scenarios.iter().map(numbered).collect();
    let facts = facts::of(body)?;
    Ok(vec![
        json!({ "chains": { "scenarios": scenarios?, "facts": facts } }),
    ])
}

fn story(body: &Object) -> Result<Vec<Json>> {
    let scenario = scenario(&body["story"])?;
    let events = body.get("events").and_then(Json::as_array);
    let events = events.context("a story has `events`: a list of facts")?;
    let request = |event: &Json| Ok(eval(&scenario, &facts::over_shared(event)?));
    events.iter().map(request).collect()
}

/// A scenario with its short sides written out and identifiers given: `b1`, `c1`, `t1`.
fn scenario(short: &Json) -> Result<Json> {
    let mut scenario = short.clone();
    for (index, block) in list(&mut scenario, "blocks").iter_mut().enumerate() {
        number(block, "b", index);
        if let Some(short) = block.get("formula").filter(|it| it.get("items").is_none()) {
            block["formula"] = brackets(short, false)?["group"].clone();
        }
        for (index, condition) in list(block, "conditions").iter_mut().enumerate() {
            number(condition, "c", index);
            for side in ["left", "right"] {
                if let Some(short) = condition.get(side).filter(|it| !it.is_null()) {
                    condition[side] = operand(short)?;
                }
            }
        }
        for (index, trigger) in list(block, "triggers").iter_mut().enumerate() {
            number(trigger, "t", index);
        }
    }
    Ok(scenario)
}

fn list<'a>(body: &'a mut Json, key: &str) -> &'a mut [Json] {
    match body.get_mut(key).and_then(Json::as_array_mut) {
        Some(list) => list,
        None => &mut [],
    }
}

fn number(body: &mut Json, letter: &str, index: usize) {
    if let Some(map) = body.as_object_mut() {
        map.entry("id")
            .or_insert_with(|| json!(format!("{letter}{}", index + 1)));
    }
}
