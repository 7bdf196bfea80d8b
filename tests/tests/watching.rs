//! What the administrator sees, and what the buttons do.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use anyhow::{Context, Result, anyhow, ensure};
use serde_json::json;
use tests::place::{Place, counts, settle};
use tests::product::{Hooks, Product, address, eventually};
use tests::wire;

/// When the stages changed, Unix seconds.
const HAPPENED_AT: u64 = 1_760_003_600;

#[test]
fn what_failed_is_listed_and_the_buttons_try_it_again_or_discard_it() -> Result<()> {
    let (product, admin) = start("watching")?;
    let place = Place::find(&product)?;
    let deals = place.deals(&product, 2)?;
    let panel = product.crm.panel()?;
    panel.publish(&place.scenario())?;
    // Nothing but the token is wrong, for both deals, whether their tasks go in one call or in two.
    product
        .crm
        .fails(&json!([{ "method": "POST", "path": "/tasks", "status": 401, "times": 100 }]))?;
    for deal in &deals {
        product.crm.hook(&place.hook(*deal, HAPPENED_AT))?;
    }
    let served = || counts(&product, &deals);
    eventually("both are served", served, |it| it == &[(0, 1), (0, 1)])?;
    settle(&panel)?;
    assert_eq!(served()?, [(0, 1), (0, 1)]);
    let list = format!("{admin}/accounts/{}", product.crm.account()?);
    let shown = wire::page(&list)?;
    ensure!(
        shown.matches("Код 302").count() == 2,
        "both are listed: {shown}"
    );
    ensure!(wire::page(&admin)?.contains(">2</span>"), "and counted");

    let first = buttons(&shown)?;
    let shown = press(&admin, &list, &first, "discard")?;
    ensure!(
        shown.matches("Код 302").count() == 1,
        "it is off the list: {shown}"
    );
    let second = buttons(&shown)?;
    product.crm.fails(&json!([]))?;
    let shown = press(&admin, &list, &second, "retry")?;
    ensure!(!shown.contains("Код 302"), "it is under way: {shown}");
    eventually(
        "the task is there",
        || counts(&product, &deals),
        |found| found.iter().map(|(tasks, _)| tasks).sum::<usize>() == 1,
    )?;
    settle(&panel)?;
    let again = press(&admin, &list, &second, "retry");
    ensure!(again.is_err(), "what succeeded can't be tried again");
    Ok(())
}

#[test]
fn a_body_that_nobody_understands_is_kept_counted_and_shown_as_text() -> Result<()> {
    let (product, admin) = start("unknown-body")?;
    product
        .crm
        .hook("riddle%5B0%5D%5Bid%5D=%3Cscript%3Ealert(1)%3C%2Fscript%3E")?;
    let list = format!("{admin}/accounts/{}", product.crm.account()?);
    let shown = eventually(
        "the body is shown",
        || wire::page(&list),
        |page| page.contains("riddle"),
    )?;
    ensure!(!shown.contains("<script>"), "as text: {shown}");
    let lines = [
        "triggers_hooks_total{answer=\"accepted\"} 1",
        "triggers_events_total{kind=\"unknown\"} 1",
        "triggers_accounts 1",
        "triggers_inbox_waiting 0",
    ];
    let counted = || wire::page(&format!("{admin}/metrics"));
    eventually("everything is counted", counted, |page| {
        lines.iter().all(|line| page.contains(line))
    })?;
    Ok(())
}

#[test]
fn the_way_of_an_event_is_told_to_the_collector_without_personal_data() -> Result<()> {
    let collector = TcpListener::bind("127.0.0.1:0")?;
    let endpoint = format!("http://{}/v1/traces", collector.local_addr()?);
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    // Ends with the process of the test.
    thread::spawn(move || {
        for connection in collector.incoming().flatten() {
            let _broken = hear(connection, &heard);
        }
    });
    let product = Product::start_with("traces", Hooks::Withheld, &["--otlp-endpoint", &endpoint])?;
    let place = Place::find(&product)?;
    let deals = place.deals(&product, 1)?;
    let panel = product.crm.panel()?;
    panel.publish(&place.scenario())?;
    product.crm.hook(&place.hook(deals[0], HAPPENED_AT))?;
    settle(&panel)?;
    let spans = ["hook", "understand", "turn", "step", "effect", "amocrm"];
    let all =
        || Ok(String::from_utf8_lossy(&told.lock().map_err(|_| anyhow!("a panic"))?).into_owned());
    let text = eventually("every span is told", all, |text| {
        spans.iter().all(|span| text.contains(span))
    })?;
    for secret in ["Сделка", "Позвонить", product.crm.hook_secret] {
        ensure!(!text.contains(secret), "{secret} is told");
    }
    Ok(())
}

/// Keeps what the connection brings, and accepts it.
fn hear(connection: TcpStream, heard: &Mutex<Vec<u8>>) -> Result<()> {
    let mut reader = BufReader::new(connection);
    loop {
        let (mut line, mut length) = (String::new(), 0);
        while reader.read_line(&mut line)? > 0 && line != "\r\n" {
            let header = line.to_ascii_lowercase();
            if let Some(value) = header.strip_prefix("content-length:") {
                length = value.trim().parse()?;
            }
            line.clear();
        }
        ensure!(!line.is_empty(), "the connection ended");
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        heard.lock().map_err(|_| anyhow!("a panic"))?.extend(body);
        let answer =
            "HTTP/1.1 200 OK\r\ncontent-type: application/x-protobuf\r\ncontent-length: 0\r\n\r\n";
        reader.get_mut().write_all(answer.as_bytes())?;
    }
}

fn start(name: &str) -> Result<(Product, String)> {
    let port = wire::free_port()?;
    let listen = format!("127.0.0.1:{port}");
    let product = Product::start_with(name, Hooks::Withheld, &["--admin-listen", &listen])?;
    Ok((product, address(port)))
}

/// The hidden fields of the first form of the page.
fn buttons(page: &str) -> Result<Vec<(String, String)>> {
    let form = page.split("<form").nth(1).context("a form")?;
    let form = form.split("</form>").next().unwrap_or_default();
    let inputs = form.split("<input").skip(1);
    inputs
        .map(|input| Ok((attribute(input, "name")?, attribute(input, "value")?)))
        .collect()
}

fn attribute(tag: &str, name: &str) -> Result<String> {
    let value = tag
        .split_once(&format!("{name}=\""))
        .context("an attribute")?;
    let value = value.1.split('"').next().unwrap_or_default();
    Ok(value.to_owned())
}

fn press(admin: &str, list: &str, fields: &[(String, String)], action: &str) -> Result<String> {
    let mut body = format!("action={action}");
    for (name, value) in fields {
        body.push_str(&format!("&{name}={value}"));
    }
    wire::submit(&format!("{list}/effects"), admin, &body)
}
