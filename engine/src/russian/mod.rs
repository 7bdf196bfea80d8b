//! Plain knowledge of the Russian language: forms of dates, numbers, money.

pub mod adjectives;
pub mod case;
pub mod counting;
pub mod currencies;
pub mod dates;
pub mod letters;
pub mod money;
pub mod numbers;
pub mod ordinals;
