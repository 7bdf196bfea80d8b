//! `pad_left`: padding to a length.

use super::call::within_limit;
use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::{Fact, Problem};

pub(super) static ENTRY: Entry = Entry {
    code: "pad_left",
    also: &[],
    label: "Дополнить слева",
    group: Group::Strings,
    arguments: &[
        Argument::required(
            "Длина",
            ArgumentKind::Whole {
                min: 0,
                max: 1000000,
            },
        ),
        Argument::optional("Чем", ArgumentKind::Text, " "),
    ],
    help: "Дополняет текст слева до нужной длины.",
    example: &[Example {
        template: "{{695:pad_left(6,0)}}",
        gives: "000695",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let more = padding(&call)?;
    let text = call.value?.text();
    Ok(Fact::Text(format!("{more}{text}")))
}

/// What a value lacks to the length asked for.
pub(super) fn padding(call: &Call<'_>) -> Result<String, Problem> {
    let length = usize::try_from(call.whole(0)?).unwrap_or_default();
    let with = call.text(1, " ")?;
    let with = if with.is_empty() { " " } else { with.as_str() };
    let text = call.value.clone()?.text();
    let lacking = length.saturating_sub(text.chars().count());
    let count = with.chars().count().max(1);
    let whole = (lacking / count).saturating_mul(with.len());
    let rest: usize = with.chars().take(lacking % count).map(char::len_utf8).sum();
    within_limit(text.len().saturating_add(whole).saturating_add(rest))?;
    Ok(with.chars().cycle().take(lacking).collect())
}
