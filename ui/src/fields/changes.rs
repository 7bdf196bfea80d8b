//! A list of fields with new values.

use engine::EntityKind;
use leptos::prelude::*;
use serde_json::{Value as Json, json};

use super::{pick::words, slot::Slot, template};
use crate::{
    kit::{Choice, Icon, Picker, Sign},
    state::{Account, operands},
    texts::editor,
};

#[derive(Clone, Copy)]
struct List {
    value: Signal<Option<Json>>,
    set: Callback<Option<Json>>,
    target: EntityKind,
}

/// Rows of field and template; the last button adds one (R192).
pub(super) fn changes(slot: Slot, target: EntityKind) -> impl IntoView {
    let list = List {
        value: slot.value,
        set: slot.set,
        target,
    };
    let count = Memo::new(move |_| list.rows().len());
    let id = slot.id.clone();
    let row = move |index: usize| row(list, index, format!("{id}-{index}"));
    view! {
        <div class="stack stack-tight" role="group" aria-label=slot.label>
            <For each=move || 0..count.get() key=|index| *index children=row />
            <div class="row">
                <button type="button" class="btn small add" on:click=move |_| list.add()>
                    <Icon sign=Sign::Plus />{editor().add_field}
                </button>
            </div>
        </div>
    }
}

impl List {
    fn rows(self) -> Vec<Json> {
        self.value
            .get()
            .and_then(|json| json.as_array().cloned())
            .unwrap_or_default()
    }

    fn rows_now(self) -> Vec<Json> {
        self.value
            .get_untracked()
            .and_then(|json| json.as_array().cloned())
            .unwrap_or_default()
    }

    fn add(self) {
        let mut rows = self.rows_now();
        rows.push(json!({ "field": "", "value": "" }));
        self.set.run(Some(Json::Array(rows)));
    }

    fn remove(self, index: usize) {
        let mut rows = self.rows_now();
        if index < rows.len() {
            rows.remove(index);
        }
        self.set
            .run((!rows.is_empty()).then_some(Json::Array(rows)));
    }

    fn part(self, index: usize, key: &'static str) -> Signal<Option<Json>> {
        Signal::derive(move || self.value.read().as_ref()?.get(index)?.get(key).cloned())
    }

    fn set_part(self, index: usize, key: &'static str, json: Json) {
        let mut rows = self.rows_now();
        if let Some(object) = rows.get_mut(index).and_then(Json::as_object_mut) {
            object.insert(key.to_owned(), json);
        }
        self.set.run(Some(Json::Array(rows)));
    }
}

fn row(list: List, index: usize, id: String) -> impl IntoView {
    let names = expect_context::<Account>().dictionaries;
    let chosen = list.part(index, "field");
    let selected = Signal::derive(move || {
        chosen
            .get()
            .and_then(|json| json.as_str().map(str::to_owned))
    });
    let choices = Signal::derive(move || choices(&names.read(), list.target));
    let shown = Signal::derive(move || {
        let key = selected.get().unwrap_or_default();
        let choices = choices.read();
        let found = choices.iter().find(|choice| choice.key == key);
        found.map_or_else(
            || editor().choose_field.to_owned(),
            |choice| choice.label.clone(),
        )
    });
    let value = Slot {
        id: format!("{id}-value"),
        label: editor().new_value.to_owned(),
        value: list.part(index, "value"),
        set: Callback::new(move |json: Option<Json>| {
            list.set_part(index, "value", json.unwrap_or_else(|| json!("")))
        }),
    };
    let pick = move |key: String| list.set_part(index, "field", Json::String(key));
    view! {
        <div class="field-row">
            <Picker label=editor().field shown=shown choices=choices selected=selected words=words() id=id on_pick=pick />
            {template::line(value)}
            <button type="button" class="btn quiet small icon-only" aria-label=editor().remove_field
                on:click=move |_| list.remove(index)><Icon sign=Sign::Cross /></button>
        </div>
    }
}

fn choices(names: &engine::snapshot::Dictionaries, target: EntityKind) -> Vec<Choice> {
    let words = editor();
    let own: &[(&str, &str)] = match target {
        EntityKind::Lead => &[("name", words.field_name), ("budget", words.field_budget)],
        EntityKind::Contact => &[
            ("name", words.field_name),
            ("first_name", words.field_first_name),
            ("last_name", words.field_last_name),
        ],
        EntityKind::Company => &[("name", words.field_name)],
        EntityKind::Task => &[],
    };
    let own = own
        .iter()
        .map(|(key, label)| Choice::new(*key, *label).under(words.own_fields));
    let custom = operands::fields(names, target).iter();
    let custom = custom.map(|field| {
        Choice::new(format!("cf({})", field.id), field.name.clone()).under(words.custom_fields)
    });
    own.chain(custom).collect()
}
