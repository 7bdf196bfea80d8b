//! A number.

use leptos::prelude::*;
use serde_json::Value as Json;

use super::slot::Slot;

/// A number; kept as it was typed if it is none, so that the check can say so.
pub(super) fn number(slot: Slot) -> impl IntoView {
    let text = slot.text();
    let Slot { id, label, set, .. } = slot;
    view! {
        <input class="input" id=id inputmode="decimal" autocomplete="off" aria-label=label prop:value=text
            on:input=move |event| set.run(parsed(&event_target_value(&event))) />
    }
}

/// Spaces between thousands and a comma before the fraction are read as people write them.
fn parsed(typed: &str) -> Option<Json> {
    let plain: String = typed
        .chars()
        .filter(|sign| !sign.is_whitespace())
        .collect::<String>()
        .replace(',', ".");
    match plain.parse::<i64>() {
        _ if plain.is_empty() => None,
        Ok(whole) => Some(Json::from(whole)),
        // Fractions stay text: a binary float would change the amount.
        Err(_) => Some(Json::String(plain)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(parsed("10 000"), Some(json!(10000)));
        assert_eq!(parsed("0,1"), Some(json!("0.1")));
        assert_eq!(parsed(" "), None);
        assert_eq!(parsed("много"), Some(json!("много")));
    }
}
