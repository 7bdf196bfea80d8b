//! `/api/scenarios`: list, detail, changes.

use api::scenarios::{Change, Create, Detail, Item, Save, Stopped};
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use engine::problem::Severity;
use engine::{Problem, Scenario, events, problem::Code};
use serde_json::json;

use super::{error::Error, input::Input, session::Caller};
use crate::app::{Account, now_ms};
use crate::store::{ScenarioRow, Stored};

/// A day in milliseconds.
const DAY_MS: i64 = 86_400_000;

/// `GET /api/scenarios`
pub async fn list(Caller { account, .. }: Caller) -> Result<Json<Vec<Item>>, Error> {
    let rows = account
        .store
        .scenarios(account.id, now_ms() - DAY_MS)
        .await?;
    Ok(Json(rows.into_iter().map(item).collect()))
}

fn item(row: ScenarioRow) -> Item {
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    Item {
        id: count(row.scenario_id),
        name: row.name,
        event: row.event,
        enabled: row.enabled == 1,
        last_run_at: row.last_run_at.map(|ms| ms / 1000),
        last_run: row.last_run,
        runs_today: count(row.runs),
        failures_today: count(row.failures),
    }
}

/// `POST /api/scenarios`
pub async fn create(
    Caller { account, .. }: Caller,
    Input(new): Input<Create>,
) -> Result<(StatusCode, Json<Detail>), Error> {
    if events::find(&new.event).is_none() {
        let problem = Problem::error(Code::UnknownEvent, new.event).at("event");
        return Err(Error::Problems(vec![problem]));
    }
    let scenario = Scenario {
        name: name(&new.name)?,
        event: new.event,
        ..Scenario::default()
    };
    let id = account
        .store
        .create_scenario(account.id, &scenario, now_ms())
        .await?;
    tracing::info!(
        account.id = account.id,
        scenario.id = id,
        "a scenario is created"
    );
    Ok((StatusCode::CREATED, detail(&account, id).await?))
}

fn name(text: &str) -> Result<String, Error> {
    match text.trim() {
        "" => Err(Error::Invalid("Введите название сценария.".to_owned())),
        name => Ok(name.to_owned()),
    }
}

/// `GET /api/scenarios/{id}`
pub async fn show(
    Caller { account, .. }: Caller,
    Path(id): Path<u64>,
) -> Result<Json<Detail>, Error> {
    detail(&account, id).await
}

async fn detail(account: &Account, id: u64) -> Result<Json<Detail>, Error> {
    let stored = account.store.scenario(account.id, id).await?;
    // While amoCRM does not answer the scenario can be read, only its problems can't.
    let problems = check(account, (id, &stored.scenario))
        .await
        .unwrap_or_default();
    Ok(Json(shown(stored, problems)))
}

fn shown(stored: Stored, problems: Vec<Problem>) -> Detail {
    Detail {
        id: stored.id,
        enabled: stored.enabled,
        version: stored.version,
        saved_at: stored.saved_at / 1000,
        scenario: stored.scenario,
        problems,
    }
}

/// The problems of a scenario by itself, and the circle that it makes with the others (A21).
async fn check(account: &Account, (id, scenario): (u64, &Scenario)) -> Result<Vec<Problem>, Error> {
    let mut dictionaries = (*account.dictionaries().await?.json).clone();
    let mut scenarios = account.scenarios().await?;
    scenarios.all.retain(|(other, _)| *other != id);
    scenarios.all.push((id, scenario.clone()));
    dictionaries["scenarios"] = scenarios.named();
    dictionaries["checked"] = id.into();
    dictionaries["limits"] = json!(account.settings.limits());
    dictionaries["variables"] = account.store.variable_names(account.id).await?.into();
    let dictionaries = serde_json::from_value(dictionaries).map_err(|error| {
        tracing::error!(%error, "the dictionaries can't be read");
        Error::Internal
    })?;
    let mut problems = engine::check(scenario, &dictionaries);
    let circles = engine::check::chains(&scenarios.all).into_iter();
    problems.extend(circles.filter_map(|(of, problem)| (of == id).then_some(problem)));
    Ok(problems)
}

/// `PUT /api/scenarios/{id}`
pub async fn save(
    Caller { account, .. }: Caller,
    Path(id): Path<u64>,
    Input(save): Input<Save>,
) -> Result<Json<Detail>, Error> {
    // An unknown number is told before its problems.
    account.store.scenario(account.id, id).await?;
    let problems = check(&account, (id, &save.scenario)).await?;
    if problems
        .iter()
        .any(|problem| problem.severity == Severity::Error)
    {
        return Err(Error::Problems(problems));
    }
    account
        .store
        .save_scenario(account.id, (id, save.version), &save.scenario, now_ms())
        .await?;
    tracing::info!(
        account.id = account.id,
        scenario.id = id,
        "a scenario is saved"
    );
    Ok(Json(shown(
        account.store.scenario(account.id, id).await?,
        problems,
    )))
}

/// `PATCH /api/scenarios/{id}`
pub async fn change(
    Caller { account, .. }: Caller,
    Path(id): Path<u64>,
    Input(change): Input<Change>,
) -> Result<Json<Detail>, Error> {
    if let Some(text) = change.name {
        let stored = account.store.scenario(account.id, id).await?;
        let renamed = Scenario {
            name: name(&text)?,
            ..stored.scenario
        };
        account
            .store
            .save_scenario(account.id, (id, stored.version), &renamed, now_ms())
            .await?;
    }
    if let Some(enabled) = change.enabled {
        account
            .store
            .enable_scenario(account.id, id, enabled)
            .await?;
        // Delayed triggers that fell due meanwhile run at once (R367).
        account.wake().await?;
        tracing::info!(
            account.id = account.id,
            scenario.id = id,
            enabled,
            "a scenario is switched"
        );
    }
    detail(&account, id).await
}

/// `POST /api/scenarios/{id}/stop`
pub async fn stop(caller: Caller, Path(id): Path<u64>) -> Result<Json<Stopped>, Error> {
    stopped(caller, Some(id)).await
}

/// `POST /api/stop`
pub async fn stop_all(caller: Caller) -> Result<Json<Stopped>, Error> {
    stopped(caller, None).await
}

async fn stopped(caller: Caller, scenario: Option<u64>) -> Result<Json<Stopped>, Error> {
    let Caller { account, user } = caller;
    let dropped = account
        .store
        .stop(account.id, scenario, user, now_ms())
        .await?;
    account.wake().await?;
    tracing::warn!(
        account.id = account.id,
        scenario.id = scenario,
        user.id = user,
        dropped.runs,
        dropped.delayed,
        dropped.effects,
        "stopped by hand"
    );
    Ok(Json(Stopped {
        runs: dropped.runs,
        delayed: dropped.delayed,
        effects: dropped.effects,
    }))
}

/// `DELETE /api/scenarios/{id}`
pub async fn delete(
    Caller { account, .. }: Caller,
    Path(id): Path<u64>,
) -> Result<StatusCode, Error> {
    account
        .store
        .delete_scenario(account.id, id, now_ms())
        .await?;
    tracing::info!(
        account.id = account.id,
        scenario.id = id,
        "a scenario is deleted"
    );
    Ok(StatusCode::NO_CONTENT)
}
