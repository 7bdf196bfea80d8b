//! Hooks accepted durably per second, and how long an answer takes: ours, a bare endpoint, one commit per request.

use anyhow::{Result, ensure};
use tests::product::Product;

use crate::amounts::Amounts;
use crate::bare::{Bare, Commits};
use crate::client::{self, Load, Measured, Target};
use crate::database::{Look, Place};
use crate::{ours, story};

/// Part of the time that is not counted.
const WARM: u32 = 4;
/// Numbers of bodies that one measurement may use.
const APART: u64 = 100_000_000;

/// Who is measured.
struct Contestant {
    name: &'static str,
    target: Target,
    database: String,
    count: &'static str,
    /// Whether it goes on working after the last answer.
    works: bool,
    /// Bodies that it turned into events while it was measured.
    understood: i64,
    accepted: u64,
    /// Rates, by number of connections.
    rates: Vec<Vec<f64>>,
    /// p50 and p99 by number of connections.
    latencies: Vec<(Vec<f64>, Vec<f64>)>,
}

/// Prints what is accepted with each number of connections, and how long it takes at half the peak.
///
/// # Errors
/// When a hook that was answered is not in the database.
pub fn measure(place: &Place, amounts: &Amounts) -> Result<()> {
    // On PostgreSQL a server can be left alone with the hooks; with a file it understands them at the same time.
    let options: &[&str] = if place.postgres.is_some() {
        &["--role", "web"]
    } else {
        &[]
    };
    let product = ours::start(place, "hooks", options)?;
    let (shared, own) = (
        Bare::start(place, Commits::Shared)?,
        Bare::start(place, Commits::Own)?,
    );
    let mut all = contestants(&product, [&shared, &own], amounts.loads().len());
    all[1].works = place.postgres.is_none();
    for round in 0..amounts.rounds {
        for (place, connections) in amounts.loads().into_iter().enumerate() {
            for contestant in &mut all {
                let load = Load {
                    connections,
                    per_second: None,
                    ..timed(amounts)
                };
                let measured = contestant.run(load, (round * 10 + place) as u64)?;
                contestant.rates[place].push(measured.rate());
                contestant.latencies[place].0.push(measured.ms(0.5));
                contestant.latencies[place].1.push(measured.ms(0.99));
            }
        }
    }
    print(&all, amounts);
    at_half_the_peak(&mut all, amounts)?;
    all.iter().try_for_each(Contestant::is_stored)?;
    drop((shared, own));
    ours::end(product)
}

fn contestants(product: &Product, [shared, own]: [&Bare; 2], loads: usize) -> Vec<Contestant> {
    let new = |name, target, database: &str, count| Contestant {
        name,
        target,
        database: database.to_owned(),
        count,
        works: false,
        understood: 0,
        accepted: 0,
        rates: vec![Vec::new(); loads],
        latencies: vec![(Vec::new(), Vec::new()); loads],
    };
    let bodies = "select count(*) from hook";
    vec![
        new(
            "bare axum, group commit",
            shared.target(ours::messages()),
            &shared.database,
            bodies,
        ),
        new(
            "triggers",
            ours::target(product, ours::messages()),
            &product.database_url(),
            "select count(*) from inbox",
        ),
        new(
            "bare axum, one commit per request",
            own.target(ours::messages()),
            &own.database,
            bodies,
        ),
    ]
}

fn timed(amounts: &Amounts) -> Load {
    let time = amounts.time();
    Load {
        connections: 1,
        per_second: None,
        warm: time / WARM,
        time,
        most: u64::MAX,
    }
}

impl Contestant {
    fn run(&mut self, load: Load, turn: u64) -> Result<Measured> {
        let first = turn * APART;
        let before = self.events()?;
        let measured = client::run(
            &Target {
                first,
                ..self.target.clone()
            },
            load,
        )?;
        self.accepted += measured.accepted;
        self.understood += self.events()? - before;
        if self.works {
            // The next one has the machine for itself.
            ours::decided(&mut Look::at(&self.database)?)?;
        }
        Ok(measured)
    }

    fn events(&self) -> Result<i64> {
        match self.works {
            true => Look::at(&self.database)?.number("select count(*) from event"),
            false => Ok(0),
        }
    }

    fn rate(&self, place: usize) -> f64 {
        story::median(self.rates[place].clone())
    }

    fn peak(&self) -> f64 {
        let rates = (0..self.rates.len()).map(|place| self.rate(place));
        rates.fold(0.0, f64::max)
    }

    /// What was answered with 200 is there.
    fn is_stored(&self) -> Result<()> {
        let stored = Look::at(&self.database)?.number(self.count)?;
        let accepted = i64::try_from(self.accepted)?;
        ensure!(
            stored >= accepted,
            "{}: {accepted} accepted, {stored} stored",
            self.name
        );
        let beside = match self.works {
            true => format!(", {} of them turned into events meanwhile", self.understood),
            false => String::new(),
        };
        println!(
            "{}: {accepted} accepted, {stored} stored{beside}.",
            self.name
        );
        Ok(())
    }
}

fn print(all: &[Contestant], amounts: &Amounts) {
    for (place, connections) in amounts.loads().into_iter().enumerate() {
        let baseline = all[0].rate(place);
        let row = |it: &Contestant| {
            let (half, most) = it.latencies[place].clone();
            let (half, most) = (
                story::ms(story::median(half)),
                story::ms(story::median(most)),
            );
            let rate = it.rate(place);
            vec![
                it.name.to_owned(),
                story::whole(rate),
                story::times(rate, baseline),
                half,
                most,
            ]
        };
        let rows: Vec<_> = all.iter().map(row).collect();
        let title = format!("Hooks accepted over {connections} connections");
        story::table(&title, &["", "per second", "×", "p50", "p99"], &rows);
    }
    let [bare, own, single] = [all[0].peak(), all[1].peak(), all[2].peak()];
    let share = 100.0 * own / bare;
    story::goal(
        &format!("at its peak {share:.0} % of the bare endpoint's peak (at least 80 %)"),
        share >= 80.0,
    );
    let ahead = format!(
        "{} times one commit per request at its peak (ahead)",
        story::times(own, single)
    );
    story::goal(&ahead, own > single);
    let late = story::median(all[1].latencies[0].1.clone());
    story::goal(
        &format!("p99 {} at 16 connections (under 15 ms)", story::ms(late)),
        late < 15.0,
    );
}

/// A fixed rate, whatever the answers do; latencies count from when a hook was due.
fn at_half_the_peak(all: &mut [Contestant], amounts: &Amounts) -> Result<()> {
    let mut rows = Vec::new();
    let (mut late, mut refused) = (Vec::new(), 0);
    for contestant in all.iter_mut().take(2) {
        let rate = contestant.peak() / 2.0;
        let load = Load {
            connections: amounts.connections,
            per_second: Some(rate),
            ..timed(amounts)
        };
        let (mut half, mut most) = (Vec::new(), Vec::new());
        for round in 0..amounts.rounds {
            let measured = contestant.run(load, 1000 + round as u64)?;
            half.push(measured.ms(0.5));
            most.push(measured.ms(0.99));
            refused += measured.refused;
        }
        let times = [story::median(half), story::median(most.clone())].map(story::ms);
        rows.push(
            [
                vec![contestant.name.to_owned(), story::whole(rate)],
                times.to_vec(),
            ]
            .concat(),
        );
        late = most;
    }
    story::table(
        "At half of its own peak",
        &["", "per second", "p50", "p99"],
        &rows,
    );
    let late = story::median(late);
    let what = format!(
        "p99 {} at half the peak, {refused} refused (under 50 ms)",
        story::ms(late)
    );
    story::goal(&what, late < 50.0 && refused == 0);
    Ok(())
}
