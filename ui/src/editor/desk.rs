//! What every part of the editor works with: draft, account, preview, problems.

use std::sync::Arc;

use engine::{
    Effect, Evaluation, Problem, Run,
    log::{BlockLog, Row, TriggerLog},
    scenario::Scenario,
    snapshot::Dictionaries,
};
use leptos::prelude::*;

use crate::{
    kit::Toasts,
    state::{
        Account, Preview,
        draft::Draft,
        edits::{Named, Place},
        preview::run_on,
    },
};

/// The desk the author works at; cheap to copy.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The scenario being edited.
    pub draft: Draft,
    /// Names of the account.
    pub names: RwSignal<Arc<Dictionaries>>,
    /// The chosen deal.
    pub preview: Preview,
    /// What the engine says about the draft on that deal, anew on each keystroke.
    pub evaluation: Memo<Option<Evaluation>>,
    /// What `check` finds in the draft.
    pub problems: Memo<Vec<Problem>>,
    /// Id of the row or trigger whose form is open.
    pub open: RwSignal<Option<String>>,
    /// Id of the element that is being dragged.
    pub dragged: RwSignal<Option<String>>,
    /// Toasts of the page.
    pub toasts: Toasts,
}

impl Desk {
    /// A desk for a draft.
    pub fn new(draft: Draft) -> Self {
        let names = expect_context::<Account>().dictionaries;
        let preview = Preview::provide();
        let known = Memo::new(move |_| of_draft(&names.read(), draft));
        Self {
            draft,
            names,
            preview,
            evaluation: Memo::new(move |_| evaluate(&draft.scenario.read(), preview)),
            problems: Memo::new(move |_| engine::check(&draft.scenario.read(), &known.read())),
            open: RwSignal::new(None),
            dragged: RwSignal::new(None),
            toasts: expect_context::<Toasts>(),
        }
    }

    /// Whether this element is being dragged.
    pub fn is_dragged(self, element: &str) -> Memo<bool> {
        let element = element.to_owned();
        Memo::new(move |_| self.dragged.read().as_ref() == Some(&element))
    }

    /// What the engine says about a block; `None` without a deal.
    pub fn block_log(self, block: &str) -> Option<BlockLog> {
        let evaluation = self.evaluation.read();
        evaluation
            .as_ref()?
            .blocks
            .iter()
            .find(|log| log.block == block)
            .cloned()
    }

    /// What the engine says about a row.
    pub fn row_log(self, place: &Place) -> Option<Row> {
        let log = self.block_log(&place.block)?;
        log.rows.into_iter().find(|row| row.condition == place.item)
    }

    /// What the engine says about a trigger, with its effects.
    pub fn trigger_log(self, place: &Place) -> Option<(TriggerLog, Vec<Effect>)> {
        let evaluation = self.evaluation.read();
        let found = by_trigger(evaluation.as_ref()?).into_iter();
        let mut found =
            found.filter(|(block, log, _)| *block == place.block && log.trigger == place.item);
        found
            .next()
            .map(|(_, log, effects)| (log.clone(), effects.to_vec()))
    }

    /// Problems at a row or trigger.
    pub fn problems_at(self, place: &Place) -> Vec<Problem> {
        let path = path_of(&self.draft.scenario.read(), place);
        let problems = self.problems.read();
        let here = |problem: &&Problem| {
            path.as_ref()
                .is_some_and(|path| problem.path.starts_with(path.as_str()))
        };
        problems.iter().filter(here).cloned().collect()
    }
}

/// What the check knows of the account, with the draft as the page shows it.
fn of_draft(names: &Dictionaries, draft: Draft) -> Dictionaries {
    let mut known = names.clone();
    known.checked = Some(draft.id);
    let own = known.scenarios.iter_mut().find(|one| one.id == draft.id);
    if let Some(own) = own {
        own.enabled = draft.enabled.get();
    }
    known
}

fn evaluate(scenario: &Scenario, preview: Preview) -> Option<Evaluation> {
    let facts = preview.facts.get()?;
    let run: Run = run_on(&scenario.event, &facts)?;
    Some(engine::eval(&engine::compile(scenario), &run, &facts))
}

/// Triggers that ran with the effects of each; the evaluation keeps effects in one list.
pub(super) fn by_trigger(evaluation: &Evaluation) -> Vec<(&str, &TriggerLog, &[Effect])> {
    let mut rest = evaluation.effects.as_slice();
    let mut found = Vec::new();
    for block in &evaluation.blocks {
        for trigger in &block.triggers {
            let (own, others) = rest.split_at(trigger.effects.min(rest.len()));
            rest = others;
            found.push((block.block.as_str(), trigger, own));
        }
    }
    found
}

/// Path of a row or trigger in the words of `check`, with the dot or bracket that ends it.
fn path_of(scenario: &Scenario, place: &Place) -> Option<String> {
    let index = scenario
        .blocks
        .iter()
        .position(|block| block.id == place.block)?;
    let block = scenario.blocks.get(index)?;
    let list = match place.item.starts_with(engine::scenario::Condition::LETTER) {
        true => (
            "conditions",
            block
                .conditions
                .iter()
                .position(|row| row.id == place.item)?,
        ),
        false => (
            "triggers",
            block
                .triggers
                .iter()
                .position(|trigger| trigger.id == place.item)?,
        ),
    };
    Some(format!("blocks[{index}].{}[{}]", list.0, list.1))
}
