//! A row: one line while it is read, a form while it is edited (R87, R106).

use engine::{
    log::Row,
    scenario::{Condition, Joiner},
};
use leptos::{ev, prelude::*};

use super::{condition_form::ConditionForm, desk::Desk, drag::Grip, moves::Thing, tree};
use crate::{
    kit::{Chip, Icon, Menu, MenuItem, Sign, Tone, focus_in},
    state::{
        brackets,
        edits::{self, Place},
    },
    texts::{editor, words},
};

/// One row.
#[component]
pub(super) fn ConditionRow(
    /// The desk.
    desk: Desk,
    /// Where the row stands.
    place: Place,
    /// «НЕ» before it, if the block has brackets; else its joiner is shown.
    not: Option<bool>,
) -> impl IntoView {
    let thing = Thing::condition(desk, &place);
    let element = thing.element();
    let row = part(desk, &place);
    let said = Signal::derive(move || {
        let said = row
            .read()
            .as_ref()
            .and_then(|row| words::condition(row, &desk.names.read()));
        said.unwrap_or_else(|| editor().not_set.to_owned())
    });
    let (seen, own) = (place.clone(), element.clone());
    let log = Memo::new(move |_| desk.row_log(&seen));
    let open = Memo::new(move |_| desk.open.read().as_ref() == Some(&own));
    let dragged = desk.is_dragged(&element);
    let class = move || {
        let tone = tone(row.read().as_ref(), log.read().as_ref()).class();
        let focus = if open.get() { "focus" } else { "" };
        let dragging = if dragged.get() { "dragging" } else { "" };
        format!("cond {tone} {focus} {dragging}")
    };
    let (keys, id, form) = (thing.clone(), element.clone(), place.clone());
    let line = (place.clone(), element.clone());
    let tail = place.clone();
    view! {
        <li class=class id=element tabindex="-1"
            on:keydown=move |event| own_keys(desk, &keys, &id, &event)>
            <Grip thing=thing.clone() title=said />
            {match not {
                Some(not) => view! { <NotButton desk=desk place=line.0 not=not /> }.into_any(),
                None => view! { <JoinerButton desk=desk place=line.0 row=row /> }.into_any(),
            }}
            <Line desk=desk element=line.1 row=row />
            <Result row=row log=log />
            <div class="more"><Menu label=Signal::derive(move || editor::actions(&said.read())) items=menu(desk, &thing, &place) /></div>
            <div class="facts">{move || facts(desk, &tail, row.read().as_ref(), log.read().as_ref())}</div>
            <Show when=move || open.get()><ConditionForm desk=desk place=form.clone() row=row /></Show>
        </li>
    }
}

fn part(desk: Desk, place: &Place) -> Memo<Option<Condition>> {
    let place = place.clone();
    desk.draft
        .part(move |scenario| edits::condition(scenario, &place).cloned())
}

/// Enter opens the row, Esc closes it.
fn own_keys(desk: Desk, thing: &Thing, element: &str, event: &ev::KeyboardEvent) {
    if event.key() == "Escape" && desk.open.get_untracked().as_deref() == Some(element) {
        event.prevent_default();
        close(desk, element);
        return;
    }
    thing.keys(event);
}

/// Closes the form; the focus returns to the line.
pub(super) fn close(desk: Desk, element: &str) {
    desk.open.set(None);
    focus_in(element.to_owned(), ".line");
}

fn menu(desk: Desk, thing: &Thing, place: &Place) -> Vec<MenuItem> {
    let place = place.clone();
    let mute = MenuItem::new(Sign::Idle, editor().mute, "", move || {
        desk.draft.edit(|scenario| {
            if let Some(row) = edits::condition_mut(scenario, &place) {
                row.muted = !row.muted;
            }
        });
    });
    let mut items = thing.menu();
    items.insert(3, mute);
    items
}

fn tone(row: Option<&Condition>, log: Option<&Row>) -> Tone {
    match (row, log.and_then(|log| log.result)) {
        (Some(row), _) if row.muted || row.operator.is_none() => Tone::Unset,
        (_, Some(true)) => Tone::Yes,
        (_, Some(false)) => Tone::No,
        (_, None) => Tone::Plain,
    }
}

/// «НЕ» before the row, in a block with brackets.
#[component]
fn NotButton(desk: Desk, place: Place, not: bool) -> impl IntoView {
    let turn = move |_| {
        tree::edit(desk, &place.block, |block| {
            brackets::turn_row(block, &place.item)
        });
    };
    view! {
        <button type="button" class="join" class:or=not aria-pressed=not.to_string()
            aria-label=editor().not_row on:click=turn>{editor().not}</button>
    }
}

/// «И» or «ИЛИ» before the row (R81).
#[component]
fn JoinerButton(desk: Desk, place: Place, row: Memo<Option<Condition>>) -> impl IntoView {
    let joiner = Memo::new(move |_| {
        row.read()
            .as_ref()
            .map(|row| row.joiner)
            .unwrap_or_default()
    });
    let word = move || match joiner.get() {
        Joiner::And => editor().and,
        Joiner::Or => editor().or,
    };
    let toggle = move |_| {
        desk.draft.edit(|scenario| {
            if let Some(row) = edits::condition_mut(scenario, &place) {
                row.joiner = match row.joiner {
                    Joiner::And => Joiner::Or,
                    Joiner::Or => Joiner::And,
                };
            }
        });
    };
    view! {
        <button type="button" class="join" class:or=move || joiner.get() == Joiner::Or
            aria-label=move || editor::joiner(word()) on:click=toggle>{word}</button>
    }
}

/// The row as one line; a click opens its form (R78).
#[component]
fn Line(desk: Desk, element: String, row: Memo<Option<Condition>>) -> impl IntoView {
    let id = element.clone();
    let open = move |_| match desk.open.get_untracked().as_ref() == Some(&id) {
        true => close(desk, &id),
        false => {
            desk.open.set(Some(id.clone()));
            focus_in(id.clone(), ".cond-form button");
        }
    };
    let expanded = move || (desk.open.read().as_ref() == Some(&element)).to_string();
    let soft = move || {
        row.read()
            .as_ref()
            .is_none_or(|row| row.operator.is_none() || row.muted)
    };
    view! {
        <button type="button" class="expr line" class:soft=soft aria-expanded=expanded
            on:click=open>
            <span class="sr">{editor().edit_condition}</span>" "
            {move || parts(desk, row.read().as_ref())}
        </button>
    }
}

fn parts(desk: Desk, row: Option<&Condition>) -> AnyView {
    let Some((row, left)) = row.and_then(|row| Some((row, row.left.as_ref()?))) else {
        return view! { <span class="val">{editor().not_set}</span> }.into_any();
    };
    let names = desk.names.read();
    let (operator, right) = words::tail(row, &names);
    view! {
        // The spaces are heard, not seen: without them a screen reader runs the words together.
        <span class="val">{words::operand(left, &names)}</span>" "
        <span class="op">{operator}</span>" "
        {right.map(|right| view! { <span class="val">{right}</span> })}
    }
    .into_any()
}

/// The result on the chosen deal; takes no room of its own while there is none.
#[component]
fn Result(row: Memo<Option<Condition>>, log: Memo<Option<Row>>) -> impl IntoView {
    let chip = move || {
        let words = editor();
        let (tone, sign, word) = match (row.get(), log.read().as_ref().and_then(|log| log.result)) {
            (Some(row), _) if row.muted => (Tone::Unset, Sign::Idle, words.muted),
            (_, Some(true)) => (Tone::Yes, Sign::Check, words.yes_word),
            (_, Some(false)) => (Tone::No, Sign::Cross, words.no_word),
            (Some(row), None) if row.operator.is_none() => {
                (Tone::Unset, Sign::Idle, words.not_counted)
            }
            (_, None) => return None,
        };
        Some(view! { <Chip tone=tone sign=sign word=word /> })
    };
    view! { <span class="result-chip">{chip}</span> }
}

/// Both values as the engine sees them, what is to be known beside them, and problems.
fn facts(desk: Desk, place: &Place, row: Option<&Condition>, log: Option<&Row>) -> AnyView {
    let words = editor();
    if row.is_some_and(|row| row.left.is_none()) {
        return view! { <span>{words.not_set_hint}</span> }.into_any();
    }
    let seen = log.filter(|log| log.result.is_some()).and_then(words::seen);
    let seen = seen.map(|(now, need)| {
        view! { <span>{words.now}" "<b>{now}</b>", "{words.needed}" "<b>{need}</b></span> }
    });
    let notes = log.map(|log| log.notes.clone()).unwrap_or_default();
    let notes = notes.into_iter().map(|note| view! { <span class="warn-text"><Icon sign=Sign::Alert />{words::problem(&note)}</span> });
    let problems = desk.problems_at(place).into_iter().map(|problem| {
        let class = if words::is_error(&problem) {
            "error-text"
        } else {
            "warn-text"
        };
        view! { <span class=class><Icon sign=Sign::Alert />{words::advice(&problem)}</span> }
    });
    view! { {seen}{notes.collect_view()}{problems.collect_view()} }.into_any()
}
