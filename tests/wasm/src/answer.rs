//! One request as JSON, one answer as JSON: render, eval, check, chains, compare, payload.

use engine::{
    Basis, EntityKind, EntityRef, Problem, Run, Scenario, Snapshot,
    payload::{Payload, Received},
    scenario::Operand,
    snapshot::Dictionaries,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

/// What can be asked.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Request {
    /// The text of a template.
    Render { template: String, facts: Snapshot },
    /// Every block of a scenario with its effects.
    Eval {
        scenario: Scenario,
        facts: Snapshot,
        run: Option<Run>,
    },
    /// Digests of the decisions of every block on the same facts.
    Digest { scenario: Json, facts: Json },
    /// Problems of a scenario before it is saved.
    Check {
        scenario: Scenario,
        #[serde(default)]
        facts: Dictionaries,
    },
    /// Scenarios that start each other in a circle.
    Chains {
        scenarios: Vec<(u64, Scenario)>,
        #[serde(default)]
        facts: Dictionaries,
    },
    /// One condition.
    Compare {
        left: Operand,
        operator: String,
        right: Option<Operand>,
        facts: Snapshot,
    },
    /// Variables of foreign data.
    Payload {
        body: String,
        #[serde(default)]
        query: String,
        #[serde(default)]
        content_type: String,
        status: Option<u16>,
        found: Option<usize>,
    },
}

/// Answers a request; a request that can't be read is answered with `{"error":…}`.
pub fn answer(request: &str) -> String {
    match serde_json::from_str(request) {
        Ok(request) => ask(request).to_string(),
        Err(error) => json!({ "error": error.to_string() }).to_string(),
    }
}

fn ask(request: Request) -> Json {
    match request {
        Request::Render { template, facts } => render(&template, &facts),
        Request::Eval {
            scenario,
            facts,
            run,
        } => eval(&scenario, &facts, run),
        Request::Digest { scenario, facts } => digests(&scenario, &facts),
        Request::Check { scenario, facts } => json(&engine::check(&scenario, &facts)),
        Request::Chains { scenarios, facts } => json(&engine::check::circles(&scenarios, &facts)),
        Request::Compare {
            left,
            operator,
            right,
            facts,
        } => compare(&left, &operator, right.as_ref(), &facts),
        Request::Payload {
            body,
            query,
            content_type,
            status,
            found,
        } => {
            let received = Received {
                query: &query,
                content_type: &content_type,
                body: body.as_bytes(),
            };
            payload(received, status, found)
        }
    }
}

fn render(template: &str, facts: &Snapshot) -> Json {
    let rendered = engine::render(template, facts);
    json!({
        "text": rendered.text,
        "fact": format!("{:?}", rendered.fact),
        "problems": rendered.problems,
        "failed": rendered.failed,
    })
}

fn eval(scenario: &Scenario, facts: &Snapshot, run: Option<Run>) -> Json {
    let program = engine::compile(scenario);
    let run = run.unwrap_or_else(|| Run::new(scenario.event.clone(), entity(scenario, facts)));
    let evaluation = engine::eval(&program, &run, facts);
    let blocks = scenario.blocks.iter().zip(&evaluation.blocks);
    let why: Vec<engine::Why> = blocks.map(|(block, log)| engine::why(block, log)).collect();
    json!({
        "needs": json(&engine::needs(&program, &run)),
        "blocks": evaluation.blocks,
        "why": why,
        "words": scenario.blocks.iter().map(engine::block::words).collect::<Vec<_>>(),
        "effects": evaluation.effects,
    })
}

fn digests(scenario: &Json, facts: &Json) -> Json {
    let (scenario, facts) = (scenario.to_string(), facts.to_string());
    let read = Scenario::from_json(scenario.as_bytes()).map_err(|problem| problem.detail);
    let snapshot = Snapshot::from_json(&facts).map_err(|error| error.to_string());
    let (read, snapshot) = match (read, snapshot) {
        (Ok(read), Ok(snapshot)) => (read, snapshot),
        (Err(error), _) | (_, Err(error)) => return json!({ "error": error }),
    };
    let program = engine::compile(&read);
    let decided = (0..read.blocks.len()).map(|block| {
        let run = Run {
            block,
            ..Run::new(read.event.clone(), entity(&read, &snapshot))
        };
        let basis = Basis {
            scenario: &engine::digest(&scenario),
            names: "",
            facts: &facts,
            run: &run,
        };
        engine::decide(&program, &run, &snapshot).digest(&basis)
    });
    decided.collect()
}

fn compare(left: &Operand, operator: &str, right: Option<&Operand>, facts: &Snapshot) -> Json {
    match engine::compare(left, operator, right, facts) {
        Ok(row) => json!({ "told": engine::why::sentence(&row), "row": row }),
        Err(problem) => refused(&problem),
    }
}

fn payload(received: Received<'_>, status: Option<u16>, found: Option<usize>) -> Json {
    let mut payload = Payload::read(received);
    if let Some(status) = status {
        payload = payload.with_status(status);
    }
    if let Some(found) = found {
        payload = payload.with_found(found);
    }
    json!({ "variables": payload.variables, "problems": payload.problems })
}

fn refused(problem: &Problem) -> Json {
    json!({ "refused": problem })
}

/// The entity that a scenario of this event runs for, when the request does not say it.
fn entity(scenario: &Scenario, facts: &Snapshot) -> EntityRef {
    let named = |kind, id: Option<u64>| EntityRef {
        kind,
        id: id.unwrap_or_default(),
    };
    let event = scenario.event.as_str();
    if event.starts_with("contact_") || event == "message_received" {
        return named(EntityKind::Contact, facts.contact().map(|it| it.id));
    }
    if event.starts_with("company_") {
        return named(EntityKind::Company, facts.company.as_ref().map(|it| it.id));
    }
    if event.starts_with("task_") {
        let task = facts.task.as_ref().or(facts.tasks.first());
        return named(EntityKind::Task, task.map(|it| it.id));
    }
    named(EntityKind::Lead, facts.lead.as_ref().map(|it| it.id))
}

/// Types of the engine have text keys and no foreign serialisers, so this can't fail; if it did, the answer says so.
fn json(value: &impl Serialize) -> Json {
    serde_json::to_value(value).unwrap_or_else(|error| json!({ "error": error.to_string() }))
}
