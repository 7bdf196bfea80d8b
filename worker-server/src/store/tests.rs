//! Behaviour of the store on a real file.

use engine::{Effect, EntityKind, EntityRef, Run, Scenario, scenario::Frequency};

use super::*;

mod delayed;
mod history;
mod inbox;
mod leases;
mod limits;
mod variables;

/// An empty database of its own: a file, or one of the PostgreSQL server that the run names.
struct Place {
    store: Store,
    url: String,
    folder: Option<std::path::PathBuf>,
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

async fn place() -> Place {
    let (url, folder) = match std::env::var("TRIGGERS_TEST_POSTGRES") {
        Ok(server) => (
            format!("{server}/store_{}", new_id().replace('-', "")),
            None,
        ),
        Err(_) => {
            let folder = std::env::temp_dir().join(format!("triggers-store-{}", new_id()));
            std::fs::create_dir_all(&folder).expect("the temporary folder is writable");
            (format!("sqlite:{}/test.db", folder.display()), Some(folder))
        }
    };
    let store = Store::open(&url).await.expect("the database opens");
    Place { store, url, folder }
}

const LEAD: EntityRef = EntityRef {
    kind: EntityKind::Lead,
    id: 5,
};

async fn starts(store: &Store, scenario: u64, frequency: Frequency, at_s: i64) -> bool {
    let mut write = store.begin().await.expect("a write begins");
    let asking = Asking {
        scenario,
        entity: LEAD,
        frequency,
        at: at_s * 1000,
    };
    let may = store
        .may_start(&mut write, 1, &[asking])
        .await
        .expect("the mark is stored");
    write.commit().await.expect("the write ends");
    may == [true]
}

/// An instant after that of every identifier of now, Unix milliseconds.
fn tomorrow_ms() -> i64 {
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed();
    let now = now.expect("the clock stands after 1970").as_millis();
    i64::try_from(now).expect("it is far from the end of time") + 86_400_000
}

/// A finished or open run of a scenario; its identifier is of now.
async fn one_run(store: &Store, scenario: u64, state: RunState, event: Option<&str>) -> String {
    let new = NewRun {
        id: new_id(),
        scenario: (scenario, 1),
        event_id: event.map(str::to_owned),
        run: Run::new("lead_changed", LEAD),
        state,
        due_at: 0,
        started_at: 0,
        fires: None,
        target: None,
    };
    let mut write = store.begin().await.expect("a write begins");
    store
        .add_runs(&mut write, 1, std::slice::from_ref(&new))
        .await
        .expect("a run is stored");
    write.commit().await.expect("the write ends");
    new.id
}

#[tokio::test]
async fn old_runs_are_forgotten_but_for_the_newest_thousand_and_those_under_way() {
    let place = place().await;
    let store = &place.store;
    let scenario = store.create_scenario(1, &Scenario::default(), 0).await;
    let scenario = scenario.expect("a scenario is stored");
    let open = one_run(store, scenario, RunState::Ready, None).await;
    let oldest = one_run(store, scenario, RunState::Done, None).await;
    for _ in 0..1000 {
        one_run(store, scenario, RunState::TooOften, None).await;
    }
    let tomorrow = tomorrow_ms();
    assert_eq!(store.forget(1, 0).await.expect("nothing is that old"), 0);
    assert_eq!(store.forget(2, tomorrow).await.expect("another account"), 0);
    assert_eq!(store.forget(1, tomorrow).await.expect("rows go"), 1);
    assert_eq!(store.forget(1, tomorrow).await.expect("no more"), 0);
    assert!(matches!(store.run(1, &oldest).await, Err(Error::NotFound)));
    store.run(1, &open).await.expect("it is under way");
}

#[tokio::test]
async fn an_event_stays_as_long_as_a_delayed_trigger_may_ask_for_it() {
    let place = place().await;
    let store = &place.store;
    let event = |digest: &str| NewEvent {
        id: new_id(),
        letter: String::new(),
        kind: "lead_note_added".to_owned(),
        entity: Some(LEAD),
        body: "{}".to_owned(),
        digest: digest.to_owned(),
        digest_before: None,
        happened_at: Some(0),
        received_at: 0,
    };
    let (asked, other) = (event("a"), event("b"));
    let mut write = store.begin().await.expect("a write begins");
    let added = store.add_events(&mut write, 1, &[&asked, &other]).await;
    assert_eq!(added.expect("they are stored").len(), 2);
    write.commit().await.expect("the write ends");
    one_run(store, 1, RunState::Delayed, Some(&asked.id)).await;
    assert_eq!(store.forget(1, tomorrow_ms()).await.expect("one goes"), 1);
    let mut write = store.begin().await.expect("a write begins");
    let again = store.add_events(&mut write, 1, &[&asked]).await;
    let again = again.expect("it is still there");
    assert!(again.is_empty(), "the event is known");
}

#[tokio::test]
async fn who_asks_together_gets_what_it_would_get_one_by_one() {
    let frequency = |interval_s| Frequency {
        interval_s,
        once: false,
    };
    let asking = |n: u64| Asking {
        scenario: 1 + n % 2,
        entity: EntityRef {
            kind: EntityKind::Lead,
            id: n * n % 7,
        },
        frequency: frequency(if n.is_multiple_of(2) { 5 } else { 20 }),
        at: i64::try_from(n).expect("it is small") * 1_000,
    };
    let all: Vec<Asking> = (0..200).map(asking).collect();
    let (together, one_by_one) = (place().await, place().await);
    let mut write = together.store.begin().await.expect("a write begins");
    let may = together.store.may_start(&mut write, 1, &all).await;
    let may = may.expect("the marks are stored");
    let mut write = one_by_one.store.begin().await.expect("a write begins");
    let mut expected = Vec::new();
    for it in &all {
        let part = one_by_one
            .store
            .may_start(&mut write, 1, std::slice::from_ref(it));
        expected.extend(part.await.expect("the mark is stored"));
    }
    assert_eq!(may, expected);
    assert!(may.contains(&true) && may.contains(&false));
}

#[tokio::test]
async fn old_bodies_are_forgotten_once_they_are_understood() {
    let place = place().await;
    let store = &place.store;
    let letter = |id: &str| Letter {
        account: 1,
        id: id.to_owned(),
        received_at: 0,
        body: vec![1],
    };
    let (done, new) = (new_id(), new_id());
    let both = [letter(&done), letter(&new)];
    store.receive(&both).await.expect("bodies are stored");
    let mut write = store.begin().await.expect("a write begins");
    let finished = store.finish_letters(&mut write, 1, &[done.as_str()]).await;
    finished.expect("one is understood");
    write.commit().await.expect("the write ends");
    let tomorrow = tomorrow_ms();
    assert_eq!(store.forget(1, tomorrow).await.expect("one goes"), 1);
    let left = store.new_letters(1, 10).await.expect("bodies are read");
    assert_eq!(left.len(), 1);
}

#[tokio::test]
async fn a_limit_of_a_minute_lets_one_of_six_changes_pass() {
    let place = place().await;
    let frequency = Frequency {
        interval_s: 60,
        once: false,
    };
    let mut passed = Vec::new();
    for at in (0..=120).step_by(10) {
        if starts(&place.store, 1, frequency, at).await {
            passed.push(at);
        }
    }
    assert_eq!(passed, [0, 60, 120]);
}

#[tokio::test]
async fn five_seconds_are_the_floor_per_scenario_and_entity() {
    let place = place().await;
    let frequency = Frequency {
        interval_s: 0,
        once: false,
    };
    assert!(starts(&place.store, 1, frequency, 0).await);
    assert!(!starts(&place.store, 1, frequency, 4).await);
    assert!(starts(&place.store, 2, frequency, 4).await);
    assert!(starts(&place.store, 1, frequency, 5).await);
}

#[tokio::test]
async fn once_is_used_up_by_the_mark_and_not_by_the_start() {
    let place = place().await;
    let frequency = Frequency {
        interval_s: 5,
        once: true,
    };
    assert!(starts(&place.store, 1, frequency, 0).await);
    assert!(starts(&place.store, 1, frequency, 10).await);
    let mut write = place.store.begin().await.expect("a write begins");
    place
        .store
        .mark_once(&mut write, (1, 1), &[LEAD])
        .await
        .expect("the mark is stored");
    write.commit().await.expect("the write ends");
    assert!(!starts(&place.store, 1, frequency, 10_000).await);
}

#[tokio::test]
async fn a_save_on_an_old_version_is_a_conflict() {
    let place = place().await;
    let scenario = Scenario {
        name: "a".to_owned(),
        ..Scenario::default()
    };
    let id = place
        .store
        .create_scenario(1, &scenario, 0)
        .await
        .expect("it is created");
    place
        .store
        .save_scenario(1, (id, 1), &scenario, 1)
        .await
        .expect("it is saved");
    let second = place.store.save_scenario(1, (id, 1), &scenario, 2).await;
    assert!(matches!(second, Err(Error::Conflict)));
    assert_eq!(
        place
            .store
            .scenario(1, id)
            .await
            .expect("it is there")
            .version,
        2
    );
}

#[tokio::test]
async fn an_account_sees_nothing_of_another() {
    let place = place().await;
    let id = place
        .store
        .create_scenario(1, &Scenario::default(), 0)
        .await
        .expect("it is created");
    assert!(matches!(
        place.store.scenario(2, id).await,
        Err(Error::NotFound)
    ));
    assert!(matches!(
        place.store.delete_scenario(2, id, 0).await,
        Err(Error::NotFound)
    ));
    assert!(
        place
            .store
            .scenarios(2, 0)
            .await
            .expect("the list is read")
            .is_empty()
    );
}

#[tokio::test]
async fn a_repeated_delivery_is_no_new_event() {
    let place = place().await;
    let event = NewEvent {
        id: new_id(),
        letter: new_id(),
        kind: "lead_changed".to_owned(),
        entity: Some(LEAD),
        body: "{}".to_owned(),
        digest: "x".to_owned(),
        digest_before: None,
        happened_at: Some(0),
        received_at: 0,
    };
    let again = NewEvent {
        id: new_id(),
        ..event.clone()
    };
    let mut write = place.store.begin().await.expect("a write begins");
    for (given, expected) in [
        (vec![&event, &again], vec![event.id.clone()]),
        (vec![&again], vec![]),
    ] {
        let added = place.store.add_events(&mut write, 1, &given).await;
        let added = added.expect("they are stored");
        assert_eq!(Vec::from_iter(added), expected);
    }
}

#[tokio::test]
async fn a_delivery_after_the_turn_of_the_minute_is_repeated_all_the_same() {
    let place = place().await;
    let came = |received_at: i64| NewEvent {
        id: new_id(),
        letter: new_id(),
        kind: "lead_status_changed".to_owned(),
        entity: Some(LEAD),
        body: "{}".to_owned(),
        digest: format!("x-{}", received_at / 60_000),
        digest_before: Some(format!("x-{}", received_at / 60_000 - 1)),
        happened_at: None,
        received_at,
    };
    let [first, again, later] = [59_900, 60_100, 130_000].map(came);
    let mut write = place.store.begin().await.expect("a write begins");
    let all = [&first, &again, &later];
    let added = place.store.add_events(&mut write, 1, &all).await;
    assert_eq!(added.expect("they are stored").len(), 3);
    let other = place.store.repeated(&mut write, 2, &all).await;
    assert!(other.expect("another account is asked").is_empty());
    let repeated = place.store.repeated(&mut write, 1, &all).await;
    let repeated = Vec::from_iter(repeated.expect("they are compared"));
    assert_eq!(repeated, [again.id]);
}

async fn add(store: &Store, scenario: u64, lead: u64, due_at: i64) -> String {
    let new = NewRun {
        id: new_id(),
        scenario: (scenario, 1),
        event_id: None,
        run: Run::new(
            "lead_changed",
            EntityRef {
                kind: EntityKind::Lead,
                id: lead,
            },
        ),
        state: RunState::Ready,
        due_at,
        started_at: 0,
        fires: None,
        target: None,
    };
    let mut write = store.begin().await.expect("a write begins");
    store
        .add_runs(&mut write, 1, std::slice::from_ref(&new))
        .await
        .expect("it is stored");
    write.commit().await.expect("the write ends");
    new.id
}

async fn due(store: &Store, scenario: u64, now: i64) -> Vec<String> {
    let rows = store
        .due_runs(RunState::Ready, (1, scenario), now, 10)
        .await
        .expect("runs are read");
    rows.into_iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn a_lane_is_first_in_first_out_and_a_timer_does_not_hold_it_up() {
    let place = place().await;
    let first = add(&place.store, 1, 5, 0).await;
    let second = add(&place.store, 2, 5, 0).await;
    let other = add(&place.store, 2, 6, 0).await;
    assert_eq!(due(&place.store, 1, 10).await, std::slice::from_ref(&first));
    assert_eq!(due(&place.store, 2, 10).await, std::slice::from_ref(&other));
    place
        .store
        .put_off(1, &first, 1000, 0)
        .await
        .expect("it waits");
    assert_eq!(due(&place.store, 2, 10).await, [second, other.clone()]);
    // A failed attempt keeps its place in the lane.
    place
        .store
        .put_off(1, &first, 1000, 1)
        .await
        .expect("it waits");
    assert_eq!(due(&place.store, 2, 10).await, [other]);
}

#[tokio::test]
async fn scenarios_take_turns() {
    let place = place().await;
    for scenario in [7, 3, 3, 9] {
        add(&place.store, scenario, scenario, 0).await;
    }
    let mut round = Vec::new();
    let mut after = 0;
    while let Some(next) = place
        .store
        .next_scenario(1, RunState::Ready, after)
        .await
        .expect("turns are read")
    {
        round.push(next);
        after = next;
    }
    assert_eq!(round, [3, 7, 9]);
}

#[tokio::test]
async fn a_write_of_ours_is_found_by_entity_and_time() {
    let place = place().await;
    let run = add(&place.store, 1, 5, 0).await;
    let key = EffectKey {
        account: 1,
        run,
        decision: 0,
        position: 0,
    };
    let mut write = place.store.begin().await.expect("a write begins");
    let effect = Effect::ChangeResponsible {
        entity: LEAD,
        user: 7,
    };
    place
        .store
        .add_effect(&mut write, &key, &effect, (EffectState::Waiting, None))
        .await
        .expect("it is stored");
    write.commit().await.expect("the write ends");
    let chain = async |at| {
        place
            .store
            .chain_at(1, LEAD, at)
            .await
            .expect("the chain is read")
    };
    assert_eq!(chain(100_000).await, None);
    place
        .store
        .intend(1, std::slice::from_ref(&key), 100_000)
        .await
        .expect("it is intended");
    assert_eq!((chain(97_000).await, chain(100_000).await), (None, Some(0)));
    let settled = Settled {
        key,
        state: EffectState::Done,
        created: None,
        problem: None,
    };
    let outcomes = Outcomes {
        settled: vec![settled],
        ..Outcomes::default()
    };
    let saved = place.store.save_outcomes(1, outcomes, 101_000).await;
    saved.expect("it is settled");
    assert_eq!(
        (chain(102_000).await, chain(104_000).await),
        (Some(0), None)
    );
    assert_eq!(
        place
            .store
            .chain_at(2, LEAD, 100_000)
            .await
            .expect("it is read"),
        None
    );
}
