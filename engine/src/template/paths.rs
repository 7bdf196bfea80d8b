//! Paths inside a template: recognised by their shape, then looked up in the catalogue.

use super::{
    lex::Kind,
    parse::{Inside, Parser, Range},
    tree::{Base, Part},
};
use crate::{
    problem::Code,
    values::{Path, Usage},
};

/// Longest path without braces that is looked at, in tokens; keeps reading of brackets in brackets linear.
const MAX_BARE: usize = 256;

impl Parser<'_> {
    /// A name of Latin letters, digits and `_` at the start of a range.
    pub(super) fn ident(&self, range: Range) -> Option<Range> {
        let first = self.char(range.start)?;
        if range.is_empty() || !first.is_ascii_alphabetic() {
            return None;
        }
        let end = self.word_end(range);
        Some(Range::new(range.start, end))
    }

    fn word_end(&self, range: Range) -> usize {
        let is_word = |it: char| it.is_ascii_alphanumeric() || it == '_';
        (range.start..range.end)
            .find(|&at| !self.char(at).is_some_and(is_word))
            .unwrap_or(range.end)
    }

    /// `step.step(args).step` at the start of a range; `lead.cf.123` has digits for a step.
    pub(super) fn path_range(&self, range: Range) -> Option<Range> {
        let mut end = self.step_end(Range::new(self.ident(range)?.end, range.end))?;
        while self.char(end) == Some('.') && end < range.end {
            let step = self.word_end(Range::new(end + 1, range.end));
            if step == end + 1 {
                break; // the full stop of a sentence
            }
            end = self.step_end(Range::new(step, range.end))?;
        }
        Some(Range::new(range.start, end))
    }

    /// The end of a step: after its arguments if it has any.
    fn step_end(&self, range: Range) -> Option<usize> {
        if range.is_empty() || self.char(range.start) != Some('(') {
            return Some(range.start);
        }
        self.token(range.start)?.mate.map(|close| close + 1)
    }

    /// The base that a path means; unknown paths are told and empty.
    pub(super) fn path(&mut self, range: Range) -> Base {
        if let Some(base) = self.known_path(range) {
            return base;
        }
        let detail = format!("«{}»", self.slice(range));
        self.warn(range, Code::UnknownVariable, detail);
        Base::Unknown
    }

    fn known_path(&mut self, range: Range) -> Option<Base> {
        let pattern = self.pattern(range);
        let path = Path::parse_as(&pattern, Usage::Template).ok()?;
        let path = path.at(range.start);
        if pattern == self.slice(range) {
            return Some(Base::Path(path));
        }
        Some(Base::Computed {
            parts: self.parts(range, Inside::Literal),
            pattern: path,
        })
    }

    /// The source of a path with `0` for every template in its arguments.
    fn pattern(&self, range: Range) -> String {
        let mut pattern = String::new();
        let mut at = range.start;
        while at < range.end {
            match self.token(at).map(|token| token.kind) {
                Some(Kind::Open) => {
                    pattern.push('0');
                    at = self.after(at);
                    continue;
                }
                Some(Kind::Name) => pattern.push('0'),
                Some(_) | None => pattern.push_str(self.slice(Range::new(at, at + 1))),
            }
            at += 1;
        }
        pattern
    }

    /// A path without braces inside a group. In arithmetic everything of a path's shape is one; in text
    /// only what the catalogue knows, so that `(www.example.com)` stays as it is.
    pub(super) fn bare_path(
        &mut self,
        range: Range,
        group: Range,
        arithmetic: bool,
    ) -> Option<(Part, usize)> {
        if range.start > group.start && self.char(range.start - 1).is_some_and(continues_a_word) {
            return None;
        }
        let word = self.ident(range)?;
        let path = self.path_range(range)?;
        if word == path || path.end - path.start > MAX_BARE {
            return None;
        }
        let base = match (self.known_path(path), arithmetic) {
            (Some(base), _) => base,
            (None, true) => self.path(path),
            (None, false) => return None,
        };
        let span = self.span(path);
        Some((Part::Bare { base, span }, path.end))
    }
}

/// Whether a path can't begin after this character, as in `mail@lead.name`.
fn continues_a_word(before: char) -> bool {
    before.is_alphanumeric() || matches!(before, '_' | '.' | '@')
}
