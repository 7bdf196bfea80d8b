//! What happened, as a hook tells it.

use engine::{EntityKind, EntityRef};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};

use super::tree::Node;

/// Bytes of an account's name or address.
const MAX_NAME: usize = 100;
/// The end of the year 9999; whoever counts on from there, or in milliseconds, stays far from the largest number.
const LATEST_S: i64 = 253_402_300_799;

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
    /// Address of the account, as `https://demo.amocrm.ru`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
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
    /// Its address.
    pub address: Option<String>,
}

/// Takes `account[…]` out of the body, wherever it stands; what is not known of it stays there.
pub fn account(root: &mut Node) -> Account {
    let Some(mut node) = root.children.remove("account") else {
        // The Digital Pipeline names it without brackets.
        return Account {
            id: root.take_number_of("account_id"),
            subdomain: name(root, "subdomain"),
            address: None,
        };
    };
    let mut links = node.children.remove("_links").unwrap_or_default();
    let account = Account {
        id: node.take_number_of("id"),
        subdomain: name(&mut node, "subdomain"),
        address: name(&mut links, "self"),
    };
    node.put_back("_links", links);
    root.put_back("account", node);
    account
}

/// A name of the account. Every event carries it, so what is no name of a host stays where it is.
fn name(node: &mut Node, key: &str) -> Option<String> {
    let text = node.get(key)?.text()?;
    let is_name = text.len() <= MAX_NAME && text.bytes().all(|byte| byte.is_ascii_graphic());
    match is_name {
        true => node.take_text_of(key),
        false => None,
    }
}

impl Event {
    /// An event of an account, of no entity yet.
    pub fn of(account: &Account, kind: &str, rest: Json) -> Self {
        Self {
            kind: kind.to_owned(),
            entity_type: None,
            entity_id: None,
            account: account.id,
            subdomain: account.subdomain.clone(),
            address: account.address.clone(),
            fields: Map::new(),
            rest,
        }
    }

    /// An event that nobody foresaw, with all that was found.
    pub fn unknown(account: &Account, rest: Json) -> Self {
        Self::of(account, "unknown", rest)
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

    /// When it happened, Unix seconds, if the hook tells; a number that is no time is as if there were none.
    pub fn happened_at_s(&self) -> Option<i64> {
        let keys = ["updated_at", "last_modified", "created_at", "time"];
        let time = |&key: &&str| {
            let told = self.fields.get(key)?.as_i64()?;
            (0..=LATEST_S).contains(&told).then_some(told)
        };
        keys.iter().find_map(time)
    }

    /// Equal for repeated deliveries of one body, also if the order of its keys differs.
    pub fn digest(&self) -> String {
        // `serde_json`'s maps are sorted, so equal events have equal text.
        let text = match self.kind.as_str() {
            "task_changed" => serde_json::to_vec(&self.without_result()),
            _ => serde_json::to_vec(self),
        };
        let hash = Sha256::digest(text.unwrap_or_default());
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// A task that is closed with its result in a list arrives twice: as closed, and with the result.
    fn without_result(&self) -> Self {
        let mut same = self.clone();
        same.fields
            .retain(|key, _| !matches!(key.as_str(), "result" | "action_close"));
        same
    }
}
