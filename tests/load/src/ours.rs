//! The product under load: a scenario that decides by the hook alone, hooks for it, and a wait until all is decided.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Result, ensure};
use serde_json::{Value as Json, json};
use tests::product::{Hooks, Product};

use crate::client::{Body, Target};
use crate::database::{self, Look, Place};

/// The account of the sandbox.
pub const ACCOUNT: u64 = 31_000_001;
/// How often the server is asked whether it is done.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// A server that decides nothing for so long stands still.
const STUCK: Duration = Duration::from_secs(60);

/// Starts the product in an account without scenarios; hooks come from the load alone.
///
/// # Errors
/// When a program does not start; the text holds what it printed.
pub fn start(place: &Place, name: &str, options: &[&str]) -> Result<Product> {
    begin(place, name, Hooks::Withheld, options)
}

/// The same where the hooks of amoCRM come, too.
///
/// # Errors
/// When a program does not start; the text holds what it printed.
pub fn start_with_hooks(place: &Place, name: &str) -> Result<Product> {
    begin(place, name, Hooks::Sent, &[])
}

fn begin(place: &Place, name: &str, hooks: Hooks, options: &[&str]) -> Result<Product> {
    // Each one begins with nothing.
    static STARTED: AtomicUsize = AtomicUsize::new(1);
    let number = STARTED.fetch_add(1, Ordering::Relaxed);
    let name = format!("load-{name}-{number}");
    Product::start_on(place.postgres.clone(), &name, hooks, options)
}

/// Ends it and removes what it has stored.
///
/// # Errors
/// When that can't be removed.
pub fn end(product: Product) -> Result<()> {
    let (folder, database) = (product.folder().to_owned(), product.database_url());
    drop(product);
    database::remove(&database)?;
    Ok(std::fs::remove_dir_all(folder)?)
}

/// Where its hooks go.
pub fn target(product: &Product, body: Body) -> Target {
    let url = product.crm.hook_target();
    let (host, path) = url
        .trim_start_matches("http://")
        .split_once('/')
        .unwrap_or_default();
    Target {
        host: host.to_owned(),
        path: format!("/{path}"),
        body,
        first: 0,
    }
}

/// Messages of clients.
pub fn messages() -> Body {
    Arc::new(message)
}

/// A message of a client, as amoCRM tells it: everything that the scenario asks for stands in it.
pub fn message(number: u64) -> String {
    let contact = contact(number);
    format!(
        "account[id]={ACCOUNT}&account[subdomain]=demo&message[add][0][id]=0b7c5a1e-2222-4333-8444-{number:012}\
         &message[add][0][chat_id]=54ca0000-aaaa-4bbb-8ccc-{number:012}&message[add][0][talk_id]={number}\
         &message[add][0][contact_id]={contact}&message[add][0][text]=Здравствуйте, сколько стоит доставка до Казани?\
         &message[add][0][created_at]=1760007400&message[add][0][element_type]=1&message[add][0][entity_type]=contact\
         &message[add][0][element_id]={contact}&message[add][0][entity_id]={contact}&message[add][0][type]=incoming\
         &message[add][0][author][id]=1db20000-1111-4222-8333-{number:012}&message[add][0][author][type]=external\
         &message[add][0][author][name]=Иван Петров&message[add][0][origin]=telegram"
    )
}

/// Who wrote it.
pub fn contact(number: u64) -> u64 {
    40_000_000 + number
}

/// Publishes the scenario.
///
/// # Errors
/// When the server refuses it.
pub fn publish(product: &Product) -> Result<u64> {
    let panel = product.crm.panel()?;
    panel.send("POST", "variables", &json!({ "name": "question" }))?;
    panel.publish(&scenario())
}

/// A scenario of three conditions about the message, the last of which does not hold; amoCRM is not asked for anything.
fn scenario() -> Json {
    let condition = |id: &str, path: &str, operator: &str, text: &str| {
        json!({ "id": id, "joiner": "and", "left": { "path": path }, "operator": operator,
            "right": { "path": "const.text", "value": text } })
    };
    let conditions = [
        condition("c1", "message.text", "contains", "доставка"),
        condition("c2", "message.channel", "eq", "telegram"),
        condition("c3", "message.author", "eq", "Иван Сидоров"),
    ];
    let set = json!({ "id": "t1", "kind": "change_variable", "settings": {
        "variable": "question", "value": "{{message.text}}" } });
    json!({ "format": 2, "name": "Вопрос о доставке", "event": "message_received",
        "blocks": [{ "id": "b1", "conditions": conditions, "triggers": [set] }] })
}

/// Waits until no body and no run waits.
///
/// # Errors
/// When nothing goes on for a minute.
pub fn decided(look: &mut Look) -> Result<()> {
    let (mut last, mut moved) = (i64::MAX, Instant::now());
    loop {
        let waiting = waiting(look)?;
        if waiting == 0 {
            return Ok(());
        }
        if waiting != last {
            (last, moved) = (waiting, Instant::now());
        }
        ensure!(
            moved.elapsed() < STUCK,
            "{waiting} bodies and runs wait, and nothing goes on"
        );
        sleep(LOOK_EVERY);
    }
}

fn waiting(look: &mut Look) -> Result<i64> {
    Ok(letters(look)? + runs(look, "ready")? + runs(look, "acting")?)
}

/// Bodies that have not become events.
///
/// # Errors
/// When the database refuses.
pub fn letters(look: &mut Look) -> Result<i64> {
    look.number(&format!(
        "select count(*) from inbox where account_id = {ACCOUNT} and state = 'new'"
    ))
}

/// Runs in a state.
///
/// # Errors
/// When the database refuses.
pub fn runs(look: &mut Look, state: &str) -> Result<i64> {
    look.number(&format!(
        "select count(*) from run where account_id = {ACCOUNT} and state = '{state}'"
    ))
}

/// Unix milliseconds, as the server writes them.
pub fn now_ms() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
