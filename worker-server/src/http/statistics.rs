//! `/api/statistics`: operations of the month against the limit, what waits, and how often what happened.

use std::collections::BTreeMap;

use api::statistics::{Counts, Day, Line, Queue, Summary, Used};
use axum::Json;
use axum::extract::{Path, Query};
use chrono::{DateTime, Datelike as _, Days, NaiveDate};
use serde::Deserialize;

use super::{error::Error, session::Caller};
use crate::app::{Account, now_ms};
use crate::store::{self, Backlog, Counted, CounterRow, day_of};

/// Operations of one user in a month (R445).
const OF_A_USER: u64 = 50_000;
/// Days of the summary.
const SHOWN: i64 = 30;
/// Days that are kept.
const MOST: i64 = 731;

/// `GET /api/statistics`
pub async fn summary(Caller { account, .. }: Caller) -> Result<Json<Summary>, Error> {
    let today = day_of(now_ms());
    let date = date_of(today);
    let first = today - i64::from(date.day0());
    let shown = today - SHOWN + 1;
    let span = (first.min(shown), today);
    let rows = account.store.counters(account.id, None, span).await?;
    let of_month = || rows.iter().filter(|row| row.day >= first);
    let days = rows.iter().filter(|row| row.day >= shown);
    let used = by(of_month(), |_| ()).remove(&()).unwrap_or_default();
    let days = by(days, |row| row.day).into_iter();
    Ok(Json(Summary {
        month: date.format("%Y-%m").to_string(),
        used,
        limit: limit(&account).await,
        queue: queue(account.store.backlog(account.id).await?),
        days: days
            .map(|(day, counts)| Day {
                day: written(day),
                counts,
            })
            .collect(),
        scenarios: scenarios(&account, by(of_month(), CounterRow::scenario)).await?,
    }))
}

/// How far back.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    days: Option<i64>,
}

/// `GET /api/scenarios/{id}/statistics`
pub async fn scenario(
    Caller { account, .. }: Caller,
    Path(id): Path<u64>,
    Query(asked): Query<Asked>,
) -> Result<Json<Vec<Line>>, Error> {
    account.store.scenario(account.id, id).await?;
    let (today, days) = (day_of(now_ms()), asked.days.unwrap_or(SHOWN).clamp(1, MOST));
    let span = (today - days + 1, today);
    let rows = account.store.counters(account.id, Some(id), span).await?;
    let place = |row: &CounterRow| (row.day, row.block.clone(), row.trigger_id.clone());
    let lines = by(rows.iter(), place).into_iter();
    let line = |((day, block, trigger), counts)| Line {
        day: written(day),
        block,
        trigger,
        counts,
    };
    Ok(Json(lines.map(line).collect()))
}

/// Sums of rows that have something in common.
fn by<'a, K: Ord>(
    rows: impl Iterator<Item = &'a CounterRow>,
    key: impl Fn(&CounterRow) -> K,
) -> BTreeMap<K, Counts> {
    let mut sums = BTreeMap::<K, Counts>::new();
    for row in rows {
        let sum = sums.entry(key(row)).or_default();
        let place = match row.kind() {
            Some(Counted::Hook) => &mut sum.hooks,
            Some(Counted::Fired) => &mut sum.fired,
            Some(Counted::NotMatching) => &mut sum.not_matching,
            Some(Counted::Trigger) => &mut sum.triggers,
            Some(Counted::Failed) => &mut sum.failed,
            None => continue,
        };
        *place += row.times();
    }
    sums
}

async fn scenarios(account: &Account, sums: BTreeMap<u64, Counts>) -> store::Result<Vec<Used>> {
    let current = account.store.current_scenarios(account.id).await?;
    let names: BTreeMap<u64, String> = current
        .into_iter()
        .map(|(id, _, scenario)| (id, scenario.name))
        .collect();
    let own = sums.into_iter().filter(|(scenario, _)| *scenario != 0);
    let mut used: Vec<Used> = own
        .map(|(scenario, counts)| Used {
            scenario,
            name: names.get(&scenario).cloned().unwrap_or_default(),
            counts,
        })
        .collect();
    used.sort_by_key(|it| std::cmp::Reverse((it.counts.triggers, it.counts.fired)));
    Ok(used)
}

/// Of the users that amoCRM is paid for; nobody is stopped by it, so it may also be unknown.
async fn limit(account: &Account) -> Option<u64> {
    let names = account.dictionaries().await.ok()?;
    let users = names.json["users"].as_array()?;
    let is_paid = |user: &&serde_json::Value| {
        let rights = &user["rights"];
        rights["is_active"] != false && rights["is_free"] != true
    };
    let paid = users.iter().filter(is_paid).count();
    Some(OF_A_USER * u64::try_from(paid).unwrap_or_default())
}

fn queue(waits: Backlog) -> Queue {
    let number = |count: i64| u64::try_from(count).unwrap_or_default();
    Queue {
        events: number(waits.inbox),
        runs: number(waits.ready + waits.acting),
        delayed: number(waits.delayed),
    }
}

fn written(day: i64) -> String {
    date_of(day).format("%Y-%m-%d").to_string()
}

fn date_of(day: i64) -> NaiveDate {
    let start = DateTime::UNIX_EPOCH.date_naive();
    let days = u64::try_from(day).unwrap_or_default();
    start.checked_add_days(Days::new(days)).unwrap_or(start)
}
