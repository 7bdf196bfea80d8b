//! How many scenarios an account may have and enable (R450, R451, A54).

use super::Context;
use crate::{
    events::Entry,
    problem::{Code, Problem, Severity},
    russian::{counting::Count, quotes::quoted},
};

/// Names that one sentence lists, and characters of each: both come from people.
const TOLD: usize = 5;
const NAME: usize = 60;

/// No scenario can be created: the account has as many as it may.
pub fn full(most: u32) -> Problem {
    let word = Count::of(most.into()).choose("сценарий", "сценария", "сценариев");
    let detail = format!("В аккаунте уже {most} {word}. Удалите ненужный, чтобы создать новый");
    Problem::error(Code::TooMany, detail)
}

/// A scenario can't be enabled for an event: others already take its places.
pub fn crowded<'a>(event: &Entry, most: u32, active: impl IntoIterator<Item = &'a str>) -> Problem {
    let names: Vec<String> = active.into_iter().take(TOLD).map(named).collect();
    let word = Count::of(most.into()).choose("сценария", "сценариев", "сценариев");
    let detail = format!(
        "Для события {} можно включить не больше {most} {word}, уже включены: {}. Выключите один из них, чтобы включить этот",
        quoted(event.label),
        names.join(", ")
    );
    Problem::error(Code::TooMany, detail)
}

fn named(name: &str) -> String {
    let name = name.trim();
    match name.chars().count() > NAME {
        true => quoted(&format!("{}…", name.chars().take(NAME).collect::<String>())),
        false if name.is_empty() => "сценарий без названия".to_owned(),
        false => quoted(name),
    }
}

impl Context<'_> {
    /// A scenario that is none of the account's yet and would be one too many (R450).
    pub(super) fn full(&self) -> Option<Problem> {
        let lists = self.dictionaries;
        let most = lists.limits.scenarios;
        let is_new = lists.checked.is_none();
        let is_full = u32::try_from(lists.scenarios.len()).is_ok_and(|count| count >= most);
        (is_new && is_full).then(|| full(most))
    }

    /// Other enabled scenarios that leave no place for this one; while it is switched off it may be saved.
    pub(super) fn crowded(&self) -> Option<Problem> {
        let event = self.event.filter(|event| event.limited)?;
        let lists = self.dictionaries;
        let (own, others): (Vec<_>, Vec<_>) = lists
            .scenarios
            .iter()
            .partition(|one| Some(one.id) == lists.checked);
        let active: Vec<&str> = others
            .into_iter()
            .filter(|one| one.enabled && one.event == event.code)
            .map(|one| one.name.as_str())
            .collect();
        let most = lists.limits.changed;
        let is_full = u32::try_from(active.len()).is_ok_and(|count| count >= most);
        let is_on = own.iter().any(|one| one.enabled);
        is_full.then(|| {
            let problem = crowded(event, most, active);
            let severity = if is_on {
                Severity::Error
            } else {
                Severity::Warning
            };
            Problem {
                severity,
                ..problem
            }
            .at("event")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events;

    #[test]
    fn the_sentence_names_those_that_are_enabled_and_stays_short() {
        let Some(event) = events::find("lead_changed") else {
            unreachable!("the event is in the table");
        };
        let told = crowded(event, 3, ["А", " ", "Б «В»"]).detail;
        assert_eq!(
            told,
            "Для события «Сделка изменена» можно включить не больше 3 сценариев, уже включены: \
             «А», сценарий без названия, «Б „В“». Выключите один из них, чтобы включить этот"
        );
        let long = "я".repeat(100_000);
        let told = crowded(event, 1, vec![long.as_str(); 1000]).detail;
        assert!(told.contains("1 сценария,"), "{told}");
        assert!(told.chars().count() < 600, "{told}");
    }

    #[test]
    fn a_full_account_is_told_how_many_it_has() {
        let told = |most| full(most).detail;
        assert!(told(100).starts_with("В аккаунте уже 100 сценариев. Удалите"));
        assert!(told(2).starts_with("В аккаунте уже 2 сценария."));
    }
}
