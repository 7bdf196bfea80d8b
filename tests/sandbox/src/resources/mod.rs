//! Every method of the API, one file per resource, and the table that leads to them.

mod account;
mod bots;
mod calls;
mod cards;
mod catalogs;
mod complex;
pub mod custom_fields;
mod elements;
mod events;
mod field_groups;
mod filter;
pub mod links;
mod loss_reasons;
mod notes;
pub mod pipelines;
mod roles;
pub mod show;
mod statuses;
mod tags;
mod talks;
mod tasks;
mod unsorted;
mod users;
mod webhooks;
mod widgets;

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
        ["api", "v2", "salesbot", "run"] => bots::run(call, state),
        _ => Err(Fault::not_found()),
    }
}

fn v4(call: &Call, state: &mut State, path: &[&str]) -> Outcome {
    match path {
        ["account"] => account::route(call, state),
        ["users", rest @ ..] => users::route(call, state, rest),
        ["tasks", rest @ ..] => tasks::route(call, state, rest),
        ["roles", rest @ ..] => roles::route(call, state, rest),
        ["events", rest @ ..] => events::route(call, state, rest),
        ["webhooks"] => webhooks::route(call, state),
        ["talks", rest @ ..] => talks::route(call, state, rest),
        ["calls"] => calls::route(call, state),
        ["catalogs", rest @ ..] => catalogs::route(call, state, rest),
        ["widgets", rest @ ..] => widgets::route(call, state, rest),
        ["bots", rest @ ..] => bots::route(call, state, rest),
        ["salesbot" | "marketingbot", bot, "continue", waiting] => {
            bots::resume(call, state, bot, waiting)
        }
        ["leads", "complex"] => complex::route(call, state),
        ["leads", "unsorted", rest @ ..] => unsorted::route(call, state, rest),
        ["leads", "loss_reasons", rest @ ..] => loss_reasons::route(call, state, rest),
        ["leads", id, "subscriptions"] => talks::subscriptions(call, state, number(id)?),
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
        ["custom_fields", "groups", rest @ ..] => field_groups::route(call, state, kind, rest),
        ["tags"] => tags::route(call, state, kind),
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
