//! Nouns and phrases of adjectives with a noun: their cases in singular and plural, and their form after a number.

use super::{
    adjectives::{Adjective, Agreement},
    case::{Case, Gender},
    counting::Count,
    letters::{ends_in, is_cyrillic, is_velar, lists, syllables},
};

mod animate;
mod irregular;
mod plural;
mod singular;

use animate::is_animate;
use singular::Noun;

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// One thing.
    Singular,
    /// Several.
    Plural,
    /// So many as a number says.
    After(Count),
}

/// Nouns that end as adjectives do.
const NOUNS_ON_IY: &str = "гений алюминий магний калий натрий литий радий барий кальций";
const NOUNS_ON_OY: &str = "герой покой запой постой забой разбой прибой отбой перебой настрой застой ковбой плейбой изгой \
    гобой водопой перепой надой устой левкой";

/// A phrase in a case, in lower case: «рабочий день», «договор поставки»; what is no Russian noun stays as it is.
///
/// ```
/// use engine::russian::{case::Case, nouns::{Quantity, phrase}};
/// assert_eq!(phrase("рабочий день", Quantity::Plural, Case::Genitive), "рабочих дней");
/// ```
pub fn phrase(text: &str, quantity: Quantity, case: Case) -> String {
    let spaced = text.replace('\u{a0}', " ");
    let words: Vec<&str> = spaced.split(' ').collect();
    let last = words.len().saturating_sub(1);
    let head = words
        .iter()
        .enumerate()
        .position(|(at, word)| at == last || !is_adjective(&word.to_lowercase()));
    let head = if governs(&words) {
        0
    } else {
        head.unwrap_or(last)
    };
    let Some(noun) = words.get(head).copied() else {
        return text.to_owned();
    };
    let Some((form, agreement, animate)) = head_form(&noun.to_lowercase(), quantity, case) else {
        return text.to_owned();
    };
    let forms = words.iter().enumerate().map(|(at, word)| match at {
        _ if at < head => before(&word.to_lowercase(), agreement, quantity, case, animate),
        _ if at == head => form.clone(),
        _ => (*word).to_owned(),
    });
    forms.collect::<Vec<_>>().join(" ")
}

/// «исполняющий обязанности», «управляющий складом»: the participle is who is meant, and rules what follows.
fn governs(words: &[&str]) -> bool {
    let [first, second, ..] = words else {
        return false;
    };
    let (first, second) = (first.to_lowercase(), second.to_lowercase());
    let instrumental = || ends_in(&second, &["ом", "ем", "ём", "ой", "ей", "ами", "ями"]);
    lists("исполняющий исполняющая", &first)
        || lists("заведующий заведующая управляющий управляющая", &first) && instrumental()
}

/// The noun's form, and what its adjectives agree with; `None` if it has one form only.
fn head_form(word: &str, quantity: Quantity, case: Case) -> Option<(String, Gender, bool)> {
    if let Some((first, last)) = word.rsplit_once('-') {
        // «счёта-фактуры», but «интернет-магазина».
        let (form, gender, animate) = head_form(last, quantity, case)?;
        let things = lists(
            "счёт счет вагон диван платье кресло робот женщина девушка",
            first,
        );
        let both = things || is_trade(first) && is_animate(last);
        let first_form = if both {
            head_form(first, quantity, case)
        } else {
            None
        };
        let first = first_form.map_or_else(|| first.to_owned(), |(form, ..)| form);
        return Some((format!("{first}-{form}"), gender, animate));
    }
    if !is_cyrillic(word) {
        return None;
    }
    if let Some(participle) = reflexive(word) {
        let (form, gender, animate) = head_form(participle, quantity, case)?;
        return Some((format!("{form}ся"), gender, animate));
    }
    if is_adjective(word) {
        let (adjective, agreement) = Adjective::read(word)?;
        let Agreement::One(gender) = agreement else {
            return Some((
                adjective.form(Agreement::Many, case, false),
                Gender::Feminine,
                false,
            ));
        };
        let thing = lists("выходной проездной больничный входящий исходящий", word);
        let animate = gender == Gender::Masculine && !thing || lists("животное насекомое", word);
        let form = before(word, gender, quantity, case, animate);
        return Some((form, gender, animate));
    }
    if let Some(form) = only_plural(word, quantity, case) {
        return Some((form, Gender::Feminine, false));
    }
    let noun = Noun::read(word)?;
    let form = match quantity {
        Quantity::Singular => noun.form(case),
        Quantity::Plural => noun.plural(case),
        Quantity::After(Count::One) => noun.form(Case::Nominative),
        Quantity::After(Count::Few) => noun.form(Case::Genitive),
        // «пять человек», although «много людей».
        Quantity::After(Count::Many) if word == "человек" => word.to_owned(),
        Quantity::After(Count::Many) => noun.plural(Case::Genitive),
    };
    Some((form, noun.gender, noun.animate))
}

/// «врача-терапевта», but «шеф-повара» and «генерал-майора». Of three words and more only the last one is
/// declined: a hostile text would make the reading of each part nest in that of the next.
fn is_trade(first: &str) -> bool {
    !first.contains('-')
        && is_animate(first)
        && !lists("шеф генерал капитан царь бог клиент", first)
}

/// «учащий» of «учащийся», which is declined before its «ся».
fn reflexive(word: &str) -> Option<&str> {
    let participle = word.strip_suffix("ся")?;
    ends_in(participle, &["щий", "щая", "щие", "вший", "вшая", "вшие"]).then_some(participle)
}

fn only_plural(word: &str, quantity: Quantity, case: Case) -> Option<String> {
    let case = match quantity {
        Quantity::Singular | Quantity::Plural => case,
        Quantity::After(Count::One) => Case::Nominative,
        Quantity::After(Count::Few | Count::Many) => Case::Genitive,
    };
    plural::only_plural(word, case)
}

/// An adjective before its noun: «рабочих дня», but «новые сделки».
fn before(word: &str, gender: Gender, quantity: Quantity, case: Case, animate: bool) -> String {
    let Some((adjective, _)) = Adjective::read(word) else {
        return word.to_owned();
    };
    let (agreement, case) = match quantity {
        Quantity::Singular => (Agreement::One(gender), case),
        Quantity::Plural => (Agreement::Many, case),
        Quantity::After(Count::One) => (Agreement::One(gender), Case::Nominative),
        Quantity::After(Count::Few) if gender == Gender::Feminine => {
            (Agreement::Many, Case::Nominative)
        }
        Quantity::After(Count::Few | Count::Many) => (Agreement::Many, Case::Genitive),
    };
    adjective.form(agreement, case, animate)
}

/// Whether a word in lower case is declined as an adjective: «рабочий», «столовая», but «гений», «герой», «стая».
fn is_adjective(word: &str) -> bool {
    if !is_cyrillic(word) || syllables(word) < 2 {
        return false;
    }
    if lists("третий третья третье третьи", word) {
        return true;
    }
    if let Some(stem) = word.strip_suffix("ий") {
        let sibilant = stem.ends_with(['ж', 'ш', 'щ', 'н']);
        let listed = lists("рабочий горячий бродячий стоячий лежачий", word);
        return (is_velar(stem) || sibilant || listed) && !lists(NOUNS_ON_IY, word);
    }
    if word.ends_with("ой") {
        return !lists(NOUNS_ON_OY, word);
    }
    let plural = ends_in(word, &["ые", "щие", "вшие"]) || word == "рабочие";
    plural || ends_in(word, &["ый", "ая", "яя", "ое", "ее"]) && !lists("стая свая", word)
}
