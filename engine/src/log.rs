//! What the debugger and the preview show: block statuses and rows with both sides (R428–R436).

use serde::{Deserialize, Serialize};

use crate::{
    kind::Kind,
    problem::Problem,
    scenario::{Group, Joiner},
};

/// One decided block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BlockLog {
    /// Identifier of the block in its scenario.
    pub block: String,
    /// Its name at that time (R60).
    pub name: String,
    /// Whether it ran.
    pub status: BlockStatus,
    /// Index of the first «ИЛИ» row that held although the «И» rows alone did not pass (A2).
    pub passed_by_or: Option<usize>,
    /// Brackets over the rows, if the block has them; `block::bracket` tells what each of them gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<Group>,
    /// Every row, also after the result was clear (A2).
    pub rows: Vec<Row>,
    /// Triggers of the block if it ran, in order; empty otherwise.
    pub triggers: Vec<TriggerLog>,
    /// Why it did not run, where no row tells: its brackets are broken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Problem>,
}

impl From<Outcome> for BlockLog {
    /// Without rows.
    fn from(outcome: Outcome) -> Self {
        Self {
            block: outcome.block,
            name: outcome.name,
            status: outcome.status,
            passed_by_or: None,
            formula: None,
            rows: Vec::new(),
            triggers: outcome.triggers,
            notes: Vec::new(),
        }
    }
}

impl BlockLog {
    /// What a decision keeps of it.
    pub fn outcome(&self) -> Outcome {
        Outcome {
            block: self.block.clone(),
            name: self.name.clone(),
            status: self.status,
            triggers: self.triggers.clone(),
        }
    }
}

/// What a decision keeps of a block: its rows are told by [`trace`](crate::trace) whenever somebody looks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Identifier of the block in its scenario.
    pub block: String,
    /// Its name at that time (R60).
    pub name: String,
    /// Whether it ran.
    pub status: BlockStatus,
    /// Triggers of the block if it ran, in order; empty otherwise.
    pub triggers: Vec<TriggerLog>,
}

/// Status of a block (R430, R432).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockStatus {
    /// «Выполнен»
    Done,
    /// «Не соответствует условиям»
    NotMatching,
}

/// One condition with what was compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Identifier of the condition.
    pub condition: String,
    /// Its joiner.
    pub joiner: Joiner,
    /// Upper value; `None` if not set.
    pub left: Option<Side>,
    /// Code of the operator.
    pub operator: Option<String>,
    /// Lower value; `None` for operators with one side.
    pub right: Option<Side>,
    /// `None`: not configured or muted, so it takes no part (A13).
    pub result: Option<bool>,
    /// Why, where the values alone don't tell: conversion failed, no linked entity …
    pub notes: Vec<Problem>,
}

/// One side of a row as it was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// Label of the source, Russian.
    pub label: String,
    /// Path it came from.
    pub path: String,
    /// Type of the value as read.
    pub kind: Kind,
    /// Value as read, as text; empty text if there is none.
    pub raw: String,
    /// Value as it was compared, after conversion.
    pub value: String,
}

/// One trigger of a block that ran.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TriggerLog {
    /// Identifier of the trigger.
    pub trigger: String,
    /// Its kind.
    pub kind: String,
    /// Whether its effects were asked for.
    pub status: TriggerStatus,
    /// Number of effects it asked for; they stand in the decision in the same order.
    pub effects: usize,
    /// When its timer is due, Unix seconds, if it was planned for later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<i64>,
    /// Warnings and errors with their codes.
    pub problems: Vec<Problem>,
}

/// Status of a trigger when its block ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TriggerStatus {
    /// Its effects were asked for.
    Planned,
    /// It could not be planned; the next ones go on (A20).
    Failed,
    /// Muted by the author, or its timer has no date or one that has passed (A42).
    Skipped,
}
