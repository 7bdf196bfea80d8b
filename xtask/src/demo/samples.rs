//! Scenarios for a server that has none, so that the demo shows something at work.

use std::fs;

use anyhow::{Context, Result};
use serde_json::{Value as Json, json};

use crate::http;
use crate::workspace::Workspace;

/// Made for the sandbox's account; tests run the very same.
const SCENARIOS: &[&str] = &[
    "tests/fixtures/responsible_on_stage.scenario.json",
    "tests/fixtures/wholesale_retail.scenario.json",
];

/// Loads the samples as the panel would, unless the account has scenarios; says how many.
pub fn load(workspace: &Workspace, sandbox: u16, server: u16) -> Result<usize> {
    let token = http::ask(sandbox, "GET", "/sandbox/disposable-token", "", &Json::Null)?;
    let body = json!({ "token": token["token"] });
    let session = http::ask(server, "POST", "/api/session", "", &body)?;
    let session = session["session"]
        .as_str()
        .context("an answer without a session")?;
    let there = http::ask(server, "GET", "/api/scenarios", session, &Json::Null)?;
    if there.as_array().is_some_and(|list| !list.is_empty()) {
        return Ok(0);
    }
    for file in SCENARIOS {
        let text = fs::read_to_string(workspace.root.join(file))
            .with_context(|| format!("{file} can't be read"))?;
        publish(server, session, &serde_json::from_str(&text)?)
            .with_context(|| (*file).to_owned())?;
    }
    Ok(SCENARIOS.len())
}

/// Creates, saves and switches on.
fn publish(server: u16, session: &str, scenario: &Json) -> Result<()> {
    let new = json!({ "name": scenario["name"], "event": scenario["event"] });
    let made = http::ask(server, "POST", "/api/scenarios", session, &new)?;
    let address = format!("/api/scenarios/{}", made["id"]);
    let save = json!({ "version": made["version"], "scenario": scenario });
    http::ask(server, "PUT", &address, session, &save)?;
    http::ask(
        server,
        "PATCH",
        &address,
        session,
        &json!({ "enabled": true }),
    )?;
    Ok(())
}
