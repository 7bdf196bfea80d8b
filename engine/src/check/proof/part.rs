//! What a row says of a text or of a set: which parts it has, and what follows from that for another row.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::samples;
use crate::{
    calendar::Moment,
    fact::{Fact, elements, parse_number},
    kind::{Kind, SetOf},
    operators::{self, Looks},
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
    /// A text that is this number where its type is found when it is compared (rule 3): no code as `007`.
    Plain(Decimal),
    /// A text that can be read as this number.
    Number(Decimal),
    /// A text that is this day, or any moment of it.
    Day(NaiveDate),
    /// A text that is this moment of a day, or that day.
    Moment(NaiveDate, i64),
    /// An option or a reference with this name.
    Named(String),
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
            Kind::Enum | Kind::Ref(_) => of_name(kind, code, right)?,
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
            (Self::Plain(one), Self::Plain(other))
            | (Self::Plain(one) | Self::Number(one), Self::Number(other)) => one == other,
            (Self::Day(one) | Self::Moment(one, _), Self::Day(other)) => one == other,
            (Self::Moment(..), Self::Moment(..)) => self == other,
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
            (Self::Plain(one) | Self::Number(one), Self::Plain(other) | Self::Number(other)) => {
                one != other
            }
            // A day satisfies each of its moments.
            (Self::Day(one) | Self::Moment(one, _), Self::Day(other) | Self::Moment(other, _)) => {
                one != other
            }
            (Self::Plain(_) | Self::Number(_), Self::Day(_) | Self::Moment(..))
            | (Self::Day(_) | Self::Moment(..), Self::Plain(_) | Self::Number(_)) => true,
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
            Self::Plain(it) => Some(operators::looks(text) == Looks::Number(*it)),
            Self::Number(it) => Some(parse_number(text) == Some(*it)),
            Self::Day(day) => Some(moment(text).is_some_and(|it| it.day() == Some(*day))),
            Self::Moment(day, instant) => Some(match moment(text) {
                Some(Moment::Instant(it)) => it == *instant,
                Some(Moment::Day(it)) => it == *day,
                None => false,
            }),
            Self::Named(it) => (it != text).then_some(false),
            Self::Holds(_) | Self::Exactly(_) => None,
        }
    }
}

/// The moment that a folded text is: the letters of one are large.
fn moment(text: &str) -> Option<Moment> {
    match operators::looks(&text.to_uppercase()) {
        Looks::Moment(moment) => Some(moment),
        Looks::Number(_) | Looks::Text => None,
    }
}

/// Parts of a single text; one whose type is found when it is compared may also be equal as a number or a date.
fn of_text<'a>(code: &str, right: &'a Fact, dynamic: bool) -> Option<Vec<Part>> {
    let part: fn(String) -> Part = match code {
        "eq" | "in" => Part::Is,
        "contains" => Part::Has,
        "starts" => Part::Starts,
        "ends" => Part::Ends,
        "within" => Part::Within,
        _ => return None,
    };
    if let Fact::Number(number) = right {
        return (dynamic && code == "eq").then(|| vec![Part::Number(*number)]);
    }
    let is_set = matches!(right, Fact::Set(_));
    if is_set && matches!(code, "eq" | "within") {
        return None;
    }
    // Beside a text whose type is known the value is a text too.
    let text = |fact| Some((written(fact)?, matches!(fact, Fact::Dynamic(_))));
    let mut texts: Vec<(&str, bool)> = match right {
        Fact::Set(elements) => elements.iter().map(text).collect::<Option<_>>()?,
        other => vec![text(other)?],
    };
    if code == "in" && !is_set {
        let parts = |(text, typed): &(&'a str, bool)| {
            let typed = *typed;
            elements(text).map(move |text| (text, typed))
        };
        let listed: Vec<(&str, bool)> = texts.iter().flat_map(parts).collect();
        texts.extend(listed);
    }
    let by_type = dynamic && matches!(code, "eq" | "in");
    let part = |(text, typed)| match operators::looks(text) {
        Looks::Number(number) if by_type && typed => Some(Part::Plain(number)),
        Looks::Moment(Moment::Day(day)) if by_type && typed => Some(Part::Day(day)),
        Looks::Moment(moment @ Moment::Instant(instant)) if by_type && typed => {
            Some(Part::Moment(moment.day()?, instant))
        }
        _ => Some(part(operators::fold(text))),
    };
    texts.into_iter().map(part).collect()
}

/// The name of an option or a reference, by itself or written; a written number may be that of another one.
fn of_name(kind: Kind, code: &str, right: &Fact) -> Option<Vec<Part>> {
    let part = |fact: &Fact| match fact {
        Fact::Enum { text, .. } if kind == Kind::Enum => Some(Part::Named(operators::fold(text))),
        Fact::Ref(it) if kind == Kind::Ref(it.kind) => Some(Part::Named(operators::fold(&it.name))),
        other => {
            let text = written(other).filter(|text| text.trim().parse::<u64>().is_err())?;
            Some(Part::Is(operators::fold(text)))
        }
    };
    if samples::lacks_name(right) {
        return None;
    }
    match (code, right) {
        ("in", Fact::Set(elements)) => elements.iter().map(part).collect(),
        ("eq", Fact::Set(_)) => None,
        ("eq", other) => part(other).map(|part| vec![part]),
        _ => None,
    }
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
    if listed.is_empty() {
        return None; // no set has all of nothing
    }
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
