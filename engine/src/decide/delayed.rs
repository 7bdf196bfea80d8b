//! A trigger with a timer: asks for its time instead of its effects (R347, A42, A44, A45).

use std::collections::BTreeSet;

use super::program::Asked;
use crate::{
    effect::Effect,
    fact::Fact,
    log::TriggerStatus,
    problem::{Problem, Severity},
    run::{EntityRef, Run},
    scenario::Timer,
    snapshot::Snapshot,
    timer,
    values::{Need, Path, Usage},
};

/// A timer with the path of its field resolved.
#[derive(Debug)]
pub(super) struct Delayed {
    timer: Timer,
    field: Result<Option<Path>, Problem>,
}

impl Delayed {
    pub fn compile(timer: &Timer) -> Self {
        let path = |text: &str| Path::parse_as(text, Usage::Template);
        let field = timer.field().map(path).transpose();
        Self {
            timer: timer.clone(),
            field: field.map_err(|problem| problem.at("timer.field")),
        }
    }

    /// Facts that tell when it is due.
    pub fn needs(&self) -> BTreeSet<Need> {
        match &self.field {
            Ok(Some(path)) => path.needs().iter().copied().collect(),
            Ok(None) | Err(_) => BTreeSet::new(),
        }
    }

    /// Asks to be remembered; without a date that lies ahead nothing is planned (A42).
    pub fn schedule(
        &self,
        (block, trigger): (&str, &str),
        (run, target): (&Run, Option<EntityRef>),
        snapshot: &Snapshot,
        problems: &mut Vec<Problem>,
    ) -> Result<Asked, Problem> {
        let value = self.value(snapshot, problems)?;
        match timer::due(&self.timer, &value, snapshot.now) {
            Ok(due) => Ok(Asked {
                status: TriggerStatus::Planned,
                due: Some(due),
                effects: vec![Effect::Schedule {
                    block: block.to_owned(),
                    trigger: trigger.to_owned(),
                    entity: run.entity,
                    target: target.filter(|target| *target != run.entity),
                    due,
                    overwrite: self.timer.overwrite,
                    variables: variables(run, snapshot),
                }],
            }),
            Err(problem) if problem.severity == Severity::Warning => {
                problems.push(problem);
                Ok(Asked::skipped(self.outdated((block, trigger), run)))
            }
            Err(problem) => Err(problem),
        }
    }

    fn value(&self, snapshot: &Snapshot, problems: &mut Vec<Problem>) -> Result<Fact, Problem> {
        let Some(path) = self.field.as_ref().map_err(Clone::clone)? else {
            return Ok(Fact::Empty);
        };
        let reading = path.read(snapshot);
        let told = reading.problems.into_iter();
        problems.extend(told.map(|problem| problem.at("timer.field")));
        Ok(reading.fact)
    }

    /// What the overwrite tick removes although nothing takes its place (A42).
    fn outdated(&self, (block, trigger): (&str, &str), run: &Run) -> Vec<Effect> {
        if !self.timer.overwrite {
            return Vec::new();
        }
        vec![Effect::Unschedule {
            block: block.to_owned(),
            trigger: trigger.to_owned(),
            entity: run.entity,
        }]
    }
}

/// Variables of the run are kept with the job; everything else is read when it is due (A44).
fn variables(run: &Run, snapshot: &Snapshot) -> std::collections::BTreeMap<String, String> {
    let mut variables = snapshot.run.clone();
    variables.extend(run.variables.clone());
    variables
}
