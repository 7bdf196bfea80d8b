//! `qr`: the address of a picture with the value as a QR code.

use super::url::encoded;
use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::{Fact, Problem, problem::Code};

pub(super) static ENTRY: Entry = Entry {
    code: "qr",
    also: &[],
    label: "QR-код",
    group: Group::Other,
    arguments: &[],
    help: "Даёт адрес картинки с QR-кодом значения на сервере установки.",
    example: &[Example {
        template: "{{Опт:qr:ifempty(нет адреса сервера)}}",
        gives: "нет адреса сервера",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let text = call.value?.text();
    match &call.facts.installation.address {
        Some(address) => {
            let address = address.trim_end_matches('/');
            Ok(Fact::Text(format!("{address}/qr?text={}", encoded(&text))))
        }
        None => {
            let detail = "адрес сервера не задан";
            call.notes.push(Problem::warning(Code::NoTable, detail));
            Ok(Fact::Empty)
        }
    }
}
