//! Tree to text on given facts (sections 8, 10 and 16 of the language reference).
//!
//! Inner templates come before outer ones, and an inserted value is data: nothing here parses it again.

use super::{
    calc::{self, Piece},
    place::{Place, Spot},
    tree::{Base, Name, Part, Pipeline},
};
use crate::{
    Fact, Problem, Snapshot,
    modifiers::{Call, Outcome, not_a_number, operand},
    operators,
    problem::Code,
    run::StartKind,
    values::{Path, Usage},
};

/// Longest text a template may give or have in between, in bytes.
pub(super) const MAX_BYTES: usize = 1 << 20;
/// Steps of one text: one per part and modifier, and one per [`BYTES_PER_STEP`] of text they handle.
pub(super) const STEPS: usize = 1_000_000;
const BYTES_PER_STEP: usize = 64;
/// Steps of one regular expression in bytes: compiling a huge one takes about so long, whatever its length.
const PATTERN_BYTES: usize = 5_000 * BYTES_PER_STEP;
/// Most problems of one text that are told.
const MAX_PROBLEMS: usize = 100;

/// What a template gives on given facts.
#[derive(Clone, Debug, PartialEq)]
pub struct Rendered {
    /// The text; an error value leaves a gap.
    pub text: String,
    /// The same as a value: typed if the template is exactly one `{{…}}`.
    pub fact: Fact,
    /// Warnings and errors, those of the template's text first.
    pub problems: Vec<Problem>,
    /// Whether an error value (112–115) was not caught, so that the text must not be used.
    pub failed: bool,
}

/// Renders the parts of a template for a place.
pub(super) fn render(
    parts: &[Part],
    known: &[Problem],
    snapshot: &Snapshot,
    place: Place,
) -> Rendered {
    render_quickly(parts, known, snapshot, place, &Nothing)
}

/// The same with parts that somebody else may know a quicker way for.
pub(super) fn render_quickly(
    parts: &[Part],
    known: &[Problem],
    snapshot: &Snapshot,
    place: Place,
    quick: &impl Quick,
) -> Rendered {
    let mut renderer = Renderer::new(snapshot);
    renderer.notes.extend_from_slice(known);
    let outcome = renderer.whole(parts, Spot::new(place), quick);
    let outcome = match renderer.spend(0) {
        Ok(()) => outcome,
        Err(problem) => Err(Gaps::from(problem)), // also if `ifempty` caught it
    };
    let mut problems = distinct(renderer.notes);
    match outcome {
        Ok((text, fact)) => Rendered {
            text,
            fact,
            problems,
            failed: false,
        },
        Err(gaps) => {
            problems.extend(distinct(gaps.problems));
            Rendered {
                text: gaps.text,
                fact: Fact::Empty,
                problems,
                failed: true,
            }
        }
    }
}

/// The first problems without repetitions: ten templates without a contact say so once.
pub(super) fn distinct(problems: Vec<Problem>) -> Vec<Problem> {
    let mut kept = Vec::new();
    for problem in problems {
        if kept.len() < MAX_PROBLEMS && !kept.contains(&problem) {
            kept.push(problem);
        }
    }
    kept
}

/// A text that some error values are missing from.
struct Gaps {
    text: String,
    problems: Vec<Problem>,
}

impl From<Problem> for Gaps {
    fn from(problem: Problem) -> Self {
        Self {
            text: String::new(),
            problems: vec![problem],
        }
    }
}

/// A quicker way to the same text of some parts.
pub(super) trait Quick {
    /// Bytes that the text will probably have.
    fn length(&self) -> usize;
    /// Adds the part with this number, or `None` if it knows no quicker way.
    fn insert(
        &self,
        index: usize,
        renderer: &mut Renderer<'_>,
        text: &mut String,
        spot: &mut Spot,
    ) -> Option<Result<(), Problem>>;
}

/// Knows no quicker way.
struct Nothing;

impl Quick for Nothing {
    fn length(&self) -> usize {
        0
    }

    fn insert(
        &self,
        _: usize,
        _: &mut Renderer<'_>,
        _: &mut String,
        _: &mut Spot,
    ) -> Option<Result<(), Problem>> {
        None
    }
}

pub(super) struct Renderer<'a> {
    snapshot: &'a Snapshot,
    pub(super) steps: usize,
    pub(super) notes: Vec<Problem>,
}

impl<'a> Renderer<'a> {
    pub(super) fn new(snapshot: &'a Snapshot) -> Self {
        Self {
            snapshot,
            steps: STEPS,
            notes: Vec::new(),
        }
    }

    /// The whole template: goes on after an error value, so that the debugger shows all of them.
    fn whole(
        &mut self,
        parts: &[Part],
        mut spot: Spot,
        quick: &impl Quick,
    ) -> Result<(String, Fact), Gaps> {
        let mut text = String::with_capacity(quick.length().min(MAX_BYTES));
        let mut problems = Vec::new();
        let mut only = None;
        for (index, part) in parts.iter().enumerate() {
            let outcome = match quick.insert(index, self, &mut text, &mut spot) {
                Some(outcome) => outcome.map(|()| Fact::Empty),
                None => self.insert(&mut text, part, &mut spot),
            };
            match outcome {
                Ok(fact) => only = Some(fact),
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Err(Gaps { text, problems });
        }
        let fact = match (parts, only) {
            ([Part::Text { .. }], _) | (_, None) => dynamic(&text),
            ([_], Some(fact)) => fact,
            (_, Some(_)) => dynamic(&text),
        };
        Ok((text, fact))
    }

    /// Adds a part to the text; a value looks as its spot needs it, text of the author as it was written.
    fn insert(&mut self, text: &mut String, part: &Part, spot: &mut Spot) -> Outcome {
        if let Part::Text { text: written, .. } = part {
            spot.author(written);
            self.push(text, written)?;
            return Ok(Fact::Empty); // nobody asks for the value of the author's text
        }
        let fact = self.part(part)?;
        let written = fact.shown();
        if self.is_author(part) {
            spot.author(&written);
            self.push(text, &written)?;
        } else {
            self.push(text, &spot.value(&written)?)?;
        }
        drop(written);
        Ok(fact)
    }

    /// Braces around a word that is no variable are the author's.
    fn is_author(&self, part: &Part) -> bool {
        matches!(part, Part::Name(name) if self.known(name).is_none())
    }

    /// Parts inside a template; one value alone keeps its type.
    fn value(&mut self, parts: &[Part]) -> Outcome {
        if let [part] = parts {
            return self.part(part);
        }
        let mut text = String::new();
        for part in parts {
            let fact = self.part(part)?;
            self.append(&mut text, &fact)?;
        }
        Ok(dynamic(&text))
    }

    fn append(&mut self, text: &mut String, fact: &Fact) -> Result<(), Problem> {
        self.push(text, &fact.shown())
    }

    pub(super) fn push(&mut self, text: &mut String, more: &str) -> Result<(), Problem> {
        self.spend(more.len())?;
        if text.len().saturating_add(more.len()) > MAX_BYTES {
            return Err(too_large("текст длиннее 1 МиБ"));
        }
        text.push_str(more);
        Ok(())
    }

    /// Adds what `write` writes itself.
    pub(super) fn written(
        &mut self,
        text: &mut String,
        write: impl FnOnce(&mut String),
    ) -> Result<(), Problem> {
        let start = text.len();
        write(text);
        let kept = self.spend(text.len().saturating_sub(start));
        let kept = kept.and_then(|()| match text.len() > MAX_BYTES {
            true => Err(too_large("текст длиннее 1 МиБ")),
            false => Ok(()),
        });
        if kept.is_err() {
            text.truncate(start);
        }
        kept
    }

    /// Counts one step for so many bytes of text.
    fn spend(&mut self, bytes: usize) -> Result<(), Problem> {
        self.can_spend(steps(bytes))
            .ok_or_else(|| too_large("слишком много вычислений"))
    }

    /// Counts so many steps; `None` if there are no more.
    pub(super) fn can_spend(&mut self, steps: usize) -> Option<()> {
        self.steps = self.steps.saturating_sub(steps);
        (self.steps > 0).then_some(())
    }

    fn part(&mut self, part: &Part) -> Outcome {
        match part {
            Part::Text { text, .. } => Ok(dynamic(text)),
            Part::Name(name) => Ok(self.name(name)),
            Part::Pipeline(pipeline) => self.pipeline(pipeline),
            Part::Bare { base, .. } => self.base(base),
        }
    }

    pub(super) fn name(&mut self, name: &Name) -> Fact {
        self.tell_hidden(name);
        match (self.known(name), &name.number) {
            (Some(""), Some(number)) => {
                let detail = format!("ссылка {number}");
                self.notes.push(Problem::warning(Code::UnknownLink, detail));
                Fact::Empty
            }
            (Some(value), _) => dynamic(value),
            (None, Some(number)) => dynamic(&format!("{{{}:{number}}}", name.name)),
            (None, None) => dynamic(&format!("{{{}}}", name.name)),
        }
    }

    /// The value of a name in single braces; `None` if it means nothing here and stays text.
    pub(super) fn known(&self, name: &Name) -> Option<&str> {
        match (&name.number, name.name.as_str()) {
            // Both spellings mean the same (A5).
            (Some(number), "tlink" | "tglink") => {
                let link = self.snapshot.links.get(number.trim_start_matches('0'));
                Some(link.map_or("", String::as_str))
            }
            (Some(_), _) => None,
            (None, other) => {
                let empty = self.is_known(other).then_some("");
                self.variable(name).or(empty)
            }
        }
    }

    /// A variable of the run hides the global one of its name (A49).
    fn tell_hidden(&mut self, name: &Name) {
        let facts = self.snapshot;
        let is_variable = name.number.is_none();
        if is_variable
            && facts.run.contains_key(&name.name)
            && facts.variables.contains_key(&name.name)
        {
            let detail = format!(
                "«{}» взято из данных запуска, а не из переменных",
                name.name
            );
            self.notes.push(Problem::warning(Code::NameTaken, detail));
        }
    }

    /// Variables of the run come before those of the account.
    fn variable(&self, name: &Name) -> Option<&str> {
        if name.number.is_some() {
            return None;
        }
        let run = self.snapshot.run.get(&name.name);
        run.or_else(|| self.snapshot.variables.get(&name.name))
            .map(String::as_str)
    }

    /// Whether a name without a value is one of this run: it is empty then, and no text (section 10).
    ///
    /// Facts that do not tell how the run was started may be of any run.
    fn is_known(&self, name: &str) -> bool {
        let start = self.snapshot.start.as_ref();
        let start = start.and_then(|start| StartKind::find(&start.kind));
        let fixed = start.map_or(StartKind::NAMES, StartKind::names);
        fixed.contains(&name) || self.snapshot.known.iter().any(|known| known == name)
    }

    pub(super) fn pipeline(&mut self, pipeline: &Pipeline) -> Outcome {
        let arithmetic = match (&pipeline.base, pipeline.steps.split_first()) {
            (Base::Parts(parts), Some((first, rest))) if first.is_arithmetic() => {
                Some((self.calculate(parts), rest))
            }
            _ => None,
        };
        let (mut value, steps) = match arithmetic {
            Some(calculated) => calculated,
            None => (self.base(&pipeline.base), pipeline.steps.as_slice()),
        };
        for step in steps {
            let Some(entry) = step.entry else {
                continue; // told when it was parsed; the value passes unchanged
            };
            let size = value.as_ref().map_or(0, |fact| fact.shown().len());
            let arguments: Vec<Outcome> = step.arguments.iter().map(|it| self.value(it)).collect();
            let pattern = match entry.compiles(&arguments) {
                true => PATTERN_BYTES,
                false => 0,
            };
            let spent = self.spend(size.saturating_add(pattern));
            let call = Call {
                value: spent.and(value),
                arguments: &arguments,
                facts: self.snapshot,
                compare,
                notes: &mut self.notes,
            };
            value = call.pass(entry);
        }
        value
    }

    fn base(&mut self, base: &Base) -> Outcome {
        self.spend(0)?;
        match base {
            Base::Unknown => Ok(Fact::Empty),
            Base::Path(path) => Ok(self.read(path)),
            Base::Parts(parts) => self.value(parts),
            Base::Computed { parts, .. } => self.computed(parts),
        }
    }

    fn read(&mut self, path: &Path) -> Fact {
        let reading = path.read(self.snapshot);
        self.notes.extend(reading.problems);
        reading.fact
    }

    /// A path with values in its arguments. A value with brackets or commas could pose as more of the
    /// path, so it is refused.
    fn computed(&mut self, parts: &[Part]) -> Outcome {
        let mut text = String::new();
        for part in parts {
            let mut fact = self.part(part)?;
            let foreign = !matches!(part, Part::Text { .. });
            if foreign {
                let plain = without_quotes(&fact.text());
                if plain.contains(['(', ')', ',', '\\', '{', '}']) {
                    return Ok(self.unknown(&plain));
                }
                fact = dynamic(&plain);
            }
            self.append(&mut text, &fact)?;
        }
        match Path::parse_as(&text, Usage::Template) {
            Ok(path) => Ok(self.read(&path)),
            Err(_) => Ok(self.unknown(&text)),
        }
    }

    fn unknown(&mut self, path: &str) -> Fact {
        let detail = format!("«{path}»");
        self.notes
            .push(Problem::warning(Code::UnknownVariable, detail));
        Fact::Empty
    }

    fn calculate(&mut self, parts: &[Part]) -> Outcome {
        let mut pieces = Vec::new();
        for part in parts {
            self.spend(0)?;
            pieces.push(match part {
                Part::Text { text, .. } => Piece::Text(text.clone()),
                Part::Name(_) | Part::Pipeline(_) | Part::Bare { .. } => {
                    let fact = self.part(part)?;
                    Piece::Operand(self.operand(&fact))
                }
            });
        }
        calc::evaluate(&pieces).map(Fact::Number)
    }

    fn operand(&mut self, fact: &Fact) -> rust_decimal::Decimal {
        let (number, exact) = operand(fact);
        if !exact {
            self.notes.push(not_a_number(fact));
        }
        number
    }
}

/// Steps that so many bytes of text cost.
pub(super) fn steps(bytes: usize) -> usize {
    (bytes / BYTES_PER_STEP).saturating_add(1)
}

/// What `quotemeta` quoted: authors write `users({{entry(…):quotemeta}})`, and a path has nothing to quote (9.5).
fn without_quotes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let quotes = letter == '\\' && letters.peek().is_some_and(char::is_ascii_punctuation);
        plain.extend(if quotes { letters.next() } else { Some(letter) });
    }
    plain
}

/// Text whose type is found where it is used.
pub(super) fn dynamic(text: &str) -> Fact {
    if text.is_empty() {
        Fact::Empty
    } else {
        Fact::Dynamic(text.to_owned())
    }
}

fn too_large(detail: &str) -> Problem {
    Problem::error(Code::TooLarge, detail)
}

/// The comparison of conditions, for modifiers.
fn compare(left: &Fact, operator: &str, right: &Fact) -> (bool, Vec<Problem>) {
    match operators::find(operator) {
        Some(entry) => {
            let comparison = operators::compare(left, entry, right);
            (comparison.result, comparison.notes)
        }
        None => (false, Vec::new()),
    }
}
