//! Scenarios that start others: whether those exist, and whether a chain of them can return to its start.

use std::collections::BTreeSet;

use self::graph::Graph;
use super::Context;
use crate::{
    problem::{Code, Problem},
    russian::quotes::quoted,
    scenario::Scenario,
    snapshot::Dictionaries,
};

mod act;
mod circle;
mod graph;
mod search;
mod state;
mod text;

/// Starts only by hand or by another scenario (R44, R229).
const OWN: &str = "own";
/// Scenarios that one sentence names, and characters of each name.
const NAMED: usize = 6;
const NAME: usize = 60;

/// Scenarios of an account that can start themselves again through others (A21), if all are switched on and
/// nothing is known of the account.
pub fn chains(scenarios: &[(u64, Scenario)]) -> Vec<(u64, Problem)> {
    circles(scenarios, &Dictionaries::default())
}

/// The same with what is known of the account: scenarios that are switched off start nothing.
///
/// They are not forbidden (R118), so every one of them is only told. A scenario is set off by another one, or by
/// what amoCRM tells of its changes; a change to the value that is there already sets off nothing. What needs a
/// person is not looked at. If the account tells which scenario is checked, only that one is told.
pub fn circles(scenarios: &[(u64, Scenario)], names: &Dictionaries) -> Vec<(u64, Problem)> {
    let graph = Graph::of(scenarios, names);
    let mut found = search::circles(&graph);
    let in_order = scenarios
        .iter()
        .filter_map(|(id, _)| Some((*id, found.remove(id)?)));
    in_order
        .map(|(id, circle)| (id, told(&graph, &circle)))
        .collect()
}

/// A circle from the scenario that is told of it.
fn told(graph: &Graph<'_>, circle: &[usize]) -> Problem {
    let moves: Vec<_> = circle
        .iter()
        .filter_map(|it| graph.moves.get(*it))
        .collect();
    let places: Vec<_> = moves
        .iter()
        .filter_map(|it| graph.places.get(it.place))
        .collect();
    let path = moves
        .first()
        .zip(places.first())
        .map(|(of, place)| match of.act {
            Some((block, act, _)) => {
                let trigger = place.acts.get(block).and_then(|acts| acts.get(act));
                let trigger = trigger.map_or(0, |(index, _)| *index);
                format!("blocks[{block}].triggers[{trigger}]")
            }
            None => "fallback".to_owned(),
        });
    let mut in_order: Vec<_> = places.iter().map(|it| (it.id, it.scenario)).collect();
    in_order.extend(in_order.first().copied());
    in_order.dedup_by_key(|(id, _)| *id);
    let names: Vec<String> = in_order
        .into_iter()
        .map(|(id, scenario)| named(id, scenario))
        .collect();
    let ids: BTreeSet<u64> = places.iter().map(|place| place.id).collect();
    let makes = moves
        .iter()
        .any(|it| graph.cause(**it).is_some_and(|cause| cause.made.is_some()));
    let is_fallback = moves.iter().any(|it| it.act.is_none());
    let own = names.first().cloned().unwrap_or_default();
    let what = match ids.len() {
        1 => format!("Сценарий запускает сам себя: {own} → {own}"),
        _ => format!("Сценарии запускают друг друга по кругу: {}", listed(&names)),
    };
    let remedy = match (is_fallback, makes) {
        (true, _) if ids.len() == 1 => "Выберите другой запасной сценарий",
        (_, true) => "Добавьте условие, которое не пропустит то, что создал сценарий",
        _ => "Добавьте условие, которое остановит круг, или отметьте «только 1 раз»",
    };
    Problem::warning(Code::Cycle, format!("{what}. {remedy}")).at(path.unwrap_or_default())
}

/// The beginning and the end of a long circle.
fn listed(names: &[String]) -> String {
    let (first, rest) = names.split_at(names.len().min(NAMED));
    match rest.last() {
        Some(last) => format!("{} → … → {last}", first.join(" → ")),
        None => first.join(" → "),
    }
}

fn named(id: u64, scenario: &Scenario) -> String {
    let name = scenario.name.trim();
    match name.chars().count() {
        0 => format!("сценарий {id}"),
        length if length > NAME => {
            quoted(&format!("{}…", name.chars().take(NAME).collect::<String>()))
        }
        _ => quoted(name),
    }
}

impl Context<'_> {
    /// A scenario to be started must exist and be an own one; without a list nothing is known.
    pub(super) fn own_scenario(&self, id: u64) -> Option<Problem> {
        let scenarios = &self.dictionaries.scenarios;
        let found = scenarios.iter().find(|scenario| scenario.id == id);
        let detail = match found {
            None => "Такого сценария нет: выберите сценарий заново",
            Some(found) if found.event != OWN => {
                "Запустить можно только свой сценарий: выберите сценарий без события"
            }
            Some(_) => return None,
        };
        (!scenarios.is_empty()).then(|| Problem::error(Code::NoScenario, detail))
    }
}
