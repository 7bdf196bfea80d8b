//! Starts that somebody orders: for a card, or for the chosen rows of a list (R134–R138, A53).

use std::collections::BTreeSet;

use api::starts::{Item, Order, State};
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use engine::run::StartKind;
use engine::{EntityKind, Scenario, events};

use super::{error::Error, input::Input, session::Caller};
use crate::app::{Account, now_ms};
use crate::store::{self, LaunchRow, LaunchState, NewLaunch, Stored, new_id};

/// Entities of one order (R453).
const MOST: usize = 500;
/// Orders of a list.
const SHOWN: i64 = 20;

/// `POST /api/scenarios/{id}/starts`
pub async fn create(
    caller: Caller,
    Path(id): Path<u64>,
    Input(order): Input<Order>,
) -> Result<(StatusCode, Json<Item>), Error> {
    let Caller { account, user } = caller;
    let stored = account.store.scenario(account.id, id).await?;
    let ids = chosen(&order)?;
    may_start(&stored, order.entity)?;
    let kind = match order.from_card {
        true => StartKind::Hand,
        false => StartKind::List,
    };
    let new = NewLaunch {
        id: new_id(),
        scenario: id,
        kind,
        user: Some(user),
        entity: order.entity,
        ids,
        asked_at: now_ms(),
        reply_to: None,
        state: LaunchState::New,
    };
    account.store.add_launch(account.id, &new).await?;
    account.wake().await?;
    tracing::info!(
        account.id = account.id,
        scenario.id = id,
        user.id = user,
        entities = new.ids.len(),
        "a start is ordered"
    );
    Ok((StatusCode::CREATED, Json(item(&account, &new.id).await?)))
}

/// The numbers, each once.
fn chosen(order: &Order) -> Result<Vec<u64>, Error> {
    let mut seen = BTreeSet::new();
    let ids = order.ids.iter().copied();
    let ids: Vec<u64> = ids.filter(|id| *id != 0 && seen.insert(*id)).collect();
    let trouble = match ids.len() {
        0 => "Не выбрано ни одной карточки. Выберите хотя бы одну.".to_owned(),
        2.. if order.from_card => {
            "Из карточки сценарий запускается только для неё самой. Запустите его из списка."
                .to_owned()
        }
        chosen if chosen > MOST => format!(
            "За один раз сценарий запускается не больше чем для {MOST} карточек, а выбрано {chosen}. \
             Разделите список на части."
        ),
        _ => return Ok(ids),
    };
    Err(Error::Invalid(trouble))
}

fn may_start(stored: &Stored, entity: EntityKind) -> Result<(), Error> {
    let name = &stored.scenario.name;
    if !stored.enabled {
        return Err(Error::Invalid(format!(
            "Сценарий «{name}» выключен. Включите его и запустите снова."
        )));
    }
    match why_not(&stored.scenario, entity) {
        Some(why) => Err(Error::Invalid(format!("Сценарий «{name}» {why}"))),
        None => Ok(()),
    }
}

/// Why a card or a list of this entity does not offer the scenario.
fn why_not(scenario: &Scenario, entity: EntityKind) -> Option<String> {
    let event = events::find(&scenario.event);
    if event.is_some_and(|event| event.is_offered_to(entity, scenario.entity)) {
        return None;
    }
    let own = event.and_then(|event| event.entity).or(scenario.entity);
    Some(match event {
        Some(event) if event.by_hand => match own {
            Some(own) => format!("запускается {}, а не {}.", dative(own), dative(entity)),
            None => format!("нельзя запустить {}.", dative(entity)),
        },
        Some(event) => format!(
            "запускается событием «{}», а не вручную. Вручную запускаются «Свой сценарий» и сценарии \
             на создание и изменение сделки, контакта или компании.",
            event.label
        ),
        None => "нельзя запустить: его событие неизвестно.".to_owned(),
    })
}

fn dative(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Lead => "для сделок",
        EntityKind::Contact => "для контактов",
        EntityKind::Company => "для компаний",
        EntityKind::Task => "для задач",
    }
}

/// `GET /api/scenarios/{id}/starts`
pub async fn list(
    Caller { account, .. }: Caller,
    Path(id): Path<u64>,
) -> Result<Json<Vec<Item>>, Error> {
    account.store.scenario(account.id, id).await?;
    let mut items = Vec::new();
    for row in account.store.launches(account.id, id, SHOWN).await? {
        items.push(counted(&account, &row).await?);
    }
    Ok(Json(items))
}

/// `GET /api/starts/{id}`
pub async fn show(
    Caller { account, .. }: Caller,
    Path(id): Path<String>,
) -> Result<Json<Item>, Error> {
    Ok(Json(item(&account, &id).await?))
}

/// `POST /api/starts/{id}/stop`
pub async fn stop(caller: Caller, Path(id): Path<String>) -> Result<Json<Item>, Error> {
    let Caller { account, user } = caller;
    let dropped = account.store.stop_launch(account.id, &id, now_ms()).await?;
    account.wake().await?;
    tracing::warn!(
        account.id = account.id,
        user.id = user,
        dropped.runs,
        dropped.delayed,
        dropped.effects,
        "a start is stopped by hand"
    );
    Ok(Json(item(&account, &id).await?))
}

async fn item(account: &Account, id: &str) -> store::Result<Item> {
    let row = account.store.launch(account.id, id).await?;
    counted(account, &row).await
}

async fn counted(account: &Account, row: &LaunchRow) -> store::Result<Item> {
    let mut progress = account.store.progress(account.id, row).await?;
    let total = u64::try_from(row.entities()?.len()).unwrap_or_default();
    let state = match row.state() {
        LaunchState::New => {
            progress.waiting = total;
            State::Running
        }
        LaunchState::Begun if progress.waiting > 0 => State::Running,
        LaunchState::Begun if progress.stopped > 0 => State::Stopped,
        LaunchState::Begun => State::Done,
        LaunchState::Stopped => {
            progress.stopped = total;
            State::Stopped
        }
    };
    Ok(Item {
        id: row.id.clone(),
        scenario: row.scenario(),
        kind: row.kind(),
        entity: row.entity(),
        user: row.user(),
        asked_at: row.asked_at / 1000,
        state,
        total,
        waiting: progress.waiting,
        done: progress.done,
        failed: progress.failed,
        too_often: progress.too_often,
        stopped: progress.stopped,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(ids: Vec<u64>, from_card: bool) -> Order {
        Order {
            entity: EntityKind::Lead,
            ids,
            from_card,
        }
    }

    fn scenario(event: &str, entity: Option<EntityKind>) -> Scenario {
        Scenario {
            event: event.to_owned(),
            entity,
            ..Scenario::default()
        }
    }

    #[test]
    fn up_to_five_hundred_are_chosen_each_once() {
        assert_eq!(
            chosen(&order(vec![3, 1, 3, 0], false)).ok(),
            Some(vec![3, 1])
        );
        assert_eq!(
            chosen(&order((1..=500).collect(), false))
                .ok()
                .map(|ids| ids.len()),
            Some(500)
        );
        for wrong in [
            order(vec![0], false),
            order((1..=501).collect(), false),
            order(vec![1, 2], true),
        ] {
            assert!(
                matches!(chosen(&wrong), Err(Error::Invalid(_))),
                "{wrong:?}"
            );
        }
    }

    #[test]
    fn a_card_starts_what_is_of_its_kind_and_hears_why_not_else() {
        let why = |event, own| why_not(&scenario(event, own), EntityKind::Lead).unwrap_or_default();
        assert_eq!(why("lead_changed", None), "");
        assert_eq!(why("own", None), "");
        assert_eq!(
            why("own", Some(EntityKind::Contact)),
            "запускается для контактов, а не для сделок."
        );
        assert_eq!(
            why("company_added", None),
            "запускается для компаний, а не для сделок."
        );
        assert!(
            why("lead_status_changed", None)
                .starts_with("запускается событием «Смена статуса сделки»")
        );
        assert_eq!(
            why("gone", None),
            "нельзя запустить: его событие неизвестно."
        );
    }
}
