//! What stands in the brackets of a value: an employee, a type of tasks, a filter of deals, a name.

use engine::{snapshot::Dictionaries, values::Argument};
use leptos::prelude::*;
use serde_json::json;

use super::{deals::deals, pick::picker, slot::Slot, user};
use crate::{kit::Choice, state::Account, texts::editor};

/// Label of what the brackets hold.
pub fn argument_label(argument: Argument) -> &'static str {
    let words = editor();
    match argument {
        Argument::User => words.which_user,
        Argument::TaskType => words.which_type,
        Argument::Tasks => words.which_tasks,
        Argument::Deals => words.which_deals,
        Argument::Variable | Argument::Name => words.variable_name,
        _ => words.argument,
    }
}

/// Edits the brackets as one text; `known` are names that are used elsewhere.
pub fn argument(argument: Argument, slot: Slot, known: Signal<Vec<String>>) -> AnyView {
    match argument {
        Argument::User | Argument::TaskType | Argument::Tasks | Argument::Deals => {
            let names = expect_context::<Account>().dictionaries;
            let choices = Signal::derive(move || choices(argument, &names.read()));
            match argument {
                Argument::Deals => deals(slot, choices).into_any(),
                _ => picker(slot, choices).into_any(),
            }
        }
        _ => name(slot, known).into_any(),
    }
}

/// What the picker offers; keys are the brackets as JSON texts.
fn choices(argument: Argument, names: &Dictionaries) -> Vec<Choice> {
    let words = editor();
    let fixed = argument.words().iter();
    let fixed = fixed.map(|(word, label)| choice(word, label));
    match argument {
        Argument::User => {
            let users = user::users(names).into_iter();
            users
                .map(|user| Choice {
                    key: json!(user.key).to_string(),
                    ..user
                })
                .collect()
        }
        Argument::TaskType => {
            let types = task_types(names).map(|(id, name)| choice(&id, name));
            std::iter::once(choice("", words.any_type))
                .chain(types)
                .collect()
        }
        Argument::Tasks => {
            let of_types = task_types(names).flat_map(|(id, name)| tasks_of(&id, name));
            let all = std::iter::once(choice("", words.all_tasks));
            all.chain(fixed).chain(of_types).collect()
        }
        Argument::Deals => {
            let all = std::iter::once(choice("", words.all_deals));
            all.chain(fixed).chain(stages(names)).collect()
        }
        _ => Vec::new(),
    }
}

fn choice(text: &str, label: &str) -> Choice {
    Choice::new(json!(text).to_string(), label)
}

fn task_types(names: &Dictionaries) -> impl Iterator<Item = (String, &str)> {
    let types = names.account.embedded.task_types.iter();
    types.map(|kind| (kind.id.to_string(), kind.name.as_str()))
}

/// A type alone, then with each state.
fn tasks_of(id: &str, name: &str) -> Vec<Choice> {
    let alone = choice(id, name).under(name);
    let states = Argument::Tasks.words().iter().map(|(word, label)| {
        let label = format!("{name}: {}", label.to_lowercase());
        choice(&format!("{id}/{word}"), &label).under(name)
    });
    std::iter::once(alone).chain(states).collect()
}

/// A pipeline as a whole, then each of its stages.
fn stages(names: &Dictionaries) -> impl Iterator<Item = Choice> {
    names.pipelines.iter().flat_map(|pipeline| {
        let label = format!(
            "{}: {}",
            pipeline.name,
            editor().whole_pipeline.to_lowercase()
        );
        let whole = choice(&format!("{}/", pipeline.id), &label).under(pipeline.name.clone());
        let stages = pipeline.statuses().iter().map(|stage| {
            choice(&format!("{}/{}", pipeline.id, stage.id), &stage.name)
                .under(pipeline.name.clone())
        });
        std::iter::once(whole).chain(stages)
    })
}

/// A name typed by hand, completed from those already in use: a new one is as good.
fn name(slot: Slot, known: Signal<Vec<String>>) -> impl IntoView {
    let text = slot.text();
    let list = format!("{}-known", slot.id);
    let (id, label) = (slot.id.clone(), slot.label.clone());
    let options = move || {
        let names = known.get().into_iter();
        names
            .map(|name| view! { <option value=name></option> })
            .collect_view()
    };
    view! {
        <input class="input" id=id aria-label=label list=list.clone() autocomplete="off" autocapitalize="off"
            spellcheck="false" prop:value=text on:input=move |event| slot.set_text(event_target_value(&event)) />
        <datalist id=list>{options}</datalist>
    }
}
