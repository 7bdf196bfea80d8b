//! What the outside may be asked to do: a closed list of complete values.

mod about;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::run::{EntityKind, EntityRef};

/// A request to amoCRM, as a value; every reference in it is resolved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// Make a user responsible for an entity (R157).
    ChangeResponsible {
        /// Deal, contact, company or task.
        entity: EntityRef,
        /// Number of the user.
        user: u64,
    },
    /// Write fields of an entity (R188–R192).
    ChangeFields {
        /// Deal, contact or company.
        entity: EntityRef,
        /// At least one.
        changes: Vec<FieldChange>,
    },
    /// Create a task (R204–R210).
    CreateTask {
        /// Entity that receives it.
        entity: EntityRef,
        /// Number of the user who has to do it.
        responsible: u64,
        /// amoCRM's number of the task type.
        task_type: u64,
        /// Deadline, Unix seconds.
        complete_till: i64,
        /// What is to be done.
        text: String,
        /// Results it is closed with; with any, it can't be closed without one (R211–R213).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        results: Vec<TaskResult>,
    },
    /// Change a task (R297–R305); what is `None` stays.
    ChangeTask {
        /// The task.
        entity: EntityRef,
        /// New responsible user.
        responsible: Option<u64>,
        /// New type.
        task_type: Option<u64>,
        /// Close or open it.
        completed: Option<bool>,
        /// New text.
        text: Option<String>,
    },
    /// Create a deal, a contact or a company (R162–R187).
    CreateEntity {
        /// Entity that it is made for; number 0 in a run without an entity (A40).
        entity: EntityRef,
        /// What is made.
        new: NewEntity,
    },
    /// Run an own scenario (R228–R233).
    RunScenario {
        /// Entity it runs for.
        entity: EntityRef,
        /// Its number.
        scenario: u64,
    },
    /// Start a SalesBot (R234–R237).
    StartBot {
        /// Deal or contact it talks about.
        entity: EntityRef,
        /// Number of the bot.
        bot: u64,
    },
    /// Remove what waits of a trigger (R306–R309), whether the entity is the one its run was for or the one it acts on (A46).
    CancelDelayed {
        /// The entity.
        entity: EntityRef,
        /// Number of the scenario.
        scenario: u64,
        /// Identifier of the block.
        block: String,
        /// Identifier of the trigger.
        trigger: String,
    },
    /// Set a global variable (R310, R311).
    ChangeVariable {
        /// Entity of the scenario, for the log.
        entity: EntityRef,
        /// Its name.
        name: String,
        /// What becomes of its value.
        change: VariableChange,
    },
    /// Link products to a deal (R333–R339).
    AddProducts {
        /// The deal.
        entity: EntityRef,
        /// At least one.
        products: Vec<Product>,
    },
    /// Unlink every product of a list from a deal (R340).
    RemoveProducts {
        /// The deal.
        entity: EntityRef,
        /// Number of the list.
        catalog: u64,
    },
    /// Add a note to the feed (R214–R217).
    AddNote {
        /// Deal, contact or company.
        entity: EntityRef,
        /// Plain text.
        text: String,
        /// System note: small text without a frame (R217).
        system: bool,
    },
    /// Add or remove tags (R218–R223).
    ChangeTags {
        /// Deal, contact or company.
        entity: EntityRef,
        /// Names to add.
        add: Vec<String>,
        /// Names to remove.
        remove: Vec<String>,
    },
    /// Move a deal to a stage (R224–R227).
    ChangeStage {
        /// The deal.
        entity: EntityRef,
        /// Pipeline of the stage.
        pipeline: u64,
        /// The stage.
        status: u64,
    },
    /// Post a request to an address of the author (R238–R248); it is never repeated (A36).
    SendHook {
        /// Entity that the request is about.
        entity: EntityRef,
        /// Whole address.
        url: String,
        /// Headers of the author, without line ends.
        headers: Vec<Header>,
        /// Header `Content-Type` of the body.
        content_type: String,
        /// Encoded body.
        body: String,
        /// Own scenario that an answer within five seconds starts (R244, R245).
        listen: Option<u64>,
    },
    /// Send a letter by the widget «Почтовик» (R249–R253).
    SendEmail {
        /// Entity whose values the template of the letter shows.
        entity: EntityRef,
        /// Sender as «Почтовик» knows it; empty is its own choice.
        sender: String,
        /// Addresses, at least one.
        recipients: Vec<String>,
        /// Template of «Почтовик», by number or name.
        template: String,
    },
    /// Send a message to a chat of employees (R254–R271).
    SendTelegram {
        /// Entity for which its links and buttons start scenarios.
        entity: EntityRef,
        /// Chat, by number or name.
        chat: String,
        /// Text in Telegram's HTML.
        text: String,
        /// Buttons below it.
        buttons: Vec<LinkButton>,
    },
    /// Send an SMS by the widget «СМС шлюз» (R272–R275).
    SendSms {
        /// Entity it is about.
        entity: EntityRef,
        /// Name of the sender; empty is the gateway's own.
        sender: String,
        /// Numbers as they are stored, at least one.
        phones: Vec<String>,
        /// Plain text.
        text: String,
    },
    /// Show a notification by the widget «Пушер» (R276–R288).
    Notify {
        /// Entity that its buttons start scenarios for.
        entity: EntityRef,
        /// How it is shown.
        form: Notification,
        /// Heading; empty for a sound.
        title: String,
        /// Text; empty for a sound.
        text: String,
        /// Numbers of the users who get it, at least one.
        users: Vec<u64>,
        /// Buttons of a pop-up.
        buttons: Vec<ActionButton>,
    },
    /// Generate a document by the widget «Документы» (R289–R292).
    CreateDocument {
        /// The deal.
        entity: EntityRef,
        /// Template of the widget, by number or name.
        template: String,
    },
    /// Subscribe users to the chats of a deal, or unsubscribe them (R293–R296).
    Subscribe {
        /// The deal.
        entity: EntityRef,
        /// Numbers of users, at least one.
        users: Vec<u64>,
        /// `false` unsubscribes.
        subscribe: bool,
    },
    /// Run mappings of «Интеграция amoCRM и Dadata» (R312–R316).
    FillRequisites {
        /// Entity whose fields are filled.
        entity: EntityRef,
        /// Mappings of the widget by number or name, at least one.
        mappings: Vec<String>,
    },
    /// Create a checklist by the widget «Чек-листы» (R329–R332).
    CreateChecklist {
        /// Entity it is attached to.
        entity: EntityRef,
        /// Checklist of the widget, by number or name.
        checklist: String,
    },
    /// Issue a bill by the widget «Касса» (R341–R345).
    CreateBill {
        /// The deal.
        entity: EntityRef,
        /// Template of the widget, by number or name.
        template: String,
        /// Main contact or company that it is issued to.
        payer: EntityRef,
    },
    /// Remember a trigger for later (R346–R362); when it is due, `engine::fire` asks for its effects.
    Schedule {
        /// Identifier of its block.
        block: String,
        /// Its own identifier.
        trigger: String,
        /// Entity of the run (A45).
        entity: EntityRef,
        /// Entity that the trigger acts on, if it is another one: cancelling finds it by either (A46).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        target: Option<EntityRef>,
        /// Unix seconds.
        due: i64,
        /// Jobs of the same trigger and entity that wait are replaced (R360).
        overwrite: bool,
        /// Variables of the run, kept for that time (A44).
        variables: BTreeMap<String, String>,
    },
    /// Forget a trigger that waits: its date is gone and it was to be overwritten (A42).
    Unschedule {
        /// Identifier of its block.
        block: String,
        /// Its own identifier.
        trigger: String,
        /// Entity of the run.
        entity: EntityRef,
    },
}

/// A deal, contact or company to be made.
///
/// In this and every later effect of the run the number 0 stands for the entity of its kind that
/// [`Effect::CreateEntity`] made last (R420): nobody knows its number before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewEntity {
    /// What it is.
    pub kind: EntityKind,
    /// Its name.
    pub name: String,
    /// Responsible user; `None` is amoCRM's own choice.
    pub responsible: Option<u64>,
    /// Pipeline of a deal; `None` is the main one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pipeline: Option<u64>,
    /// Stage of a deal; `None` is the first one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u64>,
    /// Budget and custom fields of a copy.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldChange>,
    /// Names of tags.
    pub tags: Vec<String>,
    /// What it is linked to, the main contact of a deal first.
    pub links: Vec<EntityRef>,
}

/// A result of a task and the own scenario that it starts (R211–R213).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskResult {
    /// What is chosen.
    pub text: String,
    /// Scenario that it starts, if any.
    pub scenario: Option<u64>,
}

/// What becomes of a global variable; one change after another, never two at once (A50).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum VariableChange {
    /// A new value.
    Set {
        /// The value.
        value: String,
        /// What the variable held when the value was computed from variables. If it holds something
        /// else by now, the value is to be computed again, or a counter would lose a step (A50).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<String>,
    },
    /// More text after what it holds.
    Append {
        /// The text.
        value: String,
    },
    /// Nothing any more.
    Clear,
}

/// A product of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Product {
    /// Number of the list.
    pub catalog: u64,
    /// Number of the product.
    pub element: u64,
    /// How many, a JSON number.
    pub quantity: Json,
    /// Number of the field with its price, if the list has several (R337).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<u64>,
}

/// A header of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// A button of a Telegram message (R262).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkButton {
    /// What is written on it.
    pub text: String,
    /// Address that it opens.
    pub url: String,
    /// Number of the trigger link whose scenario it starts without opening anything.
    pub link: Option<u64>,
}

/// How a notification is shown (R277).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notification {
    /// уведомление в amoCRM
    Popup,
    /// браузерный push
    Push,
    /// звук
    Sound,
}

/// A button of a notification (R280).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionButton {
    /// What is written on it.
    pub text: String,
    /// Own scenario that it starts.
    pub scenario: u64,
    /// Only the first press counts (R281, A32).
    pub once: bool,
}

/// One written field, in amoCRM's own shape of values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "field", rename_all = "snake_case")]
pub enum FieldChange {
    /// Name of the entity.
    Name {
        /// New name.
        value: String,
    },
    /// First name of a contact.
    FirstName {
        /// New value.
        value: String,
    },
    /// Last name of a contact.
    LastName {
        /// New value.
        value: String,
    },
    /// Budget of a deal, a JSON number.
    Budget {
        /// New value.
        value: Json,
    },
    /// A custom field; no values clears it.
    Custom {
        /// amoCRM's number of the field.
        id: u64,
        /// Elements of `values` as amoCRM takes them: `{"value":…}`, `{"enum_id":…}` …
        values: Vec<Json>,
    },
}
