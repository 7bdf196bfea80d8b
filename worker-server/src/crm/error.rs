//! What can go wrong when amoCRM is asked, as far as a caller acts on it.

use std::time::Duration;

use engine::{Problem, problem::Code};
use reqwest::StatusCode;

use super::refusal::{Refusal, words};

/// A refused or lost request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// 429: ask again later.
    #[error("amoCRM asks to wait")]
    RateLimited {
        /// As long as amoCRM asks, if it says so.
        after: Option<Duration>,
    },
    /// 401: the token is not valid any more.
    #[error("amoCRM does not accept the token")]
    Unauthorized,
    /// 402: the account is not paid.
    #[error("the account is not paid")]
    Unpaid,
    /// 403: no rights, or blocked.
    #[error("amoCRM denies access: {0}")]
    Forbidden(String),
    /// 404: no such thing.
    #[error("amoCRM has no such object: {0}")]
    NotFound(String),
    /// 400, 422 and the like: asking again gives the same answer.
    #[error("amoCRM refused the request: {0}")]
    Rejected(Refusal),
    /// The request did not reach amoCRM: nothing was done.
    #[error("amoCRM can't be reached: {0}")]
    Unreachable(String),
    /// 5xx or no answer: it may have been done.
    #[error("amoCRM gave no usable answer: {0}")]
    Unknown(String),
    /// It may have been done before, and amoCRM can't be asked whether it was.
    #[error("it may have been done before, and amoCRM does not tell")]
    InDoubt,
    /// Another server may work for the account by now: nothing was asked.
    #[error("this server may not go on for the account")]
    Lost,
    /// The effect is of a widget or service that this installation has not connected (R10).
    #[error("not connected: {0}")]
    NotConnected(&'static str),
}

impl Error {
    /// The error that an answer means, by its status; bodies of 429 and 5xx need not be JSON.
    pub fn of_answer(status: StatusCode, after: Option<Duration>, body: &str) -> Self {
        let words = words(body);
        match status.as_u16() {
            401 => Self::Unauthorized,
            402 => Self::Unpaid,
            403 => Self::Forbidden(words),
            404 => Self::NotFound(words),
            429 => Self::RateLimited { after },
            500.. => Self::Unknown(format!("{status} {words}")),
            _ => Self::Rejected(Refusal::of(body)),
        }
    }

    /// The error of a request that got no whole answer.
    pub fn of_transport(error: &reqwest::Error) -> Self {
        if error.is_connect() {
            Self::Unreachable(error.to_string())
        } else {
            Self::Unknown(error.to_string())
        }
    }

    /// Whether the same request may succeed later.
    pub fn is_passing(&self) -> bool {
        matches!(
            self,
            Self::RateLimited { .. } | Self::Unreachable(_) | Self::Unknown(_) | Self::Lost
        )
    }

    /// The numbered problem that a manager sees.
    pub fn problem(&self) -> Problem {
        let code = match self {
            Self::RateLimited { .. } => Code::CrmRateLimited,
            Self::Unauthorized => Code::CrmUnauthorized,
            Self::Unpaid => Code::CrmUnpaid,
            Self::Forbidden(_) => Code::CrmForbidden,
            Self::NotFound(_) => Code::CrmNotFound,
            Self::Rejected(_) => Code::CrmRejected,
            Self::Unreachable(_) | Self::Unknown(_) | Self::Lost => Code::CrmUnavailable,
            Self::InDoubt => Code::CrmUnknown,
            Self::NotConnected(_) => Code::NoWidget,
        };
        let detail = match self {
            Self::Forbidden(words) | Self::NotFound(words) => words.clone(),
            Self::Rejected(refusal) => refusal.to_string(),
            Self::Unreachable(words) | Self::Unknown(words) => words.clone(),
            Self::NotConnected(what) => format!("{what}: подключите и настройте его"),
            Self::RateLimited { .. }
            | Self::Unauthorized
            | Self::Unpaid
            | Self::InDoubt
            | Self::Lost => String::new(),
        };
        Problem::error(code, detail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_carries_the_words_and_the_place() {
        let body = r#"{"title":"Bad Request","detail":"Request validation failed","validation-errors":
            [{"request_id":"0","errors":[{"path":"status_id","detail":"The value is not a valid choice."}]}]}"#;
        let error = Error::of_answer(StatusCode::BAD_REQUEST, None, body);
        let words = "Request validation failed; status_id: The value is not a valid choice.";
        assert!(error.to_string().ends_with(words) && error.problem().detail.contains(words));
        assert_eq!(error.problem().code, Code::CrmRejected);
    }

    #[test]
    fn a_gateway_that_answers_in_html_leaves_the_outcome_open() {
        let error = Error::of_answer(StatusCode::GATEWAY_TIMEOUT, None, "<html>504</html>");
        assert!(matches!(error, Error::Unknown(_)) && error.is_passing());
    }
}
