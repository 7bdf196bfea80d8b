//! Messages of the dialogues of an entity (3.3 and 9.2 of the language reference).

use super::{
    choices,
    reader::{Reader, Reading, Who, instant, text},
};
use crate::{
    fact::Fact,
    kind::RefKind,
    problem::Code,
    run::EntityKind,
    snapshot::{Entity, Spoken},
};

/// So many messages are put together at most.
const MOST: usize = 50;

/// The rows that deal, contact, company and client have under their root; `$place` gives them group and needs.
macro_rules! dialogue {
    ($root:literal, $who:expr, $place:path, $needs:expr) => {{
        use $crate::kind::{Kind, RefKind};
        use $crate::values::{
            dialogue::*,
            entry::{Argument, value},
        };
        &[
            $place(value(
                concat!($root, ".last_message.at"),
                "Последнее сообщение: время",
                "Когда в переписке писали последний раз; пусто, если сообщений не было.",
                Kind::DateTime,
                |it, _| last(it, $who, at),
            ))
            .also(&[concat!($root, ".dialogLastMessageCreatedAt")])
            .needing($needs),
            $place(value(
                concat!($root, ".last_message.side"),
                "Последнее сообщение: кто",
                "Клиент или менеджер написал последним; пусто, если сообщений не было.",
                Kind::Ref(RefKind::Side),
                |it, _| last(it, $who, side),
            ))
            .needing($needs),
            $place(value(
                concat!($root, ".dialogLastMessageSender"),
                "Последнее сообщение: client или manager",
                "Кто написал последним, английским словом; пусто, если сообщений не было.",
                Kind::Text,
                |it, _| last(it, $who, sender),
            ))
            .only_templates()
            .needing($needs),
            $place(value(
                concat!($root, ".dialogMessages"),
                "Сообщения диалога",
                "Тексты последних сообщений, каждый с новой строки, не больше 50.",
                Kind::Text,
                |it, args| messages(it, $who, args),
            ))
            .with(Argument::Dialogue)
            .only_templates()
            .needing($needs),
        ]
    }};
}
pub(super) use dialogue;

/// A property of the last message.
pub(super) fn last(it: &Reader<'_>, who: Who, property: fn(&Spoken) -> Fact) -> Reading {
    it.within(who, |kind, entity| {
        let mut newest: Option<&Spoken> = None;
        for message in of(it, kind, entity) {
            // Of two in one second the later in the list is the last.
            if newest.is_none_or(|it| it.created_at <= message.created_at) {
                newest = Some(message);
            }
        }
        newest.map_or(Fact::Empty, property).into()
    })
}

pub(super) fn at(message: &Spoken) -> Fact {
    instant(message.created_at)
}

pub(super) fn sender(message: &Spoken) -> Fact {
    text(Some(message.side.as_str()).filter(|side| !side.trim().is_empty()))
}

/// Who wrote it, as something that can be chosen.
pub(super) fn side(message: &Spoken) -> Fact {
    choices::by_word(RefKind::Side, &message.side)
}

/// `dialogMessages(side, n)`: the last n texts, the oldest first, one line each.
pub(super) fn messages(it: &Reader<'_>, who: Who, args: &[String]) -> Reading {
    it.within(who, |kind, entity| texts(it, (kind, entity), args))
}

fn texts(it: &Reader<'_>, (kind, entity): (EntityKind, &Entity), args: &[String]) -> Reading {
    let side = args.first().map(String::as_str).unwrap_or_default();
    let side = side.trim().to_lowercase();
    let most = args.get(1).map(|count| count.trim().parse::<usize>());
    let known = matches!(side.as_str(), "" | "all" | "client" | "manager");
    if !known || most.as_ref().is_some_and(Result::is_err) {
        let detail = "нужны all, client или manager и количество сообщений";
        return Reading::missing(Code::BadArguments, detail);
    }
    let most = most.and_then(Result::ok).unwrap_or(MOST).min(MOST);
    let any = matches!(side.as_str(), "" | "all");
    let mut chosen: Vec<&Spoken> = of(it, kind, entity)
        .filter(|message| any || message.side.eq_ignore_ascii_case(&side))
        .filter(|message| !message.text.trim().is_empty())
        .collect();
    chosen.sort_by_key(|message| message.created_at);
    let from = chosen.len().saturating_sub(most);
    let texts = chosen.iter().skip(from);
    let texts: Vec<&str> = texts.map(|message| message.text.as_str()).collect();
    text(Some(texts.join("\n").as_str()).filter(|text| !text.is_empty())).into()
}

/// Messages of that entity; one that names none belongs to the entity of the run.
fn of<'a>(
    it: &Reader<'a>,
    kind: EntityKind,
    entity: &'a Entity,
) -> impl Iterator<Item = &'a Spoken> {
    it.facts.messages.iter().filter(move |message| {
        message.entity.as_ref().is_none_or(|whose| {
            whose.id == entity.id && (whose.kind == kind.word() || whose.kind == kind.plural())
        })
    })
}
