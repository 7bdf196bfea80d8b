//! The steps of a long task: announced, timed, and summed up in a table.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// What became of a step.
enum Outcome {
    Passed,
    Failed,
    Skipped(String),
}

/// The record of a task's steps.
#[derive(Default)]
pub struct Steps {
    done: Vec<(String, Duration, Outcome)>,
}

impl Steps {
    /// Announces and runs one step; its failure names the step.
    pub fn run<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("\n==> {name}");
        let start = Instant::now();
        let result = work();
        let time = start.elapsed();
        let outcome = if result.is_ok() {
            Outcome::Passed
        } else {
            Outcome::Failed
        };
        println!("    {name}: {} in {}", word(&outcome), seconds(time));
        self.done.push((name.to_owned(), time, outcome));
        result.with_context(|| format!("step \"{name}\""))
    }

    /// Records that a step can't run here, and why.
    pub fn skip(&mut self, name: &str, why: &str) {
        println!("\n==> {name}: skipped, {why}");
        let outcome = Outcome::Skipped(why.to_owned());
        self.done.push((name.to_owned(), Duration::ZERO, outcome));
    }

    /// The table of all steps with the whole time.
    pub fn summary(&self) -> String {
        let width = self
            .done
            .iter()
            .map(|(name, ..)| name.chars().count())
            .max()
            .unwrap_or(0);
        let mut table = String::from("\nStep by step:\n");
        for (name, time, outcome) in &self.done {
            let time = seconds(*time);
            table += &match outcome {
                Outcome::Skipped(why) => format!("  {name:width$}  {:>9}  skipped: {why}\n", "-"),
                other => format!("  {name:width$}  {time:>9}  {}\n", word(other)),
            };
        }
        let whole = self.done.iter().map(|(_, time, _)| *time).sum();
        table + &format!("  {:width$}  {:>9}\n", "whole", seconds(whole))
    }
}

fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "ok",
        Outcome::Failed => "FAILED",
        Outcome::Skipped(_) => "skipped",
    }
}

fn seconds(time: Duration) -> String {
    let tenths = time.as_millis() / 100;
    match tenths / 600 {
        0 => format!("{}.{} s", tenths / 10, tenths % 10),
        minutes => format!("{minutes} m {:02} s", tenths / 10 % 60),
    }
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    #[test]
    fn the_summary_tells_passed_failed_and_skipped_apart() {
        let mut steps = Steps::default();
        steps.run("first", || Ok(())).expect("the work succeeds");
        steps.skip("second", "no browser");
        let error = steps
            .run("third", || -> Result<()> { bail!("broken") })
            .expect_err("it fails");
        assert_eq!(format!("{error:#}"), "step \"third\": broken");
        let summary = steps.summary();
        let rows: Vec<&str> = summary
            .lines()
            .filter(|row| row.starts_with("  "))
            .collect();
        assert!(
            rows[0].starts_with("  first") && rows[0].ends_with("ok"),
            "{summary}"
        );
        assert!(rows[1].ends_with("skipped: no browser"), "{summary}");
        assert!(
            rows[2].starts_with("  third") && rows[2].ends_with("FAILED"),
            "{summary}"
        );
        assert!(rows[3].starts_with("  whole"), "{summary}");
    }

    #[test]
    fn times_read_naturally() {
        assert_eq!(seconds(Duration::from_millis(4321)), "4.3 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2 m 05 s");
    }
}
