//! The incoming message of the event (3.7 and 9.6 of the language reference).

use super::{
    entry::{Entry, Group, value},
    reader::{Reader, Reading, instant, text},
};
use crate::{fact::Fact, kind::Kind, snapshot::Message};

const fn message(entry: Entry) -> Entry {
    entry.of(Group::Message, &[])
}

pub(super) static ENTRIES: &[Entry] = &[
    message(value(
        "message.text",
        "Текст сообщения",
        "Что написал клиент; пусто, если запуск не от сообщения.",
        Kind::Text,
        |it, _| read(it, |message| text(Some(&message.text))),
    )),
    message(value(
        "message.channel",
        "Канал",
        "Откуда написали, одним словом, например telegram; пусто, если неизвестно.",
        Kind::Text,
        |it, _| read(it, |message| text(message.channel.as_deref())),
    )),
    message(value(
        "message.author",
        "Автор",
        "Имя того, кто написал; пусто, если оно неизвестно.",
        Kind::Text,
        |it, _| {
            read(it, |message| {
                let author = message.author.as_ref();
                text(author.and_then(|author| author.name.as_deref()))
            })
        },
    )),
    message(value(
        "message.at",
        "Время",
        "Когда сообщение пришло, дата и время; пусто, если запуск не от сообщения.",
        Kind::DateTime,
        |it, _| read(it, |message| instant(message.created_at)),
    ))
    .also(&["message.created_at"]),
    message(value(
        "message.has_file",
        "Есть вложение",
        "«Да», если к сообщению приложен файл; пусто, если запуск не от сообщения.",
        Kind::Bool,
        |it, _| {
            read(it, |message| {
                Fact::Bool(message.has_file.unwrap_or_default())
            })
        },
    )),
];

/// Outside of runs that a message started its values are empty.
fn read<'a>(it: &Reader<'a>, property: impl FnOnce(&'a Message) -> Fact) -> Reading {
    let message = it.facts.message.as_ref();
    message.map_or(Fact::Empty, property).into()
}
