//! `[button url="{tlink:123}" text="Принять"]`: a Telegram button among the text of a message (R262).
//!
//! Buttons are looked for in the author's text only, so a value from a client can't make one.

use super::{
    Template,
    tree::{Part, Span},
};

/// Telegram takes a hundred buttons; more stay text.
const MOST: usize = 100;
/// The longest attribute, in characters and templates; it bounds the search for a closing quote.
const LONGEST: usize = 2_000;

/// A button.
#[derive(Clone, Debug, Default)]
pub struct Button {
    /// Its address, mostly a trigger link.
    pub url: Template,
    /// What is written on it.
    pub text: Template,
}

impl Button {
    /// Number of the trigger link that it is, if it is one and nothing else.
    pub fn link(&self) -> Option<u64> {
        match self.url.parts.as_slice() {
            [Part::Name(name)] if matches!(name.name.as_str(), "tlink" | "tglink") => {
                name.number.as_ref()?.parse().ok()
            }
            _ => None,
        }
    }
}

/// A character of the author or anything else of a template.
#[derive(Clone, Copy)]
enum Item<'a> {
    Char(char),
    Part(&'a Part),
}

impl Template {
    /// The text without its buttons, and the buttons in order.
    pub fn split_buttons(&self) -> (Template, Vec<Button>) {
        let items = items(&self.parts);
        let (mut text, mut buttons) = (Vec::new(), Vec::new());
        let mut rest = items.as_slice();
        while let Some((item, tail)) = rest.split_first() {
            match button(rest).filter(|_| buttons.len() < MOST) {
                Some((button, after)) => {
                    buttons.push(button);
                    rest = after;
                }
                None => {
                    text.push(*item);
                    rest = tail;
                }
            }
        }
        let mut text = template(&text);
        text.problems.clone_from(&self.problems);
        text.places.clone_from(&self.places);
        text.too_large = self.too_large;
        (text, buttons)
    }
}

fn items(parts: &[Part]) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    for part in parts {
        match part {
            Part::Text { text, .. } => items.extend(text.chars().map(Item::Char)),
            other => items.push(Item::Part(other)),
        }
    }
    items
}

fn template(items: &[Item<'_>]) -> Template {
    let mut parts: Vec<Part> = Vec::new();
    for item in items {
        match (item, parts.last_mut()) {
            (Item::Char(it), Some(Part::Text { text, .. })) => text.push(*it),
            (Item::Char(it), _) => parts.push(Part::Text {
                text: it.to_string(),
                span: Span::default(),
            }),
            (Item::Part(part), _) => parts.push((*part).clone()),
        }
    }
    Template {
        parts,
        ..Template::default()
    }
}

/// A button at the beginning of the items, and what follows it.
fn button<'i, 'a>(items: &'i [Item<'a>]) -> Option<(Button, &'i [Item<'a>])> {
    let mut rest = word(items, "[button")?;
    let (mut url, mut text) = (None, None);
    loop {
        let after = blank(rest);
        if let Some(after) = word(after, "]") {
            let button = Button {
                url: url?,
                text: text?,
            };
            return Some((button, after));
        }
        if after.len() == rest.len() {
            return None; // attributes are divided by spaces
        }
        let target = match word(after, "url") {
            Some(_) => &mut url,
            None => &mut text,
        };
        let value = word(after, "url").or_else(|| word(after, "text"))?;
        let (value, after) = quoted(blank(word(blank(value), "=")?))?;
        *target = Some(value);
        rest = after;
    }
}

/// What follows a word.
fn word<'i, 'a>(items: &'i [Item<'a>], word: &str) -> Option<&'i [Item<'a>]> {
    let mut rest = items;
    for wanted in word.chars() {
        let (first, tail) = rest.split_first()?;
        match first {
            Item::Char(it) if it.eq_ignore_ascii_case(&wanted) => rest = tail,
            Item::Char(_) | Item::Part(_) => return None,
        }
    }
    Some(rest)
}

fn blank<'i, 'a>(items: &'i [Item<'a>]) -> &'i [Item<'a>] {
    let is_blank = |item: &Item<'_>| matches!(item, Item::Char(it) if it.is_whitespace());
    let count = items.iter().take_while(|item| is_blank(item)).count();
    items.get(count..).unwrap_or_default()
}

/// A text in quotes, also in those that editors put in place of straight ones.
fn quoted<'i, 'a>(items: &'i [Item<'a>]) -> Option<(Template, &'i [Item<'a>])> {
    let (first, rest) = items.split_first()?;
    let closing: &[char] = match first {
        Item::Char('"') => &['"'],
        Item::Char('\'') => &['\''],
        Item::Char('«') => &['»'],
        Item::Char('“' | '„' | '”') => &['”', '“'],
        Item::Char(_) | Item::Part(_) => return None,
    };
    let closes = |item: &Item<'_>| matches!(item, Item::Char(it) if closing.contains(it));
    let end = rest.iter().take(LONGEST).position(closes)?;
    let (inner, after) = rest.split_at_checked(end)?;
    Some((template(inner), after.get(1..)?))
}
