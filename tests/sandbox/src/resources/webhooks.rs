//! `/webhooks`: who is told about what.

use serde_json::{Value, json};

use crate::answer::{Answer, Fault, Outcome};
use crate::call::Call;
use crate::checks;
use crate::envelope;
use crate::hooks::{SETTINGS, Subscription};
use crate::state::{State, account_id};

/// As many destinations as an account can have.
const LIMIT: usize = 100;

/// Administrators only. The destination is the key: writing it again replaces its settings.
pub fn route(call: &Call, state: &mut State) -> Outcome {
    call.admin_only()?;
    match call.method.as_str() {
        "GET" => {
            let wanted = call.query.text(&["filter", "destination"]);
            let own = state.subscriptions.iter();
            let own = own.filter(|own| wanted.is_none_or(|wanted| own.destination == wanted));
            let shown = own.map(show).collect();
            envelope::whole(call, "webhooks", shown)
        }
        "POST" => subscribe(call, state),
        "DELETE" => {
            let item = call.object()?;
            let before = state.subscriptions.len();
            state
                .subscriptions
                .retain(|own| item.get("destination") != Some(&json!(own.destination)));
            let is_known = state.subscriptions.len() < before;
            if is_known {
                Ok(Answer::empty(204))
            } else {
                Err(Fault::not_found())
            }
        }
        _ => Err(Fault::method()),
    }
}

fn show(own: &Subscription) -> Value {
    json!({
        "id": own.id, "destination": own.destination, "created_at": own.created_at,
        "updated_at": own.updated_at, "account_id": account_id(), "created_by": own.created_by,
        "sort": own.sort, "disabled": own.disabled, "settings": own.settings,
    })
}

fn subscribe(call: &Call, state: &mut State) -> Outcome {
    let item = call.object()?;
    let (destination, settings, sort) = checks::single(&item, |checks| {
        let destination = checks.text("destination").unwrap_or_default();
        let is_url = ["http://", "https://"]
            .iter()
            .any(|scheme| destination.starts_with(scheme));
        if !is_url {
            checks.fail(
                "InvalidUrl",
                "destination",
                "This value is not a valid URL.",
            );
        }
        let given = checks.get("settings").and_then(Value::as_array);
        if given.is_none_or(Vec::is_empty) {
            checks.missing("settings");
        }
        let mut settings = Vec::new();
        for (index, name) in given.into_iter().flatten().enumerate() {
            match name.as_str().filter(|name| SETTINGS.contains(name)) {
                Some(name) => settings.push(name.to_owned()),
                None => checks.no_choice(format!("settings.{index}")),
            }
        }
        (destination, settings, checks.int("sort"))
    })?;
    let known = state
        .subscriptions
        .iter()
        .any(|own| own.destination == destination);
    if !known && state.subscriptions.len() >= LIMIT {
        return Err(Fault::new(422, "Too many webhooks"));
    }
    let shown = keep(state, destination, settings, sort, call.user);
    Ok(Answer::with(201, shown))
}

/// Subscribing again also switches a disabled destination on.
fn keep(
    state: &mut State,
    destination: String,
    settings: Vec<String>,
    sort: Option<i64>,
    user: i64,
) -> Value {
    let now = state.clock.now();
    let old = state
        .subscriptions
        .iter_mut()
        .find(|own| own.destination == destination);
    if let Some(own) = old {
        own.settings = settings;
        own.sort = sort.unwrap_or(own.sort);
        own.updated_at = now;
        own.disabled = false;
        return show(own);
    }
    let own = Subscription {
        id: state.next_id("webhooks"),
        destination,
        settings,
        sort: sort.unwrap_or(1),
        disabled: false,
        created_by: user,
        created_at: now,
        updated_at: now,
    };
    let shown = show(&own);
    state.subscriptions.push(own);
    shown
}
