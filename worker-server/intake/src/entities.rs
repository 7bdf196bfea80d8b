//! What is known of each entity in amoCRM's hooks: its key, its word and its fields.

use super::fields::{Known, Read};

/// An entity as hooks name it.
pub struct Entity {
    /// Top-level key.
    pub key: &'static str,
    /// Our word, also the beginning of its events' codes.
    pub word: &'static str,
    /// Key of its number.
    pub id: &'static str,
    /// Keys that are understood, in groups that entities share.
    pub fields: &'static [&'static [Known]],
}

/// Every entity that amoCRM is known to send.
pub const ALL: &[Entity] = &[
    entity("leads", "lead", "id", &[LEAD, CARD, OWNED, STAMPS]),
    entity("contacts", "contact", "id", &[CONTACT, CARD, OWNED, STAMPS]),
    entity(
        "companies",
        "company",
        "id",
        &[CONTACT, CARD, OWNED, STAMPS],
    ),
    entity(
        "customers",
        "customer",
        "id",
        &[CUSTOMER, LEAD, CARD, OWNED, STAMPS],
    ),
    entity("task", "task", "id", &[TASK, OWNED, STAMPS]),
    entity("tasks", "task", "id", &[TASK, OWNED, STAMPS]),
    MESSAGES,
    entity("outgoing_message", "message", "element_id", &[MESSAGE]),
    entity("talk", "talk", "talk_id", &[TALK]),
    entity("unsorted", "unsorted", "lead_id", &[UNSORTED, STAMPS]),
    entity("catalogs", "catalog_element", "id", &[ELEMENT, STAMPS]),
];

/// Messages; some accounts send them without this key, as `add[0]`.
pub const MESSAGES: Entity = entity("message", "message", "element_id", &[MESSAGE]);

/// Templates of chats that are sent for review: `add[0]` without a key of their own.
pub const TEMPLATES: Entity = entity("", "chat_template", "id", &[TEMPLATE, STAMPS]);

const fn entity(
    key: &'static str,
    word: &'static str,
    id: &'static str,
    fields: &'static [&'static [Known]],
) -> Entity {
    Entity {
        key,
        word,
        id,
        fields,
    }
}

/// Who and when, in old and new layouts.
const STAMPS: &[Known] = &[
    ("created_user_id", "created_by", Read::Number),
    ("modified_user_id", "updated_by", Read::Number),
    ("date_create", "date_create", Read::Number),
    ("last_modified", "last_modified", Read::Number),
    ("created_at", "created_at", Read::Number),
    ("updated_at", "updated_at", Read::Number),
    ("account_id", "account_id", Read::Number),
];

/// What has a responsible user.
const OWNED: &[Known] = &[
    ("responsible_user_id", "responsible_user_id", Read::Number),
    (
        "old_responsible_user_id",
        "old_responsible_user_id",
        Read::Number,
    ),
    ("group_id", "group_id", Read::Number),
];

/// What every card has.
const CARD: &[Known] = &[
    ("name", "name", Read::Text),
    ("linked_company_id", "linked_company_id", Read::Number),
    ("tags", "tags", Read::Tags),
    ("custom_fields", "custom_fields_values", Read::Custom),
];

const LEAD: &[Known] = &[
    ("price", "price", Read::Number),
    ("status_id", "status_id", Read::Number),
    ("old_status_id", "old_status_id", Read::Number),
    ("pipeline_id", "pipeline_id", Read::Number),
    ("old_pipeline_id", "old_pipeline_id", Read::Number),
    ("loss_reason_id", "loss_reason_id", Read::Number),
];

const CUSTOMER: &[Known] = &[
    ("period_id", "period_id", Read::Number),
    ("old_period_id", "old_period_id", Read::Number),
    ("next_price", "next_price", Read::Number),
    ("next_date", "next_date", Read::Number),
    ("periodicity", "periodicity", Read::Number),
    ("main_user_id", "responsible_user_id", Read::Number),
    ("created_by", "created_by", Read::Number),
    ("modified_by", "updated_by", Read::Number),
    ("date_modify", "date_modify", Read::Number),
    ("deleted", "deleted", Read::Number),
];

const CONTACT: &[Known] = &[
    ("company_name", "company_name", Read::Text),
    ("linked_leads_id", "linked_leads", Read::Numbers),
    ("type", "type", Read::Text),
];

const TASK: &[Known] = &[
    ("text", "text", Read::Text),
    ("old_text", "old_text", Read::Text),
    ("element_id", "element_id", Read::Number),
    ("element_type", "element_type", Read::Number),
    ("task_type", "task_type_id", Read::Number),
    ("status", "status", Read::Number),
    ("action_close", "action_close", Read::Number),
    ("result", "result", Read::Whole),
    ("main_user", "main_user", Read::Number),
    ("modified_by", "modified_by", Read::Number),
    ("complete_till", "complete_till", Read::Number),
    ("complete_before", "complete_before", Read::Number),
];

/// Fields of a note; it stands inside its owner's item.
pub const NOTE: &[Known] = &[
    ("id", "note_id", Read::Number),
    ("note_type", "note_type", Read::Number),
    // The text of a call is JSON.
    ("text", "text", Read::Nested),
    // Their spelling.
    ("attachement", "attachement", Read::Text),
    ("element_type", "element_type", Read::Number),
    ("element_id", "element_id", Read::Number),
    ("catalog_id", "catalog_id", Read::Number),
    ("group_id", "group_id", Read::Number),
    ("account_id", "account_id", Read::Number),
    ("created_by", "created_by", Read::Number),
    ("modified_by", "updated_by", Read::Number),
    ("main_user_id", "responsible_user_id", Read::Number),
    ("date_create", "date_create", Read::Number),
    ("timestamp_x", "timestamp_x", Read::Text),
    ("created_at", "created_at", Read::Number),
    ("updated_at", "updated_at", Read::Number),
    ("metadata", "metadata", Read::Nested),
];

/// What stands beside a note: contact or company.
pub const OWNER: &[Known] = &[("type", "type", Read::Text)];

const MESSAGE: &[Known] = &[
    ("id", "message_id", Read::Text),
    ("chat_id", "chat_id", Read::Text),
    ("talk_id", "talk_id", Read::Number),
    ("contact_id", "contact_id", Read::Number),
    ("text", "text", Read::Text),
    ("created_at", "created_at", Read::Number),
    ("element_type", "element_type", Read::Number),
    ("element_id", "element_id", Read::Number),
    ("entity_type", "entity_type", Read::Text),
    ("entity_id", "entity_id", Read::Number),
    ("type", "type", Read::Text),
    ("message_type", "message_type", Read::Text),
    ("source_id", "source_id", Read::Number),
    ("author", "author", Read::Whole),
    ("recipient", "recipient", Read::Whole),
    ("origin", "origin", Read::Text),
    ("attachment", "attachment", Read::Whole),
    ("referral", "referral", Read::Whole),
];

const TALK: &[Known] = &[
    ("talk_id", "talk_id", Read::Number),
    ("created_at", "created_at", Read::Number),
    ("updated_at", "updated_at", Read::Number),
    ("rate", "rate", Read::Number),
    ("contact_id", "contact_id", Read::Number),
    ("chat_id", "chat_id", Read::Text),
    ("entity_id", "linked_id", Read::Number),
    ("entity_type", "linked_type", Read::Text),
    ("is_in_work", "is_in_work", Read::Number),
    ("is_read", "is_read", Read::Number),
    ("origin", "origin", Read::Text),
];

const UNSORTED: &[Known] = &[
    ("uid", "uid", Read::Text),
    ("category", "category", Read::Text),
    ("action", "action", Read::Text),
    ("lead_id", "lead_id", Read::Number),
    ("pipeline_id", "pipeline_id", Read::Number),
    ("source_id", "source_id", Read::Number),
    ("source", "source", Read::Text),
    ("source_data", "source_data", Read::Whole),
    ("data", "data", Read::Whole),
    ("accept_result", "accept_result", Read::Whole),
    ("decline_result", "decline_result", Read::Whole),
    ("request_id", "request_id", Read::Text),
    ("user_id", "user_id", Read::Number),
];

const TEMPLATE: &[Known] = &[
    ("type", "type", Read::Text),
    ("name", "name", Read::Text),
    ("content", "content", Read::Text),
    ("external_id", "external_id", Read::Text),
    ("is_editable", "is_editable", Read::Number),
    ("attachment", "attachment", Read::Whole),
    ("buttons", "buttons", Read::Whole),
    ("reviews", "reviews", Read::Whole),
];

const ELEMENT: &[Known] = &[
    ("name", "name", Read::Text),
    ("catalog_id", "catalog_id", Read::Number),
    ("deleted", "deleted", Read::Number),
    ("created_by", "created_by", Read::Number),
    ("modified_by", "updated_by", Read::Number),
    ("date_modify", "date_modify", Read::Number),
    ("type", "type", Read::Text),
    ("custom_fields", "custom_fields_values", Read::Custom),
];
