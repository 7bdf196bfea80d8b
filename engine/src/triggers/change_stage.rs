//! «Сменить статус сделки» (R224–R227).

use super::{Entry, Given, Work, nothing, sound};
use crate::{
    effect::Effect,
    params::{Input, required},
    problem::{Code, Problem},
    run::EntityKind,
    snapshot::Dictionaries,
};

pub(super) static ENTRY: Entry = Entry {
    code: "change_stage",
    label: "Сменить статус сделки",
    also: &["Сменить этап", "Переместить сделку", "Воронка"],
    group: "amoCRM",
    help: "Переводит сделку на другой этап, в том числе в другой воронке.",
    targets: &[EntityKind::Lead],
    settings: &[
        required("stage", Input::Stage, "Этап").help("Воронка и этап, в который перейдёт сделка.")
    ],
    needs: nothing,
    written: sound,
    plan,
};

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let missing = || Problem::error(Code::MissingSetting, "Выберите этап").at("settings.stage");
    let (pipeline, status) = chosen(work)?.ok_or_else(missing)?;
    Ok(vec![Effect::ChangeStage {
        entity: work.target,
        pipeline,
        status,
    }])
}

/// Pipeline and stage of the setting `stage`, if it was given.
pub(super) fn chosen(work: &Work<'_>) -> Result<Option<(u64, u64)>, Problem> {
    let Some(Given::Stage { pipeline, status }) = work.settings.get("stage") else {
        return Ok(None);
    };
    if !exists(&work.snapshot.dictionaries, *pipeline, *status) {
        let detail = "Такого этапа больше нет в аккаунте, выберите этап заново";
        return Err(Problem::error(Code::NoStage, detail).at("settings.stage"));
    }
    Ok(Some((*pipeline, *status)))
}

/// Without a list of pipelines nothing is known, so amoCRM will tell.
fn exists(dictionaries: &Dictionaries, pipeline: u64, status: u64) -> bool {
    let pipelines = &dictionaries.pipelines;
    let holds = |id| {
        pipelines
            .iter()
            .find(|one| one.id == id)
            .is_some_and(|one| one.statuses().iter().any(|one| one.id == status))
    };
    pipelines.is_empty() || holds(pipeline)
}
