//! Types of values (section 2 of the language reference).

use serde::{Deserialize, Serialize};

/// The type of a value, known before the value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Unicode text.
    Text,
    /// Exact decimal.
    Number,
    /// Number in the account's currency.
    Money,
    /// Да / нет.
    Bool,
    /// Instant, shown in Moscow time.
    DateTime,
    /// Calendar day.
    Date,
    /// Time of day.
    Time,
    /// Day of the week, 1 = Monday.
    Weekday,
    /// Whole seconds.
    Duration,
    /// Option of a list field.
    Enum,
    /// Stage, pipeline, user …
    Ref(RefKind),
    /// Unordered set.
    Set(SetOf),
    /// Phone, compared by its normal form.
    Phone,
    /// E-mail, compared without case.
    Email,
    /// Text whose type is found when it is compared.
    Dynamic,
}

/// What a reference points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefKind {
    /// Воронка
    Pipeline,
    /// Этап: identified by the pair of pipeline and status.
    Stage,
    /// Сотрудник
    User,
    /// Отдел
    Group,
    /// Тип задачи
    TaskType,
    /// Причина отказа
    LossReason,
    /// Источник
    Source,
    /// открыта, успешно, отказ
    State,
    /// звонок, письмо, СМС …
    NoteType,
    /// сделка, контакт, компания …
    EntityType,
    /// входящее, исходящее
    Direction,
    /// разговор состоялся, номер занят …
    CallStatus,
    /// событие, вручную, воронка …
    StartKind,
    /// клиент, менеджер
    Side,
}

/// What the elements of a set are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetOf {
    /// Texts, such as tags.
    Text,
    /// Options of a multi-list.
    Enum,
    /// References of one kind.
    Ref,
    /// Phones.
    Phone,
    /// E-mails.
    Email,
    /// Days of the week.
    Weekday,
}
