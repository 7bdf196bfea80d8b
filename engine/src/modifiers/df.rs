//! `df`: formats a date.

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::{
    Fact,
    russian::dates::{self, Locale},
};

pub(super) static ENTRY: Entry = Entry {
    code: "df",
    also: &[],
    label: "Формат даты",
    group: Group::Dates,
    arguments: &[
        Argument::required("Формат", ArgumentKind::Text),
        Argument::optional("Язык", ArgumentKind::Choice(&["ru", "en"]), "ru"),
    ],
    help: "Выводит дату по образцу из букв функции date() языка PHP: d.m.Y H:i.",
    example: &[
        Example {
            template: "{{2019-11-21 16:03:df(d.m.Y H:i)}}",
            gives: "21.11.2019 16:03",
        },
        Example {
            template: r"{{2019-11-21 16:03:df(d\.m\.Y H\:i)}}",
            gives: "21.11.2019 16:03",
        },
        Example {
            template: "{{21.11.2019:df(d F,ru)}}",
            gives: "21 ноября",
        },
        Example {
            template: "{{21.11.2019:df(F Y)}}",
            gives: "ноябрь 2019",
        },
        Example {
            template: "{{21.11.2019:df(j F Y,en)}}",
            gives: "21 November 2019",
        },
        Example {
            template: "{{2019-11-21 16:03:df(U)}}",
            gives: "1574341380",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(mut call: Call<'_>) -> Outcome {
    let format = call.text(0, "")?;
    let locale = match call.text(1, "ru")?.to_lowercase().as_str() {
        "en" => Locale::English,
        _ => Locale::Russian,
    };
    let local = call.date()?;
    Ok(local.map_or(Fact::Empty, |local| {
        Fact::Text(dates::format(local, &format, locale))
    }))
}
