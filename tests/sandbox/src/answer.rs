//! What a method answers: a status with a body, or a problem.

use serde_json::{Map, Value, json};

/// A JSON object whose shape is amoCRM's business.
pub type Record = Map<String, Value>;

/// The result of every API method.
pub type Outcome = Result<Answer, Fault>;

/// A successful answer; 202 and 204 have no body.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// JSON body, sent as `application/hal+json`.
    pub body: Option<Value>,
}

impl Answer {
    /// 200 with a body.
    pub fn ok(body: Value) -> Self {
        Self {
            status: 200,
            body: Some(body),
        }
    }

    /// Another status with a body.
    pub fn with(status: u16, body: Value) -> Self {
        Self {
            status,
            body: Some(body),
        }
    }

    /// A status without a body.
    pub fn empty(status: u16) -> Self {
        Self { status, body: None }
    }
}

/// A refused call; becomes problem JSON.
#[derive(Debug)]
pub struct Fault {
    /// HTTP status.
    pub status: u16,
    detail: String,
    extra: Option<(&'static str, Value)>,
}

impl Fault {
    /// A problem with a text of its own.
    pub fn new(status: u16, detail: impl Into<String>) -> Self {
        Self {
            status,
            detail: detail.into(),
            extra: None,
        }
    }

    /// Unknown route or thing.
    pub fn not_found() -> Self {
        Self::new(404, "Not found")
    }

    /// The route exists, the method on it does not.
    pub fn method() -> Self {
        Self::new(405, "Method Not Allowed")
    }

    /// The user has no right to do this.
    pub fn forbidden() -> Self {
        Self::new(403, "Forbidden")
    }

    /// One or more items of a request are invalid: nothing was saved.
    pub fn invalid(errors: Vec<Value>) -> Self {
        let extra = Some(("validation-errors", Value::Array(errors)));
        Self {
            status: 400,
            detail: "Request validation failed".into(),
            extra,
        }
    }

    /// A batch update named ids that do not exist.
    pub fn unknown_ids(missing: &[(i64, String)]) -> Self {
        let errors: Record = missing
            .iter()
            .map(|(id, text)| (id.to_string(), json!(text)))
            .collect();
        let detail = "Request validation failed".into();
        Self {
            status: 400,
            detail,
            extra: Some(("errors", Value::Object(errors))),
        }
    }

    /// The problem JSON.
    pub fn body(&self) -> Value {
        let mut body = json!({
            "title": title(self.status),
            "type": format!("https://httpstatus.es/{}", self.status),
            "status": self.status,
            "detail": self.detail,
        });
        if let Some((key, value)) = &self.extra {
            body[*key] = value.clone();
        }
        body
    }
}

fn title(status: u16) -> &'static str {
    match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        422 => "Unprocessable Entity",
        429 => "Too Many Requests",
        _ => "Error",
    }
}
