//! Declension of nouns in the singular: endings of each class, and how they are spelled after a stem.

use super::{
    case::Case,
    letters::{is_hushing, is_velar},
};

/// A class of nouns that share their endings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// стол, врач
    Consonant,
    /// конь, Игорь
    Soft,
    /// герой, Сергей
    Yot,
    /// гений, Юрий
    Iy,
    /// стена, Анна, Никита
    A,
    /// земля, Илья
    Ya,
    /// линия, Мария
    Iya,
    /// кость, Любовь
    FeminineSoft,
    /// окно
    O,
    /// поле, училище
    E,
    /// здание
    Ie,
}

impl Class {
    fn endings(self) -> &'static [&'static str; 6] {
        match self {
            Self::Consonant => &["", "а", "у", "", "ом", "е"],
            Self::Soft => &["ь", "я", "ю", "", "ем", "е"],
            Self::Yot => &["й", "я", "ю", "", "ем", "е"],
            Self::Iy => &["ий", "ия", "ию", "", "ием", "ии"],
            Self::A => &["а", "ы", "е", "у", "ой", "е"],
            Self::Ya => &["я", "и", "е", "ю", "ей", "е"],
            Self::Iya => &["ия", "ии", "ии", "ию", "ией", "ии"],
            Self::FeminineSoft => &["ь", "и", "и", "ь", "ью", "и"],
            Self::O => &["о", "а", "у", "о", "ом", "е"],
            Self::E => &["е", "я", "ю", "е", "ем", "е"],
            Self::Ie => &["ие", "ия", "ию", "ие", "ием", "ии"],
        }
    }

    /// Whether the accusative is the nominative of things and the genitive of living beings.
    fn borrows_accusative(self) -> bool {
        matches!(self, Self::Consonant | Self::Soft | Self::Yot | Self::Iy)
    }
}

/// A noun before it is put into a case.
#[derive(Clone, Debug)]
pub struct Singular<'a> {
    /// Without the ending of the nominative.
    pub nominative: &'a str,
    /// Without the ending of the other cases: «отц», where the nominative is «отец».
    pub stem: &'a str,
    /// Its endings.
    pub class: Class,
    /// Whether the ending is stressed: «врачом», «землёй».
    pub stressed: bool,
    /// Decides the accusative of some classes.
    pub animate: bool,
}

impl Singular<'_> {
    /// Its form in a case.
    pub fn form(&self, case: Case) -> String {
        let case = if self.class.borrows_accusative() {
            case.without_accusative(self.animate)
        } else {
            case
        };
        let stem = match (case, self.class) {
            // «любовь» and «любовью» keep the vowel that «любви» loses.
            (Case::Nominative, _) => self.nominative,
            (Case::Accusative | Case::Instrumental, Class::FeminineSoft) => self.nominative,
            _ => self.stem,
        };
        spelled(stem, case.of(self.class.endings()), self.stressed)
    }
}

/// Joins a stem and an ending by the rules of spelling: «книги», «ножом», «мужем», «училища».
pub fn spelled(stem: &str, ending: &str, stressed: bool) -> String {
    let mut letters = ending.chars();
    let Some(first) = letters.next() else {
        return stem.to_owned();
    };
    let (hushing, velar, ts) = (is_hushing(stem), is_velar(stem), stem.ends_with('ц'));
    let first = match first {
        'ы' if hushing || velar => 'и',
        'о' if (hushing || ts) && !stressed => 'е',
        'я' if hushing || velar || ts => 'а',
        'ю' if (hushing || velar || ts) && ending != "ью" => 'у',
        // «ключом», but «конём» and «землёй».
        'е' if stressed && matches!(ending, "ем" | "ей") && !hushing && !ts => 'ё',
        'е' if stressed && ending == "ем" => 'о',
        other => other,
    };
    format!("{stem}{first}{}", letters.as_str())
}
