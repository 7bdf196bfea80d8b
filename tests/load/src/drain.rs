//! Events from the inbox to a saved decision per second, beside queues whose jobs do nothing.

use anyhow::{Context, Result, ensure};
use sqlx::Sqlite;
use tests::product::Product;
use uuid::Uuid;

use crate::amounts::Amounts;
use crate::client::{self, Load};
use crate::database::{Look, Place, Pool, runtime};
use crate::{apalis_, ours, plain, story};

/// Jobs that the queues take together.
const BATCHES: [usize; 3] = [1, 10, 100];
/// Hooks that are sent side by side to fill the inbox.
const SIDE_BY_SIDE: usize = 64;

/// A contestant and what it does per second.
type Row = (String, Vec<f64>);

/// Prints events and jobs per second.
///
/// # Errors
/// When somebody does not do all of the work.
pub fn measure(place: &Place, amounts: &Amounts) -> Result<()> {
    let mut rows: Vec<Row> = Vec::new();
    let mut add = |name: String, rate: f64| match rows.iter_mut().find(|row| row.0 == name) {
        Some(row) => row.1.push(rate),
        None => rows.push((name, vec![rate])),
    };
    for _ in 0..amounts.rounds {
        add("triggers".to_owned(), triggers(place, amounts.events)?);
        for batch in BATCHES {
            add(
                format!("apalis 1.0, batch {batch}"),
                apalis_::drain(place, batch, amounts.jobs(batch))?,
            );
        }
        for batch in BATCHES {
            for workers in plain::workers(place) {
                let name = plain::name(place, batch, workers);
                add(
                    name,
                    plain::drain(place, batch, workers, amounts.jobs(batch))?,
                );
            }
        }
    }
    print(&rows);
    Ok(())
}

fn print(rows: &[Row]) {
    let rates: Vec<(&str, f64)> = rows
        .iter()
        .map(|(name, all)| (&**name, story::median(all.clone())))
        .collect();
    let own = rates.first().map_or(0.0, |row| row.1);
    let cells = |(name, rate): &(&str, f64)| {
        vec![
            (*name).to_owned(),
            story::whole(*rate),
            story::times(own, *rate),
        ]
    };
    let table: Vec<_> = rates.iter().map(cells).collect();
    let heads = ["", "per second", "triggers does × of it"];
    story::table("Events decided, and jobs that do nothing", &heads, &table);
    for (name, rate) in rates.iter().filter(|(name, _)| name.starts_with("apalis")) {
        story::goal(
            &format!("{} times {name} (ahead)", story::times(own, *rate)),
            own > *rate,
        );
    }
}

/// Fills the inbox while nobody works, starts the server, and counts until the last decision.
fn triggers(place: &Place, events: usize) -> Result<f64> {
    let shared = place.postgres.is_some();
    let mut product = ours::start(
        place,
        "drain",
        if shared { &["--role", "web"] } else { &[] },
    )?;
    ours::publish(&product)?;
    fill(&mut product, shared, events)?;
    let mut look = Look::at(&product.database_url())?;
    let waiting = ours::letters(&mut look)?;
    ensure!(
        waiting == i64::try_from(events)?,
        "{waiting} of {events} bodies wait"
    );
    let begun = ours::now_ms();
    product.start_server()?;
    ours::decided(&mut look)?;
    let decisions = look.number("select count(*) from decision")?;
    ensure!(
        decisions == waiting,
        "{decisions} decisions of {events} events"
    );
    let first = look.number("select min(decided_at) from decision")? - begun;
    let last = look.number("select max(decided_at) from decision")? - begun;
    println!("{events} events: the first decision {first} ms after the start, the last {last} ms.");
    drop(look);
    ours::end(product)?;
    Ok(events as f64 * 1000.0 / last as f64)
}

/// Hooks, where a server can be told to do nothing but accept them; else the rows that accepting them leaves.
fn fill(product: &mut Product, shared: bool, events: usize) -> Result<()> {
    if !shared {
        product.kill_server()?;
        return runtime()?.block_on(insert(&product.database_url(), events));
    }
    let load = Load::of(SIDE_BY_SIDE, events);
    let sent = client::run(&ours::target(product, ours::messages()), load)?;
    ensure!(
        sent.accepted == events as u64,
        "{} hooks of {events} were accepted",
        sent.accepted
    );
    product.kill_server()?;
    product.set_options(&["--role", "worker"]);
    Ok(())
}

async fn insert(url: &str, events: usize) -> Result<()> {
    let Pool::Sqlite(pool) = Pool::open(url, 1).await? else {
        return Err(anyhow::anyhow!("{url} is no file"));
    };
    let mut write = pool.begin().await?;
    let account = i64::try_from(ours::ACCOUNT)?;
    let sql = "insert into inbox (account_id, id, received_at, body, state) values ($1, $2, $3, $4, 'new')";
    for number in 0..events as u64 {
        sqlx::query::<Sqlite>(sql)
            .bind(account)
            .bind(Uuid::now_v7().to_string())
            .bind(ours::now_ms())
            .bind(ours::message(number).into_bytes())
            .execute(&mut *write)
            .await?;
    }
    write.commit().await.context("the bodies can't be stored")?;
    pool.close().await;
    Ok(())
}
