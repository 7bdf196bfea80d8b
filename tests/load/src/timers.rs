//! Delayed triggers that wait in great number: how soon the server is there, what it takes, and whether the due ones fire
//! in time.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tests::product::Product;

use crate::amounts::Amounts;
use crate::client::{self, Load};
use crate::database::{Look, Place};
use crate::{ours, story};

/// Triggers that fall due while the server runs, half a second apart.
const DUE: i64 = 20;
const APART_MS: i64 = 500;
/// When the first of them is due, after the server is there.
const SOON_MS: i64 = 3_000;
/// Goals: start-up, memory, and how late a trigger may fire.
const START: Duration = Duration::from_secs(2);
const MEMORY_MB: f64 = 200.0;
const LATE_MS: i64 = 1_000;

/// Prints start-up and memory beside those of a server for which nothing waits, and how late the due ones fired.
///
/// # Errors
/// When a program does not do what it is asked.
pub fn measure(place: &Place, amounts: &Amounts) -> Result<()> {
    let (none, bare, _) = waiting(place, 1)?;
    let (many, full, late) = waiting(place, amounts.timers)?;
    let line = |name: String, (start, mb): (Duration, f64)| {
        vec![
            name,
            format!("{:.2}", start.as_secs_f64()),
            format!("{mb:.1}"),
        ]
    };
    let rows = [
        line("one delayed trigger".to_owned(), bare),
        line(format!("{} delayed triggers", story::whole(many)), full),
    ];
    ensure!(none < many, "nothing waits");
    story::table("Waiting timers", &["", "start-up, s", "MB"], &rows);
    println!("\n{DUE} that fell due fired at most {late} ms late.");
    story::goal("start-up under 2 s", full.0 < START);
    story::goal("under 200 MB", full.1 < MEMORY_MB);
    story::goal("the due ones fire within 1 s", late <= LATE_MS);
    Ok(())
}

/// A server for which so many wait: how many they are, start-up and memory, and how late the due ones fired.
fn waiting(place: &Place, timers: usize) -> Result<(f64, (Duration, f64), i64)> {
    let mut product = ours::start(place, "timers", &[])?;
    publish(&product)?;
    client::run(&ours::target(&product, ours::messages()), Load::of(1, 1))?;
    let mut look = Look::at(&product.database_url())?;
    ours::decided(&mut look)?;
    ensure!(ours::runs(&mut look, "delayed")? == 1, "one waits");
    product.kill_server()?;
    let mut copy = 0_u32;
    while ours::runs(&mut look, "delayed")? < i64::try_from(timers)? {
        double(&mut look, copy)?;
        copy += 1;
    }
    let all = ours::runs(&mut look, "delayed")? as f64;
    // As a running database has it from time to time.
    look.execute("analyze")?;
    let begun = Instant::now();
    product.start_server()?;
    let start = begun.elapsed();
    let late = if copy == 0 {
        0
    } else {
        fired(&product, &mut look)?
    };
    let memory = story::memory_mb(product.server_process()?)?;
    drop(look);
    ours::end(product)?;
    Ok((all, (start, memory), late))
}

/// A scenario that remembers a message a day later; amoCRM is not asked for anything.
fn publish(product: &Product) -> Result<u64> {
    let panel = product.crm.panel()?;
    panel.send("POST", "variables", &json!({ "name": "question" }))?;
    let set = json!({ "id": "t1", "kind": "change_variable",
        "timer": { "delay": { "amount": 1, "unit": "days" } },
        "settings": { "variable": "question", "value": "вчера" } });
    panel.publish(
        &json!({ "format": 2, "name": "Завтра", "event": "message_received",
        "blocks": [{ "id": "b1", "triggers": [set] }] }),
    )
}

/// Copies each one that waits: for another contact, at another minute.
fn double(look: &mut Look, copy: u32) -> Result<()> {
    let row = look.row("select * from run where state = 'delayed' limit 1")?;
    let row = row.context("one that waits")?;
    let columns: Vec<String> = {
        use sqlx::{Column as _, Row as _};
        row.columns()
            .iter()
            .map(|it| it.name().to_owned())
            .collect()
    };
    let shift = 1_i64 << copy;
    let copied: Vec<String> = columns
        .iter()
        .map(|column| match column.as_str() {
            "id" => format!("id || '-{copy}'"),
            "entity_id" => format!("entity_id + {shift}"),
            "due_at" => format!("due_at + {}", shift * 60_000),
            own => own.to_owned(),
        })
        .collect();
    let sql = format!(
        "insert into run ({}) select {} from run where state = 'delayed'",
        columns.join(", "),
        copied.join(", ")
    );
    look.execute(&sql).map(drop)
}

/// Lets some fall due one after another, and tells how late the latest was done, in milliseconds.
fn fired(product: &Product, look: &mut Look) -> Result<i64> {
    let own = format!("account_id = {}", ours::ACCOUNT);
    let mut ids = Vec::new();
    for _ in 0..DUE {
        let id = look.text(&format!(
            "select id from run where {own} and state = 'delayed' order by id desc limit 1"
        ))?;
        // Out of the way of the next look.
        look.execute(&format!(
            "update run set state = 'held' where {own} and id = '{id}'"
        ))?;
        ids.push(id);
    }
    // Looking takes a while among so many.
    let first = ours::now_ms() + SOON_MS;
    let mut due = Vec::new();
    for (number, id) in (0..).zip(ids) {
        let at = first + number * APART_MS;
        look.execute(&format!(
            "update run set due_at = {at} where {own} and id = '{id}'"
        ))?;
        due.push((id, at));
    }
    look.execute(&format!(
        "update run set state = 'delayed' where {own} and state = 'held'"
    ))?;
    // A new timer wakes the server: it sleeps until the next one that it knows.
    client::run(&ours::target(product, ours::messages()), Load::of(1, 1))?;
    let done = format!(
        "select count(*) from run where {own} and state = 'done' and fires_trigger is not null"
    );
    for _ in 0..600 {
        if look.number(&done)? == DUE {
            return latest(look, &due);
        }
        sleep(Duration::from_millis(100));
    }
    anyhow::bail!("{} of {DUE} have fired after a minute", look.number(&done)?)
}

/// How late the latest was done, in milliseconds; a run that has ended does not know any more when it was due.
fn latest(look: &mut Look, due: &[(String, i64)]) -> Result<i64> {
    let mut late = 0;
    for (id, due) in due {
        let sql = format!(
            "select finished_at from run where account_id = {} and state = 'done' and id = '{id}'",
            ours::ACCOUNT
        );
        let finished = look.number(&sql)?;
        ensure!(
            finished >= *due,
            "{id} fired {} ms too soon",
            due - finished
        );
        late = late.max(finished - due);
    }
    Ok(late)
}
