//! Triggers (R146): the actions of a block, one file per kind; settings in, effects out.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{
    effect::Effect,
    params::{Listed, Setting},
    problem::{Code, Problem},
    run::EntityKind,
    snapshot::Dictionaries,
    values::Need,
};

mod add_note;
mod add_products;
mod cancel_delayed;
mod change_company_fields;
mod change_contact_fields;
mod change_lead_fields;
mod change_responsible;
mod change_stage;
mod change_tags;
mod change_task;
mod change_variable;
mod channels;
mod create;
mod create_bill;
mod create_checklist;
mod create_document;
mod create_task;
mod fields;
mod fill_requisites;
mod normalise;
mod notify;
mod remove_products;
mod run_scenario;
mod send_email;
mod send_hook;
mod send_sms;
mod send_telegram;
mod settings;
mod start_bot;
mod subscribe;
mod work;

pub(crate) use fields::{New, write};
pub use settings::{FieldName, FieldText, Given, Settings, User};
pub use work::Work;
pub(crate) use work::user_by_text;

/// One kind of trigger.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Entry {
    /// Stable word in saved scenarios.
    pub code: &'static str,
    /// Name in the picker and in the debugger.
    pub label: &'static str,
    /// Synonyms for the search of the picker (A7).
    pub also: &'static [&'static str],
    /// Heading in the picker.
    pub group: &'static str,
    /// One sentence: what it does.
    pub help: &'static str,
    /// Entities it can act on; with a single one there is no choice of target (R189),
    /// with none it acts on nothing and runs for any.
    pub targets: &'static [EntityKind],
    /// Its form.
    pub settings: &'static [Setting],
    /// Facts it reads beside those of its templates and its target.
    #[serde(skip)]
    needs: fn(&Settings, EntityKind) -> BTreeSet<Need>,
    /// What is wrong with settings that are written out, so that no fact can change it: the same that the plan
    /// would tell on every run.
    #[serde(skip)]
    written: fn(&Settings) -> Vec<Problem>,
    /// The action: effects, or why there are none; warnings go to the work.
    #[serde(skip)]
    plan: fn(&mut Work<'_>) -> Result<Vec<Effect>, Problem>,
}

/// Every kind, in the order of the picker.
pub const ALL: &[&Entry] = &[
    &change_responsible::ENTRY,
    &create::lead::ENTRY,
    &create::contact::ENTRY,
    &create::company::ENTRY,
    &create::copy::ENTRY,
    &change_lead_fields::ENTRY,
    &change_contact_fields::ENTRY,
    &change_company_fields::ENTRY,
    &create_task::ENTRY,
    &add_note::ENTRY,
    &change_tags::ENTRY,
    &change_stage::ENTRY,
    &change_task::ENTRY,
    &start_bot::ENTRY,
    &subscribe::ENTRY,
    &normalise::ENTRY,
    &add_products::ENTRY,
    &remove_products::ENTRY,
    &run_scenario::ENTRY,
    &cancel_delayed::ENTRY,
    &change_variable::ENTRY,
    &send_hook::ENTRY,
    &send_email::ENTRY,
    &send_telegram::ENTRY,
    &send_sms::ENTRY,
    &notify::ENTRY,
    &create_document::ENTRY,
    &fill_requisites::ENTRY,
    &create_checklist::ENTRY,
    &create_bill::ENTRY,
];

/// Kinds that work only in scenarios of their own entity, not on a linked one (R345).
const OWN_ENTITY_ONLY: &[&str] = &["create_bill"];

/// The kind with this code.
pub fn find(code: &str) -> Option<&'static Entry> {
    ALL.iter().copied().find(|entry| entry.code == code)
}

/// Kinds that make an entity, so that they need none to run for (A40).
const MAKERS: &[&str] = &["create_lead", "create_contact", "create_company"];

impl Entry {
    /// Whether it can run although there is no entity to act on.
    pub fn runs_alone(&self) -> bool {
        self.targets.is_empty() || MAKERS.contains(&self.code)
    }

    /// The entity it acts on: the chosen one, else the entity of the scenario (R153);
    /// `None` if it can't act there (A19).
    pub fn target(&self, chosen: Option<EntityKind>, start: EntityKind) -> Option<EntityKind> {
        match (chosen, self.targets) {
            (_, []) => Some(start),
            (_, [only]) if OWN_ENTITY_ONLY.contains(&self.code) => {
                Some(*only).filter(|kind| *kind == start && chosen.is_none_or(|it| it == *kind))
            }
            (_, [only]) => Some(*only),
            // Facts hold many tasks, so only the task that started the run can be meant.
            (Some(EntityKind::Task), _) if start != EntityKind::Task => None,
            (chosen, targets) => {
                Some(chosen.unwrap_or(start)).filter(|kind| targets.contains(kind))
            }
        }
    }

    /// Whether a scenario of an entity can use it at all, on that entity or a linked one.
    pub fn can_act(&self, start: EntityKind) -> bool {
        let mut targets = self.targets.iter();
        targets.any(|target| self.target(Some(*target), start).is_some())
    }

    /// Every fact it reads: templates, target, and what it looks up itself.
    pub fn needs(
        &self,
        settings: &Settings,
        target: EntityKind,
        start: EntityKind,
    ) -> BTreeSet<Need> {
        let mut needs = settings.needs();
        if target != start {
            needs.insert(need(target));
        }
        needs.extend((self.needs)(settings, target));
        needs
    }

    /// What keeps it from ever doing its work, as far as its settings alone tell.
    pub fn faults(&self, settings: &Settings) -> Vec<Problem> {
        let mut faults = needed(self.settings, settings);
        faults.extend((self.written)(settings));
        faults
    }

    /// What it asks for on given facts.
    ///
    /// # Errors
    /// The problem that kept it from asking for anything; warnings are in [`Work::problems`].
    pub fn plan(&self, work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
        (self.plan)(work)
    }
}

/// A chosen thing that the account does not list (any more); without the list nothing is known.
pub(crate) fn unlisted(dictionaries: &Dictionaries, list: Listed, id: u64) -> Option<Problem> {
    let (items, what) = match list {
        Listed::Bot => (&dictionaries.bots, "бота"),
        Listed::Catalog => (&dictionaries.catalogs, "списка товаров"),
    };
    let is_known = items.as_ref()?.iter().any(|item| item.id == id);
    (!is_known).then(|| {
        let detail = format!("В аккаунте нет {what} с номером {id}, выберите заново");
        Problem::error(Code::NoWidgetObject, detail)
    })
}

/// What must be fetched to see an entity of this kind.
pub fn need(kind: EntityKind) -> Need {
    match kind {
        EntityKind::Lead => Need::Lead,
        EntityKind::Contact => Need::Contacts,
        EntityKind::Company => Need::Company,
        EntityKind::Task => Need::Tasks,
    }
}

/// What is missing, given the other settings.
fn needed(all: &[Setting], settings: &Settings) -> Vec<Problem> {
    let missing = |setting: &Setting| {
        let needed = setting.needed?;
        let applies = needed.when.is_none_or(|(choice, codes)| {
            settings
                .choice(choice)
                .is_some_and(|code| codes.contains(&code))
        });
        let mut names = std::iter::once(&setting.name).chain(needed.or);
        let is_missing = applies && names.all(|name| settings.is_blank(name));
        is_missing.then(|| {
            Problem::error(needed.code, needed.detail).at(format!("settings.{}", setting.name))
        })
    };
    all.iter().filter_map(missing).collect()
}

/// For kinds whose settings can't be wrong in a way that no fact would change.
fn sound(_: &Settings) -> Vec<Problem> {
    Vec::new()
}

/// For kinds that look nothing up.
fn nothing(_: &Settings, _: EntityKind) -> BTreeSet<Need> {
    BTreeSet::new()
}

/// For kinds that read the entity they act on.
fn own_target(_: &Settings, target: EntityKind) -> BTreeSet<Need> {
    BTreeSet::from([need(target)])
}
