//! Facts straight from bytes: only what is wanted is kept, the rest is skipped where it stands.

use std::{collections::BTreeSet, sync::Arc};

use super::{Dictionaries, Error, Snapshot, pruned::pruned};

/// Which parts of facts somebody reads; parts that are not named here are always kept.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The contacts.
    pub contacts: bool,
    /// The company.
    pub company: bool,
    /// Custom fields of the deal.
    pub lead_fields: Fields,
}

/// Custom fields that are wanted.
#[derive(Clone, Debug)]
pub enum Fields {
    /// Those with these numbers.
    Some(BTreeSet<u64>),
    /// All of them.
    All,
}

impl Default for Fields {
    fn default() -> Self {
        Self::Some(BTreeSet::new())
    }
}

impl Fields {
    /// Wants this one too.
    pub fn add(&mut self, id: u64) {
        if let Self::Some(ids) = self {
            ids.insert(id);
        }
    }

    /// Whether this one is wanted.
    pub(super) fn has(&self, id: u64) -> bool {
        match self {
            Self::Some(ids) => ids.contains(&id),
            Self::All => true,
        }
    }
}

impl Wanted {
    /// Everything.
    pub fn all() -> Self {
        Self {
            contacts: true,
            company: true,
            lead_fields: Fields::All,
        }
    }
}

impl Snapshot {
    /// Reads the wanted parts of a facts file for an account whose dictionaries are known.
    ///
    /// # Errors
    /// As [`Snapshot::from_json`].
    pub fn wanted(bytes: &[u8], wanted: &Wanted, names: &Arc<Dictionaries>) -> Result<Self, Error> {
        let pruned = pruned(bytes, wanted);
        let read = pruned.and_then(|facts| serde_json::from_slice(&facts).ok());
        let snapshot = match read {
            Some(snapshot) => snapshot,
            // Nulls and other oddities are read with more patience.
            None => Self::from_json(&String::from_utf8_lossy(bytes))?,
        };
        Ok(Self {
            dictionaries: Arc::clone(names),
            ..snapshot
        })
    }
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test may end so")]
mod tests {
    use super::*;

    /// Facts in shapes that cutting out must get right or leave alone.
    const FACTS: [&str; 9] = [
        r#"{"now":1,"lead":{"id":7,"custom_fields_values":[{"field_id":1,"values":[{"value":"a"}]},{"field_id":2,"values":[{"value":"b"}]}]}}"#,
        r#"{"now":1,"lead":{"custom_fields_values":[{"field_id":2,"values":[]},{"field_id":3,"values":[]},{"field_id":1,"values":[{"value":"{\"field_id\":5},{"}]}]},"company":{"id":3}}"#,
        r#"{"now":1,"lead":{"custom_fields_values":[{"values":[{"value":"a"}],"field_id":1},{"values":[],"field_id":2}]}}"#,
        r#"{"now":1,"lead":{"custom_fields_values":[{"field_id":2,"values":[{"value":[{"x":1},{"field_id":1}]}]},{"field_id":1,"values":[{"value":"a"}]}]}}"#,
        r#"{ "now" : 1 , "lead" : { "custom_fields_values" : [ { "field_id" : 2 } , { "field_id" : 1 } ] , "name" : "x" } }"#,
        r#"{"now":1,"l\u0065ad":{"id":9},"contacts":[{"id":4}]}"#,
        r#"{"now":1,"lead":null,"contacts":null}"#,
        r#"{"now":1,"lead":{"name":"a\\","custom_fields_values":null,"price":5},"unknown":[{"}":"]"}]}"#,
        r#"{"now":"1970-01-01T00:00:01Z","lead":{"custom_fields_values":[]},"run":{"a":"\"}"}}"#,
    ];

    fn wanted() -> Wanted {
        let mut wanted = Wanted::default();
        wanted.lead_fields.add(1);
        wanted
    }

    #[test]
    fn the_wanted_parts_are_what_a_whole_reading_gives() {
        let names = Arc::default();
        for text in FACTS {
            let whole = Snapshot::from_json(text).expect("facts");
            let read = Snapshot::wanted(text.as_bytes(), &wanted(), &names).expect("facts");
            let field = |facts: &Snapshot| facts.lead.as_ref()?.field(1).cloned();
            assert_eq!(field(&read), field(&whole), "{text}");
            let name = |facts: &Snapshot| facts.lead.as_ref()?.name.clone();
            assert_eq!(name(&read), name(&whole), "{text}");
            assert_eq!((read.now, &read.run), (whole.now, &whole.run), "{text}");
        }
    }

    #[test]
    fn what_nobody_wants_is_left_out() {
        let [first, second, ..] = FACTS;
        let read = |text: &str| Snapshot::wanted(text.as_bytes(), &wanted(), &Arc::default());
        let lead = read(first).expect("facts").lead.expect("a deal");
        assert_eq!(lead.custom_fields_values.map(|it| it.len()), Some(1));
        assert_eq!(read(second).expect("facts").company, None);
    }

    #[test]
    fn bytes_that_are_no_facts_are_an_error() {
        for text in [
            "",
            "{",
            "[]",
            r#"{"lead":{}}"#,
            r#"{"now":1}}"#,
            "\u{feff}x",
        ] {
            let read = Snapshot::wanted(text.as_bytes(), &wanted(), &Arc::default());
            assert!(read.is_err(), "{text}");
        }
    }
}
