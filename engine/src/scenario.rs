//! The saved form of a scenario (R1–R5): start event, blocks, frequency, fallback.
//!
//! It is what the panel edits and the store keeps as JSON; [`Scenario::FORMAT`] numbers its shape.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::run::EntityKind;

mod formula;

pub use formula::{Group, Item, Join, RowRef};

mod shape;

mod timer;

pub use timer::{DateTimer, Delay, DelayUnit, Past, Timer, When, YearDay};

/// One automation: when it starts, what it checks, what it does (R1).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scenario {
    /// Number of the JSON format; old formats are read for ever.
    pub format: u32,
    /// Short name, also the text of its button in cards (R53).
    pub name: String,
    /// Longer free text (R54).
    pub description: String,
    /// Code of the start event, for example `lead_status_changed`; see `events`.
    pub event: String,
    /// «Сущность» of an own scenario: where its buttons and list actions are; `None` is any (A18).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<EntityKind>,
    /// How often it may run for one entity (R63–R72).
    pub frequency: Frequency,
    /// Own scenario that is run when no block matched (R61, A10).
    pub fallback: Option<u64>,
    /// Tried from top to bottom (R5, R56).
    pub blocks: Vec<Block>,
}

impl Scenario {
    /// The format this engine writes.
    pub const FORMAT: u32 = 2;
}

impl Default for Scenario {
    fn default() -> Self {
        Self {
            format: Self::FORMAT,
            name: String::new(),
            description: String::new(),
            event: String::new(),
            entity: None,
            frequency: Frequency::default(),
            fallback: None,
            blocks: Vec::new(),
        }
    }
}

/// How often a scenario may run for one and the same entity (R63–R65).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Frequency {
    /// Least number of seconds between two runs; never below [`Frequency::FLOOR_S`].
    pub interval_s: u32,
    /// «только 1 раз» (R64, A9).
    pub once: bool,
}

impl Frequency {
    /// The floor of R65 and R70, in seconds.
    pub const FLOOR_S: u32 = 5;
}

impl Default for Frequency {
    fn default() -> Self {
        Self {
            interval_s: Self::FLOOR_S,
            once: false,
        }
    }
}

/// Conditions on the left, triggers on the right, a timer before them (R55, R59).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Block {
    /// Unique within the scenario and stable over edits.
    pub id: String,
    /// Shown in the debugger (R60).
    pub name: String,
    /// Whole seconds 0–20 to wait before facts are read and conditions checked (R76, A11).
    pub delay_s: u32,
    /// Rows of the left half.
    pub conditions: Vec<Condition>,
    /// Brackets over the rows; without them the joiners of the rows decide (A1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<Group>,
    /// Cards of the right half, run in this order (R155).
    pub triggers: Vec<Trigger>,
}

/// One row: upper value, operator, lower value, and the joiner before it (R81, R87).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Condition {
    /// Unique within the block and stable over edits.
    pub id: String,
    /// «И» or «ИЛИ» shown before the row (A1).
    pub joiner: Joiner,
    /// Upper value; `None` is «Не настроено» (A13).
    pub left: Option<Operand>,
    /// Code of the operator, for example `eq`.
    pub operator: Option<String>,
    /// Lower value; `None` for operators with one side.
    pub right: Option<Operand>,
    /// Taken out of the decision to experiment.
    pub muted: bool,
}

/// How a row takes part in its block (A1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Joiner {
    /// «И»: all such rows must hold.
    #[default]
    And,
    /// «ИЛИ»: one such row is enough.
    Or,
}

/// A side of a condition: a path of the catalogue, or a constant with its value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Operand {
    /// `lead.budget`, `lead.cf(123)`, `now.weekday`, `global(report)`, `const.text` …
    pub path: String,
    /// Value of a `const.*` path: text, number, list of texts, id, `{"pipeline":…,"status":…}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Json>,
    /// Shift of a date (4.4 of the language reference).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<Offset>,
}

/// A signed shift of a date or an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offset {
    /// Negative is earlier.
    pub amount: i32,
    /// What `amount` counts.
    pub unit: OffsetUnit,
}

/// Units of an [`Offset`]; months and years clamp to the last day of the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OffsetUnit {
    /// минут
    Minutes,
    /// часов
    Hours,
    /// дней
    Days,
    /// рабочих дней
    Workdays,
    /// недель
    Weeks,
    /// месяцев
    Months,
    /// лет
    Years,
}

/// The action of a block (R146): settings in, effects out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Trigger {
    /// Unique within the block and stable over edits.
    pub id: String,
    /// Code of the kind, for example `create_task`.
    pub kind: String,
    /// Optional name (R152).
    pub name: String,
    /// Which entity it acts on; `None` is the entity of the scenario (R153).
    pub target: Option<EntityKind>,
    /// «Таймер запуска»; `None` is «Без таймера» (R154, R347).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timer: Option<Timer>,
    /// Settings by name, as the kind's catalogue entry lists them.
    pub settings: BTreeMap<String, Json>,
    /// Taken out of the run to experiment.
    pub muted: bool,
}
