//! Something of the account that has a number: a bot, a list of products.

use engine::params::Listed;
use leptos::prelude::*;

use super::{number, pick::picker, slot::Slot};
use crate::{kit::Choice, state::Account, texts::editor};

/// A picker over the account's list; the number itself while nobody provides the list.
pub(super) fn listed(slot: Slot, list: Listed) -> impl IntoView {
    let names = expect_context::<Account>().dictionaries;
    let items = Memo::new(move |_| {
        let names = names.read();
        match list {
            Listed::Bot => names.bots.clone(),
            Listed::Catalog => names.catalogs.clone(),
        }
    });
    move || match items.get() {
        Some(items) => {
            let choices = items
                .into_iter()
                .map(|item| Choice::new(item.id.to_string(), item.name))
                .collect();
            picker(slot.clone(), Signal::stored(choices)).into_any()
        }
        None => view! {
            {number::number(slot.clone())}
            <p class="note">{editor().number_by_hand}</p>
        }
        .into_any(),
    }
}
