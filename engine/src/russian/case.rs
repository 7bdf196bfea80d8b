//! Cases, genders and numbers of Russian grammar, as templates write them.

/// A grammatical case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Именительный: кто, что.
    Nominative,
    /// Родительный: кого, чего.
    Genitive,
    /// Дательный: кому, чему.
    Dative,
    /// Винительный: кого, что.
    Accusative,
    /// Творительный: кем, чем.
    Instrumental,
    /// Предложный: о ком, о чём.
    Prepositional,
}

impl Case {
    /// All of them in the order of school grammar.
    pub const ALL: [Self; 6] = [
        Self::Nominative,
        Self::Genitive,
        Self::Dative,
        Self::Accusative,
        Self::Instrumental,
        Self::Prepositional,
    ];

    /// What a template may write: numbers from 1, or first letters.
    pub const CODES: &[&str] = &["1", "2", "3", "4", "5", "6", "и", "р", "д", "в", "т", "п"];

    /// Reads one of [`Self::CODES`] in any letter case.
    ///
    /// ```
    /// use engine::russian::case::Case;
    /// assert_eq!(Case::read("2"), Some(Case::Genitive));
    /// assert_eq!(Case::read("Р"), Some(Case::Genitive));
    /// assert_eq!(Case::read("7"), None);
    /// ```
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let at = Self::CODES.iter().position(|code| *code == text)?;
        Self::ALL.get(at % Self::ALL.len()).copied()
    }

    /// The form of this case in a table of six.
    pub(super) fn of<'a>(self, forms: &[&'a str; 6]) -> &'a str {
        let [
            nominative,
            genitive,
            dative,
            accusative,
            instrumental,
            prepositional,
        ] = forms;
        match self {
            Self::Nominative => nominative,
            Self::Genitive => genitive,
            Self::Dative => dative,
            Self::Accusative => accusative,
            Self::Instrumental => instrumental,
            Self::Prepositional => prepositional,
        }
    }

    /// The case whose form a noun without a form of its own for the accusative takes.
    pub(super) fn without_accusative(self, animate: bool) -> Self {
        match self {
            Self::Accusative if animate => Self::Genitive,
            Self::Accusative => Self::Nominative,
            other => other,
        }
    }
}

/// A grammatical gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// Мужской.
    Masculine,
    /// Женский.
    Feminine,
    /// Средний.
    Neuter,
}

impl Gender {
    /// What a template may write.
    pub const CODES: &[&str] = &["m", "f", "n", "м", "ж", "с"];

    /// Reads one of [`Self::CODES`] in any letter case.
    pub fn read(text: &str) -> Option<Self> {
        match text.trim().to_lowercase().as_str() {
            "m" | "м" => Some(Self::Masculine),
            "f" | "ж" => Some(Self::Feminine),
            "n" | "с" => Some(Self::Neuter),
            _ => None,
        }
    }
}
