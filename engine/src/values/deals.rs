//! Number, sum and list of the deals of a contact or a company, with a filter (3.5 and 9.4 of the language reference).

use rust_decimal::Decimal;

use super::{
    field,
    reader::{Reader, Reading, Who, count},
};
use crate::{
    fact::Fact,
    problem::Code,
    run::EntityKind,
    snapshot::{Entity, Linked, Status},
};

/// The rows under a root; `$place` gives them group and needs.
macro_rules! deals {
    ($root:literal, $who:expr, $place:path, $needs:expr) => {{
        use $crate::kind::{Kind, SetOf};
        use $crate::values::{
            deals::*,
            entry::{Argument, value},
        };
        &[
            $place(value(
                concat!($root, ".leads_count"),
                "Количество сделок",
                "Сколько сделок привязано: всех, открытых, успешных, с отказом или на этапах.",
                Kind::Number,
                |it, args| number_of(it, $who, args),
            ))
            .also(&[concat!($root, ".leadsCount")])
            .with(Argument::Deals)
            .counted()
            .needing($needs),
            $place(value(
                concat!($root, ".leads_sum"),
                "Сумма бюджетов сделок",
                "Бюджеты привязанных сделок вместе, всех или по отбору в скобках.",
                Kind::Money,
                |it, args| sum_of(it, $who, args),
            ))
            .also(&[concat!($root, ".leadsSum")])
            .with(Argument::Deals)
            .needing($needs),
            $place(value(
                concat!($root, ".leadsIds"),
                "ID сделок",
                "Номера привязанных сделок списком, всех или по отбору в скобках.",
                Kind::Set(SetOf::Text),
                |it, args| ids_of(it, $who, args),
            ))
            .also(&[concat!($root, ".leads_ids")])
            .with(Argument::Deals)
            .only_templates()
            .needing($needs),
        ]
    }};
}
pub(super) use deals;

/// What a deal must be to pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    Open,
    Closed,
    /// A pipeline, a stage of any, or a stage of a pipeline.
    Place(Option<u64>, Option<u64>),
}

impl Rule {
    fn parse(text: &str) -> Option<Self> {
        let id = |text: &str| text.trim().parse().ok();
        match text.trim().to_lowercase().as_str() {
            "open" => return Some(Self::Open),
            "closed" => return Some(Self::Closed),
            "success" => return Some(Self::Place(None, Some(Status::SUCCESS))),
            "loss" => return Some(Self::Place(None, Some(Status::LOSS))),
            _ => {}
        }
        match text.split_once('/') {
            None => Some(Self::Place(None, Some(id(text)?))),
            Some((pipeline, "")) => Some(Self::Place(Some(id(pipeline)?), None)),
            Some((pipeline, stage)) => Some(Self::Place(Some(id(pipeline)?), Some(id(stage)?))),
        }
    }

    fn holds(self, lead: &Entity) -> bool {
        let closed = matches!(lead.status_id, Some(Status::SUCCESS | Status::LOSS));
        match self {
            Self::Open => !closed,
            Self::Closed => closed,
            Self::Place(pipeline, status) => {
                let same = |wanted: Option<u64>, is| wanted.is_none() || wanted == is;
                same(pipeline, lead.pipeline_id) && same(status, lead.status_id)
            }
        }
    }
}

pub(super) fn number_of(it: &Reader<'_>, who: Who, args: &[String]) -> Reading {
    select(it, who, args, |entity, rules, leads| {
        // Without a filter the links alone tell how many there are.
        let told = entity.embedded.leads.as_ref().map(Vec::len);
        match told.filter(|told| rules == 0 && *told >= leads.len()) {
            Some(told) => count(told),
            None if leads.is_empty() && is_unknown(it, entity) => Fact::Empty,
            None => count(leads.len()),
        }
    })
}

pub(super) fn sum_of(it: &Reader<'_>, who: Who, args: &[String]) -> Reading {
    select(it, who, args, |entity, _, leads| {
        let prices = leads.iter().filter_map(|lead| lead.price.as_ref());
        let sum = prices
            .filter_map(field::decimal)
            .try_fold(Decimal::ZERO, Decimal::checked_add);
        match sum {
            _ if leads.is_empty() && is_unknown(it, entity) => Fact::Empty,
            Some(sum) => Fact::Money(sum),
            None => Fact::Empty,
        }
    })
}

pub(super) fn ids_of(it: &Reader<'_>, who: Who, args: &[String]) -> Reading {
    select(it, who, args, |entity, rules, leads| {
        let told = entity.embedded.leads.as_deref().unwrap_or_default();
        let ids: Vec<u64> = match rules == 0 && !told.is_empty() {
            true => told.iter().map(|lead| lead.id).collect(),
            false => leads.iter().map(|lead| lead.id).collect(),
        };
        let texts = ids.into_iter().map(|id| Fact::Text(id.to_string()));
        Fact::Set(texts.collect())
    })
}

/// The entity's deals that pass any of the rules; without rules all of them.
fn select<'a>(
    it: &Reader<'a>,
    who: Who,
    args: &[String],
    fact: impl FnOnce(&'a Entity, usize, &[&'a Entity]) -> Fact,
) -> Reading {
    if it.entity(who).is_none() {
        return it.of(who, |_| Fact::Empty);
    }
    let given = args.iter().filter(|arg| !arg.trim().is_empty());
    let rules: Option<Vec<Rule>> = given.map(|arg| Rule::parse(arg.trim())).collect();
    let Some(rules) = rules else {
        let detail = "фильтр сделок: open, success, loss, closed, ID этапов или воронка/этап";
        return Reading::missing(Code::BadArguments, detail);
    };
    it.within(who, |kind, entity| {
        let mut leads = of(it, kind, entity);
        leads.retain(|lead| rules.is_empty() || rules.iter().any(|rule| rule.holds(lead)));
        fact(entity, rules.len(), &leads).into()
    })
}

/// Deals of the facts that are linked to the entity; the deal of the run is fresher than its copy in the list.
fn of<'a>(it: &Reader<'a>, kind: EntityKind, entity: &Entity) -> Vec<&'a Entity> {
    let own = it.facts.lead.as_ref();
    let others = it.facts.leads.iter();
    let copies = others.filter(|lead| own.is_none_or(|own| own.id != lead.id));
    let mut seen = std::collections::BTreeSet::new();
    let told: Option<std::collections::BTreeSet<u64>> = entity
        .embedded
        .leads
        .as_ref()
        .map(|links| links.iter().map(|link| link.id).collect());
    own.into_iter()
        .chain(copies)
        .filter(|lead| match &told {
            Some(told) => told.contains(&lead.id),
            None => names_it(lead, kind, entity.id),
        })
        .filter(|lead| seen.insert(lead.id))
        .collect()
}

/// Whether the deal names the entity; a deal that tells nothing was fetched for it.
fn names_it(lead: &Entity, kind: EntityKind, id: u64) -> bool {
    let links = match kind {
        EntityKind::Contact => lead.embedded.contacts.as_ref(),
        EntityKind::Company => lead.embedded.companies.as_ref(),
        EntityKind::Lead | EntityKind::Task => None,
    };
    links.is_none_or(|links: &Vec<Linked>| links.iter().any(|link| link.id == id))
}

/// Whether nothing tells of the entity's deals.
fn is_unknown(it: &Reader<'_>, entity: &Entity) -> bool {
    entity.embedded.leads.is_none() && it.facts.leads.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Argument;

    #[test]
    fn every_offered_word_is_a_rule() {
        for (word, label) in Argument::Deals.words() {
            assert!(Rule::parse(word).is_some(), "{word}: {label}");
        }
    }
}
