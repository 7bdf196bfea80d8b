//! Kinds of start (R11–R28, R44): what a scenario can listen to, one table per entity.

use serde::Serialize;

use crate::{
    run::{EntityKind, StartKind},
    values::Group,
};

mod company;
mod contact;
mod groups;
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
    /// One sentence for whoever chooses it: what happens in amoCRM when it starts a scenario.
    pub meaning: &'static str,
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
    /// Whether SalesBot offers it (R140): own scenarios of deals or of any entity (A17).
    pub in_bot: bool,
    /// Every way in which such a scenario can be started (R29–R44).
    pub starts: &'static [StartKind],
    /// Groups of values that hold something in its runs (R145, section 6 of the language reference).
    pub groups: &'static [Group],
    /// Whether values before the change are known (section 6).
    pub has_previous: bool,
    /// Whether only a few scenarios for it may be enabled at once (R451).
    pub limited: bool,
    /// Codes of triggers that would start it again without end (R113, A22).
    pub forbids: &'static [&'static str],
}

impl Entry {
    const fn new(
        code: &'static str,
        label: &'static str,
        meaning: &'static str,
        also: &'static [&'static str],
    ) -> Self {
        Self {
            code,
            label,
            meaning,
            also,
            group: "",
            entity: None,
            by_hand: false,
            in_pipeline: false,
            in_bot: false,
            starts: &[StartKind::Event],
            groups: groups::ALWAYS,
            has_previous: false,
            limited: false,
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
            starts: &[StartKind::Event, StartKind::Hand, StartKind::List],
            ..self
        }
    }

    const fn in_pipeline(self) -> Self {
        Self {
            in_pipeline: true,
            starts: &[
                StartKind::Event,
                StartKind::Hand,
                StartKind::List,
                StartKind::Pipeline,
            ],
            ..self
        }
    }

    const fn offers(self, groups: &'static [Group]) -> Self {
        Self { groups, ..self }
    }

    const fn with_previous(self) -> Self {
        Self {
            has_previous: true,
            ..self
        }
    }

    const fn limited(self) -> Self {
        Self {
            limited: true,
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

impl Entry {
    /// Whether values of a group hold something in runs of this start.
    pub fn has(&self, group: Group) -> bool {
        self.groups.contains(&group)
    }

    /// Whether a card or a list of this entity offers it (R136–R138, A18).
    ///
    /// An own scenario names its entity itself; without one it is for any.
    pub fn is_offered_to(&self, entity: EntityKind, own: Option<EntityKind>) -> bool {
        let fits = |of: Option<EntityKind>| of.is_none_or(|of| of == entity);
        self.by_hand && entity != EntityKind::Task && fits(self.entity.or(own))
    }

    /// Whether SalesBot offers it: a bot belongs to a deal (A17).
    pub fn is_offered_to_bot(&self, own: Option<EntityKind>) -> bool {
        self.in_bot && own.is_none_or(|of| of == EntityKind::Lead)
    }
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

    /// R11–R26, R28, R44.
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

    /// R137, R138.
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

    /// R140, A17.
    #[test]
    fn salesbot_offers_own_scenarios_of_deals_and_of_any_entity() {
        let offered: Vec<_> = all().filter(|e| e.in_bot).map(|e| e.code).collect();
        assert_eq!(offered, ["own"]);
        let own = |of| find("own").is_some_and(|entry| entry.is_offered_to_bot(of));
        assert!(own(None) && own(Some(EntityKind::Lead)) && !own(Some(EntityKind::Contact)));
    }

    /// A18.
    #[test]
    fn cards_offer_what_is_of_their_entity() {
        let to =
            |code, entity, own| find(code).is_some_and(|entry| entry.is_offered_to(entity, own));
        assert!(to("lead_added", EntityKind::Lead, None));
        assert!(!to("lead_added", EntityKind::Contact, None));
        assert!(!to("lead_status_changed", EntityKind::Lead, None));
        assert!(to("own", EntityKind::Company, None));
        assert!(to("own", EntityKind::Company, Some(EntityKind::Company)));
        assert!(!to("own", EntityKind::Company, Some(EntityKind::Lead)));
    }

    /// R93, R145: the table of section 6, column by column.
    #[test]
    fn groups_are_those_of_section_6() {
        let special = [
            Group::Task,
            Group::Note,
            Group::Mail,
            Group::Sms,
            Group::Call,
            Group::Message,
        ];
        for entry in all() {
            let has: Vec<Group> = special.into_iter().filter(|it| entry.has(*it)).collect();
            let expected: &[Group] = match entry.code {
                code if code.starts_with("task_") => &[Group::Task],
                code if code.ends_with("_note_added") => {
                    &[Group::Note, Group::Mail, Group::Sms, Group::Call]
                }
                "message_received" => &[Group::Message],
                "own" => &[Group::Task, Group::Message],
                _ => &[],
            };
            assert_eq!(has, expected, "{}", entry.code);
            for group in groups::ALWAYS {
                assert!(entry.has(*group), "{} {group:?}", entry.code);
            }
            let changed = entry.code.ends_with("_changed") && !entry.code.starts_with("task_");
            assert_eq!(entry.has_previous, changed, "{}", entry.code);
        }
    }

    /// R451.
    #[test]
    fn the_events_of_a_change_are_limited() {
        let limited: Vec<_> = all().filter(|e| e.limited).map(|e| e.code).collect();
        let expected = [
            "lead_changed",
            "contact_changed",
            "company_changed",
            "task_changed",
        ];
        assert_eq!(limited, expected);
    }

    #[test]
    fn only_own_scenarios_start_without_their_event() {
        let own = find("own").map(|entry| entry.starts).unwrap_or_default();
        for kind in StartKind::ALL {
            assert_eq!(own.contains(kind), *kind != StartKind::Event, "{kind:?}");
        }
        for entry in all().filter(|entry| entry.code != "own") {
            assert!(entry.starts.contains(&StartKind::Event), "{}", entry.code);
            assert_eq!(entry.starts.contains(&StartKind::Hand), entry.by_hand);
            assert_eq!(
                entry.starts.contains(&StartKind::Pipeline),
                entry.in_pipeline
            );
            assert!(!entry.starts.contains(&StartKind::Hook), "{}", entry.code);
        }
    }

    /// R113, R148, A22.
    #[test]
    fn creating_a_deal_is_forbidden_when_a_deal_was_created() {
        let added = find("lead_added").map(|entry| entry.forbids);
        assert_eq!(added, Some(["create_lead", "copy_lead"].as_slice()));
        assert!(find("lead_changed").is_some_and(|entry| entry.forbids.is_empty()));
    }
}
