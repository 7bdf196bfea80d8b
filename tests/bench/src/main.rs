//! The engine beside its peers: W1–W3 and W5 on one event, answers checked, medians and ratios.
//!
//! `cargo xtask bench engine` runs it. Figures of one run can be compared with each other only.
//! `engine count W1` does one work of ours a thousand times, for `valgrind --tool=callgrind`.

mod allocations;
mod contest;
mod datalogic;
mod explain;
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
    let mut fleets = fleet::Fleets::new(&work)?;
    let arguments: Vec<String> = std::env::args().skip(2).collect();
    if let [command, name] = arguments.as_slice()
        && command == "count"
    {
        return measure::counted(&mut fleets, name);
    }
    let [w1, w2, w3] = fleets.allocations();
    let mut contestants: Vec<Box<dyn Contestant>> = vec![
        Box::new(limit::Limit::new(&work)?),
        Box::new(fleets),
        Box::new(ours::Ours::new(&work)?),
        Box::new(zen::Zen::new(&work)?),
        Box::new(datalogic::Datalogic::new(&work)?),
    ];
    let explained = contestants[0].w2t();
    for contestant in &mut contestants {
        admit(contestant.as_mut(), &expected, explained)?;
    }
    println!(
        "Answers of all {} are right. Medians of one decision.\n",
        contestants.len()
    );
    measure::table(&mut contestants);
    println!("\nAllocations of ours: W1 {w1}, W2 {w2}, W3 {w3}.");
    measure::edits(&mut contestants);
    Ok(())
}
