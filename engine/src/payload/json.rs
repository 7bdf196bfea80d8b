//! JSON in the order it was written, so that the first of two equal names is the first in the text.

use std::fmt;

use rust_decimal::Decimal;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::flat::{Flat, MAX_DEPTH};
use crate::fact::decimal_text;

/// Whether a text is JSON; the parser bounds its depth.
pub(super) fn is_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// Flattens a text; false if it is no JSON. A single text or number has no name and gives nothing.
pub(super) fn read(text: &str, flat: &mut Flat) -> bool {
    let Ok(node) = serde_json::from_str::<Node>(text) else {
        return false;
    };
    node.children(0, "", flat);
    true
}

/// A value with the order of its members.
enum Node {
    Null,
    Bool(bool),
    Number(serde_json::Number),
    Text(String),
    List(Vec<Self>),
    Map(Vec<(String, Self)>),
}

impl Node {
    /// What stands below a name of so many levels.
    fn children(&self, level: usize, name: &str, flat: &mut Flat) {
        match self {
            Self::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    item.child(level, (name, &index.to_string()), flat);
                }
            }
            Self::Map(members) => {
                for (key, member) in members {
                    member.child(level, (name, key), flat);
                }
            }
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) => {}
        }
    }

    fn child(&self, level: usize, (above, part): (&str, &str), flat: &mut Flat) {
        if flat.is_full() {
            return;
        }
        let Some(name) = flat.name(above, part) else {
            return;
        };
        let level = level.saturating_add(1);
        match self {
            Self::List(_) | Self::Map(_) if !self.is_empty() && level < MAX_DEPTH => {
                self.children(level, &name, flat);
            }
            _ => {
                flat.insert(&name, self.text());
            }
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::List(items) => items.is_empty(),
            Self::Map(members) => members.is_empty(),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) => false,
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Bool(yes) => u8::from(*yes).to_string(),
            Self::Number(number) => number_text(number),
            Self::Text(text) => text.clone(),
            Self::List(_) | Self::Map(_) if self.is_empty() => String::new(),
            Self::List(_) | Self::Map(_) => serde_json::to_string(self).unwrap_or_default(),
        }
    }
}

/// Without an exponent and without zeros at the end, as numbers are printed everywhere.
fn number_text(number: &serde_json::Number) -> String {
    let written = number.to_string();
    let read = Decimal::from_str_exact(&written).or_else(|_| Decimal::from_scientific(&written));
    read.map_or(written, decimal_text)
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(AnyNode)
    }
}

struct AnyNode;

impl<'de> Visitor<'de> for AnyNode {
    type Value = Node;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Node, E> {
        Ok(Node::Bool(yes))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(Node::Number(number.into()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(Node::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Node, E> {
        Ok(serde_json::Number::from_f64(number).map_or(Node::Null, Node::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = from.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Node, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = from.next_entry()? {
            members.push(member);
        }
        Ok(Node::Map(members))
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => to.serialize_unit(),
            Self::Bool(yes) => to.serialize_bool(*yes),
            Self::Number(number) => number.serialize(to),
            Self::Text(text) => to.serialize_str(text),
            Self::List(items) => items.serialize(to),
            Self::Map(members) => {
                let mut map = to.serialize_map(Some(members.len()))?;
                for (key, member) in members {
                    map.serialize_entry(key, member)?;
                }
                map.end()
            }
        }
    }
}
