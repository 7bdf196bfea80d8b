//! One condition: both sides resolved, compared, and written down for the debugger (R434–R436).

use std::{borrow::Cow, collections::BTreeSet};

use super::side::{Seen, Side};
use crate::{
    fact::Fact,
    log,
    operators::{self, Entry, Prepared},
    problem::{Code, Problem},
    scenario::{Condition, Joiner, Operand},
    snapshot::Snapshot,
    values::Need,
};

/// A compiled condition.
#[derive(Debug)]
pub struct Row {
    condition: String,
    joiner: Joiner,
    code: Option<String>,
    left: Option<Side>,
    right: Option<Side>,
    state: State,
}

/// What a condition can do.
#[derive(Debug)]
pub(crate) enum State {
    /// Not configured or muted: takes no part (A13).
    Neutral,
    /// It can't be compared, so it is false (section 5, rule 9).
    Broken(Vec<Problem>),
    Ready(&'static Entry),
}

impl Row {
    /// Resolves paths and operator.
    pub fn compile(condition: &Condition) -> Self {
        let mut broken = Vec::new();
        let left = side(condition.left.as_ref(), "left", &mut broken);
        let operator = operator(condition, &mut broken);
        let unary = operator.is_some_and(|entry| entry.unary);
        let right = match unary {
            true => None,
            false => side(condition.right.as_ref(), "right", &mut broken),
        };
        let right = match (operator, &left) {
            (Some(entry), Some(left)) if entry.before => before(left, entry, &mut broken),
            _ => right,
        };
        let state = match operator {
            _ if condition.muted || !is_configured(condition) => State::Neutral,
            Some(entry) if broken.is_empty() => State::Ready(entry),
            _ => State::Broken(broken),
        };
        Self {
            condition: condition.id.clone(),
            joiner: condition.joiner,
            code: condition.operator.clone(),
            left,
            right,
            state,
        }
    }

    /// Facts that both sides read; a neutral row reads them too, to show them.
    pub fn needs(&self) -> BTreeSet<Need> {
        let sides = [&self.left, &self.right].into_iter().flatten();
        sides.flat_map(Side::needs).collect()
    }

    /// Identifier of the condition.
    pub(super) fn id(&self) -> &str {
        &self.condition
    }

    /// How it is joined to the others.
    pub(super) fn joiner(&self) -> Joiner {
        self.joiner
    }

    /// Upper side, lower side, and what it can do with them.
    pub(crate) fn into_parts(self) -> (Option<Side>, Option<Side>, State) {
        (self.left, self.right, self.state)
    }

    fn is_changed(&self, snapshot: &Snapshot) -> bool {
        let left = self.left.as_ref();
        left.is_some_and(|side| side.path().is_changed(snapshot))
    }

    /// The result alone, without what the debugger shows; `None` if it takes no part (A13).
    pub fn holds(&self, snapshot: &Snapshot) -> Option<bool> {
        match &self.state {
            State::Neutral => None,
            State::Broken(_) => Some(false),
            State::Ready(entry) => Some(self.compare(entry, snapshot).unwrap_or_default()),
        }
    }

    /// `None` if a side failed (section 5, rule 9).
    fn compare(&self, entry: &Entry, snapshot: &Snapshot) -> Option<bool> {
        let left = self.left.as_ref()?.prepared(snapshot)?;
        let right = match &self.right {
            None => Cow::Borrowed(Prepared::nothing()),
            Some(side) => side.prepared(snapshot)?,
        };
        // What did not change was before as it is now.
        let right = match entry.before && !self.is_changed(snapshot) {
            true => &left,
            false => &right,
        };
        Some(operators::holds(&left, entry, right))
    }

    /// Both sides with the result.
    pub fn evaluate(&self, snapshot: &Snapshot) -> log::Row {
        let left = self.left.as_ref().map(|side| side.read(snapshot));
        let right = self.right.as_ref().map(|side| side.read(snapshot));
        let mut notes = notes(left.as_ref(), "left");
        notes.extend(self::notes(right.as_ref(), "right"));
        let failed = [&left, &right]
            .into_iter()
            .flatten()
            .any(|seen| seen.failed);
        let (mut left_value, mut right_value) = (None, None);
        let result = match &self.state {
            State::Neutral => None,
            State::Broken(problems) => {
                notes.extend(problems.iter().cloned());
                Some(false)
            }
            State::Ready(_) if failed => Some(false),
            State::Ready(entry) => {
                let (left, right) = (fact(left.as_ref()), fact(right.as_ref()));
                // What did not change was before as it is now.
                let right = if entry.before && !self.is_changed(snapshot) {
                    left
                } else {
                    right
                };
                let compared = operators::compare(left, entry, right);
                (left_value, right_value) = (Some(compared.left), Some(compared.right));
                notes.extend(compared.notes);
                notes.extend(self.loose(entry, snapshot));
                Some(compared.result)
            }
        };
        log::Row {
            condition: self.condition.clone(),
            joiner: self.joiner,
            left: show(self.left.as_ref(), left.as_ref(), snapshot, left_value),
            operator: self.code.clone(),
            right: show(self.right.as_ref(), right.as_ref(), snapshot, right_value),
            result,
            notes,
        }
    }

    /// Types that the operator does not compare (4.3): the row was saved before a field got another type, and now it
    /// gives what the texts of its sides give.
    fn loose(&self, entry: &Entry, snapshot: &Snapshot) -> Option<Problem> {
        let kind = |side: &Side| side.path().kind(&snapshot.dictionaries);
        let left = kind(self.left.as_ref()?);
        let fits = match self.right.as_ref().filter(|_| !entry.before) {
            Some(right) => operators::fits(left, entry, kind(right)),
            None => operators::offered_with(left, true)
                .iter()
                .any(|offered| offered.code == entry.code),
        };
        let detail = format!(
            "Оператор «{}» не сравнивает значения этих типов, результат приблизительный: выберите другой",
            entry.label
        );
        (!fits).then(|| Problem::warning(Code::WrongOperator, detail).at("operator"))
    }
}

/// The value before the change as the other side.
fn before(left: &Side, entry: &Entry, broken: &mut Vec<Problem>) -> Option<Side> {
    let previous = left.path().previous();
    let operand = previous.map(|path| Operand {
        path: path.canonical(),
        ..Operand::default()
    });
    if operand.is_none() {
        let detail = format!(
            "У этого значения нет прежнего, оператор «{}» к нему не подходит: выберите другой",
            entry.label
        );
        broken.push(Problem::error(Code::WrongOperator, detail).at("operator"));
    }
    side(operand.as_ref(), "right", broken)
}

/// «Не настроено» until both values and the operator are chosen (R78).
pub(crate) fn is_configured(condition: &Condition) -> bool {
    let given = |operand: &Option<Operand>| {
        operand
            .as_ref()
            .is_some_and(|operand| !operand.path.trim().is_empty())
    };
    let code = condition
        .operator
        .as_deref()
        .filter(|code| !code.is_empty());
    let unary = code
        .and_then(operators::find)
        .is_some_and(|entry| entry.unary);
    given(&condition.left) && code.is_some() && (unary || given(&condition.right))
}

fn side(operand: Option<&Operand>, place: &str, broken: &mut Vec<Problem>) -> Option<Side> {
    let operand = operand.filter(|operand| !operand.path.trim().is_empty())?;
    match Side::compile(operand) {
        Ok(side) => Some(side),
        Err(problem) => {
            broken.push(problem.at(place));
            None
        }
    }
}

fn operator(condition: &Condition, broken: &mut Vec<Problem>) -> Option<&'static Entry> {
    let code = condition
        .operator
        .as_deref()
        .filter(|code| !code.is_empty())?;
    let found = operators::find(code);
    if found.is_none() {
        let detail = operators::unknown(code);
        broken.push(Problem::error(Code::WrongOperator, detail).at("operator"));
    }
    found
}

fn notes(seen: Option<&Seen<'_>>, place: &str) -> Vec<Problem> {
    let problems = seen
        .map(|seen| seen.problems.as_slice())
        .unwrap_or_default();
    problems
        .iter()
        .map(|problem| problem.clone().at(place))
        .collect()
}

/// The right side of an operator with one side is empty.
fn fact<'a>(seen: Option<&'a Seen<'_>>) -> &'a Fact {
    seen.map_or(&Fact::Empty, |seen| &seen.fact)
}

fn show(
    side: Option<&Side>,
    seen: Option<&Seen<'_>>,
    snapshot: &Snapshot,
    compared: Option<String>,
) -> Option<log::Side> {
    Some(side?.log(seen?, snapshot, compared))
}
