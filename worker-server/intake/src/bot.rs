//! Requests of a Salesbot's step `widget_request` (6.2 of the amoCRM reference).

use serde_json::{Map, Value as Json};

use super::event::{Account, Event};
use super::fields::{self, Known, Read};
use super::tree::Node;

const REQUEST: &[Known] = &[
    ("token", "token", Read::Text),
    ("return_url", "return_url", Read::Text),
    ("data", "data", Read::Whole),
];

/// Takes such a request out of the body; who sent it stands in its signed token, which nobody checked yet.
pub fn take(root: &mut Node, account: &Account) -> Option<Event> {
    let has = |key: &str| root.get(key).is_some_and(|node| node.text().is_some());
    let is_request = has("token") && has("return_url");
    is_request.then(|| Event {
        fields: fields::take(root, &[REQUEST]),
        ..Event::of(account, "salesbot_request", Json::Object(Map::new()))
    })
}
