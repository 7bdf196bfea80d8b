//! Values that the start event never brings (R93, section 6 of the language reference): they are always empty.

use super::Context;
use crate::{
    block::Side,
    events,
    operators::Entry,
    problem::{Code, Problem},
    run::EntityKind,
    values::{Group, Path},
};

impl Context<'_> {
    /// A warning for a value of a group that runs of this event don't have, or of before a change that is none.
    pub(super) fn offered(&self, path: &Path) -> Option<Problem> {
        let event = self.event?;
        let group = path.entry().group;
        if !event.has(group) {
            let detail = format!(
                "В событии «{}» нет данных «{}», значение всегда пустое: выберите другое значение или другое событие",
                event.label,
                group.label()
            );
            return Some(Problem::warning(Code::NoLinkedEntity, detail));
        }
        // An own scenario may be started by one that knows it.
        let is_there = event.entity.is_none() || event.has_previous && changes(event, group);
        (path.entry().is_previous() && !is_there).then(|| {
            let detail = format!(
                "В событии «{}» неизвестно, каким значение было раньше, оно всегда пустое: выберите другое значение или событие изменения",
                event.label
            );
            Problem::warning(Code::NoLinkedEntity, detail)
        })
    }

    /// The same for an operator that asks whether a value is another one than before.
    pub(super) fn comparable_with_before(&self, side: &Side, entry: &Entry) -> Option<Problem> {
        let previous = side.path().previous().filter(|_| entry.before)?;
        self.offered(&previous)
            .map(|problem| problem.at("operator"))
    }
}

/// Whether the event is about the entity of this group: of linked ones nothing is known before the change.
fn changes(event: &events::Entry, group: Group) -> bool {
    match group {
        Group::Lead => event.entity == Some(EntityKind::Lead),
        Group::Contact => event.entity == Some(EntityKind::Contact),
        Group::Company => event.entity == Some(EntityKind::Company),
        Group::Client => matches!(
            event.entity,
            Some(EntityKind::Contact | EntityKind::Company)
        ),
        _ => false,
    }
}
