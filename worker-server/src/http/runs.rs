//! Runs of a scenario, for the debugger.

use std::collections::{BTreeMap, btree_map::Entry};

use api::runs::{Block, BlockItem, Detail, EffectItem, EffectOutcome, Ground, Item, Page, Status};
use axum::Json;
use axum::extract::{Path, Query};
use engine::{EntityKind, EntityRef};
use serde::Deserialize;

use super::{error::Error, session::Caller};
use crate::app::Account;
use crate::store::{self, DecisionRow, EffectRow, EffectState, RunRow, RunState};

/// Runs of a page.
const PAGE: usize = 50;
/// One more than a page tells whether there is another one.
const LOOKED_AT: i64 = 51;

/// Which page of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    before: Option<String>,
    entity: Option<u64>,
}

/// `GET /api/scenarios/{id}/runs`
pub async fn list(
    Caller { account, .. }: Caller,
    Path(id): Path<u64>,
    Query(asked): Query<Asked>,
) -> Result<Json<Page>, Error> {
    account.store.scenario(account.id, id).await?;
    let place = (asked.before.as_deref(), asked.entity);
    let rows = account.store.runs(account.id, id, place, LOOKED_AT).await?;
    page(rows, async |span| {
        account.store.decisions_between(account.id, id, span).await
    })
    .await
}

/// `GET /api/runs/of/{kind}/{id}`
pub async fn of_entity(
    Caller { account, .. }: Caller,
    Path((kind, id)): Path<(EntityKind, u64)>,
    Query(asked): Query<Asked>,
) -> Result<Json<Page>, Error> {
    let (entity, before) = (EntityRef { kind, id }, asked.before.as_deref());
    let rows = account
        .store
        .runs_of(account.id, entity, before, LOOKED_AT)
        .await?;
    page(rows, async |span| {
        account
            .store
            .decisions_about(account.id, entity, span)
            .await
    })
    .await
}

/// A page with the decisions between its oldest and its newest run.
async fn page(
    mut rows: Vec<RunRow>,
    decisions: impl AsyncFnOnce((&str, &str)) -> store::Result<Vec<DecisionRow>>,
) -> Result<Json<Page>, Error> {
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let (Some(newest), Some(oldest)) = (rows.first(), rows.last()) else {
        return Ok(Json(Page {
            runs: Vec::new(),
            next: None,
        }));
    };
    let decisions = decisions((&oldest.id, &newest.id)).await?;
    let next = more.then(|| oldest.id.clone());
    let runs: store::Result<Vec<Item>> = rows.iter().map(|row| item(row, &decisions)).collect();
    Ok(Json(Page { runs: runs?, next }))
}

fn item(row: &RunRow, decisions: &[DecisionRow]) -> store::Result<Item> {
    let own = decisions
        .iter()
        .filter(|decision| decision.run_id == row.id);
    let blocks: store::Result<Vec<BlockItem>> = own
        .map(|decision| {
            let outcome = decision.outcome()?;
            Ok(BlockItem {
                name: outcome.name,
                status: outcome.status,
            })
        })
        .collect();
    Ok(Item {
        id: row.id.clone(),
        scenario: row.scenario().0,
        entity: row.entity(),
        event: row.event().to_owned(),
        started_at: row.started_at / 1000,
        status: status(row.state()),
        blocks: blocks?,
    })
}

fn status(state: RunState) -> Status {
    match state {
        RunState::Delayed | RunState::Ready | RunState::Acting => Status::Running,
        RunState::Done => Status::Done,
        RunState::TooOften => Status::TooOften,
        RunState::Failed => Status::Failed,
        RunState::Stopped => Status::Stopped,
    }
}

/// `GET /api/runs/{id}`
pub async fn show(
    Caller { account, .. }: Caller,
    Path(id): Path<String>,
) -> Result<Json<Detail>, Error> {
    let row = account.store.run(account.id, &id).await?;
    let decisions = account.store.decisions(account.id, &id).await?;
    let effects = account.store.effects(account.id, &id).await?;
    let blocks: store::Result<Vec<Block>> = decisions
        .iter()
        .map(|decision| block(decision, &effects))
        .collect();
    let (scenario, version) = row.scenario();
    let mut detail = Detail {
        run: item(&row, &decisions)?,
        scenario,
        version,
        problem: row.problem()?,
        blocks: blocks?,
        scenarios: BTreeMap::new(),
        names: BTreeMap::new(),
    };
    ground(&account, (&row, &decisions), &mut detail).await?;
    Ok(Json(detail))
}

/// Adds what the decisions rest on; saved forms and names that several share are sent once.
async fn ground(
    account: &Account,
    (row, decisions): (&RunRow, &[DecisionRow]),
    detail: &mut Detail,
) -> store::Result<()> {
    for found in account.store.grounds(account.id, &row.id).await? {
        let version = found.version();
        if let Entry::Vacant(place) = detail.scenarios.entry(version) {
            let scenario = (detail.scenario, version);
            let body = account
                .store
                .scenario_body(account.id, scenario.0, scenario.1)
                .await?;
            place.insert(body);
        }
        if let Entry::Vacant(place) = detail.names.entry(found.dictionary.clone()) {
            let body = account
                .store
                .dictionary_body(account.id, &found.dictionary)
                .await?;
            place.insert(body.unwrap_or_default());
        }
        let index = decisions
            .iter()
            .position(|decision| decision.position == found.position);
        if let Some(block) = index.and_then(|index| detail.blocks.get_mut(index)) {
            block.ground = Some(Ground {
                run: found.run(row.run()?),
                fires: row
                    .fires()
                    .map(|(block, trigger)| (block.to_owned(), trigger.to_owned())),
                version,
                digest: found.digest,
                names: found.dictionary,
                facts: found.facts,
            });
        }
    }
    Ok(())
}

fn block(decision: &DecisionRow, effects: &[EffectRow]) -> store::Result<Block> {
    let own = effects
        .iter()
        .filter(|effect| effect.decision == decision.position);
    let effects: store::Result<Vec<EffectItem>> = own.map(effect).collect();
    Ok(Block {
        outcome: decision.outcome()?,
        ground: None,
        decided_at: decision.decided_at / 1000,
        effects: effects?,
    })
}

fn effect(row: &EffectRow) -> store::Result<EffectItem> {
    let outcome = match row.state() {
        EffectState::Waiting | EffectState::Intent => EffectOutcome::Waiting,
        EffectState::Done => EffectOutcome::Done,
        EffectState::Failed => EffectOutcome::Failed,
        EffectState::Unknown => EffectOutcome::Unknown,
        EffectState::Dropped => EffectOutcome::Dropped,
    };
    Ok(EffectItem {
        effect: row.effect()?,
        outcome,
        problem: row.problem()?,
    })
}
