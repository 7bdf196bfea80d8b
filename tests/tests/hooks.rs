//! Bodies of amoCRM's hooks become the events that stand beside them (`tests/fixtures/hooks`).

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value as Json;

/// How a body is written: as it came, or pair by pair in lines.
const KINDS: [&str; 2] = ["body", "txt"];

#[test]
fn every_body_becomes_the_events_beside_it() -> Result<()> {
    let bodies = bodies()?;
    ensure!(bodies.len() > 60, "bodies were not found");
    let mut faults = Vec::new();
    for body in &bodies {
        let expected = body.with_extension("json");
        let events = serde_json::to_value(intake::decode(&fs::read(body)?))?;
        if tests::updating() {
            fs::write(&expected, format!("{events:#}\n"))?;
        }
        let text = fs::read_to_string(&expected)
            .with_context(|| format!("read {}", expected.display()))?;
        let wanted: Json = serde_json::from_str(&text)?;
        if events != wanted {
            let name = body.display();
            faults.push(format!("{name} gives\n{events:#}\nwanted\n{wanted:#}"));
        }
    }
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

#[test]
fn lines_mean_the_same_as_both_forms_of_the_wire() -> Result<()> {
    for body in bodies()? {
        if body.extension().is_none_or(|kind| kind != "txt") {
            continue;
        }
        let text = fs::read_to_string(&body)?;
        let pairs = text.lines().filter_map(|line| line.split_once('='));
        let encoded = pairs.map(|(key, value)| format!("{}={}", coded(key), coded(value)));
        let wire = encoded.collect::<Vec<_>>().join("&");
        let plain = wire.replace("%5B", "[").replace("%5D", "]");
        let events = intake::decode(text.as_bytes());
        for form in [wire, plain] {
            ensure!(
                events == intake::decode(form.as_bytes()),
                "{} and {form}",
                body.display()
            );
        }
    }
    Ok(())
}

#[test]
fn every_expectation_has_its_body() -> Result<()> {
    let bodies: BTreeSet<PathBuf> = bodies()?.into_iter().collect();
    for file in files("json")? {
        let has_body = KINDS.map(|kind| bodies.contains(&file.with_extension(kind)));
        ensure!(
            has_body.iter().filter(|has| **has).count() == 1,
            "{} needs one body",
            file.display()
        );
    }
    Ok(())
}

/// Every byte that is no letter of ASCII as amoCRM encodes it.
fn coded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b' ' => "+".to_owned(),
        _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

fn bodies() -> Result<Vec<PathBuf>> {
    let kinds = KINDS.map(files);
    let mut bodies = Vec::new();
    for files in kinds {
        bodies.extend(files?);
    }
    bodies.sort();
    Ok(bodies)
}

fn files(kind: &str) -> Result<Vec<PathBuf>> {
    let folder = tests::workspace().join("tests/fixtures/hooks");
    let entries = fs::read_dir(&folder).with_context(|| format!("read {}", folder.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if Path::new(&path).extension().is_some_and(|it| it == kind) {
            files.push(path);
        }
    }
    Ok(files)
}
