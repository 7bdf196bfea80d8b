//! A past decision made again, with every row: on any machine, from what the server kept.

use engine::{
    Basis, Decision, Program, Scenario, Snapshot,
    log::BlockLog,
    snapshot::{self, Names},
};

use super::{Detail, Ground};

/// A decision that was made again.
#[derive(Clone, Debug, PartialEq)]
pub struct Again {
    /// Every row with both sides, and the triggers.
    pub log: BlockLog,
    /// Digest of the decision as it was made here; the server made the same one if its digest is equal.
    pub digest: String,
}

impl Detail {
    /// Decides a block again.
    ///
    /// # Errors
    /// When what the server kept of it can't be read.
    pub fn again(&self, ground: &Ground) -> Result<Again, Error> {
        let scenario = self.scenarios.get(&ground.version).ok_or(Error::Missing)?;
        let names = self.names.get(&ground.names).ok_or(Error::Missing)?;
        let program = engine::compile(
            &Scenario::from_json(scenario.as_bytes()).map_err(|_| Error::Scenario)?,
        );
        let facts = Snapshot::with_names(&ground.facts, &Names::from_json(names)?)?;
        let (log, decision) = decide(&program, ground, &facts).ok_or(Error::Missing)?;
        let basis = Basis {
            scenario: &engine::digest(scenario),
            names: &engine::digest(names),
            facts: &ground.facts,
            run: &ground.run,
        };
        let digest = decision.digest(&basis);
        Ok(Again { log, digest })
    }
}

fn decide(program: &Program, ground: &Ground, facts: &Snapshot) -> Option<(BlockLog, Decision)> {
    let Some((block, trigger)) = &ground.fires else {
        return Some(engine::trace(program, &ground.run, facts));
    };
    let decision = engine::fire(program, &ground.run, (block, trigger), facts)?;
    Some((decision.outcome.clone().into(), decision))
}

/// A decision can't be made again.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Scenario, names or the trigger are not there.
    #[error("not everything that the decision rests on was kept")]
    Missing,
    /// The scenario can't be read.
    #[error("the saved scenario can't be read")]
    Scenario,
    /// The facts or the names can't be read.
    #[error(transparent)]
    Facts(#[from] snapshot::Error),
}
