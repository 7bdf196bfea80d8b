//! Users of the account.

use serde_json::{Value, json};

/// A user.
#[derive(Debug, Clone, PartialEq)]
pub struct User {
    /// Number.
    pub id: i64,
    /// Full name.
    pub name: String,
    /// Login.
    pub email: String,
    /// May do everything.
    pub is_admin: bool,
    /// Can log in.
    pub is_active: bool,
    /// Group; 0 is the default one.
    pub group_id: i64,
    /// Role, if any.
    pub role_id: Option<i64>,
}

impl User {
    /// The rights block; letters as in the API: A all, M own only, D denied.
    pub fn rights(&self) -> Value {
        let level = if self.is_admin { "A" } else { "M" };
        let card =
            json!({"view": "A", "edit": level, "add": "A", "delete": level, "export": level});
        json!({
            "leads": card, "contacts": card, "companies": card,
            "tasks": {"edit": level, "delete": level},
            "mail_access": self.is_admin, "catalog_access": true, "files_access": true,
            "is_admin": self.is_admin, "is_free": false, "is_active": self.is_active,
            "group_id": (self.group_id != 0).then_some(self.group_id),
            "role_id": self.role_id, "status_rights": [],
        })
    }
}
