//! `/api/scenarios/{id}/timetable`: when the clock starts a scenario, and for the deals of which stages.

use api::starts::{Planned, Stage, Timetable as Wanted};
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use engine::run::StartKind;
use engine::{EntityKind, events};
use serde_json::Value;

use super::{error::Error, input::Input, session::Caller};
use crate::app::{Account, Mistake, Timetable, now_ms};
use crate::store::{Stored, TimetableRow};

/// Times that are shown ahead.
const AHEAD: usize = 5;
/// Stages of a timetable.
const MOST: usize = 100;

/// `GET /api/scenarios/{id}/timetable`
pub async fn show(
    Caller { account, .. }: Caller,
    Path(id): Path<u64>,
) -> Result<Json<Option<Planned>>, Error> {
    account.store.scenario(account.id, id).await?;
    let Some(row) = account.store.timetable(account.id, id).await? else {
        return Ok(Json(None));
    };
    let stages = row.stages()?.into_iter();
    let stages = stages.map(|(pipeline, status)| Stage { pipeline, status });
    let wanted = Wanted {
        cron: row.cron.clone(),
        stages: stages.collect(),
    };
    let times = ahead(&account, &wanted.cron).await?;
    Ok(Json(Some(Planned { wanted, times })))
}

/// `PUT /api/scenarios/{id}/timetable`
pub async fn set(
    caller: Caller,
    Path(id): Path<u64>,
    Input(wanted): Input<Wanted>,
) -> Result<Json<Planned>, Error> {
    let Caller { account, user } = caller;
    let stored = account.store.scenario(account.id, id).await?;
    suits(&stored)?;
    let names = account.dictionaries().await?;
    known(&names.json, &wanted.stages)?;
    let times = ahead(&account, &wanted.cron).await?;
    let first = times.first().copied().unwrap_or_default() * 1000;
    let stages: Vec<(u64, u64)> = wanted
        .stages
        .iter()
        .map(|it| (it.pipeline, it.status))
        .collect();
    let row = TimetableRow::new(id, wanted.cron.trim(), (&stages, user), first)?;
    account.store.set_timetable(account.id, &row).await?;
    account.wake().await?;
    tracing::info!(
        account.id = account.id,
        scenario.id = id,
        user.id = user,
        "a timetable is set"
    );
    Ok(Json(Planned { wanted, times }))
}

/// `DELETE /api/scenarios/{id}/timetable`
pub async fn drop(
    Caller { account, .. }: Caller,
    Path(id): Path<u64>,
) -> Result<StatusCode, Error> {
    account.store.scenario(account.id, id).await?;
    account.store.drop_timetable(account.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn suits(stored: &Stored) -> Result<(), Error> {
    let event = events::find(&stored.scenario.event);
    let by_clock = event.is_some_and(|event| event.starts.contains(&StartKind::Clock));
    let of_deals = stored
        .scenario
        .entity
        .is_none_or(|it| it == EntityKind::Lead);
    match by_clock && of_deals {
        true => Ok(()),
        false => Err(Error::Invalid(format!(
            "Сценарий «{}» не запускается по расписанию: выберите «Свой сценарий» для сделок.",
            stored.scenario.name
        ))),
    }
}

/// Each stage has to be one of the account.
fn known(names: &Value, stages: &[Stage]) -> Result<(), Error> {
    if stages.is_empty() || stages.len() > MOST {
        return Err(Error::Invalid(format!(
            "Выберите от одного до {MOST} этапов: сценарий запустится для сделок на них."
        )));
    }
    let list = |json: &Value| json.as_array().cloned().unwrap_or_default();
    for stage in stages {
        let pipelines = list(&names["pipelines"]);
        let pipeline = pipelines.iter().find(|it| it["id"] == stage.pipeline);
        let statuses = pipeline.map(|it| list(&it["_embedded"]["statuses"]));
        if !statuses.is_some_and(|all| all.iter().any(|it| it["id"] == stage.status)) {
            return Err(Error::Invalid(format!(
                "В воронке {} нет этапа {}. Выберите этап заново.",
                stage.pipeline, stage.status
            )));
        }
    }
    Ok(())
}

/// The next times, Unix seconds.
async fn ahead(account: &Account, cron: &str) -> Result<Vec<i64>, Error> {
    let names = account.dictionaries().await?.names;
    let zone_s = names.dictionaries.account.zone_s();
    let timetable = Timetable::read(cron).map_err(|mistake| invalid(cron, mistake))?;
    let mut times = vec![
        timetable
            .after(now_ms(), zone_s)
            .map_err(|mistake| invalid(cron, mistake))?,
    ];
    while let Some(last) = times.last().filter(|_| times.len() < AHEAD) {
        match timetable.after(*last, zone_s) {
            Ok(next) => times.push(next),
            Err(_) => break,
        }
    }
    Ok(times.into_iter().map(|ms| ms / 1000).collect())
}

fn invalid(cron: &str, mistake: Mistake) -> Error {
    Error::Invalid(match mistake {
        Mistake::Unreadable => format!(
            "Расписание «{cron}» не читается. Нужны пять частей через пробел — минута, час, число, месяц, \
             день недели, например «0 9 * * 1-5»: по будням в 9:00."
        ),
        Mistake::Never => {
            format!("Расписание «{cron}» не наступит никогда. Проверьте число и месяц.")
        }
    })
}
