//! `POST /hooks/salesbot/{secret}?scenario_id=…`: a bot asks for a scenario and waits until its run has ended (R30, R140).

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header::CONTENT_TYPE};
use engine::payload::{Payload, Received};
use engine::run::StartKind;
use engine::{EntityKind, events};

use super::bot_token::{self, Asking};
use super::error::Error;
use crate::app::{Account, Server, now_ms};
use crate::crm;
use crate::store::{self, LaunchState, NewLaunch, new_id};

/// Takes the question; what can't be started lets the bot go on by its other exit.
pub async fn ask(
    State(server): State<Arc<Server>>,
    Path(secret): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, Error> {
    let account = server.of_hook(&secret).await?.ok_or(Error::NotFound)?;
    let account = server.account(account)?.ok_or(Error::NotFound)?;
    let body = body.map_err(|_| Error::TooLarge)?;
    let question = Payload::read(Received {
        query: &query.unwrap_or_default(),
        content_type: text(&headers),
        body: &body,
    });
    let told = |name: &str| question.variables.get(name).map_or("", String::as_str);
    let asking = bot_token::read(told("token"), &server.settings, now_ms() / 1000);
    let asking = asking.filter(|it| it.account == account.id);
    let asking = asking.ok_or(Error::Unauthorized)?;
    let reply_to = told("return_url");
    if crm::waiting(&account.crm, reply_to).is_none() {
        return Err(Error::Invalid(
            "return_url — не адрес бота этого аккаунта.".to_owned(),
        ));
    }
    // The address names it, or the data of the bot's step.
    let named = [told("scenario_id"), told("data_scenario_id")];
    let scenario = named.iter().find_map(|text| text.trim().parse().ok());
    order(&account, scenario.unwrap_or_default(), asking, reply_to).await?;
    Ok(StatusCode::OK)
}

fn text(headers: &HeaderMap) -> &str {
    let value = headers.get(CONTENT_TYPE);
    value.and_then(|it| it.to_str().ok()).unwrap_or_default()
}

async fn order(
    account: &Account,
    scenario: u64,
    asking: Asking,
    reply_to: &str,
) -> Result<(), Error> {
    let may = may_start(account, scenario, asking).await?;
    let entity = asking.entity;
    let new = NewLaunch {
        id: new_id(),
        scenario,
        kind: StartKind::Bot,
        user: None,
        entity: entity.map_or(EntityKind::Lead, |it| it.kind),
        ids: entity.map(|it| it.id).into_iter().collect(),
        asked_at: now_ms(),
        reply_to: Some(reply_to.to_owned()),
        state: match may {
            true => LaunchState::New,
            false => LaunchState::Stopped,
        },
    };
    account.store.add_launch(account.id, &new).await?;
    account.wake().await?;
    tracing::info!(
        account.id = account.id,
        scenario.id = scenario,
        may,
        "a bot asks for a scenario"
    );
    Ok(())
}

/// Own scenarios of deals or of any entity (A17).
async fn may_start(account: &Account, scenario: u64, asking: Asking) -> Result<bool, Error> {
    let stored = match account.store.scenario(account.id, scenario).await {
        Ok(stored) => stored,
        Err(store::Error::NotFound) => return Ok(false),
        Err(error) => return Err(error.into()),
    };
    let event = events::find(&stored.scenario.event);
    let is_offered = event.is_some_and(|it| it.is_offered_to_bot(stored.scenario.entity));
    let of_deal = asking.entity.is_some_and(|it| it.kind == EntityKind::Lead);
    Ok(stored.enabled && is_offered && of_deal)
}
