//! Lanes: one step at a time per entity.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use engine::EntityRef;

/// Entities that somebody works on; only this server works for the account, so memory is enough.
#[derive(Clone, Default)]
pub struct Lanes(Arc<Mutex<HashSet<EntityRef>>>);

/// The right to work on an entity; dropping it frees the lane.
pub struct Lane {
    lanes: Lanes,
    entity: EntityRef,
}

impl Lanes {
    /// Takes the lane of an entity, if it is free.
    pub fn take(&self, entity: EntityRef) -> Option<Lane> {
        let free = self.busy().insert(entity);
        free.then(|| Lane {
            lanes: self.clone(),
            entity,
        })
    }

    fn busy(&self) -> MutexGuard<'_, HashSet<EntityRef>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        self.lanes.busy().remove(&self.entity);
    }
}

#[cfg(test)]
mod tests {
    use engine::EntityKind;

    use super::*;

    #[test]
    fn a_lane_is_free_again_when_its_holder_is_gone() {
        let lanes = Lanes::default();
        let lead = EntityRef {
            kind: EntityKind::Lead,
            id: 1,
        };
        let held = lanes.take(lead);
        assert!(held.is_some() && lanes.take(lead).is_none());
        drop(held);
        assert!(lanes.take(lead).is_some());
    }
}
