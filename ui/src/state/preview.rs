//! The deal the editor looks at, with its facts; fetched once, evaluated on each keystroke.

use std::sync::Arc;

use api::crm::Found;
use engine::{EntityKind, EntityRef, Run, Snapshot, events};
use leptos::{prelude::*, task::spawn_local};

use crate::api::{Client, Error};

/// The chosen deal; a context of the editor.
#[derive(Clone, Copy)]
pub struct Preview {
    /// The deal as it was found.
    pub deal: RwSignal<Option<Found>>,
    /// Its facts, once they have come.
    pub facts: RwSignal<Option<Arc<Snapshot>>>,
    /// Whether they are under way.
    pub loading: RwSignal<bool>,
    /// Why they have not come.
    pub error: RwSignal<Option<Error>>,
}

impl Preview {
    /// No deal yet; puts itself into the context.
    pub fn provide() -> Self {
        let preview = Self {
            deal: RwSignal::new(None),
            facts: RwSignal::new(None),
            loading: RwSignal::new(false),
            error: RwSignal::new(None),
        };
        provide_context(preview);
        preview
    }

    /// Looks at a deal.
    pub fn choose(self, client: Client, deal: Found) {
        let id = deal.entity.id;
        self.deal.set(Some(deal));
        self.loading.set(true);
        spawn_local(async move {
            let answer = client.lead_facts(id).await;
            let facts =
                answer.and_then(|json| serde_json::from_value(json).map_err(|_| Error::Unreadable));
            // A later choice has overtaken this one, or the editor is closed.
            let wanted = self.deal.try_get_untracked().flatten();
            if wanted.is_none_or(|deal| deal.entity.id != id) {
                return;
            }
            self.loading.set(false);
            match facts {
                Ok(facts) => {
                    self.facts.set(Some(Arc::new(facts)));
                    self.error.set(None);
                }
                Err(error) => {
                    self.facts.set(None);
                    self.error.set(Some(error));
                }
            }
        });
    }
}

/// A run of this event on these facts; `None` if the deal has no such entity.
pub fn run_on(event: &str, facts: &Snapshot) -> Option<Run> {
    let kind = events::find(event).and_then(|event| event.entity);
    let kind = kind.unwrap_or(EntityKind::Lead);
    let id = match kind {
        EntityKind::Lead => facts.lead.as_ref()?.id,
        EntityKind::Contact => facts.contact()?.id,
        EntityKind::Company => facts.company.as_ref()?.id,
        EntityKind::Task => facts.tasks.first()?.id,
    };
    let mut run = Run::new(event, EntityRef { kind, id });
    run.variables = facts.run.clone();
    Some(run)
}
