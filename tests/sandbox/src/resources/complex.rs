//! `POST /leads/complex`: leads together with a contact and a company.

use serde_json::{Value, json};

use crate::answer::{Answer, Fault, Outcome, Record};
use crate::call::{Call, request_id};
use crate::checks::Checks;
use crate::kind::Kind;
use crate::model::{Metadata, Owner};
use crate::resources::links;
use crate::state::State;
use crate::write::{self, Draft};

const BATCH: usize = 50;
/// Custom field values of one card.
const VALUES: usize = 40;

/// A lead with what is to be made beside it.
struct Plan {
    lead: Draft,
    contact: Option<Part>,
    company: Option<Part>,
}

/// A card that exists, or one to be made.
enum Part {
    Known(i64),
    New(Box<Draft>),
}

/// The whole batch is checked before anything is made; the answer is a plain array.
pub fn route(call: &Call, state: &mut State) -> Outcome {
    if call.method != "POST" {
        return Err(Fault::method());
    }
    let items = call.batch(BATCH)?;
    let (mut plans, mut errors) = (Vec::new(), Vec::new());
    for (index, item) in items.iter().enumerate() {
        plans.push(read(state, item, index, &mut errors));
    }
    if !errors.is_empty() {
        return Err(Fault::invalid(errors));
    }
    let mut saved = Vec::new();
    for (index, plan) in plans.into_iter().enumerate() {
        let mut shown = make(state, plan, call.user);
        shown["request_id"] = json!([request_id(&items[index], index)]);
        saved.push(shown);
    }
    Ok(Answer::ok(Value::Array(saved)))
}

fn read(state: &State, item: &Record, index: usize, errors: &mut Vec<Value>) -> Plan {
    let mut own = item.clone();
    // The embedded cards are read on their own: here they need not exist yet.
    if let Some(Value::Object(parts)) = own.get_mut("_embedded") {
        parts.remove("contacts");
        parts.remove("companies");
    }
    let mut checks = Checks::new(&own);
    let lead = write::read(
        &mut checks,
        state,
        Owner::Card(Kind::Lead),
        Kind::Lead,
        None,
    );
    for kind in [Kind::Contact, Kind::Company] {
        if embedded(item, kind).len() > 1 {
            let path = format!("_embedded.{}", kind.plural());
            checks.fail(
                "TooMany",
                path,
                "This collection should contain 1 element or less.",
            );
        }
    }
    let values = checks.get("custom_fields_values").and_then(Value::as_array);
    if values.is_some_and(|values| values.len() > VALUES) {
        checks.fail(
            "TooMany",
            "custom_fields_values",
            "Too many custom fields values.",
        );
    }
    errors.extend(checks.verdict(index));
    let mut part = |kind| part(state, item, kind, index, errors);
    let (contact, company) = (part(Kind::Contact), part(Kind::Company));
    Plan {
        lead,
        contact,
        company,
    }
}

fn embedded(item: &Record, kind: Kind) -> &[Value] {
    let list = item
        .get("_embedded")
        .and_then(|parts| parts[kind.plural()].as_array());
    list.map_or(&[], Vec::as_slice)
}

fn part(
    state: &State,
    item: &Record,
    kind: Kind,
    index: usize,
    errors: &mut Vec<Value>,
) -> Option<Part> {
    let given = embedded(item, kind).first()?.as_object()?;
    let mut own = given.clone();
    // Problems are told under the number of the lead, with the path inside it.
    own.insert("request_id".into(), request_id(item, index));
    let mut checks = Checks::new(&own);
    let part = match checks.int("id") {
        Some(id) => {
            if state.card(kind, id).is_none() {
                checks.no_choice("id");
            }
            Part::Known(id)
        }
        None => Part::New(Box::new(write::read(
            &mut checks,
            state,
            Owner::Card(kind),
            kind,
            None,
        ))),
    };
    let prefix = format!("_embedded.{}.0.", kind.plural());
    errors.extend(checks.verdict(index).map(|verdict| under(verdict, &prefix)));
    Some(part)
}

fn under(mut verdict: Value, prefix: &str) -> Value {
    for error in verdict["errors"].as_array_mut().into_iter().flatten() {
        error["path"] = json!(format!(
            "{prefix}{}",
            error["path"].as_str().unwrap_or_default()
        ));
    }
    verdict
}

fn make(state: &mut State, plan: Plan, user: i64) -> Value {
    let company = plan
        .company
        .map(|part| settle(state, Kind::Company, part, user));
    let contact = plan
        .contact
        .map(|part| settle(state, Kind::Contact, part, user));
    let mut lead = plan.lead;
    if let Some(id) = contact {
        lead.link(
            (Kind::Contact, id),
            Metadata {
                is_main: true,
                ..Metadata::default()
            },
        );
    }
    if let Some(id) = company {
        lead.link((Kind::Company, id), Metadata::default());
    }
    if let (Some(contact), Some(company)) = (contact, company) {
        let ends = ((Kind::Contact, contact), (Kind::Company, company));
        links::connect(state, ends.0, ends.1, Metadata::default(), user);
    }
    let id = write::create(state, Kind::Lead, 0, lead, user);
    json!({"id": id, "contact_id": contact, "company_id": company, "merged": false})
}

fn settle(state: &mut State, kind: Kind, part: Part, user: i64) -> i64 {
    match part {
        Part::Known(id) => id,
        Part::New(draft) => write::create(state, kind, 0, *draft, user),
    }
}
