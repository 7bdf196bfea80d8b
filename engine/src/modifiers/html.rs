//! `html`: a text for HTML.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "html",
    also: &[],
    label: "Экранировать для HTML",
    group: Group::Strings,
    arguments: &[],
    help: "Заменяет знаки < > & и кавычки так, чтобы в HTML они остались текстом.",
    example: &[Example {
        template: "{{<b> & «опт»:html}}",
        gives: "&lt;b&gt; &amp; «опт»",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let text = call.value?.text();
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    Ok(Fact::Text(escaped))
}
