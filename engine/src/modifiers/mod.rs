//! Modifiers: functions a value passes through, `{{lead.budget:format(2)}}` (sections 11 and 12 of the language reference).
//!
//! A modifier is an [`Entry`]: data for the picker, the checks and the docs, and one plain function.
//! The function gets a [`Call`] and returns an [`Outcome`]; it never fails and never panics.

use serde::Serialize;

use crate::{Fact, Problem, fact::parse_number, problem::Code};

mod abs;
mod addworkdays;
mod base64;
mod calc;
mod call;
mod ceil;
mod count;
mod currency_convert;
mod date_diff;
mod df;
mod dm;
mod fio;
mod fio_format;
mod first;
mod float;
mod floor;
mod format;
mod gender;
mod grammar;
mod html;
mod if_;
mod ifempty;
mod ifnotempty;
mod infl_geo;
mod infl_name;
mod insert_image;
mod insert_link;
mod insert_table;
mod is_even;
mod isworkday;
mod join;
mod json;
mod last;
mod length;
mod limit;
mod list;
mod lwc;
mod max;
mod md5;
mod min;
mod mod_;
mod moment;
mod nbr;
mod nextworkday;
mod noun_decl;
mod noun_mdecl;
mod noun_plur;
mod numbering;
mod ordinal_num;
mod pad_left;
mod pad_right;
mod part;
mod phone;
mod previousworkday;
mod qr;
mod quotemeta;
mod regexp;
mod region;
mod regreplace;
mod replace;
mod round;
mod row;
mod slice;
mod sp_about;
mod sp_in;
mod sp_verb;
mod sp_with;
mod spell_date;
mod spell_money;
mod spell_num;
mod spell_ordinal;
mod spell_price;
mod split;
mod striptags;
mod substr;
mod timezone;
mod to_numeric;
mod translit;
mod trim;
mod ucf;
mod ucw;
mod unique;
mod upc;
mod url;

pub use calc::{not_a_number, operand};
pub use call::{Call, Compare};
pub(crate) use if_::is_pattern;
pub(crate) use moment::moment;

/// Every modifier, in the order the picker shows them.
pub static ALL: &[&Entry] = &[
    &calc::ENTRY,
    &format::ENTRY,
    &round::ENTRY,
    &float::ENTRY,
    &floor::ENTRY,
    &ceil::ENTRY,
    &abs::ENTRY,
    &is_even::ENTRY,
    &to_numeric::ENTRY,
    &min::ENTRY,
    &max::ENTRY,
    &mod_::ENTRY,
    &currency_convert::ENTRY,
    &spell_num::ENTRY,
    &spell_ordinal::ENTRY,
    &ordinal_num::ENTRY,
    &spell_price::ENTRY,
    &spell_money::ENTRY,
    &spell_date::ENTRY,
    &noun_decl::ENTRY,
    &noun_mdecl::ENTRY,
    &noun_plur::ENTRY,
    &infl_name::ENTRY,
    &infl_geo::ENTRY,
    &gender::ENTRY,
    &fio::ENTRY,
    &fio_format::ENTRY,
    &sp_verb::ENTRY,
    &sp_in::ENTRY,
    &sp_with::ENTRY,
    &sp_about::ENTRY,
    &upc::ENTRY,
    &lwc::ENTRY,
    &ucf::ENTRY,
    &ucw::ENTRY,
    &trim::ENTRY,
    &length::ENTRY,
    &replace::ENTRY,
    &slice::ENTRY,
    &substr::ENTRY,
    &split::ENTRY,
    &pad_left::ENTRY,
    &pad_right::ENTRY,
    &translit::ENTRY,
    &nbr::ENTRY,
    &part::ENTRY,
    &quotemeta::ENTRY,
    &regexp::ENTRY,
    &regreplace::ENTRY,
    &join::ENTRY,
    &count::ENTRY,
    &first::ENTRY,
    &last::ENTRY,
    &unique::ENTRY,
    &limit::ENTRY,
    &striptags::ENTRY,
    &html::ENTRY,
    &url::ENTRY,
    &json::ENTRY,
    &base64::ENTRY,
    &md5::ENTRY,
    &phone::ENTRY,
    &ifempty::ENTRY,
    &ifnotempty::ENTRY,
    &if_::ENTRY,
    &df::ENTRY,
    &dm::ENTRY,
    &date_diff::ENTRY,
    &addworkdays::ENTRY,
    &nextworkday::ENTRY,
    &previousworkday::ENTRY,
    &isworkday::ENTRY,
    &timezone::ENTRY,
    &region::ENTRY,
    &qr::ENTRY,
    &insert_image::ENTRY,
    &insert_link::ENTRY,
    &insert_table::ENTRY,
    &row::ENTRY,
];

/// The value a modifier gets or gives; an error value is the problem that made it (section 16).
pub type Outcome = Result<Fact, Problem>;

/// One modifier, described and implemented.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// Its name in templates.
    pub code: &'static str,
    /// Other names it answers to.
    pub also: &'static [&'static str],
    /// Russian label.
    pub label: &'static str,
    /// Where the picker shows it.
    pub group: Group,
    /// Arguments in order; those after the required ones may be left out.
    pub arguments: &'static [Argument],
    /// What it does, one Russian sentence.
    pub help: &'static str,
    /// Templates that need no facts, with their results; they run as tests.
    pub example: &'static [Example],
    /// Which values it wants to see.
    pub accepts: Accepts,
    /// The function.
    #[serde(skip)]
    pub apply: fn(Call<'_>) -> Outcome,
}

/// A modifier is the same as another if it has the same code.
impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

/// Groups of the picker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Числа
    Numbers,
    /// Прописью
    Words,
    /// Склонение и имена
    Grammar,
    /// Строки
    Strings,
    /// Выбор
    Choice,
    /// Даты
    Dates,
    /// Другое
    Other,
}

impl Group {
    /// Its Russian heading.
    pub fn label(self) -> &'static str {
        match self {
            Self::Numbers => "Числа",
            Self::Words => "Прописью",
            Self::Grammar => "Склонение и имена",
            Self::Strings => "Строки",
            Self::Choice => "Выбор",
            Self::Dates => "Даты",
            Self::Other => "Другое",
        }
    }
}

/// One argument of a modifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Argument {
    /// Russian name of it.
    pub label: &'static str,
    /// What it may hold.
    pub kind: ArgumentKind,
    /// Whether it may not be left out.
    pub required: bool,
    /// What is meant when it is left out; may be empty.
    pub default: &'static str,
}

/// What an argument may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ArgumentKind {
    /// Any text.
    Text,
    /// A whole number within limits.
    Whole {
        /// Smallest.
        min: i32,
        /// Largest.
        max: i32,
    },
    /// A number.
    Number,
    /// One of these codes, in any letter case.
    Choice(&'static [&'static str]),
}

/// Which values a modifier wants to see; the others pass by it unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Accepts {
    /// Filled ones.
    Filled,
    /// Also empty ones.
    Empty,
    /// Also empty ones and error values.
    Errors,
    /// Text directly before it is arithmetic; a value is a single operand, empty counts as 0.
    Expression,
}

/// A template and what it gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Example {
    /// A template that reads no facts.
    pub template: &'static str,
    /// Its result.
    pub gives: &'static str,
}

/// Finds a modifier by its name or another name of it, in any letter case.
pub fn find(name: &str) -> Option<&'static Entry> {
    let is = |code: &&str| code.eq_ignore_ascii_case(name);
    ALL.iter()
        .copied()
        .find(|entry| is(&entry.code) || entry.also.iter().any(is))
}

impl Entry {
    /// Whether a call compiles a regular expression, which costs far more than the bytes it handles.
    pub fn compiles(&self, arguments: &[Outcome]) -> bool {
        match (self.code, arguments.first()) {
            ("regexp" | "regreplace", _) => true,
            ("if", Some(Ok(comparison))) => if_::is_pattern(&comparison.text()),
            _ => false,
        }
    }

    /// What is wrong with the number or kind of arguments; `None` among them is known only on given facts.
    pub fn refuses(&self, arguments: &[Option<String>]) -> Option<Problem> {
        let required = self.arguments.iter().filter(|it| it.required).count();
        if !(required..=self.arguments.len()).contains(&arguments.len()) {
            let detail = format!("{}: аргументов {}", self.code, arguments.len());
            return Some(Problem::warning(Code::BadArguments, detail));
        }
        let mut pairs = self.arguments.iter().zip(arguments);
        pairs.find_map(|(argument, given)| {
            let given = given.as_deref()?;
            let fits = argument.fits(given);
            (!fits).then(|| {
                let detail = format!("{}: {} «{given}»", self.code, argument.label);
                Problem::warning(Code::BadArguments, detail)
            })
        })
    }
}

impl Argument {
    /// An argument that may not be left out.
    const fn required(label: &'static str, kind: ArgumentKind) -> Self {
        Self {
            label,
            kind,
            required: true,
            default: "",
        }
    }

    /// An argument that may be left out.
    const fn optional(label: &'static str, kind: ArgumentKind, default: &'static str) -> Self {
        Self {
            label,
            kind,
            required: false,
            default,
        }
    }

    fn fits(&self, given: &str) -> bool {
        match self.kind {
            ArgumentKind::Text => true,
            ArgumentKind::Number => parse_number(given).is_some(),
            ArgumentKind::Choice(codes) => {
                let left_out = given.trim().is_empty() && !self.required;
                left_out || codes.contains(&given.trim().to_lowercase().as_str())
            }
            ArgumentKind::Whole { min, max } => {
                let left_out = given.trim().is_empty() && !self.required;
                let number = given.trim().parse::<i32>().ok();
                left_out || number.is_some_and(|number| (min..=max).contains(&number))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_case_and_belong_to_one_modifier() {
        assert_eq!(find("IfEmpty").map(|entry| entry.code), Some("ifempty"));
        assert_eq!(find("DEFAULT").map(|entry| entry.code), Some("ifempty"));
        assert_eq!(find("nothing"), None);
        for entry in ALL {
            for name in std::iter::once(&entry.code).chain(entry.also) {
                assert_eq!(find(name), Some(*entry), "{name}");
            }
        }
    }

    #[test]
    fn wrong_number_or_kind_of_arguments_is_refused() {
        let refused = |code: &str, arguments: &[Option<&str>]| {
            let given: Vec<Option<String>> =
                arguments.iter().map(|it| it.map(str::to_owned)).collect();
            find(code).and_then(|entry| entry.refuses(&given)).is_some()
        };
        assert!(refused("upc", &[Some("1")]));
        assert!(refused("ifempty", &[]));
        assert!(refused("round", &[Some("two")]));
        assert!(refused("round", &[Some("21")]));
        assert!(refused("if", &[Some("~"), Some("1"), Some("2")]));
        assert!(!refused("round", &[Some("-2")]));
        assert!(!refused("format", &[Some(""), Some(",")]));
        assert!(!refused("round", &[None]), "known only on given facts");
        assert!(!refused("if", &[Some("NOT IN"), Some("1"), Some("2")]));
    }

    #[test]
    fn everything_the_picker_shows_is_there() {
        for entry in ALL {
            let texts = [entry.label, entry.help, entry.group.label()];
            assert!(texts.iter().all(|text| !text.is_empty()), "{}", entry.code);
            assert!(!entry.example.is_empty(), "{} has no example", entry.code);
        }
    }
}
