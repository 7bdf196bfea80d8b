//! Memory of the server: at rest, with many idle accounts, and with many stored events.

use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use axum::Router;
use axum::http::HeaderMap;
use axum::routing::get;
use sqlx::{Column as _, Row as _};
use tests::product::Product;
use tests::program::Program;
use tests::wire;
use tokio::net::TcpListener;

use crate::amounts::Amounts;
use crate::bare::{Bare, Commits};
use crate::client::{self, Load};
use crate::database::{Look, Place, runtime};
use crate::{ours, story};

/// After this time nothing of the start is under way.
const REST: Duration = Duration::from_secs(3);
/// Events that are served before memory is read, so that caches are full.
const SERVED: usize = 500;
/// The tables of an event, and the columns that tell one event from another.
const TABLES: [(&str, &[&str]); 4] = [
    ("inbox", &["id"]),
    ("event", &["id", "inbox_id", "digest"]),
    ("run", &["id", "event_id"]),
    ("decision", &["run_id", "facts_owner"]),
];

/// Prints memory in use.
///
/// # Errors
/// When a program does not do what it is asked.
pub fn measure(place: &Place, amounts: &Amounts) -> Result<()> {
    let bare = Bare::start(place, Commits::Shared)?;
    client::run(&bare.target(ours::messages()), Load::of(16, SERVED))?;
    let baseline = story::memory_mb(bare.program.id())?;
    drop(bare);
    let mut rows = vec![row("bare axum, group commit, after 500 bodies", baseline)];
    rows.push(row("triggers, one account, at rest", at_rest(place)?));
    let (accounts, idle) = (amounts.accounts, idle(place, amounts.accounts)?);
    rows.push(row(&format!("triggers, {accounts} idle accounts"), idle));
    let stored = stored(place, amounts.stored)?;
    rows.push(row(
        &format!(
            "triggers, {} stored events, 500 served",
            story::whole(stored.0)
        ),
        stored.1,
    ));
    story::table("Memory in use (VmRSS)", &["", "MB"], &rows);
    Ok(())
}

fn row(name: &str, mb: f64) -> Vec<String> {
    vec![name.to_owned(), format!("{mb:.1}")]
}

fn at_rest(place: &Place) -> Result<f64> {
    let product = ours::start(place, "rest", &[])?;
    rested(product)
}

fn rested(product: Product) -> Result<f64> {
    sleep(REST);
    let used = story::memory_mb(product.server_process()?)?;
    ours::end(product)?;
    Ok(used)
}

/// Accounts that are connected as an administrator does it, to an amoCRM that tells who they are.
fn idle(place: &Place, accounts: usize) -> Result<f64> {
    let mut product = ours::start(place, "idle", &[])?;
    product.kill_server()?;
    let runtime = runtime()?;
    let port = wire::free_port()?;
    runtime.spawn(crm(port));
    let (address, storage) = (format!("http://127.0.0.1:{port}"), product.storage());
    wire::answers(&format!("{address}/healthz"), REST)?;
    for number in 0..accounts {
        let token = format!("a.{}.z", 50_000_000 + number);
        let mut arguments = vec![
            "account",
            "add",
            "--amocrm-url",
            &address,
            "--amocrm-token",
            &token,
        ];
        arguments.extend(storage.iter().map(String::as_str));
        Program::output("triggers", &arguments)?;
    }
    product.start_server()?;
    let mut look = Look::at(&product.database_url())?;
    let wanted = i64::try_from(accounts)? + 1;
    let at_work = "select count(*) from account where lease_owner is not null";
    for _ in 0..60 {
        sleep(Duration::from_secs(1));
        if look.number(at_work)? == wanted {
            break;
        }
    }
    let found = look.number(at_work)?;
    ensure!(
        found == wanted,
        "{found} of {wanted} accounts are worked for"
    );
    drop(look);
    rested(product)
}

/// An amoCRM of which only the number of the account is asked; it stands in the token.
async fn crm(port: u16) -> Result<()> {
    let account = get(|headers: HeaderMap| async move {
        let token = headers.get("authorization").and_then(|it| it.to_str().ok());
        let number = token
            .and_then(|it| it.split('.').nth(1))
            .unwrap_or_default();
        (
            [("content-type", "application/hal+json")],
            format!("{{\"id\":{number}}}"),
        )
    });
    let router = Router::new()
        .route("/api/v4/account", account)
        .route("/healthz", get(|| async { "ok" }));
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    Ok(axum::serve(listener, router).await?)
}

/// A server that has so many events, was started anew and served some more.
fn stored(place: &Place, events: usize) -> Result<(f64, f64)> {
    let mut product = ours::start(place, "stored", &[])?;
    ours::publish(&product)?;
    serve(&product, 0)?;
    product.kill_server()?;
    let mut look = Look::at(&product.database_url())?;
    let mut copy = 0;
    while look.number("select count(*) from event")? < i64::try_from(events)? {
        copy += 1;
        for (table, own) in TABLES {
            double(&mut look, table, own, copy)
                .with_context(|| format!("{table} can't be doubled"))?;
        }
    }
    let stored = look.number("select count(*) from event")? as f64;
    drop(look);
    product.start_server()?;
    serve(&product, 1)?;
    product.crm.panel()?.get("scenarios")?;
    Ok((stored, rested(product)?))
}

fn serve(product: &Product, turn: u64) -> Result<()> {
    let mut target = ours::target(product, ours::messages());
    target.first = turn * 1_000_000;
    client::run(&target, Load::of(16, SERVED))?;
    ours::decided(&mut Look::at(&product.database_url())?)
}

/// Copies every row with other identifiers.
fn double(look: &mut Look, table: &str, own: &[&str], copy: u32) -> Result<()> {
    let row = look
        .row(&format!("select * from {table} limit 1"))?
        .context("a row")?;
    let columns: Vec<&str> = row.columns().iter().map(|column| column.name()).collect();
    let copied = columns.iter().map(|column| match own.contains(column) {
        true => format!("{column} || '-{copy}'"),
        false => (*column).to_owned(),
    });
    let (columns, copied) = (columns.join(", "), copied.collect::<Vec<_>>().join(", "));
    look.execute(&format!(
        "insert into {table} ({columns}) select {copied} from {table}"
    ))
    .map(drop)
}
