//! `join`: elements of a list with a separator.

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use super::{call::within_limit, list::elements};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "join",
    also: &[],
    label: "Соединить",
    group: Group::Strings,
    arguments: &[Argument::required("Разделитель", ArgumentKind::Text)],
    help: r"Соединяет элементы списка; \  сохраняет пробел в разделителе.",
    example: &[Example {
        template: "{{a, b, c:join(;)}}",
        gives: "a;b;c",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let separator = call.text(0, "")?;
    let texts: Vec<String> = elements(&call.value?).iter().map(Fact::text).collect();
    let len: usize = texts.iter().map(String::len).sum();
    within_limit(len.saturating_add(separator.len().saturating_mul(texts.len())))?;
    Ok(Fact::Text(texts.join(&separator)))
}
