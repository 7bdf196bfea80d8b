//! Decisions: what a block logs, which effects it asks for, and what comes next.
//!
//! Nothing here fails or panics: a bad row is false, a bad trigger asks for nothing, the run goes on.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    block::{self, Verdict},
    effect::Effect,
    log::{BlockLog, BlockStatus, Outcome, TriggerLog},
    problem::{Code, Problem},
    run::Run,
    snapshot::Snapshot,
    values::Need,
};

mod apply;
mod delayed;
mod digest;
mod idle;
mod program;

use apply::View;
pub use digest::{Basis, digest};
pub use idle::idle;
use program::Block;
pub use program::Program;

/// What one step gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// Status and triggers of the block; [`trace`] tells its rows.
    pub outcome: Outcome,
    /// Complete requests, in the order of the triggers.
    pub effects: Vec<Effect>,
    /// What the run does when the effects have an outcome.
    pub next: Next,
}

/// What comes after a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "next", rename_all = "snake_case")]
pub enum Next {
    /// Another block, after its timer (A11).
    Block {
        /// Its index.
        index: usize,
        /// Whole seconds to wait before its facts are read.
        delay_s: u32,
    },
    /// No block matched: run this scenario once (R62).
    Fallback {
        /// Its number.
        scenario: u64,
    },
    /// The run is over.
    Done,
}

/// All blocks of a run on the same facts, later ones with the changes of earlier ones (A12).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// Every block.
    pub blocks: Vec<BlockLog>,
    /// Requests of all blocks, in order.
    pub effects: Vec<Effect>,
    /// The scenario that runs because no block matched (R62).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback: Option<u64>,
}

/// Compiles a scenario once; it does not depend on the account.
pub fn compile(scenario: &crate::Scenario) -> Program {
    Program::compile(scenario)
}

/// What a new run does first.
pub fn first(program: &Program) -> Next {
    match program.blocks.first() {
        Some(block) => Next::Block {
            index: 0,
            delay_s: block.delay_s,
        },
        None => Next::Done,
    }
}

/// Facts that the step of `run.block` reads: the union over conditions, templates and targets.
pub fn needs(program: &Program, run: &Run) -> BTreeSet<Need> {
    let block = program.blocks.get(run.block);
    let mut needs = block
        .map(|block| block.needs(run.entity.kind))
        .unwrap_or_default();
    // The program itself tells them.
    needs.remove(&Need::Block);
    needs
}

/// Decides the block `run.block`.
pub fn decide(program: &Program, run: &Run, snapshot: &Snapshot) -> Decision {
    let Some(block) = program.blocks.get(run.block) else {
        return Decision {
            outcome: nothing(),
            effects: Vec::new(),
            next: Next::Done,
        };
    };
    let mut view = View::new(snapshot);
    enter(program, block, &mut view);
    let passes = block
        .conditions
        .pass(block.formula.as_ref(), view.snapshot());
    let status = match passes {
        true => BlockStatus::Done,
        false => BlockStatus::NotMatching,
    };
    let matched = run.matched || passes;
    Decision {
        outcome: Outcome {
            block: block.id.clone(),
            name: block.name.clone(),
            status,
            triggers: triggers(block, status, run, &mut view),
        },
        effects: view.into_effects(),
        next: program.after(run.block, matched),
    }
}

/// What [`decide`] gives on the same facts, with every row and both its sides (A2).
pub fn trace(program: &Program, run: &Run, snapshot: &Snapshot) -> (BlockLog, Decision) {
    let mut view = View::new(snapshot);
    let log = match program.blocks.get(run.block) {
        Some(block) => step(program, block, run, &mut view),
        None => nothing().into(),
    };
    let matched = run.matched || log.status == BlockStatus::Done;
    let decision = Decision {
        outcome: log.outcome(),
        effects: view.into_effects(),
        next: program.after(run.block, matched),
    };
    (log, decision)
}

/// Decides every block from the first on, without timers.
pub fn eval(program: &Program, run: &Run, snapshot: &Snapshot) -> Evaluation {
    let mut view = View::new(snapshot);
    let blocks = program.blocks.iter();
    let blocks: Vec<BlockLog> = blocks
        .map(|block| step(program, block, run, &mut view))
        .collect();
    let matched = blocks.iter().any(|log| log.status == BlockStatus::Done);
    Evaluation {
        effects: view.into_effects(),
        fallback: program.fallback.filter(|_| !matched && !blocks.is_empty()),
        blocks,
    }
}

/// One block; its effects are added to the view.
fn step(program: &Program, block: &Block, run: &Run, view: &mut View<'_>) -> BlockLog {
    enter(program, block, view);
    let rows = block.conditions.evaluate(view.snapshot());
    let Verdict { status, by_or } = block::verdict(block.formula.as_ref(), &rows);
    let broken = block
        .formula
        .as_ref()
        .filter(|it| block::is_broken(it, &rows));
    BlockLog {
        block: block.id.clone(),
        name: block.name.clone(),
        status,
        passed_by_or: by_or,
        formula: block.formula.clone(),
        rows,
        triggers: triggers(block, status, run, view),
        notes: broken.map(|_| broken_brackets()).into_iter().collect(),
    }
}

/// No row tells why a block with such brackets never runs.
fn broken_brackets() -> Problem {
    let detail = "В скобках стоит условие, которого в блоке нет, или скобок слишком много, поэтому блок не выполняется: исправьте скобки";
    Problem::error(Code::BadFormula, detail).at("formula")
}

fn enter(program: &Program, block: &Block, view: &mut View<'_>) {
    if block.tells_itself {
        view.enter(&program.name, (&block.id, &block.name));
    }
}

/// What the triggers of a block ask for, if it runs.
fn triggers(block: &Block, status: BlockStatus, run: &Run, view: &mut View<'_>) -> Vec<TriggerLog> {
    if status != BlockStatus::Done {
        return Vec::new();
    }
    let fired = block.actions.iter().map(|action| {
        // A trigger sees what the triggers before it asked for: a task after «Сменить
        // ответственного» goes to the new responsible user (R79).
        let (log, effects) = action.run(&block.id, run, view.snapshot());
        view.ask(effects);
        log
    });
    fired.collect()
}

/// Facts that a delayed trigger reads when it is due.
pub fn fire_needs(program: &Program, run: &Run, (block, trigger): (&str, &str)) -> BTreeSet<Need> {
    let found = program.action(block, trigger);
    found
        .map(|(_, action)| action.needs(run.entity.kind))
        .unwrap_or_default()
}

/// What a delayed trigger asks for when it is due (A44): conditions are not checked again, settings are those of
/// the program. `None` if the program does not have the trigger any more (A47).
pub fn fire(
    program: &Program,
    run: &Run,
    (block, trigger): (&str, &str),
    snapshot: &Snapshot,
) -> Option<Decision> {
    let (block, action) = program.action(block, trigger)?;
    let (log, effects) = action.fire(&block.id, run, snapshot);
    Some(Decision {
        outcome: Outcome {
            block: block.id.clone(),
            name: block.name.clone(),
            status: BlockStatus::Done,
            triggers: vec![log],
        },
        effects,
        next: Next::Done,
    })
}

/// The scenario was shortened while the run waited.
fn nothing() -> Outcome {
    Outcome {
        block: String::new(),
        name: String::new(),
        status: BlockStatus::NotMatching,
        triggers: Vec::new(),
    }
}
