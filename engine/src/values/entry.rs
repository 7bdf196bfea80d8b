//! What describes one value: its names, type, argument, needs, and the function that reads it.

use serde::{Deserialize, Serialize};

use super::{Reader, Reading};
use crate::{
    kind::{Kind, RefKind},
    run::EntityKind,
};

/// One value of the catalogue.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Entry {
    /// Its path; `()` in the middle marks where the argument stands if not at the end.
    pub path: &'static str,
    /// Other paths of the same value.
    pub also: &'static [&'static str],
    /// Russian label within its group.
    pub label: &'static str,
    /// One sentence for whoever chooses it: what it gives, and when it is empty.
    pub meaning: &'static str,
    /// Group of the pickers.
    pub group: Group,
    /// Its type; [`Path::kind`](super::Path::kind) knows the type of a custom field.
    pub kind: Kind,
    /// What stands in brackets after it.
    pub argument: Option<Argument>,
    /// Offered as a side of a condition.
    pub in_conditions: bool,
    /// Offered in templates.
    pub in_templates: bool,
    /// Parts of amoCRM it reads.
    pub needs: &'static [Need],
    /// Its value before the change, where there is one (4.1: «Изменилось»).
    pub previous: Option<Before>,
    /// It is always a whole number between these two, both included, or empty.
    #[serde(skip)]
    pub whole: Option<(u32, u32)>,
    /// It is never empty where its entity is there.
    #[serde(skip)]
    pub filled: bool,
    /// Looks it up.
    #[serde(skip)]
    pub read: fn(&Reader<'_>, &[String]) -> Reading,
}

impl Entry {
    /// Whether it is a value before the change that started the run; all of those are named so.
    pub fn is_previous(&self) -> bool {
        let name = self.path.split('.').nth(1);
        name.is_some_and(|name| name.starts_with("previous"))
    }
}

/// Where the value before the change stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Before {
    /// Path of that value.
    pub path: &'static str,
    /// Properties of amoCRM's entity, one of which changed; none for a custom field.
    #[serde(skip)]
    pub keys: &'static [&'static str],
}

/// A group of the pickers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Значение
    Constant,
    /// Дата и время
    Now,
    /// Сделка
    Lead,
    /// Контакт
    Contact,
    /// Компания
    Company,
    /// Клиент: main contact, else the company (A23)
    Client,
    /// Задача
    Task,
    /// Примечание
    Note,
    /// Письмо
    Mail,
    /// СМС
    Sms,
    /// Звонок
    Call,
    /// Сообщение
    Message,
    /// Переменные
    Variables,
    /// Запуск
    Start,
    /// Сценарий
    Scenario,
    /// Сотрудники
    Users,
    /// Аккаунт
    Account,
}

impl Group {
    /// Russian label.
    pub fn label(self) -> &'static str {
        match self {
            Self::Constant => "Значение",
            Self::Now => "Дата и время",
            Self::Lead => "Сделка",
            Self::Contact => "Контакт",
            Self::Company => "Компания",
            Self::Client => "Клиент",
            Self::Task => "Задача",
            Self::Note => "Примечание",
            Self::Mail => "Письмо",
            Self::Sms => "СМС",
            Self::Call => "Звонок",
            Self::Message => "Сообщение",
            Self::Variables => "Переменные",
            Self::Start => "Запуск",
            Self::Scenario => "Сценарий",
            Self::Users => "Сотрудники",
            Self::Account => "Аккаунт",
        }
    }
}

/// A part of amoCRM that has to be fetched before a value can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// The deal, or the linked one.
    Lead,
    /// The contacts.
    Contacts,
    /// The company.
    Company,
    /// Tasks of the entity of the run.
    Tasks,
    /// The task of the event.
    Task,
    /// The note of the event.
    Note,
    /// Names of the scenario and of the block that is decided: nothing to fetch.
    Block,
    /// Deals linked to the contacts and the company.
    LinkedLeads,
    /// Elements of lists linked to the deal.
    CatalogElements,
    /// Messages of the dialogues.
    Messages,
    /// When the deal came to its stage.
    StatusHistory,
}

/// What the brackets after a path hold, and so which second selector the picker shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Argument {
    /// Number of a custom field of that entity, then a part of it or a text for the empty field.
    Field(EntityKind),
    /// Number of a custom field of a contact or a company.
    ClientField,
    /// Name of a global variable.
    Variable,
    /// Name of a variable of the run.
    Name,
    /// Number or e-mail of a user.
    User,
    /// `open`, `closed`, `expired`, a task type, or `type/state`; may be left out.
    Tasks,
    /// Number or name of a task type; may be left out.
    TaskType,
    /// `open`, `success`, `loss`, `closed`, numbers of stages, `pipeline/`, `pipeline/stage`; may be left out.
    Deals,
    /// `all`, `client` or `manager`, and how many; may be left out.
    Dialogue,
    /// Number of a field in its own brackets; before it which element and of which list.
    Element,
    /// Length or bounds; may be left out.
    Limits,
    /// Any text.
    Text,
    /// None: the operand carries the value itself.
    Literal(Literal),
}

impl Argument {
    /// Whether brackets hold one text in which commas are ordinary.
    pub(super) fn is_whole(self) -> bool {
        matches!(self, Self::Variable | Self::Name | Self::User | Self::Text)
    }

    /// Words with a fixed meaning that may stand in the brackets, with what they mean in Russian.
    pub fn words(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Tasks => &[
                ("open", "Открытые"),
                ("expired", "Просроченные"),
                ("closed", "Закрытые"),
            ],
            Self::Deals => &[
                ("open", "Открытые"),
                ("closed", "Закрытые"),
                ("success", "Успешно реализованные"),
                ("loss", "Закрытые без реализации"),
            ],
            Self::Dialogue => &[
                ("all", "Все сообщения"),
                ("client", "Сообщения клиента"),
                ("manager", "Сообщения менеджера"),
            ],
            _ => &[],
        }
    }

    /// Whether the path means nothing without it.
    pub fn is_required(self) -> bool {
        !matches!(
            self,
            Self::Tasks
                | Self::TaskType
                | Self::Deals
                | Self::Dialogue
                | Self::Limits
                | Self::Literal(_)
        )
    }
}

/// Which input edits a constant, and the shape of its JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Literal {
    /// Text with templates. JSON: string.
    Text,
    /// JSON: number or string.
    Number,
    /// JSON: list of strings, or one string with commas or line ends.
    List,
    /// JSON: bool.
    Flag,
    /// JSON: `"YYYY-MM-DD"`.
    Date,
    /// JSON: `"YYYY-MM-DD HH:MM"`, seconds may follow.
    DateTime,
    /// JSON: `"HH:MM"`.
    Time,
    /// JSON: list of numbers, 1 = Monday.
    Weekdays,
    /// Option of the list field on the other side. JSON: number, list of numbers, or `{"id","text"}`.
    Option,
    /// JSON: number.
    User,
    /// JSON: number.
    Group,
    /// JSON: `{"pipeline","status"}`.
    Stage,
    /// JSON: number.
    Pipeline,
    /// JSON: number.
    TaskType,
    /// One of the fixed things of its kind, see [`choices`](super::choices). JSON: its code.
    Choice(RefKind),
    /// JSON: string, or list of strings.
    Tags,
    /// JSON: list of two, each read as the type of the other side.
    Range,
}

/// A value of both conditions and templates; [`Entry::of`] places it.
pub(super) const fn value(
    path: &'static str,
    label: &'static str,
    meaning: &'static str,
    kind: Kind,
    read: fn(&Reader<'_>, &[String]) -> Reading,
) -> Entry {
    Entry {
        path,
        also: &[],
        label,
        meaning,
        group: Group::Constant,
        kind,
        argument: None,
        in_conditions: true,
        in_templates: true,
        needs: &[],
        previous: None,
        whole: None,
        filled: false,
        read,
    }
}

impl Entry {
    /// The same value with other names.
    pub(super) const fn also(self, also: &'static [&'static str]) -> Self {
        Self { also, ..self }
    }

    /// The same value with an argument.
    pub(super) const fn with(self, argument: Argument) -> Self {
        Self {
            argument: Some(argument),
            ..self
        }
    }

    /// The same value in its group, with what it needs.
    pub(super) const fn of(self, group: Group, needs: &'static [Need]) -> Self {
        Self {
            group,
            needs,
            ..self
        }
    }

    /// The same value with the path of its value before the change.
    pub(super) const fn before(self, path: &'static str, keys: &'static [&'static str]) -> Self {
        Self {
            previous: Some(Before { path, keys }),
            ..self
        }
    }

    /// The same value, which is a whole number between these two.
    pub(super) const fn whole(self, from: u32, to: u32) -> Self {
        Self {
            whole: Some((from, to)),
            ..self
        }
    }

    /// The same value, which counts things: never less than none of them.
    pub(super) const fn counted(self) -> Self {
        self.whole(0, u32::MAX)
    }

    /// The same value, which is there whenever its entity is.
    pub(super) const fn filled(self) -> Self {
        Self {
            filled: true,
            ..self
        }
    }

    /// The same value with other needs than the rest of its family.
    pub(super) const fn needing(self, needs: &'static [Need]) -> Self {
        Self { needs, ..self }
    }

    /// The same value, not offered in conditions because another entry says it with a better type.
    pub(super) const fn only_templates(self) -> Self {
        Self {
            in_conditions: false,
            ..self
        }
    }

    /// The same value, not offered in templates because another entry has its name there.
    pub(super) const fn only_conditions(self) -> Self {
        Self {
            in_templates: false,
            ..self
        }
    }
}
