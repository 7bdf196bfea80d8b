//! How hooks travel: headers, order, retries, and the end of patience.

use crate::account::Account;
use serde_json::{Value, json};

#[tokio::test]
async fn hooks_carry_amocrms_headers() {
    let account = Account::unhurried("empty").await;
    account.done("POST", "leads", json!([{"name": "А"}])).await;
    let hook = account.hooks(1).await.remove(0);
    assert_eq!(hook.headers["user-agent"], "amoCRM-Webhooks/3.0");
    assert_eq!(
        hook.headers["content-type"],
        "application/x-www-form-urlencoded"
    );
    assert_eq!(hook.headers["x-amocrm-requestid"].len(), 36);
}

#[tokio::test]
async fn hooks_arrive_in_the_order_of_the_changes() {
    let account = Account::unhurried("empty").await;
    account.done("POST", "leads", json!([{"name": "0"}])).await;
    for price in 1..=30 {
        account
            .done("PATCH", "leads/2200001", json!({"price": price}))
            .await;
    }
    let hooks = account.hooks(31).await;
    let price = |pairs: &crate::account::Pairs| {
        let found = pairs.iter().find(|(key, _)| key.ends_with("[price]"));
        found.map(|(_, value)| value.clone())
    };
    let prices: Vec<String> = hooks.iter().filter_map(|hook| price(&hook.pairs)).collect();
    assert_eq!(
        prices,
        (1..=30).map(|price| price.to_string()).collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn a_failed_hook_comes_again_when_the_clock_says_so() {
    let account = Account::unhurried("empty").await;
    account.answer_hooks_with(503);
    account.done("POST", "leads", json!([{"name": "А"}])).await;
    account.hooks(1).await;
    settled(&account, 1).await;
    account
        .send("POST", "/sandbox/clock", json!({"seconds": 200}))
        .await;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!(
        account.hooks(1).await.len(),
        1,
        "five minutes have not passed"
    );
    account.answer_hooks_with(200);
    account
        .send("POST", "/sandbox/clock", json!({"seconds": 100}))
        .await;
    let hooks = account.hooks(2).await;
    assert_eq!(hooks[0].pairs, hooks[1].pairs);
    settled(&account, 2).await;
    let (_, log) = account
        .send("GET", "/sandbox/deliveries", Value::Null)
        .await;
    assert_eq!(
        (&log[0]["status"], &log[0]["attempt"]),
        (&json!(503), &json!(1))
    );
    assert_eq!(
        (&log[1]["status"], &log[1]["attempt"]),
        (&json!(200), &json!(2))
    );
}

/// Waits until the sandbox has noted so many answers.
async fn settled(account: &Account, count: usize) {
    for _ in 0..400 {
        let (_, log) = account
            .send("GET", "/sandbox/deliveries", Value::Null)
            .await;
        if log.as_array().map_or(0, Vec::len) >= count {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("fewer than {count} deliveries");
}

#[tokio::test]
async fn a_destination_that_only_fails_is_switched_off() {
    let account = Account::unhurried("empty").await;
    account.answer_hooks_with(404);
    let many: Vec<Value> = (0..101).map(|n| json!({"name": n.to_string()})).collect();
    account.done("POST", "leads", json!(many)).await;
    settled(&account, 101).await;
    let hooks = account.done("GET", "webhooks", Value::Null).await;
    assert_eq!(hooks["_embedded"]["webhooks"][0]["disabled"], true);
    account
        .done("POST", "leads", json!([{"name": "После"}]))
        .await;
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert_eq!(
        account.hooks(101).await.len(),
        101,
        "nothing is sent any more"
    );
}

#[tokio::test]
async fn only_subscribed_events_are_sent() {
    let account = Account::unhurried("empty").await;
    let own = account.done("GET", "webhooks", Value::Null).await;
    let destination = &own["_embedded"]["webhooks"][0]["destination"];
    let wish = json!({"destination": destination, "settings": ["status_lead"]});
    let (status, _) = account.call("POST", "webhooks", wish).await;
    assert_eq!(status, 201);
    account.done("POST", "leads", json!([{"name": "А"}])).await;
    account
        .done("PATCH", "leads/2200001", json!({"price": 5}))
        .await;
    account
        .done("PATCH", "leads/2200001", json!({"status_id": 142}))
        .await;
    let hooks = account.hooks(1).await;
    assert!(
        hooks[0]
            .pairs
            .iter()
            .any(|(key, _)| key == "leads[status][0][id]")
    );
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    assert_eq!(account.hooks(1).await.len(), 1);
}
