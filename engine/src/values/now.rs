//! The current date and time, in Moscow (3.2 and 9.5 of the language reference).

use chrono::{Datelike, NaiveDateTime, TimeDelta};
use rust_decimal::Decimal;

use super::{
    entry::{Argument, Entry, Group, value},
    reader::{Reader, Reading, instant},
};
use crate::{calendar, fact::Fact, kind::Kind, problem::Code};

const fn now(entry: Entry) -> Entry {
    entry.of(Group::Now, &[])
}

/// The clock always shows something.
const fn clock(entry: Entry) -> Entry {
    now(entry).filled()
}

pub(super) static ENTRIES: &[Entry] = &[
    clock(value(
        "now.date",
        "Текущая дата",
        "Сегодняшний день по Москве, без времени.",
        Kind::Date,
        |it, _| it.local(|local| Fact::Date(local.date())),
    )),
    clock(value(
        "now.time",
        "Текущее время",
        "Который сейчас час по Москве, без даты.",
        Kind::Time,
        |it, _| it.local(|local| Fact::Time(local.time())),
    )),
    clock(value(
        "now.datetime",
        "Текущие дата и время",
        "Момент проверки по Москве, один для всех строк блока.",
        Kind::DateTime,
        |it, _| Fact::DateTime(it.facts.now).into(),
    ))
    .also(&["date.now"]),
    clock(value(
        "now.weekday",
        "Текущий день недели",
        "Какой сегодня день недели по Москве, от понедельника до воскресенья.",
        Kind::Weekday,
        |it, _| it.local(|local| Fact::Weekday(calendar::weekday(local.date()))),
    )),
    clock(value(
        "now.day",
        "День месяца",
        "Какое сегодня число по Москве, от 1 до 31.",
        Kind::Number,
        |it, _| it.local(|local| Fact::Number(Decimal::from(local.day()))),
    ))
    .whole(1, 31),
    clock(value(
        "now.month",
        "Месяц",
        "Номер текущего месяца по Москве, от 1 до 12.",
        Kind::Number,
        |it, _| it.local(|local| Fact::Number(Decimal::from(local.month()))),
    ))
    .whole(1, 12),
    clock(value(
        "now.year",
        "Год",
        "Текущий год по Москве, четыре цифры.",
        Kind::Number,
        |it, _| it.local(|local| Fact::Number(Decimal::from(local.year()))),
    )),
    clock(value(
        "now.is_workday",
        "Сегодня рабочий день",
        "«Да», если по производственному календарю сегодня работают.",
        Kind::Bool,
        |it, _| it.local(|local| Fact::Bool(it.facts.workdays().is_workday(local.date()))),
    )),
    clock(value(
        "now.is_worktime",
        "Сейчас рабочее время",
        "«Да» в рабочие часы рабочего дня; обычно это пн–пт с 9:00 до 18:00.",
        Kind::Bool,
        |it, _| it.local(|local| Fact::Bool(it.facts.installation.is_worktime(local))),
    )),
    now(value(
        "event.at",
        "Время события",
        "Когда случилось событие, запустившее сценарий; пусто, если запуск был без события.",
        Kind::DateTime,
        |it, _| instant(it.facts.event.as_ref().and_then(|event| event.at)).into(),
    )),
    // Names that only templates use.
    now(value(
        "date.tomorrow",
        "Завтра, 00:00",
        "Начало завтрашнего дня по Москве, дата и время.",
        Kind::DateTime,
        |it, _| midnight(it, 1),
    ))
    .only_templates(),
    now(value(
        "date.yesterday",
        "Вчера, 00:00",
        "Начало вчерашнего дня по Москве, дата и время.",
        Kind::DateTime,
        |it, _| midnight(it, -1),
    ))
    .only_templates(),
    now(value(
        "date.nextweek",
        "Следующий понедельник",
        "Понедельник будущей недели, то же время суток, что сейчас.",
        Kind::DateTime,
        |it, _| {
            let days = |local: NaiveDateTime| 8 - i64::from(calendar::weekday(local.date()));
            moved(it, |local| {
                local.checked_add_signed(TimeDelta::try_days(days(local))?)
            })
        },
    ))
    .only_templates(),
    now(value(
        "date.nextmonth",
        "Через месяц",
        "Тот же день и час следующего месяца; если такого дня нет, последний его день.",
        Kind::DateTime,
        |it, _| moved(it, |local| calendar::shift_months(local, 1)),
    ))
    .only_templates(),
    now(value(
        "date.next",
        "Следующий день недели или срок",
        "Ближайший день недели или срок из скобок: пятница, friday, month; непонятное даёт пусто.",
        Kind::DateTime,
        |it, args| {
            let what = args.first().map_or("", String::as_str).trim();
            let word = weekday(what).unwrap_or(what);
            shifted(it, &format!("next {word}"))
        },
    ))
    .with(Argument::Text)
    .only_templates(),
    now(value(
        "date.custom",
        "Сдвиг от текущей даты",
        "Сейчас со сдвигом из скобок, например +3 days; непонятный сдвиг даёт пусто.",
        Kind::DateTime,
        |it, args| shifted(it, args.first().map_or("", String::as_str)),
    ))
    .with(Argument::Text)
    .only_templates(),
];

/// The current moment moved by a relative expression (13.2).
fn shifted(it: &Reader<'_>, expression: &str) -> Reading {
    let Some(local) = calendar::moscow(it.facts.now) else {
        return Fact::Empty.into();
    };
    match calendar::relative(local, expression) {
        Some(local) => Fact::DateTime(calendar::instant(local)).into(),
        None => Reading::missing(Code::UnknownDateExpression, format!("«{expression}»")),
    }
}

/// The word of a relative expression for a Russian name of a weekday.
fn weekday(name: &str) -> Option<&'static str> {
    const WORDS: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let day = calendar::parse_weekday(name)?;
    WORDS.get(usize::from(day).checked_sub(1)?).copied()
}

fn midnight(it: &Reader<'_>, days: i64) -> Reading {
    moved(it, |local| {
        let day = local.checked_add_signed(TimeDelta::try_days(days)?)?;
        day.date().and_hms_opt(0, 0, 0)
    })
}

fn moved(it: &Reader<'_>, to: impl FnOnce(NaiveDateTime) -> Option<NaiveDateTime>) -> Reading {
    it.local(|local| {
        to(local).map_or(Fact::Empty, |local| {
            Fact::DateTime(calendar::instant(local))
        })
    })
}
