//! How much of everything: the amounts that the goals name, and small ones to see that it works.

use std::time::Duration;

use anyhow::{Context, Result};

/// Amounts of all parts.
#[derive(Clone, Copy, Debug)]
pub struct Amounts {
    /// Seconds of one measurement of hooks.
    pub seconds: usize,
    /// Turns that each contestant has.
    pub rounds: usize,
    /// Connections of the largest load.
    pub connections: usize,
    /// Events that are decided.
    pub events: usize,
    /// Runs of the busy scenario that wait.
    pub waiting: usize,
    /// Events of each quiet scenario, with and without the busy one.
    pub times: usize,
    /// Accounts without anything to do.
    pub accounts: usize,
    /// Events that are stored already.
    pub stored: usize,
    /// Deals that are changed, and how many of them with one call for each change.
    pub deals: usize,
    /// See `deals`.
    pub slow: usize,
    /// Delayed triggers that wait.
    pub timers: usize,
}

impl Amounts {
    /// What the goals are about.
    pub fn full() -> Self {
        Self {
            seconds: 10,
            rounds: 3,
            connections: 256,
            events: 50_000,
            waiting: 100_000,
            times: 20,
            accounts: 1_000,
            stored: 1_000_000,
            deals: 1_000,
            slow: 1_000,
            timers: 1_000_000,
        }
    }

    /// Three minutes for everything.
    pub fn quick() -> Self {
        Self {
            seconds: 1,
            rounds: 1,
            connections: 128,
            events: 1_000,
            waiting: 2_000,
            times: 4,
            accounts: 10,
            stored: 10_000,
            deals: 1_000,
            slow: 20,
            timers: 10_000,
        }
    }

    /// Changes one of them.
    ///
    /// # Errors
    /// When there is no such amount, or it is no number.
    pub fn set(&mut self, name: &str, value: &str) -> Result<()> {
        let amount = match name {
            "seconds" => &mut self.seconds,
            "rounds" => &mut self.rounds,
            "connections" => &mut self.connections,
            "events" => &mut self.events,
            "waiting" => &mut self.waiting,
            "times" => &mut self.times,
            "accounts" => &mut self.accounts,
            "stored" => &mut self.stored,
            "deals" => &mut self.deals,
            "slow" => &mut self.slow,
            "timers" => &mut self.timers,
            _ => anyhow::bail!("there is no amount `--{name}`"),
        };
        let number: usize = value.parse().with_context(|| format!("--{name} {value}"))?;
        *amount = number.max(1);
        Ok(())
    }

    /// Jobs of a queue: one at a time takes so long that fewer have to do.
    pub fn jobs(&self, batch: usize) -> usize {
        match batch {
            1 => (self.events / 10).max(500),
            _ => self.events,
        }
    }

    /// Time of one measurement of hooks.
    pub fn time(&self) -> Duration {
        Duration::from_secs(self.seconds as u64)
    }

    /// Connections to find the peak with; 16 is what a goal speaks of.
    pub fn loads(&self) -> Vec<usize> {
        let mut loads = vec![16, 64, self.connections];
        loads.sort_unstable();
        loads.dedup();
        loads
    }
}
