//! Blocks that one before them makes needless: it does the same, or takes away what they wait for.

use std::collections::BTreeMap;

use super::{
    Context, formula,
    proof::{Proof, Shape},
    written::{self, Write},
};
use crate::{
    problem::{Code, Problem},
    run::EntityKind,
    scenario::{Block, Condition, Group, Item, Trigger},
};

/// So many blocks before one are looked at, apart from equal ones, which are found at any distance.
const MAX_BEFORE: usize = 5;
/// So many results are looked at for the shadows of a scenario, enough for fifty blocks of ten rows.
pub(super) const MAX_SHADOW_WORK: usize = 1 << 19;

/// Blocks with the conditions and triggers of an earlier one, from which nothing that a condition could read was
/// changed by those in between.
pub(super) struct Twins(BTreeMap<usize, usize>);

impl Twins {
    /// Found in one pass.
    pub fn of(blocks: &[Block]) -> Self {
        let mut latest = BTreeMap::new();
        let mut twins = BTreeMap::new();
        // Where the last block stands that may have changed something.
        let mut changed = 0;
        for (index, block) in blocks.iter().enumerate() {
            if takes_part(block) {
                let twin = latest.insert(likeness(block), index);
                twins.extend(twin.filter(|twin| *twin >= changed).map(|it| (index, it)));
            }
            if block.delay_s > 0 || !block.triggers.iter().all(written::is_harmless) {
                changed = index;
            }
        }
        Self(twins)
    }
}

impl Context<'_> {
    /// A block before this one, on whose facts nothing changes in between, that makes it needless.
    ///
    /// All blocks run one after another (R74), so only what a block does can shadow a later one.
    pub(super) fn shadow(
        &self,
        blocks: &[Block],
        index: usize,
        twins: &Twins,
        work: &mut usize,
    ) -> Option<Problem> {
        let later = blocks.get(index).filter(|it| takes_part(it))?;
        if let Some(twin) = twins.0.get(&index) {
            return Some(shadowed(format!(
                "Блок {} с теми же условиями делает то же самое: удалите один из них",
                twin + 1
            )));
        }
        let before = blocks.get(..index)?.iter().enumerate().rev();
        for (number, earlier) in before.take(MAX_BEFORE) {
            let found = self.needless(earlier, number, later, work);
            // A block in between may give back what the earlier one took away.
            if found.is_some() || !earlier.triggers.iter().all(written::is_harmless) {
                return found;
            }
        }
        None
    }

    fn needless(
        &self,
        earlier: &Block,
        number: usize,
        later: &Block,
        work: &mut usize,
    ) -> Option<Problem> {
        let number = number + 1;
        if !formula::formula(earlier).is_empty() {
            return None;
        }
        let does_same = triggers(earlier) == triggers(later);
        let rows = [&earlier.conditions, &later.conditions];
        let writes = written::writes(earlier, self.dictionaries);
        let of_lead = self.start() == Some(EntityKind::Lead);
        let is_still = !rows.into_iter().flatten().any(changes_by_itself);
        let may_shadow = does_same || !writes.is_empty();
        if !(of_lead && is_still && may_shadow && self.follows(earlier, later, work)) {
            return None;
        }
        if does_same {
            return Some(shadowed(format!(
                "Блок {number} делает то же самое всегда, когда выполняются условия этого блока: удалите этот блок или исправьте условия"
            )));
        }
        let what = written::named(&writes);
        self.is_gone(writes, later, work).then(|| {
            shadowed(format!(
                "Блок {number} {what} раньше, и условия этого блока уже не выполнятся: поставьте этот блок выше или исправьте условия"
            ))
        })
    }

    /// On the same facts the later block runs only where the earlier one does.
    fn follows(&self, earlier: &Block, later: &Block, work: &mut usize) -> bool {
        let split = earlier.conditions.len();
        let rows = earlier.conditions.iter().chain(&later.conditions);
        let proof = Proof::within(rows, self.dictionaries, work);
        let (first, second) = (Shape::of(earlier, 0), Shape::of(later, split));
        proof.always(|results| match second.passes(results) {
            Some(false) => Some(true),
            second => first.passes(results).filter(|it| *it || second.is_some()),
        })
    }

    /// With what was written the later block does not run at all.
    fn is_gone(&self, writes: Vec<Write>, later: &Block, work: &mut usize) -> bool {
        let split = later.conditions.len();
        let rows: Vec<Condition> = writes.into_iter().map(|write| write.row).collect();
        let rows = later.conditions.iter().chain(&rows);
        let proof = Proof::within(rows, self.dictionaries, work);
        let shape = Shape::of(later, 0);
        proof.always(|results| {
            let written = results.get(split..).unwrap_or_default();
            if written.contains(&Some(false)) {
                return Some(true);
            }
            match shape.passes(results) {
                Some(true) if written.contains(&None) => None,
                passes => passes.map(|it| !it),
            }
        })
    }
}

fn shadowed(detail: String) -> Problem {
    Problem::warning(Code::Shadowed, detail)
}

/// Whether a block does something at once, so that it could repeat what another did.
fn takes_part(block: &Block) -> bool {
    block.delay_s == 0 && !block.triggers.is_empty()
}

/// What two blocks that do the same have in common, as text.
fn likeness(block: &Block) -> String {
    format!("{:?} {:?}", conditions(block), triggers(block))
}

/// Triggers apart from names and identifiers.
fn triggers(block: &Block) -> Vec<Trigger> {
    let own = |trigger: &Trigger| Trigger {
        id: String::new(),
        name: String::new(),
        ..trigger.clone()
    };
    block.triggers.iter().map(own).collect()
}

/// Rows and brackets apart from identifiers.
fn conditions(block: &Block) -> (Vec<Condition>, Option<Group>) {
    let own = |row: &Condition| Condition {
        id: String::new(),
        ..row.clone()
    };
    let rows = block.conditions.iter().map(own).collect();
    let formula = block.formula.clone().map(|mut formula| {
        number(&mut formula, block);
        formula
    });
    (rows, formula)
}

/// Puts the index of each row into the place of its identifier.
fn number(group: &mut Group, block: &Block) {
    for item in &mut group.items {
        match item {
            Item::Row(row) => {
                let index = block.conditions.iter().position(|own| own.id == row.id);
                row.id = index.map(|it| it.to_string()).unwrap_or_default();
            }
            Item::Group(group) => number(group, block),
        }
    }
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
