//! The workloads of `data/`: neutral rules over one event, with the right answers.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value as Json;

/// The event as it arrives.
pub const EVENT: &str = include_str!("../data/event.json");
const WORKLOADS: &str = include_str!("../data/workloads.json");
const EXPECTED: &str = include_str!("../data/expected.json");

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
}

/// The right answers; an index of -1 is «no block holds».
#[derive(Debug, PartialEq, Deserialize)]
pub struct Answers {
    pub w1: bool,
    pub w2: i64,
    pub w3: Vec<i64>,
}

/// Reads event and workloads.
pub fn work() -> Result<Work> {
    let mut work: Work = serde_json::from_str(WORKLOADS).context("data/workloads.json")?;
    work.event = serde_json::from_str(EVENT).context("data/event.json")?;
    Ok(work)
}

/// Reads the right answers.
pub fn expected() -> Result<Answers> {
    serde_json::from_str(EXPECTED).context("data/expected.json")
}
