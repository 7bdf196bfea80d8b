//! What a JSON body looks like whatever is inserted into it.

use super::{Part, Place, Template, place::Spot};

/// The longest escape of a literal, `\u0000`: an inserted value could end one.
const ESCAPE: usize = 6;

impl Template {
    /// The body with the digit 1 for every inserted value, and a literal where the name of a member stands.
    ///
    /// If it is no JSON, no values make it one: they are escaped within literals and have to be JSON outside of
    /// them. Nothing if a value could end an escape of the author.
    pub(crate) fn json_sample(&self) -> Option<String> {
        let mut text = String::new();
        let mut spot = Spot::new(Place::Json);
        let mut parts = self.parts().iter().peekable();
        while let Some(part) = parts.next() {
            if let Part::Text { text: written, .. } = part {
                spot.author(written);
                text.push_str(written);
                continue;
            }
            if spot.is_quoted() && text.chars().rev().take(ESCAPE).any(|it| it == '\\') {
                return None;
            }
            let is_name = |next: &&Part| matches!(next, Part::Text { text, .. } if text.trim_start().starts_with(':'));
            let names = !spot.is_quoted() && parts.peek().is_some_and(is_name);
            text.push_str(if names { "\"1\"" } else { "1" });
        }
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_one() {
        for (body, sample) in [
            (r#"{"a":"{{lead.id}}"}"#, Some(r#"{"a":"1"}"#)),
            (r#"{"a":{{lead.id}}{x}}"#, Some(r#"{"a":11}"#)),
            (r#"{ {{lead.id}} : 2}"#, Some(r#"{ "1" : 2}"#)),
            (r#"{"a":"\{{lead.id}}"}"#, None),
            (r#"{"a":"\u00{{lead.id}}"}"#, None),
        ] {
            assert_eq!(Template::parse(body).json_sample().as_deref(), sample);
        }
    }
}
