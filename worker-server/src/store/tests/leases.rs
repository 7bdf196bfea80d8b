//! Which server works for which account.

use std::time::Duration;

use super::*;

/// Longer than any test.
const LONG_MS: i64 = 600_000;

async fn connected(store: &Store, accounts: u64) {
    for id in 1..=accounts {
        let hook = format!("hook {id}");
        let done = store
            .connect(id, ("https://a.example", &hook), &[1], 0)
            .await;
        done.expect("the account is connected");
    }
}

/// Another server of the same database.
async fn another(place: &Place) -> Store {
    Store::open(&place.url).await.expect("the database opens")
}

async fn taken(store: &Store, most: usize) -> Vec<Fence> {
    store
        .take_leases(most)
        .await
        .expect("free accounts are taken");
    let all = store.leases().await.expect("they are read");
    all.into_iter().map(|(fence, _)| fence).collect()
}

/// What is taken once the database has noticed that another server's connections are gone:
/// it hears of that a moment after they were closed.
async fn taken_soon(store: &Store, wanted: usize) -> usize {
    for _ in 0..200 {
        let now = taken(store, 9).await.len();
        if now >= wanted {
            return now;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    taken(store, 9).await.len()
}

async fn alive(store: &Store, for_ms: i64) {
    store
        .beat(for_ms)
        .await
        .expect("the sign of life is stored");
}

async fn may_write(store: &Store, fence: Fence) -> bool {
    match store.fenced(fence).begin().await {
        Ok(_) => true,
        Err(Error::Lost) => false,
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn who_has_lost_an_account_can_not_write_for_it_any_more() {
    let place = place().await;
    connected(&place.store, 1).await;
    alive(&place.store, 1).await;
    let first = taken(&place.store, 9).await;
    assert!(may_write(&place.store, first[0]).await);
    tokio::time::sleep(Duration::from_millis(20)).await;
    let other = another(&place).await;
    alive(&other, LONG_MS).await;
    let second = taken(&other, 9).await;
    assert_eq!(
        (second[0].account, second[0].epoch),
        (1, first[0].epoch + 1)
    );
    assert!(may_write(&other, second[0]).await);
    // The first one was paused, and knows nothing yet.
    assert!(!may_write(&place.store, first[0]).await);
    assert_eq!(place.store.leases().await.expect("they are read"), []);
}

#[tokio::test]
async fn disconnected_accounts_are_nobodys() {
    let place = place().await;
    connected(&place.store, 2).await;
    alive(&place.store, LONG_MS).await;
    assert_eq!(taken(&place.store, 9).await.len(), 2);
    let done = place.store.disconnect(1, 0).await;
    assert!(done.expect("it is disconnected"));
    assert_eq!(taken(&place.store, 9).await.len(), 1);
    let again = place.store.disconnect(1, 0).await;
    assert!(!again.expect("nothing is left to do"));
}

#[tokio::test]
async fn several_servers_share_the_accounts_and_take_over_from_who_goes() {
    let place = place().await;
    if !place.store.is_shared() {
        // A file has one server.
        return;
    }
    let (one, two) = (&place.store, another(&place).await);
    connected(one, 5).await;
    alive(one, LONG_MS).await;
    alive(&two, LONG_MS).await;
    assert_eq!(one.servers().await.expect("they are counted"), 2);
    assert_eq!(taken(one, 3).await.len(), 3);
    assert_eq!(taken(&two, 9).await.len(), 2, "only what is free is taken");
    one.give_up(1).await.expect("it is given up");
    assert_eq!(taken(&two, 9).await.len(), 3);
    two.leave().await.expect("it hands over");
    assert_eq!(taken(one, 9).await.len(), 5);
    let three = another(&place).await;
    alive(&three, LONG_MS).await;
    assert_eq!(taken(&three, 9).await.len(), 0);
    // A process that is killed loses its connections, and with them its accounts.
    one.close().await;
    assert_eq!(taken_soon(&three, 5).await, 5);
    assert_eq!(three.servers().await.expect("they are counted"), 1);
}

#[tokio::test]
async fn two_servers_that_take_at_once_never_take_the_same() {
    let place = place().await;
    if !place.store.is_shared() {
        return;
    }
    let other = another(&place).await;
    connected(&place.store, 40).await;
    alive(&place.store, LONG_MS).await;
    alive(&other, LONG_MS).await;
    let (one, two) = tokio::join!(taken(&place.store, 30), taken(&other, 30));
    let mut all: Vec<u64> = one.iter().chain(&two).map(|fence| fence.account).collect();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), one.len() + two.len());
}

#[tokio::test]
async fn a_file_of_sqlite_has_one_server() {
    let place = place().await;
    let first = Lock::take(&place.url).await.expect("it is free");
    if place.store.is_shared() {
        return;
    }
    let url = place.url.clone();
    let second = tokio::spawn(async move { Lock::take(&url).await.map(drop) });
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!second.is_finished(), "the second one waits");
    drop(first);
    let taken = second.await.expect("it does not panic");
    taken.expect("the first one has gone");
}
