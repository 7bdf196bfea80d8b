//! Prepositions that change before some words: в/во, с/со, о/об/обо (Розенталь Д. Э. Справочник по правописанию, § 199).

use super::letters::{is_consonant, lists};

/// Beginnings that take «во» although the rule of «в» and «ф» does not say so.
const VO: [&str; 13] = [
    "мне",
    "мно",
    "мгл",
    "мцен",
    "мст",
    "льв",
    "льд",
    "лбу",
    "рту",
    "рву",
    "сне ",
    "дворе",
    "двор ",
];

/// Beginnings that take «со» although the rule of с, з, ш, ж does not say so.
const SO: [&str; 13] = [
    "мно",
    "льв",
    "льд",
    "лба",
    "лбом",
    "рта",
    "ртом",
    "всем",
    "всех",
    "всей",
    "вто",
    "вре",
    "двора",
];

/// «в» or «во».
///
/// ```
/// use engine::russian::prepositions::into;
/// assert_eq!(into("Франции"), "во");
/// assert_eq!(into("Москве"), "в");
/// ```
pub fn into(text: &str) -> &'static str {
    let clustered = begins_with_cluster(text, "вф");
    if clustered || begins(text, &VO) {
        "во"
    } else {
        "в"
    }
}

/// «с» or «со».
pub fn with(text: &str) -> &'static str {
    let clustered = begins_with_cluster(text, "сзшж");
    let hard = !is_abbreviation(text) && first_two(text).0 == 'щ';
    if clustered || hard || begins(text, &SO) {
        "со"
    } else {
        "с"
    }
}

/// «о», «об» or «обо».
pub fn about(text: &str) -> &'static str {
    let word: String = text.chars().take_while(|it| it.is_alphabetic()).collect();
    if lists(
        "все всё всю всех всем всём всей что мне",
        &word.to_lowercase(),
    ) {
        "обо"
    } else if "аиоуэы".contains(first_two(text).0) {
        "об"
    } else {
        "о"
    }
}

/// Whether the text begins with one of these letters and a consonant; abbreviations are read by letters.
fn begins_with_cluster(text: &str, letters: &str) -> bool {
    let (first, second) = first_two(text);
    // «во Вьетнам»: the soft sign separates nothing.
    letters.contains(first) && (is_consonant(second) || second == 'ь') && !is_abbreviation(text)
}

fn begins(text: &str, beginnings: &[&str]) -> bool {
    let mut lower = word_start(text).to_lowercase();
    lower.push(' ');
    beginnings.iter().any(|it| lower.starts_with(it)) && !is_abbreviation(text)
}

/// Quotes and brackets before the first word are not heard.
fn word_start(text: &str) -> &str {
    text.trim_start_matches(|it: char| !it.is_alphanumeric())
}

fn first_two(text: &str) -> (char, char) {
    let mut letters = word_start(text).chars().flat_map(char::to_lowercase);
    (letters.next().unwrap_or(' '), letters.next().unwrap_or(' '))
}

/// «США», «ФСБ».
fn is_abbreviation(text: &str) -> bool {
    let word: String = word_start(text)
        .chars()
        .take_while(|it| it.is_alphabetic())
        .collect();
    let length = word.chars().count();
    (2..=5).contains(&length) && word.chars().all(char::is_uppercase)
}
