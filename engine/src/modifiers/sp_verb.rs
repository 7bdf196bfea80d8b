//! `sp_verb`: a verb of the past that agrees with the gender of a name.

use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::{
    Fact,
    russian::{case::Gender, names::FullName, verbs},
};

pub(super) static ENTRY: Entry = Entry {
    code: "sp_verb",
    also: &[],
    label: "Глагол по полу",
    group: Group::Grammar,
    arguments: &[Argument::required(
        "Глагол в мужском роде",
        ArgumentKind::Text,
    )],
    help: "Ставит глагол прошедшего времени в род того, чьё это имя; если он неизвестен — в мужской.",
    example: &[
        Example {
            template: "{{Анна:sp_verb(позвонил)}}",
            gives: "позвонила",
        },
        Example {
            template: "{{Сергеева Ольга:sp_verb(вернулся)}}",
            gives: "вернулась",
        },
        Example {
            template: "{{Пётр:sp_verb(пришёл)}}",
            gives: "пришёл",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let verb = call.text(0, "")?;
    let gender = FullName::read(&call.value?.text()).gender();
    let gender = gender.unwrap_or(Gender::Masculine);
    Ok(Fact::Text(verbs::past(&verb, gender)))
}
