//! Phones and e-mails of a contact, a company or the client.

use crate::{fact::Fact, snapshot::Entity};

/// The rows of phones and e-mails under a root; `$place` gives them group and needs.
macro_rules! channels {
    ($root:literal, $who:expr, $place:path) => {{
        use $crate::kind::{Kind, SetOf};
        use $crate::values::{channels::*, entry::value};
        &[
            $place(value(
                concat!($root, ".phone"),
                "Телефон (основной)",
                "Первый телефон карточки, как он записан; пусто, если телефонов нет.",
                Kind::Phone,
                |it, _| it.of($who, |entity| first(entity, Channel::Phone)),
            )),
            $place(value(
                concat!($root, ".phones"),
                "Все телефоны",
                "Каждый телефон карточки, списком; пусто, если телефонов нет.",
                Kind::Set(SetOf::Phone),
                |it, _| {
                    it.of($who, |entity| {
                        $crate::fact::Fact::Set(every(entity, Channel::Phone))
                    })
                },
            )),
            $place(value(
                concat!($root, ".email"),
                "E-mail (основной)",
                "Первый адрес почты в карточке; пусто, если почты нет.",
                Kind::Email,
                |it, _| it.of($who, |entity| first(entity, Channel::Email)),
            )),
            $place(value(
                concat!($root, ".emails"),
                "Все e-mail",
                "Каждый адрес почты в карточке, списком; пусто, если почты нет.",
                Kind::Set(SetOf::Email),
                |it, _| {
                    it.of($who, |entity| {
                        $crate::fact::Fact::Set(every(entity, Channel::Email))
                    })
                },
            )),
        ]
    }};
}
pub(super) use channels;

/// A predefined field of several texts.
#[derive(Clone, Copy)]
pub(super) enum Channel {
    Phone,
    Email,
}

/// The first one, which amoCRM shows as the main.
pub(super) fn first(entity: &Entity, channel: Channel) -> Fact {
    every(entity, channel)
        .into_iter()
        .next()
        .unwrap_or(Fact::Empty)
}

/// All of them, in amoCRM's order.
pub(super) fn every(entity: &Entity, channel: Channel) -> Vec<Fact> {
    let code = match channel {
        Channel::Phone => "PHONE",
        Channel::Email => "EMAIL",
    };
    let fields = entity.custom_fields_values.as_deref().unwrap_or_default();
    let field = fields
        .iter()
        .find(|field| field.field_code.as_deref() == Some(code));
    let values = field
        .map(|field| field.values.as_slice())
        .unwrap_or_default();
    let texts = values
        .iter()
        .map(|value| super::field::json_text(&value.value));
    texts
        .filter(|text| !text.trim().is_empty())
        .map(|text| match channel {
            Channel::Phone => Fact::Phone(text),
            Channel::Email => Fact::Email(text),
        })
        .collect()
}
