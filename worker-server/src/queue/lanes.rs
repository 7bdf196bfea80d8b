//! Lanes: one step at a time per entity, and no more of one scenario than leave room for others.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use engine::EntityRef;

/// Runs of one scenario side by side: they keep amoCRM's pace busy, and the call of another scenario has to wait for
/// no more than these.
pub const OF_ONE_SCENARIO: usize = 8;

/// What somebody works on; only this server works for the account, so memory is enough.
#[derive(Clone, Default)]
pub struct Lanes(Arc<Mutex<Busy>>);

#[derive(Default)]
struct Busy {
    entities: HashSet<EntityRef>,
    scenarios: HashMap<u64, usize>,
}

/// The right to work on an entity; dropping it frees the lane.
pub struct Lane {
    lanes: Lanes,
    scenario: Option<u64>,
    entity: EntityRef,
}

impl Lanes {
    /// Takes the lane of an entity, if it is free, for a run that asks amoCRM for nothing.
    pub fn take(&self, entity: EntityRef) -> Option<Lane> {
        self.lane(None, entity)
    }

    /// Takes the lane of an entity for a run of a scenario that may ask amoCRM, if both are free.
    pub fn take_for(&self, scenario: u64, entity: EntityRef) -> Option<Lane> {
        let is_full = self.busy().scenarios.get(&scenario) >= Some(&OF_ONE_SCENARIO);
        let lane = (!is_full).then(|| self.lane(Some(scenario), entity))??;
        *self.busy().scenarios.entry(scenario).or_default() += 1;
        Some(lane)
    }

    fn lane(&self, scenario: Option<u64>, entity: EntityRef) -> Option<Lane> {
        let is_free = self.busy().entities.insert(entity);
        is_free.then(|| Lane {
            lanes: self.clone(),
            scenario,
            entity,
        })
    }

    fn busy(&self) -> MutexGuard<'_, Busy> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        let mut busy = self.lanes.busy();
        busy.entities.remove(&self.entity);
        let Some(scenario) = self.scenario else {
            return;
        };
        if let Some(count) = busy.scenarios.get_mut(&scenario) {
            *count -= 1;
            if *count == 0 {
                busy.scenarios.remove(&scenario);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use engine::EntityKind;

    use super::*;

    fn lead(id: u64) -> EntityRef {
        EntityRef {
            kind: EntityKind::Lead,
            id,
        }
    }

    #[test]
    fn a_lane_is_free_again_when_its_holder_is_gone() {
        let lanes = Lanes::default();
        let held = lanes.take_for(1, lead(1));
        assert!(held.is_some() && lanes.take(lead(1)).is_none());
        drop(held);
        assert!(lanes.take(lead(1)).is_some());
    }

    #[test]
    fn one_scenario_leaves_room_for_others() {
        let lanes = Lanes::default();
        let most = OF_ONE_SCENARIO as u64;
        let mut held: Vec<_> = (0..most).map(|id| lanes.take_for(1, lead(id))).collect();
        assert!(held.iter().all(Option::is_some) && lanes.take_for(1, lead(most)).is_none());
        assert!(lanes.take_for(2, lead(most)).is_some());
        assert!(
            lanes.take(lead(most)).is_some(),
            "light runs are not counted"
        );
        held.pop();
        assert!(lanes.take_for(1, lead(most)).is_some());
    }
}
