//! Conditions that contradict each other, and blocks that never or always run.

use std::collections::BTreeMap;

use super::{
    Context, formula,
    proof::{Proof, Shape, group, takes_part},
    shadow::{MAX_SHADOW_WORK, Twins},
};
use crate::{
    problem::{Code, Problem},
    run::EntityKind,
    scenario::{Block, Group, Item, Join, Scenario},
};

/// A block with what is proven about its rows.
struct Proven {
    proof: Proof,
    shape: Shape,
}

impl Context<'_> {
    /// What is proven about the blocks, each problem with its whole path.
    pub(super) fn proven(&self, scenario: &Scenario) -> Vec<Problem> {
        let twins = Twins::of(&scenario.blocks);
        let mut problems = Vec::new();
        let (mut always, mut work) = (None, MAX_SHADOW_WORK);
        for (index, block) in scenario.blocks.iter().enumerate() {
            if !formula::formula(block).is_empty() {
                continue; // the brackets do not say yet what is meant
            }
            let place = format!("blocks[{index}]");
            let proven = Proven {
                proof: Proof::of(&block.conditions, self.dictionaries),
                shape: Shape::of(block, 0),
            };
            let found = self.of_block(block, &proven);
            let never = found.iter().any(|problem| problem.code == Code::NeverRuns);
            problems.extend(
                found
                    .into_iter()
                    .map(|problem| super::under(&place, problem)),
            );
            if proven.always() {
                always = always.or(Some(index));
            }
            let shadow = match never {
                true => None,
                false => self.shadow(&scenario.blocks, index, &twins, &mut work),
            };
            problems.extend(shadow.map(|problem| problem.at(place)));
        }
        problems.extend(scenario.fallback.and(always).map(idle_fallback));
        problems
    }

    fn of_block(&self, block: &Block, proven: &Proven) -> Vec<Problem> {
        let mut problems = Vec::new();
        let group = group(block);
        let index = |id: &str| match &block.formula {
            Some(_) => block.conditions.iter().position(|row| row.id == id),
            None => id.parse().ok(),
        };
        contradictions(&group, &index, &proven.proof, &mut problems);
        if !block.conditions.iter().any(takes_part) {
            return problems;
        }
        if proven.never() {
            let detail = "Условия не могут выполниться ни при каких данных: исправьте их";
            problems.push(Problem::warning(Code::NeverRuns, detail));
        } else if proven.always() {
            let cause = cause(&group, &index, &proven.proof);
            let detail = format!("{cause} при любых данных: исправьте или удалите их");
            problems.push(Problem::warning(Code::AlwaysRuns, detail));
        } else if let Some((kind, any, _)) = self.start().and_then(named)
            && proven.always_with(kind)
        {
            let detail = format!("Условия выполняются для {any}: исправьте или удалите их");
            problems.push(Problem::warning(Code::AlwaysRuns, detail));
        } else if let Some((kind, _, none)) = self.surely().and_then(named)
            && proven.never_with(kind)
        {
            let detail = format!("Условия не выполняются ни для {none}: исправьте их");
            problems.push(Problem::warning(Code::NeverRuns, detail));
        }
        problems
    }

    /// The entity that is there whenever the event comes; a message may have no contact yet, and an own
    /// scenario may be started for nothing found (A40).
    fn surely(&self) -> Option<EntityKind> {
        let event = self
            .event
            .filter(|event| event.code != "message_received")?;
        event.entity
    }
}

impl Proven {
    fn never(&self) -> bool {
        let fails = |results: &[Option<bool>]| self.shape.passes(results).map(|it| !it);
        self.proof.always(fails)
    }

    fn always(&self) -> bool {
        self.proof.always(|results| self.shape.passes(results))
    }

    /// On no facts with this entity.
    fn never_with(&self, entity: EntityKind) -> bool {
        let fails = |results: &[Option<bool>]| self.shape.passes(results).map(|it| !it);
        self.proof.always_with(entity, fails)
    }

    /// On all facts with this entity.
    fn always_with(&self, entity: EntityKind) -> bool {
        let passes = |results: &[Option<bool>]| self.shape.passes(results);
        self.proof.always_with(entity, passes)
    }
}

/// Any entity that a scenario runs for, and none of them.
fn named(entity: EntityKind) -> Option<(EntityKind, &'static str, &'static str)> {
    match entity {
        EntityKind::Lead => Some((entity, "любой сделки", "одной сделки")),
        EntityKind::Contact => Some((entity, "любого контакта", "одного контакта")),
        EntityKind::Company => Some((entity, "любой компании", "одной компании")),
        EntityKind::Task => None,
    }
}

/// A fallback beside a block that always runs is never started (R62).
fn idle_fallback(index: usize) -> Problem {
    let detail = format!(
        "Запасной сценарий не запустится никогда: блок {} выполняется всегда",
        index + 1
    );
    Problem::warning(Code::AlwaysRuns, detail).at("fallback")
}

/// The rows by which a block always runs, as far as one or two of them do it.
fn cause(group: &Group, index: &dyn Fn(&str) -> Option<usize>, proof: &Proof) -> String {
    let none = "Условия выполняются".to_owned();
    if group.not || group.join == Join::All {
        return none;
    }
    let fails = rows(group, index)
        .into_iter()
        .map(|(row, wanted)| (row, !wanted));
    let fails: Vec<(usize, bool)> = fails.collect();
    let alone = fails.iter().find(|row| !proof.can(**row));
    let pair = proof.against(&fails).into_iter().next();
    match (alone, pair) {
        (Some((row, _)), pair) if pair.is_none_or(|(_, later)| *row <= later) => {
            format!("Условие {} верно", row + 1)
        }
        (_, Some((first, later))) => {
            format!("Одно из условий {} и {} верно", first + 1, later + 1)
        }
        (_, None) => none,
    }
}

/// Rows that stand in a bracket itself, with what it wants of them, in the order of the block.
fn rows(group: &Group, index: &dyn Fn(&str) -> Option<usize>) -> Vec<(usize, bool)> {
    let rows = group.items.iter().filter_map(|item| match item {
        Item::Row(row) => Some((index(&row.id)?, !row.not)),
        Item::Group(_) => None,
    });
    let mut rows: Vec<(usize, bool)> = rows.collect();
    rows.sort_unstable();
    rows
}

/// Pairs of rows that are wanted at once and that never come so, and rows that never hold.
fn contradictions(
    group: &Group,
    index: &dyn Fn(&str) -> Option<usize>,
    proof: &Proof,
    problems: &mut Vec<Problem>,
) {
    impossible(group, index, proof, problems);
    let mut found = BTreeMap::new();
    pairs(group, index, proof, &mut found);
    problems.extend(found.into_values());
}

/// Rows that never hold as they stand.
fn impossible(
    group: &Group,
    index: &dyn Fn(&str) -> Option<usize>,
    proof: &Proof,
    problems: &mut Vec<Problem>,
) {
    for item in &group.items {
        if let Item::Group(group) = item {
            impossible(group, index, proof, problems);
        }
    }
    for (row, wanted) in rows(group, index) {
        if !proof.can((row, wanted)) {
            let detail = format!(
                "Условие {} не выполняется ни при каких данных: исправьте его",
                told(row, wanted)
            );
            problems.push(contradiction(row, detail));
        }
    }
}

/// The later row of each pair, once for a bracket and those in it that want all of theirs too.
fn pairs(
    group: &Group,
    index: &dyn Fn(&str) -> Option<usize>,
    proof: &Proof,
    found: &mut BTreeMap<usize, Problem>,
) {
    let mut wanted = Wanted::default();
    // One that asks for any wants all to fail where «НЕ» stands before it.
    let is_all = group.join == Join::All && group.items.len() > 1;
    wanted.take(group, is_all || !group.not, index);
    wanted.rows.sort_unstable();
    wanted.rows.retain(|row| proof.can(*row));
    for (first, later) in proof.against(&wanted.rows) {
        let name = |row| {
            let mut rows = wanted.rows.iter();
            let is_held = rows
                .find(|(it, _)| *it == row)
                .is_none_or(|(_, held)| *held);
            told(row, is_held)
        };
        let detail = format!(
            "Условия {} и {} вместе не выполняются никогда: исправьте одно из них или соедините их через «ИЛИ»",
            name(first),
            name(later)
        );
        found
            .entry(later)
            .or_insert_with(|| contradiction(later, detail));
    }
    for group in wanted.others {
        pairs(group, index, proof, found);
    }
}

/// A row by its number, as it is wanted.
fn told(row: usize, is_held: bool) -> String {
    match is_held {
        true => (row + 1).to_string(),
        false => format!("НЕ {}", row + 1),
    }
}

/// What has to come together so that a bracket gives a result.
#[derive(Default)]
struct Wanted<'a> {
    rows: Vec<(usize, bool)>,
    /// Brackets for which one of their items is enough.
    others: Vec<&'a Group>,
}

impl<'a> Wanted<'a> {
    /// The items of a bracket are wanted with this result, where they are wanted all.
    fn take(&mut self, group: &'a Group, result: bool, index: &dyn Fn(&str) -> Option<usize>) {
        let is_all = wants_all(group, result);
        for item in &group.items {
            match item {
                Item::Row(row) if is_all => {
                    self.rows
                        .extend(index(&row.id).map(|it| (it, result != row.not)));
                }
                Item::Row(_) => {}
                Item::Group(inner) if is_all && wants_all(inner, result != inner.not) => {
                    self.take(inner, result != inner.not, index);
                }
                Item::Group(inner) => self.others.push(inner),
            }
        }
    }
}

/// Whether a bracket gives this result only by all of its items.
fn wants_all(group: &Group, result: bool) -> bool {
    group.items.len() == 1 || (group.join == Join::All) == result
}

fn contradiction(row: usize, detail: String) -> Problem {
    Problem::warning(Code::Contradiction, detail).at(format!("conditions[{row}]"))
}
