//! The note of the event, and what letters and SMS among the notes hold (3.7 and 9.6 of the language reference).

use serde_json::Value as Json;

use super::{
    choices::{self, INCOMING, OUTGOING},
    entry::{Entry, Group, Need, value},
    field, names,
    reader::{Reader, Reading, instant, number, text},
};
use crate::{
    fact::Fact,
    kind::{Kind, RefKind},
    snapshot::Note,
};

const fn note(entry: Entry) -> Entry {
    entry.of(Group::Note, &[Need::Note])
}

const fn mail(entry: Entry) -> Entry {
    entry.of(Group::Mail, &[Need::Note])
}

const fn sms(entry: Entry) -> Entry {
    entry.of(Group::Sms, &[Need::Note])
}

pub(super) static ENTRIES: &[Entry] = &[
    note(value(
        "note.id",
        "ID",
        "Номер примечания; пусто, если запуск не от примечания.",
        Kind::Number,
        |it, _| any(it, |note| number(Some(note.id))),
    ))
    .only_templates(),
    note(value(
        "note.type",
        "Тип примечания",
        "Звонок, письмо, СМС, системное, текст или прочее; пусто, если запуск не от примечания.",
        Kind::Ref(RefKind::NoteType),
        |it, _| {
            any(it, |note| {
                choices::by_word(RefKind::NoteType, Form::of(note).word())
            })
        },
    )),
    note(value(
        "note.text",
        "Текст примечания",
        "Что написано; у звонка его результат, у письма начало; пусто, если запуск не от примечания.",
        Kind::Text,
        |it, _| any(it, note_text),
    )),
    note(value(
        "note.author",
        "Автор",
        "Сотрудник, который добавил примечание; «Робот» — добавление через API.",
        Kind::Ref(RefKind::User),
        |it, _| {
            any(it, |note| {
                let author = note.created_by;
                author.map_or(Fact::Empty, |id| names::user(it.names(), id))
            })
        },
    )),
    note(value(
        "note.created_at",
        "Дата",
        "Когда примечание добавили, дата и время; пусто, если запуск не от примечания.",
        Kind::DateTime,
        |it, _| any(it, |note| instant(note.created_at)),
    )),
    mail(value(
        "mail.direction",
        "Тип письма",
        "Входящее или исходящее; пусто, если запуск не от письма.",
        Kind::Ref(RefKind::Direction),
        |it, _| of_form(it, Form::Mail, |note| direction(is_income(note), "ее")),
    )),
    mail(value(
        "mail.subject",
        "Заголовок письма",
        "Тема письма; пусто, если её нет или запуск не от письма.",
        Kind::Text,
        |it, _| of_form(it, Form::Mail, |note| written(note, &["subject"])),
    )),
    mail(value(
        "mail.text",
        "Текст письма",
        "Содержание письма или его начало; пусто, если запуск не от письма.",
        Kind::Text,
        |it, _| of_form(it, Form::Mail, note_text),
    )),
    mail(value(
        "mail.from",
        "Отправитель",
        "Адрес, с которого письмо отправлено; пусто, если запуск не от письма.",
        Kind::Email,
        |it, _| of_form(it, Form::Mail, |note| address(note, "from")),
    )),
    mail(value(
        "mail.to",
        "Получатель",
        "Первый адрес, на который письмо отправлено; пусто, если запуск не от письма.",
        Kind::Email,
        |it, _| of_form(it, Form::Mail, |note| address(note, "to")),
    )),
    sms(value(
        "sms.direction",
        "Тип сообщения",
        "Входящее или исходящее; пусто, если запуск не от СМС.",
        Kind::Ref(RefKind::Direction),
        |it, _| {
            of_form(it, Form::Sms, |note| {
                direction(note_type(note) == "sms_in", "ее")
            })
        },
    )),
    sms(value(
        "sms.text",
        "Текст сообщения",
        "Что написано в СМС; пусто, если запуск не от СМС.",
        Kind::Text,
        |it, _| of_form(it, Form::Sms, note_text),
    )),
    sms(value(
        "sms.phone",
        "Номер",
        "Телефон клиента, с которым идёт переписка СМС; пусто, если запуск не от СМС.",
        Kind::Phone,
        |it, _| of_form(it, Form::Sms, phone),
    )),
];

/// What a note is, by amoCRM's type of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Call,
    Mail,
    Sms,
    System,
    Other,
}

impl Form {
    pub(super) fn of(note: &Note) -> Self {
        match note_type(note) {
            "common" => Self::Text,
            "call_in" | "call_out" => Self::Call,
            "amomail_message" => Self::Mail,
            "sms_in" | "sms_out" => Self::Sms,
            "service_message" | "extended_service_message" => Self::System,
            _ => Self::Other,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Call => "call",
            Self::Mail => "mail",
            Self::Sms => "sms",
            Self::System => "system",
            Self::Other => "other",
        }
    }
}

/// The word of the API; hooks write a number.
pub(super) fn note_type(note: &Note) -> &str {
    match note.note_type.trim() {
        "4" => "common",
        "10" => "call_in",
        "11" => "call_out",
        "15" => "amomail_message",
        "25" => "service_message",
        "102" => "sms_in",
        "103" => "sms_out",
        word => word,
    }
}

/// Outside of events of notes its values are empty.
fn any<'a>(it: &Reader<'a>, property: impl FnOnce(&'a Note) -> Fact) -> Reading {
    it.facts.note.as_ref().map_or(Fact::Empty, property).into()
}

/// The same for what only one form of notes has.
pub(super) fn of_form<'a>(
    it: &Reader<'a>,
    form: Form,
    property: impl FnOnce(&'a Note) -> Fact,
) -> Reading {
    let note = it.facts.note.as_ref();
    let note = note.filter(|note| Form::of(note) == form);
    note.map_or(Fact::Empty, property).into()
}

/// A call has no text but its result, a letter the beginning of its content.
fn note_text(note: &Note) -> Fact {
    match written(note, &["text", "content_summary", "call_result"]) {
        Fact::Empty => text(note.text.as_deref()),
        found => found,
    }
}

/// The first of the parameters that is filled.
pub(super) fn written(note: &Note, keys: &[&str]) -> Fact {
    let texts = keys.iter().filter_map(|key| note.params.get(key));
    let mut texts = texts.filter(|it| !it.is_object() && !it.is_array());
    let texts = texts.by_ref().map(field::json_text);
    let mut filled = texts.filter(|text| !text.trim().is_empty());
    filled.next().map_or(Fact::Empty, Fact::Text)
}

pub(super) fn phone(note: &Note) -> Fact {
    match written(note, &["phone"]) {
        Fact::Text(phone) => Fact::Phone(phone),
        other => other,
    }
}

/// Letters and messages are neuter in Russian, calls are masculine.
pub(super) fn direction(incoming: bool, ending: &str) -> Fact {
    let (id, stem) = match incoming {
        true => (INCOMING, "входящ"),
        false => (OUTGOING, "исходящ"),
    };
    names::reference(RefKind::Direction, id, Some(&format!("{stem}{ending}")))
}

fn is_income(note: &Note) -> bool {
    match note.params.get("income") {
        Some(Json::Bool(income)) => *income,
        Some(Json::Number(number)) => number.as_u64() == Some(1),
        Some(Json::String(text)) => matches!(text.as_str(), "1" | "true"),
        _ => false,
    }
}

/// `{"email": …, "name": …}`, a list of such, or the address alone.
fn address(note: &Note, key: &str) -> Fact {
    let told = note.params.get(key);
    let told = told.and_then(|it| it.get(0)).or(told);
    let told = told.map(|it| it.get("email").unwrap_or(it));
    match told {
        Some(Json::String(email)) if !email.trim().is_empty() => Fact::Email(email.clone()),
        _ => Fact::Empty,
    }
}
