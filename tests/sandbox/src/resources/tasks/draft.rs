//! What an item of a write of tasks asks for.

use crate::checks::Checks;
use crate::kind::Kind;
use crate::resources::account;
use crate::state::State;
use crate::write::author;

/// What an item asks for.
#[derive(Default)]
pub struct Draft {
    pub(super) text: Option<String>,
    pub(super) complete_till: Option<i64>,
    pub(super) entity: Option<(Kind, i64)>,
    pub(super) task_type_id: Option<i64>,
    pub(super) duration: Option<i64>,
    pub(super) is_completed: Option<bool>,
    pub(super) result: Option<String>,
    pub(super) responsible: Option<i64>,
    pub(super) created_by: Option<i64>,
    pub(super) updated_by: Option<i64>,
    pub(super) created_at: Option<i64>,
    pub(super) updated_at: Option<i64>,
}

/// Reads an item; what is wrong is reported with its path.
pub fn read(checks: &mut Checks<'_>, state: &State) -> Draft {
    let draft = Draft {
        text: checks.text("text"),
        complete_till: checks.int("complete_till"),
        entity: entity(checks, state),
        task_type_id: task_type(checks, state),
        duration: checks.int("duration"),
        is_completed: checks.flag("is_completed"),
        result: checks
            .get("result")
            .and_then(|r| r.get("text")?.as_str().map(str::to_owned)),
        responsible: author(checks, state, "responsible_user_id"),
        created_by: author(checks, state, "created_by"),
        updated_by: author(checks, state, "updated_by"),
        created_at: checks.int("created_at"),
        updated_at: checks.int("updated_at"),
    };
    if draft
        .text
        .as_deref()
        .is_some_and(|text| text.trim().is_empty())
    {
        checks.fail("NotBlank", "text", "This value should not be blank.");
    }
    draft
}

fn task_type(checks: &mut Checks<'_>, state: &State) -> Option<i64> {
    let id = checks.int("task_type_id")?;
    if !account::task_types(state).iter().any(|own| own["id"] == id) {
        checks.no_choice("task_type_id");
    }
    Some(id)
}

fn entity(checks: &mut Checks<'_>, state: &State) -> Option<(Kind, i64)> {
    let id = checks.int("entity_id").filter(|id| *id != 0)?;
    let Some(kind) = checks
        .text("entity_type")
        .and_then(|name| Kind::card(&name))
    else {
        checks.no_choice("entity_type");
        return None;
    };
    if state.card(kind, id).is_none() {
        checks.no_choice("entity_id");
    }
    Some((kind, id))
}
