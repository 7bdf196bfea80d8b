//! Definitions of custom fields.

use serde_json::{Value, json};

use crate::kind::Kind;

/// Whose field it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// A field of all leads, contacts or companies.
    Card(Kind),
    /// A field of the elements of one catalog.
    Catalog(i64),
}

impl Owner {
    /// The owner of the fields of a card.
    pub fn of(kind: Kind, catalog_id: i64) -> Self {
        match kind {
            Kind::Element => Owner::Catalog(catalog_id),
            Kind::Contact | Kind::Lead | Kind::Company => Owner::Card(kind),
        }
    }

    /// `entity_type` of the definition.
    pub fn entity_type(self) -> &'static str {
        match self {
            Owner::Card(kind) => kind.plural(),
            Owner::Catalog(_) => "catalogs",
        }
    }

    /// The path of the definitions under `/api/v4`.
    pub fn path(self) -> String {
        match self {
            Owner::Card(kind) => format!("{}/custom_fields", kind.plural()),
            Owner::Catalog(id) => format!("catalogs/{id}/custom_fields"),
        }
    }
}

/// One entry of a list field.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// Number, unique in the account.
    pub id: i64,
    /// Text.
    pub value: String,
    /// Order.
    pub sort: i64,
    /// Optional code.
    pub code: Option<String>,
}

impl Choice {
    /// The entry as the API shows it.
    pub fn json(&self) -> Value {
        json!({"id": self.id, "value": self.value, "sort": self.sort, "code": self.code})
    }
}

/// A custom field.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Number, unique in the account.
    pub id: i64,
    /// Whose field it is.
    pub owner: Owner,
    /// Title.
    pub name: String,
    /// One of amoCRM's type names.
    pub field_type: String,
    /// Optional code.
    pub code: Option<String>,
    /// Order.
    pub sort: i64,
    /// Made by amoCRM, not by a user.
    pub is_predefined: bool,
    /// Editable through the API only.
    pub is_api_only: bool,
    /// Tab of the card.
    pub group_id: Option<String>,
    /// Currency of a `monetary` field.
    pub currency: Option<String>,
    /// Entries of list fields and multitext.
    pub choices: Vec<Choice>,
    /// Entries of `category` fields, as given.
    pub nested: Value,
    /// The other parts of the definition, returned as they were given.
    pub rest: Value,
}

/// The parts of a definition that only the interface of amoCRM uses.
pub const PASSED_THROUGH: [&str; 7] = [
    "remind",
    "settings",
    "tracking_callback",
    "search_in",
    "chained_lists",
    "required_statuses",
    "hidden_statuses",
];

impl Field {
    /// Does the type carry a list of entries?
    pub fn has_choices(&self) -> bool {
        matches!(
            self.field_type.as_str(),
            "select" | "multiselect" | "radiobutton" | "multitext"
        )
    }

    /// The definition as the API shows it, without `_links`.
    pub fn json(&self, account: i64) -> Value {
        let enums: Vec<Value> = self.choices.iter().map(Choice::json).collect();
        let mut body = json!({
            "id": self.id, "name": self.name, "type": self.field_type, "account_id": account,
            "code": self.code, "sort": self.sort, "is_api_only": self.is_api_only,
            "is_computed": false, "is_predefined": self.is_predefined,
            "is_deletable": !self.is_predefined, "entity_type": self.owner.entity_type(),
            "group_id": self.group_id, "currency": self.currency, "nested": self.nested,
            "enums": if self.has_choices() { json!(enums) } else { Value::Null },
        });
        for key in PASSED_THROUGH {
            body[key] = self.rest.get(key).cloned().unwrap_or(Value::Null);
        }
        for key in ["required_statuses", "hidden_statuses"] {
            if body[key].is_null() {
                body[key] = json!([]);
            }
        }
        body
    }
}

/// A tab of fields in the card.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Text id.
    pub id: String,
    /// Whose cards show it.
    pub kind: Kind,
    /// Title.
    pub name: String,
    /// Order.
    pub sort: i64,
    /// Made by amoCRM.
    pub is_predefined: bool,
}
