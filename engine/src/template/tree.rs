//! The parsed form of a template: parts with their place in the text, for rendering and for the editor.

use crate::{
    modifiers::{Accepts, Entry},
    values::Path,
};

/// Bytes of the source from `start` up to, not including, `end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last one.
    pub end: usize,
}

/// One piece of a template.
#[derive(Clone, Debug)]
pub enum Part {
    /// Text of the author, escapes resolved.
    Text {
        /// What it says.
        text: String,
        /// Where it stands.
        span: Span,
    },
    /// `{name}` or `{tlink:290}`.
    Name(Name),
    /// `{{…}}`.
    Pipeline(Pipeline),
    /// A path without braces inside a group: `(lead.budget+1)`.
    Bare {
        /// What it reads.
        base: Base,
        /// Where it stands.
        span: Span,
    },
}

/// A word in single braces; only the run tells whether it is a variable or text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// `{report}` → `report`.
    pub name: String,
    /// Number of a trigger link: `{tlink:290}` → `290`.
    pub number: Option<String>,
    /// Where it stands, braces included.
    pub span: Span,
}

/// A base and the modifiers it passes through.
#[derive(Clone, Debug)]
pub struct Pipeline {
    /// Where the value comes from.
    pub base: Base,
    /// Modifiers from left to right.
    pub steps: Vec<Step>,
    /// Where it stands, braces included.
    pub span: Span,
}

/// Where the value of a pipeline comes from.
#[derive(Clone, Debug)]
pub enum Base {
    /// A path of the catalogue.
    Path(Path),
    /// A path whose arguments hold templates: text to join and resolve on given facts.
    Computed {
        /// Source of the path; inserted values replace the templates in it.
        parts: Vec<Part>,
        /// The same path with `0` for every template, which tells what it needs.
        pattern: Path,
    },
    /// A path the catalogue does not know: always empty.
    Unknown,
    /// Text, with templates inside: `(…)` or a literal.
    Parts(Vec<Part>),
}

/// One modifier of a pipeline.
#[derive(Clone, Debug)]
pub struct Step {
    /// Catalogue entry; `None` passes the value unchanged, because name or arguments are wrong.
    pub entry: Option<&'static Entry>,
    /// Arguments in order.
    pub arguments: Vec<Vec<Part>>,
    /// From the name to the closing bracket.
    pub span: Span,
}

impl Step {
    /// Whether text before it is arithmetic and not text.
    pub fn is_arithmetic(&self) -> bool {
        self.entry
            .is_some_and(|entry| entry.accepts == Accepts::Expression)
    }
}

/// The text of parts without any template, or `None` if it depends on facts.
pub fn fixed(parts: &[Part]) -> Option<String> {
    parts
        .iter()
        .map(|part| match part {
            Part::Text { text, .. } => Some(text.as_str()),
            Part::Name(_) | Part::Pipeline(_) | Part::Bare { .. } => None,
        })
        .collect()
}

/// Calls `visit` with every path of the parts, those of arguments included.
pub fn each_path<'tree>(parts: &'tree [Part], visit: &mut impl FnMut(&'tree Path)) {
    for part in parts {
        match part {
            Part::Text { .. } | Part::Name(_) => {}
            Part::Bare { base, .. } => each_base(base, visit),
            Part::Pipeline(pipeline) => {
                each_base(&pipeline.base, visit);
                for argument in pipeline.steps.iter().flat_map(|step| &step.arguments) {
                    each_path(argument, visit);
                }
            }
        }
    }
}

fn each_base<'tree>(base: &'tree Base, visit: &mut impl FnMut(&'tree Path)) {
    match base {
        Base::Unknown => {}
        Base::Path(path) => visit(path),
        Base::Parts(parts) => each_path(parts, visit),
        Base::Computed { parts, pattern } => {
            visit(pattern);
            each_path(parts, visit);
        }
    }
}
