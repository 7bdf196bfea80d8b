//! What an effect is about, also while nobody knows the number of it.

use super::Effect;
use crate::run::EntityRef;

/// The entity of any effect.
macro_rules! entity {
    ($effect:expr) => {
        match $effect {
            Effect::ChangeResponsible { entity, .. }
            | Effect::ChangeFields { entity, .. }
            | Effect::CreateTask { entity, .. }
            | Effect::ChangeTask { entity, .. }
            | Effect::CreateEntity { entity, .. }
            | Effect::RunScenario { entity, .. }
            | Effect::StartBot { entity, .. }
            | Effect::CancelDelayed { entity, .. }
            | Effect::ChangeVariable { entity, .. }
            | Effect::AddProducts { entity, .. }
            | Effect::RemoveProducts { entity, .. }
            | Effect::AddNote { entity, .. }
            | Effect::ChangeTags { entity, .. }
            | Effect::ChangeStage { entity, .. }
            | Effect::SendHook { entity, .. }
            | Effect::SendEmail { entity, .. }
            | Effect::SendTelegram { entity, .. }
            | Effect::SendSms { entity, .. }
            | Effect::Notify { entity, .. }
            | Effect::CreateDocument { entity, .. }
            | Effect::Subscribe { entity, .. }
            | Effect::FillRequisites { entity, .. }
            | Effect::CreateChecklist { entity, .. }
            | Effect::CreateBill { entity, .. }
            | Effect::Schedule { entity, .. }
            | Effect::Unschedule { entity, .. } => entity,
        }
    };
}

impl Effect {
    /// The entity that it writes to.
    pub fn entity(&self) -> EntityRef {
        *entity!(self)
    }

    /// Whether it is about something that an effect before it makes, whose number nobody knew when it was decided.
    pub fn is_about_new(&self) -> bool {
        let links: &[EntityRef] = match self {
            Self::CreateEntity { new, .. } => &new.links,
            _ => &[],
        };
        self.entity().id == 0 || links.iter().any(|link| link.id == 0)
    }

    /// The same with the numbers of what effects before it made, in their order; a link to something that was not made
    /// is left out.
    #[must_use]
    pub fn resolved(mut self, made: &[EntityRef]) -> Self {
        if let Self::CreateEntity { new, .. } = &mut self {
            resolve(&mut new.links, made);
        }
        let entity = entity!(&mut self);
        let last = made.iter().rev().find(|it| it.kind == entity.kind);
        if let Some(last) = last.filter(|_| entity.id == 0) {
            entity.id = last.id;
        }
        self
    }
}

/// Several new ones of a kind are the last that were made of it.
fn resolve(links: &mut Vec<EntityRef>, made: &[EntityRef]) {
    let mut rest = made.to_vec();
    for link in links.iter_mut().rev().filter(|link| link.id == 0) {
        let last = rest.iter().rposition(|it| it.kind == link.kind);
        if let Some(last) = last {
            link.id = rest.remove(last).id;
        }
    }
    links.retain(|link| link.id != 0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::effect::NewEntity;
    use crate::run::EntityKind;

    fn deal(links: &[(EntityKind, u64)]) -> Effect {
        let link = |(kind, id): &(EntityKind, u64)| EntityRef {
            kind: *kind,
            id: *id,
        };
        Effect::CreateEntity {
            entity: link(&(EntityKind::Lead, 7)),
            new: NewEntity {
                kind: EntityKind::Lead,
                name: "Новая".to_owned(),
                responsible: None,
                pipeline: None,
                status: None,
                fields: Vec::new(),
                tags: Vec::new(),
                links: links.iter().map(link).collect(),
            },
        }
    }

    #[test]
    fn nought_becomes_what_was_made_and_is_left_out_if_nothing_was() {
        use EntityKind::{Company, Contact};
        let made = [(Contact, 31), (Company, 3), (Contact, 32)];
        let made = made.map(|(kind, id)| EntityRef { kind, id });
        let new = deal(&[(Contact, 5), (Contact, 0), (Contact, 0), (Company, 0)]);
        assert!(new.is_about_new());
        let known = [(Contact, 5), (Contact, 31), (Contact, 32), (Company, 3)];
        assert_eq!(new.clone().resolved(&made), deal(&known));
        assert_eq!(
            new.resolved(&made[1..]),
            deal(&[known[0], known[2], known[3]])
        );
        let tag = |id| Effect::ChangeTags {
            entity: EntityRef { kind: Contact, id },
            add: vec!["опт".to_owned()],
            remove: Vec::new(),
        };
        assert_eq!(tag(0).resolved(&made), tag(32));
        assert_eq!(tag(5).resolved(&made), tag(5));
    }
}
