//! Fields that a block writes twice, so that only the last value stays.

use std::collections::BTreeMap;

use crate::{
    problem::{Code, Problem},
    scenario::{Block, Trigger},
    snapshot::Dictionaries,
    triggers::FieldName,
};

/// Writings that undo an earlier one of the same block; a value with variables may build upon the earlier one.
pub(super) fn written_twice(block: &Block, dictionaries: &Dictionaries) -> Vec<Problem> {
    let mut seen: BTreeMap<(&str, String), usize> = BTreeMap::new();
    let mut problems = Vec::new();
    let triggers = block.triggers.iter().enumerate();
    for (at, trigger) in triggers.filter(|(_, it)| !it.muted && it.timer.is_none()) {
        for (row, field, value) in fields(trigger, dictionaries) {
            let key = (trigger.kind.as_str(), field.trim().to_lowercase());
            let earlier = seen.insert(key, at);
            if let Some(earlier) = earlier.filter(|_| !value.contains('{')) {
                let detail = format!(
                    "Это поле уже записывает триггер {}, останется только последнее значение: удалите одно из них",
                    earlier + 1
                );
                let place = format!("triggers[{at}].settings.fields[{row}].field");
                problems.push(Problem::warning(Code::WrittenTwice, detail).at(place));
            }
        }
    }
    problems
}

/// Rows of a trigger that replace the value of their field.
fn fields<'a>(
    trigger: &'a Trigger,
    dictionaries: &Dictionaries,
) -> impl Iterator<Item = (usize, &'a str, &'a str)> {
    let appends = trigger.settings.get("append").and_then(|it| it.as_bool());
    let rows = trigger.settings.get("fields").and_then(|it| it.as_array());
    let rows = rows.into_iter().flatten().enumerate();
    rows.filter_map(move |(index, row)| {
        let text = |key| row.get(key).and_then(|it| it.as_str());
        let field = text("field")?;
        let adds = appends == Some(true) && may_hold_several(field, dictionaries);
        (!adds).then_some((index, field, text("value").unwrap_or_default()))
    })
}

/// Whether values can be added to those of the field; of an unknown field it is not known, so nothing is told.
fn may_hold_several(field: &str, dictionaries: &Dictionaries) -> bool {
    let Some(FieldName::Custom(id)) = FieldName::parse(field) else {
        return false;
    };
    let fields = &dictionaries.custom_fields;
    let all = [&fields.leads, &fields.contacts, &fields.companies];
    let known = all.into_iter().flatten().find(|known| known.id == id);
    known.is_none_or(|known| matches!(known.kind.as_str(), "multiselect" | "multitext"))
}
