//! Everything that can be known about a scenario before it is saved, all of it at once.
//!
//! A path leads to the block, row or setting: `blocks[0].triggers[0].settings.text`.
//! Lists that the dictionaries lack are not held against the scenario.

use std::collections::BTreeSet;

use crate::{
    events,
    problem::{Code, Problem},
    run::EntityKind,
    scenario::{Block, Frequency, Scenario},
    snapshot::Dictionaries,
};

mod chains;
mod condition;
mod convert;
mod expression;
mod formula;
#[cfg(test)]
mod growth;
mod limits;
mod never;
mod offered;
mod option;
mod proof;
mod setting;
mod shadow;
mod timer;
mod trigger;
mod twice;
mod written;

pub use chains::{chains, circles};
pub use limits::{crowded, full};

/// The longest timer of a block (R76).
pub const MAX_DELAY_S: u32 = 20;

/// Every problem of a scenario; it can be saved if none is an error.
pub fn check(scenario: &Scenario, dictionaries: &Dictionaries) -> Vec<Problem> {
    let mut problems = head(scenario);
    let event = events::find(&scenario.event);
    if event.is_none() {
        let detail = match scenario.event.as_str() {
            "" => "Выберите событие, которое запускает сценарий".to_owned(),
            code => format!("Событие «{code}» неизвестно, выберите событие из списка"),
        };
        problems.push(Problem::error(Code::UnknownEvent, detail).at("event"));
    }
    let context = Context {
        dictionaries,
        event,
        own: scenario.entity,
    };
    problems.extend(context.full());
    problems.extend(context.crowded());
    for (index, block) in scenario.blocks.iter().enumerate() {
        let found = context.block(block);
        problems.extend(
            found
                .into_iter()
                .map(|problem| under(&format!("blocks[{index}]"), problem)),
        );
    }
    problems.extend(context.proven(scenario));
    let fallback = scenario.fallback.and_then(|id| context.fallback(id));
    problems.extend(fallback.map(|problem| problem.at("fallback")));
    let ids = scenario.blocks.iter().map(|block| block.id.as_str());
    problems.extend(repeated(ids).map(|(index, id)| twice(id).at(format!("blocks[{index}].id"))));
    problems
}

/// What the parts of a scenario are checked against.
#[derive(Clone, Copy, Debug)]
struct Context<'a> {
    dictionaries: &'a Dictionaries,
    event: Option<&'static events::Entry>,
    own: Option<EntityKind>,
}

impl Context<'_> {
    /// Entity of the scenario; an own scenario may run for any, unless it says for which (A18).
    fn start(&self) -> Option<EntityKind> {
        self.event.and_then(|event| event.entity.or(self.own))
    }

    /// Any own scenario but the checked one itself (A10).
    fn fallback(&self, id: u64) -> Option<Problem> {
        if self.dictionaries.checked == Some(id) {
            let detail = "Сценарий не может быть запасным для самого себя: выберите другой";
            return Some(Problem::error(Code::NoScenario, detail));
        }
        self.own_scenario(id)
    }

    fn block(&self, block: &Block) -> Vec<Problem> {
        let mut problems = Vec::new();
        if block.delay_s > MAX_DELAY_S {
            let detail = format!("Таймер блока — от 0 до {MAX_DELAY_S} секунд");
            problems.push(Problem::error(Code::OutOfRange, detail).at("delay_s"));
        }
        if block.triggers.is_empty() {
            let detail = "В блоке нет триггеров: добавьте хотя бы один";
            problems.push(Problem::warning(Code::EmptyBlock, detail).at("triggers"));
        }
        for (index, condition) in block.conditions.iter().enumerate() {
            let found = self.condition(condition);
            let place = format!("conditions[{index}]");
            problems.extend(found.into_iter().map(|problem| under(&place, problem)));
        }
        problems.extend(formula::formula(block));
        for (index, trigger) in block.triggers.iter().enumerate() {
            let found = self.trigger(trigger);
            let place = format!("triggers[{index}]");
            problems.extend(found.into_iter().map(|problem| under(&place, problem)));
        }
        problems.extend(twice::written_twice(block, self.dictionaries));
        let ids = block
            .conditions
            .iter()
            .map(|condition| condition.id.as_str());
        problems.extend(
            repeated(ids).map(|(index, id)| twice(id).at(format!("conditions[{index}].id"))),
        );
        let ids = block.triggers.iter().map(|trigger| trigger.id.as_str());
        problems
            .extend(repeated(ids).map(|(index, id)| twice(id).at(format!("triggers[{index}].id"))));
        problems
    }
}

/// Format, name, frequency, presence of blocks.
fn head(scenario: &Scenario) -> Vec<Problem> {
    let mut problems = Vec::new();
    if scenario.format == 0 || scenario.format > Scenario::FORMAT {
        let detail = format!(
            "Формат {} новее этой версии: обновите систему",
            scenario.format
        );
        problems.push(Problem::error(Code::BadScenario, detail).at("format"));
    }
    if scenario.name.trim().is_empty() {
        let detail = "Дайте сценарию название: оно видно в списке и на кнопке в карточке";
        problems.push(Problem::warning(Code::MissingSetting, detail).at("name"));
    }
    if scenario.frequency.interval_s < Frequency::FLOOR_S {
        let detail = format!(
            "Сценарий не может выполняться чаще одного раза в {} секунд",
            Frequency::FLOOR_S
        );
        problems.push(Problem::error(Code::OutOfRange, detail).at("frequency.interval_s"));
    }
    if scenario.blocks.is_empty() {
        let detail = "В сценарии нет блоков: добавьте блок с триггерами";
        problems.push(Problem::warning(Code::EmptyBlock, detail).at("blocks"));
    }
    problems
}

/// Puts a place in front of the path of a problem.
fn under(place: &str, problem: Problem) -> Problem {
    let path = match problem.path.as_str() {
        "" => place.to_owned(),
        rest => format!("{place}.{rest}"),
    };
    problem.at(path)
}

/// Identifiers that stood before; an identifier may be left out.
fn repeated<'a>(ids: impl Iterator<Item = &'a str>) -> impl Iterator<Item = (usize, &'a str)> {
    let mut seen = BTreeSet::new();
    ids.enumerate()
        .filter(move |(_, id)| !id.is_empty() && !seen.insert(*id))
}

fn twice(id: &str) -> Problem {
    let detail = format!("Идентификатор «{id}» уже занят: укажите другой");
    Problem::error(Code::BadScenario, detail)
}
