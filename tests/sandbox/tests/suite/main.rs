//! The sandbox as its clients see it: over HTTP, one sandbox for each test.

mod access;
mod account;
mod bots;
mod delivery;
mod hooks;
mod lists;
mod pipeline;
mod writes;
