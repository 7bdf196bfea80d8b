//! Stage, pipeline and state of a deal, which depend on each other.

use std::collections::BTreeSet;

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
    let pipelines = pipelines.into_iter().map(Some).chain([None]);
    let stages: Vec<Option<u64>> = stages.into_iter().map(Some).chain([None]).collect();
    let pairs = pipelines.flat_map(|pipeline| stages.iter().map(move |stage| (pipeline, *stage)));
    let real = pairs.filter(|(pipeline, stage)| may_be(*pipeline, *stage, names));
    real.map(|(pipeline, stage)| sample(pipeline, stage))
        .collect()
}

/// A stage of one pipeline is not in another one.
fn may_be(pipeline: Option<u64>, stage: Option<u64>, names: &Dictionaries) -> bool {
    let (Some(pipeline), Some(stage)) = (pipeline, stage) else {
        return true;
    };
    let lists = |it: &&Pipeline| it.statuses().iter().any(|own| own.id == stage);
    let mut homes = names
        .pipelines
        .iter()
        .filter(lists)
        .map(|it| it.id)
        .peekable();
    let in_each = matches!(stage, Status::SUCCESS | Status::LOSS);
    in_each || homes.peek().is_none() || homes.any(|it| it == pipeline)
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
