//! Links between cards. Each is stored once, on its senior side.

use serde_json::{Value, json};

use crate::kind::Kind;

/// What a link knows besides its ends.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Metadata {
    /// Lead and contact: the main one of several.
    pub is_main: bool,
    /// Catalog elements: how many.
    pub quantity: Option<f64>,
    /// Catalog elements: which price field counts.
    pub price_id: Option<i64>,
}

/// A link; `from` is the senior end: lead, then contact, then company, then element.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Senior end.
    pub from: (Kind, i64),
    /// Junior end.
    pub to: (Kind, i64),
    /// The rest.
    pub metadata: Metadata,
}

impl Link {
    /// Brings two ends into the stored order; `None` when such cards cannot be linked.
    pub fn ends(a: (Kind, i64), b: (Kind, i64)) -> Option<((Kind, i64), (Kind, i64))> {
        let (from, to) = if rank(a.0) <= rank(b.0) {
            (a, b)
        } else {
            (b, a)
        };
        (from.0 != to.0).then_some((from, to))
    }

    /// The other end, seen from one of them.
    pub fn other(&self, end: (Kind, i64)) -> Option<(Kind, i64)> {
        match end {
            end if end == self.from => Some(self.to),
            end if end == self.to => Some(self.from),
            _ => None,
        }
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

/// A quantity: whole numbers are shown without a fraction.
pub fn number(quantity: f64) -> Value {
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
