//! The server is killed at random moments; nothing accepted is lost and nothing is done twice.

use std::time::Duration;

use anyhow::Result;
use tests::place::{Place, counts, settle};
use tests::product::{Hooks, Product, amount, eventually};

/// How often the server is killed.
const KILLS: usize = 50;
/// A run takes about this long, so that kills fall before, into and after it; milliseconds.
const LONGEST_MS: u64 = 700;

/// When the stages changed, Unix seconds.
const HAPPENED_AT: u64 = 1_760_003_600;

/// Numbers that look random and are the same in every run of the test.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

#[test]
fn a_killed_server_loses_no_event_and_does_nothing_twice() -> Result<()> {
    let mut product = Product::start("restart", Hooks::Withheld)?;
    let place = Place::find(&product)?;
    let deals = place.deals(&product, KILLS * amount())?;
    product.crm.panel()?.publish(&place.scenario())?;
    let mut random = Random(0x5DEE_CE66_D1CE_1234);
    for deal in &deals {
        product.crm.hook(&place.hook(*deal, HAPPENED_AT))?;
        std::thread::sleep(Duration::from_millis(random.below(LONGEST_MS)));
        product.kill_server()?;
        product.start_server()?;
    }
    eventually(
        "every deal has its task and note",
        || counts(&product, &deals),
        |found| found.iter().all(|(tasks, notes)| *tasks > 0 && *notes > 0),
    )?;
    settle(&product.crm.panel()?)?;
    for (deal, found) in deals.iter().zip(counts(&product, &deals)?) {
        assert_eq!(found, (1, 1), "tasks and notes of deal {deal}");
    }
    println!(
        "{} kills, {0} deals, each with one task and one note",
        deals.len()
    );
    Ok(())
}
