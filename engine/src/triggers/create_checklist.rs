//! «Создать чек-лист» by the widget «Чек-листы» (R329–R332).

use super::{Entry, Work, nothing, sound};
use crate::{
    effect::Effect,
    params::{Input, required},
    problem::Problem,
    run::EntityKind,
};

pub(super) static ENTRY: Entry = Entry {
    code: "create_checklist",
    label: "Чек-листы: создать",
    also: &["Создать чек-лист", "Чек-лист"],
    group: "Виджеты",
    help: "Прикрепляет чек-лист к сделке, контакту или компании.",
    targets: &[EntityKind::Lead, EntityKind::Contact, EntityKind::Company],
    settings: &[required("checklist", Input::Line, "Чек-лист")
        .help("Номер или название чек-листа из виджета «Чек-листы».")],
    needs: nothing,
    written: sound,
    plan,
};

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let checklist = work.filled("checklist", "Чек-лист")?;
    Ok(vec![Effect::CreateChecklist {
        entity: work.target,
        checklist,
    }])
}
