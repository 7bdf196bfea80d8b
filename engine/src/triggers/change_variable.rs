//! «Изменить значение глобальной переменной» (R310, R311, R377–R382, A48–A50).

use super::{Entry, Given, Settings, Work, nothing};
use crate::{
    effect::{Effect, VariableChange},
    params::{Input, optional, required},
    problem::{Code, Problem},
};

/// Most characters of a variable (A48).
const MAX_CHARS: usize = 30_000;

const SET: &str = "set";
const APPEND: &str = "append";
const CLEAR: &str = "clear";

pub(super) static ENTRY: Entry = Entry {
    code: "change_variable",
    label: "Изменить значение глобальной переменной",
    also: &[
        "Изменить значение переменной",
        "Счётчик",
        "Глобальная переменная",
    ],
    group: "Сценарии",
    help: "Задаёт, дополняет или очищает значение глобальной переменной.",
    // A variable belongs to the account, so there is nothing to choose.
    targets: &[],
    settings: &[
        required("variable", Input::Variable, "Переменная")
            .help("Имя переменной, созданной на вкладке «Переменные»."),
        optional(
            "mode",
            Input::Choice(&[
                (SET, "Задать значение"),
                (APPEND, "Дополнить значение"),
                (CLEAR, "Очистить"),
            ]),
            "Действие",
        )
        .help("По умолчанию — задать."),
        optional("value", Input::Text, "Новое значение")
            .help("Текст, переменные, калькуляции; пустое значение очищает переменную."),
    ],
    needs: nothing,
    written,
    plan,
};

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let (name, was) = variable(work)?;
    let value = match work.settings.choice("mode") {
        Some(CLEAR) => String::new(),
        _ => work.text("value")?,
    };
    let adds = work.settings.choice("mode") == Some(APPEND);
    let kept = if adds { was.chars().count() } else { 0 };
    if kept.saturating_add(value.chars().count()) > MAX_CHARS {
        let detail = format!("Значение «{name}» стало бы длиннее 30 000 символов, оно не изменено");
        return Err(Problem::error(Code::VariableTooLong, detail).at("settings.value"));
    }
    let computed = matches!(work.settings.get("value"), Some(Given::Text(it)) if !it.is_plain());
    let change = match (value.is_empty(), adds) {
        // Nothing to add leaves the text as it is.
        (true, true) => return Ok(Vec::new()),
        (true, false) => VariableChange::Clear,
        (false, true) => VariableChange::Append { value },
        (false, false) => VariableChange::Set {
            value,
            was: computed.then_some(was),
        },
    };
    Ok(vec![Effect::ChangeVariable {
        entity: work.target,
        name,
        change,
    }])
}

/// A value that is written out and too long for any variable (R456, A48).
fn written(settings: &Settings) -> Vec<Problem> {
    too_long(settings).into_iter().collect()
}

fn too_long(settings: &Settings) -> Option<Problem> {
    let length = settings.fixed("value")?.chars().count();
    let is_used = settings.choice("mode") != Some(CLEAR);
    (is_used && length > MAX_CHARS).then(|| {
        let detail =
            "Значение длиннее 30 000 символов, переменная столько не хранит: сократите его";
        Problem::error(Code::VariableTooLong, detail).at("settings.value")
    })
}

/// Name as it was created, and value; case does not matter (A49).
fn variable(work: &Work<'_>) -> Result<(String, String), Problem> {
    let Some(Given::Variable(wanted)) = work.settings.get("variable") else {
        let detail = "Выберите переменную";
        return Err(Problem::error(Code::MissingSetting, detail).at("settings.variable"));
    };
    let mut known = work.snapshot.variables.iter();
    let found = known.find(|(name, _)| name.eq_ignore_ascii_case(wanted));
    let found = found.map(|(name, value)| (name.clone(), value.clone()));
    found.ok_or_else(|| {
        let detail = format!("Переменной «{wanted}» нет: создайте её на вкладке «Переменные»");
        Problem::error(Code::NoVariable, detail).at("settings.variable")
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn told(chars: usize, mode: &str) -> Option<Code> {
        let saved =
            [("variable", "v"), ("mode", mode)].map(|(key, it)| (key.to_owned(), it.into()));
        let mut saved: BTreeMap<String, serde_json::Value> = saved.into();
        saved.insert("value".to_owned(), "я".repeat(chars).into());
        too_long(&Settings::read(&ENTRY, &saved)).map(|problem| problem.code)
    }

    #[test]
    fn a_written_value_is_measured_before_saving() {
        assert_eq!(told(30_000, SET), None);
        assert_eq!(told(30_001, SET), Some(Code::VariableTooLong));
        assert_eq!(told(30_001, CLEAR), None);
    }
}
