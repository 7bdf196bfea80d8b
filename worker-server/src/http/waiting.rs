//! `/api/waiting`: delayed triggers that wait for their time, for the panel and the card of an entity.

use std::collections::{BTreeMap, btree_map::Entry};

use api::waiting::{Item, Page};
use axum::Json;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use engine::{EntityKind, Scenario};
use serde::Deserialize;

use super::{error::Error, session::Caller};
use crate::app::{Account, now_ms};
use crate::store::{self, RunRow, RunState, Wanted};

/// Rows of a page.
const PAGE: usize = 50;
/// One more than a page tells whether there is another one.
const LOOKED_AT: i64 = 51;

/// Which of those that wait.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    scenario: Option<u64>,
    kind: Option<EntityKind>,
    entity: Option<u64>,
    after: Option<String>,
}

impl Asked {
    fn wanted(&self) -> Result<Wanted, Error> {
        let kinds = match self.kind {
            Some(kind) => vec![kind],
            None => EntityKind::ALL.to_vec(),
        };
        let after = self.after.as_deref().map(|text| {
            let (at, id) = text.split_once('-')?;
            Some((at.parse().ok()?, id.to_owned()))
        });
        if after == Some(None) {
            return Err(Error::Invalid(
                "Место в списке указано неверно. Откройте список заново.".to_owned(),
            ));
        }
        Ok(Wanted {
            scenario: self.scenario,
            entity: self.entity.map(|id| (kinds, id)),
            after: after.flatten(),
        })
    }
}

/// `GET /api/waiting`
pub async fn list(
    Caller { account, .. }: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<Page>, Error> {
    let wanted = asked.wanted()?;
    let mut rows = account
        .store
        .waiting(account.id, &wanted, LOOKED_AT)
        .await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let last = rows.last().filter(|_| more);
    let next = last.map(|row| format!("{}-{}", row.due_at, row.id));
    let mut scenarios = Scenarios::new();
    let mut items = Vec::new();
    for row in &rows {
        items.push(item(&account, row, &mut scenarios).await?);
    }
    Ok(Json(Page { items, next }))
}

/// Scenarios of a page as they are now, by number; none if it was deleted.
type Scenarios = BTreeMap<u64, Option<(bool, Scenario)>>;

async fn item(account: &Account, row: &RunRow, known: &mut Scenarios) -> store::Result<Item> {
    let (id, _) = row.scenario();
    let found = match known.entry(id) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(place) => place.insert(current(account, id).await?),
    };
    let found = found.as_ref();
    let (enabled, scenario) = found.map_or((false, None), |(on, it)| (*on, Some(it)));
    let fires = row.fires();
    let place = scenario.zip(fires).and_then(|(scenario, (block, _))| {
        let mut blocks = scenario.blocks.iter().enumerate();
        blocks.find(|(_, it)| it.id == block)
    });
    let trigger = place.zip(fires).and_then(|((_, block), (_, trigger))| {
        block.triggers.iter().find(|it| it.id == trigger).cloned()
    });
    Ok(Item {
        id: row.id.clone(),
        scenario: id,
        name: scenario.map(|it| it.name.clone()).unwrap_or_default(),
        enabled,
        block: place.map(|(index, block)| (index, block.name.clone())),
        trigger,
        entity: row.entity(),
        planned_at: row.started_at / 1000,
        due_at: row.due_at / 1000,
    })
}

async fn current(account: &Account, id: u64) -> store::Result<Option<(bool, Scenario)>> {
    match account.store.scenario(account.id, id).await {
        Ok(stored) => Ok(Some((stored.enabled, stored.scenario))),
        Err(store::Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// `POST /api/waiting/{id}/now`
pub async fn now(caller: Caller, Path(id): Path<String>) -> Result<StatusCode, Error> {
    let Caller { account, user } = caller;
    let done = account.store.let_go(account.id, &id, now_ms()).await;
    explained(&account, &id, done).await?;
    account.wake().await?;
    tracing::info!(
        account.id = account.id,
        user.id = user,
        run.id = id,
        "a delayed trigger is let go by hand"
    );
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /api/waiting/{id}`
pub async fn cancel(caller: Caller, Path(id): Path<String>) -> Result<StatusCode, Error> {
    let Caller { account, user } = caller;
    let done = account.store.take_away(account.id, &id).await;
    explained(&account, &id, done).await?;
    tracing::info!(
        account.id = account.id,
        user.id = user,
        run.id = id,
        "a delayed trigger is taken away by hand"
    );
    Ok(StatusCode::NO_CONTENT)
}

/// Tells why it can't be done with one that was found in the list.
async fn explained(account: &Account, id: &str, done: store::Result<()>) -> Result<(), Error> {
    let Err(store::Error::NotFound) = done else {
        return Ok(done?);
    };
    let row = account.store.run(account.id, id).await?;
    let why = match row.state() {
        RunState::Delayed => {
            "Сценарий выключен. Включите его: всё, чей срок наступил, выполнится сразу."
        }
        _ => "Это уже выполняется или выполнено. Обновите список.",
    };
    Err(Error::Invalid(why.to_owned()))
}
