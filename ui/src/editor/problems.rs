//! The card of problems: what forbids saving and what to look at, with a way to each.

use engine::Problem;
use leptos::prelude::*;

use super::{desk::Desk, moves::element, trigger_form::FIRST_CONTROL};
use crate::{
    kit::{Icon, Sign, focus_in, scroll_to},
    texts::{editor, words},
};

/// Problems of the draft.
#[component]
pub(super) fn Problems(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let words = editor();
    let count = move || desk.problems.read().len();
    let rows = move || {
        let problems = desk.problems.get();
        problems
            .into_iter()
            .map(|problem| row(desk, problem))
            .collect_view()
    };
    view! {
        <section class="card" aria-labelledby="problems">
            <div class="card-head">
                <h2 id="problems">{words.problems}</h2>
                <span class="chip">{count}</span>
                <button type="button" class="btn quiet small push" disabled=move || count() == 0
                    on:click=move |_| next(desk)>{words.next_problem}<kbd>"F8"</kbd></button>
            </div>
            <div class="card-body">
                <Show when=move || count() == 0>
                    <p class="yes-text"><Icon sign=Sign::Check />{words.no_problems}</p>
                </Show>
                <ul>{rows}</ul>
            </div>
        </section>
    }
}

fn row(desk: Desk, problem: Problem) -> impl IntoView {
    let (class, sign) = match words::is_error(&problem) {
        true => ("problem no", Sign::Cross),
        false => ("problem warn", Sign::Alert),
    };
    let place = place(desk, &problem.path);
    let target = problem.path.clone();
    view! {
        <li class=class>
            <Icon sign=sign />
            <div>
                <button type="button" class="link" on:click=move |_| go(desk, &target)>{place}</button>
                <p class="small">{words::advice(&problem)}</p>
            </div>
        </li>
    }
}

/// Goes to the problem after the last one visited.
pub(super) fn next(desk: Desk) {
    let problems = desk.problems.get_untracked();
    let paths: Vec<&str> = problems
        .iter()
        .map(|problem| problem.path.as_str())
        .collect();
    let open = desk.open.get_untracked();
    let at = paths
        .iter()
        .position(|path| open.is_some() && element_of(desk, path) == open);
    let after = at.and_then(|at| {
        paths
            .iter()
            .skip(at + 1)
            .find(|path| element_of(desk, path) != open)
    });
    if let Some(path) = after.or(paths.first()) {
        go(desk, path);
    }
}

/// Opens the place of a problem.
fn go(desk: Desk, path: &str) {
    let Some(element) = element_of(desk, path) else {
        scroll_to("main");
        return;
    };
    desk.open.set(Some(element.clone()));
    scroll_to(element.clone());
    // Only what the place opens: its line stands before it in the page and would take the focus.
    let control = match indexes(path) {
        Some((_, Some(("conditions", _)))) => ".cond-form button",
        Some((_, Some(("triggers", _)))) => FIRST_CONTROL,
        _ => "input",
    };
    focus_in(element, control);
}

/// Indexes in a path: `blocks[0].triggers[1].settings.text`.
fn indexes(path: &str) -> Option<(usize, Option<(&str, usize)>)> {
    let rest = path.strip_prefix("blocks[")?;
    let (block, rest) = rest.split_once(']')?;
    let item = rest.strip_prefix('.').and_then(|rest| {
        let (list, rest) = rest.split_once('[')?;
        Some((list, rest.split_once(']')?.0.parse().ok()?))
    });
    Some((block.parse().ok()?, item))
}

fn element_of(desk: Desk, path: &str) -> Option<String> {
    let (block, item) = indexes(path)?;
    let scenario = desk.draft.scenario.read_untracked();
    let block = scenario.blocks.get(block)?;
    let id = match item {
        Some(("conditions", index)) => block.conditions.get(index)?.id.as_str(),
        Some(("triggers", index)) => block.triggers.get(index)?.id.as_str(),
        _ => "",
    };
    Some(element(&block.id, id))
}

/// The place in words: «Блок 1: Если ОПТ, «Поставить задачу»».
fn place(desk: Desk, path: &str) -> String {
    let Some((index, item)) = indexes(path) else {
        return editor().settings.to_owned();
    };
    let scenario = desk.draft.scenario.read_untracked();
    let Some(block) = scenario.blocks.get(index) else {
        return editor().settings.to_owned();
    };
    let head = editor::block(index + 1, &block.name);
    let inside = match item {
        Some(("conditions", at)) => block.conditions.get(at).map(|row| {
            words::condition(row, &desk.names.read_untracked())
                .unwrap_or_else(|| editor().not_set.to_owned())
        }),
        Some(("triggers", at)) => block.triggers.get(at).map(super::trigger::title),
        _ => None,
    };
    match inside {
        Some(inside) => format!("{head}, «{inside}»"),
        None => head,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_block_and_item() {
        assert_eq!(
            indexes("blocks[2].triggers[1].settings.text"),
            Some((2, Some(("triggers", 1))))
        );
        assert_eq!(indexes("blocks[0].delay_s"), Some((0, None)));
        assert_eq!(indexes("event"), None);
    }
}
