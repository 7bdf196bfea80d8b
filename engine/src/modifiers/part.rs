//! `part`: elements of a list, joined for HTML or by lines.

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use super::{call::within_limit, list::elements};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "part",
    also: &[],
    label: "Список",
    group: Group::Strings,
    arguments: &[Argument::required(
        "Вид",
        ArgumentKind::Choice(&["br", "rn", "ul", "ol"]),
    )],
    help: "Выводит элементы списка: br — через <br>, rn — с новой строки, ul и ol — маркированным и нумерованным списком HTML.",
    example: &[
        Example {
            template: "{{a, b:part(br)}}",
            gives: "a<br>b",
        },
        Example {
            template: "{{a, b:part(ul)}}",
            gives: "<ul><li>a</li><li>b</li></ul>",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let kind = call.text(0, "")?.to_lowercase();
    let texts: Vec<String> = elements(&call.value?).iter().map(Fact::text).collect();
    let len: usize = texts.iter().map(|text| text.len().saturating_add(9)).sum();
    within_limit(len.saturating_add(9))?; // the longest tags around one and around all
    let items = || texts.iter().map(|text| format!("<li>{text}</li>"));
    Ok(Fact::Text(match kind.as_str() {
        "br" => texts.join("<br>"),
        "ul" => format!("<ul>{}</ul>", items().collect::<String>()),
        "ol" => format!("<ol>{}</ol>", items().collect::<String>()),
        _ => texts.join("\r\n"),
    }))
}
