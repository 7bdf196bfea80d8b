//! Medians over rounds in which every engine has its turn, so that a busy machine slows all alike.

use std::{hint::black_box, time::Instant};

use crate::contest::Contestant;

const ROUNDS: usize = 21;
/// Least time of one sample in nanoseconds: well above the clock's own resolution.
const SAMPLE_NS: u128 = 2_000_000;

type Work = fn(&mut dyn Contestant);

const WORKS: [(&str, Work); 4] = [
    ("W1", |it| {
        black_box(it.w1());
    }),
    ("W2", |it| {
        black_box(it.w2());
    }),
    ("W3", |it| {
        black_box(it.w3());
    }),
    ("W5", |it| {
        black_box(it.w5());
    }),
];

/// Prints one row per engine: time of each work, and its multiple of the first engine's.
pub fn table(contestants: &mut [Box<dyn Contestant>]) {
    let columns: Vec<Vec<f64>> = WORKS
        .iter()
        .map(|(_, work)| medians(contestants, *work))
        .collect();
    println!(
        "| engine | W1 | × | W2 | × | W3 | × | W5 | × |\n| --- | --: | --: | --: | --: | --: | --: | --: | --: |"
    );
    for (index, contestant) in contestants.iter().enumerate() {
        let cells = columns.iter().map(|column| {
            let (own, limit) = (column[index], column[0]);
            format!(" {} | {:.1} |", time(own), own / limit)
        });
        println!("| {} |{}", contestant.name(), cells.collect::<String>());
    }
}

/// One work a thousand times, for tools that count instructions.
pub fn counted(contestant: &mut dyn Contestant, name: &str) -> anyhow::Result<()> {
    let found = WORKS.iter().find(|(work, _)| *work == name);
    let (_, work) = found.ok_or_else(|| anyhow::anyhow!("there is no work `{name}`"))?;
    spend(contestant, *work, 1000);
    Ok(())
}

/// Median nanoseconds of one call, per engine.
fn medians(contestants: &mut [Box<dyn Contestant>], work: Work) -> Vec<f64> {
    let repeats: Vec<u32> = contestants
        .iter_mut()
        .map(|it| repeats(it.as_mut(), work))
        .collect();
    let mut samples = vec![Vec::with_capacity(ROUNDS); contestants.len()];
    for _ in 0..ROUNDS {
        for (index, contestant) in contestants.iter_mut().enumerate() {
            let spent = spend(contestant.as_mut(), work, repeats[index]);
            samples[index].push(spent as f64 / f64::from(repeats[index]));
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

fn spend(contestant: &mut dyn Contestant, work: Work, count: u32) -> u128 {
    let start = Instant::now();
    for _ in 0..count {
        work(contestant);
    }
    start.elapsed().as_nanos()
}

fn median(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples[samples.len() / 2]
}

fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        it if it < 1_000.0 => format!("{it:.0} ns"),
        it if it < 1_000_000.0 => format!("{:.2} µs", it / 1_000.0),
        it => format!("{:.2} ms", it / 1_000_000.0),
    }
}
