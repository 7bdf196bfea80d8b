//! From the body of an amoCRM hook to events; nothing of a body is lost, whatever its shape.

mod bot;
mod entities;
mod event;
mod fields;
mod form;
mod item;
mod json;
mod pipeline;
mod tree;

pub use event::Event;

use tree::Tree;

/// The events of a body, form or JSON; what is not understood comes as kind `unknown`.
pub fn decode(body: &[u8]) -> Vec<Event> {
    let Tree { mut root, left } = Tree::parse(body);
    let account = event::account(&mut root);
    let mut events = item::events(root, &account);
    if let Some(text) = left {
        events.push(Event::unknown(
            &account,
            serde_json::json!({ "text": text }),
        ));
    }
    // A body with nothing but an account, or with nothing at all in its brackets, is shown too.
    if events.is_empty() && !body.trim_ascii().is_empty() {
        events.push(Event::unknown(&account, serde_json::json!({})));
    }
    events
}

#[cfg(test)]
mod lossless;
#[cfg(test)]
mod samples;
