//! Text with values: `Сделка {{lead.id}}: {{ ({report}+1):calc }}` (sections 7, 8 and 16 of the language reference).
//!
//! ```text
//! text ──► lex ──► parse ──► tree ──► render(facts) ──► text and value
//! ```
//!
//! Parsing never fails: what can't be understood stays text or gives nothing, and is told as a problem.
//! Each part knows its place in the text, so an editor can mark it.

use std::collections::BTreeSet;

use crate::{
    Problem, Snapshot,
    values::{Need, Path},
};

mod buttons;
mod calc;
mod lex;
mod parse;
mod paths;
mod pipeline;
mod place;
mod prepared;
mod render;
mod sample;
mod tree;
mod trial;

pub use buttons::Button;
pub use place::Place;
pub use prepared::{Loaded, Prepared};
pub use render::Rendered;
pub use tree::{Base, Name, Part, Pipeline, Span, Step, fixed};
pub(crate) use trial::trial;

/// A parsed template.
///
/// ```
/// use engine::{Snapshot, template::Template};
/// let facts = Snapshot::from_json(r#"{"now": "2024-02-29T12:05:00+03:00", "lead": {"id": 7}}"#).expect("facts");
/// let template = Template::parse("Сделка {{lead.id}}, {{ (2+3*4):calc }}");
/// assert_eq!(template.render(&facts).text, "Сделка 7, 14");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Template {
    parts: Vec<Part>,
    problems: Vec<Problem>,
    places: Vec<Span>,
    too_large: bool,
}

impl Template {
    /// Parses any text.
    pub fn parse(source: &str) -> Self {
        let parsed = parse::parse(source);
        let (places, problems) = parsed.problems.into_iter().unzip();
        Self {
            parts: parsed.parts,
            problems,
            places,
            too_large: parsed.too_large,
        }
    }

    /// Its parts in order.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// What is wrong with it whatever the facts are (101, 104, 105, 107, 115).
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Where the problems are, in the same order.
    pub fn places(&self) -> &[Span] {
        &self.places
    }

    /// Every path it reads, those in arguments included.
    pub fn paths(&self) -> Vec<&Path> {
        let mut paths = Vec::new();
        tree::each_path(&self.parts, &mut |path| paths.push(path));
        paths
    }

    /// The parts of amoCRM that its paths read.
    pub fn needs(&self) -> BTreeSet<Need> {
        let paths = self.paths();
        paths
            .iter()
            .flat_map(|path| path.needs().iter().copied())
            .collect()
    }

    /// Whether it is text only, so that it gives the same on all facts.
    pub fn is_plain(&self) -> bool {
        let is_text = |part: &Part| matches!(part, Part::Text { .. });
        self.parts.iter().all(is_text)
    }

    /// Whether the author wrote `{reset}`, which clears a field (A28). It stays in the text; a value that
    /// reads `{reset}` does not count.
    pub fn has_reset(&self) -> bool {
        let is_reset = |part: &Part| matches!(part, Part::Name(name) if name.name == "reset" && name.number.is_none());
        self.parts.iter().any(is_reset)
    }

    /// Its text and value on given facts.
    pub fn render(&self, snapshot: &Snapshot) -> Rendered {
        self.render_in(Place::Plain, snapshot)
    }

    /// The same for a place that has rules of its own (section 14); [`Rendered::text`] is escaped for it.
    pub fn render_in(&self, place: Place, snapshot: &Snapshot) -> Rendered {
        let mut rendered = render::render(&self.parts, &self.problems, snapshot, place);
        rendered.failed |= self.too_large;
        rendered
    }
}

/// The error that an arithmetic base gives on all facts (112–114).
pub(crate) fn expression_fault(parts: &[Part]) -> Option<Problem> {
    calc::fault(parts.iter().map(written))
}

fn written(part: &Part) -> Option<&str> {
    match part {
        Part::Text { text, .. } => Some(text.as_str()),
        Part::Name(_) | Part::Pipeline(_) | Part::Bare { .. } => None,
    }
}

#[cfg(test)]
mod tests;
