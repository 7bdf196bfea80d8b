//! What is printed: Markdown tables, multiples of a baseline, and goals with what they were compared with.

use std::path::Path;

use anyhow::Result;

use crate::amounts::Amounts;
use crate::database::{Look, Place};

/// The amounts and the machine.
pub fn begin(amounts: &Amounts) {
    let processors = std::thread::available_parallelism().map_or(0, usize::from);
    println!("{processors} processors. {amounts:?}");
    println!("Figures of one run can be compared with each other only.");
}

/// Heading of a database, with its version.
///
/// # Errors
/// When it does not tell.
pub fn database(place: &Place) -> Result<()> {
    let url = place.database("version")?;
    let version = match place.postgres {
        Some(_) => Look::at(&url)?.text("show server_version")?,
        None => Look::at(&format!("{url}?mode=rwc"))?.text("select sqlite_version()")?,
    };
    println!("\n## {} {version}", place.name());
    Ok(())
}

/// A table; the first column is text, the others are numbers.
pub fn table(title: &str, heads: &[&str], rows: &[Vec<String>]) {
    println!("\n{title}:\n");
    println!("| {} |", heads.join(" | "));
    println!("| --- |{}", " --: |".repeat(heads.len() - 1));
    for row in rows {
        println!("| {} |", row.join(" | "));
    }
}

/// A goal, and whether it was met.
pub fn goal(what: &str, met: bool) {
    println!("\n{} {what}", if met { "Met:" } else { "MISSED:" });
}

/// A whole number with its thousands apart.
pub fn whole(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// How many times the baseline.
pub fn times(number: f64, baseline: f64) -> String {
    format!("{:.2}", number / baseline)
}

/// Milliseconds.
pub fn ms(number: f64) -> String {
    format!("{number:.1} ms")
}

/// The middle one.
pub fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or_default()
}

/// Memory of a process that is in use, in MB.
///
/// # Errors
/// When it does not run any more.
pub fn memory_mb(process: u32) -> Result<f64> {
    let status =
        std::fs::read_to_string(Path::new("/proc").join(process.to_string()).join("status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|it| it.trim().trim_end_matches("kB").trim().parse::<f64>().ok());
    Ok(kib.unwrap_or_default() * 1024.0 / 1e6)
}
