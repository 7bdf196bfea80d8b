//! Letters of Russian: vowels, the consonants that rule spelling, syllables, letter case.

/// Vowels in lower case.
pub const VOWELS: &str = "аеёиоуыэюя";

/// Whether a lower-case letter is a vowel.
pub fn is_vowel(letter: char) -> bool {
    VOWELS.contains(letter)
}

/// Whether a lower-case letter is a consonant; «ъ» and «ь» are not.
pub fn is_consonant(letter: char) -> bool {
    "бвгджзйклмнпрстфхцчшщ".contains(letter)
}

/// Whether a stem ends in г, к or х.
pub fn is_velar(stem: &str) -> bool {
    stem.ends_with(['г', 'к', 'х'])
}

/// Whether a stem ends in ж, ш, ч or щ.
pub fn is_hushing(stem: &str) -> bool {
    stem.ends_with(['ж', 'ш', 'ч', 'щ'])
}

/// How many syllables a lower-case word has.
pub fn syllables(word: &str) -> usize {
    word.chars().filter(|it| is_vowel(*it)).count()
}

/// Whether a word ends in one of these.
pub fn ends_in(word: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| word.ends_with(ending))
}

/// Whether a list divided by spaces holds a word.
pub fn lists(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|it| it == word)
}

/// Whether every letter is Cyrillic, and there is one.
pub fn is_cyrillic(word: &str) -> bool {
    let russian = |it: char| matches!(it, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё');
    !word.is_empty() && word.chars().all(russian)
}

/// The form in lower case, in the letter case of the word it was made of: capitals, or a capital at the beginning.
pub fn cased(form: &str, like: &str) -> String {
    let mut letters = like.chars().filter(|it| it.is_alphabetic());
    let capital = letters.next().is_some_and(char::is_uppercase);
    match (capital, letters.next()) {
        (true, Some(second)) if second.is_uppercase() && letters.all(char::is_uppercase) => {
            form.to_uppercase()
        }
        (true, _) => capitalised(form),
        (false, _) => form.to_owned(),
    }
}

/// A word without its last letters.
pub fn short_by(word: &str, letters: usize) -> String {
    let keep = word.chars().count().saturating_sub(letters);
    word.chars().take(keep).collect()
}

/// The word with a capital letter at the beginning.
pub fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.as_str().chars()).collect()
}
