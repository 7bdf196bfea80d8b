//! The inside of `{{…}}`: what the base is, and which modifiers follow.

use super::{
    lex::Kind,
    parse::{Inside, Parser, Range},
    tree::{Base, Pipeline, Span, Step, fixed},
};
use crate::{modifiers, problem::Code};

impl Parser<'_> {
    /// A group, a path or a literal, and modifiers after it.
    pub(super) fn pipeline(&mut self, inner: Range, span: Span) -> Pipeline {
        let split = self.split(inner);
        let steps = self.steps(Range::new(split.rest, inner.end));
        let arithmetic = steps.first().is_some_and(Step::is_arithmetic);
        let base = match split.shape {
            Shape::Path => self.path(split.base),
            Shape::Group => Base::Parts(self.parts(split.base, Inside::Group { arithmetic })),
            Shape::Raw if arithmetic => {
                Base::Parts(self.parts(split.base, Inside::Group { arithmetic }))
            }
            Shape::Raw => Base::Parts(self.parts(split.base, Inside::Literal)),
        };
        Pipeline { base, steps, span }
    }

    fn split(&self, inner: Range) -> Split {
        self.group(inner)
            .or_else(|| self.whole_path(inner))
            .unwrap_or_else(|| self.raw(inner))
    }

    /// `(…)` if nothing but modifiers follows.
    fn group(&self, inner: Range) -> Option<Split> {
        if self.char(inner.start) != Some('(') {
            return None;
        }
        let close = self.token(inner.start)?.mate?;
        let rest = self.end_of_base(close + 1, inner.end)?;
        let base = Range::new(inner.start + 1, close);
        Some(Split {
            shape: Shape::Group,
            base,
            rest,
        })
    }

    /// A path if nothing but modifiers follows. `entry(…)` is its argument as text. A single word before a
    /// known modifier, or before a `:` that begins none at all (`https://…`), is a literal, because no path of
    /// the catalogue is a single word.
    fn whole_path(&self, inner: Range) -> Option<Split> {
        let path = self.path_range(inner)?;
        let rest = self.end_of_base(path.end, inner.end)?;
        let name = self.ident(inner)?;
        let is_literal = || self.is_chain(rest, inner.end) || !self.names_modifier(rest, inner.end);
        if name == path && rest < inner.end && is_literal() {
            return None;
        }
        let is_entry = self.slice(name).eq_ignore_ascii_case("entry");
        let whole_argument = self.after(name.end) == path.end && name != path;
        if is_entry && whole_argument {
            return Some(Split {
                shape: Shape::Raw,
                base: self.trim(Range::new(name.end + 1, path.end - 1)),
                rest,
            });
        }
        Some(Split {
            shape: Shape::Path,
            base: path,
            rest,
        })
    }

    /// Where modifiers begin, if the base may end here.
    fn end_of_base(&self, at: usize, end: usize) -> Option<usize> {
        let rest = self.skip_blank(Range::new(at, end));
        (rest >= end || self.char(rest) == Some(':')).then_some(rest)
    }

    /// Text up to the first `:` with a known modifier after it (rule 6 of 7.3).
    fn raw(&self, inner: Range) -> Split {
        let mut at = inner.start;
        while at < inner.end && !self.is_chain(at, inner.end) {
            at = match self.token(at).map(|token| token.kind) {
                Some(Kind::Open) => self.after(at),
                Some(_) | None => at + 1,
            };
        }
        Split {
            shape: Shape::Raw,
            base: self.trim(Range::new(inner.start, at)),
            rest: at,
        }
    }

    /// Whether a name stands after the `:` at an index, be it that of a modifier or not.
    fn names_modifier(&self, at: usize, end: usize) -> bool {
        let after = self.skip_blank(Range::new(at.saturating_add(1), end));
        self.ident(Range::new(after, end)).is_some()
    }

    /// Whether a `:` stands here with a known modifier after it, and then another `:` or the end.
    fn is_chain(&self, at: usize, end: usize) -> bool {
        if self.char(at) != Some(':') {
            return false;
        }
        let Some(name) = self.ident(Range::new(self.skip_blank(Range::new(at + 1, end)), end))
        else {
            return false;
        };
        let known = modifiers::find(self.slice(name)).is_some();
        let closed = self.char(name.end) != Some('(')
            || self
                .token(name.end)
                .is_some_and(|token| token.mate.is_some());
        known
            && closed
            && self
                .end_of_base(self.end_of_arguments(name.end, end), end)
                .is_some()
    }

    /// The index after `(…)`, or the same index if there are no arguments.
    fn end_of_arguments(&self, at: usize, end: usize) -> usize {
        if at < end && self.char(at) == Some('(') {
            self.after(at)
        } else {
            at
        }
    }

    /// Modifiers; each begins with a `:`.
    fn steps(&mut self, range: Range) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let end = self.end_of_step(Range::new(at + 1, range.end));
            steps.push(self.step(self.trim(Range::new(at + 1, end))));
            at = end;
        }
        steps
    }

    /// The next `:` outside of brackets and templates.
    fn end_of_step(&self, range: Range) -> usize {
        let mut at = range.start;
        while at < range.end && self.char(at) != Some(':') {
            at = self.after(at);
        }
        at.min(range.end)
    }

    fn step(&mut self, range: Range) -> Step {
        let span = self.span(range);
        let ident = self.ident(range);
        let name = ident.map_or(self.slice(range), |name| self.slice(name));
        let after = ident.map_or(range.end, |name| name.end);
        let Some(entry) = modifiers::find(name) else {
            self.warn(range, Code::UnknownModifier, format!("«{name}»"));
            return broken(span);
        };
        let Some(inner) = self.brackets(Range::new(after, range.end)) else {
            let detail = format!("{name}: лишний текст или незакрытая скобка");
            self.warn(range, Code::BadArguments, detail);
            return broken(span);
        };
        let arguments = self.arguments(inner);
        let given: Vec<Option<String>> = arguments.iter().map(|it| fixed(it)).collect();
        let refusal = entry.refuses(&given);
        let entry = refusal.is_none().then_some(entry);
        if let Some(problem) = refusal {
            self.warn(range, problem.code, problem.detail);
        }
        Step {
            entry,
            arguments,
            span,
        }
    }

    /// The inside of `(…)` that takes the whole range, or nothing for no brackets at all.
    fn brackets(&self, range: Range) -> Option<Range> {
        if range.is_empty() {
            return Some(range);
        }
        let close = self.token(range.start)?.mate?;
        let whole = self.char(range.start) == Some('(') && close + 1 == range.end;
        whole.then(|| Range::new(range.start + 1, close))
    }

    /// What commas divide; commas inside of brackets and templates do not.
    fn arguments(&mut self, inner: Range) -> Vec<Vec<super::Part>> {
        let mut arguments = Vec::new();
        if inner.is_empty() {
            return arguments;
        }
        let (mut start, mut at) = (inner.start, inner.start);
        while at < inner.end {
            if self.char(at) == Some(',') {
                arguments.push(self.argument(Range::new(start, at)));
                start = at + 1;
            }
            at = self.after(at);
        }
        arguments.push(self.argument(Range::new(start, inner.end)));
        arguments
    }

    /// Spaces around an argument are dropped; of one that is white space only, line breaks and no-break spaces
    /// are meant: a separator of groups, a line break to replace.
    fn argument(&mut self, range: Range) -> Vec<super::Part> {
        let meant = |it: char| it.is_whitespace() && !matches!(it, ' ' | '\t');
        let is_break = |at: &usize| self.char(*at).is_some_and(meant);
        let trimmed = self.trim(range);
        let mut breaks = (range.start..range.end).filter(is_break);
        let kept = match (breaks.next(), breaks.next_back()) {
            (Some(first), last) if trimmed.is_empty() => {
                Range::new(first, last.unwrap_or(first).saturating_add(1))
            }
            _ => trimmed,
        };
        self.parts(kept, Inside::Literal)
    }
}

/// A modifier that passes its value unchanged.
fn broken(span: Span) -> Step {
    Step {
        entry: None,
        arguments: Vec::new(),
        span,
    }
}

enum Shape {
    Group,
    Path,
    Raw,
}

/// Where the base stands and where its modifiers begin.
struct Split {
    shape: Shape,
    base: Range,
    rest: usize,
}
