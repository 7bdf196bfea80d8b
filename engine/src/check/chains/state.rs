//! What runs leave behind: the values that each next run of a circle finds.

use std::collections::BTreeMap;

use super::{
    act::{Act, Cause, Touch},
    graph::Place,
};

/// What a run does to one value.
#[derive(Clone, Debug, Default)]
pub(super) struct Change<'a> {
    /// Of these one stands there afterwards.
    pub values: Vec<&'a Touch>,
    /// One of them surely does; otherwise the value may also be the one before.
    pub sure: bool,
    /// How many triggers write it.
    pub count: usize,
}

/// By slots: all that a run may do.
pub(super) type Changes<'a> = BTreeMap<&'a str, Change<'a>>;

/// By slots: the values of which one stands there; without an entry nothing is known.
pub(super) type Known<'a> = BTreeMap<&'a str, Vec<&'a Touch>>;

/// The value to which a slot belongs: a tag belongs to the tags.
pub(super) fn base(slot: &str) -> &str {
    slot.split_once('/').map_or(slot, |(base, _)| base)
}

/// What the triggers of one block do, if it passes.
pub(super) fn of_block(acts: &[(usize, Act)]) -> Changes<'_> {
    let mut changes = Changes::new();
    for (_, act) in acts {
        for touch in &act.touches {
            let change = changes.entry(touch.slot.as_str()).or_default();
            change.count += 1;
            if act.delay_s == 0 {
                (change.values, change.sure) = (vec![touch], true);
            } else {
                change.values.push(touch);
            }
        }
    }
    changes
}

/// What a run does in which a block passes; `may_pass` tells it of the others.
pub(super) fn of_run<'a>(
    place: &'a Place<'_>,
    (block, act): (usize, usize),
    mut may_pass: impl FnMut(usize, &Changes<'a>) -> bool,
) -> Changes<'a> {
    let of = |block: usize| place.acts.get(block).map(|acts| of_block(acts));
    let mut changes = of(block).unwrap_or_default();
    for index in (0..place.acts.len()).filter(|it| *it != block) {
        let others = of(index).unwrap_or_default();
        // Whether it passes matters only if its values are read or written by somebody else.
        if others.is_empty() || !may_pass(index, &others) {
            continue;
        }
        for (slot, other) in others {
            let change = changes.entry(slot).or_default();
            change.count += other.count;
            let is_later = index > block || !change.sure || !other.sure;
            change
                .values
                .extend(other.values.into_iter().filter(|_| is_later));
        }
    }
    // What set the next run off stands there by then.
    let act = place.acts.get(block).and_then(|acts| acts.get(act));
    for touch in act
        .iter()
        .filter(|(_, act)| act.delay_s > 0)
        .flat_map(|(_, act)| &act.touches)
    {
        let change = changes.entry(touch.slot.as_str()).or_default();
        (change.values, change.sure) = (vec![touch], true);
    }
    changes
}

/// Takes what a run did, and what is known of the entity that it made.
pub(super) fn take<'a>(known: &mut Known<'a>, changes: &Changes<'a>, cause: Option<&'a Cause>) {
    for (slot, change) in changes {
        let inner = format!("{slot}/");
        // All tags at once make nothing known of each, and one of them nothing of all.
        known.retain(|other, _| {
            !other.starts_with(&inner) && (other == slot || *other != base(slot))
        });
        let before = known.remove(slot).filter(|_| !change.sure);
        let is_known = change.sure || before.is_some();
        let mut values = change.values.clone();
        values.extend(before.into_iter().flatten());
        if is_known && values.iter().all(|touch| touch.text.is_some()) {
            known.insert(slot, values);
        }
    }
    if let Some(root) = cause.and_then(|cause| cause.made) {
        known.retain(|slot, _| !is_of(root, slot));
        let made = cause.into_iter().flat_map(|cause| &cause.known);
        known.extend(made.map(|touch| (touch.slot.as_str(), vec![touch])));
    }
}

/// Whether a value is one of what is made: letters, calls and SMS are notes.
pub(super) fn is_of(root: &str, path: &str) -> bool {
    let own = path.split(['.', '(']).next().unwrap_or_default();
    own == root || root == "note" && matches!(own, "mail" | "sms" | "call")
}
