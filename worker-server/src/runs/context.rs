//! What started a run, as its hook told it: event, start, values before, note and message.

use engine::run::StartKind;
use engine::{EntityKind, Run, Scenario};
use serde_json::{Map, Value as Json, json};

use crate::app::Account;
use crate::store::{self, RunRow};

/// What stands beside the entities in the facts of every step of a run.
#[derive(Debug, Default)]
pub struct Context {
    /// Event that started the run, or the run whose fallback it is.
    pub event_id: Option<String>,
    /// Keys of docs/facts.md.
    pub facts: Map<String, Json>,
    /// Number of the note of the event.
    pub note: Option<u64>,
}

/// Reads what was stored when the run began.
pub async fn read(
    account: &Account,
    row: &RunRow,
    run: &Run,
    scenario: &Scenario,
) -> store::Result<Context> {
    let stored = account.store.event_of(account.id, &row.id).await?;
    Ok(of(row, run, scenario, stored))
}

/// The same from the identifier of the event and its JSON.
pub fn of(
    row: &RunRow,
    run: &Run,
    scenario: &Scenario,
    stored: Option<(String, String)>,
) -> Context {
    let (event_id, body) = stored.map_or((None, Json::Null), |(id, body)| {
        (Some(id), serde_json::from_str(&body).unwrap_or_default())
    });
    let mut facts = of_event(run, &body, &scenario.event);
    facts.insert(
        "scenario".to_owned(),
        json!({ "id": row.scenario().0, "name": scenario.name }),
    );
    Context {
        event_id,
        facts,
        note: body["fields"]["note_id"].as_u64(),
    }
}

/// The keys that an event's JSON gives; without one only the code is known.
///
/// The Digital Pipeline has no events of its own: a run from there has that of its scenario.
fn of_event(run: &Run, body: &Json, listens_to: &str) -> Map<String, Json> {
    let fields = &body["fields"];
    let code = body["kind"].as_str().unwrap_or(&run.event);
    let mut facts = Map::new();
    let mut put = |key: &str, value: Json| facts.insert(key.to_owned(), value);
    let user = first(fields, &["updated_by", "modified_by", "created_by"]);
    let at = first(fields, &["updated_at", "last_modified", "created_at"]);
    let told = match is_pipeline(code) {
        true => listens_to,
        false => code,
    };
    put("event", json!({ "code": told, "at": at, "user": user }));
    put("start", start(run, code, body));
    let previous = previous(fields);
    if run.entity.kind != EntityKind::Task && !previous.is_empty() {
        put("previous", Json::Object(previous));
    }
    if code.ends_with("_note_added") {
        put("note", note(fields));
    }
    if code == "message_received" {
        put("message", message(fields));
    }
    facts
}

/// How the run was started; what a run starts in turn is started by a scenario, as a fallback is.
fn start(run: &Run, code: &str, body: &Json) -> Json {
    let is_first = run.depth == 0 && code == run.event;
    if is_pipeline(code) && code == run.event {
        return json!({ "kind": StartKind::Pipeline.code() });
    }
    match body.get("start").filter(|_| is_first) {
        Some(ordered) => ordered.clone(),
        None if code == run.event && run.event != "own" => {
            json!({ "kind": StartKind::Event.code() })
        }
        None => json!({ "kind": StartKind::Scenario.code() }),
    }
}

fn is_pipeline(code: &str) -> bool {
    code.starts_with("pipeline_")
}

fn first<'a>(fields: &'a Json, keys: &[&str]) -> Option<&'a Json> {
    keys.iter()
        .find_map(|key| fields.get(key))
        .filter(|value| value.is_number())
}

/// Hooks tell only these; an old value may come with a change of something else, and is the same then.
fn previous(fields: &Json) -> Map<String, Json> {
    let keys = ["status_id", "pipeline_id", "responsible_user_id"];
    let mut previous = Map::new();
    for key in keys {
        let old = fields.get(format!("old_{key}"));
        if let Some(old) = old.filter(|old| old.is_number() && fields.get(key) != Some(old)) {
            previous.insert(key.to_owned(), old.clone());
        }
    }
    previous
}

/// A note as far as its hook tells it: the text of a call is JSON with capital keys.
fn note(fields: &Json) -> Json {
    let params = match &fields["text"] {
        Json::Object(parts) => parts
            .iter()
            .map(|(key, value)| (key.to_lowercase(), value.clone()))
            .collect(),
        Json::Null => Map::new(),
        text => Map::from_iter([("text".to_owned(), text.clone())]),
    };
    json!({
        "id": fields["note_id"], "note_type": fields["note_type"], "params": params,
        "created_by": fields["created_by"], "created_at": fields["created_at"],
        "responsible_user_id": fields["responsible_user_id"],
    })
}

fn message(fields: &Json) -> Json {
    json!({
        "text": fields["text"], "channel": fields["origin"],
        "author": { "name": fields["author"]["name"], "type": fields["author"]["type"] },
        "created_at": fields["created_at"],
        "has_file": fields["attachment"].is_object(),
    })
}

#[cfg(test)]
mod tests {
    use engine::{EntityRef, Snapshot};

    use super::*;

    fn run(event: &str) -> Run {
        let entity = EntityRef {
            kind: EntityKind::Lead,
            id: 7,
        };
        Run::new(event, entity)
    }

    fn snapshot(event: &str, fields: Json) -> Snapshot {
        let mut facts = of_event(
            &run(event),
            &json!({ "kind": event, "fields": fields }),
            event,
        );
        facts.insert("now".to_owned(), json!("2024-02-29T12:05:00+03:00"));
        Snapshot::from_json(&Json::Object(facts).to_string()).expect("facts")
    }

    #[test]
    fn a_moved_deal_tells_its_old_stage_and_no_old_user_that_stayed() {
        let facts = snapshot(
            "lead_status_changed",
            json!({ "status_id": 2, "old_status_id": 1, "pipeline_id": 9, "old_pipeline_id": 9,
                "responsible_user_id": 11, "old_responsible_user_id": 11, "updated_at": 1_709_190_000, "updated_by": 12 }),
        );
        let previous = facts.previous.expect("what was before");
        assert_eq!(previous.entity.status_id, Some(1));
        assert!(!previous.has("pipeline_id") && !previous.has("responsible_user_id"));
        let event = facts.event.expect("an event");
        assert_eq!((event.at, event.user), (Some(1_709_190_000), Some(12)));
        assert_eq!(facts.start.map(|it| it.kind).as_deref(), Some("event"));
    }

    #[test]
    fn a_call_is_read_from_its_hook_alone() {
        let facts = snapshot(
            "lead_note_added",
            json!({ "note_id": 5, "note_type": 10, "text": { "PHONE": "+79271002030", "DURATION": "65" } }),
        );
        let text = engine::render(
            "{{call.direction}} {{call.phone}} {{call.duration}}",
            &facts,
        );
        assert_eq!(text.text, "входящий +79271002030 65");
    }

    #[test]
    fn a_message_is_read_from_its_hook_alone() {
        let facts = snapshot(
            "message_received",
            json!({ "text": "Здравствуйте", "origin": "telegram", "author": { "name": "Иван", "type": "external" },
                "created_at": 1_709_197_500 }),
        );
        let template =
            "{{message.channel}} {{message.author}}: {{message.text}} {{message.has_file}}";
        assert_eq!(
            engine::render(template, &facts).text,
            "telegram Иван: Здравствуйте 0"
        );
    }

    #[test]
    fn who_ordered_a_start_is_known_to_its_runs_and_not_to_what_they_start() {
        let body = json!({ "kind": "own", "start": { "kind": "list", "user": 11 }, "fields": {} });
        let facts = of_event(&run("own"), &body, "own");
        assert_eq!(facts["start"], json!({ "kind": "list", "user": 11 }));
        let next = Run {
            depth: 1,
            ..run("own")
        };
        assert_eq!(of_event(&next, &body, "own")["start"]["kind"], "scenario");
    }

    #[test]
    fn a_start_from_the_pipeline_has_the_event_of_its_scenario() {
        let code = "pipeline_lead_status_changed";
        let body = json!({ "kind": code, "fields": { "status_id": 3 } });
        let facts = of_event(&run(code), &body, "lead_added");
        assert_eq!(facts["start"]["kind"], "pipeline");
        assert_eq!(facts["event"]["code"], "lead_added");
        assert_eq!(
            of_event(&run("own"), &body, "own")["start"]["kind"],
            "scenario"
        );
    }

    #[test]
    fn a_fallback_is_started_by_a_scenario_and_keeps_the_event() {
        let body = json!({ "kind": "lead_changed", "fields": {} });
        let facts = of_event(&run("own"), &body, "own");
        assert_eq!(facts["start"]["kind"], "scenario");
        assert_eq!(facts["event"]["code"], "lead_changed");
        assert_eq!(
            of_event(&run("own"), &Json::Null, "own")["start"]["kind"],
            "scenario"
        );
    }
}
