//! A condition of a decided block with both sides, as it was compared.

use engine::log::{Row, Side};
use leptos::prelude::*;

use crate::{
    kit::{Chip, Sign, Tone},
    texts::debugger,
};

/// One row: result, both values and their sources, and why if they alone don't tell.
#[component]
pub(super) fn RowLine(
    row: Row,
    /// «НЕ» before it.
    #[prop(default = false)]
    not: bool,
    /// Class that tells how deep in brackets it stands.
    #[prop(default = "")]
    class: &'static str,
) -> impl IntoView {
    let words = debugger();
    let (tone, sign, word) = match row.result {
        Some(true) => (Tone::Yes, Sign::Check, words.held),
        Some(false) => (Tone::No, Sign::Cross, words.not_held),
        None => (Tone::Unset, Sign::Idle, words.neutral),
    };
    let operator = row.operator.as_deref().map(debugger::operator);
    let notes = row
        .notes
        .iter()
        .map(|note| view! { <span class="src">{debugger::problem(note)}</span> });
    view! {
        <tr class=class>
            <td>{not.then_some(words.not)}" "<Chip tone=tone sign=sign word=word /></td>
            <td>{row.left.map(side)}</td>
            <td>{operator}{notes.collect_view()}</td>
            <td>{row.right.map(side)}</td>
        </tr>
    }
}

/// A value, where it came from, and how it was read if that differs.
fn side(side: Side) -> impl IntoView {
    let words = debugger();
    let shown = if side.raw.is_empty() {
        words.empty_value.to_owned()
    } else {
        side.raw.clone()
    };
    let converted = (side.value != side.raw && !side.raw.is_empty())
        .then(|| view! { <span class="src">{debugger::compared_as(&side.value)}</span> });
    view! {
        <span class="src">{side.label}</span>
        <strong>{shown}</strong>
        {converted}
    }
}
