//! «Подтянуть реквизиты» by «Интеграция amoCRM и Dadata» (R312–R316).

use super::{Entry, Work, nothing, sound};
use crate::{
    effect::Effect,
    params::{Input, required},
    problem::{Code, Problem},
    run::EntityKind,
    template::Place,
};

const COLUMNS: &[crate::params::Setting] = &[required("mapping", Input::Line, "Сопоставление")];

pub(super) static ENTRY: Entry = Entry {
    code: "fill_requisites",
    label: "Подтянуть реквизиты через виджет Dadata",
    also: &["Dadata", "Реквизиты", "ИНН"],
    group: "Виджеты",
    help: "Запускает сопоставления, настроенные в виджете «Интеграция amoCRM и Dadata»: он сам запросит данные и заполнит поля.",
    targets: &[EntityKind::Lead, EntityKind::Contact, EntityKind::Company],
    settings: &[required("mappings", Input::Rows(COLUMNS), "Сопоставления")
        .help("Номера или названия сопоставлений из виджета, одно или несколько.")],
    needs: nothing,
    written: sound,
    plan,
};

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let settings = work.settings;
    let mut mappings: Vec<String> = Vec::new();
    for (index, row) in settings.rows("mappings").iter().enumerate() {
        let place = format!("settings.mappings[{index}]");
        let mapping = work.column(Place::Plain, row, &place, "mapping")?;
        let mapping = mapping.trim().to_owned();
        if !mapping.is_empty() && !mappings.contains(&mapping) {
            mappings.push(mapping);
        }
    }
    if mappings.is_empty() {
        let detail = "Выберите хотя бы одно сопоставление";
        return Err(Problem::error(Code::MissingSetting, detail).at("settings.mappings"));
    }
    Ok(vec![Effect::FillRequisites {
        entity: work.target,
        mappings,
    }])
}
