//! Bodies of the inbox become events and runs, in the order in which they came.

use std::sync::Arc;
use std::time::Duration;

use super::Stop;
use crate::app::Account;
use crate::runs::{self, Plan, Planner};
use crate::store::{self, Letter, NewEvent, new_id};
use crate::telemetry::measures;
use crate::telemetry::traces::span;
use intake::Event;
use tracing::Instrument as _;

/// Bodies of one transaction.
const TOGETHER: usize = 200;
/// Pause after a failure of the store.
const PAUSE: Duration = Duration::from_secs(1);

/// Reads the inbox until it is told to stop.
pub async fn read(account: Arc<Account>, mut stop: Stop) {
    while !*stop.borrow() {
        account.pressure.give_way().await;
        let span = span!("understand", account.id = account.id);
        match batch(&account).instrument(span).await {
            Ok(0) => {
                tokio::select! {
                    () = account.letters.notified() => {}
                    _ = stop.changed() => {}
                }
            }
            Ok(_) => account.turns.notify_one(),
            Err(error) => {
                tracing::error!(account.id = account.id, %error, "the inbox can't be read");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// Understands the oldest bodies; events, runs and the marks on the bodies are one transaction.
async fn batch(account: &Account) -> Result<usize, runs::Error> {
    let most = account.pressure.share(TOGETHER);
    let letters = account.store.new_letters(account.id, most).await?;
    if letters.is_empty() {
        return Ok(0);
    }
    let events: Vec<Understood> = letters
        .iter()
        .flat_map(|letter| events(account, letter))
        .collect();
    let planned = plans(account, events).await?;
    save(account, &letters, &planned).await?;
    account.store.grown(planned.len()).await?;
    Ok(letters.len())
}

async fn plans(
    account: &Account,
    events: Vec<Understood>,
) -> Result<Vec<(NewEvent, Plan)>, runs::Error> {
    let first = events.iter().map(|event| event.new.at()).min();
    let mut planner = Planner::new(account, first.unwrap_or_default()).await?;
    let mut planned = Vec::new();
    for event in events {
        let plan = match event.is_ours {
            true => planner.plan(&event.new).await?,
            false => Plan::default(),
        };
        planned.push((event.new, plan));
    }
    Ok(planned)
}

async fn save(
    account: &Account,
    letters: &[Letter],
    planned: &[(NewEvent, Plan)],
) -> Result<(), runs::Error> {
    let mut write = account.store.begin().await?;
    runs::start(account, &mut write, planned).await?;
    let read: Vec<&str> = letters.iter().map(|letter| letter.id.as_str()).collect();
    account
        .store
        .finish_letters(&mut write, account.id, &read)
        .await?;
    let received = letters.iter().map(|letter| letter.received_at);
    account
        .store
        .count_hooks(&mut write, account.id, received)
        .await?;
    Ok(write.commit().await.map_err(store::Error::from)?)
}

struct Understood {
    new: NewEvent,
    is_ours: bool,
}

fn events(account: &Account, letter: &Letter) -> Vec<Understood> {
    let decoded = intake::decode(&letter.body);
    decoded
        .into_iter()
        .map(|event| understood(account, letter, &event))
        .collect()
}

/// A body without a time is repeated only if it comes again at once: the same deal may enter the same stage tomorrow.
///
/// The answer is its digest, and the one that it would have had in the minute before.
fn digests(event: &Event, letter: &Letter) -> (String, Option<String>) {
    let (digest, minute) = (event.digest(), letter.received_at / 60_000);
    match event.happened_at_s() {
        Some(_) => (digest, None),
        None => (
            format!("{digest}-{minute}"),
            Some(format!("{digest}-{}", minute - 1)),
        ),
    }
}

fn understood(account: &Account, letter: &Letter, event: &Event) -> Understood {
    // Hooks before 2019 do not name the account's number.
    let is_ours = event.account.is_none_or(|named| named == account.id);
    measures::event(&event.kind);
    tracing::info!(
        account.id = account.id,
        event = event.kind,
        entity.kind = event.entity_type,
        entity.id = event.entity_id,
        is_ours,
        "an event"
    );
    let (digest, digest_before) = digests(event, letter);
    let new = NewEvent {
        id: new_id(),
        letter: letter.id.clone(),
        kind: event.kind.clone(),
        entity: event.entity(),
        body: serde_json::to_string(event).unwrap_or_default(),
        digest,
        digest_before,
        happened_at: event.happened_at_s().map(|at| at * 1000),
        received_at: letter.received_at,
    };
    Understood { new, is_ours }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digests_at(body: &str, received_at: i64) -> (String, Option<String>) {
        let letter = Letter {
            account: 1,
            id: String::new(),
            received_at,
            body: body.as_bytes().to_vec(),
        };
        let events = intake::decode(&letter.body);
        let [event] = events.as_slice() else {
            panic!("one event: {events:?}");
        };
        digests(event, &letter)
    }

    #[test]
    fn a_body_without_a_time_is_repeated_only_at_once() {
        let bare = "leads[status][0][id]=7&leads[status][0][status_id]=3&account[id]=1";
        let (now, tomorrow) = (1_760_000_000_000, 1_760_086_400_000);
        let digest = |body: &str, at| digests_at(body, at).0;
        assert_eq!(digest(bare, now), digest(bare, now + 5_000));
        assert_ne!(digest(bare, now), digest(bare, tomorrow));
        let next = digests_at(bare, now + 60_000);
        assert_eq!(
            Some(digest(bare, now)),
            next.1,
            "a minute later it is known"
        );
        let timed = format!("{bare}&leads[status][0][updated_at]=1760000000");
        assert_eq!(digests_at(&timed, now), digests_at(&timed, tomorrow));
    }
}
