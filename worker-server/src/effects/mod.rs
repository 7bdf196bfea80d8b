//! Effects are carried out here and nowhere else; one file per effect.
//!
//! The intent is stored before [`carry_out`] and the outcome after it.
//! After a crash in between it is called again with [`Attempt::Again`].

use std::collections::BTreeSet;

use engine::{Effect, EntityRef};
use serde_json::{Map, Value as Json, json};

use crate::crm::{Client, Error, Item, Method};

mod add_note;
mod change_fields;
mod change_responsible;
mod change_stage;
mod change_tags;
mod change_task;
mod create_entity;
mod create_task;
mod merge;
mod products;
mod start_bot;

pub use merge::merged;

/// Whether an effect may have been carried out before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// Nobody tried yet.
    First,
    /// An attempt began and its outcome is not known.
    Again(Doubt),
}

/// What helps to find out whether a creation was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// When the intent was stored, Unix seconds.
    pub since: i64,
    /// Numbers that other effects are known to have made: an equal task of theirs is not ours.
    pub others: BTreeSet<u64>,
}

/// Carries an effect out once, as far as amoCRM can tell; gives the number of what was made.
///
/// Changes are harmless to repeat; creations are first looked up when an attempt was made before.
///
/// # Errors
/// As amoCRM's client; [`Error::Unknown`] for a creation means that it may have been done.
pub async fn carry_out(
    client: &Client,
    effect: &Effect,
    attempt: &Attempt,
) -> Result<Option<u64>, Error> {
    match effect {
        Effect::AddProducts { entity, products } => {
            return products::add(client, *entity, products).await;
        }
        Effect::RemoveProducts { entity, catalog } => {
            return products::remove(client, *entity, *catalog).await;
        }
        _ => {}
    }
    let item = item(effect).map_err(Error::NotConnected)?;
    let known = match attempt {
        Attempt::First => None,
        Attempt::Again(doubt) => made(client, effect, doubt).await?,
    };
    let made = match known {
        Some(made) => Some(made),
        None => client.write(item).await?,
    };
    if let (Effect::CreateEntity { new, .. }, Some(made)) = (effect, made) {
        create_entity::link(client, new, made).await?;
    }
    Ok(made)
}

/// Whether a repeat would create a second thing.
pub fn is_creation(effect: &Effect) -> bool {
    item(effect).is_ok_and(|item| item.method == Method::Post)
}

/// The number of a creation that is in amoCRM already; changes never ask.
async fn made(client: &Client, effect: &Effect, doubt: &Doubt) -> Result<Option<u64>, Error> {
    match effect {
        Effect::CreateTask { .. } => create_task::made(client, effect, doubt).await,
        Effect::AddNote { .. } => add_note::made(client, effect, doubt).await,
        Effect::CreateEntity { new, .. } => create_entity::made(client, new, doubt).await,
        // amoCRM does not tell which bots it was asked to start.
        Effect::StartBot { .. } => Err(Error::InDoubt),
        Effect::ChangeResponsible { .. }
        | Effect::ChangeFields { .. }
        | Effect::ChangeTags { .. }
        | Effect::ChangeStage { .. } => Ok(None),
        // What can't be sent was not sent.
        _ => Ok(None),
    }
}

fn change(entity: EntityRef, body: Map<String, Json>) -> Item {
    let mut body = body;
    body.insert("id".to_owned(), json!(entity.id));
    Item {
        method: Method::Patch,
        path: entity.kind.plural().to_owned(),
        body,
    }
}

fn create(path: String, body: Map<String, Json>) -> Item {
    Item {
        method: Method::Post,
        path,
        body,
    }
}

/// Links that are there already stay as they are.
async fn link(client: &Client, entity: EntityRef, links: Vec<Json>) -> Result<(), Error> {
    let path = format!("{}/{}/link", entity.kind.plural(), entity.id);
    let sent = client.send(Method::Post, &path, &Json::Array(links)).await;
    sent.map(drop)
}

/// What is sent, or the name of what would have to be connected to send it.
fn item(effect: &Effect) -> Result<Item, &'static str> {
    Ok(match effect {
        Effect::ChangeResponsible { entity, user } => change_responsible::item(*entity, *user),
        Effect::ChangeFields { entity, changes } => change_fields::item(*entity, changes),
        Effect::CreateTask {
            entity,
            responsible,
            task_type,
            complete_till,
            text,
            ..
        } => create_task::item(*entity, *responsible, *task_type, *complete_till, text),
        Effect::AddNote {
            entity,
            text,
            system,
        } => add_note::item(*entity, text, *system),
        Effect::ChangeTags {
            entity,
            add,
            remove,
        } => change_tags::item(*entity, add, remove),
        Effect::ChangeStage {
            entity,
            pipeline,
            status,
        } => change_stage::item(*entity, *pipeline, *status),
        Effect::ChangeTask {
            entity,
            responsible,
            task_type,
            completed,
            text,
        } => change_task::item(
            *entity,
            (*responsible, *task_type, *completed),
            text.as_deref(),
        ),
        Effect::CreateEntity { new, .. } => create_entity::item(new),
        Effect::StartBot { entity, bot } => start_bot::item(*entity, *bot),
        // Links are no items of a list; what is to be removed has to be asked first.
        Effect::AddProducts { .. } | Effect::RemoveProducts { .. } => return Err("Товары сделки"),
        Effect::RunScenario { .. } => return Err("Запуск другого сценария"),
        Effect::SendHook { .. } => return Err("Отправка веб-хуков"),
        Effect::SendEmail { .. } => return Err("Виджет «Почтовик»"),
        Effect::SendTelegram { .. } => return Err("Виджет «Уведомления в Телеграм»"),
        Effect::SendSms { .. } => return Err("Виджет «СМС шлюз»"),
        Effect::Notify { .. } => return Err("Виджет «Пушер»"),
        Effect::CreateDocument { .. } => return Err("Виджет «Документы»"),
        Effect::Subscribe { .. } => return Err("Подписка на чаты"),
        Effect::FillRequisites { .. } => return Err("Виджет «Интеграция amoCRM и Dadata»"),
        Effect::CreateChecklist { .. } => return Err("Виджет «Чек-листы»"),
        Effect::CreateBill { .. } => return Err("Виджет «Касса»"),
        // The transaction of their decision carried them out; without an entity there is nothing to run for.
        Effect::CancelDelayed { .. }
        | Effect::ChangeVariable { .. }
        | Effect::Schedule { .. }
        | Effect::Unschedule { .. } => return Err("Планировщик"),
    })
}

/// Amounts of seconds by which amoCRM's clock may run behind ours.
const CLOCK_SKEW_S: i64 = 120;

/// The number of an item that was made after an intent, with some room for amoCRM's clock, and not by another effect.
fn fresh(item: &Json, doubt: &Doubt) -> Option<u64> {
    let since = item["created_at"].as_i64()? >= doubt.since - CLOCK_SKEW_S;
    item["id"]
        .as_u64()
        .filter(|id| since && !doubt.others.contains(id))
}
