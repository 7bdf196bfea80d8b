//! `nbr`: line breaks for HTML.

use super::call::within_limit;
use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "nbr",
    also: &[],
    label: "Переносы строк в HTML",
    group: Group::Strings,
    arguments: &[],
    help: "Заменяет переносы строк на <br>.",
    example: &[Example {
        template: "{{ (Адрес:\nМосква):nbr }}",
        gives: "Адрес:<br>Москва",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let text = call.value?.text().replace("\r\n", "\n");
    let breaks = text.matches(['\n', '\r']).count();
    within_limit(text.len().saturating_add(breaks.saturating_mul(4)))?;
    Ok(Fact::Text(text.replace(['\n', '\r'], "<br>")))
}
