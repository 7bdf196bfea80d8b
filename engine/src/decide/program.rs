//! A scenario compiled once: paths resolved, templates parsed, triggers found in the catalogue.

use std::collections::BTreeSet;

use super::Next;
use crate::{
    block::Conditions,
    effect::Effect,
    log::{TriggerLog, TriggerStatus},
    problem::{Code, Problem},
    run::{EntityKind, EntityRef, Run},
    scenario::{Group, Scenario, Trigger},
    snapshot::{Entity, Snapshot},
    triggers::{self, Entry, Settings, Work},
    values::Need,
};

/// A compiled scenario.
#[derive(Debug)]
pub struct Program {
    pub(super) blocks: Vec<Block>,
    fallback: Option<u64>,
}

/// A compiled block.
#[derive(Debug)]
pub(super) struct Block {
    pub id: String,
    pub name: String,
    pub delay_s: u32,
    pub conditions: Conditions,
    pub formula: Option<Group>,
    pub actions: Vec<Action>,
}

/// A compiled trigger.
#[derive(Debug)]
pub(super) struct Action {
    id: String,
    code: String,
    target: Option<EntityKind>,
    muted: bool,
    kind: Option<(&'static Entry, Settings)>,
}

impl Program {
    pub(super) fn compile(scenario: &Scenario) -> Self {
        let blocks = scenario.blocks.iter().map(|block| Block {
            id: block.id.clone(),
            name: block.name.clone(),
            delay_s: block.delay_s,
            conditions: Conditions::compile(&block.conditions),
            formula: block.formula.clone(),
            actions: block.triggers.iter().map(Action::compile).collect(),
        });
        Self {
            blocks: blocks.collect(),
            fallback: scenario.fallback,
        }
    }

    /// What follows a block, given whether it or one before it matched.
    pub(super) fn after(&self, index: usize, matched: bool) -> Next {
        let index = index + 1;
        match (self.blocks.get(index), self.fallback) {
            (Some(block), _) => Next::Block {
                index,
                delay_s: block.delay_s,
            },
            (None, Some(scenario)) if !matched => Next::Fallback { scenario },
            (None, _) => Next::Done,
        }
    }
}

impl Block {
    pub fn needs(&self, start: EntityKind) -> BTreeSet<Need> {
        let mut needs = self.conditions.needs();
        for action in self.actions.iter().filter(|action| !action.muted) {
            if let Some((entry, settings)) = &action.kind
                && let Some(target) = entry.target(action.target, start)
            {
                needs.extend(entry.needs(settings, target, start));
            }
        }
        needs
    }
}

impl Action {
    fn compile(trigger: &Trigger) -> Self {
        let kind = triggers::find(&trigger.kind);
        Self {
            id: trigger.id.clone(),
            code: trigger.kind.clone(),
            target: trigger.target,
            muted: trigger.muted,
            kind: kind.map(|entry| (entry, Settings::read(entry, &trigger.settings))),
        }
    }

    /// Asks for its effects; a failure is logged and the next trigger goes on (A20).
    pub fn run(&self, run: &Run, snapshot: &Snapshot) -> (TriggerLog, Vec<Effect>) {
        let mut problems = Vec::new();
        let planned = if self.muted {
            Ok(Vec::new())
        } else {
            self.plan(run, snapshot, &mut problems)
        };
        let status = match &planned {
            Ok(_) if self.muted => TriggerStatus::Skipped,
            Ok(_) => TriggerStatus::Planned,
            Err(_) => TriggerStatus::Failed,
        };
        let effects = planned.unwrap_or_else(|problem| {
            problems.push(problem);
            Vec::new()
        });
        let log = TriggerLog {
            trigger: self.id.clone(),
            kind: self.code.clone(),
            status,
            effects: effects.len(),
            problems,
        };
        (log, effects)
    }

    fn plan(
        &self,
        run: &Run,
        snapshot: &Snapshot,
        problems: &mut Vec<Problem>,
    ) -> Result<Vec<Effect>, Problem> {
        let Some((entry, settings)) = &self.kind else {
            let detail = format!(
                "Триггер «{}» неизвестен этой версии, удалите его",
                self.code
            );
            return Err(Problem::error(Code::UnknownTrigger, detail).at("kind"));
        };
        if settings.broken {
            let (last, rest) = settings
                .problems
                .split_last()
                .map_or((None, [].as_slice()), |(last, rest)| (Some(last), rest));
            problems.extend(rest.iter().cloned());
            return Err(last
                .cloned()
                .unwrap_or_else(|| Problem::error(Code::MissingSetting, "")));
        }
        let target = resolve(entry, self.target, run, snapshot)?;
        let mut work = Work {
            settings,
            target,
            snapshot,
            problems: Vec::new(),
        };
        let planned = entry.plan(&mut work);
        problems.append(&mut work.problems);
        planned
    }
}

/// The entity a trigger acts on (A19, A24).
fn resolve(
    entry: &Entry,
    chosen: Option<EntityKind>,
    run: &Run,
    snapshot: &Snapshot,
) -> Result<EntityRef, Problem> {
    let kind = entry.target(chosen, run.entity.kind).ok_or_else(|| {
        let detail = format!(
            "«{}» здесь неприменим: выберите другую сущность в «Применить»",
            entry.label
        );
        Problem::error(Code::NotApplicable, detail).at("target")
    })?;
    if kind == run.entity.kind {
        if run.entity.id == 0 {
            let detail = "Нет данных сущности, для которой запущен сценарий";
            return Err(Problem::error(Code::NoEntity, detail).at("target"));
        }
        return Ok(run.entity);
    }
    let id = |entity: &Entity| entity.id;
    let linked = match kind {
        EntityKind::Lead => snapshot.lead.as_ref().map(id),
        EntityKind::Contact => snapshot.contact().map(id),
        EntityKind::Company => snapshot.company.as_ref().map(id),
        // A run of another entity has tasks, but none of them is the one.
        EntityKind::Task => None,
    };
    linked.map(|id| EntityRef { kind, id }).ok_or_else(|| {
        let what = match kind {
            EntityKind::Lead => "связанной сделки",
            EntityKind::Contact => "связанного контакта",
            EntityKind::Company => "связанной компании",
            EntityKind::Task => "связанной задачи",
        };
        let detail = format!("Нет {what}: триггеру не с чем работать");
        Problem::error(Code::NoLinkedEntity, detail).at("target")
    })
}
