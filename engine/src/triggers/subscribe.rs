//! «Подписать на сделку, отписать от сделки» (R293–R296).

use super::{Entry, Work, nothing, sound};
use crate::{
    effect::Effect,
    params::{Input, Setting, optional, required},
    problem::{Code, Problem},
    run::EntityKind,
};

const SUBSCRIBE: &str = "subscribe";
const UNSUBSCRIBE: &str = "unsubscribe";
const CHAT: &str = "chat";

const USERS: &[Setting] = &[required("user", Input::User, "Сотрудник")];

pub(super) static ENTRY: Entry = Entry {
    code: "subscribe",
    label: "Подписать на сделку, отписать от сделки",
    also: &["Подписка", "Чат", "Отписать"],
    group: "amoCRM",
    help: "Уведомления о чатах сделки получат и другие сотрудники, не только ответственный.",
    targets: &[EntityKind::Lead],
    settings: &[
        required(
            "action",
            Input::Choice(&[(SUBSCRIBE, "Подписать"), (UNSUBSCRIBE, "Отписать")]),
            "Подписать/отписать",
        ),
        optional("about", Input::Choice(&[(CHAT, "Чат")]), "Событие"),
        required("users", Input::Rows(USERS), "Пользователи")
            .help("Сотрудники из списка или своё значение: ID или переменная с ним."),
    ],
    needs: nothing,
    written: sound,
    plan,
};

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let users = work.users("users");
    if users.is_empty() {
        // Why each of them is missing is among the problems already.
        let detail = "Ни одного сотрудника не нашлось: выберите сотрудников";
        return Err(Problem::error(Code::NoUser, detail).at("settings.users"));
    }
    Ok(vec![Effect::Subscribe {
        entity: work.target,
        users,
        subscribe: work.settings.choice("action") != Some(UNSUBSCRIBE),
    }])
}
