//! Rows of a decided block that has brackets: each bracket with what it gave.

use engine::{
    log::Row,
    scenario::{Group, Item, Join},
};
use leptos::prelude::*;

use super::row::RowLine;
use crate::{
    kit::{Chip, Sign, Tone},
    texts::{debugger, editor},
};

/// Lines of the table, the outer bracket first.
pub(super) fn lines(group: &Group, rows: &[Row]) -> Vec<AnyView> {
    let mut lines = Vec::new();
    put(group, rows, 0, &mut lines);
    lines
}

fn put(group: &Group, rows: &[Row], depth: usize, lines: &mut Vec<AnyView>) {
    lines.push(head(group, rows, depth));
    for item in &group.items {
        match item {
            Item::Group(inner) => put(inner, rows, depth + 1, lines),
            Item::Row(it) => {
                let found = rows.iter().find(|row| row.condition == it.id);
                lines.extend(found.map(|row| {
                    let (row, not) = (row.clone(), it.not);
                    view! { <RowLine row=row not=not class=class(depth + 1) /> }.into_any()
                }));
            }
        }
    }
}

/// «НЕ», «верны все» or «верно любое», and the result of the bracket.
fn head(group: &Group, rows: &[Row], depth: usize) -> AnyView {
    let words = debugger();
    let (tone, sign, word) = match engine::block::bracket(group, rows) {
        Some(true) => (Tone::Yes, Sign::Check, words.held),
        Some(false) => (Tone::No, Sign::Cross, words.not_held),
        None => (Tone::Unset, Sign::Idle, words.neutral),
    };
    let join = match group.join {
        Join::All => (words.and, editor().all_hold),
        Join::Any => (words.or, editor().any_holds),
    };
    let class = format!("bracket {}", class(depth));
    view! {
        <tr class=class>
            <td><Chip tone=tone sign=sign word=word /></td>
            <td colspan="3"><strong>{group.not.then_some(words.not)}" "{join.0}</strong>" — "{join.1.to_lowercase()}</td>
        </tr>
    }
    .into_any()
}

/// Deeper brackets than these are not moved in further: the table has to fit a telephone.
fn class(depth: usize) -> &'static str {
    match depth {
        0 => "",
        1 => "deep-1",
        2 => "deep-2",
        _ => "deep-3",
    }
}
