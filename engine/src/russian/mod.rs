//! Plain knowledge of the Russian language: forms of dates, numbers, money, names, nouns, places.

pub mod adjectives;
pub mod case;
pub mod counting;
pub mod currencies;
pub mod dates;
pub mod declension;
pub mod fleeting;
pub mod letters;
pub mod money;
pub mod names;
pub mod nouns;
pub mod numbers;
pub mod ordinals;
pub mod places;
pub mod prepositions;
pub mod quotes;
pub mod verbs;
