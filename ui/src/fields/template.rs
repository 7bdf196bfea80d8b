//! Text with templates: typed as it is, with the result on the chosen deal below it.

use engine::Template;
use leptos::{html, prelude::*};

use super::{
    complete::{Complete, write},
    completion::asked,
    slot::Slot,
    variables::variables,
};
use crate::{
    kit::{Icon, Sign},
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
    let complete = Complete::of(area);
    let [typed, keyed, picked, put] = [(); 4].map(|()| slot.clone());
    let put = Callback::new(move |path: String| insert(&put, area, &path));
    let below = format!("{}-result", slot.id);
    let type_in = move |event| {
        typed.set_text(event_target_value(&event));
        complete.look();
    };
    view! {
        <div class="template">
            <div class="template-area">
                <textarea class="input" node_ref=area id=slot.id.clone() rows=rows aria-label=slot.label
                    aria-describedby=below.clone() aria-autocomplete="list" aria-controls=move || complete.active().map(|_| complete.list_id())
                    aria-activedescendant=move || complete.active() prop:value=text spellcheck="true" on:input=type_in
                    on:keydown=move |event| complete.keys(&keyed, &event) on:click=move |_| complete.look()
                    on:blur=move |_| complete.close()></textarea>
                {complete.list(picked)}
            </div>
            <div class="template-foot">
                <div class="grow small soft" id=below>{move || result(&text.read())}</div>
                {variables(format!("{}-variables", slot.id), put)}
            </div>
        </div>
    }
}

/// Puts a variable where the cursor stands; an empty bracket takes the cursor.
fn insert(slot: &Slot, area: NodeRef<html::Textarea>, path: &str) {
    let text = slot.text().get_untracked();
    // Positions count UTF-16 units; without a cursor the end is meant.
    let cursor = area
        .get_untracked()
        .and_then(|area| area.selection_end().ok().flatten());
    let units: Vec<u16> = text.encode_utf16().collect();
    let at = cursor.map_or(units.len(), |at| (at as usize).min(units.len()));
    let (before, after) = units.split_at(at);
    let mut opened = String::from_utf16_lossy(before);
    if !opened.ends_with("{{") {
        opened.push_str("{{");
    }
    let whole = format!("{opened}{}", String::from_utf16_lossy(after));
    let Some(asked) = asked(&whole, opened.encode_utf16().count()) else {
        return;
    };
    let (text, inside) = asked.with_value(&whole, path);
    // A whole variable leaves the cursor behind its braces.
    let after = if path.contains("()") { 0 } else { 2 };
    write(slot, area, (text, inside + after));
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
