//! A deal, contact or company that a trigger asked for, as the triggers after it see it (R420).

use super::{definitions, field, tags};
use crate::{
    effect::NewEntity,
    run::{EntityKind, EntityRef},
    snapshot::{Entity, EntityEmbedded, Linked, Snapshot},
};

/// Makes the entity; it is the one meant by its kind if the facts hold no other.
pub(super) fn entity(snapshot: &mut Snapshot, source: EntityRef, new: &NewEntity) {
    link(snapshot, source, new.kind);
    let made = made(snapshot, new);
    match new.kind {
        EntityKind::Lead => {
            snapshot.lead.get_or_insert(made);
        }
        EntityKind::Contact if snapshot.contacts.is_empty() => snapshot.contacts.push(made),
        EntityKind::Company => {
            snapshot.company.get_or_insert(made);
        }
        // Who has a contact already goes on speaking of that one.
        EntityKind::Contact | EntityKind::Task => {}
    }
}

fn made(snapshot: &Snapshot, new: &NewEntity) -> Entity {
    let now = Some(snapshot.now);
    let pipelines = &snapshot.dictionaries.pipelines;
    let main = pipelines.iter().find(|pipeline| pipeline.is_main);
    let first = main.and_then(|pipeline| pipeline.statuses().first());
    let is_lead = new.kind == EntityKind::Lead;
    let mut entity = Entity {
        name: Some(new.name.clone()),
        responsible_user_id: new.responsible,
        pipeline_id: new
            .pipeline
            .or(main.map(|main| main.id).filter(|_| is_lead)),
        status_id: new
            .status
            .or(first.map(|first| first.id).filter(|_| is_lead)),
        created_at: now,
        updated_at: now,
        embedded: EntityEmbedded {
            contacts: linked(new, EntityKind::Contact),
            companies: linked(new, EntityKind::Company),
            leads: linked(new, EntityKind::Lead),
            ..EntityEmbedded::default()
        },
        is_new: true,
        ..Entity::default()
    };
    tags(&mut entity, &new.tags, &[]);
    let known = definitions(&snapshot.dictionaries.custom_fields, new.kind);
    for change in &new.fields {
        field(&mut entity, change, known);
    }
    entity
}

fn linked(new: &NewEntity, kind: EntityKind) -> Option<Vec<Linked>> {
    let links = new.links.iter().filter(|link| link.kind == kind);
    let links = links.map(|link| Linked {
        id: link.id,
        is_main: None,
    });
    Some(links.collect())
}

/// The entity it was made for is linked to it.
fn link(snapshot: &mut Snapshot, source: EntityRef, kind: EntityKind) {
    let Some(found) = super::find(snapshot, source) else {
        return;
    };
    let links = match kind {
        EntityKind::Lead => &mut found.embedded.leads,
        EntityKind::Contact => &mut found.embedded.contacts,
        EntityKind::Company => &mut found.embedded.companies,
        EntityKind::Task => return,
    };
    links.get_or_insert_default().push(Linked {
        id: 0,
        is_main: None,
    });
}
