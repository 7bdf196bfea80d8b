//! Account web hooks: what is told, to whom, in which layout.

mod bot;
mod card;
pub mod dispatch;
mod fields;
mod lead;
mod note;
mod person;
mod pipeline;
mod retry;
mod talk;
mod task;
mod unsorted;

pub use bot::ask_integration;
pub use card::{card_added, card_changed, card_moved};
pub use note::note_added;
pub use retry::{Outcome, Record, Standing};
pub use talk::talk_changed;
pub use task::{task_added, task_changed};
pub use unsorted::{unsorted_added, unsorted_closed};

use crate::state::{SUBDOMAIN, State, account_id};

/// Decoded pairs of a form body, in the order they are sent.
pub type Pairs = Vec<(String, String)>;

/// Every event a destination can subscribe to.
pub const SETTINGS: [&str; 43] = [
    "add_lead",
    "add_contact",
    "add_company",
    "add_customer",
    "add_task",
    "add_talk",
    "update_lead",
    "update_contact",
    "update_company",
    "update_customer",
    "update_task",
    "update_talk",
    "delete_lead",
    "delete_contact",
    "delete_company",
    "delete_customer",
    "delete_task",
    "restore_lead",
    "restore_contact",
    "restore_company",
    "responsible_lead",
    "responsible_contact",
    "responsible_company",
    "responsible_customer",
    "responsible_task",
    "status_lead",
    "note_lead",
    "note_contact",
    "note_company",
    "note_customer",
    "add_chat_template_review",
    "add_message",
    "add_outgoing_message",
    "add_unsorted",
    "update_unsorted",
    "delete_unsorted",
    "add_catalog_element",
    "update_catalog_element",
    "delete_catalog_element",
    "responsible_catalog_element",
    "note_catalog_element",
    "status_customer",
    "restore_customer",
];

/// A destination and what it wants to hear.
#[derive(Debug, Clone)]
pub struct Subscription {
    /// Number.
    pub id: i64,
    /// Address.
    pub destination: String,
    /// Names from `SETTINGS`.
    pub settings: Vec<String>,
    /// Order in the interface.
    pub sort: i64,
    /// Switched off after too many failures.
    pub disabled: bool,
    /// Who made it.
    pub created_by: i64,
    /// Unix seconds.
    pub created_at: i64,
    /// Unix seconds.
    pub updated_at: i64,
}

/// One hook, ready to be sent to each of its subscribers.
#[derive(Debug, Clone)]
pub struct Notice {
    /// Addresses.
    pub destinations: Vec<String>,
    /// Body.
    pub body: String,
    /// The body is JSON instead of a form.
    pub is_json: bool,
    /// A web hook is tried again and can switch its address off; a bot and the Digital Pipeline ask once.
    pub is_hook: bool,
}

/// Queues a hook for the destinations that subscribe to any of the settings.
pub fn notify(state: &mut State, settings: &[&str], pairs: Pairs) {
    let wants = |own: &&Subscription| settings.iter().any(|s| own.settings.iter().any(|o| o == s));
    let active = state.subscriptions.iter().filter(|own| !own.disabled);
    let destinations: Vec<String> = active
        .filter(wants)
        .map(|own| own.destination.clone())
        .collect();
    if !destinations.is_empty() {
        state.outbox.push(Notice {
            destinations,
            body: encode(pairs),
            is_json: false,
            is_hook: true,
        });
    }
}

/// The form body; the account always comes first.
fn encode(pairs: Pairs) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("account[subdomain]", SUBDOMAIN);
    form.append_pair("account[id]", &account_id().to_string());
    form.append_pair(
        "account[_links][self]",
        &format!("https://{SUBDOMAIN}.amocrm.ru"),
    );
    form.extend_pairs(pairs);
    form.finish()
}

/// Collects the pairs of one item under its prefix.
struct Item {
    prefix: String,
    pairs: Pairs,
}

impl Item {
    /// `entity[action][0]`.
    fn new(entity: &str, action: &str) -> Self {
        Self {
            prefix: format!("{entity}[{action}][0]"),
            pairs: Vec::new(),
        }
    }

    /// Adds a scalar under keys written with their brackets: `[id]`, `[tags][0][name]`.
    fn put(&mut self, keys: &str, value: impl ToString) {
        self.pairs
            .push((format!("{}{keys}", self.prefix), value.to_string()));
    }

    /// Adds a scalar if there is one: missing data is a missing key.
    fn put_some(&mut self, keys: &str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.put(keys, value);
        }
    }
}
