//! Delayed triggers wait for their time and for their scenario, and can be replaced.

use super::*;

const FIRES: (&str, &str) = ("b1", "t1");

async fn delay(store: &Store, scenario: u64, lead: u64, due_at: i64) {
    delay_for(store, scenario, lead, due_at, None).await;
}

async fn delay_for(
    store: &Store,
    scenario: u64,
    lead: u64,
    due_at: i64,
    target: Option<EntityRef>,
) {
    let entity = EntityRef {
        kind: EntityKind::Lead,
        id: lead,
    };
    let new = NewRun {
        id: new_id(),
        scenario: (scenario, 1),
        event_id: None,
        run: Run::new("lead_changed", entity),
        state: RunState::Delayed,
        due_at,
        started_at: 0,
        fires: Some((FIRES.0.to_owned(), FIRES.1.to_owned())),
        target,
    };
    let mut write = store.begin().await.expect("a write begins");
    store
        .add_runs(&mut write, 1, std::slice::from_ref(&new))
        .await
        .expect("it is stored");
    write.commit().await.expect("the write ends");
}

async fn woken(store: &Store, scenario: u64, now: i64) -> usize {
    store.wake_delayed(1, now).await.expect("they wake");
    due(store, scenario, now).await.len()
}

#[tokio::test]
async fn a_delayed_trigger_waits_for_its_time_and_for_its_scenario() {
    let place = place().await;
    let store = &place.store;
    let id = store
        .create_scenario(1, &Scenario::default(), 0)
        .await
        .expect("it is created");
    store
        .enable_scenario(1, id, false)
        .await
        .expect("it is switched off");
    delay(store, id, 5, 100).await;
    assert_eq!(woken(store, id, 200).await, 0);
    // It holds up nobody meanwhile.
    add(store, id, 5, 0).await;
    assert_eq!(woken(store, id, 200).await, 1);
    store
        .enable_scenario(1, id, true)
        .await
        .expect("it is switched on");
    let next = store.next_due(1, 50).await.expect("the next is known");
    assert_eq!(next, Some(100));
    assert_eq!(woken(store, id, 99).await, 1);
    let ids = due(store, id, 200).await;
    assert_eq!(ids.len(), 1);
    store
        .stop_run((1, &ids[0]), RunState::Done, None, 200)
        .await
        .expect("it ends");
    assert_eq!(woken(store, id, 200).await, 1);
    let rows = store
        .due_runs(RunState::Ready, (1, id), 200, 10)
        .await
        .expect("runs are read");
    assert_eq!(rows[0].fires(), Some(FIRES));
}

#[tokio::test]
async fn overwriting_removes_what_waits_for_the_same_trigger_and_entity() {
    let place = place().await;
    let store = &place.store;
    let id = store
        .create_scenario(1, &Scenario::default(), 0)
        .await
        .expect("it is created");
    store
        .enable_scenario(1, id, true)
        .await
        .expect("it is switched on");
    delay(store, id, 5, 100).await;
    delay(store, id, 5, 150).await;
    delay(store, id, 6, 100).await;
    let lead = EntityRef {
        kind: EntityKind::Lead,
        id: 5,
    };
    let mut write = store.begin().await.expect("a write begins");
    for fires in [FIRES, ("b1", "t2")] {
        store
            .forget_delayed(&mut write, (1, id), lead, fires)
            .await
            .expect("they are removed");
    }
    write.commit().await.expect("the write ends");
    assert_eq!(woken(store, id, 200).await, 1);
}

/// R366, R452.
#[tokio::test]
async fn what_a_disabled_scenario_left_waiting_is_forgotten_after_its_time() {
    let place = place().await;
    let store = &place.store;
    let mut ids = Vec::new();
    for (enabled, lead) in [(true, 5), (false, 7)] {
        let id = store.create_scenario(1, &Scenario::default(), 0).await;
        let id = id.expect("it is created");
        let switched = store.enable_scenario(1, id, enabled).await;
        switched.expect("it is switched");
        for (due_at, lead) in [(100, lead), (300, lead + 1)] {
            delay(store, id, lead, due_at).await;
        }
        ids.push(id);
    }
    let forget = async |account| store.forget_unwanted(account, 200).await.expect("rows go");
    assert_eq!(forget(2).await, 0);
    assert_eq!(forget(1).await, 1);
    assert_eq!(forget(1).await, 0);
    let switched = store.enable_scenario(1, ids[1], true).await;
    switched.expect("it is switched on");
    assert_eq!(woken(store, ids[0], 400).await, 2);
    assert_eq!(due(store, ids[1], 400).await.len(), 1);
}

/// A47.
#[tokio::test]
async fn what_waits_of_a_deleted_scenario_goes_with_it() {
    let place = place().await;
    let store = &place.store;
    let mut ids = Vec::new();
    for lead in [5, 6] {
        let id = store.create_scenario(1, &Scenario::default(), 0).await;
        ids.push(id.expect("it is created"));
        delay(store, ids[ids.len() - 1], lead, 100).await;
    }
    let before = store.next_due(1, 50).await.expect("the next is known");
    assert_eq!(before, Some(100));
    for id in &ids {
        let deleted = store.delete_scenario(1, *id, 60).await;
        deleted.expect("it is deleted");
        let left = store.next_due(1, 50).await.expect("the next is known");
        assert_eq!(left, (id == &ids[0]).then_some(100));
    }
}

/// A46.
#[tokio::test]
async fn cancelling_finds_what_waits_by_its_own_entity_or_the_one_it_acts_on() {
    let place = place().await;
    let store = &place.store;
    let id = store.create_scenario(1, &Scenario::default(), 0).await;
    let id = id.expect("it is created");
    let contact = |id| EntityRef {
        kind: EntityKind::Contact,
        id,
    };
    delay(store, id, 5, 100).await;
    delay_for(store, id, 6, 200, Some(contact(5))).await;
    delay_for(store, id, 7, 300, Some(contact(7))).await;
    let lead = EntityRef {
        kind: EntityKind::Lead,
        id: 7,
    };
    for (entity, fires, next) in [
        (contact(9), FIRES, Some(100)),
        (contact(5), ("b1", "t2"), Some(100)),
        (lead, FIRES, Some(100)),
        (EntityRef { id: 5, ..lead }, FIRES, Some(200)),
        (contact(5), FIRES, None),
    ] {
        let mut write = store.begin().await.expect("a write begins");
        let cancelled = store
            .cancel_delayed(&mut write, (1, id), entity, fires)
            .await;
        cancelled.expect("they are removed");
        write.commit().await.expect("the write ends");
        let left = store.next_due(1, 50).await.expect("the next is known");
        assert_eq!(left, next, "{entity:?} {fires:?}");
    }
}
