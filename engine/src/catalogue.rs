//! All lists together, as data: what the panel draws its pickers and forms from.

use std::sync::LazyLock;

use serde::Serialize;

use crate::{events, modifiers, operators, triggers, values};

/// Every value, operator, event, trigger and modifier with its description.
#[derive(Debug, Serialize)]
pub struct Catalogue {
    /// What can be compared and inserted.
    pub values: Vec<&'static values::Entry>,
    /// How it is compared.
    pub operators: Vec<&'static operators::Entry>,
    /// What starts a scenario.
    pub events: Vec<&'static events::Entry>,
    /// What a block does.
    pub triggers: Vec<&'static triggers::Entry>,
    /// What a value can pass through in a template.
    pub modifiers: Vec<&'static modifiers::Entry>,
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue {
    values: values::all().collect(),
    operators: operators::all().collect(),
    events: events::all().collect(),
    triggers: triggers::ALL.to_vec(),
    modifiers: modifiers::ALL.to_vec(),
});

/// The catalogue of this version.
pub fn catalogue() -> &'static Catalogue {
    &CATALOGUE
}
