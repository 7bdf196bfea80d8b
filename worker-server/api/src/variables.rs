//! Global variables of the account.

use serde::{Deserialize, Serialize};

/// A row of `GET /api/variables` (`Vec<Variable>`, in the order of names), and the body of `POST /api/variables`,
/// which creates one; a name that can't be given is refused with the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variable {
    /// Latin letters, digits and `_`; unique without regard to case.
    pub name: String,
    /// Up to 30 000 characters.
    #[serde(default)]
    pub value: String,
}
