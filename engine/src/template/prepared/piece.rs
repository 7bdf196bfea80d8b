//! What a prepared template does with each of its parts.

use rust_decimal::Decimal;

use super::{
    Renderer, Source, Value,
    source::{Form, Use},
};
use crate::{
    Problem, fact,
    russian::dates::{Locale, Pattern},
    template::{
        calc::Formula,
        tree::{Base, Part, Pipeline, Step},
    },
};

/// A decimal has no more bytes: 29 digits, a zero before the point, the point and a sign.
const DECIMAL_LENGTH: usize = 32;

/// What is done with a part; numbers are places among the sources.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// Text of the author.
    Author(String),
    /// A value as text.
    Value(usize),
    /// One element of a set; `None` is the last one.
    Element(usize, Option<usize>),
    /// A date by a pattern.
    Date(usize, Pattern),
    /// Arithmetic.
    Sum(Sum),
    /// What has no quick form.
    Usual,
}

/// A formula and its operands.
#[derive(Clone, Debug)]
pub(super) struct Sum {
    formula: Formula,
    first: usize,
    operands: usize,
    /// Pieces of the expression, each of which counts as a step.
    steps: usize,
}

impl Piece {
    /// Finds the quick form of a part and adds what it reads.
    pub fn of(part: &Part, sources: &mut Vec<Source>) -> Self {
        let place = sources.len();
        match part {
            Part::Text { text, .. } => return Self::Author(text.clone()),
            Part::Pipeline(pipeline) if is_sum(pipeline) => {
                return Sum::of(pipeline, sources).map_or(Self::Usual, Self::Sum);
            }
            Part::Pipeline(pipeline) => {
                if let Some((piece, purpose)) = modified(&pipeline.steps, place)
                    && let Base::Path(path) = &pipeline.base
                {
                    sources.push(Source::path(path.clone(), purpose));
                    return piece;
                }
            }
            Part::Name(_) | Part::Bare { .. } => {}
        }
        match Source::of(part, Use::Text) {
            Some(source) => {
                sources.push(source);
                Self::Value(place)
            }
            None => Self::Usual,
        }
    }

    /// Most bytes that are not those of its values.
    pub fn length(&self) -> usize {
        match self {
            Self::Author(text) => text.len(),
            Self::Date(_, pattern) => pattern.length(),
            Self::Sum(_) => DECIMAL_LENGTH,
            Self::Value(_) | Self::Element(..) | Self::Usual => 0,
        }
    }

    /// Steps that it counts as, besides those of bytes and values.
    pub fn steps(&self) -> usize {
        match self {
            Self::Sum(sum) => sum.steps.saturating_add(1),
            _ => 1,
        }
    }
}

/// A path through exactly one modifier that has a quick form.
fn modified(steps: &[Step], place: usize) -> Option<(Piece, Use)> {
    let [step] = steps else {
        return None;
    };
    let argument = |index: usize| match step.arguments.get(index).map(Vec::as_slice) {
        None | Some([]) => Some(""),
        Some([Part::Text { text, .. }]) => Some(text.as_str()),
        Some(_) => None,
    };
    match step.entry?.code {
        "df" => {
            let locale = match argument(1)?.to_lowercase().as_str() {
                "en" => Locale::English,
                _ => Locale::Russian,
            };
            let pattern = Pattern::new(argument(0)?, locale);
            Some((Piece::Date(place, pattern), Use::Moment))
        }
        "split" if matches!(argument(0)?, "" | ",") => {
            let which = match argument(1)?.trim() {
                end if end.eq_ignore_ascii_case("end") => None,
                index => Some(index.parse().ok()?),
            };
            Some((Piece::Element(place, which), Use::Elements))
        }
        "ifempty" => Some((
            Piece::Value(place),
            Use::TextOr(
                argument(0)
                    .filter(|_| !step.arguments.is_empty())?
                    .to_owned(),
            ),
        )),
        _ => None,
    }
}

/// Whether it is arithmetic and nothing else.
fn is_sum(pipeline: &Pipeline) -> bool {
    let arithmetic = matches!(pipeline.steps.as_slice(), [step] if step.is_arithmetic());
    arithmetic && matches!(pipeline.base, Base::Parts(_))
}

impl Sum {
    fn of(pipeline: &Pipeline, sources: &mut Vec<Source>) -> Option<Self> {
        let Base::Parts(parts) = &pipeline.base else {
            return None;
        };
        let formula = Formula::new(parts.iter().map(|part| match part {
            Part::Text { text, .. } => Some(text.as_str()),
            Part::Name(_) | Part::Pipeline(_) | Part::Bare { .. } => None,
        }))?;
        let is_text = |part: &&Part| matches!(part, Part::Text { .. });
        let operands: Option<Vec<Source>> = parts
            .iter()
            .filter(|part| !is_text(part))
            .map(|part| Source::of(part, Use::Operand))
            .collect();
        let (operands, first) = (operands?, sources.len());
        let sum = Self {
            formula,
            first,
            operands: operands.len(),
            steps: parts.len(),
        };
        sources.extend(operands);
        Some(sum)
    }

    /// Adds the result to the text; `None` if an operand has something to tell.
    pub fn insert(
        &self,
        values: &[Value],
        renderer: &mut Renderer<'_>,
        text: &mut String,
    ) -> Option<Result<(), Problem>> {
        let result = self.result(values)?;
        let operands = values.get(self.first..)?.get(..self.operands)?;
        let read: usize = operands.iter().map(|value| value.steps).sum();
        renderer.can_spend(read.saturating_add(self.steps))?;
        Some(result.and_then(|sum| renderer.written(text, |to| fact::write_decimal(sum, to))))
    }

    /// The result; `None` if an operand has something to tell.
    pub fn result(&self, values: &[Value]) -> Option<Result<Decimal, Problem>> {
        let operands = values.get(self.first..)?.get(..self.operands)?;
        let is_number = |it: &Value| matches!(it.form, Form::Operand(_));
        if !operands.iter().all(is_number) {
            return None;
        }
        let number = |index: usize| match operands.get(index).map(|value| &value.form) {
            Some(Form::Operand(number)) => *number,
            _ => Decimal::ZERO,
        };
        Some(self.formula.result(number))
    }
}
