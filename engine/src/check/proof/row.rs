//! One row as the proof sees it: which value it reads, what it is compared with, which question it asks.

use super::{
    base,
    part::Claim,
    samples::{self, DAY_S, Order, Sample},
    stage,
};
use crate::{
    block::Side,
    fact::Fact,
    kind::Kind,
    operators::{self, Entry},
    run::EntityKind,
    scenario::{Condition, OffsetUnit, Operand},
    snapshot::Dictionaries,
    values::{self, Group, Path},
};

/// The value that relative forms compare with (4.4).
const NOW: &str = "now.datetime";

/// What a row compares.
#[derive(Debug)]
pub(super) enum Subject {
    /// A value with what is the same on all facts, or with a text that is not.
    Value(Path),
    /// Two values; how far the second one is moved, in seconds. One value beside itself is `same`, and `sure`
    /// where no shift can lead out of the calendar.
    Pair { same: bool, sure: bool, shift: i64 },
    /// A value with what it was before.
    Change,
    /// Two constants: it always gives this.
    Fixed(bool),
    /// Something else.
    Unknown,
}

/// A row that takes part.
#[derive(Debug)]
pub(super) struct Reading {
    /// Rows with the same key depend on each other; `None` if the row is not understood.
    pub key: Option<String>,
    pub subject: Subject,
    /// Type of the value.
    pub kind: Kind,
    /// What it is compared with, if it is the same on all facts; a unary operator has an empty one.
    pub right: Option<Fact>,
    /// Rows of one key with the same question hold and fail together, negative ones the other way.
    pub question: String,
    /// The operator is the negation of its question.
    pub negative: bool,
    /// What the question says of a text or a set.
    pub claim: Option<Claim>,
    /// The value is a date that is shifted.
    pub moved: bool,
    entry: Option<&'static Entry>,
    tells: Tells,
}

/// On which samples the two sides may be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tells {
    All,
    /// Not on the one that stands for all other values.
    Listed,
    Nothing,
}

/// A side of a row.
struct Half<'a> {
    operand: &'a Operand,
    side: Side,
    fixed: Option<Fact>,
}

impl Reading {
    pub fn of(condition: &Condition, names: &Dictionaries) -> Self {
        let code = condition.operator.as_deref().unwrap_or_default();
        let half = |operand| Half::of(operand, names);
        let found = operators::find(code).and_then(|entry| {
            let left = half(condition.left.as_ref()?)?;
            match entry.unary {
                true => Self::unary(entry, left, names),
                false => Self::binary(entry, left, half(condition.right.as_ref()?)?, names),
            }
        });
        found.unwrap_or_else(|| Self::new(Subject::Unknown, None, String::new()))
    }

    fn new(subject: Subject, entry: Option<&'static Entry>, question: String) -> Self {
        Self {
            key: None,
            subject,
            kind: Kind::Dynamic,
            right: None,
            question,
            negative: entry.is_some_and(|entry| entry.negative),
            claim: None,
            moved: false,
            entry,
            tells: Tells::Nothing,
        }
    }

    fn unary(entry: &'static Entry, left: Half<'_>, names: &Dictionaries) -> Option<Self> {
        if let Some(fact) = left.fixed.as_ref().filter(|_| !entry.before) {
            return Some(fixed(fact, entry, &Fact::Empty));
        }
        let question = base(entry.code).0.to_owned();
        if !entry.before {
            return left.is_fact().then(|| {
                let nothing = Some(Fact::Empty);
                Self::value(entry, left, nothing, question, names)
            });
        }
        left.side.path().previous()?;
        Some(Self {
            key: Some(format!("changed {}", left.key())),
            ..Self::new(Subject::Change, Some(entry), question)
        })
    }

    fn binary(
        entry: &'static Entry,
        left: Half<'_>,
        right: Half<'_>,
        names: &Dictionaries,
    ) -> Option<Self> {
        if let (Some(one), Some(other)) = (&left.fixed, &right.fixed) {
            // The account may know a name that is compared here as none.
            let is_told = !samples::lacks_name(one) && !samples::lacks_name(other);
            return is_told.then(|| fixed(one, entry, other));
        }
        let is_nothing = |half: &Half<'_>| half.fixed.as_ref().is_some_and(Fact::is_empty);
        let compares_nothing = is_nothing(&right) || !entry.tests_nothing && is_nothing(&left);
        if compares_nothing && base(entry.code).0 != "eq" {
            // Whatever the other side is, only the negation holds (rule 6).
            let subject = Subject::Fixed(entry.negative);
            return Some(Self::new(subject, Some(entry), String::new()));
        }
        let (entry, left, right) = match (left.is_fact(), right.is_fact()) {
            (true, true) => return Some(Self::pair(entry, &left, &right)),
            (true, false) => (entry, left, right),
            (false, true) => (operators::find(entry.mirror?)?, right, left),
            (false, false) => return None,
        };
        let question = format!("{} {:?}", base(entry.code).0, right.operand);
        Some(Self::value(entry, left, right.fixed, question, names))
    }

    fn value(
        entry: &'static Entry,
        left: Half<'_>,
        right: Option<Fact>,
        question: String,
        names: &Dictionaries,
    ) -> Self {
        let path = left.side.path().clone();
        let joint = left.operand.offset.is_none() && stage::member(&path).is_some();
        let kind = path.kind(names);
        let reading = Self {
            key: Some(match joint {
                true => stage::KEY.to_owned(),
                false => left.key(),
            }),
            kind,
            right,
            moved: left.operand.offset.is_some(),
            ..Self::new(Subject::Value(path), Some(entry), question)
        };
        let claim = reading.right.as_ref().filter(|_| reading.is_known());
        Self {
            claim: claim.and_then(|right| Claim::of(kind, base(entry.code).0, right)),
            tells: match entry.unary {
                true => Tells::All,
                false => samples::suits(&reading, entry.code),
            },
            ..reading
        }
    }

    fn pair(entry: &'static Entry, left: &Half<'_>, right: &Half<'_>) -> Self {
        let [(one, ahead), (other, behind)] = [left, right].map(Half::pair_key);
        let swaps = one == NOW || (other != NOW && one > other);
        let mirror = entry.mirror.and_then(operators::find).filter(|_| swaps);
        let code = base(mirror.unwrap_or(entry).code).0;
        let question = match swaps && mirror.is_none() {
            true => format!("{code} the other way"),
            false => code.to_owned(),
        };
        let (first, second, shift) = match swaps {
            true => (other, one, ahead),
            false => (one, other, behind),
        };
        let same = first == second && ahead == behind;
        let sure = same && left.operand.offset.is_none() && right.operand.offset.is_none();
        Self {
            key: Some(format!("{first} with {second}")),
            ..Self::new(
                Subject::Pair { same, sure, shift },
                Some(mirror.unwrap_or(entry)),
                question,
            )
        }
    }

    /// What the row gives on a sample; `None` if the sample does not tell.
    pub fn on(&self, sample: &Sample) -> Option<bool> {
        let code = self.entry.map_or("", |entry| entry.code);
        match (&self.subject, sample) {
            (Subject::Fixed(result), _) => Some(*result),
            (Subject::Change, Sample::Changed(changed)) => Some(*changed != self.negative),
            (Subject::Pair { shift, .. }, Sample::Orders(orders)) => {
                orders.get(shift).and_then(|order| order.holds(code))
            }
            (Subject::Value(path), Sample::Facts(facts)) => {
                let fact = facts.get(stage::member(path).unwrap_or_default());
                self.compared(fact.or_else(|| facts.first())?)
            }
            (Subject::Value(_), Sample::Filled) if matches!(code, "empty" | "nempty") => {
                Some(code == "nempty")
            }
            _ => None,
        }
    }

    fn compared(&self, fact: &Fact) -> Option<bool> {
        let told = match self.tells {
            Tells::All => true,
            Tells::Listed => !samples::is_strange(fact),
            Tells::Nothing => fact.is_empty(),
        };
        let (entry, right) = self.entry.zip(self.right.as_ref()).filter(|_| told)?;
        Some(operators::compare(fact, entry, right).result)
    }

    /// Whether a comparison can't fail, so that the row and its negation are never both false.
    pub fn is_sure(&self) -> bool {
        self.claim.is_some() || matches!(self.subject, Subject::Change)
    }

    /// Whether samples tell what it gives, so that its constants are among them.
    pub fn is_exact(&self) -> bool {
        match self.tells {
            Tells::All => true,
            Tells::Listed => self.kind != Kind::Text,
            Tells::Nothing => false,
        }
    }

    /// How much one comparison costs: the number of constants.
    pub fn size(&self) -> usize {
        self.right
            .as_ref()
            .map_or(1, |right| samples::parts(right).count().max(1))
    }

    /// Whether it only asks which of two values is greater.
    pub fn is_order(&self) -> bool {
        let code = self.entry.map_or("", |entry| entry.code);
        matches!(code, "gt" | "ge" | "lt" | "le")
    }

    /// Whether the value surely is of the type of its path, or empty.
    fn is_known(&self) -> bool {
        match &self.subject {
            Subject::Value(path) => self.kind != Kind::Dynamic || is_variable(path),
            _ => false,
        }
    }

    /// Whether a value of an unknown type is a text at least.
    pub fn is_written(&self) -> bool {
        matches!(&self.subject, Subject::Value(path) if is_variable(path))
    }

    /// The type of a custom field stands in the account, and amoCRM may hold something else.
    pub fn may_be_odd(&self) -> bool {
        matches!(&self.subject, Subject::Value(path) if path.entry().kind == Kind::Dynamic)
    }

    /// The entity without which there is no value.
    pub fn entity(&self) -> Option<EntityKind> {
        let Subject::Value(path) = &self.subject else {
            return None;
        };
        if path.args().len() > 1 {
            return None; // a text of its own stands for a field of nobody
        }
        match path.entry().group {
            Group::Lead => Some(EntityKind::Lead),
            Group::Contact => Some(EntityKind::Contact),
            Group::Company => Some(EntityKind::Company),
            _ => None,
        }
    }

    /// Whether another row of the same key reads the very same value.
    pub fn is_of_value(&self, other: &Self) -> bool {
        match (&self.subject, &other.subject) {
            (Subject::Value(one), Subject::Value(other)) => one.canonical() == other.canonical(),
            _ => false,
        }
    }

    /// What the catalogue says of the value.
    pub fn value_entry(&self) -> Option<&'static values::Entry> {
        match &self.subject {
            Subject::Value(path) => Some(path.entry()),
            _ => None,
        }
    }

    /// Whether it tells if an entity is there: it does so without the entity too.
    pub fn is_presence(&self) -> bool {
        let entry = self.value_entry();
        entry.is_some_and(|entry| entry.path.ends_with(".exists"))
    }

    /// Whether the value is never empty where its entity is there.
    pub fn is_filled(&self) -> bool {
        self.value_entry().is_some_and(|entry| entry.filled)
    }
}

/// Variables are texts whose type is found when they are compared.
fn is_variable(path: &Path) -> bool {
    matches!(path.entry().group, Group::Variables | Group::Start)
        && path.entry().kind == Kind::Dynamic
}

fn fixed(left: &Fact, entry: &'static Entry, right: &Fact) -> Reading {
    let result = operators::compare(left, entry, right).result;
    Reading::new(Subject::Fixed(result), Some(entry), String::new())
}

impl<'a> Half<'a> {
    fn of(operand: &'a Operand, names: &Dictionaries) -> Option<Self> {
        let side = Side::compile(operand).ok()?;
        let fixed = side.fixed(names);
        Some(Self {
            operand,
            side,
            fixed,
        })
    }

    fn is_fact(&self) -> bool {
        self.side.path().entry().group != Group::Constant
    }

    /// Path with shift.
    fn key(&self) -> String {
        let path = self.side.path().canonical();
        match self.operand.offset {
            Some(offset) => format!("{path} {offset:?}"),
            None => path,
        }
    }

    /// The same, and how far it is moved, where the value is the current time.
    fn pair_key(&self) -> (String, i64) {
        let is_now = self.side.path().entry().path == NOW;
        let seconds = match self.operand.offset {
            Some(offset) => {
                let unit = match offset.unit {
                    OffsetUnit::Minutes => Some(60),
                    OffsetUnit::Hours => Some(3600),
                    OffsetUnit::Days => Some(DAY_S),
                    OffsetUnit::Weeks => Some(DAY_S * 7),
                    OffsetUnit::Workdays | OffsetUnit::Months | OffsetUnit::Years => None,
                };
                unit.map(|unit| i64::from(offset.amount) * unit)
            }
            None => Some(0),
        };
        match seconds.filter(|_| is_now) {
            Some(seconds) => (NOW.to_owned(), seconds),
            None => (self.key(), 0),
        }
    }
}

impl Order {
    /// What an operator gives on two values in this order; `None` if it asks something else.
    fn holds(self, code: &str) -> Option<bool> {
        match code {
            "eq" => Some(matches!(self, Self::Same | Self::Equal)),
            "ne" => Some(!matches!(self, Self::Same | Self::Equal)),
            "lt" => Some(self == Self::Less),
            "le" => Some(matches!(self, Self::Less | Self::Same)),
            "gt" => Some(self == Self::More),
            "ge" => Some(matches!(self, Self::More | Self::Same)),
            _ => None,
        }
    }
}
