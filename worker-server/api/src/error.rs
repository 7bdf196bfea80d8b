//! The one shape of a refused request.

use engine::Problem;
use serde::{Deserialize, Serialize};

/// Body of every answer with status 400 and above.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Error {
    /// Stable word: `unauthorized`, `not_found`, `conflict`, `problems`, `limit`, `invalid`, `crm`, `internal`.
    pub code: String,
    /// Russian sentence: what happened and what to do.
    pub message: String,
    /// With `problems`: what `check` found; with `limit`: which limit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
}
