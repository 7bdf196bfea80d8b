//! Medians over rounds in which every engine has its turn, so that a busy machine slows all alike.

use std::{hint::black_box, time::Instant};

use anyhow::{Context, Result};

use crate::{contest::Contestant, node::Row};

const ROUNDS: usize = 21;
/// Least time of one sample in nanoseconds: well above the clock's own resolution.
const SAMPLE_NS: u128 = 2_000_000;

/// A work; `false` if the engine does not do it.
type Work = fn(&mut dyn Contestant) -> bool;

/// Works that are compared between engines.
pub const WORKS: [(&str, Work); 6] = [
    ("W1", |it| done(it.w1())),
    ("W2", |it| done(it.w2())),
    ("W2T", |it| done(it.w2t())),
    ("W3", |it| done(it.w3())),
    ("W4", |it| done(it.w4())),
    ("W5", |it| done(it.w5())),
];

fn done<T>(result: Option<T>) -> bool {
    black_box(result).is_some()
}

/// Prints one row per engine: time of each work, and its multiple of the first engine's. Rows of `others` follow.
pub fn table(contestants: &mut [Box<dyn Contestant>], others: &[Row]) {
    let columns = WORKS.map(|(_, work)| medians(contestants, work));
    let heads = WORKS.map(|(name, _)| format!(" {name} | × |"));
    println!(
        "| engine |{}\n| --- |{}",
        heads.concat(),
        " --: | --: |".repeat(WORKS.len())
    );
    let limits: Vec<Option<f64>> = columns.iter().map(|column| column[0]).collect();
    for (index, contestant) in contestants.iter().enumerate() {
        let times = columns.iter().map(|column| column[index]);
        row(contestant.name(), times.zip(limits.iter().copied()));
    }
    for other in others {
        let own = |(name, _): &(&str, Work)| other.times.get(&name.to_lowercase()).copied();
        row(
            &other.name,
            WORKS.iter().map(own).zip(limits.iter().copied()),
        );
    }
}

fn row(name: &str, times: impl Iterator<Item = (Option<f64>, Option<f64>)>) {
    let cells = times.map(|times| match times {
        (Some(own), Some(limit)) => format!(" {} | {:.1} |", time(own), own / limit),
        _ => " – | – |".to_owned(),
    });
    println!("| {name} |{}", cells.collect::<String>());
}

/// Prints what an edit of one condition costs beside compiling everything anew.
pub fn edits(contestants: &mut [Box<dyn Contestant>]) {
    let anew = medians(contestants, |it| done(it.compile()));
    let edit = medians(contestants, |it| done(it.edit()));
    for (contestant, (anew, edit)) in contestants.iter().zip(anew.into_iter().zip(edit)) {
        if let Some((anew, edit)) = anew.zip(edit) {
            let (name, share) = (contestant.name(), 100.0 * edit / anew);
            println!(
                "{name}: W3 anew {}, one edit {}: {share:.2} %",
                time(anew),
                time(edit)
            );
        }
    }
}

/// One work a thousand times, for tools that count instructions.
pub fn counted(contestant: &mut dyn Contestant, name: &str) -> Result<()> {
    let found = WORKS.iter().find(|(work, _)| *work == name);
    let (_, work) = found.with_context(|| format!("there is no work `{name}`"))?;
    spend(contestant, *work, 1000);
    Ok(())
}

/// Median nanoseconds of one call, per engine.
fn medians(contestants: &mut [Box<dyn Contestant>], work: Work) -> Vec<Option<f64>> {
    let repeats: Vec<Option<u32>> = contestants
        .iter_mut()
        .map(|it| work(it.as_mut()).then(|| repeats(it.as_mut(), work)))
        .collect();
    let mut samples = vec![Vec::with_capacity(ROUNDS); contestants.len()];
    for _ in 0..ROUNDS {
        for (index, contestant) in contestants.iter_mut().enumerate() {
            if let Some(repeats) = repeats[index] {
                let spent = spend(contestant.as_mut(), work, repeats);
                samples[index].push(spent as f64 / f64::from(repeats));
            }
        }
    }
    samples.into_iter().map(median).collect()
}

/// How often a work must be done to fill a sample.
fn repeats(contestant: &mut dyn Contestant, work: Work) -> u32 {
    let mut count = 1;
    while count < 1 << 24 && spend(contestant, work, count) < SAMPLE_NS {
        count *= 2;
    }
    count
}

#[inline(never)]
fn spend(contestant: &mut dyn Contestant, work: Work, count: u32) -> u128 {
    let start = Instant::now();
    for _ in 0..count {
        work(contestant);
    }
    start.elapsed().as_nanos()
}

fn median(mut samples: Vec<f64>) -> Option<f64> {
    samples.sort_by(f64::total_cmp);
    samples.get(samples.len() / 2).copied()
}

/// Nanoseconds as people read them.
pub fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        it if it < 1_000.0 => format!("{it:.0} ns"),
        it if it < 1_000_000.0 => format!("{:.2} µs", it / 1_000.0),
        it => format!("{:.2} ms", it / 1_000_000.0),
    }
}
