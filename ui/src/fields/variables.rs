//! The picker that puts a `{{variable}}` into a text.

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
    let choices = Signal::derive(move || {
        let found = operands::sources(&names.read(), |entry| entry.in_templates);
        let choice = |source: operands::Source| {
            Choice::new(source.path.clone(), source.label)
                .under(source.group)
                .also(source.path)
        };
        found.into_iter().map(choice).collect()
    });
    let pick = move |path: String| put.run(format!("{{{{{path}}}}}"));
    view! {
        <Picker label=editor().variable shown=editor().insert choices=choices selected=Signal::stored(None::<String>)
            words=words() class="btn small quiet" id=id on_pick=pick />
    }
}
