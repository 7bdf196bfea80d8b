//! `json`: a text for a string of JSON, without the quotes.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "json",
    also: &[],
    label: "Для JSON",
    group: Group::Strings,
    arguments: &[],
    help: "Готовит текст для строки JSON: кавычки, переносы строк и обратная черта экранируются; кавычек по краям нет.",
    example: &[Example {
        template: r#"{{«опт» "1":json}}"#,
        gives: r#"«опт» \"1\""#,
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let quoted = serde_json::Value::String(call.value?.text()).to_string();
    let inner = quoted.get(1..quoted.len().saturating_sub(1));
    Ok(Fact::Text(inner.unwrap_or_default().to_owned()))
}
