//! The inputs of a timer that goes by the date of a field: which, how many days off, at what time.

use engine::scenario::{Timer, When};
use leptos::prelude::*;

use super::timer_form::{Edited, past};
use crate::{
    kit::{Picker, PickerWords},
    texts::{editor, frame},
};

/// Field, shift and time, the same for both kinds of date.
#[derive(Clone, Debug, Default, PartialEq)]
struct Dated {
    field: String,
    shift_days: i32,
    time: Option<String>,
}

fn read(timer: Option<&Timer>) -> Dated {
    match timer.map(|timer| &timer.when) {
        Some(When::Date(date)) => Dated {
            field: date.field.clone(),
            shift_days: date.shift_days,
            time: date.time.clone(),
        },
        Some(When::YearDay(day)) => Dated {
            field: day.field.clone(),
            shift_days: day.shift_days,
            time: day.time.clone(),
        },
        Some(When::Delay(_)) | None => Dated::default(),
    }
}

fn write(timer: &mut Timer, dated: Dated) {
    let Dated {
        field,
        shift_days,
        time,
    } = dated;
    match &mut timer.when {
        When::Date(date) => {
            (date.field, date.shift_days, date.time) = (field, shift_days, time);
        }
        When::YearDay(day) => (day.field, day.shift_days, day.time) = (field, shift_days, time),
        When::Delay(_) => {}
    }
}

/// The inputs.
pub(super) fn dated(edited: &Edited) -> impl IntoView + use<> {
    let words = editor();
    let timer = edited.timer;
    let now = Memo::new(move |_| read(timer.read().as_ref()));
    let [shifted, timed] = [(); 2].map(|()| edited.clone());
    let shift = move |event| {
        // An empty or broken number is the day itself.
        let days = event_target_value(&event).parse().unwrap_or_default();
        change(&shifted, |dated| dated.shift_days = days);
    };
    let time = move |event| {
        let typed = event_target_value(&event);
        change(&timed, |dated| {
            dated.time = (!typed.is_empty()).then_some(typed);
        });
    };
    let (shift_id, time_id) = (
        format!("{}-shift", edited.id),
        format!("{}-time", edited.id),
    );
    view! {
        {field(edited, now)}
        <div class="row">
            <div class="row row-tight">
                <label class="small soft" for=shift_id.clone()>{words.timer_shift}</label>
                <input class="input seconds" type="number" id=shift_id
                    prop:value=move || now.read().shift_days.to_string() on:input=shift />
            </div>
            <div class="row row-tight">
                <label class="small soft" for=time_id.clone()>{words.timer_time}</label>
                <input class="input timer-time" type="time" id=time_id
                    prop:value=move || now.get().time.unwrap_or_default() on:input=time />
            </div>
        </div>
        <p class="note">{words.timer_note}</p>
        {past(edited)}
    }
}

fn field(edited: &Edited, now: Memo<Dated>) -> impl IntoView + use<> {
    let [listed, picked] = [(); 2].map(|()| edited.clone());
    let choices = Signal::derive(move || listed.fields());
    let selected = Signal::derive(move || Some(now.read().field.clone()));
    let shown = Signal::derive(move || {
        let choices = choices.read();
        let found = choices.iter().find(|choice| choice.key == now.read().field);
        found.map_or_else(
            || editor().choose_field.to_owned(),
            |choice| choice.label.clone(),
        )
    });
    let words = PickerWords {
        search: frame().search,
        nothing: frame().nothing,
    };
    let pick = move |path: String| change(&picked, |dated| dated.field = path);
    view! {
        <Picker label=editor().timer_field shown=shown choices=choices selected=selected words=words on_pick=pick />
    }
}

fn change(edited: &Edited, change: impl FnOnce(&mut Dated)) {
    edited.change(|timer| {
        let mut dated = read(Some(timer));
        change(&mut dated);
        write(timer, dated);
    });
}
