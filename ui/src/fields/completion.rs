//! What a half-typed `{{…` asks for, and the text with the answer put in: plain data, no views.
//!
//! Positions count UTF-16 units, as the browser's text areas do.

use engine::modifiers;

/// What can be put where the cursor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A value, after `{{`.
    Value,
    /// A modifier, after `:`.
    Modifier,
}

/// The unfinished word before the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// What it names.
    pub wanted: Wanted,
    /// What is typed of it.
    pub word: String,
    /// Where it begins.
    from: usize,
    /// Where the cursor stands.
    to: usize,
}

/// A text with the place of the cursor in it.
pub(super) type Placed = (String, u32);

/// The word that is being typed inside braces; nothing outside them or inside an argument.
pub(super) fn asked(text: &str, cursor: usize) -> Option<Asked> {
    let units: Vec<u16> = text.encode_utf16().take(cursor).collect();
    let to = units.len();
    let before = String::from_utf16(&units).ok()?;
    let inside = before.get(open_braces(&before)?..)?;
    let (wanted, word) = match last_colon(inside)? {
        Some(at) => (Wanted::Modifier, inside.get(at + 1..)?),
        None => (Wanted::Value, inside),
    };
    let word = word.trim_start();
    Some(Asked {
        wanted,
        word: word.to_owned(),
        from: to - word.encode_utf16().count(),
        to,
    })
}

/// Byte after the innermost `{{` that is not closed.
fn open_braces(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    let mut rest = 0;
    while let Some(pair) = text.get(rest..).filter(|left| !left.is_empty()) {
        if pair.starts_with("{{") {
            open.push(rest + 2);
            rest += 2;
        } else if pair.starts_with("}}") {
            open.pop();
            rest += 2;
        } else {
            rest += pair.chars().next().map_or(1, char::len_utf8);
        }
    }
    open.pop()
}

/// The last colon outside brackets; `None` while a bracket is open.
fn last_colon(text: &str) -> Option<Option<usize>> {
    let (mut depth, mut colon) = (0_u32, None);
    for (at, sign) in text.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ':' if depth == 0 => colon = Some(at),
            _ => {}
        }
    }
    (depth == 0).then_some(colon)
}

impl Asked {
    /// Puts a value in and closes the braces; the cursor stays inside, where `:` or an argument goes.
    pub(super) fn with_value(&self, text: &str, path: &str) -> Placed {
        let tail = self.tail(text);
        let close = if tail.starts_with("}}") { "" } else { "}}" };
        let inside = path.find("()").map_or(path.len(), |bracket| bracket + 1);
        self.put(text, path, close, inside)
    }

    /// Puts a modifier in; the cursor goes into its brackets if it has any.
    pub(super) fn with_modifier(&self, text: &str, entry: &modifiers::Entry) -> Placed {
        match entry.arguments.is_empty() {
            true => self.put(text, entry.code, "", entry.code.len()),
            false => self.put(text, &format!("{}()", entry.code), "", entry.code.len() + 1),
        }
    }

    fn tail(&self, text: &str) -> String {
        let units: Vec<u16> = text.encode_utf16().skip(self.to).collect();
        String::from_utf16_lossy(&units)
    }

    fn put(&self, text: &str, word: &str, close: &str, inside: usize) -> Placed {
        let head: Vec<u16> = text.encode_utf16().take(self.from).collect();
        let head = String::from_utf16_lossy(&head);
        let before = word.get(..inside).unwrap_or(word).encode_utf16().count();
        let whole = [head.as_str(), word, close, &self.tail(text)].concat();
        // A text area holds far less than four thousand million signs.
        let cursor = u32::try_from(self.from + before).unwrap_or(u32::MAX);
        (whole, cursor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Option<(Wanted, String)> {
        let cursor = text.encode_utf16().count();
        asked(text, cursor).map(|asked| (asked.wanted, asked.word))
    }

    fn value(word: &str) -> Option<(Wanted, String)> {
        Some((Wanted::Value, word.to_owned()))
    }

    fn modifier(word: &str) -> Option<(Wanted, String)> {
        Some((Wanted::Modifier, word.to_owned()))
    }

    #[test]
    fn braces_ask_for_a_value_and_a_colon_for_a_modifier() {
        assert_eq!(word("Сумма {{"), value(""));
        assert_eq!(word("Сумма {{ бюд"), value("бюд"));
        assert_eq!(word("{{lead.budget:"), modifier(""));
        assert_eq!(word("{{lead.budget:round(2):for"), modifier("for"));
        assert_eq!(word("{{lead.cf(1)}} и {{lead.na"), value("lead.na"));
        assert_eq!(word("{{now:if(a,{{lead.b"), value("lead.b"));
    }

    #[test]
    fn text_outside_and_arguments_ask_for_nothing() {
        for text in ["", "Итого: 5", "{{lead.id}}", "{{now.date:df(H:", "{ {"] {
            assert_eq!(word(text), None, "{text}");
        }
    }

    #[test]
    fn a_value_is_put_in_and_the_braces_are_closed_once() {
        let text = "Да 😀 {{бюд";
        let asked = asked(text, text.encode_utf16().count()).expect("braces are open");
        assert_eq!(
            asked.with_value(text, "lead.budget"),
            ("Да 😀 {{lead.budget}}".to_owned(), 19)
        );
        let text = "{{бюд}}!";
        let asked = super::asked(text, 5).expect("braces are open");
        assert_eq!(
            asked.with_value(text, "global()"),
            ("{{global()}}!".to_owned(), 9)
        );
    }

    #[test]
    fn a_modifier_with_arguments_takes_the_cursor_into_its_brackets() {
        let text = "{{lead.budget:ro}}";
        let asked = asked(text, 16).expect("a modifier is being typed");
        let entry = |code: &str| {
            let found = modifiers::ALL.iter().find(|entry| entry.code == code);
            *found.expect("the catalogue has it")
        };
        assert_eq!(
            asked.with_modifier(text, entry("round")),
            ("{{lead.budget:round()}}".to_owned(), 20)
        );
        assert_eq!(
            asked.with_modifier(text, entry("upc")),
            ("{{lead.budget:upc}}".to_owned(), 17)
        );
    }
}
