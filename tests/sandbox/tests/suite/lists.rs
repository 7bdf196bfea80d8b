//! Lists: pages, filters, order, search, and the answers that stumble clients.

use crate::account::Account;
use serde_json::{Value, json};

fn ids(answer: &Value, name: &str) -> Vec<i64> {
    let items = answer["_embedded"][name]
        .as_array()
        .cloned()
        .unwrap_or_default();
    items
        .iter()
        .filter_map(|item| item["id"].as_i64())
        .collect()
}

#[tokio::test]
async fn pages_follow_next_to_the_end_and_then_comes_204() {
    let account = Account::unhurried("demo").await;
    let (mut path, mut seen, mut pages) = ("/api/v4/leads?limit=10".to_owned(), Vec::new(), 0);
    loop {
        let (status, answer) = account.send("GET", &path, Value::Null).await;
        assert_eq!(status, 200);
        seen.extend(ids(&answer, "leads"));
        pages += 1;
        let next = answer["_links"]["next"]["href"].as_str().map(str::to_owned);
        let Some(next) = next else { break };
        path = next
            .strip_prefix(&account.base)
            .expect("our host")
            .to_owned();
    }
    assert_eq!((pages, seen.len()), (3, 25));
    seen.dedup();
    assert_eq!(seen.len(), 25, "each lead once");
    let (status, body) = account
        .call("GET", "leads?limit=10&page=4", Value::Null)
        .await;
    assert_eq!((status, body), (204, Value::Null));
}

#[tokio::test]
async fn a_full_last_page_has_no_next() {
    let account = Account::unhurried("demo").await;
    let answer = account.done("GET", "leads?limit=25", Value::Null).await;
    assert_eq!(answer["_links"]["next"], Value::Null);
    let clamped = account.done("GET", "leads?limit=1000", Value::Null).await;
    assert!(
        clamped["_links"]["self"]["href"]
            .as_str()
            .is_some_and(|href| href.contains("limit=250"))
    );
}

#[tokio::test]
async fn filters_take_every_spelling_of_an_array() {
    let account = Account::unhurried("demo").await;
    for query in [
        "filter[id][]=2200004&filter[id][]=2200005",
        "filter[id][0]=2200004&filter[id][1]=2200005",
        "filter%5Bid%5D%5B%5D=2200005&filter%5Bid%5D%5B%5D=2200004",
    ] {
        let answer = account
            .done("GET", &format!("leads?{query}"), Value::Null)
            .await;
        assert_eq!(ids(&answer, "leads"), [2_200_004, 2_200_005], "{query}");
    }
    let one = account
        .done("GET", "leads?filter[id]=2200004", Value::Null)
        .await;
    assert_eq!(ids(&one, "leads"), [2_200_004]);
}

#[tokio::test]
async fn leads_are_filtered_by_stage_price_and_fields() {
    let account = Account::unhurried("demo").await;
    let stage = "filter[statuses][0][pipeline_id]=7000001&filter[statuses][0][status_id]=61000003";
    let range = "filter[price][from]=8000&filter[price][to]=12000";
    let answer = account
        .done("GET", &format!("leads?{stage}&{range}"), Value::Null)
        .await;
    assert_eq!(ids(&answer, "leads"), [2_200_004, 2_200_005]);
    let field = "filter[custom_fields_values][500001][]=Тверь";
    let answer = account
        .done("GET", &format!("leads?{field}"), Value::Null)
        .await;
    assert_eq!(ids(&answer, "leads"), [2_200_004]);
    let listed = "filter[custom_fields_values][500009][]=610022";
    let answer = account
        .done("GET", &format!("leads?{listed}"), Value::Null)
        .await;
    assert_eq!(ids(&answer, "leads"), [2_200_001]);
    let dates = "filter[custom_fields_values][500006][from]=1760475600&filter[custom_fields_values][500006][to]=1760475600";
    let answer = account
        .done("GET", &format!("leads?{dates}"), Value::Null)
        .await;
    assert_eq!(ids(&answer, "leads"), [2_200_001]);
}

#[tokio::test]
async fn lists_are_ordered_and_searched() {
    let account = Account::unhurried("demo").await;
    let answer = account
        .done("GET", "leads?order[id]=desc&limit=2", Value::Null)
        .await;
    assert_eq!(ids(&answer, "leads"), [2_200_025, 2_200_024]);
    let answer = account
        .done("GET", "leads?query=ФОРМЫ%20опт", Value::Null)
        .await;
    assert_eq!(ids(&answer, "leads"), [2_200_002]);
    let answer = account
        .done("GET", "contacts?query=79990001122", Value::Null)
        .await;
    assert_eq!(
        ids(&answer, "contacts"),
        [3_300_001],
        "phones are searched as well"
    );
}

#[tokio::test]
async fn an_almost_empty_lead_has_nulls_and_empty_lists_where_php_puts_them() {
    let account = Account::unhurried("demo").await;
    let lead = account
        .done(
            "GET",
            "leads/2200006?with=contacts,loss_reason,catalog_elements",
            Value::Null,
        )
        .await;
    assert_eq!(lead["custom_fields_values"], Value::Null);
    assert_eq!(
        (&lead["price"], &lead["closed_at"]),
        (&json!(0), &Value::Null)
    );
    let parts = json!({"tags": [], "companies": [], "contacts": [], "loss_reason": [], "catalog_elements": []});
    assert_eq!(lead["_embedded"], parts);
    let task = account.done("GET", "tasks/1500001", Value::Null).await;
    assert_eq!(task["result"], json!([]));
}

#[tokio::test]
async fn what_does_not_exist_is_told_apart() {
    let account = Account::unhurried("demo").await;
    for (method, path, status) in [
        ("GET", "leads/1", 204),
        ("GET", "leads/pipelines/1", 404),
        ("GET", "leads/custom_fields/1", 404),
        ("GET", "nothing", 404),
        ("DELETE", "leads/2200001", 405),
        ("DELETE", "contacts", 405),
        ("DELETE", "tasks/1500001", 403),
        ("DELETE", "leads/notes/1700001", 405),
        ("GET", "catalogs/15001/elements/1", 404),
        ("GET", "widgets", 204),
        ("GET", "talks/1", 404),
    ] {
        assert_eq!(
            account.call(method, path, Value::Null).await.0,
            status,
            "{method} {path}"
        );
    }
}

#[tokio::test]
async fn content_types_have_no_charset_and_links_follow_the_host() {
    let account = Account::unhurried("demo").await;
    let get = |path: &str| {
        let request = account
            .client
            .get(format!("{}/api/v4/{path}", account.base));
        request
            .header("Authorization", "Bearer a.b.c")
            .header("Host", "demo.amocrm.test")
    };
    let good = get("leads/2200001").send().await.expect("an answer");
    assert_eq!(good.headers()["content-type"], "application/hal+json");
    let lead: Value = good.json().await.expect("JSON");
    assert_eq!(
        lead["_links"]["self"]["href"],
        "http://demo.amocrm.test/api/v4/leads/2200001"
    );
    let bad = get("nothing").send().await.expect("an answer");
    assert_eq!(bad.headers()["content-type"], "application/problem+json");
}

#[tokio::test]
async fn a_talk_is_read_and_closed_once() {
    let account = Account::unhurried("demo").await;
    let talks = account.done("GET", "talks", Value::Null).await;
    let talk = &talks["_embedded"]["talks"][0];
    assert_eq!(
        (&talk["entity_id"], &talk["is_in_work"]),
        (&json!(2_200_003), &json!(true))
    );
    let close = format!("talks/{}/close", talk["talk_id"]);
    assert_eq!(account.call("POST", &close, json!({})).await.0, 202);
    assert_eq!(
        account.call("POST", &close, json!({})).await.0,
        422,
        "already closed"
    );
}

#[tokio::test]
async fn roles_are_shown_with_their_rights() {
    let account = Account::unhurried("demo").await;
    let roles = account.done("GET", "roles", Value::Null).await;
    assert_eq!(
        (
            &roles["_total_items"],
            &roles["_embedded"]["roles"][0]["name"]
        ),
        (&json!(1), &json!("Менеджер"))
    );
}
