//! `timezone`: the time zone of a Russian number.

use super::region::region_of;
use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "timezone",
    also: &[],
    label: "Часовой пояс номера",
    group: Group::Other,
    arguments: &[],
    help: "Часовой пояс региона российского номера, например +3; для мобильных номеров нужна таблица нумерации.",
    example: &[Example {
        template: "{{+7 (343) 123-45-67:timezone}}",
        gives: "+5",
    }],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let hours = region_of(call)?.map(|(_, hours)| Fact::Text(format!("{hours:+}")));
    Ok(hours.unwrap_or(Fact::Empty))
}
