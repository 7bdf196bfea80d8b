//! «Сгенерировать новый документ» by the widget «Документы» (R289–R292).

use super::{Entry, Work, nothing, sound};
use crate::{
    effect::Effect,
    params::{Input, required},
    problem::Problem,
    run::EntityKind,
};

pub(super) static ENTRY: Entry = Entry {
    code: "create_document",
    label: "Сгенерировать новый документ",
    also: &["Документ", "Договор", "Документы"],
    group: "Виджеты",
    help: "Создаёт документ по шаблону виджета «Документы»; для нескольких документов нужны несколько триггеров.",
    targets: &[EntityKind::Lead],
    settings: &[required("template", Input::Line, "Шаблон документа")
        .help("Номер или название шаблона из виджета «Документы».")],
    needs: nothing,
    written: sound,
    plan,
};

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let template = work.filled("template", "Шаблон документа")?;
    Ok(vec![Effect::CreateDocument {
        entity: work.target,
        template,
    }])
}
