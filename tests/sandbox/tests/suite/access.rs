//! Who may call, how often, and who the panel is told its user is.

use std::time::{Duration, Instant};

use crate::account::Account;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

fn token(subject: i64) -> String {
    let claims = URL_SAFE_NO_PAD.encode(json!({"sub": subject.to_string()}).to_string());
    format!("Bearer h.{claims}.s")
}

async fn get(account: &Account, path: &str, token: &str) -> (u16, Value) {
    let request = account
        .client
        .get(format!("{}/api/v4/{path}", account.base));
    let answer = request
        .header("Authorization", token)
        .send()
        .await
        .expect("an answer");
    let status = answer.status().as_u16();
    (status, answer.json().await.unwrap_or(Value::Null))
}

#[tokio::test]
async fn a_token_has_three_parts_and_picks_its_user() {
    let account = Account::unhurried("demo").await;
    let (status, problem) = get(&account, "leads", "Bearer nonsense").await;
    assert_eq!((status, &problem["title"]), (401, &json!("Unauthorized")));
    let (_, own) = get(&account, "account", &token(9_100_003)).await;
    assert_eq!(own["current_user_id"], 9_100_003);
    let (status, _) = get(&account, "users", &token(9_100_004)).await;
    assert_eq!(status, 403, "a trainee does not administer");
    assert_eq!(get(&account, "leads", &token(9_100_004)).await.0, 200);
}

#[tokio::test]
async fn the_eighth_call_of_a_second_is_refused() {
    let account = Account::start("demo", &[]).await;
    let (start, mut refused) = (Instant::now(), 0);
    for _ in 0..12 {
        refused += usize::from(get(&account, "account", "Bearer a.b.c").await.0 == 429);
    }
    // A machine that needs a second for twelve calls has given the token a new allowance.
    assert!(
        refused == 5 || start.elapsed() >= Duration::from_secs(1),
        "{refused} refused"
    );
    assert_eq!(
        get(&account, "account", "Bearer d.e.f").await.0,
        200,
        "another integration"
    );
    tokio::time::sleep(Duration::from_millis(1050)).await;
    assert_eq!(get(&account, "account", "Bearer a.b.c").await.0, 200);
}

#[tokio::test]
async fn the_disposable_token_names_account_user_and_audience() {
    let panel = [
        "--panel-url",
        "http://127.0.0.1:18190/panel/",
        "--client-id",
        "id-1",
    ];
    let account = Account::start("demo", &panel).await;
    let path = "/sandbox/disposable-token?user_id=9100004";
    let (_, answer) = account.send("GET", path, Value::Null).await;
    let token = answer["token"].as_str().expect("a token");
    let payload = token.split('.').nth(1).expect("claims");
    let claims: Value =
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).expect("base64")).expect("JSON");
    assert_eq!(claims["aud"], "http://127.0.0.1:18190");
    assert_eq!(
        (&claims["account_id"], &claims["user_id"]),
        (&json!(31_000_001), &json!(9_100_004))
    );
    assert_eq!(
        (&claims["client_uuid"], &claims["is_admin"]),
        (&json!("id-1"), &json!(false))
    );
    assert_eq!(
        claims["exp"]
            .as_i64()
            .zip(claims["iat"].as_i64())
            .map(|(e, i)| e - i),
        Some(1800)
    );
}

#[tokio::test]
async fn an_edit_on_the_page_is_the_chosen_users_and_fires_hooks() {
    let account = Account::unhurried("demo").await;
    let path = "/sandbox/leads/2200004?user_id=9100003";
    let (status, _) = account
        .send("POST", path, json!({"status_id": 61_000_005}))
        .await;
    assert_eq!(status, 200);
    let hooks = account.hooks(2).await;
    let has = |key: &str, value: &str| hooks[0].pairs.contains(&(key.to_owned(), value.to_owned()));
    assert!(has("leads[status][0][modified_user_id]", "9100003"));
    assert!(has("leads[status][0][old_status_id]", "61000003"));
}

#[tokio::test]
async fn the_traffic_shows_calls_and_a_reset_brings_the_start_back() {
    let account = Account::unhurried("demo").await;
    account
        .done("PATCH", "leads/2200004", json!({"price": 1}))
        .await;
    let (_, traffic) = account.send("GET", "/sandbox/traffic", Value::Null).await;
    let last = &traffic[0];
    assert_eq!(
        (&last["method"], &last["path"]),
        (&json!("PATCH"), &json!("/api/v4/leads/2200004"))
    );
    assert_eq!(
        (&last["body"], &last["status"]),
        (&json!({"price": 1}), &json!(200))
    );
    account.send("POST", "/sandbox/reset", Value::Null).await;
    let lead = account.done("GET", "leads/2200004", Value::Null).await;
    assert_eq!(lead["price"], 12_000);
}
