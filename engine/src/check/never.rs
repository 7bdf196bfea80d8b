//! Conditions that contradict each other, and blocks that never or always run.

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
        } else if let Some((kind, any)) = self.start().and_then(named)
            && proven.always_with(kind)
        {
            let detail = format!("Условия выполняются для {any}: исправьте или удалите их");
            problems.push(Problem::warning(Code::AlwaysRuns, detail));
        }
        problems
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

    /// On all facts with this entity.
    fn always_with(&self, entity: EntityKind) -> bool {
        let passes = |results: &[Option<bool>]| self.shape.passes(results);
        self.proof.always_with(entity, passes)
    }
}

/// Any entity that a scenario runs for.
fn named(entity: EntityKind) -> Option<(EntityKind, &'static str)> {
    match entity {
        EntityKind::Lead => Some((entity, "любой сделки")),
        EntityKind::Contact => Some((entity, "любого контакта")),
        EntityKind::Company => Some((entity, "любой компании")),
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

/// Pairs of rows that a bracket wants at once and that never come so, and rows that never hold.
fn contradictions(
    group: &Group,
    index: &dyn Fn(&str) -> Option<usize>,
    proof: &Proof,
    problems: &mut Vec<Problem>,
) {
    for item in &group.items {
        if let Item::Group(group) = item {
            contradictions(group, index, proof, problems);
        }
    }
    let mut rows = rows(group, index);
    rows.retain(|row| {
        let possible = proof.can(*row);
        if !possible {
            let detail = format!(
                "Условие {} не выполняется ни при каких данных: исправьте его",
                row.0 + 1
            );
            problems.push(contradiction(row.0, detail));
        }
        possible
    });
    if group.join == Join::Any {
        return;
    }
    for (first, later) in proof.against(&rows) {
        let detail = format!(
            "Условия {} и {} вместе не выполняются никогда: исправьте одно из них или соедините их через «ИЛИ»",
            first + 1,
            later + 1
        );
        problems.push(contradiction(later, detail));
    }
}

fn contradiction(row: usize, detail: String) -> Problem {
    Problem::warning(Code::Contradiction, detail).at(format!("conditions[{row}]"))
}
