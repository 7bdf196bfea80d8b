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
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Lead, Self::Contact, Self::Company, Self::Task];

    /// Singular noun, as in JSON: `lead`, `contact`, `company`, `task`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Contact => "contact",
            Self::Company => "company",
            Self::Task => "task",
        }
    }

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

/// A way in which a run was started (R29–R44, 3.8 of the language reference).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StartKind {
    /// By an event of amoCRM (R11–R28).
    Event,
    /// By a button in a card (R32–R34).
    Hand,
    /// For the selected rows of a list (R35).
    List,
    /// From the Digital Pipeline (R29).
    Pipeline,
    /// From SalesBot (R30).
    Bot,
    /// By another scenario, also as its fallback (R36, R43).
    Scenario,
    /// By a visit to a trigger link (R37).
    Link,
    /// By a button of Pusher or Telegram (R31, R38, R39).
    Button,
    /// By an incoming hook of a foreign service (R40).
    Hook,
    /// By the answer to an outgoing hook (R41).
    Response,
    /// By a task that was closed with a result (R42).
    TaskResult,
    /// By the clock: a timetable of the scenario.
    Clock,
}

impl StartKind {
    /// Every way, in the order of the picker.
    pub const ALL: &[Self] = &[
        Self::Event,
        Self::Hand,
        Self::List,
        Self::Pipeline,
        Self::Bot,
        Self::Scenario,
        Self::Link,
        Self::Button,
        Self::Hook,
        Self::Response,
        Self::TaskResult,
        Self::Clock,
    ];

    /// Ways of an own scenario (R44).
    pub const WITHOUT_EVENT: &[Self] = Self::ALL.split_at(1).1;

    /// Stable word in facts.
    pub fn code(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Hand => "hand",
            Self::List => "list",
            Self::Pipeline => "pipeline",
            Self::Bot => "bot",
            Self::Scenario => "scenario",
            Self::Link => "link",
            Self::Button => "button",
            Self::Hook => "hook",
            Self::Response => "response",
            Self::TaskResult => "task_result",
            Self::Clock => "clock",
        }
    }

    /// Russian label.
    pub fn label(self) -> &'static str {
        match self {
            Self::Event => "событие",
            Self::Hand => "вручную",
            Self::List => "список",
            Self::Pipeline => "воронка",
            Self::Bot => "бот",
            Self::Scenario => "сценарий",
            Self::Link => "ссылка",
            Self::Button => "кнопка",
            Self::Hook => "хук",
            Self::Response => "ответ",
            Self::TaskResult => "результат задачи",
            Self::Clock => "расписание",
        }
    }

    /// The way with this code.
    pub fn find(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// Names in single braces that such a run knows even without a value (section 10).
    ///
    /// A run that another one started inherits what that one knew.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Self::Button | Self::Link => Self::BUTTON_NAMES,
            Self::Hook | Self::Response => Self::HOOK_NAMES,
            Self::Scenario | Self::TaskResult => Self::NAMES,
            Self::Event | Self::Hand | Self::List | Self::Pipeline | Self::Bot | Self::Clock => &[],
        }
    }

    /// Every fixed name, those of buttons first.
    pub const NAMES: &[&str] = &[
        "user_id",
        "user_name",
        "button",
        "tg_user_id",
        "tg_user_name",
        "tg_button",
        "tg_chat_id",
        "tg_chat_name",
        "webhook_data",
        "webhook_status",
        "webhook_found_count",
    ];
    const BUTTON_NAMES: &[&str] = Self::NAMES.split_at(8).0;
    const HOOK_NAMES: &[&str] = Self::NAMES.split_at(8).1;
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
