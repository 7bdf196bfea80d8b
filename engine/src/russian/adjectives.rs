//! Declension of adjectives, and of surnames and places that are adjectives in form.

use super::{
    case::{Case, Gender},
    letters::{ends_in, is_hushing, is_velar},
};

/// An adjective: its stem and how its endings are spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adjective<'a> {
    stem: &'a str,
    style: Style,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// новый, тихий
    Hard,
    /// большой: the ending is stressed
    Stressed,
    /// хороший: no unstressed «о» after a hushing letter
    Hushing,
    /// синий
    Soft,
    /// третий
    Third,
}

/// Gender in the singular, or the plural, which has no genders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// With a noun in the singular.
    One(Gender),
    /// With a noun in the plural.
    Many,
}

const HARD: [[&str; 6]; 4] = [
    ["ый", "ого", "ому", "", "ым", "ом"],
    ["ая", "ой", "ой", "ую", "ой", "ой"],
    ["ое", "ого", "ому", "ое", "ым", "ом"],
    ["ые", "ых", "ым", "", "ыми", "ых"],
];
const SOFT: [[&str; 6]; 4] = [
    ["ий", "его", "ему", "", "им", "ем"],
    ["яя", "ей", "ей", "юю", "ей", "ей"],
    ["ее", "его", "ему", "ее", "им", "ем"],
    ["ие", "их", "им", "", "ими", "их"],
];

const THIRD: [[&str; 6]; 4] = [
    ["ий", "ьего", "ьему", "", "ьим", "ьем"],
    ["ья", "ьей", "ьей", "ью", "ьей", "ьей"],
    ["ье", "ьего", "ьему", "ье", "ьим", "ьем"],
    ["ьи", "ьих", "ьим", "", "ьими", "ьих"],
];

/// Stems whose endings are stressed after a hushing letter, which only «-ой» shows.
const STRESSED: [&str; 2] = ["больш", "чуж"];

impl<'a> Adjective<'a> {
    /// Reads a lower-case adjective in the nominative, and with what it agrees.
    pub fn read(word: &'a str) -> Option<(Self, Agreement)> {
        if let Some(third) = Self::third(word) {
            return Some(third);
        }
        const ENDINGS: [(&str, Agreement); 9] = [
            ("ый", Agreement::One(Gender::Masculine)),
            ("ий", Agreement::One(Gender::Masculine)),
            ("ой", Agreement::One(Gender::Masculine)),
            ("ая", Agreement::One(Gender::Feminine)),
            ("яя", Agreement::One(Gender::Feminine)),
            ("ое", Agreement::One(Gender::Neuter)),
            ("ее", Agreement::One(Gender::Neuter)),
            ("ые", Agreement::Many),
            ("ие", Agreement::Many),
        ];
        let found = ENDINGS.iter().find_map(|(ending, agreement)| {
            Some((word.strip_suffix(ending)?, *ending, *agreement))
        });
        let (stem, ending, agreement) = found?;
        let hushing = is_hushing(stem);
        let style = match ending {
            "ой" => Style::Stressed,
            _ if hushing && ends_in(stem, &STRESSED) => Style::Stressed,
            "ое" if hushing => Style::Stressed,
            _ if hushing => Style::Hushing,
            "ий" | "ие" if is_velar(stem) => Style::Hard,
            "ий" | "яя" | "ее" | "ие" => Style::Soft,
            _ => Style::Hard,
        };
        let long_enough = stem.chars().nth(1).is_some();
        long_enough.then_some((Self { stem, style }, agreement))
    }

    /// «третий», the one such adjective that business texts need.
    fn third(word: &'a str) -> Option<(Self, Agreement)> {
        let stem = word.get(..'т'.len_utf8().saturating_mul(4))?;
        let ending = word.strip_prefix(stem).filter(|_| stem == "трет")?;
        let agreement = match ending {
            "ий" => Agreement::One(Gender::Masculine),
            "ья" => Agreement::One(Gender::Feminine),
            "ье" => Agreement::One(Gender::Neuter),
            "ьи" => Agreement::Many,
            _ => return None,
        };
        let style = Style::Third;
        Some((Self { stem, style }, agreement))
    }

    /// An adjective with unstressed hard endings: «двадцатый».
    pub(super) fn hard(stem: &'a str) -> Self {
        let style = Style::Hard;
        Self { stem, style }
    }

    /// An adjective with stressed endings: «второй».
    pub(super) fn stressed(stem: &'a str) -> Self {
        let style = Style::Stressed;
        Self { stem, style }
    }

    /// Its form in a case.
    pub fn form(&self, agreement: Agreement, case: Case, animate: bool) -> String {
        let Self { stem, style } = *self;
        let table = match style {
            Style::Soft => &SOFT,
            Style::Third => &THIRD,
            Style::Hard | Style::Stressed | Style::Hushing => &HARD,
        };
        let [masculine, feminine, neuter, plural] = table;
        let (row, own_accusative) = match agreement {
            Agreement::One(Gender::Masculine) => (masculine, false),
            Agreement::One(Gender::Feminine) => (feminine, true),
            Agreement::One(Gender::Neuter) => (neuter, true),
            Agreement::Many => (plural, false),
        };
        let case = if own_accusative {
            case
        } else {
            case.without_accusative(animate)
        };
        let ending = case.of(row);
        let mut letters = ending.chars();
        let first = letters.next().unwrap_or_default();
        let first = match (first, style) {
            ('ы', Style::Stressed) if ending == "ый" => 'о',
            ('ы', _) if is_velar(stem) || is_hushing(stem) => 'и',
            ('о', Style::Hushing) => 'е',
            _ => first,
        };
        format!("{stem}{first}{}", letters.as_str())
    }
}
