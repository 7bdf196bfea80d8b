//! From answers to what a case expects: the engine's JSON in the words of the cases.

use anyhow::{Context, Result, ensure};
use serde_json::{Value as Json, json};

use super::{Object, Question, request::condition_rows};

/// What came out, by key of the case.
///
/// # Errors
/// When an answer says that the request was not understood.
pub fn read(question: Question, body: &Object, answers: &[String]) -> Result<Object> {
    let answers: Result<Vec<Json>> = answers.iter().map(|answer| parse(answer)).collect();
    let answers = answers?;
    let first = answers.first().context("nothing was asked")?;
    let result = match question {
        Question::Template => json!({
            "gives": first["text"], "problems": codes(&first["problems"]), "failed": first["failed"],
        }),
        Question::Value => value(first),
        Question::Condition if body.contains_key("operator") => condition(&answers),
        Question::Condition => conditions(condition_rows(body), &answers),
        Question::Rows => rows(first),
        Question::Trigger => trigger(first),
        Question::Timer => timer(first),
        Question::Check => json!({ "problems": places(first) }),
        Question::Chains => json!({
            "problems": of_scenarios(first), "told": sentences(first),
        }),
        Question::Payload => payload(first),
        Question::Story => json!({ "gives": answers.iter().map(event).collect::<Vec<_>>() }),
    };
    result.as_object().cloned().context("an outcome is a map")
}

fn parse(answer: &str) -> Result<Json> {
    let answer: Json = serde_json::from_str(answer)?;
    let error = answer.get("error").and_then(Json::as_str);
    ensure!(error.is_none(), "the request is not understood: {error:?}");
    Ok(answer)
}

/// The whole body stands apart, so that it need not be repeated among the variables.
fn payload(answer: &Json) -> Json {
    let mut variables = answer["variables"].as_object().cloned().unwrap_or_default();
    let data = variables.remove("webhook_data");
    json!({ "gives": variables, "data": data, "problems": codes(&answer["problems"]) })
}

fn value(answer: &Json) -> Json {
    if let Some(problem) = answer.get("refused") {
        return json!({ "gives": "refused", "type": null, "problems": [problem["code"]] });
    }
    let left = &answer["row"]["left"];
    // The value is compared with itself, so each note comes twice.
    let mut codes = codes(&answer["row"]["notes"]);
    codes.dedup();
    json!({
        "gives": left["raw"],
        "type": kind(&left["kind"]),
        "label": left["label"],
        "problems": codes,
    })
}

/// What a row gives, from its two answers; a row that can't be saved is refused.
fn condition(answers: &[Json]) -> Json {
    let [compared, checked] = answers else {
        return json!({ "gives": "refused", "problems": [] });
    };
    let problems = checked.as_array().into_iter().flatten();
    let of_row = |problem: &&Json| {
        let path = problem["path"].as_str().unwrap_or_default();
        path.starts_with("blocks[0].conditions") && problem["severity"] == "error"
    };
    let row = &compared["row"];
    let notes = row["notes"].as_array().into_iter().flatten();
    let says: Vec<&Json> = notes.map(|note| &note["detail"]).collect();
    if let Some(problem) = problems.clone().find(of_row).or(compared.get("refused")) {
        return json!({ "gives": "refused", "problems": [problem["code"]], "says": says });
    }
    let problems = codes(&row["notes"]);
    json!({ "gives": row["result"], "problems": problems, "told": compared["told"], "says": says })
}

/// Rows in the lists where they belong, and the codes of all their notes.
fn conditions(rows: Vec<Json>, answers: &[Json]) -> Json {
    let mut result = json!({ "holds": [], "fails": [], "refused": [], "notes": [] });
    for (row, answers) in rows.into_iter().zip(answers.chunks(2)) {
        let outcome = condition(answers);
        let list = match outcome["gives"].as_bool() {
            Some(true) => "holds",
            Some(false) => "fails",
            None => {
                push(&mut result, "refused", row);
                continue;
            }
        };
        push(&mut result, list, row);
        for code in outcome["problems"].as_array().into_iter().flatten() {
            push(&mut result, "notes", code.clone());
        }
    }
    result
}

fn rows(answer: &Json) -> Json {
    let block = &answer["blocks"][0];
    let passed_by_or = block["passed_by_or"].as_u64().map(|row| row + 1);
    json!({
        "gives": verdict(block),
        "passed_by_or": passed_by_or,
        "problems": codes(&block["notes"]),
        "words": answer["words"][0],
        "changes": answer["why"][0]["changes"].as_array().map(|sets| numbers(sets)),
    })
}

/// Sets of rows as «c1, c3».
fn numbers(sets: &[Json]) -> Vec<String> {
    let rows = |set: &Json| -> Vec<String> {
        let rows = set.as_array().into_iter().flatten();
        rows.filter_map(Json::as_str).map(str::to_owned).collect()
    };
    sets.iter().map(|set| rows(set).join(", ")).collect()
}

fn trigger(answer: &Json) -> Json {
    let log = &answer["blocks"][0]["triggers"][0];
    json!({
        "effects": answer["effects"],
        "problems": codes(&log["problems"]),
        "status": log["status"],
    })
}

/// The due time as people write it, and whether what waits is removed without a new job.
fn timer(answer: &Json) -> Json {
    let log = &answer["blocks"][0]["triggers"][0];
    let removes = answer["effects"][0]["effect"] == "unschedule";
    let mut outcome = json!({
        "removes": removes, "problems": codes(&log["problems"]), "status": log["status"],
    });
    if let Some(due) = log["due"].as_i64() {
        outcome["due"] = json!(engine::calendar::datetime_text(due));
    }
    outcome
}

/// One event of a story: block verdicts, rows with both sides, effects.
fn event(answer: &Json) -> Json {
    let blocks = answer["blocks"].as_array().cloned().unwrap_or_default();
    let named = |block: &Json| {
        format!(
            "{}: {}",
            block["name"].as_str().unwrap_or_default(),
            verdict(block)
        )
    };
    let rows = blocks.iter().flat_map(|block| block["rows"].as_array());
    json!({
        "blocks": blocks.iter().map(named).collect::<Vec<_>>(),
        "rows": rows.flatten().map(row).collect::<Vec<_>>(),
        "effects": answer["effects"],
    })
}

/// `Бюджет «12000» gt Число «10000»: true`
fn row(row: &Json) -> String {
    let side = |side: &Json| match side {
        Json::Null => String::new(),
        _ => format!(
            "{} «{}»",
            side["label"].as_str().unwrap_or_default(),
            side["raw"].as_str().unwrap_or_default()
        ),
    };
    let operator = row["operator"].as_str().unwrap_or_default();
    let compared = format!("{} {operator} {}", side(&row["left"]), side(&row["right"]));
    format!("{}: {}", compared.trim(), row["result"])
}

fn verdict(block: &Json) -> &'static str {
    match block["status"].as_str() {
        Some("done") => "runs",
        _ => "skipped",
    }
}

/// `error 203 blocks[0].triggers[0].settings.text`
fn places(problems: &Json) -> Vec<String> {
    let place = |problem: &Json| {
        let severity = problem["severity"].as_str().unwrap_or_default();
        let path = problem["path"].as_str().unwrap_or_default();
        format!("{severity} {} {path}", problem["code"])
    };
    problems
        .as_array()
        .into_iter()
        .flatten()
        .map(place)
        .collect()
}

/// `scenario 4: warning 228 blocks[0].triggers[0]`
fn of_scenarios(answer: &Json) -> Vec<String> {
    let told = |pair: &Json| {
        let place = places(&json!([pair[1]]));
        format!("scenario {}: {}", pair[0], place.concat())
    };
    answer.as_array().into_iter().flatten().map(told).collect()
}

/// What is told to each scenario.
fn sentences(answer: &Json) -> Vec<Json> {
    let problems = answer.as_array().into_iter().flatten();
    problems.map(|pair| pair[1]["detail"].clone()).collect()
}

fn codes(problems: &Json) -> Vec<Json> {
    let problems = problems.as_array().into_iter().flatten();
    problems.map(|problem| problem["code"].clone()).collect()
}

/// `number`, `ref stage`, `set text`
fn kind(kind: &Json) -> String {
    match kind.as_object().and_then(|map| map.iter().next()) {
        Some((outer, inner)) => format!("{outer} {}", inner.as_str().unwrap_or_default()),
        None => kind.as_str().unwrap_or_default().to_owned(),
    }
}

fn push(result: &mut Json, list: &str, item: Json) {
    if let Some(list) = result.get_mut(list).and_then(Json::as_array_mut) {
        list.push(item);
    }
}
