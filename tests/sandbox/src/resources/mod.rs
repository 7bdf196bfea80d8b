//! Every method of the API, one file per resource, and the table that leads to them.

mod account;
mod cards;
pub mod custom_fields;
mod filter;
pub mod links;
mod notes;
pub mod pipelines;
pub mod show;
mod statuses;
mod tasks;
mod users;

use crate::answer::{Fault, Outcome};
use crate::call::Call;
use crate::kind::Kind;
use crate::model::Owner;
use crate::state::State;

/// Leads a call to its method.
pub fn dispatch(call: &Call, state: &mut State) -> Outcome {
    let path = call.path.trim_start_matches('/').trim_end_matches('/');
    let segments: Vec<&str> = path.split('/').collect();
    match segments.as_slice() {
        ["api", "v4", rest @ ..] => v4(call, state, rest),
        _ => Err(Fault::not_found()),
    }
}

fn v4(call: &Call, state: &mut State, path: &[&str]) -> Outcome {
    match path {
        ["account"] => account::route(call, state),
        ["users", rest @ ..] => users::route(call, state, rest),
        ["tasks", rest @ ..] => tasks::route(call, state, rest),
        ["leads", "pipelines", rest @ ..] => pipelines::route(call, state, rest),
        [plural, rest @ ..] => match Kind::card(plural) {
            Some(kind) => of_card(call, state, kind, rest),
            None => Err(Fault::not_found()),
        },
        [] => Err(Fault::not_found()),
    }
}

/// What leads, contacts and companies have alike.
fn of_card(call: &Call, state: &mut State, kind: Kind, path: &[&str]) -> Outcome {
    match path {
        ["custom_fields", rest @ ..] => custom_fields::route(call, state, Owner::Card(kind), rest),
        ["notes", rest @ ..] => notes::route(call, state, kind, None, rest),
        [id, "notes", rest @ ..] => notes::route(call, state, kind, Some(number(id)?), rest),
        ["links" | "link" | "unlink"] => links::bulk(call, state, kind, path[0]),
        [id, verb @ ("links" | "link" | "unlink")] => {
            links::single(call, state, (kind, number(id)?), verb)
        }
        _ => cards::route(call, state, kind, path),
    }
}

/// A number in a path; anything else is an unknown route.
pub fn number(text: &str) -> Result<i64, Fault> {
    text.parse().map_err(|_| Fault::not_found())
}
