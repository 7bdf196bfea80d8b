//! The form of a row: upper value, operator, lower value over one tree of values (R87–R92).

use engine::{
    operators::{self, relative::Form},
    scenario::Condition,
};
use leptos::prelude::*;

use super::{
    condition::close,
    desk::Desk,
    moves::element,
    relative::{self, HowLong},
    side::{SideForm, Which},
};
use crate::{
    kit::{Choice, Icon, Picker, PickerWords, Sign, focus_by_id},
    state::{
        edits::{self, Place},
        operands,
    },
    texts::{editor, frame, words},
};

/// Edits a row; the draft and the preview follow each keystroke.
#[component]
pub(super) fn ConditionForm(
    /// The desk.
    desk: Desk,
    /// Where the row stands.
    place: Place,
    /// The row.
    row: Memo<Option<Condition>>,
) -> impl IntoView {
    let words = editor();
    let id = element(&place.block, &place.item);
    let unary = Memo::new(move |_| operator(row.read().as_ref()).is_some_and(|entry| entry.unary));
    let start = row.get_untracked();
    let start = start.as_ref().and_then(Form::of).map(|(form, ..)| form);
    let chosen = RwSignal::new(start);
    let form = Memo::new(move |_| relative::held(row.read().as_ref()?, chosen.get()));
    let ordinary = move || !unary.get() && form.read().is_none();
    let (long, amount) = (place.clone(), format!("{id}-right-value"));
    let can_swap = move || row.read().as_ref().is_some_and(operands::can_swap);
    let (swapped, lower, done) = (place.clone(), place.clone(), id.clone());
    let swap = move |_| {
        let names = desk.names.get_untracked();
        desk.draft.edit(|scenario| {
            if let Some(row) = edits::condition_mut(scenario, &swapped) {
                operands::swap(row, &names);
            }
        });
    };
    view! {
        <div class="cond-form">
            <SideForm desk=desk place=place.clone() row=row which=Which::Left />
            <OperatorField desk=desk place=place row=row chosen=chosen form=form />
            <Show when=ordinary>
                <SideForm desk=desk place=lower.clone() row=row which=Which::Right />
            </Show>
            <Show when=move || form.read().is_some()>
                <HowLong desk=desk place=long.clone() row=row form=form id=amount.clone() />
            </Show>
            <div class="row">
                <button type="button" class="btn small main" on:click=move |_| close(desk, &done)>{words.done}</button>
                <button type="button" class="btn small" disabled=move || !can_swap() on:click=swap>
                    <Icon sign=Sign::Swap />{words.swap}
                </button>
            </div>
        </div>
    }
}

fn operator(row: Option<&Condition>) -> Option<&'static operators::Entry> {
    row.and_then(|row| row.operator.as_deref())
        .and_then(operators::find)
}

/// Operators that fit the type of the upper value (R91).
#[component]
fn OperatorField(
    desk: Desk,
    place: Place,
    row: Memo<Option<Condition>>,
    chosen: RwSignal<Option<&'static Form>>,
    form: Memo<Option<&'static Form>>,
) -> impl IntoView {
    let words = editor();
    let kind = Memo::new(move |_| {
        let row = row.read();
        let left = row.as_ref()?.left.as_ref()?;
        operands::kind(left, &desk.names.read())
    });
    let choices = Signal::derive(move || {
        let row = row.read();
        let left = row.as_ref().and_then(|row| row.left.as_ref());
        let has_previous = left.is_some_and(operands::has_previous);
        let offered = kind
            .get()
            .map(|kind| operators::offered_with(kind, has_previous));
        let offered = offered.unwrap_or_default();
        let choice = |entry: &&'static operators::Entry| {
            Choice::new(entry.code, words::operator_label(entry, kind.get())).hint(entry.meaning)
        };
        let relative = relative::choices(kind.get());
        let plain = offered.iter().map(choice);
        plain.chain(relative).collect::<Vec<_>>()
    });
    let selected = Signal::derive(move || match form.get() {
        Some(form) => Some(relative::key(form)),
        None => row.read().as_ref().and_then(|row| row.operator.clone()),
    });
    let shown = Signal::derive(move || match (form.get(), operator(row.read().as_ref())) {
        (Some(form), _) => form.label.to_owned(),
        (None, Some(entry)) => words::operator_label(entry, kind.get()),
        (None, None) => words.choose_operator.to_owned(),
    });
    let meaning = move || match (form.get(), operator(row.read().as_ref())) {
        (None, Some(entry)) => entry.meaning,
        _ => "",
    };
    let next = format!("{}-right", element(&place.block, &place.item));
    let pick = move |code: String| {
        let names = desk.names.get_untracked();
        let wanted = relative::of_key(&code);
        desk.draft.edit(|scenario| {
            let row = edits::condition_mut(scenario, &place);
            match (row, wanted, operators::find(&code)) {
                (Some(row), Some(form), _) => relative::set(row, form),
                (Some(row), None, Some(entry)) => operands::set_operator(row, entry, &names),
                _ => {}
            }
        });
        chosen.set(wanted);
        focus_by_id(format!("{next}-value"));
    };
    let search = PickerWords {
        search: frame().search,
        nothing: frame().nothing,
    };
    view! {
        <div class="field">
            <span class="label">{words.operator}</span>
            <Picker label=words.operator shown=shown choices=choices selected=selected words=search on_pick=pick />
            <p class="note">{meaning}</p>
        </div>
    }
}
