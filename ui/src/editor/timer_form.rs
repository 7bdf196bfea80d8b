//! «Таймер запуска» of a trigger: at once, after a time, by a date of a field, or once a year (R347–R362).

use engine::{
    Kind,
    scenario::{DateTimer, Delay, DelayUnit, Past, Timer, When, YearDay},
};
use leptos::prelude::*;

use super::{desk::Desk, timer_date::dated};
use crate::{
    kit::Choice,
    state::{
        edits::{self, Place},
        operands,
    },
    texts::editor,
};

/// The timer of one trigger; cheap to copy but for its place.
#[derive(Clone)]
pub(super) struct Edited {
    /// The desk.
    pub desk: Desk,
    place: Place,
    /// The timer as it stands.
    pub timer: Memo<Option<Timer>>,
    /// Id of its inputs.
    pub id: String,
}

const UNITS: [(DelayUnit, &str); 4] = [
    (DelayUnit::Seconds, "секунд"),
    (DelayUnit::Minutes, "минут"),
    (DelayUnit::Hours, "часов"),
    (DelayUnit::Days, "дней"),
];

/// Kind of timer with its inputs.
#[component]
pub(super) fn TimerForm(
    /// The desk.
    desk: Desk,
    /// Where the trigger stands.
    place: Place,
    /// Id of the trigger's element.
    id: String,
) -> impl IntoView {
    let own = place.clone();
    let edited = Edited {
        desk,
        place,
        timer: desk
            .draft
            .part(move |scenario| edits::trigger(scenario, &own)?.timer.clone()),
        id: format!("{id}-timer"),
    };
    let timer = edited.timer;
    let kind = Memo::new(move |_| kind_of(timer.read().as_ref()));
    let (chosen, inputs, replaced) = (edited.clone(), edited.clone(), edited.clone());
    let labels = editor().timers.split('|').enumerate();
    let option = move |(index, label): (usize, &'static str)| {
        view! { <option value=index.to_string() selected=move || kind.get() == index>{label}</option> }
    };
    let change = move |event| {
        let index = event_target_value(&event).parse().unwrap_or_default();
        chosen.set(fresh(index, chosen.timer.get_untracked()));
    };
    let overwrite = move || timer.read().as_ref().is_some_and(|timer| timer.overwrite);
    let tick = move |event| {
        let on = event_target_checked(&event);
        replaced.change(|timer| timer.overwrite = on);
    };
    let more = move || match kind.get() {
        0 => None,
        1 => Some(delay(&inputs).into_any()),
        _ => Some(dated(&inputs).into_any()),
    };
    let tick = StoredValue::new(tick);
    view! {
        <div class="field">
            <label for=edited.id.clone()>{editor().timer}</label>
            <select class="input" id=edited.id.clone() on:change=change>{labels.map(option).collect_view()}</select>
            {more}
            <Show when=move || kind.get() != 0>
                <label class="check-label">
                    <input class="check" type="checkbox" prop:checked=overwrite
                        on:change=move |event| tick.with_value(|tick| tick(event)) />
                    {editor().timer_overwrite}
                </label>
            </Show>
        </div>
    }
}

fn kind_of(timer: Option<&Timer>) -> usize {
    match timer.map(|timer| &timer.when) {
        None => 0,
        Some(When::Delay(_)) => 1,
        Some(When::Date(_)) => 2,
        Some(When::YearDay(_)) => 3,
    }
}

/// A timer of another kind; the field and the tick stay as they were.
fn fresh(kind: usize, before: Option<Timer>) -> Option<Timer> {
    let overwrite = before.as_ref().is_some_and(|timer| timer.overwrite);
    let field = before.as_ref().and_then(Timer::field).unwrap_or_default();
    let when = match kind {
        1 => When::Delay(Delay {
            amount: 1,
            unit: DelayUnit::Hours,
        }),
        2 => When::Date(DateTimer {
            field: field.to_owned(),
            ..DateTimer::default()
        }),
        3 => When::YearDay(YearDay {
            field: field.to_owned(),
            ..YearDay::default()
        }),
        _ => return None,
    };
    Some(Timer { when, overwrite })
}

impl Edited {
    fn set(&self, timer: Option<Timer>) {
        self.desk.draft.edit(|scenario| {
            if let Some(trigger) = edits::trigger_mut(scenario, &self.place) {
                trigger.timer = timer;
            }
        });
    }

    /// Changes the timer; keystrokes are one step of undo.
    pub(super) fn change(&self, change: impl FnOnce(&mut Timer)) {
        self.desk.draft.type_in(&self.id, |scenario| {
            let trigger = edits::trigger_mut(scenario, &self.place);
            if let Some(timer) = trigger.and_then(|trigger| trigger.timer.as_mut()) {
                change(timer);
            }
        });
    }

    /// Date fields of the account (R351, R355).
    pub(super) fn fields(&self) -> Vec<Choice> {
        let found = operands::sources(&self.desk.names.read(), |entry| entry.in_conditions);
        let dates = found.into_iter().filter(|source| {
            let of_entity = ["lead.cf(", "contact.cf(", "company.cf("]
                .iter()
                .any(|head| source.path.starts_with(head));
            of_entity && matches!(source.kind, Kind::Date | Kind::DateTime)
        });
        dates
            .map(|source| Choice::new(source.path, source.label).under(source.group))
            .collect()
    }
}

fn delay(edited: &Edited) -> impl IntoView + use<> {
    let timer = edited.timer;
    let now = Memo::new(
        move |_| match timer.read().as_ref().map(|timer| &timer.when) {
            Some(When::Delay(delay)) => *delay,
            _ => Delay {
                amount: 0,
                unit: DelayUnit::default(),
            },
        },
    );
    let [amount, unit] = [(); 2].map(|()| edited.clone());
    let type_in = move |event| {
        // An empty or broken number is no time; the check says so.
        let typed = event_target_value(&event).parse().unwrap_or_default();
        amount.change(|timer| {
            if let When::Delay(delay) = &mut timer.when {
                delay.amount = typed;
            }
        });
    };
    let choose = move |event| {
        let chosen = event_target_value(&event).parse().unwrap_or_default();
        let unit_of = UNITS.get::<usize>(chosen).map(|(unit, _)| *unit);
        unit.change(|timer| {
            if let (When::Delay(delay), Some(unit)) = (&mut timer.when, unit_of) {
                delay.unit = unit;
            }
        });
    };
    let option = |(index, (unit, label)): (usize, &(DelayUnit, &'static str))| {
        let (unit, label) = (*unit, *label);
        view! { <option value=index.to_string() selected=move || now.get().unit == unit>{label}</option> }
    };
    view! {
        <div class="row period">
            <input class="input" type="number" min="1" aria-label=editor().timer_amount
                prop:value=move || now.get().amount.to_string() on:input=type_in />
            <select class="input" aria-label=editor().timer_unit on:change=choose>
                {UNITS.iter().enumerate().map(option).collect_view()}
            </select>
        </div>
    }
}

/// What happens when the date has passed.
pub(super) fn past(edited: &Edited) -> Option<AnyView> {
    let timer = edited.timer;
    if !matches!(untrack(|| kind_of(timer.read().as_ref())), 2) {
        return None;
    }
    let own = edited.clone();
    let now = move || {
        let timer = timer.read();
        matches!(timer.as_ref().map(|timer| &timer.when), Some(When::Date(date)) if date.past == Past::Now)
    };
    let tick = move |event| {
        let on = event_target_checked(&event);
        own.change(|timer| {
            if let When::Date(date) = &mut timer.when {
                date.past = if on { Past::Now } else { Past::Skip };
            }
        });
    };
    Some(
        view! {
            <label class="check-label">
                <input class="check" type="checkbox" prop:checked=now on:change=tick />
                {editor().timer_past}
            </label>
        }
        .into_any(),
    )
}
