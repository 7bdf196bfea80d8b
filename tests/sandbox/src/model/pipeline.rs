//! Pipelines and their stages.

use serde_json::{Value, json};

/// Успешно реализовано, in every pipeline of every account.
pub const WON: i64 = 142;
/// Закрыто и не реализовано, in every pipeline of every account.
pub const LOST: i64 = 143;

/// A stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Number; 142 and 143 repeat in every pipeline.
    pub id: i64,
    /// Title.
    pub name: String,
    /// Order.
    pub sort: i64,
    /// Colour with `#`.
    pub color: String,
    /// Неразобранное, 142 and 143 cannot be edited.
    pub is_editable: bool,
    /// 1 for Неразобранное, else 0.
    pub stage_type: i64,
}

impl Stage {
    /// The stage as the API shows it, without `_links`.
    pub fn json(&self, pipeline_id: i64, account: i64) -> Value {
        json!({
            "id": self.id, "name": self.name, "sort": self.sort, "color": self.color,
            "is_editable": self.is_editable, "type": self.stage_type,
            "pipeline_id": pipeline_id, "account_id": account,
        })
    }
}

/// A pipeline with its stages in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Pipeline {
    /// Number.
    pub id: i64,
    /// Title.
    pub name: String,
    /// Order.
    pub sort: i64,
    /// Where leads without a pipeline go.
    pub is_main: bool,
    /// Does it accept incoming leads?
    pub is_unsorted_on: bool,
    /// All stages, the system ones included.
    pub stages: Vec<Stage>,
}

impl Pipeline {
    /// The stage new leads enter: the first one that is not Неразобранное.
    pub fn first_stage(&self) -> i64 {
        self.stages
            .iter()
            .find(|stage| stage.stage_type == 0)
            .map_or(WON, |stage| stage.id)
    }

    /// Неразобранное.
    pub fn unsorted_stage(&self) -> Option<i64> {
        self.stages
            .iter()
            .find(|stage| stage.stage_type == 1)
            .map(|stage| stage.id)
    }

    /// Does the pipeline have this stage?
    pub fn has(&self, stage: i64) -> bool {
        self.stages.iter().any(|own| own.id == stage)
    }

    /// The stages that amoCRM adds to every pipeline.
    pub fn system_stages(unsorted_id: i64) -> Vec<Stage> {
        let stage = |id, name: &str, sort, color: &str, stage_type| Stage {
            id,
            name: name.to_owned(),
            sort,
            color: color.to_owned(),
            is_editable: false,
            stage_type,
        };
        vec![
            stage(unsorted_id, "Неразобранное", 10, "#c1c1c1", 1),
            stage(WON, "Успешно реализовано", 10_000, "#CCFF66", 0),
            stage(LOST, "Закрыто и не реализовано", 11_000, "#D5D8DB", 0),
        ]
    }
}
