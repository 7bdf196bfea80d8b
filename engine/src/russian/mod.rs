//! Plain knowledge of the Russian language: forms of dates.

pub mod dates;
