//! Whole numbers in words, in every case: «двухсот тридцати четырёх» (Русская грамматика, М., 1980, § 1366–1383).

use super::{
    case::{Case, Gender},
    counting::Count,
};

/// The largest number that has words here.
pub const MAX: u64 = 999_999_999_999_999;

type Forms = [&'static str; 6];

const ZERO: Forms = ["ноль", "ноля", "нолю", "ноль", "нолём", "ноле"];
const ONE_M: Forms = ["один", "одного", "одному", "один", "одним", "одном"];
const ONE_F: Forms = ["одна", "одной", "одной", "одну", "одной", "одной"];
const ONE_N: Forms = ["одно", "одного", "одному", "одно", "одним", "одном"];
const TWO: Forms = ["два", "двух", "двум", "два", "двумя", "двух"];
const TWO_F: Forms = ["две", "двух", "двум", "две", "двумя", "двух"];
const THREE: Forms = ["три", "трёх", "трём", "три", "тремя", "трёх"];
const FOUR: Forms = [
    "четыре",
    "четырёх",
    "четырём",
    "четыре",
    "четырьмя",
    "четырёх",
];
const EIGHT: Forms = ["восемь", "восьми", "восьми", "восемь", "восемью", "восьми"];
const FORTY: Forms = ["сорок", "сорока", "сорока", "сорок", "сорока", "сорока"];
const EIGHTY: Forms = [
    "восемьдесят",
    "восьмидесяти",
    "восьмидесяти",
    "восемьдесят",
    "восемьюдесятью",
    "восьмидесяти",
];
const NINETY: Forms = [
    "девяносто",
    "девяноста",
    "девяноста",
    "девяносто",
    "девяноста",
    "девяноста",
];
const HUNDRED: Forms = ["сто", "ста", "ста", "сто", "ста", "ста"];
const HUNDREDS: [Forms; 3] = [
    [
        "двести",
        "двухсот",
        "двумстам",
        "двести",
        "двумястами",
        "двухстах",
    ],
    [
        "триста",
        "трёхсот",
        "трёмстам",
        "триста",
        "тремястами",
        "трёхстах",
    ],
    [
        "четыреста",
        "четырёхсот",
        "четырёмстам",
        "четыреста",
        "четырьмястами",
        "четырёхстах",
    ],
];

/// Five, six, seven and nine, from whose stems tens and hundreds are built.
const STEMS: [(u64, &str); 4] = [(5, "пят"), (6, "шест"), (7, "сем"), (9, "девят")];

/// Eleven to nineteen, ten, twenty and thirty: nouns of the third declension.
const TEENS: [(u64, &str); 12] = [
    (10, "десят"),
    (11, "одиннадцат"),
    (12, "двенадцат"),
    (13, "тринадцат"),
    (14, "четырнадцат"),
    (15, "пятнадцат"),
    (16, "шестнадцат"),
    (17, "семнадцат"),
    (18, "восемнадцат"),
    (19, "девятнадцат"),
    (20, "двадцат"),
    (30, "тридцат"),
];

const THOUSAND: Forms = ["тысяча", "тысячи", "тысяче", "тысячу", "тысячей", "тысяче"];
const THOUSANDS: Forms = [
    "тысячи",
    "тысяч",
    "тысячам",
    "тысячи",
    "тысячами",
    "тысячах",
];

/// What groups of three digits are called, after the thousands.
const SCALES: [&str; 3] = ["миллион", "миллиард", "триллион"];
const SCALE: Forms = ["", "а", "у", "", "ом", "е"];
const SCALES_MANY: Forms = ["ы", "ов", "ам", "ы", "ами", "ах"];

/// A number in words; numbers above [`MAX`] have none.
///
/// ```
/// use engine::russian::{case::{Case, Gender}, numbers::cardinal};
/// let text = cardinal(1234, Case::Genitive, Gender::Masculine);
/// assert_eq!(text.as_deref(), Some("одной тысячи двухсот тридцати четырёх"));
/// ```
pub fn cardinal(number: u64, case: Case, gender: Gender) -> Option<String> {
    if number > MAX {
        return None;
    }
    if number == 0 {
        return Some(case.of(&ZERO).to_owned());
    }
    let mut words = Vec::new();
    for power in (0..=4).rev() {
        let count = group(number, power);
        match power {
            _ if count == 0 => {}
            0 => below_thousand(count, case, gender, &mut words),
            _ => {
                let gender = if power == 1 {
                    Gender::Feminine
                } else {
                    Gender::Masculine
                };
                below_thousand(count, case, gender, &mut words);
                words.push(scale(power, count, case));
            }
        }
    }
    Some(words.join(" "))
}

/// The three digits before the `power`-th thousand.
pub(super) fn group(number: u64, power: u32) -> u64 {
    number / 1000_u64.saturating_pow(power) % 1000
}

/// «тысячи», «миллионов»: the name of a group after its count.
fn scale(power: u32, count: u64, case: Case) -> String {
    let direct = matches!(case, Case::Nominative | Case::Accusative);
    let (one, many, stem) = match usize::try_from(power).ok().and_then(|it| it.checked_sub(2)) {
        Some(at) => (
            &SCALE,
            &SCALES_MANY,
            SCALES.get(at).copied().unwrap_or_default(),
        ),
        None => (&THOUSAND, &THOUSANDS, ""),
    };
    let form = match Count::of(count) {
        Count::One => case.of(one),
        Count::Few if direct => Case::Genitive.of(one),
        Count::Many if direct => Case::Genitive.of(many),
        Count::Few | Count::Many => case.of(many),
    };
    format!("{stem}{form}")
}

fn below_thousand(number: u64, case: Case, gender: Gender, words: &mut Vec<String>) {
    let (hundreds, rest) = (number / 100 * 100, number % 100);
    let parts = match rest {
        0..=20 => [hundreds, 0, rest],
        _ => [hundreds, rest / 10 * 10, rest % 10],
    };
    let named = parts.into_iter().filter(|part| *part > 0);
    words.extend(named.map(|part| word(part, case, gender)));
}

/// A number that is one word: 1–20, tens, hundreds.
pub(super) fn word(number: u64, case: Case, gender: Gender) -> String {
    let forms = match (number, gender) {
        (1, Gender::Masculine) => &ONE_M,
        (1, Gender::Feminine) => &ONE_F,
        (1, Gender::Neuter) => &ONE_N,
        (2, Gender::Feminine) => &TWO_F,
        (2, _) => &TWO,
        (3, _) => &THREE,
        (4, _) => &FOUR,
        (8, _) => &EIGHT,
        (40, _) => &FORTY,
        (80, _) => &EIGHTY,
        (90, _) => &NINETY,
        (100, _) => &HUNDRED,
        (200 | 300 | 400, _) => {
            let at = usize::try_from(number / 100).unwrap_or_default();
            HUNDREDS.get(at.saturating_sub(2)).unwrap_or(&HUNDRED)
        }
        _ => return built(number, case),
    };
    case.of(forms).to_owned()
}

/// Numbers built from a stem: пять, пятнадцать, пятьдесят, пятьсот.
fn built(number: u64, case: Case) -> String {
    let stem = |of: u64| STEMS.iter().chain(&TEENS).find(|(it, _)| *it == of);
    if let Some((_, stem)) = stem(number) {
        return format!("{stem}{}", case.of(&["ь", "и", "и", "ь", "ью", "и"]));
    }
    let (digit, endings) = match number {
        100.. => (
            number / 100,
            ["ьсот", "исот", "истам", "ьсот", "ьюстами", "истах"],
        ),
        _ => (
            number / 10,
            [
                "ьдесят",
                "идесяти",
                "идесяти",
                "ьдесят",
                "ьюдесятью",
                "идесяти",
            ],
        ),
    };
    match (stem(digit), case.without_accusative(false)) {
        (Some((_, stem)), _) => format!("{stem}{}", case.of(&endings)),
        // Eight keeps its fleeting vowel only in «восемьсот» and «восемьюстами».
        (None, Case::Nominative | Case::Instrumental) => format!("восем{}", case.of(&endings)),
        (None, _) => format!("восьм{}", case.of(&endings)),
    }
}
