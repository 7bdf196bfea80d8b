//! Types of values as people call them.

use engine::{
    Kind,
    kind::{RefKind, SetOf},
};

/// The name of a type within a sentence.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "текст",
        Kind::Number => "число",
        Kind::Money => "сумма",
        Kind::Bool => "да или нет",
        Kind::DateTime => "дата и время",
        Kind::Date => "дата",
        Kind::Time => "время",
        Kind::Weekday => "день недели",
        Kind::Duration => "длительность",
        Kind::Enum => "вариант списка",
        Kind::Ref(of) => reference(of),
        Kind::Set(SetOf::Text) => "список текстов",
        Kind::Set(SetOf::Enum) => "варианты списка",
        Kind::Set(SetOf::Ref) => "список ссылок",
        Kind::Set(SetOf::Phone) => "телефоны",
        Kind::Set(SetOf::Email) => "адреса почты",
        Kind::Set(SetOf::Weekday) => "дни недели",
        Kind::Phone => "телефон",
        Kind::Email => "адрес почты",
        Kind::Dynamic => "значение любого типа",
    }
}

fn reference(of: RefKind) -> &'static str {
    match of {
        RefKind::Pipeline => "воронка",
        RefKind::Stage => "этап",
        RefKind::User => "сотрудник",
        RefKind::Group => "отдел",
        RefKind::TaskType => "тип задачи",
        RefKind::LossReason => "причина отказа",
        RefKind::Source => "источник",
        RefKind::State => "состояние",
        _ => "один из видов",
    }
}

/// Why a value can't stand beside another: their types differ.
pub fn does_not_fit(own: Kind) -> String {
    format!("другой тип: {}", kind(own))
}
