//! One API call, after authorisation: what every method works from.

use serde_json::Value;

use crate::answer::{Fault, Record};
use crate::query::Query;

/// An API call.
pub struct Call {
    /// HTTP method.
    pub method: String,
    /// Path without the query.
    pub path: String,
    /// Scheme and host as the client wrote them: all links start with it.
    pub base: String,
    /// Decoded query string.
    pub query: Query,
    /// Raw body.
    pub body: String,
    /// The user on whose behalf the call is made.
    pub user: i64,
    /// May that user administer the account?
    pub is_admin: bool,
}

impl Call {
    /// An absolute link to a path under `/api/v4`.
    pub fn href(&self, path: &str) -> String {
        format!("{}/api/v4/{path}", self.base)
    }

    /// The `_links` block of one thing.
    pub fn links(&self, path: &str) -> Value {
        serde_json::json!({"self": {"href": self.href(path)}})
    }

    /// The body as JSON.
    pub fn json(&self) -> Result<Value, Fault> {
        let malformed = |error| Fault::new(400, format!("Malformed JSON: {error}"));
        serde_json::from_str(&self.body).map_err(malformed)
    }

    /// The body as one object.
    pub fn object(&self) -> Result<Record, Fault> {
        match self.json()? {
            Value::Object(object) => Ok(object),
            _ => Err(Fault::new(400, "Request body must be an object")),
        }
    }

    /// The body as an optional object: an empty body is an empty object.
    pub fn optional_object(&self) -> Result<Record, Fault> {
        if self.body.trim().is_empty() {
            Ok(Record::new())
        } else {
            self.object()
        }
    }

    /// The body as a batch of at most `limit` objects.
    pub fn batch(&self, limit: usize) -> Result<Vec<Record>, Fault> {
        let Value::Array(items) = self.json()? else {
            return Err(Fault::new(400, "Request body must be an array of objects"));
        };
        if items.is_empty() || items.len() > limit {
            return Err(Fault::new(
                400,
                format!("Request must hold 1 to {limit} items"),
            ));
        }
        let record = |item| match item {
            Value::Object(object) => Ok(object),
            _ => Err(Fault::new(400, "Request body must be an array of objects")),
        };
        items.into_iter().map(record).collect()
    }

    /// Refuses everybody but administrators.
    pub fn admin_only(&self) -> Result<(), Fault> {
        if self.is_admin {
            Ok(())
        } else {
            Err(Fault::forbidden())
        }
    }
}

/// The item's `request_id` as it was given, else its index.
pub fn request_id(item: &Record, index: usize) -> Value {
    let own = item.get("request_id").filter(|id| !id.is_null());
    own.cloned()
        .unwrap_or_else(|| Value::String(index.to_string()))
}
