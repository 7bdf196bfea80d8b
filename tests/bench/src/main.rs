//! The engine beside its peers: W1–W5 on one event, answers checked, medians and ratios.
//!
//! `cargo xtask bench engine` runs it. Figures of one run can be compared with each other only.
//! `engine --data FOLDER` takes other data of the same form.
//! `engine answers` only checks the answers.
//! `engine growth` shows how times grow with sizes.
//! `engine count W1` does one work of ours a thousand times, for `valgrind --tool=callgrind`.

mod allocations;
mod cel_;
mod contest;
mod datalogic;
mod evalexpr_;
mod events;
mod explain;
mod fleet;
mod growth;
mod host;
mod letter;
mod limit;
mod measure;
mod node;
mod ours;
mod peer;
mod resident;
mod rhai_;
mod sizes;
mod templates;
mod typed;
mod work;
mod zen;
mod zen_table;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use contest::{Contestant, admit};
use peer::Peer;
use work::{Answers, Work};

/// What is asked.
enum Asked {
    /// Everything: answers, then times.
    Contest,
    /// Whether all answers are right.
    Answers,
    /// How times grow.
    Growth,
    /// One work a thousand times.
    Count(String),
}

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(2);
    let mut folder = PathBuf::from(work::DATA);
    let mut asked = Asked::Contest;
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().unwrap_or_default();
        match argument.as_str() {
            "--data" => folder = value().into(),
            "answers" => asked = Asked::Answers,
            "growth" => asked = Asked::Growth,
            "count" => asked = Asked::Count(value()),
            other => bail!("«{other}»: expected --data FOLDER, answers, growth or count WORK"),
        }
    }
    let (work, expected) = work::read(&folder)?;
    match asked {
        Asked::Count(name) => measure::counted(&mut fleet::Fleets::new(&work)?, &name),
        Asked::Growth => growth::table(&work),
        Asked::Answers => answers(&mut contestants(&work)?, &expected),
        Asked::Contest => contest(&work, &expected, &folder),
    }
}

/// Everybody who takes part; the limit comes first.
fn contestants(work: &Work) -> Result<Vec<Box<dyn Contestant>>> {
    Ok(vec![
        Box::new(limit::Limit::new(work)?),
        Box::new(fleet::Fleets::new(work)?),
        Box::new(ours::Ours::new(work)?),
        Box::new(Peer::new(datalogic::Datalogic::default(), work)?),
        Box::new(Peer::new(datalogic::WithLookups::default(), work)?),
        Box::new(Peer::new(rhai_::Rhai::default(), work)?),
        Box::new(Peer::new(evalexpr_::Evalexpr, work)?),
        Box::new(Peer::new(zen::Zen::default(), work)?),
        Box::new(zen_table::ZenTables::new(work)?),
        Box::new(Peer::new(cel_::Cel, work)?),
        Box::new(templates::Minijinja::new(work)?),
        Box::new(templates::TeraPeer::new(work)?),
    ])
}

/// Checks all answers.
fn answers(contestants: &mut [Box<dyn Contestant>], expected: &Answers) -> Result<()> {
    let explained = contestants.first_mut().and_then(|limit| limit.w2t());
    for contestant in contestants.iter_mut() {
        admit(contestant.as_mut(), expected, explained)?;
    }
    println!("Answers of all {} are right.", contestants.len());
    Ok(())
}

/// Checks all answers, then measures.
fn contest(work: &Work, expected: &Answers, folder: &Path) -> Result<()> {
    let mut contestants = contestants(work)?;
    answers(&mut contestants, expected)?;
    let given = resident::given(work)?;
    let under_node = node::rows(folder, given.as_ref())?;
    match &under_node {
        Some(rows) => println!("Those of {} under Node are right.", rows.len()),
        None => println!("Peers under Node are missing: run `npm ci` in tests/bench/node first."),
    }
    println!("Medians of one decision:\n");
    measure::table(&mut contestants, under_node.as_deref().unwrap_or_default());
    let [w1, w2, w3, w4] = fleet::Fleets::new(work)?.allocations();
    println!("\nAllocations of ours: W1 {w1}, W2 {w2}, W3 {w3}, W4 {w4}.");
    measure::edits(&mut contestants);
    if let Some(given) = &given {
        println!(
            "\nThe module of the engine: {}.",
            resident::size(&given.module)?
        );
    }
    resident::compare(work, &under_node.unwrap_or_default())
}
