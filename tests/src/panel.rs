//! What the panel can do in a test, without its pages.

use anyhow::{Context, Result, ensure};
use api::runs::Detail;
use serde_json::{Value as Json, json};

use crate::wire;

/// A session with the server.
pub struct Panel {
    server: String,
    session: String,
}

impl Panel {
    /// The panel of this server for whoever has the session.
    pub fn new(server: &str, session: &str) -> Self {
        Self {
            server: server.to_owned(),
            session: session.to_owned(),
        }
    }

    /// Reads an address below `/api/`.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn get(&self, path: &str) -> Result<Json> {
        wire::get(&format!("{}/api/{path}", self.server), Some(&self.session))
    }

    /// Sends to an address below `/api/`.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn send(&self, method: &str, path: &str, body: &Json) -> Result<Json> {
        wire::send(
            method,
            &format!("{}/api/{path}", self.server),
            Some(&self.session),
            body,
        )
    }

    /// The status of an answer, whatever it is.
    ///
    /// # Errors
    /// When the server does not answer.
    pub fn status(&self, method: &str, path: &str, body: &Json) -> Result<u16> {
        wire::status(
            method,
            &format!("{}/api/{path}", self.server),
            &self.session,
            body,
        )
    }

    /// An opened run, with the rows of its blocks under `log`; each decision is made again and must be the same.
    ///
    /// # Errors
    /// When the server refuses, kept not everything, or decided in another way.
    pub fn run(&self, run: &Json) -> Result<Json> {
        let id = run["id"].as_str().context("a run")?;
        let mut json = self.get(&format!("runs/{id}"))?;
        let detail: Detail = serde_json::from_value(json.clone())?;
        for (index, block) in detail.blocks.iter().enumerate() {
            let ground = block.ground.as_ref().context("what it rests on")?;
            let again = detail.again(ground)?;
            ensure!(again.digest == ground.digest, "another decision: {json}");
            ensure!(
                again.log.outcome() == block.outcome,
                "another outcome: {json}"
            );
            json["blocks"][index]["log"] = serde_json::to_value(again.log)?;
        }
        Ok(json)
    }

    /// Creates, saves and switches on a scenario; gives its number.
    ///
    /// # Errors
    /// When the server refuses one of the steps.
    pub fn publish(&self, scenario: &Json) -> Result<u64> {
        let made = json!({ "name": scenario["name"], "event": scenario["event"] });
        let made = self.send("POST", "scenarios", &made)?;
        let id = made["id"].as_u64().context("a scenario with a number")?;
        let save = json!({ "version": made["version"], "scenario": scenario });
        self.send("PUT", &format!("scenarios/{id}"), &save)?;
        self.send(
            "PATCH",
            &format!("scenarios/{id}"),
            &json!({ "enabled": true }),
        )?;
        Ok(id)
    }
}
