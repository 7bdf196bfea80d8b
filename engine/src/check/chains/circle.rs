//! Whether runs can really follow one another: their conditions, and that each one changes something.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::{
    act::{Cause, Start, Touch, root},
    graph::Place,
    state::{Changes, Known, base, is_of, of_block, take},
};
use crate::{
    check::{
        proof::{Proof, Results, Shape, takes_part},
        written::row,
    },
    scenario::{Block, Condition, Joiner, Operand},
    snapshot::Dictionaries,
    values::{Group, Path},
};

/// With more rows than this nothing is claimed.
const MAX_ROWS: usize = 300;
/// So many comparisons are made for one question.
const MAX_WORK: usize = 1 << 16;
/// So long one run may take until the next one starts, in seconds: more rarely a scenario stops a circle itself.
const SLACK_S: u64 = 60;

/// One run, and what follows from it.
#[derive(Debug)]
pub(super) struct Step<'a> {
    pub place: &'a Place<'a>,
    /// The block that passes; `None` if none does.
    pub block: Option<usize>,
    pub changes: Changes<'a>,
    pub cause: Option<&'a Cause>,
    /// Of these one has to become another one.
    pub gate: Vec<&'a Touch>,
    /// Until its trigger acts.
    pub delay_s: u64,
}

/// Runs one after another.
#[derive(Debug)]
pub(super) struct Steps<'a> {
    pub steps: Vec<&'a Step<'a>>,
    /// The last one starts the first one again.
    pub closed: bool,
    /// All are parts of one run.
    pub one_run: bool,
}

/// What has to come at once.
#[derive(Debug)]
enum Clause {
    Passes(Shape),
    Fails(Shape),
    /// One of these rows gives this.
    Any(Vec<(usize, bool)>),
}

/// Rows that are known to hold, with the time of their values.
type Told = Vec<(Condition, String)>;

/// Rows at different times.
#[derive(Debug, Default)]
struct Asked {
    rows: Vec<(Condition, String)>,
    clauses: Vec<Clause>,
}

impl<'a> Step<'a> {
    /// One block by itself, or none of all.
    pub fn of(place: &'a Place<'a>, block: Option<usize>) -> Self {
        let acts = block.and_then(|block| place.acts.get(block));
        Self {
            place,
            block,
            changes: acts.map(|acts| of_block(acts)).unwrap_or_default(),
            cause: None,
            gate: Vec::new(),
            delay_s: 0,
        }
    }

    /// Whether it surely writes another stage, user or option than a block asks for that goes on: a glance that
    /// saves most questions.
    pub fn excludes(&self, next: &Step<'_>) -> bool {
        let block = next.block.and_then(|at| next.place.scenario.blocks.get(at));
        let rows = block.filter(|block| block.formula.is_none());
        let rows = rows.map_or(&[][..], |block| &block.conditions);
        let is_other = |row: &Condition| {
            let (Some(left), Some(right)) = (&row.left, &row.right) else {
                return false;
            };
            let change = self.changes.get(left.path.as_str()).filter(|it| it.sure);
            let [touch] = change.map_or(&[][..], |change| &change.values) else {
                return false;
            };
            let written = touch.row.as_ref().and_then(|row| row.right.as_ref());
            let is_one = ["const.stage", "const.user", "const.option"];
            row.operator.as_deref() == Some("eq")
                && left.offset.is_none()
                && is_one.contains(&right.path.as_str())
                && written.is_some_and(|it| it.path == right.path && is_plainly(it, right))
        };
        let joined = |row: &&Condition| takes_part(row) && row.joiner == Joiner::Or;
        !rows.iter().any(|row| joined(&row))
            && rows.iter().any(|row| takes_part(row) && is_other(row))
    }
}

/// Whether two constants name two things by numbers.
fn is_plainly(one: &Operand, other: &Operand) -> bool {
    let numbers = |side: &Operand| match side.value.as_ref() {
        Some(Json::Number(number)) => number.as_u64().map(|it| (0, it)),
        Some(value) => {
            let part = |name| value.get(name).and_then(Json::as_u64);
            part("pipeline").zip(part("status"))
        }
        None => None,
    };
    numbers(one)
        .zip(numbers(other))
        .is_some_and(|(one, other)| one != other)
}

impl Steps<'_> {
    /// `None` if there is too much to try.
    pub fn can_be(&self, names: &Dictionaries) -> Option<bool> {
        if self.closed && (self.is_damped() || self.counts()) {
            return Some(false);
        }
        let mut asked = Asked::default();
        for (at, known) in self.known().iter().enumerate() {
            self.conditions(at, &mut asked);
            for values in known.values() {
                self.stands(at, values, &mut asked);
            }
            if !self.fires(at, known, &mut asked) {
                return Some(false);
            }
        }
        if asked.rows.len() > MAX_ROWS {
            return None;
        }
        let rows = asked.rows.iter().map(|(row, label)| (row, label.as_str()));
        let proof = Proof::at_times(rows, names, &mut MAX_WORK.clone());
        proof.can_be(|results| all(&asked.clauses, results))
    }

    /// Whether how often a scenario may run for one entity stops it; of what is made each one is another.
    fn is_damped(&self) -> bool {
        let made: BTreeSet<&str> = self.steps.iter().filter_map(|it| it.cause?.made).collect();
        let steps = self.steps.iter();
        let waits = steps.clone().fold(0_u64, |all, step| {
            let block = step
                .block
                .and_then(|block| step.place.scenario.blocks.get(block));
            let block = block.map_or(0, |block| u64::from(block.delay_s));
            all.saturating_add(block).saturating_add(step.delay_s)
        });
        let again = steps.filter(|step| !made.contains(root(step.place.kind)));
        let mut frequencies = again.map(|step| step.place.scenario.frequency);
        let most = waits.saturating_add(SLACK_S);
        frequencies.any(|it| it.once || u64::from(it.interval_s) > most)
    }

    /// Whether a condition reads what becomes another value each time: when it ends is not known.
    fn counts(&self) -> bool {
        let changes = self.steps.iter().flat_map(|step| &step.changes);
        let moving = changes.filter(|(_, it)| it.values.iter().any(|touch| touch.text.is_none()));
        let moving: BTreeSet<&str> = moving.map(|(slot, _)| base(slot)).collect();
        let blocks = self.steps.iter().flat_map(|step| blocks(step));
        let mut rows = blocks
            .flat_map(|block| &block.conditions)
            .filter(|row| takes_part(row));
        rows.any(|row| {
            let is_open = matches!(row.operator.as_deref(), Some("nempty" | "changed"));
            let sides = [&row.left, &row.right].into_iter().flatten();
            let mut values = sides.filter_map(|side| value(&Path::parse(&side.path).ok()?));
            !is_open && values.any(|value| moving.contains(value.as_str()))
        })
    }

    /// What is known before each run; of a circle after it went round.
    fn known(&self) -> Vec<Known<'_>> {
        let mut known = Known::new();
        let mut all = Vec::new();
        for _ in 0..=usize::from(self.closed) {
            all.clear();
            for step in &self.steps {
                all.push(known.clone());
                take(&mut known, &step.changes, step.cause);
            }
        }
        all
    }

    /// The rows of a run.
    fn conditions(&self, at: usize, asked: &mut Asked) {
        let Some(step) = self.steps.get(at) else {
            return;
        };
        for block in blocks(step) {
            let first = asked.rows.len();
            let mut told = Vec::new();
            for row in &block.conditions {
                asked.rows.push(self.asked(at, row, &mut told));
            }
            let shape = Shape::of(block, first);
            asked.clauses.push(match step.block {
                Some(_) => Clause::Passes(shape),
                None => Clause::Fails(shape),
            });
            for row in told {
                asked.any(vec![(row, true)]);
            }
        }
    }

    /// A value is one of those that were written, if all of them are known.
    fn stands(&self, at: usize, values: &[&Touch], asked: &mut Asked) {
        let rows: Option<Vec<&Condition>> = values.iter().map(|it| it.row.as_ref()).collect();
        let rows = rows.into_iter().flatten().zip(values);
        let rows = rows.map(|(row, touch)| {
            let label = self.version(at, base(&touch.slot));
            ((row.clone(), label), true)
        });
        asked.any(rows.collect());
    }

    /// Whether its trigger changes anything.
    fn fires(&self, at: usize, known: &Known<'_>, asked: &mut Asked) -> bool {
        let Some(step) = self.steps.get(at) else {
            return false;
        };
        let mut others = Vec::new();
        let mut is_open = step.gate.is_empty();
        for touch in &step.gate {
            let slot = touch.slot.as_str();
            let change = step.changes.get(slot);
            let own = change.into_iter().flat_map(|change| change.values.iter());
            let before = known.get(slot);
            let mut seen = before.into_iter().flatten().chain(own);
            let is_same = before.is_some() && seen.all(|it| it.text == touch.text);
            let is_alone = change.is_none_or(|change| change.count < 2);
            match (&touch.row, &touch.text) {
                (_, Some(_)) if is_same => {}
                (Some(row), Some(_)) if is_alone => {
                    others.push(((row.clone(), self.version(at, base(slot))), false));
                }
                _ => is_open = true,
            }
        }
        if !is_open {
            let has_others = !others.is_empty();
            asked.any(others);
            return has_others;
        }
        true
    }

    /// A row with the time of its values, and rows that are known to hold beside it.
    fn asked(&self, at: usize, row: &Condition, told: &mut Told) -> (Condition, String) {
        let mut row = row.clone();
        let operator = row.operator.clone().unwrap_or_default();
        let mut labels = Vec::new();
        for side in [&mut row.left, &mut row.right].into_iter().flatten() {
            labels.push(self.label(at, side, &operator, told));
        }
        labels.retain(|label| !label.is_empty());
        (row, labels.join(" "))
    }

    fn label(&self, at: usize, side: &mut Operand, operator: &str, told: &mut Told) -> String {
        let now = format!("at {at}");
        let Ok(path) = Path::parse(&side.path) else {
            return now;
        };
        if path.entry().group == Group::Constant {
            let text = side.value.as_ref().map(ToString::to_string);
            let is_fixed = text.is_none_or(|text| !text.contains("{{"));
            return if is_fixed { String::new() } else { now };
        }
        let event = match self.one_run {
            true => "event".to_owned(),
            false => format!("event {at}"),
        };
        if path.entry().is_previous() {
            return self.was(at, side, &path, event, told);
        }
        let value = value(&path);
        let canonical = path.canonical();
        if matches!(operator, "changed" | "nchanged") {
            let before = self.before(at, &canonical).zip(value);
            if before.is_some_and(|((_, step), value)| changed(step, &value) == 0) {
                told.push((row(&side.path, "nchanged", None), event.clone()));
            }
            return event;
        }
        let made = self.previous(at).and_then(|(_, step)| step.cause?.made);
        if made == Some("note") && is_of("note", &canonical) && !canonical.starts_with("note.") {
            // A note of ours is no call, no letter and no SMS.
            told.push((row(&side.path, "empty", None), now.clone()));
            return now;
        }
        value.map_or(now, |value| self.version(at, &value))
    }

    /// A value before the change: empty if it did not change, and the one that the run before found if it alone
    /// changed it.
    fn was(
        &self,
        at: usize,
        side: &mut Operand,
        path: &Path,
        event: String,
        told: &mut Told,
    ) -> String {
        let now = path.canonical().replacen("previous_", "", 1);
        let before = self.before(at, &now).zip(value_of(&now));
        match before.map(|((at, step), value)| (at, changed(step, &value), value)) {
            Some((_, 0, _)) => {
                told.push((row(&side.path, "empty", None), event.clone()));
                event
            }
            Some((at, 1, value)) => {
                side.path = now;
                self.version(at, &value)
            }
            _ => event,
        }
    }

    /// The run before this one, if it set it off.
    fn previous(&self, at: usize) -> Option<(usize, &Step<'_>)> {
        let last = self.steps.len().checked_sub(1).filter(|_| self.closed);
        let at = at.checked_sub(1).or(last).filter(|_| !self.one_run)?;
        Some((at, self.steps.get(at)?))
    }

    /// The same, if the event tells what this value was before.
    fn before(&self, at: usize, path: &str) -> Option<(usize, &Step<'_>)> {
        let place = self.steps.get(at)?.place;
        let Start::Event(code) = place.start else {
            return None;
        };
        let is_own = path.starts_with(&format!("{}.", root(place.kind)));
        self.previous(at)
            .filter(|_| is_own && code.ends_with("_changed"))
    }

    /// Since which run a value stands: equal words are equal values.
    fn version(&self, at: usize, value: &str) -> String {
        let count = self.steps.len();
        let back = (1..=count).map(|back| match at.checked_sub(back) {
            None if !self.closed => None,
            None => (at + count).checked_sub(back),
            some => some,
        });
        let last = back.map_while(|it| it).find(|at| {
            let step = self.steps.get(*at);
            step.is_some_and(|step| changed(step, value) > 0 || is_made(step, value))
        });
        last.map_or_else(String::new, |at| format!("since {at}"))
    }
}

impl Asked {
    /// One of these rows has to come so; no row asks nothing.
    fn any(&mut self, rows: Vec<((Condition, String), bool)>) {
        if rows.is_empty() {
            return;
        }
        let first = self.rows.len();
        let (rows, results): (Vec<_>, Vec<bool>) = rows.into_iter().unzip();
        self.clauses
            .push(Clause::Any((first..).zip(results).collect()));
        self.rows.extend(rows);
    }
}

/// The block that passes, or all of which none does.
fn blocks<'a>(step: &Step<'a>) -> &'a [Block] {
    let blocks = &step.place.scenario.blocks;
    match step.block {
        Some(block) => blocks.get(block..=block).unwrap_or_default(),
        None => blocks,
    }
}

/// How many triggers of a run write a value.
fn changed(step: &Step<'_>, value: &str) -> usize {
    let changes = step.changes.iter().filter(|(slot, _)| base(slot) == value);
    changes.map(|(_, change)| change.count).sum()
}

fn is_made(step: &Step<'_>, value: &str) -> bool {
    step.cause
        .and_then(|cause| cause.made)
        .is_some_and(|root| is_of(root, value))
}

/// The value that a path reads, where it changes only by what triggers write.
fn value(path: &Path) -> Option<String> {
    value_of(&path.canonical())
}

fn value_of(path: &str) -> Option<String> {
    if path.starts_with("global(") {
        return Some(path.to_owned());
    }
    let (root, rest) = path.split_once('.')?;
    let is_entity = matches!(root, "lead" | "contact" | "company");
    let is_start = matches!(root, "task" | "note" | "mail" | "sms" | "call");
    match rest {
        "status" | "pipeline" | "state" => Some("lead.status".to_owned()),
        "responsible.group" => Some(format!("{root}.responsible")),
        "name" | "budget" | "responsible" | "tags" | "exists" => Some(path.to_owned()),
        _ if is_entity && rest.starts_with("cf(") => Some(path.to_owned()),
        _ => is_start.then(|| path.to_owned()),
    }
}

/// Whether all come; `None` if that is not known.
fn all(clauses: &[Clause], results: &Results) -> Option<bool> {
    let mut all = Some(true);
    for clause in clauses {
        let holds = match clause {
            Clause::Passes(shape) => shape.passes(results),
            Clause::Fails(shape) => shape.passes(results).map(|it| !it),
            Clause::Any(rows) => any(rows, results),
        };
        match holds {
            Some(false) => return Some(false),
            Some(true) => {}
            None => all = None,
        }
    }
    all
}

fn any(rows: &[(usize, bool)], results: &Results) -> Option<bool> {
    let given = |row: usize| results.get(row).copied().flatten();
    let mut found = Some(false);
    for (row, wanted) in rows {
        match given(*row) {
            Some(result) if result == *wanted => return Some(true),
            Some(_) => {}
            None => found = None,
        }
    }
    found
}
