//! `if`: chooses between two texts by comparing the value; the file has a `_` because `if` is a keyword.

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::{Fact, Problem, problem::Severity};

/// What is written in a template, the operator of conditions it means, and whether the argument is a
/// list of alternatives.
const OPERATORS: &[(&str, &str, Right)] = &[
    ("=", "eq", Right::One),
    ("!=", "ne", Right::One),
    (">", "gt", Right::One),
    (">=", "ge", Right::One),
    ("<", "lt", Right::One),
    ("<=", "le", Right::One),
    ("match", "match", Right::One),
    ("not match", "nmatch", Right::One),
    ("in", "eq", Right::AnyOf),
    ("not in", "eq", Right::NoneOf),
];

#[derive(Clone, Copy)]
enum Right {
    One,
    AnyOf,
    NoneOf,
}

pub(super) static ENTRY: Entry = Entry {
    code: "if",
    also: &[],
    label: "Если",
    group: Group::Choice,
    arguments: &[
        Argument::required(
            "Сравнение",
            ArgumentKind::Choice(&[
                "=",
                "!=",
                ">",
                ">=",
                "<",
                "<=",
                "in",
                "not in",
                "match",
                "not match",
            ]),
        ),
        Argument::required("С чем сравнить", ArgumentKind::Text),
        Argument::required("Тогда", ArgumentKind::Text),
        Argument::optional("Иначе", ArgumentKind::Text, "значение без изменений"),
    ],
    help: "Сравнивает значение и подставляет одно из двух; варианты для in разделяются ||.",
    example: &[
        Example {
            template: "{{15000:if(>,10000,крупная,обычная)}}",
            gives: "крупная",
        },
        Example {
            template: "{{Тверь:if(in,Москва||Тверь,ЦФО)}}",
            gives: "ЦФО",
        },
        Example {
            template: "{{Омск:if(in,Москва||Тверь,ЦФО)}}",
            gives: "Омск",
        },
        Example {
            template: "{{9:if(<,10,меньше,больше)}}",
            gives: "меньше",
        },
    ],
    accepts: Accepts::Empty,
    apply,
};

/// Whether what is compared with is a regular expression.
pub(crate) fn is_pattern(written: &str) -> bool {
    let written = written.trim().to_lowercase();
    matches!(written.as_str(), "match" | "not match")
}

fn apply(mut call: Call<'_>) -> Outcome {
    let value = call.value.clone()?;
    let chosen = if holds(&mut call, &value)? { 2 } else { 3 };
    Ok(call.argument(chosen)?.unwrap_or(value))
}

fn holds(call: &mut Call<'_>, value: &Fact) -> Result<bool, Problem> {
    let operator = call.text(0, "")?.trim().to_lowercase();
    let right = call.argument(1)?.unwrap_or(Fact::Empty);
    let Some((_, code, sort)) = OPERATORS.iter().find(|(written, ..)| *written == operator) else {
        return Ok(false);
    };
    Ok(match sort {
        Right::One => is(call, value, code, &right),
        Right::AnyOf => any_of(call, value, code, &right),
        Right::NoneOf => !any_of(call, value, code, &right),
    })
}

fn any_of(call: &mut Call<'_>, value: &Fact, code: &str, right: &Fact) -> bool {
    let text = right.text();
    let mut alternatives = text
        .split("||")
        .map(|it| Fact::Dynamic(it.trim().to_owned()));
    alternatives.any(|alternative| is(call, value, code, &alternative))
}

/// Compares, and tells why if it was not possible; that stops nothing.
fn is(call: &mut Call<'_>, value: &Fact, code: &str, right: &Fact) -> bool {
    // The comparison is that of dynamic values: a text field that holds a number is a number here.
    let value = match value {
        Fact::Text(text) => &Fact::Dynamic(text.clone()),
        other => other,
    };
    let (result, problems) = (call.compare)(value, code, right);
    let told = problems.into_iter().map(|problem| Problem {
        severity: Severity::Warning,
        ..problem
    });
    call.notes.extend(told);
    result
}
