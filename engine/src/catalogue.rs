//! All lists together, as data: what the panel draws its pickers and forms from.

use std::sync::LazyLock;

use serde::Serialize;

use crate::{events, modifiers, operators, run::StartKind, triggers, values};

/// Every value, operator, event, trigger and modifier with its description.
#[derive(Debug, Serialize)]
pub struct Catalogue {
    /// What can be compared and inserted.
    pub values: Vec<&'static values::Entry>,
    /// How it is compared.
    pub operators: Vec<&'static operators::Entry>,
    /// Short forms of a comparison of a date with now.
    pub relative: &'static [operators::relative::Form],
    /// What starts a scenario.
    pub events: Vec<&'static events::Entry>,
    /// In which ways, with the words of facts and their labels.
    pub starts: Vec<Start>,
    /// What a block does.
    pub triggers: Vec<&'static triggers::Entry>,
    /// What a value can pass through in a template.
    pub modifiers: Vec<&'static modifiers::Entry>,
}

/// A way of starting.
#[derive(Debug, Serialize)]
pub struct Start {
    /// Stable word in facts.
    pub code: &'static str,
    /// Russian label.
    pub label: &'static str,
    /// Names in single braces that such a run knows (section 10).
    pub names: &'static [&'static str],
}

impl Start {
    fn of(kind: StartKind) -> Self {
        Self {
            code: kind.code(),
            label: kind.label(),
            names: kind.names(),
        }
    }
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue {
    values: values::all().collect(),
    operators: operators::all().collect(),
    relative: &operators::relative::FORMS,
    events: events::all().collect(),
    starts: StartKind::ALL.iter().copied().map(Start::of).collect(),
    triggers: triggers::ALL.to_vec(),
    modifiers: modifiers::ALL.to_vec(),
});

/// Triggers that a scenario of an event may use (R112, R113, R147): those that would start it again without
/// end are left out, and those that can act neither on its entity nor on a linked one. Without an event that is
/// known, all of them.
pub fn offered(event: &str) -> impl Iterator<Item = &'static triggers::Entry> {
    let event = events::find(event);
    let fits = move |entry: &&triggers::Entry| match event {
        Some(event) => {
            !event.forbids.contains(&entry.code)
                && event.entity.is_none_or(|start| entry.can_act(start))
        }
        None => true,
    };
    triggers::ALL.iter().copied().filter(fits)
}

/// The catalogue of this version.
pub fn catalogue() -> &'static Catalogue {
    &CATALOGUE
}
