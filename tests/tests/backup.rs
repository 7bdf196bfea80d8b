//! A copy of a working SQLite database, put back after the database was lost.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use serde_json::Value as Json;
use tests::place::{Place, counts, settle};
use tests::product::{Hooks, Product, eventually, is_shared};
use tests::program::Program;

/// When the stages changed, Unix seconds.
const HAPPENED_AT: u64 = 1_760_003_600;

#[test]
fn a_copy_of_a_working_server_brings_scenarios_and_history_back() -> Result<()> {
    if is_shared() {
        return Ok(());
    }
    let mut product = Product::start("backup", Hooks::Withheld)?;
    let place = Place::find(&product)?;
    let deals = place.deals(&product, 2)?;
    let panel = product.crm.panel()?;
    let scenario = panel.publish(&place.scenario())?;
    product.crm.hook(&place.hook(deals[0], HAPPENED_AT))?;
    settle(&panel)?;
    let before = runs(&product, scenario)?;
    ensure!(before.len() == 1, "one run: {before:?}");
    let copy = product.database().with_extension("copy");
    back_up(&product, &copy)?;

    product.kill_server()?;
    fs::write(product.database(), "not a database any more")?;
    let refused = restore(&product, &copy, &[]).map_err(|error| format!("{error:#}"));
    ensure!(
        refused.as_ref().is_err_and(|it| it.contains("--replace")),
        "nothing is lost without a word: {refused:?}"
    );
    restore(&product, &copy, &["--replace"])?;
    product.start_server()?;
    assert_eq!(runs(&product, scenario)?, before);
    product.crm.panel()?.run(&before[0])?;
    product.crm.hook(&place.hook(deals[1], HAPPENED_AT))?;
    let served = || counts(&product, &deals);
    eventually("both are served", served, |it| it == &[(1, 1), (1, 1)])?;
    settle(&product.crm.panel()?)?;
    assert_eq!(served()?, [(1, 1), (1, 1)]);
    Ok(())
}

#[test]
fn a_damaged_copy_is_refused_and_the_database_stays() -> Result<()> {
    if is_shared() {
        return Ok(());
    }
    let mut product = Product::start("backup-damaged", Hooks::Withheld)?;
    let copy = product.database().with_extension("copy");
    back_up(&product, &copy)?;
    ensure!(
        back_up(&product, &copy).is_err(),
        "a copy is not written over"
    );
    product.kill_server()?;
    let whole = fs::read(&copy)?;
    let database = fs::read(product.database())?;
    for damage in [
        whole[..whole.len() / 2].to_vec(),
        b"something else".to_vec(),
        Vec::new(),
    ] {
        fs::write(&copy, damage)?;
        ensure!(
            restore(&product, &copy, &["--replace"]).is_err(),
            "a damaged copy is not put in place"
        );
        assert_eq!(fs::read(product.database())?, database);
    }
    product.start_server()
}

fn runs(product: &Product, scenario: u64) -> Result<Vec<Json>> {
    let page = product
        .crm
        .panel()?
        .get(&format!("scenarios/{scenario}/runs"))?;
    Ok(page["runs"].as_array().cloned().unwrap_or_default())
}

fn back_up(product: &Product, copy: &Path) -> Result<String> {
    let database = format!("sqlite:{}", product.database().display());
    let copy = copy.display().to_string();
    Program::output("triggers", &["backup", "--database", &database, &copy])
}

fn restore(product: &Product, copy: &Path, more: &[&str]) -> Result<String> {
    let database = format!("sqlite:{}", product.database().display());
    let copy = copy.display().to_string();
    let mut arguments = vec!["restore", "--database", &database, &copy];
    arguments.extend(more);
    Program::output("triggers", &arguments)
}
