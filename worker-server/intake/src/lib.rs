//! From the body of an amoCRM hook to events; nothing of a body is lost, whatever its shape.

mod entities;
mod event;
mod fields;
mod item;
mod pipeline;
mod tree;

pub use event::Event;

use tree::Tree;

/// The events of a body, form or JSON; what is not understood comes as kind `unknown`.
pub fn decode(body: &[u8]) -> Vec<Event> {
    let tree = Tree::parse(body);
    let account = event::account(&tree.root);
    let mut events = item::events(&tree, &account);
    if let Some(rest) = tree.left_over() {
        events.push(Event::unknown(account, rest));
    }
    events
}

#[cfg(test)]
mod samples;
