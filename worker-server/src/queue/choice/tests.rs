//! Random work: one step at a time per entity, the older first, every scenario in its turn.

use std::collections::BTreeMap;

use engine::{EntityKind, EntityRef, Run};

use super::super::lanes::{Lane, Lanes};
use super::{Place, Round, Work};
use crate::app::Pressure;
use crate::runs::Weight;
use crate::store::{NewRun, Outcomes, Position, RunRow, RunState, Store, new_id};

const ACCOUNT: u64 = 1;
const SCENARIOS: u64 = 4;
const ENTITIES: u64 = 5;
const STEPS: usize = 400;

/// Some scenarios have steps of one weight, and one has several.
fn weight(row: &RunRow) -> Weight {
    match row.scenario().0 {
        1 => Weight::Light,
        2 if row.entity().id.is_multiple_of(2) => Weight::Light,
        3 => Weight::Shared,
        _ => Weight::Own,
    }
}

/// Numbers that look random and are the same every time.
struct Noise(u64);

impl Noise {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % limit
    }
}

/// An open run as the rules see it.
#[derive(Clone, Debug)]
struct Open {
    scenario: u64,
    entity: u64,
    due_at: i64,
    attempts: u32,
    is_acting: bool,
    /// Timer of the block after its effects.
    delay_ms: i64,
}

/// The store, and beside it what should be in it.
struct World {
    store: Store,
    lanes: Lanes,
    noise: Noise,
    now: i64,
    place: Place,
    /// By identifier, which is the order of age.
    open: BTreeMap<String, Open>,
    /// Runs that have their turn, with their lanes.
    active: Vec<(String, Lane)>,
    /// Runs that had a turn, by what was done.
    works: BTreeMap<String, usize>,
    /// How often each scenario was passed over although a run of it could have been taken.
    passed: BTreeMap<u64, u64>,
}

impl World {
    async fn new(folder: &std::path::Path, seed: u64) -> Self {
        let url = format!("sqlite:{}/{seed}.db", folder.display());
        Self {
            store: Store::open(&url).await.expect("the database opens"),
            lanes: Lanes::default(),
            noise: Noise(seed),
            now: 1_000,
            place: Place::default(),
            open: BTreeMap::new(),
            active: Vec::new(),
            works: BTreeMap::new(),
            passed: BTreeMap::new(),
        }
    }

    async fn add(&mut self) {
        let (scenario, entity) = (
            1 + self.noise.below(SCENARIOS),
            1 + self.noise.below(ENTITIES),
        );
        let due_at = self.now + self.later();
        let kind = EntityKind::Lead;
        let new = NewRun {
            id: new_id(),
            scenario: (scenario, 1),
            event_id: None,
            run: Run::new("own", EntityRef { kind, id: entity }),
            state: RunState::Ready,
            due_at,
            started_at: self.now,
            fires: None,
            target: None,
        };
        let mut write = self.store.begin().await.expect("a write begins");
        self.store
            .add_runs(&mut write, ACCOUNT, std::slice::from_ref(&new))
            .await
            .expect("it is stored");
        write.commit().await.expect("the write ends");
        let open = Open {
            scenario,
            entity,
            due_at,
            attempts: 0,
            is_acting: false,
            delay_ms: 0,
        };
        self.open.insert(new.id, open);
    }

    /// Mostly at once, sometimes after a timer.
    fn later(&mut self) -> i64 {
        match self.noise.below(4) {
            0 => i64::try_from(1 + self.noise.below(5)).unwrap_or(1),
            _ => 0,
        }
    }

    fn is_active(&self, entity: u64) -> bool {
        let of = |id: &String| self.open.get(id).map(|open| open.entity);
        self.active.iter().any(|(id, _)| of(id) == Some(entity))
    }

    /// Whether the rules let this run have its turn.
    fn may_go(&self, id: &str) -> bool {
        let Some(own) = self.open.get(id) else {
            return false;
        };
        let older = self
            .open
            .iter()
            .take_while(|(other, _)| other.as_str() < id);
        let in_the_way = |other: &Open| {
            let is_under_way = other.is_acting || other.attempts > 0 || other.due_at <= self.now;
            other.entity == own.entity && is_under_way
        };
        own.due_at <= self.now
            && !self.is_active(own.entity)
            && !older.map(|(_, open)| open).any(in_the_way)
    }

    async fn take(&mut self) {
        let fits: Vec<String> = self
            .open
            .keys()
            .filter(|id| self.may_go(id))
            .cloned()
            .collect();
        let most = 1 + self.noise.below(3) as usize;
        let (pressure, mut place) = (Pressure::default(), std::mem::take(&mut self.place));
        let round = Round {
            store: &self.store,
            account: ACCOUNT,
            lanes: &self.lanes,
            weight,
            pressure: &pressure,
            may_read: true,
            may_act: true,
            alone: most,
            now: self.now,
        };
        let chosen = round.choose(&mut place).await.expect("runs are read");
        self.place = place;
        let Some(chosen) = chosen else {
            assert!(fits.is_empty(), "nobody has a turn, but {fits:?} could");
            return;
        };
        let (work, chosen) = (chosen.work, chosen.runs);
        let of = |wanted| chosen.iter().all(|(row, _)| weight(row) == wanted);
        let is_acting = |row: &RunRow| row.state() == RunState::Acting;
        match work {
            Work::Alone => assert!(of(Weight::Own) && chosen.len() <= most),
            Work::Light => assert!(of(Weight::Light)),
            Work::Shared => assert!(of(Weight::Shared)),
            Work::Acting => {}
        }
        assert!(
            chosen
                .iter()
                .all(|(row, _)| is_acting(row) == (work == Work::Acting))
        );
        *self.works.entry(format!("{work:?}")).or_default() += chosen.len();
        for (row, _) in &chosen {
            assert!(
                fits.contains(&row.id),
                "{} has a turn, but only {fits:?} may",
                row.id
            );
        }
        self.count_turns(
            &fits,
            &chosen
                .iter()
                .map(|(row, _)| row.scenario().0)
                .collect::<Vec<_>>(),
        );
        let chosen = chosen.into_iter().map(|(row, lane)| (row.id, lane));
        self.active.extend(chosen);
    }

    /// Nobody waits longer than for one step and for the effects of each other scenario.
    fn count_turns(&mut self, fits: &[String], chosen: &[u64]) {
        let could: Vec<u64> = fits.iter().map(|id| self.open[id].scenario).collect();
        for scenario in 1..=SCENARIOS {
            let passed = self.passed.entry(scenario).or_default();
            *passed = match !chosen.contains(&scenario) && could.contains(&scenario) {
                true => *passed + 1,
                false => 0,
            };
            assert!(
                *passed < 2 * SCENARIOS,
                "scenario {scenario} was passed over {passed} times"
            );
        }
    }

    /// One that has its turn ends it: it is done, has another block, or failed and is tried again.
    async fn finish(&mut self) {
        if self.active.is_empty() {
            return;
        }
        let index = self.noise.below(self.active.len() as u64) as usize;
        let (id, lane) = self.active.swap_remove(index);
        match self.noise.below(4) {
            0 => self.fail(&id).await,
            1 if self.open[&id].is_acting => self.act_out(&id).await,
            1 => self.go_on(&id).await,
            _ => {
                let key = (ACCOUNT, id.as_str());
                let done = self
                    .store
                    .stop_run(key, RunState::Done, None, self.now)
                    .await;
                done.expect("it is stored");
                self.open.remove(&id);
            }
        }
        drop(lane);
    }

    async fn fail(&mut self, id: &str) {
        let (due_at, attempts) = (self.now + 1 + self.later(), self.open[id].attempts + 1);
        let stored = self.store.put_off(ACCOUNT, id, due_at, attempts).await;
        stored.expect("it is stored");
        let open = self.open.get_mut(id).expect("it is open");
        (open.due_at, open.attempts) = (due_at, attempts);
    }

    async fn go_on(&mut self, id: &str) {
        let acting = self.noise.below(2) == 0;
        let position = Position {
            then: RunState::Ready,
            block: 1,
            matched: false,
            delay_ms: self.later(),
            failures: 0,
            acting,
        };
        let mut write = self.store.begin().await.expect("a write begins");
        let moved = self
            .store
            .move_runs(&mut write, (ACCOUNT, &[id]), &position, self.now)
            .await;
        moved.expect("it is stored");
        write.commit().await.expect("the write ends");
        let open = self.open.get_mut(id).expect("it is open");
        let delay_ms = if acting { 0 } else { position.delay_ms };
        (open.due_at, open.attempts, open.is_acting) = (self.now + delay_ms, 0, acting);
        open.delay_ms = position.delay_ms;
    }

    /// Its effects have outcomes: it goes on to the next block.
    async fn act_out(&mut self, id: &str) {
        let outcomes = Outcomes {
            finished: vec![id.to_owned()],
            ..Outcomes::default()
        };
        let saved = self.store.save_outcomes(ACCOUNT, outcomes, self.now).await;
        saved.expect("it is stored");
        let open = self.open.get_mut(id).expect("it is open");
        (open.due_at, open.attempts, open.is_acting) = (self.now + open.delay_ms, 0, false);
    }
}

#[tokio::test]
async fn random_work_keeps_the_order_of_each_entity_and_the_turns_of_scenarios() {
    let folder = std::env::temp_dir().join(format!("triggers-turns-{}", new_id()));
    std::fs::create_dir_all(&folder).expect("the temporary folder is writable");
    for seed in 1..=5 {
        let mut world = World::new(&folder, seed).await;
        let mut taken = 0;
        for _ in 0..STEPS {
            match world.noise.below(8) {
                0 | 1 => world.add().await,
                2 => world.now += 1,
                3 | 4 => world.finish().await,
                _ => {
                    let before = world.active.len();
                    world.take().await;
                    taken += world.active.len() - before;
                }
            }
        }
        assert!(taken > STEPS / 10, "only {taken} turns were given");
        for (work, runs) in &world.works {
            assert!(*runs > STEPS / 100, "{work} only {runs} times");
        }
        assert_eq!(world.works.len(), 4);
        world.store.close().await;
    }
    // Nothing else is in it.
    let _ = std::fs::remove_dir_all(&folder);
}
