//! Where a run stands: what started it, its entity, the block that comes next.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Kinds of entity that facts, triggers and effects speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// Сделка
    Lead,
    /// Контакт
    Contact,
    /// Компания
    Company,
    /// Задача
    Task,
}

impl EntityKind {
    /// Plural noun of amoCRM's REST paths: `leads`, `contacts`, `companies`, `tasks`.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Lead => "leads",
            Self::Contact => "contacts",
            Self::Company => "companies",
            Self::Task => "tasks",
        }
    }
}

/// One entity of the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityRef {
    /// What it is.
    pub kind: EntityKind,
    /// amoCRM's number of it.
    pub id: u64,
}

/// One execution of a scenario, between two steps; a step decides one block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Code of the event that started it.
    pub event: String,
    /// Entity the scenario runs for.
    pub entity: EntityRef,
    /// Index of the block that the next step decides.
    pub block: usize,
    /// Whether a block before already matched: decides on the fallback (R62).
    pub matched: bool,
    /// Number of runs before it in a chain of scenarios (A21).
    pub depth: u32,
    /// Variables of the run: hook, response, button (section 10 of the language reference).
    pub variables: BTreeMap<String, String>,
}

impl Run {
    /// A run that has not taken a step yet.
    pub fn new(event: impl Into<String>, entity: EntityRef) -> Self {
        Self {
            event: event.into(),
            entity,
            block: 0,
            matched: false,
            depth: 0,
            variables: BTreeMap::new(),
        }
    }
}
