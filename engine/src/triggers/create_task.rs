//! «Поставить задачу» (R204–R213).

use super::{Entry, Given, Settings, Work, own_target, run_scenario::wrong_scenario};
use crate::{
    calendar,
    effect::{Effect, TaskResult},
    params::{Input, Setting, optional, required},
    problem::{Code, Problem},
    run::EntityKind,
    scenario::{Offset, OffsetUnit},
    template::Place,
};

/// amoCRM's type «Связаться», which exists in every account.
const FOLLOW_UP: u64 = 1;

/// Any day will do to try a period: 2024-01-01.
const SAMPLE_S: i64 = 1_704_067_200;

const RESULTS: &[Setting] = &[
    required("text", Input::Line, "Результат"),
    optional("scenario", Input::Scenario, "Сценарий")
        .help("Запустится, когда задачу закроют с этим результатом."),
];

pub(super) static ENTRY: Entry = Entry {
    code: "create_task",
    label: "Поставить задачу",
    also: &["Добавить задачу", "Создать задачу", "Напоминание"],
    group: "amoCRM",
    help: "Ставит задачу сотруднику.",
    targets: &[EntityKind::Lead, EntityKind::Contact, EntityKind::Company],
    settings: &[
        required("text", Input::Text, "Текст задачи").help("Текст, числа или переменные."),
        optional("responsible", Input::User, "Ответственный")
            .help("По умолчанию — ответственный сущности."),
        optional("task_type", Input::TaskType, "Тип задачи").help("По умолчанию — «Связаться»."),
        optional("period", Input::Period, "Срок выполнения").help("По умолчанию — один день."),
        optional("results", Input::Rows(RESULTS), "Результат по задаче")
            .help("С результатами задачу нельзя закрыть, не выбрав один из них."),
    ],
    needs: own_target,
    written,
    plan,
};

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let text = work.text("text")?;
    if text.trim().is_empty() {
        // amoCRM refuses a task without text.
        let detail = "Текст задачи получился пустым: проверьте переменные в тексте";
        return Err(Problem::error(Code::MissingSetting, detail).at("settings.text"));
    }
    let responsible = match work.spare_user("responsible")? {
        Some(user) => user,
        None => of_entity(work)?,
    };
    let task_type = match work.settings.get("task_type") {
        Some(Given::TaskType(id)) => *id,
        _ => FOLLOW_UP,
    };
    let complete_till = deadline(work)?;
    Ok(vec![Effect::CreateTask {
        entity: work.target,
        responsible,
        task_type,
        complete_till,
        text,
        results: results(work)?,
    }])
}

fn results(work: &mut Work<'_>) -> Result<Vec<TaskResult>, Problem> {
    let settings = work.settings;
    let mut results = Vec::new();
    for (index, row) in settings.rows("results").iter().enumerate() {
        let place = format!("settings.results[{index}]");
        let text = work.column(Place::Plain, row, &place, "text")?;
        if text.trim().is_empty() {
            // Nobody could choose it; the task can still be closed with the others.
            let detail = "Результат получился пустым и не добавлен: проверьте переменные";
            let problem = Problem::error(Code::MissingSetting, detail);
            work.problems.push(problem.at(format!("{place}.text")));
            continue;
        }
        let scenario = row.scenario("scenario");
        let wrong = scenario.and_then(|id| wrong_scenario(&work.snapshot.dictionaries, id));
        if let Some(problem) = wrong {
            return Err(problem.at(format!("{place}.scenario")));
        }
        results.push(TaskResult { text, scenario });
    }
    Ok(results)
}

fn of_entity(work: &Work<'_>) -> Result<u64, Problem> {
    let responsible = work.entity().and_then(|entity| entity.responsible_user_id);
    responsible.filter(|user| *user != 0).ok_or_else(|| {
        let detail = "У сущности нет ответственного: выберите ответственного за задачу";
        Problem::error(Code::NoUser, detail).at("settings.responsible")
    })
}

fn deadline(work: &Work<'_>) -> Result<i64, Problem> {
    let local = calendar::moscow(work.snapshot.now);
    let period = period(work.settings);
    let deadline = local.and_then(|local| calendar::shift(local, period, work.snapshot.workdays()));
    deadline.map(calendar::instant).ok_or_else(too_late)
}

fn period(settings: &Settings) -> Offset {
    match settings.get("period") {
        Some(Given::Period(period)) => *period,
        _ => Offset {
            amount: 1,
            unit: OffsetUnit::Days,
        },
    }
}

/// A deadline that no calendar has, whatever the day is.
fn written(settings: &Settings) -> Vec<Problem> {
    let days = calendar::Workdays::default();
    let today = calendar::moscow(SAMPLE_S);
    let deadline = today.and_then(|today| calendar::shift(today, period(settings), &days));
    deadline.is_none().then(too_late).into_iter().collect()
}

fn too_late() -> Problem {
    let detail = "Срок выполнения слишком велик";
    Problem::error(Code::OutOfRange, detail).at("settings.period")
}
