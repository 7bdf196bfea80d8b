//! How far the effects of a run are, and which of them come next.

use std::ops::Range;

use engine::{Effect, EntityRef};

use crate::app::Account;
use crate::crm::Item;
use crate::effects;
use crate::store::{self, EffectKey, EffectRow, EffectState, RunRow};

/// A run whose effects are being carried out.
pub struct Progress {
    account: u64,
    /// Its identifier.
    pub run: String,
    effects: Vec<Open>,
    /// Effects before this one are sent each by itself.
    alone_until: usize,
}

struct Open {
    row: EffectRow,
    effect: Effect,
    state: EffectState,
    made: Option<EntityRef>,
}

/// What comes next in a run: one effect, or changes that go together.
pub struct Part {
    /// Which effects these are; at least one.
    pub keys: Vec<EffectKey>,
    /// The first of them, with the numbers of what those before it made.
    pub effect: Effect,
    /// What is sent, if that is one call of which nobody has to find out first whether it was sent before.
    pub item: Option<Item>,
    /// When the first attempt was about to begin, Unix milliseconds.
    pub intent_at: Option<i64>,
    /// Failed attempts so far.
    pub attempts: u32,
    /// Whether amoCRM may have been asked before.
    pub is_begun: bool,
    places: Range<usize>,
}

impl Part {
    /// Whether it would make something a second time that an attempt before may have made.
    pub fn is_doubtful(&self) -> bool {
        self.is_begun && effects::is_creation(&self.effect)
    }

    /// The run.
    pub fn run(&self) -> &str {
        self.keys.first().map_or("", |key| &key.run)
    }

    /// Decision and position of the first effect.
    pub fn place(&self) -> (i64, i64) {
        let first = self.keys.first();
        first.map_or((0, 0), |key| (key.decision, key.position))
    }
}

impl Progress {
    /// Runs as they are stored.
    pub async fn of(account: &Account, runs: &[RunRow]) -> store::Result<Vec<Self>> {
        let ids: Vec<&str> = runs.iter().map(|run| run.id.as_str()).collect();
        let new = |run: &&str| Self::new(account.id, run);
        let mut all: Vec<Self> = ids.iter().map(new).collect();
        for (run, row) in account.store.effects_of(account.id, &ids).await? {
            if let Some(progress) = all.iter_mut().find(|it| it.run == run) {
                progress.effects.push(Open::of(row)?);
            }
        }
        Ok(all)
    }

    fn new(account: u64, run: &str) -> Self {
        Self {
            account,
            run: run.to_owned(),
            effects: Vec::new(),
            alone_until: 0,
        }
    }

    /// What comes next; `None` when every effect has its outcome.
    pub fn next(&self) -> Option<Part> {
        let is_open = |it: &Open| matches!(it.state, EffectState::Waiting | EffectState::Intent);
        let first = self.effects.iter().position(is_open)?;
        let made: Vec<EntityRef> = self.effects[..first]
            .iter()
            .filter_map(|it| it.made)
            .collect();
        let own = &self.effects[first];
        let effect = own.effect.clone().resolved(&made);
        let is_begun = own.state == EffectState::Intent;
        let merged = match is_begun && effects::is_creation(&effect) {
            true => None,
            false => self.merged(first, &made),
        };
        let (item, count) = merged.unzip();
        let places = first..first + count.unwrap_or(1);
        Some(Part {
            keys: self.effects[places.clone()]
                .iter()
                .map(|it| self.key(it))
                .collect(),
            effect,
            item,
            intent_at: own.row.intent_at,
            attempts: own.row.attempt(),
            is_begun,
            places,
        })
    }

    fn merged(&self, first: usize, made: &[EntityRef]) -> Option<(Item, usize)> {
        let rest = &self.effects[first..];
        let most = match first < self.alone_until {
            true => 1,
            false => rest.len(),
        };
        // One that was tried apart from the others, or is settled, is not theirs.
        let together =
            |it: &&Open| it.state == rest[0].state && it.row.attempt() == rest[0].row.attempt();
        let effects = rest.iter().take_while(together).take(most);
        let effects: Vec<Effect> = effects.map(|it| it.effect.clone().resolved(made)).collect();
        effects::merged(&effects)
    }

    fn key(&self, open: &Open) -> EffectKey {
        EffectKey {
            account: self.account,
            run: self.run.clone(),
            decision: open.row.decision,
            position: open.row.position,
        }
    }

    /// What came of a part.
    pub fn settle(&mut self, part: &Part, state: EffectState, created: Option<u64>) {
        for open in &mut self.effects[part.places.clone()] {
            open.state = state;
            open.made = made(&open.effect, created);
        }
    }

    /// A refused part is sent again, each of its effects by itself.
    pub fn divide(&mut self, part: &Part) {
        self.alone_until = part.places.end;
    }
}

/// What an effect made; later ones may be about it.
fn made(effect: &Effect, created: Option<u64>) -> Option<EntityRef> {
    let (kind, id) = store::makes(effect).zip(created)?;
    Some(EntityRef { kind, id })
}

impl Open {
    fn of(row: EffectRow) -> store::Result<Self> {
        let effect = row.effect()?;
        Ok(Self {
            state: row.state(),
            made: made(&effect, row.created()),
            effect,
            row,
        })
    }
}
