//! Whatever breaks, every accepted hook is served once and in the order of its deal. `cargo xtask faults` takes longer.

use std::fs::{self, File};
use std::io::Write as _;
use std::process::Command;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tests::line::Line;
use tests::product::{Hooks, Product, amount, is_shared};
use tests::random::Random;
use tests::trial::Trial;

/// Deals of a short trial.
const DEALS: usize = 12;
/// How much space the server gets on the disk that fills up, and how long the bodies are that fill it.
const SPACE_KIB: u64 = 3 * 1024;
const LONG: usize = 200_000;

fn begin(name: &str) -> Result<Trial> {
    let product = Product::start(name, Hooks::Withheld)?;
    Trial::begin(product, DEALS * amount())
}

/// Every hook of every deal, in an order without a plan.
fn shuffled(trial: &Trial, random: &mut Random) -> Vec<(u64, usize)> {
    let deals = trial.deals();
    let hooks = 0..trial.hooks();
    let mut all: Vec<(u64, usize)> = hooks
        .flat_map(|hook| deals.iter().map(move |deal| (*deal, hook)))
        .collect();
    for place in (1..all.len()).rev() {
        all.swap(place, random.below(place + 1));
    }
    all
}

#[test]
fn hooks_come_three_times_and_in_any_order() -> Result<()> {
    let mut trial = begin("faults-order")?;
    let mut random = Random::new(1);
    for (deal, hook) in shuffled(&trial, &mut random) {
        trial.tell(deal, hook, 2)?;
    }
    trial.end("hooks three times, in any order")
}

#[test]
fn amocrm_refuses_breaks_and_falls_silent() -> Result<()> {
    let mut trial = begin("faults-crm")?;
    let mut random = Random::new(2);
    let faults = [
        json!({ "method": "POST", "path": "notes", "times": 2, "status": 429 }),
        json!({ "method": "POST", "path": "notes", "times": 1, "status": 500 }),
        json!({ "method": "POST", "path": "notes", "times": 1, "status": 500, "done": true }),
        json!({ "method": "POST", "path": "notes", "times": 1, "status": 200, "arrives": "nothing" }),
        json!({ "method": "POST", "path": "notes", "times": 1, "status": 200, "arrives": "nothing", "done": true }),
        json!({ "method": "POST", "path": "notes", "times": 1, "status": 200, "arrives": "half", "done": true }),
    ];
    for (turn, (deal, hook)) in shuffled(&trial, &mut random).into_iter().enumerate() {
        if turn % DEALS == 0 {
            // The faults before these have been met by now.
            thread::sleep(Duration::from_secs(3));
            trial.product.crm.fails(&json!(faults))?;
        }
        trial.tell(deal, hook, 0)?;
    }
    trial.end("amoCRM with 429, 500, no answer and half an answer")
}

#[test]
fn the_server_is_killed_under_load() -> Result<()> {
    let mut trial = begin("faults-kill")?;
    let mut random = Random::new(3);
    for (deal, hook) in shuffled(&trial, &mut random) {
        trial.tell(deal, hook, 0)?;
        if random.below(6) == 0 {
            thread::sleep(Duration::from_millis(random.below(400) as u64));
            trial.product.kill_server()?;
            trial.product.start_server()?;
        }
    }
    trial.end("the server killed under load")
}

#[test]
fn the_last_write_is_cut_short() -> Result<()> {
    if is_shared() {
        return Ok(());
    }
    let mut trial = begin("faults-torn")?;
    let mut random = Random::new(4);
    for (turn, (deal, hook)) in shuffled(&trial, &mut random).into_iter().enumerate() {
        trial.tell(deal, hook, 0)?;
        if turn % 9 == 8 {
            trial.product.kill_server()?;
            // What a power cut leaves of a commit that nobody was told of: the beginning of a page.
            let log = format!("{}-wal", trial.product.database().display());
            let torn: Vec<u8> = (0..random.below(4000)).map(|byte| byte as u8).collect();
            File::options()
                .append(true)
                .create(true)
                .open(log)?
                .write_all(&torn)?;
            trial.product.start_server()?;
        }
    }
    trial.end("the last write cut short")
}

#[test]
fn the_disk_is_full() -> Result<()> {
    if is_shared() {
        return Ok(());
    }
    let mut trial = begin("faults-disk")?;
    trial.product.kill_server()?;
    let used = fs::metadata(trial.product.database())?.len() / 1024;
    trial
        .product
        .start_server_with_little_space(used + SPACE_KIB)?;
    let mut refused = Vec::new();
    for (deal, hook) in shuffled(&trial, &mut Random::new(5)) {
        if !trial.tell_at_length(deal, hook, LONG)? {
            refused.push((deal, hook));
        }
    }
    ensure!(!refused.is_empty(), "the disk was not full");
    trial.product.kill_server()?;
    trial.product.start_server()?;
    for (deal, hook) in refused {
        ensure!(
            trial.tell_at_length(deal, hook, LONG)?,
            "there is space again"
        );
    }
    trial.end("the disk full")
}

/// Every write ends as on a full disk, with the words and the code that PostgreSQL has for it.
const FULL: &str = "create function full() returns trigger language plpgsql as $$ begin
      raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
    do $$ declare place text; begin
      for place in select tablename from pg_tables where schemaname = 'public' loop
        execute format('create trigger full_now before insert or update on %I execute function full()', place);
      end loop; end $$";
const SPACE: &str = "drop function full() cascade";

#[test]
fn the_disk_of_postgresql_is_full() -> Result<()> {
    if !is_shared() {
        return Ok(());
    }
    let mut trial = begin("faults-full")?;
    let all = shuffled(&trial, &mut Random::new(8));
    let (before, during) = all.split_at(all.len() / 2);
    for (deal, hook) in before {
        trial.tell(*deal, *hook, 0)?;
    }
    psql(&trial, FULL)?;
    for (deal, hook) in during {
        let accepted = trial.tell_at_length(*deal, *hook, 0)?;
        ensure!(!accepted, "a body was accepted that could not be stored");
    }
    thread::sleep(Duration::from_secs(3 * amount() as u64));
    psql(&trial, SPACE)?;
    for (deal, hook) in during {
        trial.tell(*deal, *hook, 0)?;
    }
    trial.end("the disk of PostgreSQL full")
}

/// Asks the database of the trial itself.
fn psql(trial: &Trial, sql: &str) -> Result<()> {
    let mut psql = Command::new("psql");
    psql.args(["--quiet", "--set", "ON_ERROR_STOP=1", "--dbname"]);
    psql.args([&trial.product.database_url(), "--command", sql]);
    let said = psql
        .output()
        .context("psql does not start: install postgresql-client")?;
    ensure!(
        said.status.success(),
        "{}",
        String::from_utf8_lossy(&said.stderr)
    );
    Ok(())
}

#[test]
fn the_database_is_away() -> Result<()> {
    let Ok(url) = std::env::var("TRIGGERS_TEST_POSTGRES") else {
        return Ok(());
    };
    let (line, through) = Line::in_the_way_of(&url)?;
    let product = Product::start_on(Some(through), "faults-away", Hooks::Withheld, &[])?;
    let mut trial = Trial::begin(product, DEALS)?;
    let mut all = shuffled(&trial, &mut Random::new(6)).into_iter();
    for (deal, hook) in all.by_ref().take(DEALS) {
        trial.tell(deal, hook, 0)?;
    }
    line.cut();
    let away = Duration::from_secs(3 * amount() as u64);
    let mended = thread::spawn(move || {
        thread::sleep(away);
        line.mend();
        line
    });
    for (deal, hook) in all {
        trial.tell(deal, hook, 0)?;
    }
    let _line = mended
        .join()
        .map_err(|_| anyhow::anyhow!("the line broke"))?;
    trial.end("the database away")
}

#[test]
fn of_three_servers_one_is_killed_and_one_is_paused() -> Result<()> {
    if !is_shared() {
        return Ok(());
    }
    let mut trial = begin("faults-three")?;
    let (second_address, second) = trial.product.another_server()?;
    let (third_address, third) = trial.product.another_server()?;
    let all = shuffled(&trial, &mut Random::new(7));
    let third_part = all.len() / 3;
    let paused = second.id();
    for (turn, (deal, hook)) in all.into_iter().enumerate() {
        if turn == third_part {
            trial.product.kill_server()?;
            trial.product.crm.move_to(&second_address);
        }
        if turn == 2 * third_part {
            signal(paused, "-STOP")?;
            trial.product.crm.move_to(&third_address);
        }
        trial.tell(deal, hook, 0)?;
    }
    // By now the paused one is not believed to live any more.
    thread::sleep(Duration::from_secs(8));
    signal(paused, "-CONT")?;
    trial.end("three servers, one killed, one paused and back")?;
    drop((second, third));
    Ok(())
}

fn signal(process: u32, signal: &str) -> Result<()> {
    let done = Command::new("kill")
        .arg(signal)
        .arg(process.to_string())
        .status();
    ensure!(
        done.context("`kill` does not start")?.success(),
        "{process} can't be sent {signal}"
    );
    Ok(())
}
