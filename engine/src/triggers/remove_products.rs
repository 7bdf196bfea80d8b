//! «Удалить товары» (R340).

use super::{Entry, Work, add_products::catalog, nothing, sound};
use crate::{
    effect::Effect,
    params::{Input, Listed, required},
    problem::Problem,
    run::EntityKind,
};

pub(super) static ENTRY: Entry = Entry {
    code: "remove_products",
    label: "Удалить товары",
    also: &["Очистить товары", "Убрать товары из сделки"],
    group: "amoCRM",
    help: "Удаляет из сделки все товары выбранного списка; товары других списков остаются.",
    targets: &[EntityKind::Lead],
    settings: &[required(
        "catalog",
        Input::Listed(Listed::Catalog),
        "Список товаров",
    )],
    needs: nothing,
    written: sound,
    plan,
};

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    Ok(vec![Effect::RemoveProducts {
        entity: work.target,
        catalog: catalog(work)?,
    }])
}
