//! An own scenario of the account.

use leptos::prelude::*;

use super::{pick::picker, slot::Slot};
use crate::{kit::Choice, state::OwnScenarios};

/// A picker over the own scenarios beside the one that is edited.
pub(super) fn scenario(slot: Slot) -> impl IntoView {
    let own = expect_context::<OwnScenarios>();
    let choices = Signal::derive(move || {
        let own = own.0.get().into_iter();
        own.map(|(id, name)| Choice::new(id.to_string(), name))
            .collect()
    });
    picker(slot, choices)
}
