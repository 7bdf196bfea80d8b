//! Which deals are counted: those that pass any of several rules, or all of them.

use leptos::prelude::*;
use serde_json::{Value as Json, json};

use super::{pick::words, slot::Slot};
use crate::{
    kit::{Choice, Icon, Picker, Sign, focus_by_id},
    texts::editor,
};

#[derive(Clone, Copy)]
struct Rules {
    chosen: Memo<Vec<String>>,
    choices: Signal<Vec<Choice>>,
    set: Callback<Option<Json>>,
}

/// The chosen rules one below the other, and a picker that adds one; no rule means all deals.
pub(super) fn deals(slot: Slot, choices: Signal<Vec<Choice>>) -> impl IntoView {
    let (text, words_of) = (slot.text(), editor());
    let rules = Rules {
        chosen: Memo::new(move |_| divided(&text.read())),
        choices,
        set: slot.set,
    };
    let shown = Signal::derive(move || match rules.chosen.read().is_empty() {
        true => words_of.all_deals.to_owned(),
        false => words_of.more_deals.to_owned(),
    });
    let left = Signal::derive(move || rules.left());
    let id = slot.id.clone();
    let row = move |rule: String| row(rules, rule, id.clone());
    let several = move || rules.chosen.read().len() > 1;
    view! {
        <div class="stack stack-tight">
            <For each=move || rules.chosen.get() key=String::clone children=row />
            <Picker label=slot.label shown=shown choices=left selected=Signal::stored(None::<String>)
                words=words() id=slot.id on_pick=move |key: String| rules.add(&key) />
            <Show when=several><p class="note">{words_of.any_of_deals}</p></Show>
        </div>
    }
}

/// Rules of the brackets, `open, 5/`.
fn divided(text: &str) -> Vec<String> {
    let rules = text.split(',').map(str::trim);
    rules
        .filter(|rule| !rule.is_empty())
        .map(str::to_owned)
        .collect()
}

impl Rules {
    /// What is not chosen yet; the choice of all deals takes the rules away.
    fn left(self) -> Vec<Choice> {
        let chosen = self.chosen.read();
        let mut left = self.choices.get();
        left.retain(|choice| !chosen.iter().any(|rule| choice.key == key(rule)));
        left
    }

    fn label(self, rule: &str) -> String {
        let choices = self.choices.read();
        let found = choices.iter().find(|choice| choice.key == key(rule));
        match found {
            // Stages of two pipelines may have one name.
            Some(choice)
                if !choice.group.is_empty() && !choice.label.starts_with(&choice.group) =>
            {
                format!("{}: {}", choice.group, choice.label)
            }
            Some(choice) => choice.label.clone(),
            None => rule.to_owned(),
        }
    }

    fn add(self, key: &str) {
        // Keys are made below as JSON texts.
        let rule: String = serde_json::from_str(key).unwrap_or_default();
        let mut rules = self.chosen.get_untracked();
        match rule.is_empty() {
            true => rules.clear(),
            false => rules.push(rule),
        }
        self.write(&rules);
    }

    fn remove(self, rule: &str) {
        let mut rules = self.chosen.get_untracked();
        rules.retain(|other| other != rule);
        self.write(&rules);
    }

    fn write(self, rules: &[String]) {
        self.set.run(Some(Json::from(rules.join(", "))));
    }
}

/// Key of a rule among the choices.
fn key(rule: &str) -> String {
    json!(rule).to_string()
}

fn row(rules: Rules, rule: String, picker: String) -> impl IntoView {
    let [named, told, gone] = [(); 3].map(|()| rule.clone());
    let remove = move |_| {
        rules.remove(&gone);
        focus_by_id(picker.clone());
    };
    view! {
        <div class="row chosen">
            <span class="grow">{move || rules.label(&named)}</span>
            <button type="button" class="btn quiet small icon-only"
                aria-label=move || format!("{}: {}", editor().remove_deals, rules.label(&told)) on:click=remove>
                <Icon sign=Sign::Cross />
            </button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_divided_at_commas_and_nothing_is_no_rule() {
        assert_eq!(
            divided("open, 142,5/ , 5/142"),
            ["open", "142", "5/", "5/142"]
        );
        assert_eq!(divided(""), Vec::<String>::new());
        assert_eq!(divided(" , "), Vec::<String>::new());
    }
}
