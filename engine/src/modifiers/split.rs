//! `split`: one element of a text divided by a separator.

use super::call::short;
use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::{Fact, Problem, problem::Code};

pub(super) static ENTRY: Entry = Entry {
    code: "split",
    also: &[],
    label: "Разделить и взять часть",
    group: Group::Strings,
    arguments: &[
        Argument::required("Разделитель", ArgumentKind::Text),
        Argument::required("Номер или end", ArgumentKind::Text),
    ],
    help: "Делит текст и даёт одну часть, счёт с 0 или end; пустой разделитель — запятая, s — пробелы.",
    example: &[
        Example {
            template: "{{a, b, c:split(,1)}}",
            gives: "b",
        },
        Example {
            template: "{{a, b, c:split(,end)}}",
            gives: "c",
        },
        Example {
            template: "{{Иван Петров:split(s,0)}}",
            gives: "Иван",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let (separator, index) = (call.text(0, "")?, call.text(1, "")?);
    let value = call.value?;
    let index = match index.trim().parse::<usize>() {
        Ok(index) => Some(index),
        Err(_) if index.trim().eq_ignore_ascii_case("end") => None,
        Err(_) => {
            let detail = format!("split: номер «{}»", short(&index));
            call.notes
                .push(Problem::warning(Code::BadArguments, detail));
            return Ok(value);
        }
    };
    if let (Fact::Set(elements), "" | ",") = (&value, separator.as_str()) {
        return Ok(taken(elements.iter().cloned(), index));
    }
    let text = value.text();
    let part = |part: &str| Fact::Dynamic(part.trim().to_owned());
    Ok(match separator.as_str() {
        "s" => taken(text.split_whitespace().map(part), index),
        "" => taken(text.split(',').map(part), index),
        other => taken(text.split(other).map(part), index),
    })
}

fn taken(mut parts: impl Iterator<Item = Fact>, index: Option<usize>) -> Fact {
    let found = match index {
        Some(index) => parts.nth(index),
        None => parts.last(),
    };
    found.unwrap_or(Fact::Empty)
}
