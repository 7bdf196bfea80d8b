//! Relative forms of a date: «прошло больше 3 дней» instead of a comparison with a shifted now (4.4).

use engine::{
    Kind,
    operators::relative::{FORMS, Form},
    scenario::{Condition, OffsetUnit},
};
use leptos::prelude::*;
use serde_json::{Value as Json, json};

use super::desk::Desk;
use crate::{
    fields::{self, Slot},
    kit::Choice,
    state::edits::{self, Place},
    texts::editor,
};

/// Distinguishes the forms from operators among the keys of the picker.
const KEY: &str = "relative:";

/// Key of a form in the picker of operators.
pub(super) fn key(form: &Form) -> String {
    format!("{KEY}{}", form.code)
}

/// The form behind a key.
pub(super) fn of_key(key: &str) -> Option<&'static Form> {
    let code = key.strip_prefix(KEY)?;
    FORMS.iter().find(|form| form.code == code)
}

/// Forms offered for this type of the upper value.
pub(super) fn choices(kind: Option<Kind>) -> Vec<Choice> {
    let forms: &[Form] = match kind {
        Some(Kind::Date | Kind::DateTime) => &FORMS,
        _ => &[],
    };
    let choice = |form: &Form| Choice::new(key(form), form.label).under(editor().relative);
    forms.iter().map(choice).collect()
}

/// The chosen form while the row is still saved as it: an undo or another side may have changed that.
pub(super) fn held(row: &Condition, chosen: Option<&'static Form>) -> Option<&'static Form> {
    let form = chosen?;
    let now = form.operand(0, OffsetUnit::Days).path;
    let same = row.right.as_ref().is_some_and(|right| right.path == now);
    (same && row.operator.as_deref() == Some(form.operator)).then_some(form)
}

/// Makes the row one of that form; the amount of the form before it stays.
pub(super) fn set(row: &mut Condition, form: &Form) {
    let before = Form::of(row).map(|(_, amount, unit)| (amount, unit));
    let (amount, unit) = before.unwrap_or((1, OffsetUnit::Days));
    row.operator = Some(form.operator.to_owned());
    row.right = Some(form.operand(amount, unit));
}

/// How long, in place of the lower value.
#[component]
pub(super) fn HowLong(
    /// The desk.
    desk: Desk,
    /// Where the row stands.
    place: Place,
    /// The row.
    row: Memo<Option<Condition>>,
    /// The chosen form.
    form: Memo<Option<&'static Form>>,
    /// Id of the input.
    id: String,
) -> impl IntoView {
    let key = id.clone();
    let value = move || {
        let offset = row.read().as_ref()?.right.as_ref()?.offset?;
        let amount = (offset.amount != 0).then_some(offset.amount.unsigned_abs());
        Some(json!({ "amount": amount, "unit": offset.unit }))
    };
    let write = move |json: Option<Json>| {
        let Some(form) = form.get_untracked() else {
            return;
        };
        desk.draft.type_in(&key, |scenario| {
            if let Some(row) = edits::condition_mut(scenario, &place) {
                write(row, form, json.as_ref());
            }
        });
    };
    let slot = Slot {
        id,
        label: editor().how_long.to_owned(),
        value: Signal::derive(value),
        set: Callback::new(write),
    };
    view! {
        <div class="field">
            <span class="label">{editor().how_long}</span>
            {fields::period(slot)}
        </div>
    }
}

/// A cleared amount is zero and keeps its unit, so that the next digit counts the same.
fn write(row: &mut Condition, form: &Form, json: Option<&Json>) {
    let part = |name: &str| json.and_then(|json| json.get(name));
    let amount = part("amount").and_then(Json::as_u64);
    let amount = u32::try_from(amount.unwrap_or_default()).unwrap_or(u32::MAX);
    let unit = part("unit").and_then(|unit| serde_json::from_value(unit.clone()).ok());
    let saved = row.right.as_ref().and_then(|right| right.offset);
    let unit = unit.or(saved.map(|offset| offset.unit));
    row.right = Some(form.operand(amount, unit.unwrap_or(OffsetUnit::Days)));
}
