//! The picker that puts a `{{variable}}` into a text.

use engine::snapshot::Dictionaries;
use leptos::prelude::*;

use super::pick::words;
use crate::{
    kit::{Choice, Picker},
    state::{Account, operands},
    texts::editor,
};

/// A small button with everything a template can name.
pub(super) fn variables(id: String, put: Callback<String>) -> impl IntoView {
    let names = expect_context::<Account>().dictionaries;
    let found = Signal::derive(move || choices(&names.read()));
    view! {
        <Picker label=editor().variable shown=editor().insert choices=found selected=Signal::stored(None::<String>)
            words=words() class="btn small quiet" id=id on_pick=put />
    }
}

/// Everything a template can name, by the names that the account gives its fields.
pub(super) fn choices(names: &Dictionaries) -> Vec<Choice> {
    let choice = |source: operands::Source| {
        let path = operands::written(&source.path);
        Choice::new(path.clone(), source.label)
            .under(source.group.clone())
            .note(source.group)
            .also(path)
            .hint(source.meaning)
    };
    let found = operands::sources(names, |entry| entry.in_templates);
    found.into_iter().map(choice).collect()
}
