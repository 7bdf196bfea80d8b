//! Why a step can't be taken now.

use engine::Problem;
use engine::problem::Code;

use crate::{app, crm, store};

/// A step that was not taken.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// amoCRM does not give the facts.
    #[error("amocrm gives no facts: {0}")]
    Crm(#[from] crm::Error),
    /// The entity of the run does not exist any more.
    #[error("the entity is deleted or not accessible")]
    NoEntity,
    /// Scenarios start each other in too long a chain (A21).
    #[error("the chain of scenarios is too long")]
    TooDeep,
    /// A variable was changed between reading and writing, again and again (A50).
    #[error("a variable is changed by others all the time")]
    Stale,
    /// The kill switch dropped the run while its step was taken.
    #[error("the run was stopped by hand")]
    Stopped,
    /// amoCRM's answer has a shape that the engine can't read.
    #[error(transparent)]
    Facts(#[from] engine::snapshot::Error),
    /// The store fails.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl From<app::Error> for Error {
    fn from(error: app::Error) -> Self {
        match error {
            app::Error::Crm(error) => Self::Crm(error),
            app::Error::Unreadable(error) => Self::Facts(error),
            app::Error::Store(error) => Self::Store(error),
        }
    }
}

impl Error {
    /// Whether the same step may succeed later.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Crm(error) => error.is_passing(),
            Self::Stale => true,
            Self::NoEntity | Self::TooDeep | Self::Stopped | Self::Facts(_) => false,
            // A full disk may be emptied, a corrupt row stays.
            Self::Store(error) => matches!(error, store::Error::Database(_)),
        }
    }

    /// Whether another server has the step to take.
    pub fn is_lost(&self) -> bool {
        matches!(
            self,
            Self::Crm(crm::Error::Lost) | Self::Store(store::Error::Lost)
        )
    }

    /// The same for the debugger.
    pub fn problem(&self) -> Problem {
        match self {
            Self::Crm(error) => error.problem(),
            Self::NoEntity => Problem::error(Code::NoEntity, ""),
            Self::Stale | Self::Stopped => Problem::error(Code::BadScenario, self.to_string()),
            Self::TooDeep => Problem::error(Code::TooDeep, ""),
            Self::Facts(error) => Problem::error(Code::CrmRejected, error.to_string()),
            Self::Store(store::Error::NotFound) => Problem::error(Code::NoScenario, ""),
            Self::Store(error) => Problem::error(Code::BadScenario, error.to_string()),
        }
    }
}
