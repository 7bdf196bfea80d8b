//! The seven forms of a Russian mobile number (A51).

use serde::{Deserialize, Serialize};

/// How a mobile number is written; saved in settings by its [`PhoneFormat::code`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneFormat {
    /// +79991234567
    Plus,
    /// 79991234567
    Seven,
    /// 89991234567
    Eight,
    /// 9991234567
    Bare,
    /// +7 (999) 123-45-67
    PlusBrackets,
    /// 8 (999) 123-45-67
    EightBrackets,
    /// +7 999 123-45-67
    PlusSpaces,
}

impl PhoneFormat {
    /// Every form, in the order of the picker.
    pub const ALL: [Self; 7] = [
        Self::Plus,
        Self::Seven,
        Self::Eight,
        Self::Bare,
        Self::PlusBrackets,
        Self::EightBrackets,
        Self::PlusSpaces,
    ];

    /// Stable word in saved settings.
    pub fn code(self) -> &'static str {
        match self {
            Self::Plus => "plus",
            Self::Seven => "seven",
            Self::Eight => "eight",
            Self::Bare => "bare",
            Self::PlusBrackets => "plus_brackets",
            Self::EightBrackets => "eight_brackets",
            Self::PlusSpaces => "plus_spaces",
        }
    }

    /// An example of it, also its label.
    pub fn sample(self) -> &'static str {
        match self {
            Self::Plus => "+79991234567",
            Self::Seven => "79991234567",
            Self::Eight => "89991234567",
            Self::Bare => "9991234567",
            Self::PlusBrackets => "+7 (999) 123-45-67",
            Self::EightBrackets => "8 (999) 123-45-67",
            Self::PlusSpaces => "+7 999 123-45-67",
        }
    }

    /// The form meant by its code, by a number written in it, or by its beginning: `+7`, `7`, `8`, `9`.
    pub fn find(text: &str) -> Option<Self> {
        let text = text.trim();
        match text {
            "+7" => return Some(Self::Plus),
            "7" => return Some(Self::Seven),
            "8" => return Some(Self::Eight),
            "9" => return Some(Self::Bare),
            _ => {}
        }
        let is_meant = |it: &Self| it.code().eq_ignore_ascii_case(text) || it.is_shape_of(text);
        Self::ALL.into_iter().find(is_meant)
    }

    /// Same signs at the same places; the country's digit is a part of the form.
    fn is_shape_of(self, text: &str) -> bool {
        let sample = self.sample();
        let country = sample.trim_start_matches('+').starts_with(['7', '8']);
        let mut first = country;
        sample.chars().count() == text.chars().count()
            && sample.chars().zip(text.chars()).all(|(own, other)| {
                if !own.is_ascii_digit() {
                    return own == other;
                }
                let exact = std::mem::take(&mut first);
                if exact {
                    own == other
                } else {
                    other.is_ascii_digit()
                }
            })
    }

    /// Writes the ten digits of a mobile number after the country.
    pub(super) fn write(self, own: &str) -> Option<String> {
        let (code, rest) = own.split_at_checked(3)?;
        let (first, rest) = rest.split_at_checked(3)?;
        let (second, third) = rest.split_at_checked(2)?;
        Some(match self {
            Self::Plus => format!("+7{own}"),
            Self::Seven => format!("7{own}"),
            Self::Eight => format!("8{own}"),
            Self::Bare => own.to_owned(),
            Self::PlusBrackets => format!("+7 ({code}) {first}-{second}-{third}"),
            Self::EightBrackets => format!("8 ({code}) {first}-{second}-{third}"),
            Self::PlusSpaces => format!("+7 {code} {first}-{second}-{third}"),
        })
    }
}
