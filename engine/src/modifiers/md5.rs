//! `md5`: the MD5 sum of a text.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::Fact;
use ::md5::{Digest, Md5};

pub(super) static ENTRY: Entry = Entry {
    code: "md5",
    also: &[],
    label: "MD5",
    group: Group::Strings,
    arguments: &[],
    help: "Считает сумму MD5 текста: 32 знака.",
    example: &[Example {
        template: "{{Опт:md5}}",
        gives: "bb4207fde8cd2264cc6bf5d2700edf51",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let digest = Md5::digest(call.value?.text());
    let hex = digest.iter().map(|byte| format!("{byte:02x}"));
    Ok(Fact::Text(hex.collect()))
}
