//! Finds circles of scenarios, the shortest ones first, within a bound of work.

use std::collections::BTreeMap;

use super::{
    super::proof::count,
    circle::{Step, Steps},
    graph::{Graph, Place},
    state::{self, Changes},
};

/// A chain of runs ends after so many (A21), so that a longer circle never closes.
const MAX_LENGTH: usize = 20;
/// Moves that are tried for the circles of one scenario; beyond it nothing is claimed of it.
const MAX_MOVES: usize = 5_000;
/// Questions to conditions that one scenario may cost.
const MAX_QUESTIONS: usize = 150;

/// Circles by the scenarios that stand in them: moves, the own one first.
pub(super) fn circles(graph: &Graph<'_>) -> BTreeMap<u64, Vec<usize>> {
    let returning = graph.returning();
    let mut together = Together::default();
    let steps: BTreeMap<usize, Step<'_>> = returning
        .iter()
        .filter_map(|at| Some((*at, step(graph, *at, &mut together)?)))
        .collect();
    let (mut found, mut fits) = (BTreeMap::new(), BTreeMap::new());
    let asked = |place: &Place<'_>| graph.names.checked.is_none_or(|id| id == place.id);
    for (index, place) in graph.places.iter().enumerate() {
        if found.contains_key(&place.id) || !asked(place) {
            continue;
        }
        let mut search = Search {
            graph,
            steps: &steps,
            place: index,
            moves: MAX_MOVES,
            questions: MAX_QUESTIONS,
            fits: &mut fits,
        };
        if let Some(circle) = search.shortest() {
            tell(graph, &circle, &mut found);
        }
    }
    found
}

/// Every scenario of a circle is told it from its own start.
fn tell(graph: &Graph<'_>, circle: &[usize], found: &mut BTreeMap<u64, Vec<usize>>) {
    for at in 0..circle.len() {
        let (before, after) = circle.split_at(at);
        let own: Vec<usize> = after.iter().chain(before).copied().collect();
        let place = own.first().and_then(|it| graph.moves.get(*it));
        let place = place.and_then(|it| graph.places.get(it.place));
        if let Some(place) = place {
            found.entry(place.id).or_insert(own);
        }
    }
}

/// A move with all that its run may do; nothing if that is too much to find out.
fn step<'a>(graph: &'a Graph<'a>, at: usize, together: &mut Together) -> Option<Step<'a>> {
    let of = graph.moves.get(at)?;
    let place = graph.places.get(of.place)?;
    let fallback = Step {
        cause: graph.cause(*of),
        ..Step::of(place, None)
    };
    let Some((block, act, _)) = of.act else {
        return Some(fallback);
    };
    let mut is_known = true;
    let own = place.acts.get(block)?;
    let shares = |changes: &Changes<'_>| {
        let mut own = own.iter().flat_map(|(_, act)| &act.touches);
        own.any(|touch| changes.contains_key(touch.slot.as_str()))
    };
    let changes = state::of_run(place, (block, act), |other, changes| {
        let found = together.ask(graph, of.place, (block.min(other), block.max(other)));
        // What nobody else writes may be left open.
        is_known &= found.is_some() || !shares(changes);
        found.unwrap_or(true)
    });
    let (_, act) = own.get(act)?;
    let gate = &fallback.cause?.gate;
    let step = Step {
        block: Some(block),
        gate: gate.iter().filter_map(|it| act.touches.get(*it)).collect(),
        delay_s: act.delay_s,
        changes,
        ..fallback
    };
    is_known.then_some(step)
}

/// Which blocks of a scenario can pass in one run, each two of them asked once.
#[derive(Default)]
struct Together {
    known: BTreeMap<(usize, usize, usize), Option<bool>>,
    /// Questions by places.
    asked: BTreeMap<usize, usize>,
}

impl Together {
    /// `None` if that is not found out.
    fn ask(&mut self, graph: &Graph<'_>, at: usize, (one, other): (usize, usize)) -> Option<bool> {
        if let Some(known) = self.known.get(&(at, one, other)) {
            return *known;
        }
        let place = graph.places.get(at)?;
        let asked = self.asked.entry(at).or_default();
        if *asked >= MAX_QUESTIONS {
            return None;
        }
        *asked += 1;
        let (one_step, other_step) = (Step::of(place, Some(one)), Step::of(place, Some(other)));
        let steps = Steps {
            steps: vec![&one_step, &other_step],
            closed: false,
            one_run: true,
        };
        let found = steps.can_be(graph.names);
        self.known.insert((at, one, other), found);
        found
    }
}

struct Search<'a> {
    graph: &'a Graph<'a>,
    steps: &'a BTreeMap<usize, Step<'a>>,
    place: usize,
    moves: usize,
    questions: usize,
    /// What was asked before, also for other scenarios.
    fits: &'a mut BTreeMap<(usize, usize), bool>,
}

impl Search<'_> {
    /// The shortest circle through the place, if there is one.
    fn shortest(&mut self) -> Option<Vec<usize>> {
        let own = self.graph.places.get(self.place)?;
        (1..=MAX_LENGTH).find_map(|length| {
            own.moves.iter().find_map(|first| {
                let mut path = vec![*first];
                self.closes(&mut path, length).then_some(path)
            })
        })
    }

    /// Goes on until the path has its length, and looks whether it is a circle then.
    fn closes(&mut self, path: &mut Vec<usize>, length: usize) -> bool {
        let Some(last) = path
            .last()
            .copied()
            .filter(|it| self.steps.contains_key(it))
        else {
            return false;
        };
        if path.len() == length {
            return self.graph.started(last).contains(&self.place) && self.is_circle(path);
        }
        let graph = self.graph;
        let places = graph.started(last).iter();
        let places = places.filter_map(|it| graph.places.get(*it));
        for other in places.flat_map(|place| &place.moves) {
            let Some(rest) = self.moves.checked_sub(1) else {
                return false;
            };
            self.moves = rest;
            count(1);
            if path.contains(other) || !self.follows(last, *other) {
                continue;
            }
            path.push(*other);
            if self.closes(path, length) {
                return true;
            }
            path.pop();
        }
        false
    }

    /// Whether one run can set off the other, whatever was before.
    fn follows(&mut self, one: usize, other: usize) -> bool {
        if let Some(known) = self.fits.get(&(one, other)) {
            return *known;
        }
        let (Some(first), Some(second)) = (self.steps.get(&one), self.steps.get(&other)) else {
            return false;
        };
        let follows = !first.excludes(second) && self.ask(&[one, other], false);
        self.fits.insert((one, other), follows);
        follows
    }

    fn is_circle(&mut self, path: &[usize]) -> bool {
        self.ask(path, true)
    }

    fn ask(&mut self, path: &[usize], closed: bool) -> bool {
        let steps: Option<Vec<&Step<'_>>> = path.iter().map(|it| self.steps.get(it)).collect();
        let left = self.questions.checked_sub(1);
        let (Some(steps), Some(left)) = (steps, left) else {
            return false;
        };
        self.questions = left;
        let steps = Steps {
            steps,
            closed,
            one_run: false,
        };
        steps.can_be(self.graph.names) == Some(true)
    }
}
