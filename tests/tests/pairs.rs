//! Tables 4.2 and 4.3 of the language reference have a case for each operator of each type, and for each cell.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use engine::{
    Kind,
    kind::{RefKind, SetOf},
    operators,
};
use serde_json::Value as Json;
use tests::{
    case::{Case, Object, files},
    target::Target,
};

/// Types with the row and the column of table 4.3 in which they stand.
const TYPES: [(Kind, &str, &str); 19] = [
    (Kind::Text, "text", "text"),
    (Kind::Email, "text", "text"),
    (Kind::Phone, "phone", "text"),
    (Kind::Number, "number", "number"),
    (Kind::Money, "number", "number"),
    (Kind::Duration, "number", "number"),
    (Kind::Bool, "bool", "bool"),
    (Kind::Date, "date", "date"),
    (Kind::DateTime, "date", "date"),
    (Kind::Time, "time", "time"),
    (Kind::Weekday, "weekday", "weekday"),
    (Kind::Enum, "enum", "enum"),
    (Kind::Ref(RefKind::Stage), "ref", "ref"),
    (Kind::Set(SetOf::Text), "set", "set"),
    (Kind::Set(SetOf::Enum), "set", "set"),
    (Kind::Set(SetOf::Weekday), "set", "set"),
    (Kind::Set(SetOf::Phone), "set of phones", "set"),
    (Kind::Set(SetOf::Email), "set of e-mails", "set"),
    (Kind::Dynamic, "dynamic", "dynamic"),
];

/// Types of which no value is known as it was before a change.
const NEVER_BEFORE: [Kind; 6] = [
    Kind::Email,
    Kind::Phone,
    Kind::Duration,
    Kind::Time,
    Kind::Weekday,
    Kind::Dynamic,
];

/// What the cases show.
#[derive(Default)]
struct Shown {
    /// Type and operator.
    offers: BTreeSet<(String, String)>,
    /// Row, operator and column.
    pairs: BTreeSet<(String, String, String)>,
    /// Row and column of what is refused.
    refused: BTreeSet<(String, String)>,
}

#[test]
fn every_operator_of_every_type_has_a_case() -> Result<()> {
    let shown = shown()?;
    let mut missing = Vec::new();
    // A set of weekdays is a constant on the right side only.
    let lefts = TYPES.map(|it| it.0);
    let lefts = lefts
        .into_iter()
        .filter(|it| *it != Kind::Set(SetOf::Weekday));
    for left in lefts {
        for operator in operators::offered_with(left, !NEVER_BEFORE.contains(&left)) {
            let pair = (name(left)?, operator.code.to_owned());
            if !shown.offers.contains(&pair) {
                missing.push(format!("{} {}", pair.0, pair.1));
            }
        }
    }
    tell(&missing)
}

#[test]
fn every_cell_of_the_table_of_types_has_a_case() -> Result<()> {
    let shown = shown()?;
    let mut missing: BTreeSet<String> = fitting()
        .difference(&shown.pairs)
        .map(|(row, code, column)| format!("{row} {code} {column}"))
        .collect();
    for (row, column) in cells() {
        let fits = fitting().iter().any(|it| (&it.0, &it.2) == (&row, &column));
        if !fits && !shown.refused.contains(&(row.clone(), column.clone())) {
            missing.insert(format!("{row} × {column}: refused"));
        }
    }
    tell(&missing.into_iter().collect::<Vec<_>>())
}

fn cells() -> BTreeSet<(String, String)> {
    let columns = |row: &'static str| TYPES.map(|it| (row.to_owned(), it.2.to_owned()));
    TYPES.iter().flat_map(|it| columns(it.1)).collect()
}

/// Row, operator and column of everything that can be chosen.
fn fitting() -> BTreeSet<(String, String, String)> {
    let mut fitting = BTreeSet::new();
    for (left, row, _) in TYPES {
        for operator in operators::offered(left).iter().filter(|it| !it.unary) {
            let rights = TYPES
                .iter()
                .filter(|it| operators::fits(left, operator, it.0));
            let pair = |column: &str| (row.to_owned(), operator.code.to_owned(), column.to_owned());
            fitting.extend(rights.map(|it| pair(it.2)));
        }
    }
    fitting
}

fn tell(missing: &[String]) -> Result<()> {
    let told = missing.join("\n");
    ensure!(
        missing.is_empty(),
        "no case in tests/cases/operators:\n{told}"
    );
    Ok(())
}

/// Every condition of every case, by the types of its sides.
fn shown() -> Result<Shown> {
    let mut shown = Shown::default();
    for file in files()? {
        for case in &file.cases {
            let Some(left) = case.body.get("left") else {
                continue;
            };
            for (operator, right, is_refused) in rows(&case.body) {
                see(&mut shown, &case.body, left, &operator, right, is_refused)?;
            }
        }
    }
    Ok(shown)
}

fn see(
    shown: &mut Shown,
    case: &Object,
    left: &Json,
    operator: &str,
    right: Option<&Json>,
    is_refused: bool,
) -> Result<()> {
    let Some((left, row, _)) = place_of(case, left)? else {
        return Ok(());
    };
    let column = match right {
        Some(right) => place_of(case, right)?.map(|it| it.2.to_owned()),
        None => None,
    };
    let row = row.to_owned();
    if is_refused {
        shown.refused.extend(column.map(|column| (row, column)));
        return Ok(());
    }
    shown.offers.insert((left, operator.to_owned()));
    let column = column.unwrap_or_default();
    shown.pairs.insert((row, operator.to_owned(), column));
    Ok(())
}

/// Operator and right side of each row, and whether it must be refused.
fn rows(case: &Object) -> Vec<(String, Option<&Json>, bool)> {
    if let Some(operator) = case.get("operator").and_then(Json::as_str) {
        let is_refused = case.get("gives").is_some_and(|it| it == "refused");
        return vec![(operator.to_owned(), case.get("right"), is_refused)];
    }
    let mut rows = Vec::new();
    for key in ["holds", "fails", "refused"] {
        for row in case.get(key).and_then(Json::as_array).into_iter().flatten() {
            let operator = row.get(0).unwrap_or(row).as_str().unwrap_or_default();
            rows.push((operator.to_owned(), row.get(1), key == "refused"));
        }
    }
    rows
}

/// The type of a side with its row and column; nothing for a side that can't be read.
fn place_of(case: &Object, side: &Json) -> Result<Option<(String, &'static str, &'static str)>> {
    let mut body = Object::new();
    body.insert("value".to_owned(), side.clone());
    let facts = case.get("facts").cloned();
    body.extend(facts.map(|facts| ("facts".to_owned(), facts)));
    let side = Case {
        name: String::new(),
        body,
    };
    let kind = side.run(&mut Target::Native)?.result.remove("type");
    let kind = kind.as_ref().and_then(Json::as_str).unwrap_or_default();
    for (known, row, column) in TYPES {
        let known = name(known)?;
        if known == kind || (row == "ref" && kind.starts_with("ref ")) {
            return Ok(Some((known, row, column)));
        }
    }
    Ok(None)
}

/// `number`, `ref stage`, `set text`, as the cases write it.
fn name(kind: Kind) -> Result<String> {
    Ok(match serde_json::to_value(kind)? {
        Json::Object(pair) => pair
            .iter()
            .map(|(outer, inner)| format!("{outer} {}", inner.as_str().unwrap_or_default()))
            .collect(),
        word => word.as_str().unwrap_or_default().to_owned(),
    })
}
