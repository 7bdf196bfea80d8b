//! The engine beside its peers: W1–W3 on one event, answers checked, medians and ratios.
//!
//! `cargo xtask bench engine` runs it. Figures of one run can be compared with each other only.

mod contest;
mod datalogic;
mod fleet;
mod limit;
mod measure;
mod ours;
mod typed;
mod work;
mod zen;

use anyhow::Result;

use contest::{Contestant, admit};

fn main() -> Result<()> {
    let work = work::work()?;
    let expected = work::expected()?;
    let mut contestants: Vec<Box<dyn Contestant>> = vec![
        Box::new(limit::Limit::new(&work)?),
        Box::new(fleet::Fleets::new(&work)?),
        Box::new(ours::Ours::new(&work)?),
        Box::new(zen::Zen::new(&work)?),
        Box::new(datalogic::Datalogic::new(&work)?),
    ];
    for contestant in &mut contestants {
        admit(contestant.as_mut(), &expected)?;
    }
    if let Some(count) = std::env::args().nth(1) {
        return measure::counted(contestants[1].as_mut(), &count);
    }
    println!(
        "Answers of all {} are right. Medians of one decision.\n",
        contestants.len()
    );
    measure::table(&mut contestants);
    Ok(())
}
