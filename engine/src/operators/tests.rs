//! Every operator by the rules of section 5, the vectors of 18.3, and odd facts.

use super::*;
use crate::{
    calendar,
    fact::Reference,
    kind::{RefKind, SetOf},
    problem::Code,
};

mod empty_and_sets;
mod odd;
mod offers;
mod rules;
mod vectors;

fn text(text: &str) -> Fact {
    Fact::Text(text.to_owned())
}

fn dynamic(text: &str) -> Fact {
    Fact::Dynamic(text.to_owned())
}

fn phone(text: &str) -> Fact {
    Fact::Phone(text.to_owned())
}

fn email(text: &str) -> Fact {
    Fact::Email(text.to_owned())
}

fn number(text: &str) -> Fact {
    Fact::parse(text, Kind::Number).unwrap_or_else(|| panic!("{text}"))
}

fn money(text: &str) -> Fact {
    Fact::parse(text, Kind::Money).unwrap_or_else(|| panic!("{text}"))
}

/// A date or an instant, as written.
fn date(text: &str) -> Fact {
    calendar::parse(text).map_or_else(|| panic!("{text}"), Fact::from)
}

fn time(text: &str) -> Fact {
    Fact::parse(text, Kind::Time).unwrap_or_else(|| panic!("{text}"))
}

fn option(id: u64, text: &str) -> Fact {
    Fact::Enum {
        id,
        text: text.to_owned(),
    }
}

fn reference(kind: RefKind, id: u64, name: &str) -> Fact {
    Fact::Ref(Reference {
        kind,
        id,
        pipeline: None,
        name: name.to_owned(),
    })
}

fn stage(pipeline: u64, id: u64, name: &str) -> Fact {
    Fact::Ref(Reference {
        kind: RefKind::Stage,
        id,
        pipeline: Some(pipeline),
        name: name.to_owned(),
    })
}

fn tags(names: &[&str]) -> Fact {
    Fact::Set(names.iter().copied().map(text).collect())
}

fn list(names: &[&str]) -> Fact {
    Fact::Set(names.iter().copied().map(dynamic).collect())
}

fn phones(numbers: &[&str]) -> Fact {
    Fact::Set(numbers.iter().copied().map(phone).collect())
}

fn weekdays(numbers: &[u8]) -> Fact {
    Fact::Set(numbers.iter().copied().map(Fact::Weekday).collect())
}

fn compared(left: &Fact, code: &str, right: &Fact) -> Comparison {
    let entry = find(code).unwrap_or_else(|| panic!("no operator {code}"));
    compare(left, entry, right)
}

fn holds(left: &Fact, code: &str, right: &Fact) -> bool {
    compared(left, code, right).result
}

/// Checks rows of left side, operator, right side and result.
fn check(rows: &[(Fact, &str, Fact, bool)]) {
    for (left, code, right, expected) in rows {
        assert_eq!(
            holds(left, code, right),
            *expected,
            "{left:?} {code} {right:?}"
        );
    }
}

fn codes(comparison: &Comparison) -> Vec<Code> {
    comparison.notes.iter().map(|note| note.code).collect()
}
