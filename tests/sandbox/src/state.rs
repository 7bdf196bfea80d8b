//! The whole account in memory.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::answer::Record;
use crate::clock::Clock;
use crate::hooks::{Notice, Subscription};
use crate::kind::Kind;
use crate::model::{
    Action, Bot, Card, End, Field, Group, Links, Note, Owner, Pipeline, Said, Tag, Task, User,
    Waiting,
};

/// The number of the account if nobody chose another.
const USUAL_ACCOUNT: i64 = 31_000_001;
static ACCOUNT: OnceLock<i64> = OnceLock::new();

/// The account's number.
pub fn account_id() -> i64 {
    *ACCOUNT.get_or_init(|| USUAL_ACCOUNT)
}

/// Gives the account another number, before anything asks for it.
pub fn choose_account(id: i64) {
    ACCOUNT.get_or_init(|| id);
}

/// The account's subdomain.
pub const SUBDOMAIN: &str = "demo";

/// Everything the sandbox remembers about its account.
#[derive(Default)]
pub struct State {
    /// Its time.
    pub clock: Clock,
    /// The account's name.
    pub account_name: String,
    /// Users in order of their ids.
    pub users: Vec<User>,
    /// Groups besides the default one: id and name.
    pub user_groups: Vec<(i64, String)>,
    /// Roles, as the API shows them.
    pub roles: BTreeMap<i64, Record>,
    /// Own task types besides the two system ones, as the API shows them.
    pub task_types: Vec<Record>,
    /// Leads, contacts, companies and catalog elements.
    pub cards: BTreeMap<(Kind, i64), Card>,
    /// Links between cards.
    pub links: Links,
    /// Tags of all kinds.
    pub tags: Vec<Tag>,
    /// Custom fields by id.
    pub fields: BTreeMap<i64, Field>,
    /// Tabs of fields.
    pub groups: Vec<Group>,
    /// Pipelines in order.
    pub pipelines: Vec<Pipeline>,
    /// Loss reasons, as the API shows them.
    pub loss_reasons: BTreeMap<i64, Record>,
    /// Tasks by id.
    pub tasks: BTreeMap<i64, Task>,
    /// Notes by id.
    pub notes: BTreeMap<i64, Note>,
    /// The feed of events, as the API shows them, oldest first.
    pub history: Vec<Record>,
    /// Catalogs, as the API shows them.
    pub catalogs: BTreeMap<i64, Record>,
    /// Incoming leads by uid.
    pub unsorted: BTreeMap<String, Record>,
    /// Talks by id.
    pub talks: BTreeMap<i64, Record>,
    /// Installed widgets by code.
    pub widgets: BTreeMap<String, Record>,
    /// The integration that bots ask.
    pub integration: Integration,
    /// Actions that stand on stages.
    pub actions: Vec<Action>,
    /// Salesbots of the account.
    pub bots: Vec<Bot>,
    /// Bots that wait for an answer, by the number in their `return_url`.
    pub waiting: BTreeMap<i64, Waiting>,
    /// What continued bots did, oldest first.
    pub chat: Vec<Said>,
    /// Bots that were started, as the API received it.
    pub bot_runs: Vec<Record>,
    /// Hook subscriptions.
    pub subscriptions: Vec<Subscription>,
    /// Hooks that wait to be handed to the dispatcher.
    pub outbox: Vec<Notice>,
    sequences: BTreeMap<&'static str, i64>,
}

/// An integration's identity towards amoCRM.
#[derive(Debug, Clone, Default)]
pub struct Integration {
    /// Its identifier.
    pub id: String,
    /// Its secret, which signs tokens.
    pub secret: String,
}

impl State {
    /// The next number of a sequence; each starts where real accounts' numbers look alike.
    pub fn next_id(&mut self, sequence: &'static str) -> i64 {
        let next = self
            .sequences
            .entry(sequence)
            .or_insert_with(|| first_id(sequence));
        *next += 1;
        *next - 1
    }

    /// Keeps a sequence above a number that was given by hand.
    pub fn reserve_id(&mut self, sequence: &'static str, id: i64) {
        let next = self
            .sequences
            .entry(sequence)
            .or_insert_with(|| first_id(sequence));
        *next = (*next).max(id + 1);
    }

    /// A card that is not in the recycle bin.
    pub fn card(&self, kind: Kind, id: i64) -> Option<&Card> {
        self.cards.get(&(kind, id)).filter(|card| !card.is_deleted)
    }

    /// All cards of a kind that are not in the recycle bin.
    pub fn cards_of(&self, kind: Kind) -> impl Iterator<Item = &Card> {
        let range = self.cards.range((kind, i64::MIN)..=(kind, i64::MAX));
        range.map(|(_, card)| card).filter(|card| !card.is_deleted)
    }

    /// A user by id.
    pub fn user(&self, id: i64) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    /// A pipeline by id.
    pub fn pipeline(&self, id: i64) -> Option<&Pipeline> {
        self.pipelines.iter().find(|pipeline| pipeline.id == id)
    }

    /// The pipeline for leads that name none.
    pub fn main_pipeline(&self) -> Option<&Pipeline> {
        self.pipelines
            .iter()
            .find(|p| p.is_main)
            .or(self.pipelines.first())
    }

    /// Fields of an owner in their order.
    pub fn fields_of(&self, owner: Owner) -> Vec<&Field> {
        let mut own: Vec<&Field> = self.fields.values().filter(|f| f.owner == owner).collect();
        own.sort_by_key(|field| (field.sort, field.id));
        own
    }

    /// Ids of the linked cards of a kind.
    pub fn linked(&self, end: End, kind: Kind) -> Vec<i64> {
        let others = self.links.of(end).map(|(_, other)| other);
        others
            .filter(|other| other.0 == kind)
            .map(|other| other.1)
            .collect()
    }

    /// The nearest deadline of the card's open tasks.
    pub fn closest_task_at(&self, end: (Kind, i64)) -> Option<i64> {
        let open = self.tasks.values().filter(|task| !task.is_completed);
        open.filter(|task| task.entity == Some(end))
            .map(|task| task.complete_till)
            .min()
    }

    /// The tag of a kind with this name; made when there is none.
    pub fn tag_named(&mut self, kind: Kind, name: &str) -> i64 {
        if let Some(tag) = self
            .tags
            .iter()
            .find(|tag| tag.kind == kind && tag.name == name)
        {
            return tag.id;
        }
        let id = self.next_id("tags");
        self.tags.push(Tag {
            id,
            kind,
            name: name.to_owned(),
            color: None,
        });
        id
    }
}

/// Numbers of different things look different, as in real accounts.
fn first_id(sequence: &str) -> i64 {
    match sequence {
        "leads" => 2_200_001,
        "contacts" => 3_300_001,
        "companies" => 4_400_001,
        "catalog_elements" => 970_001,
        "tasks" => 1_500_001,
        "task_results" => 1_600_001,
        "notes" => 1_700_001,
        "tags" => 800_001,
        "fields" => 500_001,
        "enums" => 600_001,
        "pipelines" => 7_000_001,
        "statuses" => 61_000_001,
        "users" => 9_100_001,
        "loss_reasons" => 4_700_001,
        "catalogs" => 15_001,
        "webhooks" => 1_100_001,
        _ => 100_001,
    }
}
