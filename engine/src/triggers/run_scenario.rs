//! «Выполнить другой сценарий» (R228–R233).

use super::{Entry, Work, nothing, sound};
use crate::{
    effect::Effect,
    params::{Input, required},
    problem::{Code, Problem},
    run::EntityKind,
    snapshot::Dictionaries,
};

pub(super) static ENTRY: Entry = Entry {
    code: "run_scenario",
    label: "Выполнить другой сценарий",
    also: &["Запустить сценарий", "Свой сценарий", "Цепочка сценариев"],
    group: "Сценарии",
    help: "Запускает свой сценарий для этой же или связанной сущности.",
    targets: &[EntityKind::Lead, EntityKind::Contact, EntityKind::Company],
    settings: &[required("scenario", Input::Scenario, "Сценарий")
        .help("Можно выбрать только свой сценарий; его нужно создать заранее.")],
    needs: nothing,
    written: sound,
    plan,
};

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let missing =
        || Problem::error(Code::MissingSetting, "Выберите сценарий").at("settings.scenario");
    let scenario = work.settings.scenario("scenario").ok_or_else(missing)?;
    if let Some(problem) = wrong_scenario(&work.snapshot.dictionaries, scenario) {
        return Err(problem.at("settings.scenario"));
    }
    Ok(vec![Effect::RunScenario {
        entity: work.target,
        scenario,
    }])
}

/// Only own scenarios can be started by others (R229); without a list nothing is known.
pub(super) fn wrong_scenario(dictionaries: &Dictionaries, scenario: u64) -> Option<Problem> {
    let scenarios = &dictionaries.scenarios;
    if scenarios.is_empty() {
        return None;
    }
    let found = scenarios.iter().find(|one| one.id == scenario);
    let detail = match found {
        None => format!("Сценария {scenario} нет, выберите сценарий заново"),
        Some(one) if !one.is_own() => {
            format!(
                "Сценарий «{}» запускается событием, выберите свой сценарий",
                one.name
            )
        }
        Some(_) => return None,
    };
    Some(Problem::error(Code::NoScenario, detail))
}
