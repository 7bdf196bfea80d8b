//! Bodies of the inbox become events and runs, in the order in which they came.

use std::sync::Arc;
use std::time::Duration;

use super::Stop;
use crate::app::App;
use crate::runs::{self, Plan};
use crate::store::{self, Letter, NewEvent, new_id};
use intake::Event;

/// Bodies of one transaction.
const TOGETHER: i64 = 50;
/// Pause after a failure of the store.
const PAUSE: Duration = Duration::from_secs(1);

/// Reads the inbox until it is told to stop.
pub async fn read(app: Arc<App>, mut stop: Stop) {
    while !*stop.borrow() {
        match batch(&app).await {
            Ok(0) => {
                tokio::select! {
                    () = app.letters.notified() => {}
                    _ = stop.changed() => {}
                }
            }
            Ok(_) => app.turns.notify_one(),
            Err(error) => {
                tracing::error!(account.id = app.account, %error, "the inbox can't be read");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// Understands the oldest bodies; events, runs and the marks on the bodies are one transaction.
async fn batch(app: &App) -> Result<usize, runs::Error> {
    let letters = app.store.new_letters(app.account, TOGETHER).await?;
    if letters.is_empty() {
        return Ok(0);
    }
    let mut understood = Vec::new();
    for event in letters.iter().flat_map(|letter| events(app, letter)) {
        let plan = match event.is_ours {
            true => runs::plan(app, &event.new).await?,
            false => Plan::default(),
        };
        understood.push((event.new, plan));
    }
    save(app, &letters, &understood).await?;
    Ok(letters.len())
}

async fn save(
    app: &App,
    letters: &[Letter],
    understood: &[(NewEvent, Plan)],
) -> Result<(), runs::Error> {
    let mut write = app.store.begin().await?;
    for (event, plan) in understood {
        runs::start(app, &mut write, event, plan).await?;
    }
    for letter in letters {
        app.store
            .finish_letter(&mut write, app.account, &letter.id)
            .await?;
    }
    Ok(write.commit().await.map_err(store::Error::from)?)
}

struct Understood {
    new: NewEvent,
    is_ours: bool,
}

fn events(app: &App, letter: &Letter) -> Vec<Understood> {
    let decoded = intake::decode(&letter.body);
    decoded
        .into_iter()
        .map(|event| understood(app, letter, &event))
        .collect()
}

fn understood(app: &App, letter: &Letter, event: &Event) -> Understood {
    // Hooks before 2019 do not name the account's number.
    let is_ours = event.account.is_none_or(|account| account == app.account);
    tracing::info!(
        account.id = app.account,
        event = event.kind,
        entity.kind = event.entity_type,
        entity.id = event.entity_id,
        is_ours,
        "an event"
    );
    let new = NewEvent {
        id: new_id(),
        letter: letter.id.clone(),
        kind: event.kind.clone(),
        entity: event.entity(),
        body: serde_json::to_string(event).unwrap_or_default(),
        digest: event.digest(),
        happened_at: event
            .happened_at_s()
            .map_or(letter.received_at, |at| at * 1000),
        received_at: letter.received_at,
    };
    Understood { new, is_ours }
}
