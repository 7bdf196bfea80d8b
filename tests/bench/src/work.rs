//! The workloads of `data/`: neutral rules over one event, with the right answers.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value as Json;

/// Where the usual data stands.
pub const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
/// What stands before the tag in W4's message.
const BEFORE_TAG: &str = "Метка: ";

/// One row of a rule, in no engine's language.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Test {
    StatusEq {
        v: u64,
    },
    PipelineEq {
        v: u64,
    },
    ResponsibleIn {
        v: Vec<u64>,
    },
    PriceGt {
        v: i64,
    },
    PriceLt {
        v: i64,
    },
    /// `cs` is the same text in the letters of the event, for engines without case folding.
    NameIcontains {
        v: String,
        cs: String,
    },
    CfEnumIn {
        field: u64,
        v: Vec<u64>,
    },
    CfTextEq {
        field: u64,
        v: String,
    },
    CfNumGt {
        field: u64,
        v: i64,
    },
    TagHas {
        v: String,
    },
    OlderDays {
        v: i64,
    },
}

/// Rows that must all hold.
pub type Block = Vec<Test>;

/// Everything an engine is asked.
#[derive(Deserialize)]
pub struct Work {
    pub w1: Block,
    pub w2: Vec<Block>,
    pub w3: Vec<Vec<Block>>,
    #[serde(skip)]
    pub event: Json,
    /// The event as it arrives.
    #[serde(skip)]
    pub bytes: String,
    #[serde(skip)]
    pub letter: Letter,
}

/// What W4's message reads besides what every message reads.
#[derive(Clone, Copy, Default)]
pub struct Letter {
    /// Number of the field with the town.
    pub city: u64,
    /// Which of the tags is named.
    pub tag: usize,
}

/// The right answers; an index of -1 is «no block holds».
#[derive(Debug, PartialEq, Deserialize)]
pub struct Answers {
    pub w1: bool,
    pub w2: i64,
    pub w3: Vec<i64>,
    pub w4: String,
    #[serde(rename = "city_field")]
    city: u64,
}

/// Reads event, workloads and right answers from a folder.
pub fn read(folder: &Path) -> Result<(Work, Answers)> {
    let mut work: Work = json(folder, "workloads.json")?;
    let expected: Answers = json(folder, "expected.json")?;
    work.event = json(folder, "event.json")?;
    work.bytes = text(folder, "event.json")?;
    work.letter = Letter {
        city: expected.city,
        tag: tag(&work.event, &expected.w4)?,
    };
    Ok((work, expected))
}

/// The tag that the message names; the data tell it in the right answer only.
fn tag(event: &Json, message: &str) -> Result<usize> {
    let tags = event["lead"]["_embedded"]["tags"].as_array();
    let is_named = |tag: &Json| {
        let name = tag["name"].as_str().unwrap_or_default();
        message.contains(&format!("{BEFORE_TAG}{name}."))
    };
    tags.and_then(|tags| tags.iter().position(is_named))
        .context("expected.json: the message of W4 names no tag of the event")
}

fn text(folder: &Path, name: &str) -> Result<String> {
    let path = folder.join(name);
    fs::read_to_string(&path).with_context(|| path.display().to_string())
}

fn json<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<T> {
    serde_json::from_str(&text(folder, name)?)
        .with_context(|| folder.join(name).display().to_string())
}
