//! `base64`: a text in base64.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::Fact;
use ::base64::{Engine, prelude::BASE64_STANDARD as STANDARD};

pub(super) static ENTRY: Entry = Entry {
    code: "base64",
    also: &[],
    label: "Base64",
    group: Group::Strings,
    arguments: &[],
    help: "Кодирует текст в base64.",
    example: &[Example {
        template: "{{Опт:base64}}",
        gives: "0J7Qv9GC",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    Ok(Fact::Text(STANDARD.encode(call.value?.text())))
}
