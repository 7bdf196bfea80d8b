//! An account for the tests: users, a pipeline, fields of every type, a deal with contact, company and tasks.

use engine::{
    Effect, EntityKind, EntityRef, Evaluation, Run, Scenario, Snapshot, compile, eval,
    log::TriggerLog,
};
use serde_json::{Value as Json, json};

/// Facts at 29.02.2024 12:05 in Moscow.
pub fn facts() -> Snapshot {
    Snapshot::from_json(&facts_json().to_string()).expect("the facts of the tests are correct")
}

pub fn facts_json() -> Json {
    json!({
        "now": "2024-02-29T12:05:00+03:00",
        "account": {"id": 1, "_embedded": {"task_types": [{"id": 1, "name": "Связаться"}, {"id": 2, "name": "Встреча"}]}},
        "users": [
            {"id": 11, "name": "Анна Петрова", "rights": {"is_active": true}},
            {"id": 12, "name": "Борис Оптов", "rights": {"is_active": true}},
            {"id": 14, "name": "Глеб Уволенный", "rights": {"is_active": false}},
        ],
        "pipelines": [{"id": 1, "name": "Продажи", "is_main": true, "_embedded": {"statuses": [
            {"id": 1001, "name": "Новая"}, {"id": 1002, "name": "Принято в работу"},
            {"id": 142, "name": "Успешно реализовано"}, {"id": 143, "name": "Закрыто и не реализовано"},
        ]}}],
        "custom_fields": {
            "leads": lead_fields(),
            "contacts": [
                {"id": 201, "name": "Телефон", "type": "multitext", "code": "PHONE"},
                {"id": 203, "name": "Мессенджер", "type": "multitext", "code": "IM"},
            ],
            "companies": [{"id": 304, "name": "Сумма сделок", "type": "numeric"}],
        },
        "lead": {
            "id": 500, "name": "Поставка", "price": 15000, "responsible_user_id": 11,
            "status_id": 1002, "pipeline_id": 1,
            "custom_fields_values": [
                {"field_id": 101, "field_type": "text", "values": [{"value": "Казань"}]},
                {"field_id": 111, "field_type": "multiselect", "values": [{"value": "Станки", "enum_id": 921}]},
                {"field_id": 117, "field_type": "smart_address", "values": [
                    {"value": "Старая улица", "enum_id": 1, "enum_code": "address_line_1"},
                    {"value": "Казань", "enum_id": 3, "enum_code": "city"}]},
                {"field_id": 118, "field_type": "legal_entity", "values": [{"value": {"name": "ООО Ромашка", "vat_id": "7700"}}]},
            ],
            "_embedded": {
                "tags": [{"id": 1, "name": "опт"}, {"id": 2, "name": "VIP"}],
                "contacts": [{"id": 601, "is_main": false}, {"id": 602, "is_main": true}],
                "companies": [{"id": 700}],
            },
        },
        "contacts": [
            {"id": 601, "name": "Первый", "responsible_user_id": 11},
            {"id": 602, "name": "Главный", "responsible_user_id": 11, "custom_fields_values": [
                {"field_id": 201, "field_code": "PHONE", "values": [{"value": "+79990001122", "enum_code": "MOB"}]}]},
        ],
        "company": {"id": 700, "name": "ООО Ромашка", "responsible_user_id": 12},
        "tasks": [
            {"id": 801, "text": "Позвонить", "task_type_id": 1, "complete_till": 1709300000, "responsible_user_id": 11, "entity_id": 500, "entity_type": "leads"},
            {"id": 802, "text": "Готово", "is_completed": true, "responsible_user_id": 11, "entity_id": 500, "entity_type": "leads"},
        ],
        "variables": {"report": "41", "nothing": "", "manager": "12", "manager_name": "борис оптов"},
        "run": {"inject": "{reset}"},
    })
}

fn lead_fields() -> Json {
    let list = json!([{"id": 921, "value": "Станки"}, {"id": 922, "value": "Сервис"}, {"id": 923, "value": "Запчасти, расходники"}]);
    json!([
        {"id": 101, "name": "Город", "type": "text"},
        {"id": 105, "name": "Площадь", "type": "numeric"},
        {"id": 108, "name": "VIP", "type": "checkbox"},
        {"id": 109, "name": "Источник", "type": "select", "enums": [{"id": 901, "value": "Сайт"}, {"id": 902, "value": "Звонок"}]},
        {"id": 111, "name": "Интересы", "type": "multiselect", "enums": list},
        {"id": 114, "name": "Отгрузка", "type": "date"},
        {"id": 115, "name": "Встреча", "type": "date_time"},
        {"id": 117, "name": "Адрес", "type": "smart_address"},
        {"id": 118, "name": "Юр. лицо", "type": "legal_entity"},
        {"id": 121, "name": "Позиции", "type": "items"},
    ])
}

pub const LEAD: EntityRef = EntityRef {
    kind: EntityKind::Lead,
    id: 500,
};

/// A scenario of one block without conditions.
pub fn scenario(event: &str, triggers: Json) -> Scenario {
    let json =
        json!({"name": "Проверка", "event": event, "blocks": [{"id": "b", "triggers": triggers}]});
    serde_json::from_value(json).expect("the scenario of the test is correct")
}

/// What triggers ask for on the facts above, in a run of the deal.
pub fn run(triggers: Json) -> Evaluation {
    run_on(&facts(), triggers)
}

pub fn run_on(facts: &Snapshot, triggers: Json) -> Evaluation {
    let program = compile(&scenario("lead_changed", triggers));
    eval(&program, &Run::new("lead_changed", LEAD), facts)
}

/// Effects and log of one trigger.
pub fn one(kind: &str, settings: Json) -> (Vec<Effect>, TriggerLog) {
    let mut evaluation = run(json!([{"id": "t", "kind": kind, "settings": settings}]));
    let log = evaluation.blocks.remove(0).triggers.remove(0);
    (evaluation.effects, log)
}

/// Codes of a list of problems.
pub fn codes(problems: &[engine::Problem]) -> Vec<u16> {
    problems
        .iter()
        .map(|problem| problem.code.number())
        .collect()
}
