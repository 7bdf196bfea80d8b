//! Actions of the Digital Pipeline: what a manager put on stages.

use serde::Deserialize;

use crate::answer::Record;

/// An action that tells an address about leads that come to its stages.
#[derive(Debug, Clone, Deserialize)]
pub struct Action {
    /// Where it stands.
    pub pipeline_id: i64,
    /// One stage, or several that it is stretched over.
    pub status_ids: Vec<i64>,
    /// Address.
    pub url: String,
    /// What the manager filled in, if it is the action of a widget; else it is amoCRM's own «API: отправить вебхук».
    #[serde(default)]
    pub settings: Option<Record>,
    /// The action of a widget speaks JSON instead of a form.
    #[serde(default)]
    pub json: bool,
}

impl Action {
    /// Whether a lead of this pipeline and stage stands on it.
    pub fn has(&self, (pipeline, status): (i64, i64)) -> bool {
        self.pipeline_id == pipeline && self.status_ids.contains(&status)
    }

    /// Whether it is stretched over several stages.
    pub fn is_stretched(&self) -> bool {
        self.status_ids.len() > 1
    }
}
