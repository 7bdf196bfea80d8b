//! How many scenarios an account may have and enable.

use engine::snapshot::Limits;

use super::*;

async fn created(store: &Store, account: u64, event: &str) -> u64 {
    let scenario = of(event);
    let id = store.create_scenario(account, &scenario, 0).await;
    id.expect("it is created")
}

fn of(event: &str) -> Scenario {
    Scenario {
        name: "Сценарий".to_owned(),
        event: event.to_owned(),
        ..Scenario::default()
    }
}

async fn enabled(store: &Store, account: u64, event: &str) -> u64 {
    let id = created(store, account, event).await;
    let done = store.enable_scenario(account, id, true).await;
    done.expect("there is a place");
    id
}

fn is_crowded(answer: Result<()>) -> bool {
    match answer {
        Err(Error::Crowded { most, active, .. }) => {
            assert_eq!(active, vec!["Сценарий"; most as usize]);
            true
        }
        other => {
            other.expect("there is a place");
            false
        }
    }
}

/// R450: scenarios of other accounts and deleted ones do not count.
#[tokio::test]
async fn the_hundred_and_first_scenario_is_refused() {
    let place = place().await;
    let store = &place.store;
    for _ in 0..100 {
        created(store, 1, "lead_added").await;
    }
    let refused = store.create_scenario(1, &of("own"), 0).await;
    assert!(matches!(refused, Err(Error::Full(100))));
    created(store, 2, "lead_added").await;
    let deleted = store.delete_scenario(1, 1, 0).await;
    deleted.expect("it is there");
    created(store, 1, "lead_added").await;
}

/// R451: enabling, and saving an enabled scenario under another event.
#[tokio::test]
async fn three_scenarios_of_a_change_are_enabled_at_once() {
    let place = place().await;
    let store = &place.store;
    for event in [
        "lead_changed",
        "contact_changed",
        "company_changed",
        "task_changed",
    ] {
        let first = enabled(store, 1, event).await;
        for _ in 0..2 {
            enabled(store, 1, event).await;
        }
        let fourth = created(store, 1, event).await;
        assert!(is_crowded(store.enable_scenario(1, fourth, true).await));
        let stored = store.scenario(1, fourth).await.expect("it is there");
        assert!(!stored.enabled, "{event}");
        let moved = enabled(store, 1, "lead_added").await;
        let saved = store.save_scenario(1, (moved, 1), &of(event), 0).await;
        assert!(is_crowded(saved));
        let stored = store.scenario(1, moved).await.expect("it is there");
        assert_eq!((stored.version, &*stored.scenario.event), (1, "lead_added"));
        // What is off may be saved, and one of the three itself too.
        let saved = store.save_scenario(1, (fourth, 1), &of(event), 0).await;
        assert!(!is_crowded(saved));
        let saved = store.save_scenario(1, (first, 1), &of(event), 0).await;
        assert!(!is_crowded(saved));
        assert!(!is_crowded(store.enable_scenario(1, first, true).await));
        // A deleted one leaves its place.
        let deleted = store.delete_scenario(1, first, 0).await;
        deleted.expect("it is there");
        assert!(!is_crowded(store.enable_scenario(1, fourth, true).await));
    }
    enabled(store, 2, "lead_changed").await;
}

#[tokio::test]
async fn other_events_have_no_such_limit() {
    let place = place().await;
    for _ in 0..5 {
        enabled(&place.store, 1, "lead_status_changed").await;
        enabled(&place.store, 1, "own").await;
    }
}

/// R451: of many that are enabled at the same moment three find a place.
#[tokio::test(flavor = "multi_thread")]
async fn the_last_place_is_given_once() {
    let place = place().await;
    let mut waiting = Vec::new();
    for _ in 0..12 {
        let id = created(&place.store, 1, "task_changed").await;
        let store = place.store.clone();
        waiting.push(tokio::spawn(async move {
            is_crowded(store.enable_scenario(1, id, true).await)
        }));
    }
    let mut refused = 0;
    for task in waiting {
        refused += usize::from(task.await.expect("it does not panic"));
    }
    assert_eq!(refused, 9);
    let on = place.store.listeners(1, "task_changed").await;
    assert_eq!(on.expect("they are read").len(), 3);
}

/// A54.
#[tokio::test]
async fn limits_are_those_of_the_installation() {
    let place = place().await;
    let store = place.store.clone().limited(Limits {
        scenarios: 2,
        changed: 1,
    });
    enabled(&store, 1, "lead_changed").await;
    let second = created(&store, 1, "lead_changed").await;
    assert!(is_crowded(store.enable_scenario(1, second, true).await));
    let third = store.create_scenario(1, &of("own"), 0).await;
    assert!(matches!(third, Err(Error::Full(2))));
}
