//! Numbers of tasks, with a filter by state and type (3.3 and 9.2 of the language reference).

use super::reader::{Reader, Reading, Who, count};
use crate::{
    fact::Fact,
    run::EntityKind,
    snapshot::{Entity, Task},
};

/// A state of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Open,
    Overdue,
    Closed,
}

impl State {
    fn parse(text: &str) -> Option<Self> {
        match text.to_lowercase().as_str() {
            "open" => Some(Self::Open),
            "expired" | "overdue" => Some(Self::Overdue),
            "closed" => Some(Self::Closed),
            _ => None,
        }
    }

    fn holds(self, task: &Task, now: i64) -> bool {
        match self {
            Self::Open => !task.is_completed,
            Self::Overdue => !task.is_completed && task.complete_till < now,
            Self::Closed => task.is_completed,
        }
    }
}

/// Number of tasks in a state; the argument may name a type.
pub(super) fn count_in(
    it: &Reader<'_>,
    who: Who,
    state: Option<State>,
    args: &[String],
) -> Reading {
    let kind = args.first().map(String::as_str);
    it.within(who, |entity_kind, entity| {
        count(select(it, (entity_kind, entity), state, kind).count()).into()
    })
}

/// Number of tasks by a filter such as `open`, `Звонок` or `Звонок/open`.
pub(super) fn count_by(it: &Reader<'_>, who: Who, args: &[String]) -> Reading {
    let (state, kind) = filter(args);
    it.within(who, |entity_kind, entity| {
        count(select(it, (entity_kind, entity), state, kind).count()).into()
    })
}

/// Numbers of the tasks that pass a filter.
pub(super) fn ids_by(it: &Reader<'_>, who: Who, args: &[String]) -> Reading {
    let (state, kind) = filter(args);
    it.within(who, |entity_kind, entity| {
        let tasks = select(it, (entity_kind, entity), state, kind);
        Fact::Set(tasks.map(|task| Fact::Text(task.id.to_string())).collect()).into()
    })
}

fn filter(args: &[String]) -> (Option<State>, Option<&str>) {
    let Some(text) = args.first().map(|text| text.trim()) else {
        return (None, None);
    };
    match text.rsplit_once('/') {
        Some((kind, state)) => (State::parse(state.trim()), Some(kind.trim())),
        None => match State::parse(text) {
            Some(state) => (Some(state), None),
            None => (None, Some(text)),
        },
    }
}

fn select<'a>(
    it: &Reader<'a>,
    owner: (EntityKind, &'a Entity),
    state: Option<State>,
    kind: Option<&'a str>,
) -> impl Iterator<Item = &'a Task> {
    let it = *it;
    let kind = kind.filter(|kind| !kind.is_empty());
    it.facts.tasks.iter().filter(move |task| {
        belongs(task, owner)
            && state.is_none_or(|state| state.holds(task, it.facts.now))
            && kind.is_none_or(|kind| is_of_type(&it, task, kind))
    })
}

/// Whether the task hangs on that entity; a task that names none was fetched for the entity of the run.
fn belongs(task: &Task, (kind, entity): (EntityKind, &Entity)) -> bool {
    let same_kind = task
        .entity_type
        .as_deref()
        .is_none_or(|it| it == kind.plural());
    same_kind && task.entity_id.is_none_or(|id| id == entity.id)
}

/// By number, or by name without regard to case.
fn is_of_type(it: &Reader<'_>, task: &Task, wanted: &str) -> bool {
    if wanted.parse() == Ok(task.task_type_id) {
        return true;
    }
    let wanted = wanted.to_lowercase();
    let types = &it.names().account.embedded.task_types;
    types
        .iter()
        .any(|kind| kind.id == task.task_type_id && kind.name.to_lowercase() == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Argument;

    #[test]
    fn every_offered_word_is_a_state() {
        for (word, label) in Argument::Tasks.words() {
            assert!(State::parse(word).is_some(), "{word}: {label}");
        }
    }
}
