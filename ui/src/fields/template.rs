//! Text with templates: typed as it is, with the result on the chosen deal below it.

use engine::Template;
use leptos::{html, prelude::*};

use super::{slot::Slot, variables::variables};
use crate::{
    kit::{Icon, Sign, focus_by_id},
    state::Preview,
    texts::{editor, words},
};

/// One line.
pub(super) fn line(slot: Slot) -> impl IntoView {
    field(slot, "1")
}

/// Several lines.
pub(super) fn text(slot: Slot) -> impl IntoView {
    field(slot, "3")
}

fn field(slot: Slot, rows: &'static str) -> impl IntoView {
    let text = slot.text();
    let area = NodeRef::<html::Textarea>::new();
    let (typed, put) = (slot.clone(), slot.clone());
    let put = Callback::new(move |variable: String| insert(&put, area, &variable));
    let below = format!("{}-result", slot.id);
    view! {
        <div class="template">
            <textarea class="input" node_ref=area id=slot.id.clone() rows=rows aria-label=slot.label
                aria-describedby=below.clone() prop:value=text spellcheck="true"
                on:input=move |event| typed.set_text(event_target_value(&event))></textarea>
            <div class="template-foot">
                <div class="grow small soft" id=below>{move || result(&text.read())}</div>
                {variables(format!("{}-variables", slot.id), put)}
            </div>
        </div>
    }
}

/// Puts a variable where the cursor stands.
fn insert(slot: &Slot, area: NodeRef<html::Textarea>, variable: &str) {
    let text = slot.text().get_untracked();
    // Positions count UTF-16 units; without a cursor the end is meant.
    let cursor = area
        .get_untracked()
        .and_then(|area| area.selection_end().ok().flatten());
    let units: Vec<u16> = text.encode_utf16().collect();
    let at = cursor.map_or(units.len(), |at| (at as usize).min(units.len()));
    let (before, after) = units.split_at(at);
    let joined = [
        String::from_utf16_lossy(before),
        variable.to_owned(),
        String::from_utf16_lossy(after),
    ]
    .concat();
    slot.set_text(joined);
    focus_by_id(slot.id.clone());
}

/// What is wrong with the text, or what it gives on the chosen deal.
fn result(text: &str) -> AnyView {
    let template = Template::parse(text);
    let facts = use_context::<Preview>().and_then(|preview| preview.facts.get());
    if let Some(problem) = template.problems().first() {
        return view! { <p class="warn-text"><Icon sign=Sign::Alert />{words::problem(problem)}</p> }.into_any();
    }
    if template.is_plain() {
        return ().into_any();
    }
    let Some(facts) = facts else {
        return view! { <span>{editor().result_needs_deal}</span> }.into_any();
    };
    let rendered = template.render(&facts);
    let warning = rendered.problems.first().map(|problem| {
        view! { <p class="warn-text"><Icon sign=Sign::Alert />{words::problem(problem)}</p> }
    });
    view! { <span>{editor().result}" "<b>{rendered.text}</b></span>{warning} }.into_any()
}
