//! «Изменить задачу» (R297–R305, A31).

use std::collections::BTreeSet;

use super::{Entry, Given, Settings, Work, need, sound};
use crate::{
    effect::Effect,
    params::{Input, Needed, optional, required},
    problem::{Code, Problem},
    run::{EntityKind, EntityRef},
    snapshot::Task,
    values::Need,
};

const ALL: &str = "all";
const LAST: &str = "last";
const CLOSE: &str = "close";
const OPEN: &str = "open";

const NO_CHANGE: &str = "Укажите, что изменить: ответственного, тип, статус или текст";

pub(super) static ENTRY: Entry = Entry {
    code: "change_task",
    label: "Изменить задачу",
    also: &["Закрыть задачу", "Открыть задачу", "Завершить задачу"],
    group: "amoCRM",
    help: "Меняет все задачи сущности или последнюю из них: текст, статус, тип, ответственного.",
    targets: &[
        EntityKind::Lead,
        EntityKind::Contact,
        EntityKind::Company,
        EntityKind::Task,
    ],
    settings: &[
        required(
            "which",
            Input::Choice(&[(ALL, "Все задачи"), (LAST, "Последняя задача")]),
            "Применить для",
        ),
        optional("find_type", Input::TaskType, "Найти задачи по типу")
            .help("Если не выбрать — задачи любого типа."),
        optional("responsible", Input::User, "Ответственный"),
        optional("task_type", Input::TaskType, "Тип задачи"),
        optional(
            "state",
            Input::Choice(&[(CLOSE, "Закрыть"), (OPEN, "Открыть")]),
            "Статус задачи",
        )
        .needed(Needed::always(NO_CHANGE).or(&["text", "responsible", "task_type"])),
        optional("text", Input::Text, "Текст задачи"),
        optional("append", Input::Flag, "Добавить текст к имеющемуся"),
    ],
    needs,
    written: sound,
    plan,
};

fn needs(_: &Settings, _: EntityKind) -> BTreeSet<Need> {
    BTreeSet::from([need(EntityKind::Task)])
}

/// What becomes of each task.
struct Change {
    responsible: Option<u64>,
    task_type: Option<u64>,
    completed: Option<bool>,
    text: String,
    append: bool,
}

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let change = change(work)?;
    let tasks = chosen(work);
    let touched = tasks.iter().filter(|task| {
        // Closing skips closed tasks, opening skips open ones.
        change.completed != Some(task.is_completed)
    });
    let effects: Vec<Effect> = touched.map(|task| change.of(task)).collect();
    if effects.is_empty() {
        let detail = "Подходящих задач нет, менять нечего: проверьте тип и статус задач";
        work.problems
            .push(Problem::warning(Code::NoLinkedEntity, detail));
    }
    Ok(effects)
}

fn change(work: &mut Work<'_>) -> Result<Change, Problem> {
    let change = Change {
        responsible: work.spare_user("responsible")?,
        task_type: task_type(work, "task_type"),
        completed: work.settings.choice("state").map(|state| state == CLOSE),
        text: work.spare_text("text")?.trim().to_owned(),
        append: work.settings.flag("append"),
    };
    let is_empty = change.responsible.is_none()
        && change.task_type.is_none()
        && change.completed.is_none()
        && change.text.is_empty();
    if is_empty {
        return Err(Problem::error(Code::MissingSetting, NO_CHANGE).at("settings.state"));
    }
    Ok(change)
}

fn task_type(work: &Work<'_>, name: &str) -> Option<u64> {
    match work.settings.get(name) {
        Some(Given::TaskType(id)) => Some(*id),
        _ => None,
    }
}

/// Tasks of the target by their type; «last» is the one created last.
fn chosen<'a>(work: &Work<'a>) -> Vec<&'a Task> {
    let wanted = task_type(work, "find_type");
    let fits = |task: &&Task| {
        task.id != 0
            && belongs(task, work.target)
            && wanted.is_none_or(|wanted| task.task_type_id == wanted)
    };
    let tasks: Vec<&Task> = work.snapshot.tasks.iter().filter(fits).collect();
    match work.settings.choice("which") {
        Some(LAST) => {
            let last = tasks.iter().max_by_key(|task| (task.created_at, task.id));
            last.copied().into_iter().collect()
        }
        _ => tasks,
    }
}

fn belongs(task: &Task, target: EntityRef) -> bool {
    if target.kind == EntityKind::Task {
        return task.id == target.id;
    }
    let kind = task.entity_type.as_deref();
    let same_kind = kind.is_none_or(|kind| kind == target.kind.plural());
    same_kind && task.entity_id.is_none_or(|id| id == target.id)
}

impl Change {
    fn of(&self, task: &Task) -> Effect {
        Effect::ChangeTask {
            entity: EntityRef {
                kind: EntityKind::Task,
                id: task.id,
            },
            responsible: self.responsible,
            task_type: self.task_type,
            completed: self.completed,
            text: self.text_of(task),
        }
    }

    fn text_of(&self, task: &Task) -> Option<String> {
        match (self.text.as_str(), self.append, task.text.as_str()) {
            ("", _, _) => None,
            (text, true, old) if !old.trim().is_empty() => Some(format!("{old}\n{text}")),
            (text, _, _) => Some(text.to_owned()),
        }
    }
}
