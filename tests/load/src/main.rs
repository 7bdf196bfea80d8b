//! The server under load: hooks accepted, events decided, a quiet scenario beside a busy one, and memory.
//!
//! `cargo xtask bench server` runs it; every figure has a baseline that was measured beside it.
//! `server hooks`, `drain`, `quiet`, `memory`, `thousand` and `timers` do one part, `--quick` takes small amounts to see that it works,
//! `--on sqlite` or `--on postgres` one database, `--events 1000` and the like another amount.

mod amounts;
mod apalis_;
mod bare;
mod client;
mod database;
mod drain;
mod hooks;
mod memory;
mod ours;
mod plain;
mod quiet;
mod story;
mod thousand;
mod timers;

use anyhow::{Context, Result, bail, ensure};

use amounts::Amounts;
use database::Place;

/// A part of the benchmark on one database.
type Part = fn(&Place, &Amounts) -> Result<()>;

const PARTS: [(&str, Part); 6] = [
    ("hooks", hooks::measure),
    ("drain", drain::measure),
    ("quiet", quiet::measure),
    ("memory", memory::measure),
    ("thousand", thousand::measure),
    ("timers", timers::measure),
];

/// What is asked on the command line.
struct Asked {
    parts: Vec<Part>,
    places: Vec<&'static str>,
    amounts: Amounts,
}

fn main() -> Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|first| first == "bare") {
        return bare::serve(&arguments.split_off(1));
    }
    arguments.retain(|it| it != "server");
    let asked = read(arguments)?;
    ensure!(
        std::env::var_os("TRIGGERS_BIN_DIR").is_some(),
        "TRIGGERS_BIN_DIR does not tell where the programs are: `cargo xtask bench server` builds them and tells"
    );
    story::begin(&asked.amounts);
    for name in &asked.places {
        let Some(place) = Place::make(name)? else {
            println!("\nNo PostgreSQL: TRIGGERS_TEST_POSTGRES does not name a server.");
            continue;
        };
        story::database(&place)?;
        for part in &asked.parts {
            part(&place, &asked.amounts)?;
        }
    }
    Ok(())
}

fn read(arguments: Vec<String>) -> Result<Asked> {
    let quick = arguments.iter().any(|it| it == "--quick");
    let mut asked = Asked {
        parts: Vec::new(),
        places: vec!["sqlite", "postgres"],
        amounts: if quick {
            Amounts::quick()
        } else {
            Amounts::full()
        },
    };
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        let mut value = || {
            arguments
                .next()
                .with_context(|| format!("{argument}: a value"))
        };
        match argument.as_str() {
            "all" => asked.parts.extend(PARTS.map(|(_, part)| part)),
            "--quick" => {}
            "--on" => {
                let wanted = value()?;
                asked.places.retain(|place| *place == wanted);
                ensure!(!asked.places.is_empty(), "--on sqlite or --on postgres");
            }
            option if option.starts_with("--") => asked.amounts.set(&option[2..], &value()?)?,
            name => match PARTS.iter().find(|(part, _)| *part == name) {
                Some((_, part)) => asked.parts.push(*part),
                None => bail!("«{name}»: expected all, hooks, drain, quiet, memory or thousand"),
            },
        }
    }
    if asked.parts.is_empty() {
        asked.parts.extend(PARTS.map(|(_, part)| part));
    }
    Ok(asked)
}
