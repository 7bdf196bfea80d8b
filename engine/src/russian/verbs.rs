//! Verbs in the past tense that agree with a man or a woman: «позвонил», «позвонила».

use super::{
    case::Gender,
    letters::{cased, lists},
};

/// Verbs and short adjectives whose feminine is not made by «-а» after «-л»: endings, the longest first.
const ENDINGS: [(&str, &str); 20] = [
    ("шёл", "шла"),
    ("шел", "шла"),
    ("учёл", "учла"),
    ("чёл", "чла"),
    ("ёлся", "елась"),
    ("лся", "лась"),
    ("ёгся", "еглась"),
    ("ёкся", "еклась"),
    ("ёсся", "еслась"),
    ("ёзся", "езлась"),
    ("жёг", "жгла"),
    ("ёг", "егла"),
    ("ёк", "екла"),
    ("ёс", "есла"),
    ("ёз", "езла"),
    ("тёр", "тёрла"),
    ("умер", "умерла"),
    ("ёл", "ела"),
    ("мог", "могла"),
    ("л", "ла"),
];

/// Whole words.
const WORDS: [(&str, &str); 17] = [
    ("сжёг", "сожгла"),
    ("зажёг", "зажгла"),
    ("поджёг", "подожгла"),
    ("разжёг", "разожгла"),
    ("лёг", "легла"),
    ("вырос", "выросла"),
    ("рос", "росла"),
    ("исчез", "исчезла"),
    ("достиг", "достигла"),
    ("привык", "привыкла"),
    ("погиб", "погибла"),
    ("запер", "заперла"),
    ("отпер", "отперла"),
    ("должен", "должна"),
    ("согласен", "согласна"),
    ("рад", "рада"),
    ("готов", "готова"),
];

/// Words that stand between verbs of one kind: «не звонил и не писал».
const BETWEEN: &str = "не ни и или но а уже ещё сам";

/// A verb, or several joined by «и», in the gender of the one who acted; masculine forms are given.
///
/// ```
/// use engine::russian::{case::Gender, verbs::past};
/// assert_eq!(past("вернулся", Gender::Feminine), "вернулась");
/// ```
pub fn past(verb: &str, gender: Gender) -> String {
    if gender != Gender::Feminine {
        return verb.to_owned();
    }
    let mut text = String::with_capacity(verb.len().saturating_add(4));
    let mut open = true;
    for piece in verb.split_inclusive([' ', ',']) {
        let word = piece.trim_end_matches([' ', ',']);
        let lower = word.to_lowercase();
        let form = if open { feminine(&lower) } else { None };
        match &form {
            Some(form) => text.push_str(&cased(form, word)),
            None => text.push_str(word),
        }
        text.push_str(piece.get(word.len()..).unwrap_or_default());
        // A noun on «-л» after the verb («получил стол») is left alone.
        let joined = lists(BETWEEN, &lower) || piece.contains(',') || word.is_empty();
        open = joined || form.is_none() && open;
    }
    text
}

fn feminine(word: &str) -> Option<String> {
    if let Some((_, form)) = WORDS.iter().find(|(it, _)| *it == word) {
        return Some((*form).to_owned());
    }
    let mut endings = ENDINGS.iter();
    endings.find_map(|(his, hers)| Some(format!("{}{hers}", word.strip_suffix(his)?)))
}
