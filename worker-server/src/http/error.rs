//! From errors to answers: a status, a stable word, a Russian sentence.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header::RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use engine::{Problem, check, events};

use crate::app::Closed;
use crate::{app, crm, store};

/// A refused request.
#[derive(Debug)]
pub enum Error {
    /// No session, an expired one, or a token that proves nothing.
    Unauthorized,
    /// No such thing in the account.
    NotFound,
    /// The address does not know this method.
    Method,
    /// Somebody else saved first.
    Conflict,
    /// `check` found errors.
    Problems(Vec<Problem>),
    /// As many scenarios as the account may have or enable.
    Limit(Problem),
    /// The request has a wrong shape.
    Invalid(String),
    /// The body is too large.
    TooLarge,
    /// amoCRM refuses or does not answer.
    Crm(crm::Error),
    /// Too much waits for the disk.
    Busy,
    /// The address asks more than its share.
    TooMany,
    /// The answer takes too long.
    Late,
    /// A fault of ours, logged.
    Internal,
}

impl From<Closed> for Error {
    fn from(error: Closed) -> Self {
        tracing::error!(%error, "the access to an account is lost: give the old key, or connect it again");
        Self::Internal
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NotFound => Self::NotFound,
            store::Error::Conflict => Self::Conflict,
            store::Error::Full(most) => Self::Limit(check::full(most)),
            store::Error::Crowded {
                event,
                most,
                active,
            } => match events::find(&event) {
                Some(event) => {
                    let active = active.iter().map(String::as_str);
                    Self::Limit(check::crowded(event, most, active).at("event"))
                }
                None => Self::Internal,
            },
            store::Error::Unreadable(_)
            | store::Error::Database(_)
            | store::Error::Taken(_)
            | store::Error::Backup(_)
            | store::Error::Lost
            | store::Error::Migration(_) => {
                tracing::error!(%error, "a request failed");
                Self::Internal
            }
        }
    }
}

impl From<crm::Error> for Error {
    fn from(error: crm::Error) -> Self {
        Self::Crm(error)
    }
}

impl From<app::Error> for Error {
    fn from(error: app::Error) -> Self {
        match error {
            app::Error::Crm(error) => error.into(),
            app::Error::Unreadable(error) => {
                tracing::error!(%error, "dictionaries of amoCRM can't be read");
                Self::Internal
            }
            app::Error::Store(error) => error.into(),
        }
    }
}

impl Error {
    /// Status and stable word.
    fn kind(&self) -> (StatusCode, &'static str) {
        match self {
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, "unauthorized"),
            Self::NotFound => (StatusCode::NOT_FOUND, "not_found"),
            Self::Method => (StatusCode::METHOD_NOT_ALLOWED, "invalid"),
            Self::Conflict => (StatusCode::CONFLICT, "conflict"),
            Self::Problems(_) => (StatusCode::UNPROCESSABLE_ENTITY, "problems"),
            Self::Limit(_) => (StatusCode::UNPROCESSABLE_ENTITY, "limit"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "invalid"),
            Self::Busy | Self::Late => (StatusCode::SERVICE_UNAVAILABLE, "internal"),
            Self::TooMany => (StatusCode::TOO_MANY_REQUESTS, "internal"),
            Self::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
            Self::Invalid(_) => (StatusCode::BAD_REQUEST, "invalid"),
            Self::Crm(_) => (StatusCode::BAD_GATEWAY, "crm"),
        }
    }

    /// What happened and what to do.
    fn message(&self) -> String {
        let sentence = match self {
            Self::Unauthorized => "Сеанс закончился. Обновите страницу amoCRM.",
            Self::NotFound => "Не найдено. Возможно, это уже удалили.",
            Self::Method => "Этот адрес не принимает такой запрос.",
            Self::Conflict => {
                "Сценарий уже изменили в другом окне. Откройте его снова, чтобы увидеть изменения."
            }
            Self::Problems(_) => {
                "В сценарии есть ошибки. Исправьте отмеченные места и сохраните снова."
            }
            Self::TooLarge => "Запрос больше 1 МБ.",
            Self::Busy | Self::Late => "Сервер занят. Повторите через несколько секунд.",
            Self::TooMany => {
                "Слишком много запросов с одного адреса. Повторите через несколько секунд."
            }
            Self::Internal => "Ошибка сервера. Повторите позже.",
            Self::Invalid(message) => message,
            Self::Limit(problem) => {
                let (code, detail) = (problem.code, &problem.detail);
                return format!("Код {} — {}. {detail}.", code.number(), code.text());
            }
            Self::Crm(error) => {
                let code = error.problem().code;
                return format!("Код {} — {}. Повторите позже.", code.number(), code.text());
            }
        };
        sentence.to_owned()
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let ((status, code), message) = (self.kind(), self.message());
        let problems = match self {
            Self::Problems(problems) => problems,
            Self::Limit(problem) => vec![problem],
            _ => Vec::new(),
        };
        let body = api::Error {
            code: code.to_owned(),
            message,
            problems,
        };
        let mut answer = (status, Json(body)).into_response();
        let later = [
            StatusCode::SERVICE_UNAVAILABLE,
            StatusCode::TOO_MANY_REQUESTS,
        ];
        if later.contains(&status) {
            answer
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from_static("5"));
        }
        answer
    }
}
