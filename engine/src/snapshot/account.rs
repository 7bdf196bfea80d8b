//! Dictionaries of an account: what names stand behind the numbers.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::lenient;
use crate::calendar;

/// Account, users, pipelines and custom fields.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Dictionaries {
    /// As `GET /account` gives it.
    pub account: Account,
    /// As `GET /users` gives them.
    pub users: Vec<User>,
    /// With `_embedded.statuses`.
    pub pipelines: Vec<Pipeline>,
    /// By kind of entity.
    pub custom_fields: CustomFields,
    /// Scenarios of the account, so that a missing one is told before saving.
    pub scenarios: Vec<NamedScenario>,
    /// SalesBots; nothing if nobody told them.
    pub bots: Option<Vec<NamedId>>,
    /// Lists of products, likewise.
    pub catalogs: Option<Vec<NamedId>>,
    /// Names of global variables, likewise; written as a list of names or as the `variables` of facts.
    #[serde(deserialize_with = "lenient::names")]
    pub variables: Option<BTreeSet<String>>,
    /// Number of the scenario that is checked, if it is one of `scenarios`.
    pub checked: Option<u64>,
    /// How many scenarios the installation allows.
    pub limits: Limits,
}

/// How many scenarios an account may have; values of the installation (A54).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// In all (R450).
    pub scenarios: u32,
    /// Enabled for each of the events of a change (R451).
    pub changed: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            scenarios: 100,
            changed: 3,
        }
    }
}

/// A scenario of the account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct NamedScenario {
    /// Number.
    pub id: u64,
    /// Name.
    pub name: String,
    /// Code of its start event; `own` may be started by other scenarios.
    pub event: String,
    /// Whether events start it.
    pub enabled: bool,
    /// Its blocks, for the choice of a delayed trigger.
    pub blocks: Vec<BlockItem>,
}

impl NamedScenario {
    /// Code of the event that only a person or another scenario makes (R44).
    const OWN: &str = "own";

    /// Whether others may start it (R229).
    pub fn is_own(&self) -> bool {
        self.event == Self::OWN
    }
}

/// What a setting has to know of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct BlockItem {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Its triggers.
    pub triggers: Vec<TriggerItem>,
}

/// What a setting has to know of a trigger.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct TriggerItem {
    /// Identifier.
    pub id: String,
    /// Name given by the author.
    pub name: String,
    /// Code of its kind.
    pub kind: String,
}

/// The account.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Account {
    /// Its number.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// First label of its host.
    pub subdomain: String,
    /// ISO code.
    pub currency: Option<String>,
    /// Address of the file service, with `with=drive_url`.
    pub drive_url: Option<String>,
    /// Groups of users and task types.
    #[serde(rename = "_embedded")]
    pub embedded: AccountEmbedded,
}

impl Account {
    /// Address of the file service without a slash at its end.
    pub fn drive(&self) -> Option<&str> {
        let drive = self.drive_url.as_deref()?.trim_end_matches('/');
        (!drive.is_empty()).then_some(drive)
    }

    /// Seconds its zone is ahead of UTC; date fields are midnight there.
    pub fn zone_s(&self) -> i64 {
        let offset = self.embedded.datetime_settings.timezone_offset.as_deref();
        offset
            .and_then(calendar::parse_offset)
            .unwrap_or(calendar::MOSCOW_S)
    }
}

/// What `with=users_groups,task_types,datetime_settings` adds.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct AccountEmbedded {
    /// Group 0 always exists in amoCRM.
    pub users_groups: Vec<Group>,
    /// Types 1 and 2 always exist in amoCRM.
    pub task_types: Vec<TaskType>,
    /// Zone in which date fields are midnight; Moscow if it is not given.
    pub datetime_settings: DatetimeSettings,
}

/// The account's zone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct DatetimeSettings {
    /// Such as `+03:00`.
    pub timezone_offset: Option<String>,
}

/// A group of users («Отдел»).
pub type Group = NamedId;
/// A type of task.
pub type TaskType = NamedId;

/// Anything with a number and a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct NamedId {
    /// Number.
    pub id: u64,
    /// Name.
    pub name: String,
}

/// A user.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct User {
    /// Number.
    pub id: u64,
    /// Name.
    pub name: String,
    /// E-mail, also the login.
    pub email: Option<String>,
    /// With `with=phone_number`.
    pub phone_number: Option<String>,
    /// Language of the interface, such as `ru`.
    pub lang: Option<String>,
    /// Rights, of which the group is read.
    pub rights: Rights,
}

/// The part of a user's rights that is read.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Rights {
    /// `None` is the default group 0.
    pub group_id: Option<u64>,
    /// Administrator.
    pub is_admin: bool,
    /// `false` is switched off.
    pub is_active: Option<bool>,
}

/// A pipeline with its stages.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Pipeline {
    /// Number.
    pub id: u64,
    /// Name.
    pub name: String,
    /// Main pipeline of the account.
    pub is_main: bool,
    /// Stages.
    #[serde(rename = "_embedded")]
    pub embedded: PipelineEmbedded,
}

impl Pipeline {
    /// Stages in amoCRM's order.
    pub fn statuses(&self) -> &[Status] {
        &self.embedded.statuses
    }
}

/// What stands in `_embedded` of a pipeline.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct PipelineEmbedded {
    /// Stages.
    pub statuses: Vec<Status>,
}

/// A stage; [`Status::SUCCESS`] and [`Status::LOSS`] exist in every pipeline.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Status {
    /// Number.
    pub id: u64,
    /// Name.
    pub name: String,
    /// Position.
    pub sort: i64,
    /// Colour such as `#99ccff`.
    pub color: Option<String>,
}

impl Status {
    /// Stage of success, the same in every pipeline.
    pub const SUCCESS: u64 = 142;
    /// Stage of loss, the same in every pipeline.
    pub const LOSS: u64 = 143;
}

/// Custom fields by kind of entity.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct CustomFields {
    /// Of deals.
    pub leads: Vec<Field>,
    /// Of contacts.
    pub contacts: Vec<Field>,
    /// Of companies.
    pub companies: Vec<Field>,
}

/// Definition of a custom field.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Field {
    /// Number.
    pub id: u64,
    /// Name.
    pub name: String,
    /// amoCRM's type: `text`, `select`, `date` …
    #[serde(rename = "type")]
    pub kind: String,
    /// `PHONE`, `EMAIL` …
    pub code: Option<String>,
    /// Options of a list.
    pub enums: Option<Vec<EnumOption>>,
}

/// An option of a list field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct EnumOption {
    /// Number.
    pub id: u64,
    /// Text.
    pub value: String,
}
