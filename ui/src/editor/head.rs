//! The bar of the editor: name, switch, undo, saving.

use leptos::prelude::*;

use super::desk::Desk;
use crate::{
    kit::{Chip, Icon, Sign, Switch},
    state::Screen,
    texts::{editor, time},
};

/// Name, state and the main button.
#[component]
pub fn Head(
    /// The desk.
    desk: Desk,
    /// Whether saving is under way.
    saving: Signal<bool>,
    /// Saves.
    on_save: Callback<()>,
    /// Switches on or off.
    on_switch: Callback<bool>,
) -> impl IntoView {
    let words = editor();
    let draft = desk.draft;
    let word = move || match draft.enabled.get() {
        true => words.enabled,
        false => words.disabled,
    };
    let runs = Screen::Runs {
        scenario: draft.id,
        run: None,
    }
    .hash();
    view! {
        <section class="editor-head" aria-label=words.head>
            <div class="editor-head-in">
                <div class="editor-title">
                    <a class="btn quiet icon-only" href=Screen::Scenarios.hash() aria-label=words.back><Icon sign=Sign::Left /></a>
                    <Name desk=desk />
                    <Switch on=draft.enabled label=words.switch word=Signal::derive(move || Some(word().to_owned())) on_change=on_switch />
                </div>
                <div class="row">
                    <Steps desk=desk />
                    <a class="btn" href=runs><Icon sign=Sign::List />{words.debugger}</a>
                    <button class="btn main" disabled=saving on:click=move |_| on_save.run(())>
                        {move || if saving.get() { words.saving } else { words.save }}
                    </button>
                </div>
                <div class="row small soft"><EventChip desk=desk /></div>
                <Saved desk=desk />
            </div>
        </section>
    }
}

/// The name, typed where it stands (R53).
#[component]
fn Name(desk: Desk) -> impl IntoView {
    let name = Memo::new(move |_| desk.draft.scenario.read().name.clone());
    let typed = move |event| {
        let text = event_target_value(&event);
        desk.draft.type_in("name", |scenario| scenario.name = text);
    };
    view! {
        <div class="field">
            <label class="sr" for="scenario-name">{editor().name}</label>
            <input class="input title-input" id="scenario-name" autocomplete="off" prop:value=name on:input=typed />
        </div>
    }
}

/// Undo and redo.
#[component]
fn Steps(desk: Desk) -> impl IntoView {
    let words = editor();
    let draft = desk.draft;
    view! {
        <div class="row row-tight">
            <button class="btn quiet icon-only" aria-label=words.undo title=words.undo
                disabled=move || !draft.can_undo() on:click=move |_| draft.undo()><Icon sign=Sign::Undo /></button>
            <button class="btn quiet icon-only" aria-label=words.redo title=words.redo
                disabled=move || !draft.can_redo() on:click=move |_| draft.redo()><Icon sign=Sign::Redo /></button>
        </div>
    }
}

/// What starts the scenario.
#[component]
fn EventChip(desk: Desk) -> impl IntoView {
    let label = Signal::derive(move || {
        let scenario = desk.draft.scenario.read();
        let event = engine::events::find(&scenario.event);
        event.map_or_else(|| scenario.event.clone(), |event| event.label.to_owned())
    });
    view! { <Chip sign=Sign::Bolt word=label /> }
}

/// Saved or not, and since when.
#[component]
fn Saved(desk: Desk) -> impl IntoView {
    let unsaved = desk.draft.unsaved();
    let text = move || match unsaved.get() {
        true => editor().unsaved.to_owned(),
        false => {
            let when = time::ago(desk.draft.saved_at.get(), time::now_s());
            editor::saved_at(&when, desk.draft.version.get())
        }
    };
    view! { <p class="note saved" class:unsaved=unsaved role="status">{text}</p> }
}
