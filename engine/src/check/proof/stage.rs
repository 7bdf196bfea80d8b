//! Stage, pipeline and state of a deal, which depend on each other.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    row::Reading,
    samples::{Sample, UNUSED, parts},
};
use crate::{
    fact::{Fact, Reference},
    kind::RefKind,
    snapshot::{Dictionaries, Pipeline, Status},
    values::Path,
};

/// Rows of these values are looked at together.
pub(super) const KEY: &str = "stage of the deal";

/// More pairs of a pipeline and a stage are not tried.
const MAX_PAIRS: usize = 1 << 13;

/// The place of the value in a sample of all three.
pub(super) fn member(path: &Path) -> Option<usize> {
    let all = ["lead.status", "lead.pipeline", "lead.state"];
    all.iter().position(|it| *it == path.entry().path)
}

/// Every stage that the rows speak of in every pipeline that has it, and others that they don't speak of.
pub(super) fn samples(rows: &[&Reading], names: &Dictionaries) -> Vec<Sample> {
    let (mut pipelines, mut stages) = (BTreeSet::new(), BTreeSet::new());
    for fact in rows
        .iter()
        .filter_map(|row| row.right.as_ref())
        .flat_map(parts)
    {
        let Fact::Ref(reference) = fact else { continue };
        match reference.kind {
            RefKind::Pipeline => pipelines.extend([reference.id]),
            RefKind::Stage => {
                stages.insert(reference.id);
                pipelines.extend(reference.pipeline);
            }
            _ => {}
        }
    }
    let lists = |it: &&Pipeline| it.statuses().iter().any(|stage| stages.contains(&stage.id));
    pipelines.extend(names.pipelines.iter().filter(lists).map(|it| it.id));
    pipelines.insert(UNUSED);
    stages.extend([Status::SUCCESS, Status::LOSS, UNUSED]);
    let pipelines: Vec<Option<u64>> = pipelines.into_iter().map(Some).chain([None]).collect();
    let stages: Vec<Option<u64>> = stages.into_iter().map(Some).chain([None]).collect();
    if pipelines.len().saturating_mul(stages.len()) > MAX_PAIRS {
        return Vec::new();
    }
    let homes = homes(names);
    let pairs = pipelines
        .iter()
        .flat_map(|pipeline| stages.iter().map(move |stage| (*pipeline, *stage)));
    let real = pairs.filter(|(pipeline, stage)| may_be(*pipeline, *stage, &homes));
    real.map(|(pipeline, stage)| sample(pipeline, stage))
        .collect()
}

/// The pipelines that have a stage.
fn homes(names: &Dictionaries) -> BTreeMap<u64, BTreeSet<u64>> {
    let mut homes: BTreeMap<u64, BTreeSet<u64>> = BTreeMap::new();
    for pipeline in &names.pipelines {
        for stage in pipeline.statuses() {
            homes.entry(stage.id).or_default().insert(pipeline.id);
        }
    }
    homes
}

/// A stage of one pipeline is not in another one.
fn may_be(pipeline: Option<u64>, stage: Option<u64>, homes: &BTreeMap<u64, BTreeSet<u64>>) -> bool {
    let (Some(pipeline), Some(stage)) = (pipeline, stage) else {
        return true;
    };
    let in_each = matches!(stage, Status::SUCCESS | Status::LOSS);
    let home = homes.get(&stage);
    in_each || home.is_none_or(|home| home.contains(&pipeline))
}

fn sample(pipeline: Option<u64>, stage: Option<u64>) -> Sample {
    let fact = |kind, id: Option<u64>, pipeline| {
        id.map_or(Fact::Empty, |id| {
            Fact::Ref(Reference {
                kind,
                id,
                pipeline,
                name: String::new(),
            })
        })
    };
    let closed = |id: u64| match id {
        Status::SUCCESS | Status::LOSS => id,
        _ => 0,
    };
    Sample::Facts(vec![
        fact(RefKind::Stage, stage, pipeline),
        fact(RefKind::Pipeline, pipeline, None),
        fact(RefKind::State, stage.map(closed), None),
    ])
}
