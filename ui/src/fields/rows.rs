//! Rows with the same columns, each column with the input of its kind.

use engine::{
    EntityKind,
    params::{Input, Setting},
};
use leptos::prelude::*;
use serde_json::{Map, Value as Json};

use super::{input, slot::Slot};
use crate::{
    kit::{Icon, Sign},
    texts::editor,
};

#[derive(Clone, Copy)]
struct Rows {
    value: Signal<Option<Json>>,
    set: Callback<Option<Json>>,
    columns: &'static [Setting],
    target: EntityKind,
}

/// Rows one below the other; the last button adds one.
pub(super) fn rows(slot: Slot, columns: &'static [Setting], target: EntityKind) -> impl IntoView {
    let rows = Rows {
        value: slot.value,
        set: slot.set,
        columns,
        target,
    };
    let count = Memo::new(move |_| rows.value.read().as_ref().map_or(0, len));
    let id = slot.id.clone();
    let row = move |index: usize| row(rows, index, &format!("{id}-{index}"));
    view! {
        <div class="stack stack-tight" role="group" aria-label=slot.label>
            <For each=move || 0..count.get() key=|index| *index children=row />
            <div class="row">
                <button type="button" class="btn small add" on:click=move |_| rows.add()>
                    <Icon sign=Sign::Plus />{editor().add_row}
                </button>
            </div>
        </div>
    }
}

fn len(json: &Json) -> usize {
    json.as_array().map_or(0, Vec::len)
}

impl Rows {
    fn now(self) -> Vec<Json> {
        let json = self.value.get_untracked();
        json.and_then(|json| json.as_array().cloned())
            .unwrap_or_default()
    }

    fn add(self) {
        let mut rows = self.now();
        rows.push(Json::Object(Map::new()));
        self.set.run(Some(Json::Array(rows)));
    }

    fn remove(self, index: usize) {
        let mut rows = self.now();
        if index < rows.len() {
            rows.remove(index);
        }
        self.set
            .run((!rows.is_empty()).then_some(Json::Array(rows)));
    }

    fn cell(self, index: usize, name: &'static str) -> Signal<Option<Json>> {
        Signal::derive(move || self.value.read().as_ref()?.get(index)?.get(name).cloned())
    }

    fn set_cell(self, index: usize, name: &'static str, json: Option<Json>) {
        let mut rows = self.now();
        if let Some(row) = rows.get_mut(index).and_then(Json::as_object_mut) {
            match json {
                Some(json) => row.insert(name.to_owned(), json),
                None => row.remove(name),
            };
        }
        self.set.run(Some(Json::Array(rows)));
    }
}

fn row(rows: Rows, index: usize, id: &str) -> impl IntoView + use<> {
    let cells = rows.columns.iter().map(|column| {
        let slot = Slot {
            id: format!("{id}-{}", column.name),
            label: column.label.to_owned(),
            value: rows.cell(index, column.name),
            set: Callback::new(move |json| rows.set_cell(index, column.name, json)),
        };
        // A tick box has its label beside it.
        let label = (column.input != Input::Flag).then(
            || view! { <label class="small soft" for=slot.id.clone()>{column.label}</label> },
        );
        view! {
            <div class="field">
                {label}
                {input(column.input, slot, rows.target)}
            </div>
        }
    });
    let cells = cells.collect_view();
    view! {
        <div class="field-row">
            {cells}
            <button type="button" class="btn quiet small icon-only" aria-label=editor().remove_row
                on:click=move |_| rows.remove(index)><Icon sign=Sign::Cross /></button>
        </div>
    }
}
