//! A scenario compiled once: paths resolved, templates parsed, triggers found in the catalogue.

use std::collections::BTreeSet;

use super::{Next, delayed::Delayed};
use crate::{
    block::Conditions,
    effect::Effect,
    log::{TriggerLog, TriggerStatus},
    problem::{Code, Problem},
    run::{EntityKind, EntityRef, Run},
    russian::quotes,
    scenario::{self, Group, Scenario, Trigger},
    snapshot::Snapshot,
    triggers::{self, Entry, Settings, Work},
    values::Need,
};

/// A compiled scenario.
#[derive(Debug)]
pub struct Program {
    pub(super) name: String,
    pub(super) blocks: Vec<Block>,
    pub(super) fallback: Option<u64>,
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
    /// Whether a template in it prints the name of the scenario or of the block.
    pub tells_itself: bool,
}

/// A compiled trigger.
#[derive(Debug)]
pub(super) struct Action {
    id: String,
    code: String,
    target: Option<EntityKind>,
    muted: bool,
    delayed: Option<Delayed>,
    kind: Option<(&'static Entry, Settings)>,
}

/// What became of a trigger, apart from its problems.
#[derive(Debug)]
pub(super) struct Asked {
    pub status: TriggerStatus,
    pub effects: Vec<Effect>,
    pub due: Option<i64>,
}

impl Asked {
    /// Effects to be carried out at once.
    pub fn now(effects: Vec<Effect>) -> Self {
        Self {
            status: TriggerStatus::Planned,
            effects,
            due: None,
        }
    }

    /// Nothing was to be done, apart from what a timer removes.
    pub fn skipped(effects: Vec<Effect>) -> Self {
        Self {
            status: TriggerStatus::Skipped,
            ..Self::now(effects)
        }
    }
}

impl Program {
    pub(super) fn compile(scenario: &Scenario) -> Self {
        let blocks = scenario.blocks.iter().map(Block::compile);
        Self {
            name: scenario.name.clone(),
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

impl Program {
    /// A trigger by its block's and its own identifier.
    pub(super) fn action(&self, block: &str, trigger: &str) -> Option<(&Block, &Action)> {
        let block = self.blocks.iter().find(|one| one.id == block)?;
        let action = block.actions.iter().find(|one| one.id() == trigger)?;
        Some((block, action))
    }
}

impl Block {
    fn compile(block: &scenario::Block) -> Self {
        let mut compiled = Self {
            id: block.id.clone(),
            name: block.name.clone(),
            delay_s: block.delay_s,
            conditions: Conditions::compile(&block.conditions),
            formula: block.formula.clone(),
            actions: block.triggers.iter().map(Action::compile).collect(),
            tells_itself: false,
        };
        let starts = [
            EntityKind::Lead,
            EntityKind::Contact,
            EntityKind::Company,
            EntityKind::Task,
        ];
        let needs = |start: &EntityKind| compiled.needs(*start).contains(&Need::Block);
        compiled.tells_itself = starts.iter().any(needs);
        compiled
    }

    pub fn needs(&self, start: EntityKind) -> BTreeSet<Need> {
        let mut needs = self.conditions.needs();
        for action in self.actions.iter().filter(|action| !action.muted) {
            match &action.delayed {
                // What it works with is read when it fires (A44).
                Some(delayed) => {
                    needs.extend(delayed.needs());
                    needs.extend(action.linked(start));
                }
                None => needs.extend(action.needs(start)),
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
            delayed: trigger.timer.as_ref().map(Delayed::compile),
            kind: kind.map(|entry| (entry, Settings::read(entry, &trigger.settings))),
        }
    }

    /// Its identifier.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Facts that it works with when it acts.
    pub fn needs(&self, start: EntityKind) -> BTreeSet<Need> {
        match &self.kind {
            Some((entry, settings)) => entry
                .target(self.target, start)
                .map(|target| entry.needs(settings, target, start))
                .unwrap_or_default(),
            None => BTreeSet::new(),
        }
    }

    /// What tells the linked entity that it acts on.
    fn linked(&self, start: EntityKind) -> Option<Need> {
        let (entry, _) = self.kind.as_ref()?;
        let target = entry.target(self.target, start)?;
        (target != start).then(|| triggers::need(target))
    }

    /// Asks for its effects or for its time; a failure is logged and the next trigger goes on (A20).
    pub fn run(&self, block: &str, run: &Run, snapshot: &Snapshot) -> (TriggerLog, Vec<Effect>) {
        self.logged(|problems| match &self.delayed {
            Some(delayed) => {
                let (entry, _) = self.ready(problems)?;
                self.place(run)?;
                // An entity that is not there yet may be when the trigger acts.
                let target = resolve(entry, self.target, run, snapshot).ok();
                delayed.schedule((block, &self.id), (run, target), snapshot, problems)
            }
            None => self.plan(block, run, snapshot, problems).map(Asked::now),
        })
    }

    /// Asks for its effects although it has a timer, because that is due.
    pub fn fire(&self, block: &str, run: &Run, snapshot: &Snapshot) -> (TriggerLog, Vec<Effect>) {
        self.logged(|problems| self.plan(block, run, snapshot, problems).map(Asked::now))
    }

    fn logged(
        &self,
        ask: impl FnOnce(&mut Vec<Problem>) -> Result<Asked, Problem>,
    ) -> (TriggerLog, Vec<Effect>) {
        let mut problems = Vec::new();
        let asked = match self.muted {
            true => Ok(Asked::skipped(Vec::new())),
            false => ask(&mut problems),
        };
        let asked = asked.unwrap_or_else(|problem| {
            problems.push(problem);
            Asked {
                status: TriggerStatus::Failed,
                effects: Vec::new(),
                due: None,
            }
        });
        let log = TriggerLog {
            trigger: self.id.clone(),
            kind: self.code.clone(),
            status: asked.status,
            effects: asked.effects.len(),
            due: asked.due,
            problems,
        };
        (log, asked.effects)
    }

    fn plan(
        &self,
        block: &str,
        run: &Run,
        snapshot: &Snapshot,
        problems: &mut Vec<Problem>,
    ) -> Result<Vec<Effect>, Problem> {
        let (entry, settings) = self.ready(problems)?;
        let target = resolve(entry, self.target, run, snapshot)?;
        let mut work = Work {
            settings,
            target,
            block,
            snapshot,
            problems: Vec::new(),
        };
        let planned = entry.plan(&mut work);
        problems.append(&mut work.problems);
        planned
    }

    /// Its kind and settings, if it can run at all.
    fn ready(&self, problems: &mut Vec<Problem>) -> Result<(&'static Entry, &Settings), Problem> {
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
        Ok((entry, settings))
    }

    /// Whether it can act on its kind of entity; which entity that is, is found when it acts.
    fn place(&self, run: &Run) -> Result<(), Problem> {
        match &self.kind {
            Some((entry, _)) => kind(entry, self.target, run).map(|_| ()),
            None => Ok(()),
        }
    }
}

/// The kind of entity a trigger acts on (A19).
fn kind(entry: &Entry, chosen: Option<EntityKind>, run: &Run) -> Result<EntityKind, Problem> {
    entry.target(chosen, run.entity.kind).ok_or_else(|| {
        let detail = format!(
            "{} здесь неприменим: выберите другую сущность в «Применить»",
            quotes::quoted(entry.label)
        );
        Problem::error(Code::NotApplicable, detail).at("target")
    })
}

/// The entity a trigger acts on (A19, A24); what an earlier trigger made is the context of those after it (R420).
fn resolve(
    entry: &Entry,
    chosen: Option<EntityKind>,
    run: &Run,
    snapshot: &Snapshot,
) -> Result<EntityRef, Problem> {
    let alone = entry.runs_alone() && run.entity.id == 0;
    let kind = match kind(entry, chosen, run) {
        // Without an entity there is nothing that would not fit.
        Err(_) if alone => entry.targets.first().copied().unwrap_or(run.entity.kind),
        kind => kind?,
    };
    if kind == run.entity.kind && run.entity.id != 0 {
        return Ok(run.entity);
    }
    let found = match kind {
        EntityKind::Lead => snapshot.lead.as_ref(),
        EntityKind::Contact => snapshot.contact(),
        EntityKind::Company => snapshot.company.as_ref(),
        // A run of another entity has tasks, but none of them is the one.
        EntityKind::Task => None,
    };
    // Facts about nobody name no entity of a run that has none.
    let linked = found.filter(|entity| kind != run.entity.kind || entity.is_new);
    match linked {
        Some(entity) => Ok(EntityRef {
            kind,
            id: entity.id,
        }),
        None if alone => Ok(EntityRef { kind, id: 0 }),
        None => Err(absent(kind, run).at("target")),
    }
}

fn absent(kind: EntityKind, run: &Run) -> Problem {
    if kind == run.entity.kind {
        let detail = "Нет данных сущности, для которой запущен сценарий";
        return Problem::error(Code::NoEntity, detail);
    }
    let what = match kind {
        EntityKind::Lead => "связанной сделки",
        EntityKind::Contact => "связанного контакта",
        EntityKind::Company => "связанной компании",
        EntityKind::Task => "связанной задачи",
    };
    let detail = format!("Нет {what}: триггеру не с чем работать");
    Problem::error(Code::NoLinkedEntity, detail)
}
