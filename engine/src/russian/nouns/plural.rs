//! Forms of nouns in the plural.

use super::{
    animate::is_woman,
    irregular::{GENITIVES, NO_ENDING, ONLY_PLURAL, PLURAL_A, PLURALS},
    singular::{Noun, is_of_time},
};
use crate::russian::{
    case::{Case, Gender},
    declension::{Class, spelled},
    letters::{ends_in, is_consonant, is_hushing, is_vowel, lists, syllables},
};

/// Three forms that make all: the instrumental and prepositional are made of the dative.
struct Plural {
    nominative: String,
    genitive: String,
    dative: String,
    instrumental: Option<String>,
}

impl Plural {
    fn of(nominative: &str, genitive: &str, dative: &str) -> Self {
        Self {
            nominative: nominative.to_owned(),
            genitive: genitive.to_owned(),
            dative: dative.to_owned(),
            instrumental: None,
        }
    }

    fn form(self, case: Case, animate: bool) -> String {
        let stem = self.dative.trim_end_matches('м');
        match case.without_accusative(animate) {
            Case::Genitive => self.genitive,
            Case::Dative => self.dative,
            Case::Instrumental => self.instrumental.unwrap_or_else(|| format!("{stem}ми")),
            Case::Prepositional => format!("{stem}х"),
            Case::Nominative | Case::Accusative => self.nominative,
        }
    }
}

/// A form of a noun that has no singular, in lower case.
pub fn only_plural(word: &str, case: Case) -> Option<String> {
    let (nominative, genitive) = ONLY_PLURAL.iter().find(|(it, _)| *it == word)?;
    let known = PLURALS.iter().find(|(_, plural, ..)| plural == nominative);
    let (dative, instrumental) = match known {
        Some((.., dative, special)) => ((*dative).to_owned(), *special),
        None => {
            let soft = ends_in(nominative, &["ои", "ани", "удни"]);
            let stem = nominative.trim_end_matches(['ы', 'и', 'а']);
            (format!("{stem}{}", if soft { "ям" } else { "ам" }), "")
        }
    };
    let mut plural = Plural::of(nominative, genitive, &dative);
    plural.instrumental = (!instrumental.is_empty()).then(|| instrumental.to_owned());
    Some(plural.form(case, lists("люди дети", word)))
}

impl Noun {
    /// Its form in the plural.
    pub fn plural(&self, case: Case) -> String {
        let woman = self.gender == Gender::Feminine && is_woman(&self.word);
        // A neuter being whose ending is that of feminine things.
        let animate = self.animate || woman || self.word == "дитя";
        self.forms().form(case, animate)
    }

    fn forms(&self) -> Plural {
        let word = self.word.as_str();
        let known = PLURALS.iter().find(|(it, ..)| *it == word);
        if let Some((_, nominative, genitive, dative, instrumental)) = known {
            let mut plural = Plural::of(nominative, genitive, dative);
            plural.instrumental = (!instrumental.is_empty()).then(|| (*instrumental).to_owned());
            return plural;
        }
        if let Some(plural) = self.of_a_kind() {
            return plural;
        }
        let soft = matches!(
            self.class,
            Class::Soft
                | Class::Yot
                | Class::Iy
                | Class::Ya
                | Class::Iya
                | Class::FeminineSoft
                | Class::E
                | Class::Ie
        );
        let stem = match self.class {
            Class::Iy | Class::Iya | Class::Ie => format!("{}и", self.stem),
            _ => self.stem.clone(),
        };
        let stem = match word.strip_suffix("отёл") {
            Some(_) => self.stem.clone(),
            None => stem,
        };
        Plural {
            nominative: spelled(&stem, self.nominative_ending(), false),
            genitive: self.genitive(),
            dative: spelled(&stem, if soft { "ям" } else { "ам" }, false),
            instrumental: None,
        }
    }

    /// «котёнок — котята», «гражданин — граждане», «имя — имена».
    fn of_a_kind(&self) -> Option<Plural> {
        let word = self.word.as_str();
        if is_of_time(word) {
            let stem = word.strip_suffix('я')?;
            let forms = [
                format!("{stem}ена"),
                format!("{stem}ён"),
                format!("{stem}енам"),
            ];
            let [nominative, genitive, dative] = &forms;
            return Some(Plural::of(nominative, genitive, dative));
        }
        if let Some(stem) = word
            .strip_suffix("ин")
            .filter(|it| ends_in(it, &["ан", "ян"]) && self.animate)
        {
            return Some(Plural::of(&format!("{stem}е"), stem, &format!("{stem}ам")));
        }
        let young = word.strip_suffix("ёнок").map(|stem| (stem, "ят"));
        let hushing = word
            .strip_suffix("онок")
            .filter(|it| is_hushing(it) && *it != "боч");
        let (stem, suffix) = young.or(hushing.map(|stem| (stem, "ат")))?;
        let base = format!("{stem}{suffix}");
        Some(Plural::of(&format!("{base}а"), &base, &format!("{base}ам")))
    }

    fn nominative_ending(&self) -> &'static str {
        let word = self.word.as_str();
        match self.class {
            Class::Consonant if lists(PLURAL_A, word) => "а",
            Class::Soft | Class::Yot if lists(PLURAL_A, word) => "я",
            Class::Consonant | Class::A => "ы",
            // Diminutives: «окошки», «колечки»; but «облака», «войска».
            Class::O if ends_in(word, &["шко", "чко", "жко", "ико"]) => "и",
            Class::O => "а",
            Class::E | Class::Ie => "я",
            Class::Soft | Class::Yot | Class::Iy | Class::Ya | Class::Iya | Class::FeminineSoft => {
                "и"
            }
        }
    }

    fn genitive(&self) -> String {
        let (word, stem) = (self.word.as_str(), self.stem.as_str());
        if let Some((_, genitive)) = GENITIVES.iter().find(|(it, _)| *it == word) {
            return (*genitive).to_owned();
        }
        match self.class {
            Class::Consonant if lists(NO_ENDING, word) => word.to_owned(),
            Class::Consonant if is_hushing(stem) => format!("{stem}ей"),
            Class::Consonant if stem.ends_with('ц') && !self.is_stressed() => format!("{stem}ев"),
            Class::Consonant => format!("{stem}ов"),
            Class::Soft | Class::FeminineSoft => format!("{stem}ей"),
            Class::Yot if syllables(word) == 1 || self.is_stressed() => format!("{stem}ёв"),
            Class::Yot => format!("{stem}ев"),
            Class::Iy => format!("{stem}иев"),
            Class::Iya | Class::Ie => format!("{stem}ий"),
            Class::A | Class::O => without_ending(stem, self.class),
            Class::Ya => soft_without_ending(stem, self.is_stressed()),
            Class::E if stem.ends_with('ь') => format!("{}ий", stem.trim_end_matches('ь')),
            Class::E if is_hushing(stem) || stem.ends_with('ц') => {
                without_ending(stem, self.class)
            }
            Class::E => format!("{stem}ей"),
        }
    }
}

/// «книг», «марок», «ручек», «писем», «окон».
fn without_ending(stem: &str, class: Class) -> String {
    let mut letters = stem.chars().rev();
    let (last, before) = (
        letters.next().unwrap_or_default(),
        letters.next().unwrap_or_default(),
    );
    let rest: String = letters.rev().collect();
    let neuter = class == Class::O;
    let mark = before == 'ь' || before == 'й';
    let hard = before == 'ж' || before == 'ш' || before == 'ч';
    match last {
        _ if is_vowel(before) => stem.to_owned(),
        'к' if mark => format!("{rest}ек"),
        'к' if hard => format!("{rest}{before}ек"),
        'к' if is_consonant(before) => format!("{rest}{before}ок"),
        'ц' if mark => format!("{rest}ец"),
        'ц' if is_consonant(before) => format!("{rest}{before}ец"),
        'м' if before == 'ь' => format!("{rest}ем"),
        'н' if neuter && before == 'к' => format!("{rest}кон"),
        'л' | 'н' | 'р' if neuter && is_consonant(before) => format!("{rest}{before}е{last}"),
        _ => stem.to_owned(),
    }
}

/// «недель», «песен», «земель», «статей», «идей».
fn soft_without_ending(stem: &str, stressed: bool) -> String {
    if stem.ends_with(is_vowel) {
        return format!("{stem}й");
    }
    if let Some(rest) = stem.strip_suffix('ь') {
        return format!("{rest}{}", if stressed { "ей" } else { "ий" });
    }
    let mut letters = stem.chars().rev();
    let (last, before) = (
        letters.next().unwrap_or_default(),
        letters.next().unwrap_or_default(),
    );
    let rest: String = letters.rev().collect();
    let kept = if before == 'ь' || before == 'й' {
        String::new()
    } else {
        before.to_string()
    };
    match last {
        'н' if !is_vowel(before) => format!("{rest}{kept}ен"),
        'л' if !is_vowel(before) => format!("{rest}{kept}ель"),
        _ => format!("{stem}ь"),
    }
}
