//! Actions of the Digital Pipeline tell of deals that come to their stages.

use serde_json::{Value, json};

use crate::account::{Account, Pairs};

const PIPELINE: i64 = 7_000_001;
const STAGES: [i64; 3] = [61_000_003, 61_000_004, 61_000_005];

/// An account with a deal before the stages, its web hooks off, and these actions.
async fn account(actions: impl Fn(&str) -> Value) -> Account {
    let account = Account::start("empty", &["--rate-limit", "0"]).await;
    let (_, found) = account.send("GET", "/api/v4/webhooks", Value::Null).await;
    let target = found["_embedded"]["webhooks"][0]["destination"].clone();
    let own = json!({ "destination": target });
    let (status, _) = account.send("DELETE", "/api/v4/webhooks", own).await;
    assert_eq!(status, 204);
    let deal = json!([{ "name": "Насосы", "pipeline_id": PIPELINE }]);
    account.done("POST", "leads", deal).await;
    let actions = actions(target.as_str().expect("an address"));
    let (status, _) = account.send("POST", "/sandbox/actions", actions).await;
    assert_eq!(status, 200);
    account
}

async fn go(account: &Account, stage: i64) {
    let change = json!({ "status_id": stage });
    account.done("PATCH", "leads/2200001", change).await;
}

fn pairs(text: &str) -> Pairs {
    let lines = text.lines().map(str::trim);
    let pair = |line: &str| {
        let (key, value) = line.split_once('=').expect("key=value");
        (key.to_owned(), value.to_owned())
    };
    lines.map(pair).collect()
}

fn value<'a>(pairs: &'a Pairs, key: &str) -> &'a str {
    let found = pairs.iter().find(|(own, _)| own == key);
    found.map_or("", |(_, value)| value)
}

#[tokio::test]
async fn amocrms_own_action_sends_numbers_once_and_the_account_last() {
    let account =
        account(|url| json!([{ "pipeline_id": PIPELINE, "status_ids": [STAGES[0]], "url": url }]))
            .await;
    let first = account.done("GET", "leads/2200001", Value::Null).await["status_id"].clone();
    account.answer_hooks_with(500);
    go(&account, STAGES[0]).await;
    let sample = format!(
        "leads[status][0][id]=2200001
        leads[status][0][status_id]=61000003
        leads[status][0][pipeline_id]=7000001
        leads[status][0][old_status_id]={first}
        leads[status][0][old_pipeline_id]=7000001
        account[id]=31000001
        account[subdomain]=demo"
    );
    assert_eq!(account.hooks(1).await[0].pairs, pairs(&sample));
    // Neither another change nor another stage, and no second attempt.
    let renamed = json!({ "name": "Помпы" });
    account.done("PATCH", "leads/2200001", renamed).await;
    go(&account, STAGES[1]).await;
    let hour = json!({ "seconds": 3600 });
    account.send("POST", "/sandbox/clock", hour).await;
    let made = json!([{ "name": "Трубы", "pipeline_id": PIPELINE, "status_id": STAGES[0] }]);
    account.done("POST", "leads", made).await;
    let hooks = account.hooks(2).await;
    assert_eq!(hooks.len(), 2);
    assert_eq!(value(&hooks[1].pairs, "leads[add][0][id]"), "2200002");
}

#[tokio::test]
async fn a_widgets_action_tells_how_the_deal_moved_and_what_was_filled_in() {
    let account = account(|url| {
        json!([{ "pipeline_id": PIPELINE, "status_ids": STAGES[..2], "url": url,
            "settings": { "scenario_id": "42", "comment": "Новый этап" } }])
    })
    .await;
    for stage in STAGES {
        go(&account, stage).await;
    }
    let hooks = account.hooks(3).await;
    let sample = [
        ("event[type_code]", "lead_status_changed"),
        ("event[type]", "14"),
        ("event[data][id]", "2200001"),
        ("event[data][element_type]", "2"),
        ("event[data][status_id]", "61000003"),
        ("event[data][direction_of_movement]", "went_to_trigger"),
        ("action[settings][widget][settings][scenario_id]", "42"),
        ("action[settings][widget][settings][comment]", "Новый этап"),
        ("subdomain", "demo"),
        ("account_id", "31000001"),
    ];
    for (key, expected) in sample {
        assert_eq!(value(&hooks[0].pairs, key), expected, "{key}");
    }
    let directions: Vec<&str> = hooks
        .iter()
        .map(|hook| value(&hook.pairs, "event[data][direction_of_movement]"))
        .collect();
    assert_eq!(
        directions,
        ["went_to_trigger", "went_in_trigger", "went_from_trigger"]
    );
}

#[tokio::test]
async fn a_widgets_action_may_speak_json() {
    let account = account(|url| {
        json!([{ "pipeline_id": PIPELINE, "status_ids": [STAGES[0]], "url": url, "json": true,
            "settings": { "scenario_id": "42" } }])
    })
    .await;
    go(&account, STAGES[0]).await;
    let hook = account.hooks(1).await.remove(0);
    assert_eq!(hook.headers["content-type"], "application/json");
    let (_, sent) = account
        .send("GET", "/sandbox/deliveries", Value::Null)
        .await;
    let body = sent.as_array().and_then(|all| all.last()).expect("one")["body"].clone();
    let body: Value = serde_json::from_str(body.as_str().expect("a text")).expect("JSON");
    assert_eq!(
        body["action"]["settings"]["widget"]["settings"],
        json!({ "scenario_id": "42" })
    );
    assert_eq!(body["event"]["data"]["id"], 2_200_001);
}
