//! Ordinal numbers in words: «двадцать первый», «двухтысячного» (Русская грамматика, М., 1980, § 1342–1346).

use super::{
    adjectives::{Adjective, Agreement},
    case::{Case, Gender},
    numbers::{self, cardinal, group},
};

/// Stems of ordinals that are not made of a cardinal without its soft sign.
const STEMS: [(u64, &str); 9] = [
    (1, "перв"),
    (4, "четвёрт"),
    (5, "пят"),
    (9, "девят"),
    (10, "десят"),
    (40, "сороков"),
    (90, "девяност"),
    (100, "сот"),
    (0, "нулев"),
];

/// Ordinals whose ending is stressed: второй.
const STRESSED: [(u64, &str); 6] = [
    (2, "втор"),
    (6, "шест"),
    (7, "седьм"),
    (8, "восьм"),
    (40, "сороков"),
    (0, "нулев"),
];

const THIRD: [[&str; 6]; 3] = [
    ["ий", "ьего", "ьему", "ий", "ьим", "ьем"],
    ["ья", "ьей", "ьей", "ью", "ьей", "ьей"],
    ["ье", "ьего", "ьему", "ье", "ьим", "ьем"],
];

const SCALES: [&str; 4] = ["тысячн", "миллионн", "миллиардн", "триллионн"];

/// An ordinal in words, of something inanimate; numbers above [`numbers::MAX`] have none.
///
/// ```
/// use engine::russian::{case::{Case, Gender}, ordinals::ordinal};
/// let text = ordinal(2022, Case::Genitive, Gender::Masculine);
/// assert_eq!(text.as_deref(), Some("две тысячи двадцать второго"));
/// ```
pub fn ordinal(number: u64, case: Case, gender: Gender) -> Option<String> {
    if number > numbers::MAX {
        return None;
    }
    let unit = last_word(number);
    let before = number.saturating_sub(unit);
    let last = declined(unit, case, gender);
    if before == 0 {
        return Some(last);
    }
    let before = cardinal(before, Case::Nominative, Gender::Masculine)?;
    Some(format!("{before} {last}"))
}

/// The part that the last word names: 2 of 22, 13 of 113, 5000 of 1 005 000.
fn last_word(number: u64) -> u64 {
    let mut unit: u64 = 1;
    let mut rest = number;
    while rest > 0 && rest.is_multiple_of(1000) {
        rest /= 1000;
        unit = unit.saturating_mul(1000);
    }
    let part = match (unit, rest % 1000) {
        (1, rest) if (1..=20).contains(&(rest % 100)) => rest % 100,
        (1, rest) if rest % 100 == 0 => rest,
        (1, rest) if rest % 10 == 0 => rest % 100,
        (1, rest) => rest % 10,
        (_, count) => count,
    };
    part.saturating_mul(unit)
}

fn declined(unit: u64, case: Case, gender: Gender) -> String {
    if unit == 3 {
        let [masculine, feminine, neuter] = &THIRD;
        let row = match gender {
            Gender::Masculine => masculine,
            Gender::Feminine => feminine,
            Gender::Neuter => neuter,
        };
        return format!("трет{}", case.of(row));
    }
    let agreement = Agreement::One(gender);
    if let Some((_, stem)) = STRESSED.iter().find(|(it, _)| *it == unit) {
        return Adjective::stressed(stem).form(agreement, case, false);
    }
    Adjective::hard(&stem(unit)).form(agreement, case, false)
}

fn stem(unit: u64) -> String {
    if let Some((_, stem)) = STEMS.iter().find(|(it, _)| *it == unit) {
        return (*stem).to_owned();
    }
    if unit >= 1000 {
        return of_scale(unit);
    }
    // пятидесятый, двухсотый: tens and hundreds from the genitive; the others lose the soft sign.
    match unit {
        50..=80 | 200..=900 => {
            let genitive = numbers::word(unit, Case::Genitive, Gender::Masculine);
            genitive.trim_end_matches('и').to_owned()
        }
        _ => {
            let word = numbers::word(unit, Case::Nominative, Gender::Masculine);
            word.trim_end_matches('ь').to_owned()
        }
    }
}

/// «двадцатиоднотысячн»: the count in the genitive, written together.
fn of_scale(unit: u64) -> String {
    let power = (1..=4).find(|power| group(unit, *power) > 0).unwrap_or(1);
    let count = group(unit, power);
    let scale = usize::try_from(power).unwrap_or(1).saturating_sub(1);
    let scale = SCALES.get(scale).copied().unwrap_or_default();
    if count == 1 {
        return scale.to_owned();
    }
    let (hundreds, rest) = (count / 100 * 100, count % 100);
    let parts = match rest {
        0..=20 => [hundreds, 0, rest],
        _ => [hundreds, rest / 10 * 10, rest % 10],
    };
    let mut text = String::new();
    for part in parts.into_iter().filter(|part| *part > 0) {
        match part {
            1 => text.push_str("одно"),
            90 => text.push_str("девяносто"),
            100 => text.push_str("сто"),
            _ => text.push_str(&numbers::word(part, Case::Genitive, Gender::Masculine)),
        }
    }
    text + scale
}
