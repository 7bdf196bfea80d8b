//! The class `Resident` for JavaScript: JSON goes in once, then only numbers cross the border.
//!
//! ```js
//! const resident = new Resident(names);        // dictionaries and data of the installation
//! resident.load(scenarios);                    // a JSON list
//! const event = resident.keep(facts);          // bytes of a facts file
//! resident.replace(7, 0, block);               // an edited block
//! const count = resident.decide(undefined, event);
//! resident.scenario(0), resident.block(0);     // the first of the blocks that pass …
//! resident.passing();                          // … or all, as triples: facts, scenario, block
//! ```

use engine::{Problem, resident, scenario::Block};
use wasm_bindgen::prelude::*;

/// Scenarios of one account that listen to the same event, and facts of such events.
#[wasm_bindgen]
pub struct Resident(engine::Resident);

#[wasm_bindgen]
impl Resident {
    /// For the `account`, `users`, `pipelines`, `custom_fields` … and the `installation` of a facts file.
    ///
    /// # Errors
    /// When the text can't be read; the Russian message names the place.
    #[wasm_bindgen(constructor)]
    pub fn new(names: &str) -> Result<Self, JsError> {
        let names = engine::snapshot::Names::from_json(names)?;
        Ok(Self(engine::Resident::new(names)))
    }

    /// Takes a JSON list of scenarios in place of the earlier ones.
    ///
    /// # Errors
    /// As for the constructor.
    pub fn load(&mut self, scenarios: &[u8]) -> Result<(), JsError> {
        self.0
            .load(engine::Scenario::list(scenarios).map_err(told)?);
        Ok(())
    }

    /// Puts an edited block, as JSON, in the place of one; `false` if there is none.
    ///
    /// # Errors
    /// As for the constructor.
    pub fn replace(&mut self, scenario: u32, block: u32, edited: &[u8]) -> Result<bool, JsError> {
        let edited = Block::from_json(edited).map_err(told)?;
        Ok(self.0.replace(scenario, block, edited))
    }

    /// Keeps facts and gives their number.
    ///
    /// # Errors
    /// As for the constructor.
    pub fn keep(&mut self, facts: &[u8]) -> Result<u32, JsError> {
        Ok(self.0.keep(facts)?)
    }

    /// Forgets all facts.
    pub fn forget(&mut self) {
        self.0.forget();
    }

    /// Decides one scenario or all (`undefined`) on one event's facts or on all; gives how many blocks pass.
    pub fn decide(&mut self, scenario: Option<u32>, facts: Option<u32>) -> usize {
        self.0.decide(scenario, facts).len()
    }

    /// Decides all scenarios on facts that are not kept; gives how many blocks pass.
    ///
    /// # Errors
    /// As for the constructor.
    pub fn once(&mut self, facts: &[u8]) -> Result<usize, JsError> {
        Ok(self.0.once(facts)?.len())
    }

    /// The scenario at this place of what passed in the last decision; `undefined` beyond the end.
    pub fn scenario(&self, place: usize) -> Option<u32> {
        self.0.passing().get(place).map(|it| it.scenario)
    }

    /// The block at this place; `undefined` beyond the end.
    pub fn block(&self, place: usize) -> Option<u32> {
        self.0.passing().get(place).map(|it| it.block)
    }

    /// All that passed in the last decision: three numbers for each block.
    pub fn passing(&self) -> Vec<u32> {
        let triple = |it: &resident::Passing| [it.facts, it.scenario, it.block];
        self.0.passing().iter().flat_map(triple).collect()
    }
}

fn told(problem: Problem) -> JsError {
    JsError::new(&format!("{}: {}", problem.path, problem.detail))
}
