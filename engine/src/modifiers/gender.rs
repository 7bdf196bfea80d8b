//! `gender`: whether a name belongs to a man or a woman.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::{
    Fact,
    russian::{case::Gender, names::FullName},
};

pub(super) static ENTRY: Entry = Entry {
    code: "gender",
    also: &[],
    label: "Пол по имени",
    group: Group::Grammar,
    arguments: &[],
    help: "m для мужчины, f для женщины; пусто, если по имени этого не узнать.",
    example: &[
        Example {
            template: "{{Анна:gender}}",
            gives: "f",
        },
        Example {
            template: "{{Петров Никита Ильич:gender}}",
            gives: "m",
        },
        Example {
            template: "{{Анна:gender:if(=,f,Уважаемая,Уважаемый)}}",
            gives: "Уважаемая",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let text = call.value?.text();
    Ok(match FullName::read(&text).gender() {
        Some(Gender::Masculine) => Fact::Text("m".to_owned()),
        Some(Gender::Feminine) => Fact::Text("f".to_owned()),
        Some(Gender::Neuter) | None => Fact::Empty,
    })
}
