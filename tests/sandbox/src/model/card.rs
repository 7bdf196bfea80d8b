//! Leads, contacts, companies and catalog elements: one shape, unused parts stay empty.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::kind::Kind;

/// A lead, contact, company or catalog element.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Which of the four it is.
    pub kind: Kind,
    /// Number within its kind.
    pub id: i64,
    /// Full name; contacts keep it in step with the two below.
    pub name: String,
    /// Contacts only.
    pub first_name: String,
    /// Contacts only.
    pub last_name: String,
    /// Leads only: absent until somebody sets it.
    pub price: Option<i64>,
    /// Leads only.
    pub pipeline_id: i64,
    /// Leads only.
    pub status_id: i64,
    /// Leads only.
    pub loss_reason_id: Option<i64>,
    /// Leads only.
    pub closed_at: Option<i64>,
    /// Leads only: where it came from.
    pub source: Option<Value>,
    /// Contacts of incoming leads stay hidden until acceptance.
    pub is_unsorted: bool,
    /// Elements only.
    pub catalog_id: i64,
    /// Responsible user.
    pub responsible: i64,
    /// Group of the responsible user.
    pub group_id: i64,
    /// Author, 0 for robots.
    pub created_by: i64,
    /// Last editor, 0 for robots.
    pub updated_by: i64,
    /// Unix seconds.
    pub created_at: i64,
    /// Unix seconds.
    pub updated_at: i64,
    /// In the recycle bin.
    pub is_deleted: bool,
    /// Values by field id; a cleared field keeps an empty list, because hooks still name it.
    pub values: BTreeMap<i64, Vec<Value>>,
    /// Tags by id, in the order they were given.
    pub tags: Vec<i64>,
}

impl Card {
    /// An empty card.
    pub fn new(kind: Kind, id: i64, user: i64, now: i64) -> Self {
        Self {
            kind,
            id,
            name: String::new(),
            first_name: String::new(),
            last_name: String::new(),
            price: None,
            pipeline_id: 0,
            status_id: 0,
            loss_reason_id: None,
            closed_at: None,
            source: None,
            is_unsorted: false,
            catalog_id: 0,
            responsible: user,
            group_id: 0,
            created_by: user,
            updated_by: user,
            created_at: now,
            updated_at: now,
            is_deleted: false,
            values: BTreeMap::new(),
            tags: Vec::new(),
        }
    }

    /// Sets first and last name from nothing but themselves: «Имя Фамилия».
    pub fn join_name(&mut self) {
        self.name = format!("{} {}", self.first_name, self.last_name)
            .trim()
            .to_owned();
    }
}

/// A tag; ids are separate per kind of card.
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    /// Number.
    pub id: i64,
    /// The kind of card it belongs to.
    pub kind: Kind,
    /// Text, unique within the kind.
    pub name: String,
    /// Leads only.
    pub color: Option<String>,
}
