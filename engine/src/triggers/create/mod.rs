//! What the triggers that make deals, contacts and companies share (R162–R187): responsible user, tags, links.

use super::{Given, Work, change_tags::names};
use crate::{
    problem::{Code, Problem},
    run::{EntityKind, EntityRef},
    snapshot::{Entity, Linked},
};

pub(super) mod company;
pub(super) mod contact;
pub(super) mod copy;
pub(super) mod lead;

const TAGS_HELP: &str = "Один или несколько через запятую, можно с переменными.";
const RESPONSIBLE_HELP: &str =
    "Если не выбрать — автоматически: ответственный сущности, для которой запущен сценарий.";

/// The chosen user, else the one of the source; without a source amoCRM chooses (A25).
fn responsible(work: &mut Work<'_>) -> Result<Option<u64>, Problem> {
    let chosen = work.spare_user("responsible")?;
    let found = chosen.or_else(|| work.responsible());
    if found.is_none() {
        let detail = "Ответственного взять неоткуда, его назначит amoCRM";
        let warning = Problem::warning(Code::NoUser, detail);
        work.problems.push(warning.at("settings.responsible"));
    }
    Ok(found)
}

/// Names of tags, each once.
fn tags(work: &mut Work<'_>) -> Result<Vec<String>, Problem> {
    match work.settings.get("tags") {
        Some(Given::Text(template)) => {
            let rendered = work.render("settings.tags", template);
            let found = rendered.map(|rendered| names(&rendered));
            work.spare(found)
        }
        _ => Ok(Vec::new()),
    }
}

/// The entity that the new one is attached to; a run without an entity has none (A40).
fn source(work: &Work<'_>) -> Option<EntityRef> {
    let target = work.target;
    let is_known = target.id != 0 || work.entity().is_some_and(|entity| entity.is_new);
    is_known.then_some(target)
}

/// Contacts of an entity, the main one first.
fn contacts(work: &Work<'_>) -> Vec<EntityRef> {
    let linked = work.entity().and_then(|it| it.embedded.contacts.as_deref());
    let mut linked = linked.unwrap_or_default().to_vec();
    linked.sort_by_key(|contact| contact.is_main != Some(true));
    refs(EntityKind::Contact, &linked, &work.snapshot.contacts)
}

/// Its company.
fn company(work: &Work<'_>) -> Vec<EntityRef> {
    let linked = work
        .entity()
        .and_then(|it| it.embedded.companies.as_deref());
    let company = work.snapshot.company.as_slice();
    refs(EntityKind::Company, linked.unwrap_or_default(), company)
}

/// What the entity itself tells, else the linked entities of the facts.
fn refs(kind: EntityKind, linked: &[Linked], facts: &[Entity]) -> Vec<EntityRef> {
    let of = |id| EntityRef { kind, id };
    match linked {
        [] => facts.iter().map(|entity| of(entity.id)).collect(),
        linked => linked.iter().map(|link| of(link.id)).collect(),
    }
}
