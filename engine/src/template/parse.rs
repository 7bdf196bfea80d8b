//! Text to tree (section 7 of the language reference); every mistake becomes a problem and the rest goes on.

use super::{
    lex::{Kind, Token, lex},
    tree::{Name, Part, Span},
};
use crate::{Problem, problem::Code};

/// Deepest nesting of `{{…}}` in each other.
pub const MAX_NESTING: usize = 16;
/// Most `{{…}}` in one text.
pub const MAX_TEMPLATES: usize = 200;

/// A parsed text.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// Parts in order.
    pub parts: Vec<Part>,
    /// What is wrong, and where.
    pub problems: Vec<(Span, Problem)>,
    /// Whether nesting or number of templates exceeds the limits.
    pub too_large: bool,
}

/// Parses any text.
pub fn parse(source: &str) -> Parsed {
    let tokens = lex(source);
    let mut parser = Parser {
        source,
        tokens: &tokens,
        depth: 0,
        count: 0,
        parsed: Parsed::default(),
    };
    let parts = parser.parts(Range::new(0, tokens.len()), Inside::Text);
    let mut parsed = parser.parsed;
    parsed.parts = parts;
    if parsed.too_large {
        let detail = format!("не больше {MAX_TEMPLATES} шаблонов и {MAX_NESTING} уровней вложения");
        let whole = Span {
            start: 0,
            end: source.len(),
        };
        let problem = Problem::error(Code::TooLarge, detail);
        parsed.problems.push((whole, problem));
    }
    parsed
}

/// Tokens from `start` up to, not including, `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Range {
    pub(super) fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    pub(super) fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

/// Where parts stand, which decides about escapes and bare paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inside {
    /// Outside of `{{…}}`: a backslash is a backslash.
    Text,
    /// A literal or an argument.
    Literal,
    /// A group: paths need no braces; in arithmetic an unknown path is a mistake, elsewhere it is text.
    Group { arithmetic: bool },
}

pub(super) struct Parser<'s> {
    pub(super) source: &'s str,
    tokens: &'s [Token],
    depth: usize,
    count: usize,
    pub(super) parsed: Parsed,
}

impl<'s> Parser<'s> {
    pub(super) fn token(&self, index: usize) -> Option<Token> {
        self.tokens.get(index).copied()
    }

    /// The character at an index, unless it is escaped or more than a character.
    pub(super) fn char(&self, index: usize) -> Option<char> {
        match self.token(index)?.kind {
            Kind::Char(it) => Some(it),
            Kind::Open | Kind::Close | Kind::Name | Kind::Escape(_) => None,
        }
    }

    /// Where a range stands in the source.
    pub(super) fn span(&self, range: Range) -> Span {
        let start = self.token(range.start).map(|token| token.span.start);
        let last = self.token(range.end.saturating_sub(1));
        match (start, last) {
            (Some(start), Some(last)) if !range.is_empty() => Span {
                start,
                end: last.span.end,
            },
            (start, _) => {
                let at = start.unwrap_or(self.source.len());
                Span { start: at, end: at }
            }
        }
    }

    /// The source of a range, as it is.
    pub(super) fn slice(&self, range: Range) -> &'s str {
        let span = self.span(range);
        self.source.get(span.start..span.end).unwrap_or_default()
    }

    /// The range without white space at both ends; escaped spaces stay.
    pub(super) fn trim(&self, range: Range) -> Range {
        let blank = |index: usize| self.char(index).is_some_and(char::is_whitespace);
        let Range { mut start, mut end } = range;
        while start < end && blank(start) {
            start += 1;
        }
        while start < end && blank(end - 1) {
            end -= 1;
        }
        Range { start, end }
    }

    /// The first index from `start` on that is not white space.
    pub(super) fn skip_blank(&self, range: Range) -> usize {
        self.trim(range).start
    }

    /// The index after a token together with what it encloses.
    pub(super) fn after(&self, index: usize) -> usize {
        let mate = self.token(index).and_then(|token| token.mate);
        mate.unwrap_or(index).saturating_add(1)
    }

    pub(super) fn warn(&mut self, range: Range, code: Code, detail: impl Into<String>) {
        let place = self.span(range);
        self.parsed
            .problems
            .push((place, Problem::warning(code, detail)));
    }

    /// Everything in a range.
    pub(super) fn parts(&mut self, range: Range, inside: Inside) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let next = self.after_part(at);
            let bare = match inside {
                Inside::Group { arithmetic } => {
                    self.bare_path(Range::new(at, range.end), range, arithmetic)
                }
                Inside::Text | Inside::Literal => None,
            };
            match bare {
                Some((part, end)) => {
                    parts.push(part);
                    at = end;
                }
                None => {
                    self.part(Range::new(at, next), inside, &mut parts);
                    at = next;
                }
            }
        }
        parts
    }

    /// Only `{{` is taken together with what it encloses; brackets are ordinary here.
    fn after_part(&self, at: usize) -> usize {
        match self.token(at).map(|token| token.kind) {
            Some(Kind::Open) => self.after(at),
            Some(_) | None => at.saturating_add(1),
        }
    }

    fn part(&mut self, range: Range, inside: Inside, parts: &mut Vec<Part>) {
        let Some(token) = self.token(range.start) else {
            return;
        };
        match token.kind {
            Kind::Open => match self.double(range, token.mate) {
                Some(part) => parts.push(part),
                None => push_text(parts, self.slice(range), self.span(range)),
            },
            Kind::Name => parts.push(Part::Name(name(self.slice(range), token.span))),
            Kind::Escape(it) if inside != Inside::Text => {
                push_text(parts, it.encode_utf8(&mut [0; 4]), token.span);
            }
            Kind::Escape(_) | Kind::Close | Kind::Char(_) => {
                push_text(parts, self.slice(range), token.span);
            }
        }
    }

    /// A `{{…}}`; `None` if it has to stay text.
    fn double(&mut self, range: Range, close: Option<usize>) -> Option<Part> {
        let Some(close) = close else {
            self.warn(range, Code::Unclosed, "нет закрывающих скобок }}");
            return None;
        };
        let inner = self.trim(Range::new(range.start + 1, close));
        if inner.is_empty() {
            self.warn(range, Code::Unclosed, "пустой шаблон {{}}");
            return None;
        }
        self.count += 1;
        if self.count > MAX_TEMPLATES || self.depth >= MAX_NESTING {
            self.parsed.too_large = true;
            return None;
        }
        self.depth += 1;
        let span = self.span(range);
        let pipeline = self.pipeline(inner, span);
        self.depth -= 1;
        Some(Part::Pipeline(pipeline))
    }
}

/// Adds text, to the text before it if there is one.
fn push_text(parts: &mut Vec<Part>, more: &str, place: Span) {
    match parts.last_mut() {
        Some(Part::Text { text, span }) => {
            text.push_str(more);
            span.end = place.end;
        }
        Some(_) | None => parts.push(Part::Text {
            text: more.to_owned(),
            span: place,
        }),
    }
}

/// `{name}` or `{name:290}`, braces included.
fn name(source: &str, span: Span) -> Name {
    let inner = source.trim_start_matches('{').trim_end_matches('}');
    let (name, number) = match inner.split_once(':') {
        Some((name, number)) => (name, Some(number.to_owned())),
        None => (inner, None),
    };
    Name {
        name: name.to_owned(),
        number,
        span,
    }
}
