//! Text to tokens: which braces and brackets belong together, in one pass over the text.
//!
//! `}}` always closes the innermost `{{` that is open, so one forgotten bracket damages one template and
//! not the text after it. A `{{` that nothing closes stays text.

use super::tree::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `{{`.
    Open,
    /// `}}` that closes an [`Kind::Open`].
    Close,
    /// `{name}` or `{name:290}`.
    Name,
    /// A backslash and the character it makes ordinary.
    Escape(char),
    /// Any other character; outside of templates the text that begins with it.
    Char(char),
}

/// A token with its place and its partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub span: Span,
    /// Index of the closing token, for `{{` and `(` that are closed.
    pub mate: Option<usize>,
}

/// Splits a text into tokens.
pub fn lex(source: &str) -> Vec<Token> {
    let mut lexer = Lexer {
        rest: source,
        at: 0,
        run: 0,
        tokens: Vec::new(),
        frames: Vec::new(),
    };
    while let Some(first) = lexer.rest.chars().next() {
        lexer.token(first);
    }
    lexer.tokens
}

struct Lexer<'s> {
    rest: &'s str,
    at: usize,
    /// Braces left of the run of `{` that is being read; counted once per run.
    run: usize,
    tokens: Vec<Token>,
    frames: Vec<Frame>,
}

/// An open `{{` with the brackets that are open inside it.
struct Frame {
    open: usize,
    brackets: Vec<usize>,
}

impl Lexer<'_> {
    fn token(&mut self, first: char) {
        let inside = !self.frames.is_empty();
        match first {
            '{' => self.brace(),
            '}' if inside && self.rest.starts_with("}}") => self.close(),
            '\\' if inside => self.backslash(),
            '(' | ')' if inside => self.bracket(first),
            _ if inside => self.push(Kind::Char(first), first.len_utf8()),
            _ => self.outside(first),
        }
    }

    /// Outside of templates text is one token up to the next brace, because nothing looks into it.
    fn outside(&mut self, first: char) {
        let len = self.rest.find('{').unwrap_or(self.rest.len());
        self.push(Kind::Char(first), len);
    }

    fn push(&mut self, kind: Kind, len: usize) {
        let end = self.at.saturating_add(len);
        self.tokens.push(Token {
            kind,
            span: Span {
                start: self.at,
                end,
            },
            mate: None,
        });
        self.at = end;
        self.rest = self.rest.get(len..).unwrap_or_default();
    }

    /// Of an even run of braces each two open a template. Of an odd run the last one begins `{name}` if it
    /// can; otherwise the first one is text, so that `{{{lead.id}}}` is a template in braces.
    fn brace(&mut self) {
        if self.run == 0 {
            self.run = self.rest.bytes().take_while(|&byte| byte == b'{').count();
        }
        if self.run.is_multiple_of(2) {
            return self.open();
        }
        let last = self.rest.get(self.run.saturating_sub(1)..);
        match last.and_then(name_len) {
            Some(_) if self.run > 1 => self.open(),
            Some(len) => {
                self.run = 0;
                self.push(Kind::Name, len);
            }
            None => {
                self.run -= 1; // odd, so at least 1
                self.push(Kind::Char('{'), 1);
            }
        }
    }

    fn open(&mut self) {
        self.frames.push(Frame {
            open: self.tokens.len(),
            brackets: Vec::new(),
        });
        self.run = self.run.saturating_sub(2);
        self.push(Kind::Open, 2);
    }

    fn close(&mut self) {
        if let Some(frame) = self.frames.pop() {
            self.join(frame.open);
        }
        self.push(Kind::Close, 2);
    }

    fn bracket(&mut self, bracket: char) {
        let index = self.tokens.len();
        let opener = match (self.frames.last_mut(), bracket) {
            (Some(frame), '(') => {
                frame.brackets.push(index);
                None
            }
            (Some(frame), _) => frame.brackets.pop(),
            (None, _) => None,
        };
        if let Some(opener) = opener {
            self.join(opener);
        }
        self.push(Kind::Char(bracket), 1);
    }

    /// The token that comes next closes `opener`.
    fn join(&mut self, opener: usize) {
        let mate = self.tokens.len();
        if let Some(token) = self.tokens.get_mut(opener) {
            token.mate = Some(mate);
        }
    }

    /// Before a letter or digit the backslash stays: date formats have escapes of their own.
    fn backslash(&mut self) {
        match self.rest.chars().nth(1) {
            Some(next) if !next.is_alphanumeric() => {
                self.push(Kind::Escape(next), next.len_utf8().saturating_add(1));
            }
            Some(_) | None => self.push(Kind::Char('\\'), 1),
        }
    }
}

/// Longest `{…}` that is looked at; names have at most 64 characters, hook data may be longer.
const MAX_NAME: usize = 256;

/// Length of `{name}` or `{name:digits}` at the start of a text.
fn name_len(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('{')?;
    let end = inner.bytes().take(MAX_NAME).position(|byte| byte == b'}')?;
    let inner = inner.get(..end)?;
    let (name, number) = match inner.split_once(':') {
        Some((name, number)) => (name, Some(number)),
        None => (inner, None),
    };
    let digits = |number: &str| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let goes_on = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    (begins && goes_on && number.is_none_or(digits)).then_some(inner.len().saturating_add(2))
}
