//! Scenarios of an account as places, and what their triggers set off as moves between them.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::proof,
    act::{self, Act, Cause, Start},
};
use crate::{events, run::EntityKind, scenario::Scenario, snapshot::Dictionaries};

/// A scenario that runs for one kind of entity.
#[derive(Debug)]
pub(super) struct Place<'a> {
    pub id: u64,
    pub scenario: &'a Scenario,
    pub kind: EntityKind,
    /// By blocks: what their triggers do, with the places of the triggers.
    pub acts: Vec<Vec<(usize, Act)>>,
    pub start: Start,
    /// What its fallback starts.
    fallback: Option<Cause>,
    /// Its moves.
    pub moves: Vec<usize>,
}

/// What one trigger sets off, or the fallback.
#[derive(Clone, Copy, Debug)]
pub(super) struct Move {
    pub place: usize,
    /// Block, the place of the trigger among its acts, and the place of the cause; `None` is the fallback.
    pub act: Option<(usize, usize, usize)>,
}

#[derive(Debug)]
pub(super) struct Graph<'a> {
    pub names: &'a Dictionaries,
    pub places: Vec<Place<'a>>,
    pub moves: Vec<Move>,
    starts: BTreeMap<Start, Vec<usize>>,
}

impl<'a> Graph<'a> {
    /// Scenarios that the account lists as switched off start nothing.
    pub fn of(scenarios: &'a [(u64, Scenario)], names: &'a Dictionaries) -> Self {
        let off = names.scenarios.iter().filter(|one| !one.enabled);
        let off = off.filter(|one| Some(one.id) != names.checked);
        let off: BTreeSet<u64> = off.map(|one| one.id).collect();
        let on = scenarios.iter().filter(|(id, _)| !off.contains(id));
        let mut graph = Self {
            names,
            places: on
                .flat_map(|(id, scenario)| places(*id, scenario, names))
                .collect(),
            moves: Vec::new(),
            starts: BTreeMap::new(),
        };
        for (index, place) in graph.places.iter_mut().enumerate() {
            graph
                .starts
                .entry(place.start.clone())
                .or_default()
                .push(index);
            let first = graph.moves.len();
            graph
                .moves
                .extend(acts(place).map(|act| Move { place: index, act }));
            place.moves = (first..graph.moves.len()).collect();
        }
        graph
    }

    pub fn cause(&self, of: Move) -> Option<&Cause> {
        let place = self.places.get(of.place)?;
        let Some((block, act, cause)) = of.act else {
            return place.fallback.as_ref();
        };
        place.acts.get(block)?.get(act)?.1.causes.get(cause)
    }

    /// Places that a move starts.
    pub fn started(&self, of: usize) -> &[usize] {
        let cause = self.moves.get(of).and_then(|of| self.cause(*of));
        let started = cause.and_then(|cause| self.starts.get(&cause.start));
        started.map_or(&[], Vec::as_slice)
    }

    /// Moves that can lead back to their place, if only starts are looked at.
    pub fn returning(&self) -> BTreeSet<usize> {
        let numbers: BTreeMap<&Start, usize> =
            self.starts.keys().zip(self.places.len()..).collect();
        let number = |start: &Start| numbers.get(start).copied();
        let place = |place: &Place<'_>| -> Vec<usize> {
            let causes = place.moves.iter().filter_map(|it| self.moves.get(*it));
            let causes = causes.filter_map(|it| self.cause(*it));
            causes.filter_map(|cause| number(&cause.start)).collect()
        };
        let mut next: Vec<Vec<usize>> = self.places.iter().map(place).collect();
        next.extend(self.starts.values().cloned());
        let component = components(&next);
        let of = |node: usize| component.get(node).copied();
        let moves = self.moves.iter().enumerate().filter(|(_, it)| {
            let start = self.cause(**it).and_then(|cause| number(&cause.start));
            start.is_some_and(|start| of(start) == of(it.place))
        });
        moves.map(|(index, _)| index).collect()
    }
}

fn places<'a>(
    id: u64,
    scenario: &'a Scenario,
    names: &'a Dictionaries,
) -> impl Iterator<Item = Place<'a>> {
    let event = events::find(&scenario.event);
    let kinds = match event.map(|event| event.entity.or(scenario.entity)) {
        None => Vec::new(),
        Some(Some(kind)) => vec![kind],
        Some(None) => vec![EntityKind::Lead, EntityKind::Contact, EntityKind::Company],
    };
    let event = event.filter(|event| event.entity.is_some());
    kinds.into_iter().map(move |kind| Place {
        id,
        scenario,
        kind,
        acts: scenario
            .blocks
            .iter()
            .map(|block| {
                let triggers = block.triggers.iter().enumerate();
                // What the event forbids can't be saved.
                let may = |code: &str| event.is_none_or(|event| !event.forbids.contains(&code));
                let triggers = triggers.filter(|(_, trigger)| may(&trigger.kind));
                triggers
                    .filter_map(|(index, trigger)| Some((index, act::of(trigger, kind, names)?)))
                    .collect()
            })
            .collect(),
        start: match event {
            Some(event) => Start::Event(event.code),
            None => Start::Scenario(id, kind),
        },
        fallback: scenario.fallback.map(|id| Cause {
            start: Start::Scenario(id, kind),
            gate: Vec::new(),
            made: None,
            known: Vec::new(),
        }),
        moves: Vec::new(),
    })
}

fn acts(place: &Place<'_>) -> impl Iterator<Item = Option<(usize, usize, usize)>> {
    let blocks = place.acts.iter().enumerate();
    let acts = blocks.flat_map(|(block, acts)| {
        let acts = acts.iter().enumerate();
        acts.flat_map(move |(at, (_, act))| (0..act.causes.len()).map(move |it| (block, at, it)))
    });
    let acts: Vec<_> = acts.map(Some).collect();
    let fallback = place.fallback.iter().map(|_| None);
    acts.into_iter().chain(fallback)
}

/// Numbers of nodes that reach each other, each node looked at once (Tarjan).
fn components(next: &[Vec<usize>]) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    let size = next.len();
    let (mut order, mut low) = (vec![NEW; size], vec![NEW; size]);
    let (mut component, mut open) = (vec![NEW; size], Vec::new());
    let mut count = 0;
    for root in 0..size {
        // A node with how many of its neighbours were looked at.
        let mut path = vec![(root, 0)];
        while let Some((node, at)) = path.pop() {
            proof::count(1);
            let get = |all: &[usize], node: usize| all.get(node).copied().unwrap_or(NEW);
            if at == 0 {
                if get(&order, node) != NEW {
                    continue;
                }
                set(&mut order, node, count);
                set(&mut low, node, count);
                count += 1;
                open.push(node);
            }
            match next.get(node).and_then(|next| next.get(at)) {
                Some(other) => {
                    path.push((node, at + 1));
                    if get(&order, *other) == NEW {
                        path.push((*other, 0));
                    }
                }
                None => {
                    let neighbours = next.get(node).into_iter().flatten();
                    let open_ones = neighbours.filter(|it| get(&component, **it) == NEW);
                    let least = open_ones.map(|it| get(&low, *it)).min();
                    let least = least.unwrap_or(NEW).min(get(&low, node));
                    set(&mut low, node, least);
                    if least == get(&order, node) {
                        while let Some(member) = open.pop() {
                            set(&mut component, member, node);
                            if member == node {
                                break;
                            }
                        }
                    }
                }
            }
        }
    }
    component
}

fn set(all: &mut [usize], node: usize, value: usize) {
    if let Some(place) = all.get_mut(node) {
        *place = value;
    }
}
