//! Kinds of start (R11–R28, R44): what a scenario can listen to, one table per entity.

use serde::Serialize;

use crate::run::EntityKind;

mod company;
mod contact;
mod lead;
mod note;
mod own;
mod task;

/// One kind of start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Stable word in saved scenarios.
    pub code: &'static str,
    /// Name in the interface (A57).
    pub label: &'static str,
    /// Other names under which the picker's search finds it: the noun forms of A57.
    pub also: &'static [&'static str],
    /// Heading in the picker.
    pub group: &'static str,
    /// Entity of the run, the default target of its triggers; `None` is any entity (A18).
    pub entity: Option<EntityKind>,
    /// Whether a card shows a button and a list an action for it (R137, R138).
    pub by_hand: bool,
    /// Whether the Digital Pipeline offers it (R139).
    pub in_pipeline: bool,
    /// Codes of triggers that would start it again without end (R113, A22).
    pub forbids: &'static [&'static str],
}

impl Entry {
    const fn new(code: &'static str, label: &'static str, also: &'static [&'static str]) -> Self {
        Self {
            code,
            label,
            also,
            group: "",
            entity: None,
            by_hand: false,
            in_pipeline: false,
            forbids: &[],
        }
    }

    const fn of(self, group: &'static str, entity: EntityKind) -> Self {
        Self {
            group,
            entity: Some(entity),
            ..self
        }
    }

    const fn by_hand(self) -> Self {
        Self {
            by_hand: true,
            ..self
        }
    }

    const fn in_pipeline(self) -> Self {
        Self {
            in_pipeline: true,
            ..self
        }
    }

    const fn forbids(self, forbids: &'static [&'static str]) -> Self {
        Self { forbids, ..self }
    }
}

/// Every table, in the order of the picker.
const TABLES: &[&[Entry]] = &[
    lead::TABLE,
    contact::TABLE,
    company::TABLE,
    task::TABLE,
    note::TABLE,
    own::TABLE,
];

/// Every kind of start, in the order of the picker.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    TABLES.iter().copied().flatten()
}

/// The kind of start with this code.
pub fn find(code: &str) -> Option<&'static Entry> {
    all().find(|entry| entry.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_labels_are_unique() {
        for entry in all() {
            assert_eq!(find(entry.code), Some(entry), "{}", entry.code);
            let same = all().filter(|other| other.label == entry.label).count();
            assert_eq!(same, 1, "{}", entry.label);
        }
    }

    #[test]
    fn every_event_of_the_contract_is_there() {
        let mut codes: Vec<String> = vec!["message_received".into(), "own".into()];
        for entity in ["lead", "contact", "company", "task"] {
            for what in ["added", "changed", "responsible_changed"] {
                codes.push(format!("{entity}_{what}"));
            }
        }
        codes.push("lead_status_changed".into());
        for entity in ["lead", "contact", "company"] {
            codes.push(format!("{entity}_note_added"));
        }
        for code in &codes {
            assert!(find(code).is_some(), "{code}");
        }
        assert_eq!(all().count(), codes.len());
    }

    #[test]
    fn only_own_created_and_changed_start_by_hand() {
        let by_hand: Vec<_> = all().filter(|e| e.by_hand).map(|e| e.code).collect();
        let expected = [
            "lead_added",
            "lead_changed",
            "contact_added",
            "contact_changed",
            "company_added",
            "company_changed",
            "own",
        ];
        assert_eq!(by_hand, expected);
    }

    #[test]
    fn the_pipeline_offers_exactly_the_three_types_of_r139() {
        let offered: Vec<_> = all().filter(|e| e.in_pipeline).map(|e| e.code).collect();
        assert_eq!(offered, ["lead_added", "lead_changed", "own"]);
    }

    #[test]
    fn creating_a_deal_is_forbidden_when_a_deal_was_created() {
        let added = find("lead_added").map(|entry| entry.forbids);
        assert_eq!(added, Some(["create_lead", "copy_lead"].as_slice()));
        assert!(find("lead_changed").is_some_and(|entry| entry.forbids.is_empty()));
    }
}
