//! Who asks too much has to wait; hooks of connected accounts never do.

use anyhow::{Result, bail, ensure};
use serde_json::json;
use tests::place::{Place, counts, settle};
use tests::product::{Hooks, Product};
use tests::wire;

/// Far more than one address of the network may ask, however slowly this machine asks.
const MANY: usize = 20_000;

#[test]
fn guesses_have_to_wait_and_hooks_do_not() -> Result<()> {
    let product = Product::start("guesses", Hooks::Withheld)?;
    let place = Place::find(&product)?;
    let deals = place.deals(&product, 1)?;
    let panel = product.crm.panel()?;
    panel.publish(&place.scenario())?;
    let guess = format!(
        "{}/hooks/amocrm/00000000000000000000000000000000/",
        product.server
    );
    asked_until_refused(404, || wire::post_form(&guess, "a=b"))?;
    product.crm.hook(&place.hook(deals[0], 1_760_003_600))?;
    // What the panel asks is limited too, so it waits until the first of its questions is allowed again.
    std::thread::sleep(std::time::Duration::from_secs(1));
    settle(&panel)?;
    assert_eq!(counts(&product, &deals)?, [(1, 1)]);
    Ok(())
}

#[test]
fn sessions_are_asked_for_within_limits() -> Result<()> {
    let product = Product::start("many-sessions", Hooks::Withheld)?;
    let ask = || {
        wire::status(
            "POST",
            &format!("{}/api/session", product.server),
            "",
            &json!({ "token": "a.b.c" }),
        )
    };
    asked_until_refused(401, ask)
}

/// Asks until the answer is to wait; before it every answer is the ordinary one.
fn asked_until_refused(ordinary: u16, ask: impl Fn() -> Result<u16>) -> Result<()> {
    for _ in 0..MANY {
        match ask()? {
            429 => return Ok(()),
            status => ensure!(status == ordinary, "answered with {status}"),
        }
    }
    bail!("nobody asks for ever")
}
