//! `replace`: another text in place of every occurrence.

use super::call::within_limit;
use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "replace",
    also: &[],
    label: "Заменить",
    group: Group::Strings,
    arguments: &[
        Argument::required("Что", ArgumentKind::Text),
        Argument::required("На что", ArgumentKind::Text),
    ],
    help: "Заменяет все вхождения; прописные и строчные буквы различаются.",
    example: &[
        Example {
            template: "{{2024-02-29:replace(-,.)}}",
            gives: "2024.02.29",
        },
        Example {
            template: r"{{8 927 100:replace(\ ,)}}",
            gives: "8927100",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let (what, with) = (call.text(0, "")?, call.text(1, "")?);
    let text = call.value?.text();
    if what.is_empty() {
        return Ok(Fact::Text(text));
    }
    let more = text.matches(&what).count().saturating_mul(with.len());
    within_limit(text.len().saturating_add(more))?;
    Ok(Fact::Text(text.replace(&what, &with)))
}
