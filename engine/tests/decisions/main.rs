//! Whole decisions: scenarios in, logs, effects and problems out.

mod acceptance;
mod account;
mod check;
mod delayed;
mod fields;
mod hostile;
mod rows;
mod triggers;
