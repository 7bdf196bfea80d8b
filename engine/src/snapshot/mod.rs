//! The facts of a step (docs/facts.md): entities exactly as amoCRM's API v4 returns them.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Deserializer};

use crate::{
    calendar::{Workdays, russia},
    shape::Mismatch,
};

mod account;
mod context;
mod entity;
mod installation;
mod lenient;
mod pruned;
mod wanted;

pub use account::{
    Account, BlockItem, CustomFields, DatetimeSettings, Dictionaries, EnumOption, Field, Group,
    Limits, NamedId, NamedScenario, Pipeline, Status, TaskType, TriggerItem, User,
};
pub use context::{
    Author, CatalogElement, Event, Message, Metadata, Note, Previous, Spoken, Start, Titled, Whose,
};
pub use entity::{Entity, EntityEmbedded, FieldValue, FieldValues, Linked, Tag, Task, TaskResult};
pub use installation::{Installation, Numbering, Rates, Region};
pub use wanted::{Fields, Wanted};

/// Every fact a step may read; everything but `now` may be missing.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Snapshot {
    /// Unix seconds; in JSON also RFC 3339 text.
    #[serde(deserialize_with = "instant")]
    pub now: i64,
    /// Account, users, pipelines, custom fields.
    #[serde(flatten, deserialize_with = "shared")]
    pub dictionaries: Arc<Dictionaries>,
    /// The deal of the run, or the linked one (A24).
    #[serde(default)]
    pub lead: Option<Entity>,
    /// Contacts, the main one first if the deal does not tell (A24).
    #[serde(default)]
    pub contacts: Vec<Entity>,
    /// The company.
    #[serde(default)]
    pub company: Option<Entity>,
    /// Tasks of the entity of the run.
    #[serde(default)]
    pub tasks: Vec<Task>,
    /// Global variables of the account.
    #[serde(default, deserialize_with = "lenient::variables")]
    pub variables: BTreeMap<String, String>,
    /// Variables of the run: hook, response, button.
    #[serde(default, deserialize_with = "lenient::variables")]
    pub run: BTreeMap<String, String>,
    /// Addresses of trigger links for the current entity, by their number (A5).
    #[serde(default, deserialize_with = "lenient::variables")]
    pub links: BTreeMap<String, String>,
    /// What started the run.
    #[serde(default, deserialize_with = "lenient::optional")]
    pub event: Option<Event>,
    /// How it was started.
    #[serde(default, deserialize_with = "lenient::optional")]
    pub start: Option<Start>,
    /// The entity of the run before the change.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub previous: Option<Previous>,
    /// The task of the event.
    #[serde(default, deserialize_with = "lenient::optional")]
    pub task: Option<Task>,
    /// The note of the event.
    #[serde(default, deserialize_with = "lenient::optional")]
    pub note: Option<Note>,
    /// The message of the event.
    #[serde(default, deserialize_with = "lenient::optional")]
    pub message: Option<Message>,
    /// Deals linked to the contacts and the company.
    #[serde(default, deserialize_with = "lenient::list")]
    pub leads: Vec<Entity>,
    /// Last messages of the dialogues.
    #[serde(default, deserialize_with = "lenient::list")]
    pub messages: Vec<Spoken>,
    /// Elements linked to the deal, in amoCRM's order.
    #[serde(default, deserialize_with = "lenient::list")]
    pub catalog_elements: Vec<CatalogElement>,
    /// When the deal came to its stage, Unix seconds.
    #[serde(default, deserialize_with = "lenient::seconds")]
    pub status_changed_at: Option<i64>,
    /// The running scenario.
    #[serde(default, deserialize_with = "lenient::optional")]
    pub scenario: Option<Titled>,
    /// The block that is being decided.
    #[serde(default, deserialize_with = "lenient::optional")]
    pub block: Option<Titled>,
    /// Names that a hook or a response has ever sent (section 10).
    #[serde(default, deserialize_with = "lenient::list")]
    pub known: Vec<String>,
    /// Data of the installation: production calendar, working hours, rates, numbering, own address.
    #[serde(default, deserialize_with = "shared")]
    pub installation: Arc<Installation>,
}

/// What an account and the installation know for a long time: read once, shared by many facts.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Names {
    /// Account, users, pipelines, custom fields.
    #[serde(flatten, deserialize_with = "shared")]
    pub dictionaries: Arc<Dictionaries>,
    /// Data of the installation.
    #[serde(default, deserialize_with = "shared")]
    pub installation: Arc<Installation>,
}

impl Names {
    /// Reads the same keys as in a facts file.
    ///
    /// # Errors
    /// When the text is not JSON, or a part has a wrong shape; the message names the place.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        lenient::read(text)
    }
}

/// A facts file that can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("факты не прочитать: {0}")]
pub struct Error(#[from] Mismatch);

impl Snapshot {
    /// Reads a facts file.
    ///
    /// # Errors
    /// When the text is not JSON, has no `now`, or an entity has a wrong shape; the message names the place.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        lenient::read(text)
    }

    /// Reads a facts file of an account whose names are known; its own names take no part.
    ///
    /// # Errors
    /// As [`Snapshot::from_json`].
    pub fn with_names(text: &str, names: &Names) -> Result<Self, Error> {
        let mut snapshot = Self::from_json(text)?;
        snapshot.dictionaries = Arc::clone(&names.dictionaries);
        snapshot.installation = Arc::clone(&names.installation);
        Ok(snapshot)
    }

    /// Facts of an account of which nothing is known, at a moment.
    pub(crate) fn bare(now: i64) -> Self {
        Self {
            now,
            dictionaries: Arc::default(),
            lead: None,
            contacts: Vec::new(),
            company: None,
            tasks: Vec::new(),
            variables: BTreeMap::new(),
            run: BTreeMap::new(),
            links: BTreeMap::new(),
            event: None,
            start: None,
            previous: None,
            task: None,
            note: None,
            message: None,
            leads: Vec::new(),
            messages: Vec::new(),
            catalog_elements: Vec::new(),
            status_changed_at: None,
            scenario: None,
            block: None,
            known: Vec::new(),
            installation: Arc::default(),
        }
    }

    /// The same with a deal, a contact and a company of which nothing is known but that they are there.
    pub(crate) fn of_anybody(now: i64) -> Self {
        let entity = || Entity {
            embedded: EntityEmbedded {
                leads: Some(Vec::new()),
                ..EntityEmbedded::default()
            },
            ..Entity::default()
        };
        Self {
            lead: Some(entity()),
            contacts: vec![entity()],
            company: Some(entity()),
            ..Self::bare(now)
        }
    }

    /// The production calendar by which working days are counted.
    pub fn workdays(&self) -> &Workdays {
        self.installation.workdays("ru").unwrap_or_else(|| russia())
    }

    /// The facts within a block: its number and name, and the scenario's name if they don't tell it.
    pub(crate) fn enter(&mut self, scenario: &str, (id, name): (&str, &str)) {
        self.block = Some(Titled {
            id: id.to_owned(),
            name: name.to_owned(),
        });
        let running = self.scenario.get_or_insert_default();
        if running.name.is_empty() {
            running.name = scenario.to_owned();
        }
    }

    /// The main contact: the one the deal marks, else the first (A24).
    pub fn contact(&self) -> Option<&Entity> {
        let main = self.lead.as_ref().and_then(Entity::main_contact);
        let marked = main.and_then(|id| self.contacts.iter().find(|contact| contact.id == id));
        marked.or_else(|| self.contacts.first())
    }
}

fn shared<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Arc<T>, D::Error> {
    T::deserialize(from).map(Arc::new)
}

fn instant<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    let written = serde_json::Value::deserialize(from)?;
    let at = match &written {
        serde_json::Value::Number(number) => number.as_i64(),
        serde_json::Value::String(text) => chrono::DateTime::parse_from_rfc3339(text)
            .map(|instant| instant.timestamp())
            .ok(),
        _ => None,
    };
    at.ok_or_else(|| {
        serde::de::Error::custom(format!(
            "Здесь {written}, а нужно время вида 2024-02-29T12:05:00+03:00 или секунды Unix: исправьте"
        ))
    })
}
