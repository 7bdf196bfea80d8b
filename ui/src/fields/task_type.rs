//! A task type of the account.

use leptos::prelude::*;

use super::{pick::picker, slot::Slot};
use crate::{kit::Choice, state::Account};

/// A picker over the account's task types.
pub(super) fn task_type(slot: Slot) -> impl IntoView {
    let names = expect_context::<Account>().dictionaries;
    let choices = Signal::derive(move || {
        let names = names.read();
        let types = &names.account.embedded.task_types;
        types
            .iter()
            .map(|kind| Choice::new(kind.id.to_string(), kind.name.clone()))
            .collect()
    });
    picker(slot, choices)
}
