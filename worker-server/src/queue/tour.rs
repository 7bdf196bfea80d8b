//! Once round the scenarios that have runs in a state.

use crate::store::{self, RunState, Store};

/// Goes from the scenario after one to the last, then from the first up to and including that one.
///
/// The rows change on the way, so it ends by the numbers it passes and not by coming to one again.
pub struct Tour<'a> {
    store: &'a Store,
    account: u64,
    state: RunState,
    start: u64,
    at: u64,
    is_second_half: bool,
}

impl<'a> Tour<'a> {
    /// Begins after a scenario, which need not exist.
    pub fn after(store: &'a Store, (account, state): (u64, RunState), start: u64) -> Self {
        Self {
            store,
            account,
            state,
            start,
            at: start,
            is_second_half: false,
        }
    }

    /// The next scenario, none twice.
    ///
    /// # Errors
    ///
    /// The store failed.
    pub async fn next(&mut self) -> store::Result<Option<u64>> {
        let next = self.above(self.at).await?;
        let next = match next {
            None if !self.is_second_half => {
                self.is_second_half = true;
                self.above(0).await?
            }
            next => next,
        };
        let next = next.filter(|next| !self.is_second_half || *next <= self.start);
        if let Some(next) = next {
            self.at = next;
        }
        Ok(next)
    }

    async fn above(&self, scenario: u64) -> store::Result<Option<u64>> {
        let store = self.store;
        store
            .next_scenario(self.account, self.state, scenario)
            .await
    }
}

#[cfg(test)]
mod tests {
    use engine::{EntityKind, EntityRef, Run};

    use super::*;
    use crate::store::{NewRun, new_id};

    const ACCOUNT: u64 = 1;

    async fn add(store: &Store, scenario: u64) -> String {
        let (kind, id) = (EntityKind::Lead, scenario);
        let new = NewRun {
            id: new_id(),
            scenario: (scenario, 1),
            event_id: None,
            run: Run::new("own", EntityRef { kind, id }),
            state: RunState::Ready,
            due_at: 0,
            started_at: 0,
            fires: None,
            target: None,
        };
        let mut write = store.begin().await.expect("a write begins");
        let added = store.add_runs(&mut write, ACCOUNT, std::slice::from_ref(&new));
        added.await.expect("it is stored");
        write.commit().await.expect("the write ends");
        new.id
    }

    #[tokio::test]
    async fn a_tour_comes_to_each_scenario_once_even_if_the_first_goes_away() {
        let path = std::env::temp_dir().join(format!("triggers-tour-{}.db", new_id()));
        let store = Store::open(&format!("sqlite:{}", path.display())).await;
        let store = store.expect("the database opens");
        let mut runs = Vec::new();
        for scenario in 1..=3 {
            runs.push(add(&store, scenario).await);
        }
        let mut tour = Tour::after(&store, (ACCOUNT, RunState::Ready), 2);
        let mut seen = Vec::new();
        // More would be a tour without an end.
        while let Some(scenario) = tour.next().await.expect("it is read")
            && seen.len() < 5
        {
            seen.push(scenario);
            if scenario == 3 {
                let ended = store.stop_run((ACCOUNT, &runs[2]), RunState::Done, None, 0);
                ended.await.expect("it ends");
            }
        }
        assert_eq!(seen, [3, 1, 2]);
        store.close().await;
        // Nothing else is in it.
        let _ = std::fs::remove_file(path);
    }
}
