//! What a row says of a text or of a set: which parts it has, and what follows from that for another row.

use std::collections::BTreeSet;

use crate::{
    fact::{Fact, elements},
    kind::{Kind, SetOf},
    operators,
};

/// A row with more alternatives is not compared with others.
const MAX_PARTS: usize = 50;

/// One thing that is said of a value that is filled; texts are folded.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Is(String),
    Starts(String),
    Ends(String),
    Has(String),
    Within(String),
    /// A set that holds all of these elements.
    Holds(BTreeSet<String>),
    /// A set of these elements and no other.
    Exactly(BTreeSet<String>),
}

/// What the positive form of a row says: at least one of the parts is true, and nothing else is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Claim(Vec<Part>);

impl Claim {
    /// The claim of an operator without its negation about a value of this type.
    pub fn of(kind: Kind, code: &str, right: &Fact) -> Option<Self> {
        let parts = match kind {
            Kind::Text => of_text(code, right, false)?,
            Kind::Dynamic => of_text(code, right, true)?,
            // Several addresses between commas are one text, or a list; it is not told here which.
            Kind::Email if code != "in" || matches!(right, Fact::Set(_)) => {
                of_text(code, right, false)?
            }
            Kind::Phone => of_phone(code, right)?,
            Kind::Set(of @ (SetOf::Text | SetOf::Enum)) => of_set(of, code, right)?,
            _ => return None,
        };
        (!parts.is_empty() && parts.len() <= MAX_PARTS).then_some(Self(parts))
    }

    /// How many parts it has.
    pub fn size(&self) -> usize {
        self.0.len()
    }

    /// Whether no value satisfies both.
    pub fn excludes(&self, other: &Self) -> bool {
        let mut parts = self.0.iter();
        parts.all(|one| other.0.iter().all(|it| one.excludes(it)))
    }

    /// Whether every value that satisfies this one satisfies the other one.
    pub fn implies(&self, other: &Self) -> bool {
        let mut parts = self.0.iter();
        parts.all(|one| other.0.iter().any(|it| one.implies(it)))
    }
}

impl Part {
    fn implies(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Is(one), other) => other.is_of(one).unwrap_or(false),
            (Self::Starts(one), Self::Starts(other)) => one.starts_with(other.as_str()),
            (Self::Ends(one), Self::Ends(other)) => one.ends_with(other.as_str()),
            (Self::Starts(one) | Self::Ends(one) | Self::Has(one), Self::Has(other)) => {
                one.contains(other.as_str())
            }
            (Self::Within(one), Self::Within(other)) => other.contains(one.as_str()),
            (Self::Holds(one) | Self::Exactly(one), Self::Holds(other)) => other.is_subset(one),
            (Self::Exactly(one), Self::Exactly(other)) => one == other,
            _ => false,
        }
    }

    fn excludes(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Is(text), part) | (part, Self::Is(text)) => part.is_of(text) == Some(false),
            (Self::Starts(one), Self::Starts(other)) => {
                !one.starts_with(other.as_str()) && !other.starts_with(one.as_str())
            }
            (Self::Ends(one), Self::Ends(other)) => {
                !one.ends_with(other.as_str()) && !other.ends_with(one.as_str())
            }
            (Self::Within(whole), Self::Starts(it) | Self::Ends(it) | Self::Has(it))
            | (Self::Starts(it) | Self::Ends(it) | Self::Has(it), Self::Within(whole)) => {
                !whole.contains(it.as_str())
            }
            (Self::Exactly(one), Self::Exactly(other)) => one != other,
            (Self::Exactly(all), Self::Holds(some)) | (Self::Holds(some), Self::Exactly(all)) => {
                !some.is_subset(all)
            }
            _ => false,
        }
    }

    /// Whether it is true of exactly this text; nothing is known of sets.
    fn is_of(&self, text: &str) -> Option<bool> {
        match self {
            Self::Is(it) => Some(it == text),
            Self::Starts(it) => Some(text.starts_with(it.as_str())),
            Self::Ends(it) => Some(text.ends_with(it.as_str())),
            Self::Has(it) => Some(text.contains(it.as_str())),
            Self::Within(it) => Some(it.contains(text)),
            Self::Holds(_) | Self::Exactly(_) => None,
        }
    }
}

/// Parts of a single text; one whose type is found when it is compared may also be equal as a number or a date.
fn of_text(code: &str, right: &Fact, dynamic: bool) -> Option<Vec<Part>> {
    let part: fn(String) -> Part = match code {
        "eq" | "in" => Part::Is,
        "contains" => Part::Has,
        "starts" => Part::Starts,
        "ends" => Part::Ends,
        "within" => Part::Within,
        _ => return None,
    };
    let is_set = matches!(right, Fact::Set(_));
    if is_set && matches!(code, "eq" | "within") {
        return None;
    }
    let mut texts: Vec<&str> = match right {
        Fact::Set(elements) => elements.iter().map(written).collect::<Option<_>>()?,
        other => vec![written(other)?],
    };
    if code == "in" && !is_set {
        let listed: Vec<&str> = texts.iter().flat_map(|text| elements(text)).collect();
        texts.extend(listed);
    }
    let by_type = dynamic && matches!(code, "eq" | "in");
    let plain = |text: &&str| !by_type || operators::is_only_text(text);
    texts.iter().all(plain).then(|| {
        texts
            .into_iter()
            .map(|it| part(operators::fold(it)))
            .collect()
    })
}

/// Phones are equal or not by their digits alone; what one begins with is another question.
fn of_phone(code: &str, right: &Fact) -> Option<Vec<Part>> {
    let phones: Vec<&str> = match (code, right) {
        ("in", Fact::Set(elements)) => elements.iter().map(written).collect::<Option<_>>()?,
        ("eq", other) => vec![written(other)?],
        _ => return None,
    };
    let part = |phone: &str| Part::Is(operators::phone_key(phone));
    Some(phones.into_iter().map(part).collect())
}

/// Elements of a set; each is one question, whatever else may equal it.
fn of_set(of: SetOf, code: &str, right: &Fact) -> Option<Vec<Part>> {
    let is_set = matches!(right, Fact::Set(_));
    let key = |fact: &Fact| element(of, fact);
    let listed: Vec<String> = match right {
        Fact::Set(elements) => elements.iter().map(key).collect::<Option<_>>()?,
        Fact::Text(text) | Fact::Dynamic(text) => elements(text)
            .map(|it| key(&Fact::Text(it.to_owned())))
            .collect::<Option<_>>()?,
        other => vec![key(other)?],
    };
    let one = |it: String| Part::Holds(BTreeSet::from([it]));
    match code {
        "eq" => Some(vec![Part::Exactly(listed.into_iter().collect())]),
        "has_all" => Some(vec![Part::Holds(listed.into_iter().collect())]),
        "has_any" => Some(listed.into_iter().map(one).collect()),
        "contains" => {
            let whole = (!is_set).then(|| key(right)).flatten();
            Some(listed.into_iter().chain(whole).map(one).collect())
        }
        _ => None,
    }
}

/// What an element equals: its text. A number written among options could be the number of one.
fn element(of: SetOf, fact: &Fact) -> Option<String> {
    let text = match fact {
        Fact::Enum { text, .. } => Some(text.as_str()).filter(|text| !text.trim().is_empty()),
        other => {
            written(other).filter(|text| of == SetOf::Text || text.trim().parse::<u64>().is_err())
        }
    };
    text.map(operators::fold)
}

/// A text with something beside commas; those alone are no value beside a set.
fn written(fact: &Fact) -> Option<&str> {
    match fact {
        Fact::Text(text) | Fact::Dynamic(text) => {
            elements(text).next().is_some().then_some(text.as_str())
        }
        _ => None,
    }
}
