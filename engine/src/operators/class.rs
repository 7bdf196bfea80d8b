//! Types of values as operators tell them apart (tables 4.2 and 4.3 of the language reference).

use crate::kind::{Kind, SetOf};

/// A row or column of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Texts and e-mails.
    Text,
    Phone,
    /// Numbers, money, durations.
    Number,
    Bool,
    /// Dates with and without a time.
    Date,
    Time,
    Weekday,
    Enum,
    Ref,
    Set,
    /// Sets of phones: text operators look for one element that satisfies them (rule 7).
    Phones,
    /// Sets of e-mails, likewise.
    Emails,
    Dynamic,
}

pub(super) fn class(kind: Kind) -> Class {
    match kind {
        Kind::Text | Kind::Email => Class::Text,
        Kind::Phone => Class::Phone,
        Kind::Number | Kind::Money | Kind::Duration => Class::Number,
        Kind::Bool => Class::Bool,
        Kind::DateTime | Kind::Date => Class::Date,
        Kind::Time => Class::Time,
        Kind::Weekday => Class::Weekday,
        Kind::Enum => Class::Enum,
        Kind::Ref(_) => Class::Ref,
        Kind::Set(SetOf::Phone) => Class::Phones,
        Kind::Set(SetOf::Email) => Class::Emails,
        Kind::Set(_) => Class::Set,
        Kind::Dynamic => Class::Dynamic,
    }
}

impl Class {
    pub(super) fn is_set(self) -> bool {
        matches!(self, Self::Set | Self::Phones | Self::Emails)
    }

    /// Something that people write: a text, a phone, or a text whose type is not known yet.
    pub(super) fn is_written(self) -> bool {
        matches!(self, Self::Text | Self::Phone | Self::Dynamic)
    }

    /// Several phones or e-mails.
    pub(super) fn is_channels(self) -> bool {
        matches!(self, Self::Phones | Self::Emails)
    }
}

/// Russian name of a type, for notes.
pub(super) fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Dynamic => "текст",
        Kind::Number | Kind::Money => "число",
        Kind::Bool => "да / нет",
        Kind::DateTime => "дата и время",
        Kind::Date => "дата",
        Kind::Time => "время",
        Kind::Weekday => "день недели",
        Kind::Duration => "длительность",
        Kind::Enum => "вариант списка",
        Kind::Ref(_) => "ссылка",
        Kind::Set(_) => "список",
        Kind::Phone => "телефон",
        Kind::Email => "e-mail",
    }
}
