//! What happened, as a hook tells it.

use engine::{EntityKind, EntityRef};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};

use super::tree::Node;

/// One thing that happened to one entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Code of the catalogue, another word such as `lead_deleted`, or `unknown`.
    pub kind: String,
    /// Kind of the entity: `lead`, `contact`, `company`, `task`, or amoCRM's own word for others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity_type: Option<String>,
    /// Its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity_id: Option<u64>,
    /// Account that the hook names; old hooks name only the subdomain.
    pub account: Option<u64>,
    /// First label of the account's host.
    pub subdomain: Option<String>,
    /// What was understood, named and shaped as in amoCRM's API v4.
    pub fields: Map<String, Json>,
    /// Every key that was not understood.
    pub rest: Json,
}

/// The sender, as the body names it.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// Its number.
    pub id: Option<u64>,
    /// Its subdomain.
    pub subdomain: Option<String>,
    /// Keys of the account that are not known.
    pub rest: Option<Json>,
}

/// Reads `account[…]`, wherever it stands in the body.
pub fn account(root: &Node) -> Account {
    let text = |key: &str| root.get(key).and_then(Node::text);
    let Some(node) = root.get("account") else {
        // The Digital Pipeline names it without brackets.
        return Account {
            id: text("account_id").and_then(|id| id.parse().ok()),
            subdomain: text("subdomain").map(str::to_owned),
            rest: None,
        };
    };
    let mut rest = node.clone();
    rest.children
        .retain(|key, _| !matches!(key.as_str(), "id" | "subdomain" | "_links"));
    Account {
        id: node
            .get("id")
            .and_then(Node::text)
            .and_then(|text| text.parse().ok()),
        subdomain: node
            .get("subdomain")
            .and_then(Node::text)
            .map(str::to_owned),
        rest: (!rest.children.is_empty() || !rest.texts.is_empty()).then(|| rest.to_json()),
    }
}

impl Event {
    /// An event that nobody foresaw, with all that was found.
    pub fn unknown(account: Account, rest: Json) -> Self {
        Self {
            kind: "unknown".to_owned(),
            entity_type: None,
            entity_id: None,
            account: account.id,
            subdomain: account.subdomain,
            fields: Map::new(),
            rest,
        }
    }

    /// The entity, if scenarios can run for it.
    pub fn entity(&self) -> Option<EntityRef> {
        let kind = match self.entity_type.as_deref()? {
            "lead" => EntityKind::Lead,
            "contact" => EntityKind::Contact,
            "company" => EntityKind::Company,
            "task" => EntityKind::Task,
            _ => return None,
        };
        Some(EntityRef {
            kind,
            id: self.entity_id?,
        })
    }

    /// When it happened, Unix seconds, if the hook tells.
    pub fn happened_at_s(&self) -> Option<i64> {
        let keys = ["updated_at", "last_modified", "created_at"];
        keys.iter().find_map(|&key| self.fields.get(key)?.as_i64())
    }

    /// Equal for repeated deliveries of one body, also if the order of its keys differs.
    pub fn digest(&self) -> String {
        // `serde_json`'s maps are sorted, so equal events have equal text.
        let text = serde_json::to_vec(self).unwrap_or_default();
        let hash = Sha256::digest(&text);
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
