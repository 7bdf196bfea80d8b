//! One side of a row: where its value comes from, and the value of a constant.

use engine::{
    Kind, operators,
    scenario::{Condition, Operand},
    values::Argument,
};
use leptos::prelude::*;
use serde_json::Value as Json;

use super::{desk::Desk, moves::element};
use crate::{
    fields::{self, Slot},
    kit::{Choice, Picker, PickerWords, focus_by_id},
    state::{
        edits::{self, Place},
        operands,
    },
    texts::{editor, frame, kinds, words},
};

/// Upper or lower.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// The upper value.
    Left,
    /// The lower value.
    Right,
}

impl Which {
    fn label(self) -> &'static str {
        match self {
            Self::Left => editor().upper,
            Self::Right => editor().lower,
        }
    }

    fn of(self, row: &Condition) -> Option<&Operand> {
        match self {
            Self::Left => row.left.as_ref(),
            Self::Right => row.right.as_ref(),
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}

/// A side being edited.
#[derive(Clone)]
struct Edited {
    desk: Desk,
    place: Place,
    row: Memo<Option<Condition>>,
    which: Which,
    id: String,
}

/// Picker of the source and, for a constant, its input.
#[component]
pub(super) fn SideForm(
    /// The desk.
    desk: Desk,
    /// Where the row stands.
    place: Place,
    /// The row.
    row: Memo<Option<Condition>>,
    /// Which side.
    which: Which,
) -> impl IntoView {
    let suffix = if which == Which::Left {
        "left"
    } else {
        "right"
    };
    let id = format!("{}-{suffix}", element(&place.block, &place.item));
    let edited = Edited {
        desk,
        place,
        row,
        which,
        id,
    };
    // Only another source draws another input; typing in it does not.
    let source = edited.clone();
    let path = Memo::new(move |_| source.operand().map(|operand| argument_free(&operand.path)));
    let [inputs, shifted, typed] = [(); 3].map(|()| edited.clone());
    let dated = Memo::new(move |_| typed.is_dated());
    view! {
        <div class="field">
            <span class="label">{which.label()}</span>
            {source_picker(&edited)}
            <p class="note">{move || path.get().map(|path| meaning(&path))}</p>
            {move || path.get().map(|_| input(&inputs))}
            <Show when=move || dated.get()>{shift(&shifted)}</Show>
        </div>
    }
}

/// What the chosen source gives, in a sentence.
fn meaning(path: &str) -> &'static str {
    operands::entry_of(path).map_or("", |(entry, _)| entry.meaning)
}

// `global(report)` and `global(plan)` have one input; the bracket is typed into it.
fn argument_free(path: &str) -> String {
    let field = operands::entry_of(path)
        .is_some_and(|(entry, _)| matches!(entry.argument, Some(Argument::Field(_))));
    match field {
        true => path.to_owned(),
        false => path.split('(').next().unwrap_or_default().to_owned(),
    }
}

impl Edited {
    fn operand(&self) -> Option<Operand> {
        self.row
            .read()
            .as_ref()
            .and_then(|row| self.which.of(row))
            .cloned()
    }

    /// Whether it is a date that is read, so that it can be shifted (4.4).
    fn is_dated(&self) -> bool {
        let of_dates = matches!(self.kind_of(self.which), Some(Kind::Date | Kind::DateTime));
        of_dates
            && self
                .operand()
                .is_some_and(|operand| operands::literal(&operand).is_none())
    }

    fn kind_of(&self, which: Which) -> Option<Kind> {
        let row = self.row.read();
        operands::kind(which.of(row.as_ref()?)?, &self.desk.names.read())
    }

    /// Replaces the operand; an operator that no longer fits is reset.
    fn replace(&self, key: Option<&str>, operand: Operand) {
        let names = self.desk.names.get_untracked();
        let change = |scenario: &mut engine::Scenario| {
            let Some(row) = edits::condition_mut(scenario, &self.place) else {
                return;
            };
            match self.which {
                Which::Left => operands::set_left(row, operand, &names),
                Which::Right => operands::set_right(row, operand, &names),
            }
        };
        match key {
            Some(key) => self.desk.draft.type_in(key, change),
            None => self.desk.draft.edit(change),
        }
    }

    fn change(&self, change: impl FnOnce(&mut Operand)) {
        let Some(mut operand) = untrack(|| self.operand()) else {
            return;
        };
        change(&mut operand);
        self.replace(Some(&self.id), operand);
    }

    /// Sources of this side; below, those that the operator does not take are grey and say why (R92).
    fn choices(&self) -> Vec<Choice> {
        let row = self.row.read();
        let operator = row
            .as_ref()
            .and_then(|row| row.operator.as_deref())
            .and_then(operators::find);
        let left = self.kind_of(Which::Left);
        let fits = |source: &operands::Source| match (self.which, left, operator) {
            (Which::Right, Some(left), Some(operator)) => {
                operands::stands_right(left, operator, source)
            }
            _ => true,
        };
        let found = operands::sources(&self.desk.names.read(), |entry| entry.in_conditions);
        let choice = |source: operands::Source| {
            let (is_fit, kind) = (fits(&source), source.kind);
            let choice = Choice::new(source.path.clone(), source.label)
                .under(source.group)
                .also(source.path)
                .hint(source.meaning);
            match is_fit {
                true => choice,
                false => choice.off(kinds::does_not_fit(kind)),
            }
        };
        found.into_iter().map(choice).collect()
    }

    fn shown(&self) -> String {
        let Some(operand) = self.operand() else {
            return editor().choose_value.to_owned();
        };
        match operands::literal(&operand) {
            Some(_) => operands::entry_of(&operand.path)
                .map(|(entry, _)| entry.label.to_owned())
                .unwrap_or_default(),
            None => words::operand(
                &Operand {
                    offset: None,
                    ..operand
                },
                &self.desk.names.read(),
            ),
        }
    }
}

fn source_picker(edited: &Edited) -> impl IntoView + use<> {
    let [choices, shown, selected, picked] = [(); 4].map(|()| edited.clone());
    let search = PickerWords {
        search: frame().search,
        nothing: frame().nothing,
    };
    let pick = move |path: String| {
        picked.replace(
            None,
            Operand {
                path,
                ..Operand::default()
            },
        );
        focus_by_id(format!("{}-value", picked.id));
    };
    view! {
        <Picker label=edited.which.label() shown=Signal::derive(move || shown.shown())
            choices=Signal::derive(move || choices.choices())
            selected=Signal::derive(move || selected.operand().map(|operand| operand.path))
            words=search id=edited.id.clone() on_pick=pick />
    }
}

/// The second input of a source: the value of a constant, or what its brackets hold.
fn input(edited: &Edited) -> Option<AnyView> {
    let operand = untrack(|| edited.operand())?;
    if let Some(literal) = operands::literal(&operand) {
        let [other, kind] = [(); 2].map(|()| edited.clone());
        let other = Signal::derive(move || {
            other
                .row
                .read()
                .as_ref()
                .and_then(|row| other.which.other().of(row))
                .cloned()
        });
        let kind = Signal::derive(move || kind.kind_of(kind.which.other()));
        return Some(fields::literal(literal, value_slot(edited), other, kind));
    }
    let (entry, _) = operands::entry_of(&operand.path)?;
    match entry.argument? {
        Argument::Field(_) | Argument::ClientField | Argument::Literal(_) => None,
        other => Some(argument(edited, other)),
    }
}

fn value_slot(edited: &Edited) -> Slot {
    let [read, write] = [(); 2].map(|()| edited.clone());
    Slot {
        id: format!("{}-value", edited.id),
        label: format!(
            "{}: {}",
            edited.which.label(),
            editor().value.to_lowercase()
        ),
        value: Signal::derive(move || read.operand().and_then(|operand| operand.value)),
        set: Callback::new(move |json: Option<Json>| write.change(|operand| operand.value = json)),
    }
}

/// A signed shift of a date: «3 дня», «−2 часа».
fn shift(edited: &Edited) -> impl IntoView + use<> {
    let [read, write] = [(); 2].map(|()| edited.clone());
    let slot = Slot {
        id: format!("{}-shift", edited.id),
        label: format!(
            "{}: {}",
            edited.which.label(),
            editor().shift.to_lowercase()
        ),
        // An offset is plain data and always becomes JSON.
        value: Signal::derive(move || serde_json::to_value(read.operand()?.offset?).ok()),
        set: Callback::new(move |json: Option<Json>| {
            // A zero or a half-typed amount is no shift.
            let offset = json.and_then(|json| serde_json::from_value(json).ok());
            write.change(|operand| operand.offset = offset);
        }),
    };
    view! {
        <div class="shift">
            <span class="small soft">{editor().shift}" ("{editor().shift_hint}")"</span>
            {fields::shift(slot)}
        </div>
    }
}

/// What the brackets of a path hold.
fn argument(edited: &Edited, argument: Argument) -> AnyView {
    let [read, write] = [(); 2].map(|()| edited.clone());
    let label = fields::argument_label(argument);
    let slot = Slot {
        id: format!("{}-value", edited.id),
        label: format!("{}: {}", edited.which.label(), label.to_lowercase()),
        value: Signal::derive(move || {
            let (_, text) = operands::entry_of(&read.operand()?.path)?;
            // Nothing in brackets that must hold something is not chosen yet.
            (!text.is_empty() || !argument.is_required()).then(|| Json::from(text))
        }),
        set: Callback::new(move |json: Option<Json>| {
            let chosen = json.as_ref().and_then(Json::as_str).unwrap_or_default();
            write.change(|operand| {
                if let Some((entry, _)) = operands::entry_of(&operand.path) {
                    operand.path = operands::with_chosen(entry, chosen);
                }
            });
        }),
    };
    let (scenario, names) = (edited.desk.draft.scenario, edited.desk.names);
    let known = Signal::derive(move || match argument {
        Argument::Variable => match &names.read().variables {
            Some(all) => all.iter().cloned().collect(),
            None => operands::known_variables(&scenario.read()),
        },
        _ => Vec::new(),
    });
    view! {
        <div class="shift">
            <span class="small soft">{label}</span>
            {fields::argument(argument, slot, known)}
        </div>
    }
    .into_any()
}
