//! Money in words: the formats of 11.3 of the language reference.

use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};

use super::{
    case::Case,
    currencies::{Currency, Unit},
    numbers::{self, cardinal},
};

/// How a sum is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// «один рубль две копейки».
    Normal,
    /// «1 рубль 2 копейки», no kopecks if there are none.
    Short,
    /// «один (1) рубль две (2) копейки».
    Duplication,
    /// «1 (один) рубль 2 (две) копейки».
    Clarification,
    /// «один рубль 02 копейки».
    Accounting,
}

impl Format {
    /// What a template may write.
    pub const CODES: &[&str] = &[
        "normal",
        "short",
        "duplication",
        "clarification",
        "accounting",
    ];

    /// Reads one of [`Self::CODES`] in any letter case.
    pub fn read(text: &str) -> Option<Self> {
        Some(match text.trim().to_lowercase().as_str() {
            "normal" => Self::Normal,
            "short" => Self::Short,
            "duplication" => Self::Duplication,
            "clarification" => Self::Clarification,
            "accounting" => Self::Accounting,
            _ => return None,
        })
    }
}

/// A sum rounded half away from zero to kopecks and written out; `None` above [`numbers::MAX`].
pub fn spell(sum: Decimal, currency: &Currency, format: Format) -> Option<String> {
    let sum = sum.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let whole = sum.abs().trunc().to_u64()?;
    let hundredths = (sum.abs().fract() * Decimal::ONE_HUNDRED).to_u64()?; // below one hundred
    if whole > numbers::MAX {
        return None;
    }
    let main = counted(whole, &currency.unit, format)?;
    let rest = match format {
        Format::Short if hundredths == 0 => None,
        Format::Accounting => Some(format!(
            "{hundredths:02} {}",
            currency.hundredth.after(hundredths)
        )),
        _ => Some(counted(hundredths, &currency.hundredth, format)?),
    };
    let minus = match (sum.is_sign_negative() && !sum.is_zero(), format) {
        (false, _) => "",
        (true, Format::Short | Format::Clarification) => "-",
        (true, _) => "минус ",
    };
    Some(match rest {
        Some(rest) => format!("{minus}{main} {rest}"),
        None => format!("{minus}{main}"),
    })
}

fn counted(number: u64, unit: &Unit, format: Format) -> Option<String> {
    let words = || cardinal(number, Case::Nominative, unit.gender);
    let name = unit.after(number);
    Some(match format {
        Format::Normal | Format::Accounting => format!("{} {name}", words()?),
        Format::Short => format!("{number} {name}"),
        Format::Duplication => format!("{} ({number}) {name}", words()?),
        Format::Clarification => format!("{number} ({}) {name}", words()?),
    })
}
