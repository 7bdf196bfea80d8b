//! Callers and bodies that nobody would send on purpose: what they ask for is refused or kept, and nobody else waits.

use std::io::{Read, Write};
use std::net::TcpStream;

use anyhow::{Context, Result, ensure};
use tests::place::{Place, counts, settle};
use tests::product::{Hooks, Product, eventually};
use tests::wire;

/// When the stages changed, Unix seconds.
const HAPPENED_AT: u64 = 1_760_003_600;

#[test]
fn a_body_of_impossible_numbers_is_kept_and_holds_up_nothing() -> Result<()> {
    let port = wire::free_port()?;
    let listen = format!("127.0.0.1:{port}");
    let product = Product::start_with("hostile", Hooks::Withheld, &["--admin-listen", &listen])?;
    let place = Place::find(&product)?;
    let deals = place.deals(&product, 2)?;
    let panel = product.crm.panel()?;
    panel.publish(&place.scenario())?;
    for at in [u64::MAX, i64::MAX.unsigned_abs(), 253_402_300_800] {
        product.crm.hook(&place.hook(deals[0], at))?;
    }
    for deal in [0, u64::MAX] {
        product.crm.hook(&place.hook(deal, HAPPENED_AT))?;
    }
    product.crm.hook(&place.hook(deals[1], HAPPENED_AT))?;
    // A time that is none tells nothing apart: the three bodies about the first deal mean the same at one moment, and
    // the scenario's interval lets one of them through in any case.
    let served = || counts(&product, &deals);
    eventually("both deals are served", served, |it| {
        it == &[(1, 1), (1, 1)]
    })?;
    settle(&panel)?;
    assert_eq!(served()?, [(1, 1), (1, 1)]);
    let account = product.crm.account()?;
    let shown = wire::page(&format!("http://{listen}/accounts/{account}"))?;
    for kept in ["18446744073709551615", "unknown"] {
        ensure!(shown.contains(kept), "{kept} is not shown: {shown}");
    }
    // A strange body may be large, and a hundred of them are listed.
    let large = format!("strange[thing]={}", "x".repeat(1_000_000));
    product.crm.hook(&large)?;
    let page = || wire::page(&format!("http://{listen}/accounts/{account}"));
    let shown = eventually("it is listed", page, |page| page.contains("strange"))?;
    ensure!(shown.len() < 50_000, "{} bytes are shown", shown.len());
    ensure!(shown.contains("знаков дальше"), "{shown}");
    Ok(())
}

#[test]
fn a_server_that_is_asked_to_end_waits_for_no_half_request_and_loses_nothing() -> Result<()> {
    let mut product = Product::start("ending", Hooks::Withheld)?;
    let place = Place::find(&product)?;
    let deals = place.deals(&product, 20)?;
    product.crm.panel()?.publish(&place.scenario())?;
    let address = product.server.trim_start_matches("http://").to_owned();
    let mut half = TcpStream::connect(&address)?;
    half.write_all(b"POST /hooks/amocrm/0/ HTTP/1.1\r\nHost: a\r\n")?;
    for deal in &deals {
        product.crm.hook(&place.hook(*deal, HAPPENED_AT))?;
    }
    product.stop_server().context("with half a request open")?;
    let mut left = Vec::new();
    // Closed, with or without a word.
    let _closed = half.read_to_end(&mut left);
    product.start_server()?;
    let served = || counts(&product, &deals);
    eventually("every deal is served once", served, |found| {
        found.iter().all(|it| *it == (1, 1))
    })?;
    settle(&product.crm.panel()?)?;
    ensure!(served()?.iter().all(|it| *it == (1, 1)), "{:?}", served()?);
    Ok(())
}
