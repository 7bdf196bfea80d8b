//! Links between cards. Each is stored once, on its senior side, and found from both.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::kind::Kind;

/// A card, as a link knows it.
pub type End = (Kind, i64);

/// What a link knows besides its ends.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Metadata {
    /// Lead and contact: the main one of several.
    pub is_main: bool,
    /// Catalog elements: how many.
    pub quantity: Option<f64>,
    /// Catalog elements: which price field counts.
    pub price_id: Option<i64>,
}

/// A link seen from one of its ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// Senior end.
    pub from: End,
    /// Junior end.
    pub to: End,
    /// The rest.
    pub metadata: Metadata,
}

impl Link {
    /// Brings two ends into the stored order; `None` when such cards cannot be linked.
    pub fn ends(a: End, b: End) -> Option<(End, End)> {
        let (from, to) = if rank(a.0) <= rank(b.0) {
            (a, b)
        } else {
            (b, a)
        };
        (from.0 != to.0).then_some((from, to))
    }

    /// Metadata as links are read: `main_contact`, not `is_main`.
    pub fn json(&self, catalog_id: i64) -> Value {
        let meta = &self.metadata;
        match (self.from.0, self.to.0) {
            (Kind::Lead, Kind::Contact) => json!({"main_contact": meta.is_main}),
            (_, Kind::Element) => json!({
                "quantity": meta.quantity.map(number), "catalog_id": catalog_id,
                "price_id": meta.price_id,
            }),
            _ => Value::Null,
        }
    }
}

/// All links of the account.
#[derive(Debug, Default, PartialEq)]
pub struct Links {
    /// By senior end, then junior end.
    forward: BTreeMap<(End, End), Metadata>,
    /// By junior end, then senior end.
    backward: BTreeSet<(End, End)>,
}

impl Links {
    /// Links two cards, or changes their link; tells whether it is new.
    pub fn put(&mut self, from: End, to: End, metadata: Metadata) -> bool {
        self.backward.insert((to, from));
        self.forward.insert((from, to), metadata).is_none()
    }

    /// Unlinks two cards; returns what the link knew.
    pub fn remove(&mut self, from: End, to: End) -> Option<Metadata> {
        self.backward.remove(&(to, from));
        self.forward.remove(&(from, to))
    }

    /// Links of a card, each with its other end.
    pub fn of(&self, end: End) -> impl Iterator<Item = (Link, End)> {
        let junior = self
            .forward
            .range(bounds(end))
            .map(|((from, to), metadata)| {
                (
                    Link {
                        from: *from,
                        to: *to,
                        metadata: *metadata,
                    },
                    *to,
                )
            });
        let senior = self.backward.range(bounds(end)).filter_map(|(to, from)| {
            let metadata = *self.forward.get(&(*from, *to))?;
            Some((
                Link {
                    from: *from,
                    to: *to,
                    metadata,
                },
                *from,
            ))
        });
        junior.chain(senior)
    }

    /// Names the main contact of a lead among those it has.
    pub fn set_main(&mut self, lead: End, contact: End) {
        for ((_, to), metadata) in self.forward.range_mut(bounds(lead)) {
            if to.0 == Kind::Contact {
                metadata.is_main = *to == contact;
            }
        }
    }
}

/// Every pair that begins with this end.
fn bounds(end: End) -> std::ops::RangeInclusive<(End, End)> {
    (end, (Kind::Contact, i64::MIN))..=(end, (Kind::Element, i64::MAX))
}

/// A quantity: whole numbers are shown without a fraction.
fn number(quantity: f64) -> Value {
    if quantity.fract() == 0.0 && quantity.abs() < 1e15 {
        // The guard keeps the value inside the exact range of both types.
        json!(quantity as i64)
    } else {
        json!(quantity)
    }
}

fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::Lead => 0,
        Kind::Contact => 1,
        Kind::Company => 2,
        Kind::Element => 3,
    }
}
