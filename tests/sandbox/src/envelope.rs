//! Lists as amoCRM wraps them, and their pages.

use serde_json::{Value, json};

use crate::answer::{Answer, Outcome, Record};
use crate::call::Call;

/// How a list divides into pages.
#[derive(Debug, Clone, Copy)]
pub struct Paging {
    /// Page size when the client names none.
    pub default: usize,
    /// The largest page; greater wishes are cut down to it.
    pub max: usize,
}

/// The paging of most lists.
pub const USUAL: Paging = Paging {
    default: 50,
    max: 250,
};

/// A page of a list without totals; 204 when it is empty.
pub fn page<T>(
    call: &Call,
    name: &str,
    all: Vec<T>,
    paging: Paging,
    show: impl Fn(&T) -> Value,
) -> Outcome {
    let number = call
        .query
        .int(&["page"])
        .and_then(|n| usize::try_from(n).ok())
        .unwrap_or(1)
        .max(1);
    let wanted = call
        .query
        .int(&["limit"])
        .and_then(|n| usize::try_from(n).ok());
    let limit = wanted
        .filter(|n| *n > 0)
        .unwrap_or(paging.default)
        .min(paging.max);
    let start = (number - 1).saturating_mul(limit);
    let items: Vec<Value> = all.iter().skip(start).take(limit).map(show).collect();
    if items.is_empty() {
        return Ok(Answer::empty(204));
    }
    let more = start + items.len() < all.len();
    let links = page_links(call, number, limit, more);
    Ok(Answer::ok(
        json!({"_page": number, "_links": links, "_embedded": {name: items}}),
    ))
}

/// `next` only when there is more; `first` and `prev` from page 2 on.
fn page_links(call: &Call, number: usize, limit: usize, more: bool) -> Value {
    let link = |page: usize| {
        let query = call.query.page_query(page, limit);
        json!({"href": format!("{}{}?{query}", call.base, call.path)})
    };
    let mut links = Record::new();
    links.insert("self".into(), link(number));
    if more {
        links.insert("next".into(), link(number + 1));
    }
    if number > 1 {
        links.insert("first".into(), link(1));
        links.insert("prev".into(), link(number - 1));
    }
    Value::Object(links)
}

/// A page of a reference-like list, with totals.
pub fn counted<T>(
    call: &Call,
    name: &str,
    all: Vec<T>,
    paging: Paging,
    show: impl Fn(&T) -> Value,
) -> Outcome {
    let total = all.len();
    let mut answer = page(call, name, all, paging, show)?;
    if let Some(body) = &mut answer.body {
        let shown = body["_embedded"][name].as_array().map_or(0, Vec::len);
        let wanted = call
            .query
            .int(&["limit"])
            .and_then(|n| usize::try_from(n).ok());
        let limit = wanted
            .unwrap_or(paging.default)
            .clamp(1, paging.max)
            .max(shown);
        body["_total_items"] = json!(total);
        body["_page_count"] = json!(total.div_ceil(limit));
    }
    Ok(answer)
}

/// A short list that is always shown whole.
pub fn whole(call: &Call, name: &str, items: Vec<Value>) -> Outcome {
    if items.is_empty() {
        return Ok(Answer::empty(204));
    }
    Ok(Answer::ok(saved(call, name, items)))
}

/// The answer to a write: what was saved, in order.
pub fn saved(call: &Call, name: &str, items: Vec<Value>) -> Value {
    json!({
        "_total_items": items.len(),
        "_links": {"self": {"href": format!("{}{}", call.base, call.path)}},
        "_embedded": {name: items},
    })
}
