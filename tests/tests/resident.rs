//! What stays inside and is asked for by number decides as scenarios that were compiled anew, after any edits.

#[path = "parity/facts.rs"]
mod facts;
#[path = "parity/scenario.rs"]
mod scenario;
#[path = "parity/template.rs"]
mod template;

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use engine::{
    Fleet, Resident, Scenario, Snapshot, fleet::Scratch, resident::Passing, scenario::Block,
    snapshot::Names,
};
use tests::random::Random;

/// Random sets of scenarios.
const SETS: u64 = 150;
/// Edits of each.
const EDITS: usize = 4;
/// More edits than a fleet takes before it is compiled anew.
const MANY_EDITS: usize = 1_200;

/// A resident, and what it was given.
struct Case {
    resident: Resident,
    names: Names,
    scenarios: Vec<Scenario>,
    facts: Vec<String>,
}

impl Case {
    fn new(random: &mut Random) -> Result<Self> {
        let facts: Vec<String> = (0..3).map(|_| facts::facts(random).to_string()).collect();
        let names = Names::from_json(&facts[0])?;
        let mut case = Self {
            resident: Resident::new(names.clone()),
            names,
            scenarios: Vec::new(),
            facts,
        };
        for _ in 0..2 + random.below(8) {
            let scenario = scenario::scenario(random).to_string();
            case.scenarios
                .push(Scenario::from_json(scenario.as_bytes()).map_err(told)?);
        }
        case.resident.load(case.scenarios.clone());
        for (place, facts) in case.facts.iter().enumerate() {
            ensure!(case.resident.keep(facts.as_bytes())? == place as u32);
        }
        Ok(case)
    }

    /// What scenarios compiled anew give on these facts, told as the facts at `place`.
    fn expected(&self, place: u32, facts: &str) -> Result<Vec<Passing>> {
        let fleet = Fleet::compile(&self.scenarios, Arc::clone(&self.names.dictionaries));
        let mut snapshot = Snapshot::from_json(facts)?;
        snapshot.dictionaries = Arc::clone(&self.names.dictionaries);
        snapshot.installation = Arc::clone(&self.names.installation);
        let mut scratch = Scratch::default();
        let passing = fleet.passing(&fleet.load(&snapshot), &mut scratch).iter();
        let told = |block: &u32| {
            let (scenario, block) = fleet.place(*block);
            Passing {
                facts: place,
                scenario: scenario as u32,
                block: block as u32,
            }
        };
        Ok(passing.map(told).collect())
    }

    /// Every way to ask; gives how many blocks pass.
    fn compare(&mut self) -> Result<usize> {
        let mut all = Vec::new();
        for (place, facts) in self.facts.iter().enumerate() {
            all.extend(self.expected(place as u32, facts)?);
        }
        ensure!(
            self.resident.decide(None, None) == all,
            "on all facts: {all:?}"
        );
        ensure!(self.resident.passing() == all);
        for place in 0..=self.facts.len() as u32 {
            let these = |it: &&Passing| it.facts == place;
            let expected: Vec<_> = all.iter().filter(these).copied().collect();
            ensure!(
                self.resident.decide(None, Some(place)) == expected,
                "facts {place}"
            );
        }
        for scenario in 0..=self.scenarios.len() as u32 {
            let these = |it: &&Passing| it.scenario == scenario;
            let expected: Vec<_> = all.iter().filter(these).copied().collect();
            ensure!(
                self.resident.decide(Some(scenario), None) == expected,
                "scenario {scenario}"
            );
        }
        let once = self.expected(self.facts.len() as u32, &self.facts[1])?;
        ensure!(
            self.resident.once(self.facts[1].as_bytes())? == once,
            "facts that are not kept"
        );
        Ok(all.len())
    }

    /// Puts a block of another random scenario in the place of one, which may not exist.
    fn edit(&mut self, random: &mut Random) -> Result<()> {
        let other = scenario::scenario(random);
        let Some(block) = other["blocks"].get(0) else {
            return Ok(());
        };
        let block = Block::from_json(block.to_string().as_bytes()).map_err(told)?;
        let (scenario, place) = (random.below(self.scenarios.len() + 1), random.below(3));
        let blocks = self.scenarios.get_mut(scenario).map(|it| &mut it.blocks);
        let old = blocks.and_then(|blocks| blocks.get_mut(place));
        let replaced = self
            .resident
            .replace(scenario as u32, place as u32, block.clone());
        ensure!(
            replaced == old.is_some(),
            "block {place} of scenario {scenario}"
        );
        if let Some(old) = old {
            *old = block;
        }
        Ok(())
    }
}

fn told(problem: engine::Problem) -> anyhow::Error {
    anyhow::anyhow!(problem.detail)
}

#[test]
fn random_sets_decide_as_when_compiled_anew() -> Result<()> {
    let mut passing = 0;
    for seed in 0..SETS {
        let mut random = Random::new(seed);
        let mut case = Case::new(&mut random)?;
        for edit in 0..=EDITS {
            passing += case
                .compare()
                .with_context(|| format!("seed {seed}, edit {edit}"))?;
            case.edit(&mut random)?;
        }
    }
    ensure!(passing > 1000, "only {passing} blocks passed");
    Ok(())
}

#[test]
fn many_edits_change_nothing_but_the_edited_blocks() -> Result<()> {
    let mut random = Random::new(1);
    let mut case = Case::new(&mut random)?;
    for _ in 0..MANY_EDITS {
        case.edit(&mut random)?;
    }
    case.compare()?;
    case.resident.forget();
    ensure!(
        case.resident.decide(None, None).is_empty(),
        "facts were forgotten"
    );
    Ok(())
}

#[test]
fn bad_input_is_refused_and_keeps_what_is_there() -> Result<()> {
    let mut case = Case::new(&mut Random::new(2))?;
    ensure!(case.resident.keep(b"[1]").is_err(), "facts are an object");
    ensure!(case.resident.once(b"{").is_err(), "facts are JSON");
    case.compare()?;
    Ok(())
}

#[test]
fn a_list_of_scenarios_names_the_place_of_an_error() {
    let told = |json: &str| Scenario::list(json.as_bytes()).expect_err("an error").path;
    assert_eq!(told("{}"), "");
    assert_eq!(told("[{}, 5]"), "[1]");
    assert_eq!(
        told(r#"[{}, {"blocks": [{"conditions": 5}]}]"#),
        "[1].blocks[0].conditions"
    );
    let block = Block::from_json(br#"{"conditions": [{"left": 1}]}"#).expect_err("an error");
    assert_eq!(block.path, "conditions[0].left");
    assert!(Scenario::list(b"[]").is_ok_and(|it| it.is_empty()));
}
