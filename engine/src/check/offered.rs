//! Values that the start event never brings (R93, section 6 of the language reference): they are always empty.

use super::Context;
use crate::{
    problem::{Code, Problem},
    values::Path,
};

impl Context<'_> {
    /// A warning for a value of a group that runs of this event don't have.
    pub(super) fn offered(&self, path: &Path) -> Option<Problem> {
        let event = self.event?;
        let group = path.entry().group;
        let detail = || {
            format!(
                "В событии «{}» нет данных «{}», значение всегда пустое: выберите другое значение или другое событие",
                event.label,
                group.label()
            )
        };
        (!event.has(group)).then(|| Problem::warning(Code::NoLinkedEntity, detail()))
    }
}
