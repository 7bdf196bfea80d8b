//! Conditions that contradict each other, blocks that never or always run, and blocks that come too late.

use super::{
    Context, formula,
    proof::{Proof, Results, passes},
};
use crate::{
    block,
    problem::{Code, Problem},
    run::EntityKind,
    scenario::{Block, Condition, Group, Item, Join, Operand, Scenario, Trigger},
};

impl Context<'_> {
    /// What is proven about the blocks, each problem with its whole path.
    pub(super) fn proven(&self, scenario: &Scenario) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (index, block) in scenario.blocks.iter().enumerate() {
            if !formula::formula(block).is_empty() {
                continue; // the brackets do not say yet what is meant
            }
            let place = format!("blocks[{index}]");
            let found = self.of_block(block);
            let never = found.iter().any(|problem| problem.code == Code::NeverRuns);
            problems.extend(
                found
                    .into_iter()
                    .map(|problem| super::under(&place, problem)),
            );
            let before = scenario.blocks.get(..index).unwrap_or_default();
            let shadow = repeats(before, block).or_else(|| {
                let last = before.last().filter(|_| !never)?;
                self.too_late(last, index, block)
            });
            problems.extend(shadow.map(|problem| problem.at(place)));
        }
        problems.extend(self.idle_fallback(scenario));
        problems
    }

    fn of_block(&self, block: &Block) -> Vec<Problem> {
        let proof = Proof::of(&block.conditions, self.dictionaries);
        let group = match &block.formula {
            Some(formula) => formula.clone(),
            None => block::to_brackets(&numbered(&block.conditions)),
        };
        let index = |id: &str| match &block.formula {
            Some(_) => block.conditions.iter().position(|row| row.id == id),
            None => id.parse().ok(),
        };
        let mut problems = Vec::new();
        contradictions(&group, &index, &proof, &mut problems);
        let takes_part = block.conditions.iter().any(takes_part);
        if takes_part && proof.always(|results| !passes(block, results)) {
            let detail = "Условия не могут выполниться ни при каких данных: исправьте их";
            problems.push(Problem::warning(Code::NeverRuns, detail));
        } else if takes_part && proof.always(|results| passes(block, results)) {
            let detail = "Условия выполняются при любых данных: исправьте или удалите их";
            problems.push(Problem::warning(Code::AlwaysRuns, detail));
        }
        problems
    }

    /// A fallback beside a block that always runs is never started (R62).
    fn idle_fallback(&self, scenario: &Scenario) -> Option<Problem> {
        scenario.fallback?;
        let always = |block: &Block| {
            let proof = Proof::of(&block.conditions, self.dictionaries);
            formula::formula(block).is_empty() && proof.always(|results| passes(block, results))
        };
        let index = scenario.blocks.iter().position(always)?;
        let detail = format!(
            "Запасной сценарий не запустится никогда: блок {} выполняется всегда",
            index + 1
        );
        Some(Problem::warning(Code::AlwaysRuns, detail).at("fallback"))
    }

    /// The block just before it surely moves the deal away from where this one waits for it.
    fn too_late(&self, earlier: &Block, number: usize, later: &Block) -> Option<Problem> {
        let (path, value) = written(earlier)?;
        let rows = [&earlier.conditions, &later.conditions];
        let of_lead = self.start() == Some(EntityKind::Lead) && later.delay_s == 0;
        let formulas = [earlier, later]
            .into_iter()
            .all(|it| formula::formula(it).is_empty());
        if !of_lead || !formulas || rows.into_iter().flatten().any(changes_by_itself) {
            return None;
        }
        // On the same facts the later block runs only where the earlier one does …
        let split = earlier.conditions.len();
        let both = Proof::of(rows.into_iter().flatten(), self.dictionaries);
        let follows = both.always(|results: &Results| {
            let (first, second) = results.split_at(split.min(results.len()));
            !passes(later, second) || passes(earlier, first)
        });
        // … and with what the earlier one writes it does not run at all.
        let mut written = later.clone();
        written.conditions.push(Condition {
            left: Some(path),
            operator: Some("eq".to_owned()),
            right: Some(value),
            ..Condition::default()
        });
        let after = Proof::of(&written.conditions, self.dictionaries);
        let gone = after.always(|results| {
            let (own, last) = results.split_at(later.conditions.len().min(results.len()));
            last != [Some(true)] || !passes(later, own)
        });
        (follows && gone).then(|| {
            let detail = format!(
                "Блок {number} меняет этап раньше, и условия этого блока уже не выполнятся: поставьте этот блок выше или исправьте условия"
            );
            Problem::warning(Code::Shadowed, detail)
        })
    }
}

fn takes_part(row: &Condition) -> bool {
    block::is_configured(row) && !row.muted
}

/// The rows with their indices for identifiers, which may be missing or repeated.
fn numbered(rows: &[Condition]) -> Vec<Condition> {
    let rows = rows.iter().enumerate();
    let row = |(index, row): (usize, &Condition)| Condition {
        id: index.to_string(),
        joiner: row.joiner,
        ..Condition::default()
    };
    rows.map(row).collect()
}

/// Pairs of rows that a bracket wants at once and that never come so, and rows that never hold.
fn contradictions(
    group: &Group,
    index: &dyn Fn(&str) -> Option<usize>,
    proof: &Proof,
    problems: &mut Vec<Problem>,
) {
    let rows = group.items.iter().filter_map(|item| match item {
        Item::Row(row) => Some((index(&row.id)?, !row.not)),
        Item::Group(group) => {
            contradictions(group, index, proof, problems);
            None
        }
    });
    let mut rows: Vec<(usize, bool)> = rows.collect();
    rows.sort_unstable();
    rows.retain(|row| {
        let possible = proof.can(*row, *row);
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
    for (at, later) in rows.iter().enumerate() {
        let earlier = rows.iter().take(at);
        let against = earlier.into_iter().find(|row| !proof.can(**row, *later));
        if let Some((first, _)) = against {
            let detail = format!(
                "Условия {} и {} вместе не выполняются никогда: исправьте одно из них или соедините их через «ИЛИ»",
                first + 1,
                later.0 + 1
            );
            problems.push(contradiction(later.0, detail));
        }
    }
}

fn contradiction(row: usize, detail: String) -> Problem {
    Problem::warning(Code::Contradiction, detail).at(format!("conditions[{row}]"))
}

/// A block that does on the same conditions what one before it did.
fn repeats(before: &[Block], block: &Block) -> Option<Problem> {
    let at = before.iter().position(|earlier| is_same(earlier, block))?;
    let detail = format!(
        "Блок {} с теми же условиями делает то же самое: удалите один из них",
        at + 1
    );
    (!block.triggers.is_empty()).then(|| Problem::warning(Code::Shadowed, detail))
}

/// The same conditions and triggers, apart from names and identifiers.
fn is_same(one: &Block, other: &Block) -> bool {
    let row = |row: &Condition| Condition {
        id: String::new(),
        ..row.clone()
    };
    let trigger = |trigger: &Trigger| Trigger {
        id: String::new(),
        name: String::new(),
        ..trigger.clone()
    };
    let rows = |block: &Block| -> Vec<Condition> { block.conditions.iter().map(row).collect() };
    let triggers = |block: &Block| -> Vec<Trigger> { block.triggers.iter().map(trigger).collect() };
    let flat = one.formula.is_none() && other.formula.is_none();
    flat && rows(one) == rows(other) && triggers(one) == triggers(other)
}

/// The stage that a block surely moves the deal to, as a row would compare it.
fn written(block: &Block) -> Option<(Operand, Operand)> {
    let moves = |trigger: &&Trigger| trigger.kind == "change_stage" && !trigger.muted;
    let trigger = block.triggers.iter().rev().find(moves)?;
    let is_now = trigger.timer.is_none();
    let of_lead = trigger
        .target
        .is_none_or(|target| target == EntityKind::Lead);
    let stage = trigger
        .settings
        .get("stage")
        .filter(|_| is_now && of_lead)?;
    let path = |path: &str, value| Operand {
        path: path.to_owned(),
        value,
        offset: None,
    };
    Some((
        path("lead.status", None),
        path("const.stage", Some(stage.clone())),
    ))
}

/// Values that change between two blocks of themselves, so that they are not the same in both.
fn changes_by_itself(row: &Condition) -> bool {
    let mut sides = [&row.left, &row.right].into_iter().flatten();
    sides.any(|side| {
        let path = side.path.trim().to_lowercase();
        let value = side
            .value
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let is_still =
            path.starts_with("lead.") && !path.contains("time") && !path.contains("tasks");
        !(is_still || path.starts_with("const."))
            || value.contains("{{")
            || value.contains('{') && !value.starts_with('{')
    })
}
