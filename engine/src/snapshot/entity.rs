//! Deals, contacts, companies and tasks as amoCRM's API v4 returns them.

use serde::Deserialize;
use serde_json::Value as Json;

use super::{NamedId, lenient};

/// A deal, a contact or a company; properties it can't have stay empty.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Entity {
    /// Number.
    pub id: u64,
    /// Name; amoCRM may give none.
    pub name: Option<String>,
    /// Of a contact.
    pub first_name: Option<String>,
    /// Of a contact.
    pub last_name: Option<String>,
    /// Budget of a deal, whole or with a fraction.
    pub price: Option<serde_json::Number>,
    /// Stage of a deal.
    pub status_id: Option<u64>,
    /// Pipeline of a deal.
    pub pipeline_id: Option<u64>,
    /// Responsible user; 0 is the robot.
    pub responsible_user_id: Option<u64>,
    /// 0 is the robot.
    pub created_by: Option<u64>,
    /// 0 is the robot.
    pub updated_by: Option<u64>,
    /// Unix seconds.
    pub created_at: Option<i64>,
    /// Unix seconds.
    pub updated_at: Option<i64>,
    /// Unix seconds.
    pub closed_at: Option<i64>,
    /// Unix seconds.
    pub closest_task_at: Option<i64>,
    /// Reason of a loss.
    pub loss_reason_id: Option<u64>,
    /// Source of the deal.
    pub source_id: Option<u64>,
    /// Filled custom fields only.
    pub custom_fields_values: Option<Vec<FieldValues>>,
    /// Tags and links.
    #[serde(rename = "_embedded")]
    pub embedded: EntityEmbedded,
    /// Asked for a moment ago, so that its number is 0 until amoCRM gives one (R420).
    #[serde(skip)]
    pub is_new: bool,
}

impl Entity {
    /// The filled values of a custom field.
    pub fn field(&self, id: u64) -> Option<&FieldValues> {
        self.custom_fields_values
            .as_ref()?
            .iter()
            .find(|field| field.field_id == id)
    }

    /// Tags in amoCRM's order.
    pub fn tags(&self) -> &[Tag] {
        self.embedded.tags.as_deref().unwrap_or_default()
    }

    /// The contact that a deal marks as main.
    pub fn main_contact(&self) -> Option<u64> {
        let contacts = self.embedded.contacts.as_deref().unwrap_or_default();
        contacts
            .iter()
            .find(|contact| contact.is_main == Some(true))
            .map(|contact| contact.id)
    }
}

/// What stands in `_embedded` of an entity.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct EntityEmbedded {
    /// Tags.
    pub tags: Option<Vec<Tag>>,
    /// Linked contacts.
    pub contacts: Option<Vec<Linked>>,
    /// Linked companies: none or one.
    pub companies: Option<Vec<Linked>>,
    /// Linked deals.
    pub leads: Option<Vec<Linked>>,
    /// None or one.
    pub loss_reason: Option<Vec<NamedId>>,
    /// Source with its name.
    pub source: Option<NamedId>,
}

/// A linked entity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Linked {
    /// Number.
    pub id: u64,
    /// Main contact of a deal.
    pub is_main: Option<bool>,
}

/// A tag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Tag {
    /// Number; missing in hooks that only name it.
    pub id: Option<u64>,
    /// Name.
    pub name: String,
}

/// A filled custom field.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct FieldValues {
    /// Number of the field.
    pub field_id: u64,
    /// Its code, such as `PHONE`.
    pub field_code: Option<String>,
    /// amoCRM's type of it.
    pub field_type: Option<String>,
    /// At least one.
    pub values: Vec<FieldValue>,
}

/// One element of a field's `values`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct FieldValue {
    /// Text, number, bool or object, by the field's type.
    pub value: Json,
    /// Option of a list, or sub-type of a phone.
    pub enum_id: Option<u64>,
    /// `WORK`, `city` …; some answers call it `enum`.
    #[serde(alias = "enum")]
    pub enum_code: Option<String>,
    /// List of a chained value, which has no other one.
    pub catalog_id: Option<u64>,
    /// Element of that list.
    pub catalog_element_id: Option<u64>,
}

/// A task.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Task {
    /// Number.
    pub id: u64,
    /// What is to be done.
    pub text: String,
    /// Type.
    pub task_type_id: u64,
    /// Whether it is done.
    pub is_completed: bool,
    /// Deadline, Unix seconds.
    pub complete_till: i64,
    /// Seconds it takes.
    pub duration: Option<i64>,
    /// What was done.
    #[serde(deserialize_with = "lenient::optional")]
    pub result: Option<TaskResult>,
    /// Who has to do it.
    pub responsible_user_id: u64,
    /// 0 is the robot.
    pub created_by: Option<u64>,
    /// Unix seconds.
    pub created_at: Option<i64>,
    /// Unix seconds.
    pub updated_at: Option<i64>,
    /// When it was closed, if that is told; the API tells only the last change.
    pub closed_at: Option<i64>,
    /// Entity it belongs to.
    pub entity_id: Option<u64>,
    /// Plural noun of that entity.
    pub entity_type: Option<String>,
}

/// The result of a task; amoCRM writes an empty list where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct TaskResult {
    /// What was done.
    pub text: Option<String>,
}
