//! A server under trial: hooks of many deals are sent, something goes wrong, and then every deal must have been
//! served once by each hook, in the order of the hooks.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value as Json, json};

use crate::place::Place;
use crate::product::{Product, eventually};
use crate::wire;

/// Events in whose order a deal is told of, each with a scenario that leaves a note with its letter.
const EVENTS: [(&str, &str, &str); 3] = [
    ("А", "lead_status_changed", "status"),
    ("Б", "lead_responsible_changed", "responsible"),
    ("В", "lead_changed", "update"),
];
/// amoCRM comes again with a hook that was not accepted.
const AGAIN: Duration = Duration::from_millis(200);
const TRIES: usize = 600;

/// The trial.
pub struct Trial {
    /// The programs.
    pub product: Product,
    account: u64,
    scenarios: Vec<u64>,
    /// Deals with the letters they were told of, in order.
    told: BTreeMap<u64, Vec<&'static str>>,
    refused: usize,
}

impl Trial {
    /// Prepares deals and scenarios.
    ///
    /// # Errors
    /// When amoCRM or the server refuses.
    pub fn begin(product: Product, deals: usize) -> Result<Self> {
        let place = Place::find(&product)?;
        let deals = place.deals(&product, deals)?;
        let panel = product.crm.panel()?;
        let scenarios: Result<Vec<u64>> = EVENTS
            .iter()
            .map(|(letter, event, _)| panel.publish(&scenario(letter, event)))
            .collect();
        Ok(Self {
            account: product.crm.account()?,
            scenarios: scenarios?,
            told: deals.into_iter().map(|deal| (deal, Vec::new())).collect(),
            refused: 0,
            product,
        })
    }

    /// The deals.
    #[must_use]
    pub fn deals(&self) -> Vec<u64> {
        self.told.keys().copied().collect()
    }

    /// How many hooks each deal is told of.
    #[must_use]
    pub fn hooks(&self) -> usize {
        EVENTS.len()
    }

    /// Tells a deal's hook until it is accepted, and so often again.
    ///
    /// # Errors
    /// When the server does not accept it in time, or refuses without a time to come again.
    pub fn tell(&mut self, deal: u64, hook: usize, again: usize) -> Result<()> {
        let (letter, _, key) = EVENTS.get(hook).copied().context("a hook of the trial")?;
        let body = self.body(deal, key, "");
        self.accepted(&body)?;
        for _ in 0..again {
            self.accepted(&body)?;
        }
        self.told.entry(deal).or_default().push(letter);
        Ok(())
    }

    /// The same with so many bytes that nobody asked for.
    ///
    /// # Errors
    /// When there is no answer.
    pub fn tell_at_length(&mut self, deal: u64, hook: usize, bytes: usize) -> Result<bool> {
        let (letter, _, key) = EVENTS.get(hook).copied().context("a hook of the trial")?;
        let body = self.body(deal, key, &"x".repeat(bytes));
        let accepted = self.post(&body)?;
        if accepted {
            self.told.entry(deal).or_default().push(letter);
        }
        Ok(accepted)
    }

    fn body(&self, deal: u64, key: &str, padding: &str) -> String {
        format!(
            "account[subdomain]=demo&account[id]={}&leads[{key}][0][id]={deal}&leads[{key}][0][name]=x\
             &leads[{key}][0][responsible_user_id]=9100002&leads[{key}][0][old_responsible_user_id]=9100001\
             &leads[{key}][0][status_id]=2&leads[{key}][0][old_status_id]=1&leads[{key}][0][padding]={padding}\
             &leads[{key}][0][updated_at]=1760003600",
            self.account
        )
    }

    fn accepted(&mut self, body: &str) -> Result<()> {
        for _ in 0..TRIES {
            // No answer at all is what a killed server gives.
            if self.post(body).unwrap_or(false) {
                return Ok(());
            }
            std::thread::sleep(AGAIN);
        }
        bail!("a hook is not accepted")
    }

    fn post(&mut self, body: &str) -> Result<bool> {
        match wire::post_form(&self.product.crm.hook_target(), body)? {
            200 => Ok(true),
            503 => {
                self.refused += 1;
                Ok(false)
            }
            status => bail!("the hook was answered with {status}"),
        }
    }

    /// Waits until everything is done, and looks whether it was done once and in order; prints the counts.
    ///
    /// # Errors
    /// When something was lost, done twice, or done in another order.
    pub fn end(&self, name: &str) -> Result<()> {
        let expected: usize = self.told.values().map(Vec::len).sum();
        let written = || self.notes();
        let counted = |notes: &BTreeMap<u64, Vec<String>>| {
            notes.values().map(Vec::len).sum::<usize>() >= expected
        };
        eventually("every hook has its note", written, counted)?;
        self.settle()?;
        // A second one of something would come now.
        let found = self.notes()?;
        for (deal, told) in &self.told {
            let notes = found.get(deal).map(Vec::as_slice).unwrap_or_default();
            ensure!(notes == told, "deal {deal}: told {told:?}, noted {notes:?}");
        }
        println!(
            "{name}: {} deals, {expected} hooks accepted, {} refused with 503 and sent again; each done once, in order",
            self.told.len(),
            self.refused
        );
        Ok(())
    }

    fn settle(&self) -> Result<()> {
        let panel = self.product.crm.panel()?;
        let open = || {
            let mut open = 0;
            for id in &self.scenarios {
                let page = panel.get(&format!("scenarios/{id}/runs"))?;
                let runs = page["runs"].as_array().cloned().unwrap_or_default();
                open += runs.iter().filter(|run| run["status"] == "running").count();
            }
            Ok(open)
        };
        eventually("no run is under way", open, |open| *open == 0).map(drop)
    }

    /// The notes of each deal in the order in which amoCRM got them.
    fn notes(&self) -> Result<BTreeMap<u64, Vec<String>>> {
        let mut found: BTreeMap<u64, Vec<(u64, String)>> = BTreeMap::new();
        for page in 1.. {
            let answer = self
                .product
                .crm
                .get(&format!("leads/notes?limit=250&page={page}"))?;
            let notes = answer["_embedded"]["notes"]
                .as_array()
                .cloned()
                .unwrap_or_default();
            for note in &notes {
                let deal = note["entity_id"].as_u64().unwrap_or_default();
                let text = note["params"]["text"].as_str().unwrap_or_default();
                if self.told.contains_key(&deal) {
                    let id = note["id"].as_u64().unwrap_or_default();
                    found.entry(deal).or_default().push((id, text.to_owned()));
                }
            }
            if notes.len() < 250 {
                break;
            }
        }
        let in_order = |mut notes: Vec<(u64, String)>| {
            notes.sort();
            notes.into_iter().map(|(_, text)| text).collect()
        };
        Ok(found
            .into_iter()
            .map(|(deal, notes)| (deal, in_order(notes)))
            .collect())
    }
}

fn scenario(letter: &str, event: &str) -> Json {
    let note = json!({ "id": "t1", "kind": "add_note", "settings": { "text": letter } });
    json!({ "format": 2, "name": letter, "event": event, "blocks": [{ "id": "b1", "triggers": [note] }] })
}
