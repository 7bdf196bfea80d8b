//! «Отправить уведомление в amoCRM с запросом дальнейших действий» by the widget «Пушер» (R276–R288).

use std::collections::BTreeSet;

use super::{Entry, Settings, Work, need, run_scenario::wrong_scenario};
use crate::{
    effect::{ActionButton, Effect, Notification},
    params::{Input, Needed, Setting, optional, required},
    problem::{Code, Problem},
    run::EntityKind,
    template::Place,
    values::Need,
};

const POPUP: &str = "popup";
const PUSH: &str = "push";
const SOUND: &str = "sound";
const RESPONSIBLE: &str = "responsible";
const ALL: &str = "all";
const CHOSEN: &str = "chosen";

const NO_WORDS: &str = "Напишите заголовок или сообщение: в уведомлении нечего показать";
const NO_USERS: &str = "Показать уведомление некому: выберите сотрудников";

const USERS: &[Setting] = &[required("user", Input::User, "Сотрудник")];
const BUTTONS: &[Setting] = &[
    required("text", Input::Line, "Текст кнопки"),
    required("scenario", Input::Scenario, "Сценарий"),
    optional("once", Input::Flag, "Одноразовая")
        .help("Сценарий запустит только первое нажатие, у остальных кнопка станет недоступна."),
];

pub(super) static ENTRY: Entry = Entry {
    code: "notify",
    label: "Отправить уведомление в amoCRM с запросом дальнейших действий",
    also: &["Пушер", "Уведомление", "Push", "Кнопки действий"],
    group: "Виджеты",
    help: "Показывает сотрудникам уведомление; кнопки в нём запускают сценарии.",
    targets: &[
        EntityKind::Lead,
        EntityKind::Contact,
        EntityKind::Company,
        EntityKind::Task,
    ],
    settings: &[
        required(
            "form",
            Input::Choice(&[
                (POPUP, "Уведомление в amoCRM"),
                (PUSH, "Браузерный push"),
                (SOUND, "Звук"),
            ]),
            "Тип уведомления",
        ),
        optional("title", Input::Line, "Заголовок").help("У звука заголовка и текста нет."),
        optional("text", Input::Text, "Сообщение")
            .needed(Needed::when("form", &[POPUP, PUSH], NO_WORDS).or(&["title"])),
        required(
            "audience",
            Input::Choice(&[
                (RESPONSIBLE, "Ответственный"),
                (ALL, "Все пользователи"),
                (CHOSEN, "Выбранные пользователи"),
            ]),
            "Пользователи",
        ),
        optional("users", Input::Rows(USERS), "Выбранные пользователи")
            .needed(Needed::when("audience", &[CHOSEN], NO_USERS).code(Code::NoUser)),
        optional("buttons", Input::Rows(BUTTONS), "Кнопки действий")
            .help("Только в уведомлении в amoCRM."),
    ],
    needs,
    written,
    plan,
};

fn needs(settings: &Settings, target: EntityKind) -> BTreeSet<Need> {
    match settings.choice("audience") {
        Some(RESPONSIBLE) => BTreeSet::from([need(target)]),
        _ => BTreeSet::new(),
    }
}

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let form = match work.settings.choice("form") {
        Some(PUSH) => Notification::Push,
        Some(SOUND) => Notification::Sound,
        _ => Notification::Popup,
    };
    let (title, text) = words(work, form)?;
    let users = audience(work)?;
    let buttons = buttons(work, form)?;
    Ok(vec![Effect::Notify {
        entity: work.target,
        form,
        title,
        text,
        users,
        buttons,
    }])
}

/// A sound says nothing (R278); anything else says something.
fn words(work: &mut Work<'_>, form: Notification) -> Result<(String, String), Problem> {
    if form == Notification::Sound {
        return Ok((String::new(), String::new()));
    }
    let (title, text) = (work.spare_text("title")?, work.spare_text("text")?);
    if title.trim().is_empty() && text.trim().is_empty() {
        return Err(Problem::error(Code::MissingSetting, NO_WORDS).at("settings.text"));
    }
    Ok((title, text))
}

fn audience(work: &mut Work<'_>) -> Result<Vec<u64>, Problem> {
    let users = match work.settings.choice("audience") {
        Some(ALL) => {
            let users = work.snapshot.dictionaries.users.iter();
            let active = users.filter(|user| user.rights.is_active != Some(false));
            active.map(|user| user.id).collect()
        }
        Some(CHOSEN) => work.users("users"),
        _ => work.responsible().into_iter().collect(),
    };
    if users.is_empty() {
        return Err(Problem::error(Code::NoUser, NO_USERS).at("settings.audience"));
    }
    Ok(users)
}

fn buttons(work: &mut Work<'_>, form: Notification) -> Result<Vec<ActionButton>, Problem> {
    let settings = work.settings;
    let rows = settings.rows("buttons");
    if form != Notification::Popup && !rows.is_empty() {
        work.problems.push(no_buttons());
        return Ok(Vec::new());
    }
    let mut buttons = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let place = format!("settings.buttons[{index}]");
        let text = work.column(Place::Plain, row, &place, "text").map(Some);
        // A button without its text or its scenario is left out, the others stay.
        let Some((text, scenario)) = work.spare(text)?.zip(row.scenario("scenario")) else {
            continue;
        };
        if let Some(problem) = useless(work, &text, scenario, &place) {
            work.problems.push(problem);
            continue;
        }
        buttons.push(ActionButton {
            text,
            scenario,
            once: row.flag("once"),
        });
    }
    Ok(buttons)
}

/// Why nobody could do anything with a button.
fn useless(work: &Work<'_>, text: &str, scenario: u64, place: &str) -> Option<Problem> {
    if text.trim().is_empty() {
        let detail = "Кнопка не показана: её текст получился пустым, проверьте переменные";
        return Some(Problem::error(Code::MissingSetting, detail).at(format!("{place}.text")));
    }
    let wrong = wrong_scenario(&work.snapshot.dictionaries, scenario)?;
    Some(wrong.at(format!("{place}.scenario")))
}

/// Buttons of a form that has none.
fn written(settings: &Settings) -> Vec<Problem> {
    let has_none = matches!(settings.choice("form"), Some(PUSH | SOUND));
    let is_idle = has_none && !settings.rows("buttons").is_empty();
    is_idle.then(no_buttons).into_iter().collect()
}

fn no_buttons() -> Problem {
    let detail = "Кнопки бывают только в уведомлении в amoCRM и здесь не показываются";
    Problem::warning(Code::NotApplicable, detail).at("settings.buttons")
}
