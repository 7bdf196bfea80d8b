//! Batches: all or nothing, errors with their place, and what a write leaves alone.

use crate::account::Account;
use serde_json::{Value, json};

#[tokio::test]
async fn one_bad_item_refuses_the_whole_batch() {
    let account = Account::unhurried("demo").await;
    let before = account.done("GET", "leads/2200004", Value::Null).await;
    let batch = json!([
        {"id": 2_200_004, "price": 1, "request_id": "good"},
        {"id": 2_200_005, "request_id": "bad", "custom_fields_values": [
            {"field_id": 500_004, "values": [{"enum_id": 610_001}]},
            {"field_id": 1, "values": [{"value": "x"}]},
            {"field_id": 500_009, "values": [{"enum_id": 5}]},
        ]},
    ]);
    let (status, answer) = account.call("PATCH", "leads", batch).await;
    assert_eq!(status, 400);
    let errors = &answer["validation-errors"];
    assert_eq!(errors.as_array().map(Vec::len), Some(1));
    assert_eq!(errors[0]["request_id"], "bad");
    assert_eq!(
        errors[0]["errors"][0]["path"],
        "custom_fields_values.1.field_id"
    );
    assert_eq!(errors[0]["errors"][0]["code"], "NotSupportedChoice");
    assert_eq!(
        errors[0]["errors"][1]["path"],
        "custom_fields_values.2.values.0.enum_id"
    );
    assert_eq!(
        account.done("GET", "leads/2200004", Value::Null).await,
        before
    );
}

#[tokio::test]
async fn unknown_ids_refuse_a_batch_by_name() {
    let account = Account::unhurried("demo").await;
    let batch = json!([{"id": 2_200_004, "price": 1}, {"id": 2_299_999, "price": 1}]);
    let (status, answer) = account.call("PATCH", "leads", batch).await;
    assert_eq!(
        (status, &answer["errors"]),
        (400, &json!({"2299999": "Lead not found"}))
    );
}

#[tokio::test]
async fn request_ids_come_back_or_count_from_zero() {
    let account = Account::unhurried("empty").await;
    let batch = json!([{"name": "А", "request_id": "mine"}, {"name": "Б"}]);
    let answer = account.done("POST", "leads", batch).await;
    let leads = &answer["_embedded"]["leads"];
    assert_eq!(
        (&leads[0]["request_id"], &leads[1]["request_id"]),
        (&json!("mine"), &json!("1"))
    );
    assert!(
        leads[0]["_links"]["self"]["href"]
            .as_str()
            .is_some_and(|h| h.starts_with(&account.base))
    );
}

#[tokio::test]
async fn a_write_replaces_the_fields_it_mentions_and_no_others() {
    let account = Account::unhurried("demo").await;
    let change = json!({"custom_fields_values": [
        {"field_id": 500_005, "values": [{"value": "Трубы"}]}, {"field_id": 500_001, "values": null},
    ]});
    account.done("PATCH", "leads/2200001", change).await;
    let lead = account.done("GET", "leads/2200001", Value::Null).await;
    let value = |id: i64| {
        let fields = lead["custom_fields_values"].as_array().expect("fields");
        fields
            .iter()
            .find(|field| field["field_id"] == id)
            .map(|field| field["values"].clone())
    };
    let pipes = json!([{"value": "Трубы", "enum_id": 610_012, "enum_code": null}]);
    assert_eq!(value(500_005), Some(pipes));
    assert_eq!(value(500_001), None, "a cleared field is absent");
    assert_eq!(
        value(500_003),
        Some(json!([{"value": true}])),
        "others stay"
    );
}

#[tokio::test]
async fn stages_follow_their_pipeline() {
    let account = Account::unhurried("demo").await;
    let (status, answer) = account
        .call("PATCH", "leads/2200004", json!({"status_id": 61_000_007}))
        .await;
    assert_eq!(
        (status, &answer["validation-errors"][0]["errors"][0]["path"]),
        (400, &json!("status_id"))
    );
    account
        .done("PATCH", "leads/2200004", json!({"pipeline_id": 7_000_002}))
        .await;
    let lead = account.done("GET", "leads/2200004", Value::Null).await;
    assert_eq!(
        lead["status_id"], 61_000_007,
        "the first stage of the other pipeline"
    );
    account
        .done(
            "PATCH",
            "leads/2200004",
            json!({"status_id": 143, "loss_reason_id": 4_700_001}),
        )
        .await;
    let lost = account
        .done("GET", "leads/2200004?with=loss_reason", Value::Null)
        .await;
    assert!(lost["closed_at"].is_i64());
    assert_eq!(
        lost["_embedded"]["loss_reason"][0]["name"],
        "Слишком дорого"
    );
    account
        .done("PATCH", "leads/2200004", json!({"status_id": 61_000_008}))
        .await;
    let open = account
        .done("GET", "leads/2200004?with=loss_reason", Value::Null)
        .await;
    assert_eq!(
        (&open["closed_at"], &open["loss_reason_id"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(open["_embedded"]["loss_reason"], json!([]));
}

#[tokio::test]
async fn tags_are_added_removed_and_replaced() {
    let account = Account::unhurried("demo").await;
    let names = |lead: &Value| {
        let tags = lead["_embedded"]["tags"].as_array().expect("tags").clone();
        tags.iter()
            .filter_map(|tag| tag["name"].as_str().map(str::to_owned))
            .collect::<Vec<_>>()
    };
    let change =
        json!({"tags_to_add": [{"name": "новый"}], "tags_to_delete": [{"name": "срочно"}]});
    account.done("PATCH", "leads/2200001", change).await;
    assert_eq!(
        names(&account.done("GET", "leads/2200001", Value::Null).await),
        ["опт", "новый"]
    );
    account
        .done(
            "PATCH",
            "leads/2200001",
            json!({"_embedded": {"tags": [{"name": "один"}]}}),
        )
        .await;
    assert_eq!(
        names(&account.done("GET", "leads/2200001", Value::Null).await),
        ["один"]
    );
    account
        .done(
            "PATCH",
            "leads/2200001",
            json!({"_embedded": {"tags": null}}),
        )
        .await;
    assert!(names(&account.done("GET", "leads/2200001", Value::Null).await).is_empty());
}

#[tokio::test]
async fn first_and_last_name_make_the_full_one() {
    let account = Account::unhurried("demo").await;
    account
        .done("PATCH", "contacts/3300001", json!({"last_name": "Сидоров"}))
        .await;
    let contact = account.done("GET", "contacts/3300001", Value::Null).await;
    assert_eq!(
        (&contact["name"], &contact["first_name"]),
        (&json!("Иван Сидоров"), &json!("Иван"))
    );
    let (_, answer) = account
        .call("POST", "contacts", json!([{"name": "Пётр Первый"}]))
        .await;
    let id = &answer["_embedded"]["contacts"][0]["id"];
    let plain = account
        .done("GET", &format!("contacts/{id}"), Value::Null)
        .await;
    assert_eq!(
        (&plain["name"], &plain["first_name"]),
        (&json!("Пётр Первый"), &json!(""))
    );
}

#[tokio::test]
async fn the_feed_keeps_values_before_and_after() {
    let account = Account::unhurried("demo").await;
    account
        .done(
            "PATCH",
            "leads/2200004",
            json!({"status_id": 142, "responsible_user_id": 9_100_002}),
        )
        .await;
    let query =
        "events?filter[type]=lead_status_changed&filter[entity]=lead&filter[entity_id][]=2200004";
    let feed = account.done("GET", query, Value::Null).await;
    let event = &feed["_embedded"]["events"][0];
    let stage = |id: i64| json!([{"lead_status": {"id": id, "pipeline_id": 7_000_001}}]);
    assert_eq!(
        (&event["value_before"], &event["value_after"]),
        (&stage(61_000_003), &stage(142))
    );
    let query = "events?filter[type]=entity_responsible_changed";
    let feed = account.done("GET", query, Value::Null).await;
    let after = &feed["_embedded"]["events"][0]["value_after"];
    assert_eq!(after, &json!([{"responsible_user": {"id": 9_100_002}}]));
}

#[tokio::test]
async fn the_first_contact_of_a_lead_is_the_main_one_until_another_is_named() {
    let account = Account::unhurried("demo").await;
    let link = |id: i64, main: bool| json!([{"to_entity_id": id, "to_entity_type": "contacts", "metadata": {"is_main": main}}]);
    account
        .done("POST", "leads/2200006/link", link(3_300_001, false))
        .await;
    account
        .done("POST", "leads/2200006/link", link(3_300_002, false))
        .await;
    let main = |lead: &Value| lead["_embedded"]["contacts"][0]["id"].clone();
    let path = "leads/2200006?with=contacts";
    assert_eq!(
        main(&account.done("GET", path, Value::Null).await),
        3_300_001
    );
    account
        .done("POST", "leads/2200006/link", link(3_300_002, true))
        .await;
    let lead = account.done("GET", path, Value::Null).await;
    assert_eq!(main(&lead), 3_300_002);
    assert_eq!(lead["_embedded"]["contacts"][1]["is_main"], false);
    let (status, _) = account
        .call("POST", "leads/2200006/unlink", link(3_300_002, false))
        .await;
    assert_eq!(status, 204);
    assert_eq!(
        main(&account.done("GET", path, Value::Null).await),
        3_300_001
    );
}

#[tokio::test]
async fn whole_numbers_may_be_written_as_floats_and_others_may_not() {
    let account = Account::unhurried("demo").await;
    let task = json!([{"text": "А", "complete_till": 1_798_761_600.0}]);
    let made = account.done("POST", "tasks", task).await;
    let id = &made["_embedded"]["tasks"][0]["id"];
    let task = account
        .done("GET", &format!("tasks/{id}"), Value::Null)
        .await;
    assert_eq!(task["complete_till"], 1_798_761_600);
    for price in [json!(1.5), json!("5"), json!([])] {
        let (status, answer) = account
            .call("PATCH", "leads/2200001", json!({"price": price}))
            .await;
        let code = &answer["validation-errors"][0]["errors"][0]["code"];
        assert_eq!((status, code), (400, &json!("InvalidType")), "{price}");
    }
}

#[tokio::test]
async fn what_was_read_and_is_sent_back_changes_nothing_and_fires_nothing() {
    let account = Account::unhurried("demo").await;
    let done = json!({"is_completed": true, "result": {"text": "Готово"}});
    account.done("PATCH", "tasks/1500001", done).await;
    account.forget_hooks(1).await;
    for path in ["tasks/1500001", "leads/2200001", "contacts/3300001"] {
        let before = account.done("GET", path, Value::Null).await;
        account.done("PATCH", path, before.clone()).await;
        assert_eq!(
            account.done("GET", path, Value::Null).await,
            before,
            "{path}"
        );
    }
    account
        .done("PATCH", "leads/2200001", json!({"price": 1}))
        .await;
    let hooks = account.hooks(1).await;
    let price = ("leads[update][0][price]".to_owned(), "1".to_owned());
    assert!(
        hooks[0].pairs.contains(&price),
        "the first hook is the price's"
    );
}
