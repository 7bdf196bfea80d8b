//! Starts of a task (R21–R23, A16); closing a task is a change.

use super::{Entry, groups};
use crate::run::EntityKind::Task;

const GROUP: &str = "Задача";

pub(super) const TABLE: &[Entry] = &[
    Entry::new(
        "task_added",
        "Задача добавлена",
        "Поставили новую задачу к сделке, контакту или другой карточке.",
        &["Создание задачи", "Новая задача"],
    )
    .of(GROUP, Task)
    .offers(groups::TASK),
    Entry::new(
        "task_changed",
        "Задача изменена",
        "Задачу отредактировали, перенесли или закрыли.",
        &["Изменение задачи", "Закрытие задачи"],
    )
    .of(GROUP, Task)
    .offers(groups::TASK)
    .limited(),
    Entry::new(
        "task_responsible_changed",
        "Смена ответственного в задаче",
        "Задачу передали другому сотруднику.",
        &["Смена ответственного у задачи", "Ответственный"],
    )
    .of(GROUP, Task)
    .offers(groups::TASK),
];
