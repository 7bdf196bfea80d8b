//! «Отменить отложенный триггер» (R306–R309, A46).

use super::{Entry, Given, Work, nothing, sound};
use crate::{
    effect::Effect,
    params::{Input, required},
    problem::{Code, Problem},
    run::EntityKind,
};

pub(super) static ENTRY: Entry = Entry {
    code: "cancel_delayed",
    label: "Отменить отложенный триггер",
    also: &["Отменить отложенные задания", "Отменить таймер"],
    group: "Сценарии",
    help: "Удаляет ожидающие действия выбранного триггера для этой сущности.",
    targets: &[
        EntityKind::Lead,
        EntityKind::Contact,
        EntityKind::Company,
        EntityKind::Task,
    ],
    settings: &[required("job", Input::Delayed, "Что отменить")
        .help("Сценарий, блок условий и триггер, действия которого нужно удалить.")],
    needs: nothing,
    written: sound,
    plan,
};

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let Some(Given::Delayed {
        scenario,
        block,
        trigger,
    }) = work.settings.get("job")
    else {
        let detail = "Выберите сценарий, блок и триггер";
        return Err(Problem::error(Code::MissingSetting, detail).at("settings.job"));
    };
    Ok(vec![Effect::CancelDelayed {
        entity: work.target,
        scenario: *scenario,
        block: block.clone(),
        trigger: trigger.clone(),
    }])
}
