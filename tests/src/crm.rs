//! An account of amoCRM in a test: a sandbox of its own, and the address of the server that its hooks go to.

use std::{path::Path, time::Duration};

use anyhow::{Context, Result, ensure};
use serde_json::{Value as Json, json};

use crate::panel::Panel;
use crate::product::{CLIENT_ID, CLIENT_SECRET, Hooks, PATIENCE, address};
use crate::{program::Program, wire};

/// Three-part tokens: the sandbox takes any as a long-lived one. The test has one of its own,
/// because amoCRM counts the calls of each integration.
pub const CRM_TOKEN: &str = "eyJhbGciOiJub25lIn0.eyJzdWIiOiI5MTAwMDAxIn0.c2FuZGJveA";
const TEST_TOKEN: &str = "eyJhbGciOiJub25lIn0.eyJzdWIiOiI5MTAwMDAxIn0.dGVzdA";

/// The account; dropping it ends the sandbox.
pub struct Crm {
    /// Where it answers.
    pub address: String,
    /// Unguessable part of the address of its hooks.
    pub hook_secret: &'static str,
    server: String,
    _sandbox: Program,
}

impl Crm {
    /// Starts the account with this number; its hooks reach the server if `hooks` says so.
    ///
    /// # Errors
    /// When the sandbox is not built or does not answer; the text holds what it printed.
    pub fn start(
        (number, hook_secret): (u64, &'static str),
        server: &str,
        hooks: Hooks,
        folder: &Path,
    ) -> Result<Self> {
        let port = wire::free_port()?;
        let (listen, number) = (format!("127.0.0.1:{port}"), number.to_string());
        let panel = format!("{server}/");
        let target = hook_target(server, hook_secret);
        let bots = bot_target(server, hook_secret);
        let mut arguments = vec!["--listen", &listen, "--account", &number, "--data", "demo"];
        arguments.extend(["--panel-url", &panel, "--bot-target", &bots]);
        arguments.extend(["--client-id", CLIENT_ID, "--client-secret", CLIENT_SECRET]);
        if matches!(hooks, Hooks::Sent) {
            arguments.extend(["--hook-target", &target]);
        }
        let log = folder.join(format!("sandbox-{number}.log"));
        let sandbox = Program::start("sandbox", &arguments, log)?;
        let address = address(port);
        wire::answers(&format!("{address}/sandbox/health"), PATIENCE)
            .with_context(|| sandbox.said())?;
        Ok(Self {
            address,
            hook_secret,
            server: server.to_owned(),
            _sandbox: sandbox,
        })
    }

    /// Sends hooks, and asks for the panel, at another server from now on.
    pub fn move_to(&mut self, server: &str) {
        self.server = server.to_owned();
    }

    /// Where its hooks go.
    #[must_use]
    pub fn hook_target(&self) -> String {
        hook_target(&self.server, self.hook_secret)
    }

    /// Where its bots ask for the first scenario.
    #[must_use]
    pub fn bot_target(&self) -> String {
        bot_target(&self.server, self.hook_secret)
    }

    /// Posts the body of a hook as amoCRM does; it is accepted when this returns.
    ///
    /// # Errors
    /// When the server does not accept it.
    pub fn hook(&self, body: &str) -> Result<()> {
        let url = self.hook_target();
        let status = wire::post_form(&url, body)?;
        ensure!(status == 200, "the hook was answered with {status}");
        Ok(())
    }

    /// Signs in as an administrator and gives a client of the panel's interface.
    ///
    /// # Errors
    /// When the sandbox gives no token or the server refuses it.
    pub fn panel(&self) -> Result<Panel> {
        let token = wire::get(&format!("{}/sandbox/disposable-token", self.address), None)?;
        let body = json!({ "token": token["token"] });
        let session = wire::send("POST", &format!("{}/api/session", self.server), None, &body)?;
        let session = session["session"]
            .as_str()
            .context("an answer with a session")?
            .to_owned();
        Ok(Panel::new(&self.server, &session))
    }

    /// Reads from amoCRM; `null` for an empty answer.
    ///
    /// # Errors
    /// When amoCRM refuses.
    pub fn get(&self, path: &str) -> Result<Json> {
        let url = format!("{}/api/v4/{path}", self.address);
        patiently(|| wire::get(&url, Some(TEST_TOKEN)))
    }

    /// Writes to amoCRM as any client would.
    ///
    /// # Errors
    /// When amoCRM refuses.
    pub fn send(&self, method: &str, path: &str, body: &Json) -> Result<Json> {
        let url = format!("{}/api/v4/{path}", self.address);
        patiently(|| wire::send(method, &url, Some(TEST_TOKEN), body))
    }

    /// Lets the next calls that fit go wrong, as the sandbox's README describes.
    ///
    /// # Errors
    /// When the sandbox does not understand the rules.
    pub fn fails(&self, rules: &Json) -> Result<()> {
        let url = format!("{}/sandbox/faults", self.address);
        wire::send("POST", &url, None, rules).map(drop)
    }

    /// Puts actions of the Digital Pipeline on stages, as the sandbox's README describes; they tell the server.
    ///
    /// # Errors
    /// When the sandbox does not understand them.
    pub fn acts(&self, actions: &Json) -> Result<()> {
        let url = format!("{}/sandbox/actions", self.address);
        wire::send("POST", &url, None, actions).map(drop)
    }

    /// Starts the account's bot for a deal; it asks the server for the first scenario and waits.
    ///
    /// # Errors
    /// When amoCRM refuses.
    pub fn start_bot(&self, deal: u64) -> Result<()> {
        let wish = json!([{ "bot_id": 321, "entity_id": deal, "entity_type": 2 }]);
        let url = format!("{}/api/v2/salesbot/run", self.address);
        wire::send("POST", &url, Some(TEST_TOKEN), &wish).map(drop)
    }

    /// Deletes a deal, as a person does.
    ///
    /// # Errors
    /// When there is none.
    pub fn delete_deal(&self, deal: u64) -> Result<()> {
        let url = format!("{}/sandbox/leads/{deal}", self.address);
        let status = wire::status("DELETE", &url, TEST_TOKEN, &json!({}))?;
        ensure!(status < 300, "the sandbox answers {status}");
        Ok(())
    }

    /// Calls that the sandbox got at paths with this part, in their order.
    ///
    /// # Errors
    /// When the sandbox does not answer.
    pub fn calls(&self, part: &str) -> Result<Vec<Json>> {
        let calls = wire::get(&format!("{}/sandbox/traffic", self.address), None)?;
        let calls = calls.as_array().context("a list of calls")?.iter();
        let of_part = calls.filter(|call| call["path"].to_string().contains(part));
        Ok(of_part.cloned().collect())
    }

    /// What continued bots were told, with the status of amoCRM's answer.
    ///
    /// # Errors
    /// When the sandbox does not answer.
    pub fn told_bots(&self) -> Result<Vec<(String, u64)>> {
        let told = self.calls("/continue/")?;
        let told = told.iter().map(|call| {
            let status = call["body"]["data"]["status"].as_str().unwrap_or_default();
            (
                status.to_owned(),
                call["status"].as_u64().unwrap_or_default(),
            )
        });
        Ok(told.collect())
    }

    /// The number of the account, as amoCRM tells it.
    ///
    /// # Errors
    /// When amoCRM refuses.
    pub fn account(&self) -> Result<u64> {
        self.get("account")?["id"]
            .as_u64()
            .context("an account with a number")
    }
}

/// Asks again while amoCRM says that it is asked too often, as any client has to.
fn patiently(ask: impl Fn() -> Result<Json>) -> Result<Json> {
    for _ in 0..30 {
        match ask() {
            Err(error) if format!("{error:#}").contains("429 Too Many Requests") => {
                std::thread::sleep(Duration::from_secs(1));
            }
            answer => return answer,
        }
    }
    ask()
}

fn hook_target(server: &str, secret: &str) -> String {
    format!("{server}/hooks/amocrm/{secret}/")
}

/// The first scenario of an account has the number 1.
fn bot_target(server: &str, secret: &str) -> String {
    format!("{server}/hooks/salesbot/{secret}?scenario_id=1")
}
