//! «Запустить Sales бота» (R234–R237).

use super::{Entry, Work, nothing, sound};
use crate::{
    effect::Effect,
    params::{Input, Listed, required},
    problem::{Code, Problem},
    run::EntityKind,
};

pub(super) static ENTRY: Entry = Entry {
    code: "start_bot",
    label: "Запустить Sales бота",
    also: &["Salesbot", "Sales bot", "Бот", "Чат-бот"],
    group: "amoCRM",
    help: "Запускает настроенного бота amoCRM для сделки или контакта.",
    targets: &[EntityKind::Lead, EntityKind::Contact],
    settings: &[required("bot", Input::Listed(Listed::Bot), "Бот")],
    needs: nothing,
    written: sound,
    plan,
};

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let missing = || Problem::error(Code::MissingSetting, "Выберите бота").at("settings.bot");
    let bot = work.settings.listed("bot").ok_or_else(missing)?;
    if let Some(problem) = super::unlisted(&work.snapshot.dictionaries, Listed::Bot, bot) {
        return Err(problem.at("settings.bot"));
    }
    Ok(vec![Effect::StartBot {
        entity: work.target,
        bot,
    }])
}
