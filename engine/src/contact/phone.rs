//! Russian mobile numbers: recognised by their digits, written in one form, told apart.

use super::PhoneFormat;

/// Longest text in which a phone is looked for, in bytes; nobody writes a longer one.
const MAX_BYTES: usize = 256;

/// The ten digits of a Russian mobile number after 7, +7 or 8 (A51); other signs do not count.
pub fn mobile(text: &str) -> Option<String> {
    if text.len() > MAX_BYTES {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let own = match (digits.len(), digits.chars().next()) {
        (10, _) => digits.as_str(),
        (11, Some('7')) => digits.get(1..)?,
        // «+8 …» is another country's number.
        (11, Some('8')) if !text.contains('+') => digits.get(1..)?,
        _ => return None,
    };
    own.starts_with('9').then(|| own.to_owned())
}

/// The number in a form; nothing for what is no Russian mobile number (R322).
pub fn phone(text: &str, format: PhoneFormat) -> Option<String> {
    format.write(&mobile(text)?)
}

/// What is done with the phones of one entity (R319, R323–R326).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneRules {
    /// The one form.
    pub format: PhoneFormat,
    /// The others stay as they are.
    pub only_main: bool,
    /// A value that is no mobile number is removed …
    pub delete_others: bool,
    /// … unless it has one of these numbers of characters.
    pub keep_lengths: Vec<usize>,
}

/// The phones of an entity by the rules, each at its place; `None` is to be removed.
///
/// Of two equal phones the first stays.
pub fn phones(values: &[String], rules: &PhoneRules) -> Vec<Option<String>> {
    let mut seen = std::collections::BTreeSet::new();
    let mut result = Vec::new();
    for (index, value) in values.iter().enumerate() {
        let is_touched = index == 0 || !rules.only_main;
        let kept = if is_touched {
            rules.apply(value).filter(|_| seen.insert(identity(value)))
        } else {
            Some(value.clone())
        };
        result.push(kept);
    }
    result
}

impl PhoneRules {
    fn apply(&self, value: &str) -> Option<String> {
        if let Some(written) = phone(value, self.format) {
            return Some(written);
        }
        let stays =
            !self.delete_others || self.keep_lengths.contains(&value.trim().chars().count());
        stays.then(|| value.to_owned())
    }
}

/// By what two phones are the same: the mobile number, else what is written without its separators.
fn identity(value: &str) -> String {
    mobile(value).unwrap_or_else(|| {
        let is_sign = |it: &char| it.is_alphanumeric() || *it == '+';
        value.chars().filter(is_sign).collect()
    })
}
