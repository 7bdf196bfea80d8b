//! Fields that a block writes twice, so that only the last value stays.

use std::collections::BTreeMap;

use crate::{
    problem::{Code, Problem},
    scenario::{Block, Trigger},
};

/// Writings that undo an earlier one of the same block; a value with variables may build upon the earlier one.
pub(super) fn written_twice(block: &Block) -> Vec<Problem> {
    let mut seen: BTreeMap<(&str, String), usize> = BTreeMap::new();
    let mut problems = Vec::new();
    let triggers = block.triggers.iter().enumerate();
    for (at, trigger) in triggers.filter(|(_, it)| !it.muted && it.timer.is_none()) {
        for (row, field, value) in fields(trigger) {
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

/// Rows of a trigger that replaces values of fields.
fn fields(trigger: &Trigger) -> impl Iterator<Item = (usize, &str, &str)> {
    let rows = trigger.settings.get("fields").and_then(|it| it.as_array());
    let rows = rows.into_iter().flatten().enumerate();
    rows.filter_map(|(index, row)| {
        let appends = row.get("append").and_then(|it| it.as_bool());
        let text = |key| row.get(key).and_then(|it| it.as_str());
        let replaces = appends != Some(true);
        replaces.then_some((index, text("field")?, text("value").unwrap_or_default()))
    })
}
