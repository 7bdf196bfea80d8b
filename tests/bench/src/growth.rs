//! How times grow with sizes: each at 1×, 10× and 100×, with the exponent of the last step.

use std::hint::black_box;

use anyhow::{Result, ensure};
use cpu_time::ThreadTime;

use crate::{
    sizes::{self, Job},
    work::Work,
};

const FACTORS: [usize; 3] = [1, 10, 100];
/// n log n gives 1.1 to 1.2 at these sizes; the rest is for a busy machine.
const MOST: f64 = 1.25;
/// Growth that costs less than this in all is not told from noise.
const NOISE_NS: f64 = 20_000.0;
/// Least time of one sample.
const SAMPLE_NS: f64 = 2_000_000.0;
const SAMPLES: usize = 5;
/// A work that looks too steep is measured so often before it counts.
const TRIES: usize = 3;

/// Prints the table.
///
/// # Errors
/// When something grows faster than n log n.
pub fn table(work: &Work) -> Result<()> {
    println!("| size | work | 1× | 10× | 100× | exponent |\n| --- | --- | --: | --: | --: | --: |");
    let mut steep = Vec::new();
    for (size, prepare) in sizes::ALL {
        let mut rows = FACTORS.map(|factor| prepare(work, factor));
        for index in 0..rows[0].len() {
            let name = rows[0][index].0;
            let (times, exponent) = steepness(&mut rows, index);
            let shown = times.map(|it| format!(" {} |", crate::measure::time(it)));
            println!("| {size} | {name} |{} {exponent:.2} |", shown.concat());
            if exponent > MOST {
                steep.push(format!("{size}: {name}"));
            }
        }
    }
    ensure!(
        steep.is_empty(),
        "faster than n log n: {}",
        steep.join(", ")
    );
    println!("\nNothing grows faster than n log n.");
    Ok(())
}

/// Times of one work at the three sizes, and the least exponent of a few tries.
fn steepness(rows: &mut [Vec<Job>; 3], index: usize) -> ([f64; 3], f64) {
    let mut best = ([f64::INFINITY; 3], f64::INFINITY);
    for _ in 0..TRIES {
        let times = [0, 1, 2].map(|factor: usize| spent(rows[factor][index].1.as_mut()));
        best.0 = [0, 1, 2].map(|at: usize| best.0[at].min(times[at]));
        let [_, middle, last] = best.0;
        best.1 = match last > NOISE_NS {
            true => (last / middle).log10(),
            false => (last / middle).log10().min(1.0),
        };
        if best.1 <= MOST {
            break;
        }
    }
    best
}

/// Nanoseconds of one call: the least of a few samples.
fn spent(work: &mut dyn FnMut() -> usize) -> f64 {
    let mut sample = |count: u32| {
        // The clock of this thread: other programs don't add to it.
        let start = ThreadTime::now();
        for _ in 0..count {
            black_box(work());
        }
        start.elapsed().as_nanos() as f64
    };
    let mut count = 1;
    let mut whole = sample(count);
    while whole < SAMPLE_NS {
        count *= 2;
        whole = sample(count);
    }
    let rest = if whole > 50.0 * SAMPLE_NS { 1 } else { SAMPLES };
    let least = (0..rest).map(|_| sample(count)).fold(whole, f64::min);
    least / f64::from(count)
}
