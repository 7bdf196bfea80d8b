//! A bot asks the integration once, and the integration continues it once.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::account::Account;

async fn account() -> Account {
    let options = ["--rate-limit", "0", "--bot-target", "{listener}"];
    Account::start("demo", &options).await
}

/// Starts bot 321 on a deal; gives token and address of its question.
async fn asked(account: &Account, questions: usize) -> (String, String) {
    let wish = json!([{"bot_id": 321, "entity_id": 2_200_001, "entity_type": "2"}]);
    let (status, _) = account.send("POST", "/api/v2/salesbot/run", wish).await;
    assert_eq!(status, 202);
    let hook = account.hooks(questions).await.remove(questions - 1);
    let value = |key: &str| {
        let found = hook.pairs.iter().find(|(own, _)| own == key);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    assert_eq!(value("data[lead]"), "2200001");
    let path = value("return_url").replace(&account.base, "");
    (value("token"), path)
}

#[tokio::test]
async fn the_question_is_signed_and_names_the_card() {
    let account = account().await;
    let (token, path) = asked(&account, 1).await;
    assert!(path.starts_with("/api/v4/salesbot/321/continue/"), "{path}");
    let part = |index| {
        let part = token.split('.').nth(index).expect("three parts");
        let bytes = URL_SAFE_NO_PAD.decode(part).expect("base64url");
        serde_json::from_slice::<Value>(&bytes).expect("JSON")
    };
    assert_eq!(part(0)["alg"], "HS512");
    let claims = part(1);
    assert_eq!(claims["account_id"], 31_000_001);
    assert_eq!(
        (&claims["entity_type"], &claims["entity_id"]),
        (&json!(2), &json!(2_200_001))
    );
}

#[tokio::test]
async fn a_bot_is_continued_once_and_speaks() {
    let account = account().await;
    let (_, path) = asked(&account, 1).await;
    let show = json!({"handler": "show", "params": {"type": "text", "value": "Ваш код: A-17"}});
    let answer = json!({"data": {"status": "success"}, "execute_handlers": [show]});
    assert_eq!(account.send("POST", &path, answer.clone()).await.0, 202);
    let (_, chat) = account.send("GET", "/sandbox/chat", Value::Null).await;
    assert_eq!(chat[0]["handler"], show);
    assert_eq!(
        account.send("POST", &path, answer).await.0,
        404,
        "a second time"
    );
}

#[tokio::test]
async fn a_long_text_is_refused_and_the_bot_goes_on_waiting() {
    let account = account().await;
    let (_, path) = asked(&account, 1).await;
    let show = |text: &str| json!({"execute_handlers": [{"handler": "show", "params": {"type": "text", "value": text}}]});
    assert_eq!(
        account.send("POST", &path, show(&"я".repeat(81))).await.0,
        400
    );
    assert_eq!(
        account.send("POST", &path, show(&"я".repeat(80))).await.0,
        202
    );
}

#[tokio::test]
async fn a_second_start_on_a_card_ends_the_first() {
    let account = account().await;
    let (_, first) = asked(&account, 1).await;
    let (_, second) = asked(&account, 2).await;
    assert_eq!(account.send("POST", &first, json!({})).await.0, 404);
    assert_eq!(account.send("POST", &second, json!({})).await.0, 202);
}

#[tokio::test]
async fn a_bot_without_a_question_ends_at_once() {
    let account = Account::unhurried("demo").await;
    let wish = json!({"entity_id": 2_200_001, "entity_type": "leads"});
    assert_eq!(account.call("POST", "bots/320/run", wish).await.0, 202);
    let (status, _) = account
        .call("POST", "salesbot/320/continue/1", json!({}))
        .await;
    assert_eq!(status, 404);
}
