//! The call of the event, which is a note (3.7 and 9.6 of the language reference).

use super::{
    choices,
    entry::{Entry, Group, Need, value},
    names,
    note::{Form, direction, note_type, of_form, phone, written},
    reader::Reader,
};
use crate::{
    fact::Fact,
    kind::{Kind, RefKind},
    snapshot::Note,
};

const fn call(entry: Entry) -> Entry {
    entry.of(Group::Call, &[Need::Note])
}

pub(super) static ENTRIES: &[Entry] = &[
    call(value(
        "call.direction",
        "Тип звонка",
        "Входящий или исходящий; пусто, если запуск не от звонка.",
        Kind::Ref(RefKind::Direction),
        |it, _| {
            of_form(it, Form::Call, |note| {
                direction(note_type(note) == "call_in", "ий")
            })
        },
    )),
    call(value(
        "call.duration",
        "Длительность звонка, сек.",
        "Сколько секунд длился разговор; пусто, если это неизвестно.",
        Kind::Duration,
        |it, _| of_form(it, Form::Call, duration),
    )),
    call(value(
        "call.status",
        "Статус звонка",
        "Чем кончился звонок, например «не дозвонился»; пусто, если не указано.",
        Kind::Ref(RefKind::CallStatus),
        |it, _| {
            of_form(it, Form::Call, |note| {
                let status = written(note, &["call_status"]).text();
                choices::by_word(RefKind::CallStatus, &status)
            })
        },
    )),
    call(value(
        "call.phone",
        "Номер",
        "Телефон клиента, с которым был звонок; пусто, если запуск не от звонка.",
        Kind::Phone,
        |it, _| of_form(it, Form::Call, phone),
    )),
    call(value(
        "call.result",
        "Результат звонка",
        "Что записано по итогам звонка, текст; пусто, если ничего.",
        Kind::Text,
        |it, _| of_form(it, Form::Call, |note| written(note, &["call_result"])),
    )),
    call(value(
        "call.link",
        "Запись",
        "Ссылка на запись разговора; пусто, если записи нет.",
        Kind::Text,
        |it, _| of_form(it, Form::Call, |note| written(note, &["link"])),
    )),
    call(value(
        "call.responsible",
        "Сотрудник",
        "Кто разговаривал, а если неизвестно — ответственный за звонок.",
        Kind::Ref(RefKind::User),
        |it, _| of_form(it, Form::Call, |note| responsible(it, note)),
    )),
];

fn duration(note: &Note) -> Fact {
    Fact::parse(&written(note, &["duration"]).text(), Kind::Duration).unwrap_or(Fact::Empty)
}

/// Telephony writes the number of a user or a name that amoCRM need not know.
fn responsible(it: &Reader<'_>, note: &Note) -> Fact {
    let told = written(note, &["call_responsible"]).text();
    let users = &it.names().users;
    match told.trim().parse::<u64>() {
        Ok(id) if id != 0 => return names::user(it.names(), id),
        Ok(_) => {}
        Err(_) if told.is_empty() => {}
        Err(_) => {
            let named = users.iter().find(|user| user.name.trim() == told.trim());
            return named.map_or(Fact::Text(told), |user| names::user(it.names(), user.id));
        }
    }
    let own = note.responsible_user_id.filter(|id| *id != 0);
    own.map_or(Fact::Empty, |id| names::user(it.names(), id))
}
