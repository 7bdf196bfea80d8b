//! The input of a constant, by the shape of its value.

use engine::{
    Kind,
    kind::RefKind,
    scenario::Operand,
    values::{Argument, Literal, Path},
};
use leptos::prelude::*;
use serde_json::{Value as Json, json};

use super::{number, pick::picker, range, slot::Slot, stage, template, typed, user, weekdays};
use crate::{
    kit::Choice,
    state::{Account, operands},
    texts::editor,
};

/// Edits the value of a constant; a list field on the other side lends its options,
/// and the other side's type is that of the ends of a range.
pub fn literal(
    literal: Literal,
    slot: Slot,
    other: Signal<Option<Operand>>,
    other_kind: Signal<Option<Kind>>,
) -> AnyView {
    match literal {
        Literal::Text => template::line(slot).into_any(),
        Literal::Number => number::number(slot).into_any(),
        Literal::List | Literal::Tags => template::text(lines(slot)).into_any(),
        Literal::Flag => picker(slot, Signal::derive(yes_no)).into_any(),
        Literal::Date => typed::date(slot).into_any(),
        Literal::DateTime => typed::date_time(slot).into_any(),
        Literal::Time => typed::time(slot).into_any(),
        Literal::Weekdays => weekdays::weekdays(slot).into_any(),
        Literal::Option => option(slot, options(other)).into_any(),
        Literal::User => picker(slot, named(user::users)).into_any(),
        Literal::Group => picker(slot, named(groups)).into_any(),
        Literal::Stage => stage::stage(slot).into_any(),
        Literal::Pipeline => picker(slot, named(pipelines)).into_any(),
        Literal::TaskType => picker(slot, named(task_types)).into_any(),
        Literal::Choice(kind) => picker(slot, Signal::derive(move || fixed(kind))).into_any(),
        Literal::Range => (move || range::range(slot.clone(), other_kind.get())).into_any(),
    }
}

/// The options of a list; without a list on the other side there is nothing to choose from.
fn option(slot: Slot, options: Signal<Vec<Choice>>) -> impl IntoView {
    let is_bare = Memo::new(move |_| options.read().is_empty());
    view! {
        {picker(slot, options)}
        <Show when=move || is_bare.get()><p class="note">{editor().no_options}</p></Show>
    }
}

fn named(read: fn(&engine::snapshot::Dictionaries) -> Vec<Choice>) -> Signal<Vec<Choice>> {
    let names = expect_context::<Account>().dictionaries;
    Signal::derive(move || read(&names.read()))
}

fn yes_no() -> Vec<Choice> {
    vec![
        Choice::new("true", editor().yes),
        Choice::new("false", editor().no),
    ]
}

/// What the product itself lists: types of notes, statuses of calls.
fn fixed(kind: RefKind) -> Vec<Choice> {
    let choices = engine::values::choices(kind).iter();
    choices
        .map(|choice| Choice::new(choice.code, choice.label))
        .collect()
}

fn task_types(names: &engine::snapshot::Dictionaries) -> Vec<Choice> {
    let types = names.account.embedded.task_types.iter();
    types
        .map(|kind| Choice::new(kind.id.to_string(), kind.name.clone()))
        .collect()
}

fn groups(names: &engine::snapshot::Dictionaries) -> Vec<Choice> {
    let groups = &names.account.embedded.users_groups;
    groups
        .iter()
        .map(|group| Choice::new(group.id.to_string(), group.name.clone()))
        .collect()
}

fn pipelines(names: &engine::snapshot::Dictionaries) -> Vec<Choice> {
    let pipelines = names.pipelines.iter();
    pipelines
        .map(|pipeline| Choice::new(pipeline.id.to_string(), pipeline.name.clone()))
        .collect()
}

/// Options of the list field on the other side.
fn options(other: Signal<Option<Operand>>) -> Signal<Vec<Choice>> {
    let names = expect_context::<Account>().dictionaries;
    Signal::derive(move || {
        let path = other
            .get()
            .and_then(|operand| Path::parse(&operand.path).ok());
        let Some(path) = path else { return Vec::new() };
        let Some(Argument::Field(kind)) = path.entry().argument else {
            return Vec::new();
        };
        let id = path.args().first().and_then(|id| id.parse::<u64>().ok());
        let names = names.read();
        let field = operands::fields(&names, kind)
            .iter()
            .find(|field| Some(field.id) == id);
        let options = field.and_then(|field| field.enums.as_ref());
        let choice = |option: &engine::snapshot::EnumOption| {
            Choice::new(option.id.to_string(), option.value.clone())
        };
        options
            .map(|options| options.iter().map(choice).collect())
            .unwrap_or_default()
    })
}

/// A list shown as lines; it is stored as one text, which the engine divides.
fn lines(slot: Slot) -> Slot {
    let value = slot.value;
    let joined = Signal::derive(move || {
        let json = value.get()?;
        let Some(list) = json.as_array() else {
            return Some(json);
        };
        let texts: Vec<&str> = list.iter().filter_map(Json::as_str).collect();
        Some(json!(texts.join("\n")))
    });
    Slot {
        value: joined,
        ..slot
    }
}
