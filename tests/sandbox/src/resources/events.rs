//! `/events`: the feed of changes with values before and after.

use serde_json::{Value, json};

use crate::answer::{Answer, Fault, Outcome, Record};
use crate::call::Call;
use crate::envelope::{self, Paging};
use crate::kind::Kind;
use crate::state::{State, account_id};

/// Pages of events are smaller than others.
const PAGES: Paging = Paging {
    default: 50,
    max: 100,
};

/// The types that the sandbox records, with their titles.
const TYPES: [(&str, &str); 30] = [
    ("lead_added", "Новая сделка"),
    ("lead_deleted", "Сделка удалена"),
    ("lead_restored", "Сделка восстановлена"),
    ("lead_status_changed", "Изменение этапа продажи"),
    ("contact_added", "Новый контакт"),
    ("contact_deleted", "Контакт удалён"),
    ("contact_restored", "Контакт восстановлен"),
    ("company_added", "Новая компания"),
    ("company_deleted", "Компания удалена"),
    ("company_restored", "Компания восстановлена"),
    ("task_added", "Новая задача"),
    ("task_completed", "Завершение задачи"),
    ("task_type_changed", "Изменение типа задачи"),
    ("task_text_changed", "Изменение текста задачи"),
    ("task_deadline_changed", "Изменение даты исполнения задачи"),
    ("task_result_added", "Результат по задаче"),
    ("incoming_call", "Входящий звонок"),
    ("outgoing_call", "Исходящий звонок"),
    ("incoming_sms", "Входящее SMS"),
    ("outgoing_sms", "Исходящее SMS"),
    ("entity_tag_added", "Теги добавлены"),
    ("entity_tag_deleted", "Теги убраны"),
    ("entity_linked", "Прикрепление"),
    ("entity_unlinked", "Открепление"),
    ("sale_field_changed", "Изменение поля «Бюджет»"),
    ("name_field_changed", "Изменение поля «Название»"),
    ("custom_field_value_changed", "Изменение поля"),
    ("entity_responsible_changed", "Ответственный изменён"),
    ("common_note_added", "Новое примечание"),
    ("attachment_note_added", "Добавлен новый файл"),
];

/// List, one, types.
pub fn route(call: &Call, state: &State, path: &[&str]) -> Outcome {
    match (call.method.as_str(), path) {
        ("GET", []) => {
            let newest = state
                .history
                .iter()
                .rev()
                .filter(|event| matches(call, event))
                .collect();
            envelope::page(call, "events", newest, PAGES, |event| {
                show(call, state, event)
            })
        }
        ("GET", ["types"]) => {
            let all = TYPES
                .iter()
                .map(|(key, lang)| json!({"key": key, "type": 0, "lang": lang}));
            envelope::whole(call, "events_types", all.collect())
        }
        ("GET", [id]) => {
            let event = state.history.iter().find(|event| event["id"] == *id);
            Ok(Answer::ok(show(
                call,
                state,
                event.ok_or_else(Fault::not_found)?,
            )))
        }
        (_, [] | [_]) => Err(Fault::method()),
        _ => Err(Fault::not_found()),
    }
}

fn show(call: &Call, state: &State, event: &Record) -> Value {
    let id = event["id"].as_str().unwrap_or_default();
    let (entity, number) = (
        event["entity_type"].as_str().unwrap_or_default(),
        &event["entity_id"],
    );
    let kind = Kind::CARDS
        .into_iter()
        .find(|kind| kind.singular() == entity);
    let plural = kind.map_or("tasks", Kind::plural);
    let mut body = json!(event);
    body["account_id"] = json!(account_id());
    body["_links"] = call.links(&format!("events/{id}"));
    let links = call.links(&format!("{plural}/{number}"));
    body["_embedded"] = json!({"entity": {"id": number, "_links": links}});
    if call.query.with(&format!("{entity}_name")) {
        let card = kind
            .zip(number.as_i64())
            .and_then(|end| state.cards.get(&end));
        body["_embedded"]["entity"]["name"] = json!(card.map(|card| &card.name));
    }
    body
}

fn matches(call: &Call, event: &Record) -> bool {
    let ints = |key: &str, name: &str| {
        let wanted = call.query.ints(&["filter", key]);
        wanted.is_none_or(|wanted| {
            event[name]
                .as_i64()
                .is_some_and(|own| wanted.contains(&own))
        })
    };
    let texts = |key: &str, name: &str| {
        let wanted: Vec<&str> = call
            .query
            .list(&["filter", key])
            .into_iter()
            .flat_map(|text| text.split(','))
            .collect();
        wanted.is_empty() || wanted.iter().any(|text| names(event, name, text))
    };
    let range = call.query.range(&["filter", "created_at"]);
    ints("created_by", "created_by")
        && ints("entity_id", "entity_id")
        && texts("id", "id")
        && texts("entity", "entity_type")
        && texts("type", "type")
        && range.is_none_or(|range| range.holds(event["created_at"].as_i64()))
        && by_value(call, event, "value_before")
        && by_value(call, event, "value_after")
}

/// One name stands for the changes of every field.
fn names(event: &Record, key: &str, wanted: &str) -> bool {
    let own = event[key].as_str().unwrap_or_default();
    let is_field = own.starts_with("custom_field_") && own.ends_with("_value_changed");
    own == wanted || (wanted == "custom_field_value_changed" && is_field)
}

/// Filters by stage or responsible user, before or after.
fn by_value(call: &Call, event: &Record, side: &str) -> bool {
    let value = &event[side][0];
    let users = call.query.ints(&["filter", side, "responsible_user_id"]);
    let user = value["responsible_user"]["id"].as_i64();
    let stages = call.query.keys(&["filter", side, "leads_statuses"]);
    let same = |key: &&str| {
        let part = |name| {
            call.query
                .int(&["filter", side, "leads_statuses", key, name])
        };
        let stage = &value["lead_status"];
        part("pipeline_id") == stage["pipeline_id"].as_i64()
            && part("status_id") == stage["id"].as_i64()
    };
    users.is_none_or(|wanted| user.is_some_and(|user| wanted.contains(&user)))
        && (stages.is_empty() || stages.iter().any(same))
}
