//! Constants: values that the author writes into a condition (3.1 of the language reference).

use serde_json::Value as Json;

use super::{
    choices,
    entry::{Argument, Entry, Literal, value},
    field, names,
};
use crate::{
    fact::{Fact, elements},
    kind::{Kind, RefKind, SetOf},
    problem::{Code, Problem},
    scenario::Operand,
    snapshot::Dictionaries,
};

/// Characters of a broken value that are told.
const SHOWN: usize = 60;

const fn constant_of(
    path: &'static str,
    label: &'static str,
    meaning: &'static str,
    kind: Kind,
    literal: Literal,
) -> Entry {
    // Group and needs of `value` are those of constants.
    value(path, label, meaning, kind, |_, _| super::Reading {
        fact: Fact::Empty,
        problems: Vec::new(),
    })
    .with(Argument::Literal(literal))
    .only_conditions()
}

pub(super) static ENTRIES: &[Entry] = &[
    constant_of(
        "const.text",
        "Текстовое значение",
        "Ваш текст, можно с переменными {{…}}; число или дата в нём узнаются сами.",
        Kind::Dynamic,
        Literal::Text,
    ),
    constant_of(
        "const.number",
        "Число",
        "Число, с которым идёт сравнение; можно дробное.",
        Kind::Number,
        Literal::Number,
    ),
    constant_of(
        "const.list",
        "Список значений",
        "Несколько значений через запятую или с новой строки; можно с переменными {{…}}.",
        Kind::Set(SetOf::Text),
        Literal::List,
    ),
    constant_of(
        "const.bool",
        "Да / Нет",
        "Ответ «да» или «нет» для сравнения с галочкой или признаком.",
        Kind::Bool,
        Literal::Flag,
    ),
    constant_of(
        "const.date",
        "Дата",
        "День из календаря без времени: сравниваются только дни.",
        Kind::Date,
        Literal::Date,
    ),
    constant_of(
        "const.datetime",
        "Дата и время",
        "День и время по Москве, сравниваются до секунды.",
        Kind::DateTime,
        Literal::DateTime,
    ),
    constant_of(
        "const.time",
        "Время",
        "Время суток, например 09:00; у даты с ним сравнивается её время.",
        Kind::Time,
        Literal::Time,
    ),
    constant_of(
        "const.weekday",
        "Дни недели",
        "Один или несколько дней недели; у даты с ними сравнивается её день недели.",
        Kind::Set(SetOf::Weekday),
        Literal::Weekdays,
    ),
    constant_of(
        "const.option",
        "Вариант списка",
        "Один или несколько вариантов поля-списка, которое стоит на другой стороне.",
        Kind::Enum,
        Literal::Option,
    ),
    constant_of(
        "const.user",
        "Пользователь",
        "Сотрудник аккаунта, которого вы выбираете по имени.",
        Kind::Ref(RefKind::User),
        Literal::User,
    ),
    constant_of(
        "const.group",
        "Отдел",
        "Отдел сотрудников из настроек аккаунта.",
        Kind::Ref(RefKind::Group),
        Literal::Group,
    ),
    constant_of(
        "const.stage",
        "Этап",
        "Этап вместе с воронкой: такой же этап другой воронки не подойдёт.",
        Kind::Ref(RefKind::Stage),
        Literal::Stage,
    ),
    constant_of(
        "const.pipeline",
        "Воронка",
        "Одна из воронок аккаунта, с любым её этапом.",
        Kind::Ref(RefKind::Pipeline),
        Literal::Pipeline,
    ),
    constant_of(
        "const.tasktype",
        "Тип задачи",
        "Тип из настроек задач аккаунта, например «Встреча».",
        Kind::Ref(RefKind::TaskType),
        Literal::TaskType,
    ),
    constant_of(
        "const.notetype",
        "Тип примечания",
        "Звонок, письмо, СМС, системное, текст или прочее.",
        Kind::Ref(RefKind::NoteType),
        Literal::Choice(RefKind::NoteType),
    ),
    constant_of(
        "const.entitytype",
        "Тип сущности",
        "Сделка, контакт, компания или покупатель.",
        Kind::Ref(RefKind::EntityType),
        Literal::Choice(RefKind::EntityType),
    ),
    constant_of(
        "const.direction",
        "Направление",
        "Входящее или исходящее: для звонков, писем и СМС.",
        Kind::Ref(RefKind::Direction),
        Literal::Choice(RefKind::Direction),
    ),
    constant_of(
        "const.callstatus",
        "Статус звонка",
        "Итог звонка из списка amoCRM, например «разговор состоялся».",
        Kind::Ref(RefKind::CallStatus),
        Literal::Choice(RefKind::CallStatus),
    ),
    constant_of(
        "const.startkind",
        "Способ запуска",
        "Чем запускают сценарий: событие, вручную, ссылка, кнопка и другие.",
        Kind::Ref(RefKind::StartKind),
        Literal::Choice(RefKind::StartKind),
    ),
    constant_of(
        "const.state",
        "Состояние сделки",
        "Открыта, успешно или отказ.",
        Kind::Ref(RefKind::State),
        Literal::Choice(RefKind::State),
    ),
    constant_of(
        "const.side",
        "Кто написал",
        "Клиент или менеджер.",
        Kind::Ref(RefKind::Side),
        Literal::Choice(RefKind::Side),
    ),
    constant_of(
        "const.tag",
        "Тег",
        "Один или несколько тегов; большие и маленькие буквы не различаются.",
        Kind::Set(SetOf::Text),
        Literal::Tags,
    ),
    constant_of(
        "const.range",
        "Диапазон",
        "Две границы, «от» и «до»; обе входят в диапазон.",
        Kind::Set(SetOf::Text),
        Literal::Range,
    ),
];

/// The value of a `const.*` operand; templates inside texts are not rendered here.
///
/// # Errors
/// 216 when the value has the wrong shape; 101 when the path is no constant.
pub fn constant(operand: &Operand, names: &Dictionaries) -> Result<Fact, Problem> {
    let unknown = || Problem::error(Code::UnknownVariable, format!("«{}»", operand.path));
    let path = operand.path.trim();
    let entry = ENTRIES
        .iter()
        .find(|entry| entry.path.eq_ignore_ascii_case(path));
    let Some(Argument::Literal(literal)) = entry.and_then(|entry| entry.argument) else {
        return Err(unknown());
    };
    let json = operand.value.as_ref().unwrap_or(&Json::Null);
    read(literal, json, names).ok_or_else(|| {
        let detail = match json {
            Json::Null => "Значение не задано: укажите его".to_owned(),
            other => {
                let text = field::json_text(other);
                let shown: String = text.chars().take(SHOWN).collect();
                let more = if shown == text { "" } else { "…" };
                format!("«{shown}{more}» не подходит: укажите значение заново")
            }
        };
        Problem::error(Code::BadConstant, detail)
    })
}

fn read(literal: Literal, json: &Json, names: &Dictionaries) -> Option<Fact> {
    match literal {
        Literal::Text => text(json).map(Fact::Dynamic),
        Literal::Number => filled(json, Kind::Number),
        Literal::List => texts(json).map(|texts| set(texts, Fact::Dynamic)),
        Literal::Flag => filled(json, Kind::Bool),
        Literal::Date => filled(json, Kind::Date),
        Literal::DateTime => filled(json, Kind::DateTime),
        Literal::Time => filled(json, Kind::Time),
        Literal::Weekdays => weekdays(json),
        Literal::Option => option(json, names),
        Literal::User => id(json).map(|id| names::user(names, id)),
        Literal::Group => id(json).map(|id| names::group(names, id)),
        Literal::Stage => stage(json, names),
        Literal::Pipeline => id(json).map(|id| names::pipeline(names, id)),
        Literal::TaskType => id(json).map(|id| names::task_type(names, id)),
        Literal::Choice(kind) => {
            Some(choices::by_word(kind, &text(json)?)).filter(|fact| !fact.is_empty())
        }
        Literal::Tags => texts(json).map(|texts| set(texts, Fact::Text)),
        Literal::Range => range(json),
    }
}

/// Text, number or bool as text; nothing is the empty text.
fn text(json: &Json) -> Option<String> {
    match json {
        Json::Array(_) | Json::Object(_) => None,
        other => Some(field::json_text(other)),
    }
}

fn filled(json: &Json, kind: Kind) -> Option<Fact> {
    Fact::parse(&text(json)?, kind).filter(|fact| !fact.is_empty())
}

/// Elements of a list, or of one text with commas or line ends.
fn texts(json: &Json) -> Option<Vec<String>> {
    match json {
        Json::Array(values) => values.iter().map(text).collect(),
        other => Some(elements(&text(other)?).map(str::to_owned).collect()),
    }
}

fn set(texts: Vec<String>, fact: fn(String) -> Fact) -> Fact {
    let facts = texts.into_iter().map(|text| fact(text.trim().to_owned()));
    Fact::Set(facts.filter(|fact| !fact.is_empty()).collect())
}

fn weekdays(json: &Json) -> Option<Fact> {
    let days = texts(json)?;
    let days: Option<Vec<Fact>> = days
        .iter()
        .map(|day| Fact::parse(day, Kind::Weekday))
        .collect();
    days.filter(|days| !days.is_empty()).map(Fact::Set)
}

/// A number, also written as text.
fn id(json: &Json) -> Option<u64> {
    match json {
        Json::Number(number) => number.as_u64(),
        Json::String(text) => text.trim().parse().ok(),
        Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => None,
    }
}

fn option(json: &Json, names: &Dictionaries) -> Option<Fact> {
    if let Json::Array(values) = json {
        let options: Option<Vec<Fact>> = values.iter().map(|it| option(it, names)).collect();
        return options.filter(|options| !options.is_empty()).map(Fact::Set);
    }
    let id = id(json.get("id").unwrap_or(json))?;
    let told = json.get("text").and_then(Json::as_str).map(str::to_owned);
    let text = names::option(names, id)
        .map(|option| option.value.clone())
        .or(told);
    Some(Fact::Enum {
        id,
        text: text.unwrap_or_else(|| id.to_string()),
    })
}

fn stage(json: &Json, names: &Dictionaries) -> Option<Fact> {
    let status = id(json.get("status")?)?;
    let pipeline = match json.get("pipeline") {
        None | Some(Json::Null) => None,
        Some(pipeline) => Some(id(pipeline)?),
    };
    Some(names::stage(names, pipeline, status))
}

/// Two bounds, read as the other side's type when they are compared.
fn range(json: &Json) -> Option<Fact> {
    let Json::Array(bounds) = json else {
        return None;
    };
    let bounds: Option<Vec<Fact>> = bounds
        .iter()
        .map(|it| text(it).map(Fact::Dynamic))
        .collect();
    bounds
        .filter(|bounds| bounds.len() == 2 && bounds.iter().all(|bound| !bound.is_empty()))
        .map(Fact::Set)
}
