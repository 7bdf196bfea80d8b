//! Patronymics: how they are told from surnames, and their declension.

use crate::russian::{
    case::{Case, Gender},
    declension::spelled,
    letters::{ends_in, lists},
};

/// Patronymics of men whose last syllable is stressed: «Ильичом».
const STRESSED: &str = "ильич кузьмич лукич фомич";

/// Short ones, without «-ов-» and «-ев-».
const SHORT: &str = "ильич кузьмич лукич фомич никитич саввич фокич силыч гаврилыч данилыч кирилыч иваныч михалыч палыч \
    сергеич андреич алексеич николаич степаныч саныч семёныч васильич юрьич михайлыч гаврилич данилич";

/// The gender of a patronymic in lower case; `None` if the word is none.
pub fn gender(word: &str) -> Option<Gender> {
    let long = word.chars().count() > 4;
    if long && (ends_in(word, &["ович", "евич"]) || lists(SHORT, word)) {
        Some(Gender::Masculine)
    } else if long && ends_in(word, &["овна", "евна", "ична", "инишна"]) {
        Some(Gender::Feminine)
    } else {
        None
    }
}

/// The gender of a word that follows the father's name: «оглы», «кызы».
pub fn gender_of_particle(word: &str) -> Option<Gender> {
    if lists("оглы оглу угли улы уулу огли оглый", word) {
        Some(Gender::Masculine)
    } else if lists("кызы кизи гызы", word) {
        Some(Gender::Feminine)
    } else {
        None
    }
}

/// A patronymic in lower case in a case.
pub fn decline(word: &str, case: Case) -> String {
    match word.strip_suffix('а') {
        Some(stem) => spelled(stem, case.of(&["а", "ы", "е", "у", "ой", "е"]), false),
        None => {
            let ending = case
                .without_accusative(true)
                .of(&["", "а", "у", "", "ом", "е"]);
            spelled(word, ending, lists(STRESSED, word))
        }
    }
}
