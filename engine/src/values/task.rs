//! The task of the event (3.7 and 9.6 of the language reference).

use super::{
    choices,
    entry::{Entry, Group, Need, value},
    names,
    reader::{Reader, Reading, id, instant, name, number, text},
};
use crate::{
    fact::Fact,
    kind::{Kind, RefKind},
    snapshot::Task,
};

const fn task(entry: Entry) -> Entry {
    entry.of(Group::Task, &[Need::Task])
}

pub(super) static ENTRIES: &[Entry] = &[
    task(value(
        "task.id",
        "ID",
        "Номер задачи; пусто, если запуск не связан с задачей.",
        Kind::Number,
        |it, _| read(it, |task| number(Some(task.id))),
    ))
    .only_templates(),
    task(value(
        "task.entity_type",
        "Тип связанной сущности",
        "К чему привязана задача: сделка, контакт, компания, покупатель; пусто, если ни к чему.",
        Kind::Ref(RefKind::EntityType),
        |it, _| {
            read(it, |task| {
                let noun = task.entity_type.as_deref();
                noun.map_or(Fact::Empty, choices::entity_type)
            })
        },
    )),
    task(value(
        "task.type",
        "Тип задачи",
        "Тип из настроек аккаунта, например «Встреча»; пусто, если запуск не связан с задачей.",
        Kind::Ref(RefKind::TaskType),
        |it, _| {
            read(it, |task| match task.task_type_id {
                0 => Fact::Empty,
                id => names::task_type(it.names(), id),
            })
        },
    )),
    task(value(
        "task.done",
        "Задача завершена?",
        "«Да», когда задача закрыта с результатом или без; пусто, если запуск не связан с задачей.",
        Kind::Bool,
        |it, _| read(it, |task| Fact::Bool(task.is_completed)),
    )),
    task(value(
        "task.start",
        "Дата и время начала",
        "Срок задачи минус её длительность; пусто, если запуск не связан с задачей.",
        Kind::DateTime,
        |it, _| read(it, |task| instant(start(task))),
    )),
    task(value(
        "task.end",
        "Дата и время завершения",
        "Срок задачи, а не момент её закрытия; пусто, если запуск не связан с задачей.",
        Kind::DateTime,
        |it, _| read(it, |task| instant(end(task))),
    )),
    task(value(
        "task.duration",
        "Длительность задачи",
        "Сколько времени отведено на задачу, в секундах; пусто, если не отведено.",
        Kind::Duration,
        |it, _| read(it, |task| task.duration.map_or(Fact::Empty, Fact::Duration)),
    )),
    task(value(
        "task.text",
        "Текст задачи",
        "Что нужно сделать; пусто, если запуск не связан с задачей.",
        Kind::Text,
        |it, _| read(it, |task| text(Some(&task.text))),
    )),
    task(value(
        "task.result",
        "Результат",
        "Что написали при закрытии задачи; пусто, если ничего.",
        Kind::Text,
        |it, _| {
            read(it, |task| {
                let result = task.result.as_ref();
                text(result.and_then(|result| result.text.as_deref()))
            })
        },
    )),
    task(value(
        "task.responsible",
        "Ответственный",
        "Сотрудник, которому поставлена задача; пусто, если запуск не связан с задачей.",
        Kind::Ref(RefKind::User),
        |it, _| read(it, |task| responsible(it, task)),
    )),
    task(value(
        "task.responsible.id",
        "Ответственный: ID",
        "Номер сотрудника, которому поставлена задача; пусто, если запуск не связан с задачей.",
        Kind::Number,
        |it, _| read(it, |task| id(&responsible(it, task))),
    ))
    .only_templates(),
    task(value(
        "task.responsible.name",
        "Ответственный: имя",
        "Как зовут того, кому поставлена задача; пусто, если запуск не связан с задачей.",
        Kind::Text,
        |it, _| read(it, |task| name(&responsible(it, task))),
    ))
    .only_templates(),
    task(value(
        "task.created_by",
        "Кто создал",
        "Сотрудник, который поставил задачу; «Робот» — постановка через API.",
        Kind::Ref(RefKind::User),
        |it, _| {
            read(it, |task| {
                let author = task.created_by;
                author.map_or(Fact::Empty, |id| names::user(it.names(), id))
            })
        },
    )),
    task(value(
        "task.created_at",
        "Дата создания",
        "Когда задачу поставили, дата и время; пусто, если запуск не связан с задачей.",
        Kind::DateTime,
        |it, _| read(it, |task| instant(task.created_at)),
    )),
    task(value(
        "task.closed_at",
        "Дата закрытия",
        "Когда задачу закрыли, по её последнему изменению; пусто, пока она открыта.",
        Kind::DateTime,
        |it, _| read(it, |task| instant(closed_at(task))),
    )),
    task(value(
        "task.overdue",
        "Задача просрочена?",
        "«Да», если срок прошёл, а задача открыта; пусто, если запуск не связан с задачей.",
        Kind::Bool,
        |it, _| {
            read(it, |task| {
                let late = end(task).is_some_and(|end| end < it.facts.now);
                Fact::Bool(late && !task.is_completed)
            })
        },
    )),
];

/// Outside of events of tasks its values are empty.
fn read<'a>(it: &Reader<'a>, property: impl FnOnce(&'a Task) -> Fact) -> Reading {
    found(it).map_or(Fact::Empty, property).into()
}

/// The task of the event; facts without an event mean the first of the tasks.
fn found<'a>(it: &Reader<'a>) -> Option<&'a Task> {
    let event = it.facts.event.as_ref();
    let of_tasks = event.is_none_or(|event| event.code.starts_with("task_"));
    let first = it.facts.tasks.first().filter(|_| of_tasks);
    it.facts.task.as_ref().or(first)
}

/// The deadline; amoCRM gives every task one.
fn end(task: &Task) -> Option<i64> {
    (task.complete_till != 0).then_some(task.complete_till)
}

fn start(task: &Task) -> Option<i64> {
    end(task)?.checked_sub(task.duration.unwrap_or_default())
}

/// The API tells no moment of closing: of a closed task the last change is the nearest to it.
fn closed_at(task: &Task) -> Option<i64> {
    let told = task.closed_at.or(task.updated_at);
    told.filter(|_| task.is_completed)
}

fn responsible(it: &Reader<'_>, task: &Task) -> Fact {
    match task.responsible_user_id {
        0 => Fact::Empty,
        id => names::user(it.names(), id),
    }
}
