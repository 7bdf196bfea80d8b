//! The facts that decisions saw, shared and forgotten.

use engine::log::{BlockStatus, Outcome};

use super::*;

fn decision(facts: &str, event: Option<&str>) -> NewDecision {
    NewDecision {
        outcome: Outcome {
            block: "1".to_owned(),
            name: String::new(),
            status: BlockStatus::NotMatching,
            triggers: Vec::new(),
        },
        facts: Facts::of(facts),
        event: event.map(str::to_owned),
        dictionary: "names".to_owned(),
        digest: "digest".to_owned(),
        version: 1,
        place: (0, false),
    }
}

async fn add(store: &Store, run: &str, facts: &str, event: Option<&str>) {
    let mut write = store.begin().await.expect("a write begins");
    store
        .add_decisions(&mut write, 1, &[(run, &decision(facts, event))], 0)
        .await
        .expect("a decision is stored");
    write.commit().await.expect("the write ends");
}

async fn kept(store: &Store) -> i64 {
    let count = sqlx::query_scalar("select count(*) from fact");
    count.fetch_one(&store.readers).await.expect("it counts")
}

fn facts(run: u32) -> String {
    let lead = format!(r#"{{"id":5,"name":"{}"}}"#, "Сделка ".repeat(40));
    format!(r#"{{"lead":{lead},"now":"2026-11-23T10:00:00+00:00","run":{{"n":"{run}"}}}}"#)
}

#[tokio::test]
async fn a_deal_is_kept_once_for_all_that_saw_it_and_comes_back_byte_for_byte() {
    let place = place().await;
    let store = &place.store;
    let first = one_run(store, 1, RunState::Done, Some("event")).await;
    let second = one_run(store, 2, RunState::Done, Some("event")).await;
    let by_hand = one_run(store, 2, RunState::Done, None).await;
    add(store, &first, &facts(1), Some("event")).await;
    add(store, &first, &facts(2), Some("event")).await;
    add(store, &second, &facts(3), Some("event")).await;
    add(store, &by_hand, &facts(4), None).await;
    assert_eq!(kept(store).await, 2, "one for the event, one for the run");
    let seen = |rows: Vec<_>| -> Vec<String> {
        let rows = rows.into_iter();
        rows.map(|row: decision::GroundRow| row.facts).collect()
    };
    let grounds = store.grounds(1, &first).await.expect("they are kept");
    assert_eq!(seen(grounds), [facts(1), facts(2)]);
    let grounds = store.grounds(1, &by_hand).await.expect("they are kept");
    assert_eq!(seen(grounds), [facts(4)]);
    let foreign = store.grounds(2, &first).await.expect("another account");
    assert!(foreign.is_empty());
}

#[tokio::test]
async fn facts_go_with_the_last_run_that_saw_them() {
    let place = place().await;
    let store = &place.store;
    let event = new_id();
    let scenario = store.create_scenario(1, &Scenario::default(), 0).await;
    let scenario = scenario.expect("a scenario is stored");
    let old = one_run(store, scenario, RunState::Done, Some(&event)).await;
    add(store, &old, &facts(1), Some(&event)).await;
    store.forget(1, tomorrow_ms()).await.expect("nothing goes");
    assert_eq!(kept(store).await, 1, "one of the newest thousand runs");
    for _ in 0..1000 {
        one_run(store, scenario, RunState::Done, None).await;
    }
    store
        .forget(2, tomorrow_ms())
        .await
        .expect("another account");
    assert_eq!(kept(store).await, 1);
    store.forget(1, tomorrow_ms()).await.expect("the run goes");
    assert_eq!(kept(store).await, 0);
}
