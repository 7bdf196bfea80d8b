//! Surnames: declension of men's and women's, Russian and foreign
//! (Калакуцкая Л. П. Склонение фамилий и личных имён в русском литературном языке, М., 1984; gramota.ru, письмовник).

use crate::russian::{
    adjectives::Adjective,
    case::{Case, Gender},
    declension::{Class, Singular},
    fleeting,
    letters::{ends_in, is_consonant, is_hushing, is_velar, lists, short_by, syllables},
};

const POSSESSIVE_HIS: [&str; 6] = ["", "а", "у", "а", "ым", "е"];
const POSSESSIVE_HER: [&str; 6] = ["а", "ой", "ой", "у", "ой", "ой"];

/// Foreign surnames that only look like «-ов» and «-ин»: «Дарвином».
const FOREIGN: &str = "дарвин чаплин франклин остин кронин гершвин бенджамин мартин болдуин гудвин бюлов вирхов флотов зоров \
    берлин кельвин годвин ирвин марвин эрвин";

/// Nouns that are surnames of both genders although they end like «-ова» and «-ина».
const NOUNS: &str = "сова голова корова дуброва подкова калина малина щербина скорина смородина осина рябина скотина";

/// French surnames with a stressed vowel at the end.
const FIXED: &str = "дюма золя петипа люка дега тома труайя колла";

/// Endings of men's surnames that are possessive or adjectival.
const HIS: [&str; 8] = ["ов", "ев", "ёв", "ин", "ын", "ский", "цкий", "ый"];

/// The same of women's.
const HER: [&str; 7] = ["ова", "ева", "ёва", "ина", "ына", "ая", "яя"];

/// Other endings that surnames have and given names don't.
const TYPICAL: [&str; 15] = [
    "ко",
    "ук",
    "юк",
    "чук",
    "ян",
    "дзе",
    "швили",
    "ых",
    "их",
    "ской",
    "цкой",
    "ец",
    "ак",
    "ик",
    "ия",
];

/// The gender that the ending of a surname in lower case tells.
pub fn gender(surname: &str) -> Option<Gender> {
    let last = surname.rsplit('-').next().unwrap_or(surname);
    let long = last.chars().count() > 3;
    if !long || lists(NOUNS, last) {
        None
    } else if ends_in(last, &HIS) {
        Some(Gender::Masculine)
    } else if ends_in(last, &HER) {
        Some(Gender::Feminine)
    } else {
        None
    }
}

/// Whether a word in lower case ends as surnames do.
pub fn is_typical(word: &str) -> bool {
    let adjective = word.ends_with("ой") && syllables(word) > 1;
    adjective || gender(word).is_some() || ends_in(word, &TYPICAL)
}

/// A surname in lower case in a case; parts of a double one are declined by themselves.
pub fn decline(surname: &str, gender: Gender, case: Case) -> String {
    let count = surname.split('-').count();
    let parts = surname.split('-').enumerate().map(|(at, part)| {
        let last = at.saturating_add(1) == count;
        if last || is_declined_before_hyphen(part) {
            single(part, gender, case)
        } else {
            part.to_owned()
        }
    });
    parts.collect::<Vec<_>>().join("-")
}

/// «Бонч-Бруевича», «Тер-Петросяна», but «Салтыкова-Щедрина», «Немировича-Данченко».
fn is_declined_before_hyphen(part: &str) -> bool {
    let short = syllables(part) < 2;
    !short && !lists("сквозник мамед кара абу дер санкт", part)
}

fn single(surname: &str, gender: Gender, case: Case) -> String {
    let form = match gender {
        Gender::Feminine => hers(surname, case),
        Gender::Masculine | Gender::Neuter => his(surname, case),
    };
    form.unwrap_or_else(|| surname.to_owned())
}

fn hers(surname: &str, case: Case) -> Option<String> {
    let possessive = ends_in(surname, &["ова", "ева", "ёва", "ина", "ына"]);
    if possessive && !lists(NOUNS, surname) {
        return Some(format!(
            "{}{}",
            short_by(surname, 1),
            case.of(&POSSESSIVE_HER)
        ));
    }
    if ends_in(surname, &["ая", "яя"]) {
        return adjective(surname, case);
    }
    on_vowel(surname, case)
}

fn his(surname: &str, case: Case) -> Option<String> {
    if ends_in(surname, &["ов", "ев", "ёв", "ын"])
        || surname.ends_with("ин") && syllables(surname) > 1
    {
        let foreign = lists(FOREIGN, surname) || syllables(surname) == 1 && surname.ends_with("ын");
        if !foreign {
            return Some(format!("{surname}{}", case.of(&POSSESSIVE_HIS)));
        }
    }
    if is_adjective(surname) {
        return adjective(surname, case);
    }
    if surname.ends_with(is_consonant) || surname.ends_with('ь') {
        return on_consonant(surname, case);
    }
    on_vowel(surname, case)
}

/// «Толстой», «Белый», «Чайковский», «Горький», but not «Цой», «Палий».
fn is_adjective(surname: &str) -> bool {
    if let Some(stem) = surname.strip_suffix("ой") {
        return syllables(surname) > 1
            && !lists("прибой водостой перебой герой", surname)
            && !stem.is_empty();
    }
    match surname.strip_suffix("ий") {
        Some(stem) => {
            let sibilant = stem.ends_with(['ж', 'ш', 'щ', 'ч', 'н']);
            syllables(surname) > 1 && (is_velar(stem) || sibilant)
        }
        None => surname.ends_with("ый"),
    }
}

fn adjective(surname: &str, case: Case) -> Option<String> {
    let (adjective, agreement) = Adjective::read(surname)?;
    match case {
        Case::Nominative => None,
        _ => Some(adjective.form(agreement, case, true)),
    }
}

fn on_consonant(surname: &str, case: Case) -> Option<String> {
    let (class, cut) = match surname {
        _ if is_fixed_plural(surname) => return None,
        _ if surname.ends_with("ий") && syllables(surname) > 1 => (Class::Iy, 2),
        _ if surname.ends_with('й') => (Class::Yot, 1),
        _ if surname.ends_with('ь') => (Class::Soft, 1),
        _ => (Class::Consonant, 0),
    };
    let nominative = short_by(surname, cut);
    let stem = fleeting::stem(surname).unwrap_or_else(|| nominative.clone());
    let noun = Singular {
        nominative: &nominative,
        stem: &stem,
        class,
        stressed: is_stressed(surname),
        animate: true,
    };
    Some(if case == Case::Nominative {
        surname.to_owned()
    } else {
        noun.form(case)
    })
}

/// «Черных», «Долгих» had been genitives of the plural; «Дитрих» and «Ульрих» had not.
fn is_fixed_plural(surname: &str) -> bool {
    if surname.ends_with("ых") {
        return syllables(surname) > 1;
    }
    let stem = surname.strip_suffix("их").unwrap_or_default();
    is_velar(stem) || is_hushing(stem) || stem.ends_with('н') && syllables(surname) > 1
}

/// Whether the instrumental is «-ом» after a hushing letter or «ц», and «-ём» after a soft one.
fn is_stressed(surname: &str) -> bool {
    let short = syllables(surname) <= 2;
    match surname {
        "ковач" | "немец" | "заяц" | "перец" | "буш" | "кац" | "шульц" => {
            false
        }
        _ if surname.ends_with("ач") => true,
        _ if surname.ends_with("ец") => short,
        _ => lists(
            "король коваль москаль журавль соловей воробей муравей ёж кош грош шиш морж стриж чиж корж клещ лещ лящ борщ плющ хрущ хвощ",
            surname,
        ),
    }
}

/// Surnames on a vowel: «Глинка», «Берия» and «Гойя» are declined, «Шевченко», «Гюго», «Дюма» are not.
fn on_vowel(surname: &str, case: Case) -> Option<String> {
    let foreign = ends_in(surname, &["уа", "иа", "оа", "эа", "еа", "юа"]);
    if foreign || lists(FIXED, surname) || syllables(surname) < 2 {
        return None;
    }
    let (class, cut) = match surname {
        _ if surname.ends_with("ия") => (Class::Iya, 2),
        _ if surname.ends_with('я') => (Class::Ya, 1),
        _ if surname.ends_with('а') => (Class::A, 1),
        _ => return None,
    };
    let stem = short_by(surname, cut);
    let noun = Singular {
        nominative: &stem,
        stem: &stem,
        class,
        stressed: lists("лапша свеча каланча саранча душа левша", surname),
        animate: true,
    };
    Some(noun.form(case))
}
