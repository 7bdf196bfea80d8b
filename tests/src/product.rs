//! The whole product in a test: the sandbox and the server as programs of their own, over HTTP.

use std::{path::PathBuf, time::Duration};

use anyhow::{Context, Result, ensure};
use api::runs::Detail;
use serde_json::{Value as Json, json};

use crate::{program::Program, wire};

/// Three-part tokens: the sandbox takes any as a long-lived one. The test has one of its own,
/// because amoCRM counts the calls of each integration.
const CRM_TOKEN: &str = "eyJhbGciOiJub25lIn0.eyJzdWIiOiI5MTAwMDAxIn0.c2FuZGJveA";
const TEST_TOKEN: &str = "eyJhbGciOiJub25lIn0.eyJzdWIiOiI5MTAwMDAxIn0.dGVzdA";
const CLIENT_ID: &str = "b7f5c1de-0000-4000-8000-000000000001";
const CLIENT_SECRET: &str = "a secret of tests only";
const HOOK_SECRET: &str = "0123456789abcdef0123456789abcdef";

/// How long anything may take before a test gives up; far above what it needs.
const PATIENCE: Duration = Duration::from_secs(60);

/// Addresses, folder and programs; dropping it ends the programs.
pub struct Product {
    folder: PathBuf,
    crm: String,
    server: String,
    server_port: u16,
    triggers: Option<Program>,
    _sandbox: Program,
}

impl Product {
    /// Starts both; hooks of the sandbox reach the server if `hooked` says so.
    ///
    /// # Errors
    /// When a program is not built or does not answer; the text holds what it printed.
    pub fn start(name: &str, hooks: Hooks) -> Result<Self> {
        let folder = crate::workspace()
            .join("tests/out")
            .join(format!("{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let (crm_port, server_port) = (wire::free_port()?, wire::free_port()?);
        let (crm, server) = (address(crm_port), address(server_port));
        let hook_target = format!("{server}/hooks/amocrm/{HOOK_SECRET}/");
        let panel = format!("{server}/");
        let listen = format!("127.0.0.1:{crm_port}");
        let mut arguments = vec!["--listen", &listen, "--data", "demo", "--panel-url", &panel];
        arguments.extend(["--client-id", CLIENT_ID, "--client-secret", CLIENT_SECRET]);
        if matches!(hooks, Hooks::Sent) {
            arguments.extend(["--hook-target", &hook_target]);
        }
        let sandbox = Program::start("sandbox", &arguments, folder.join("sandbox.log"))?;
        wire::answers(&format!("{crm}/sandbox/health"), PATIENCE)
            .with_context(|| sandbox.said())?;
        let mut product = Self {
            folder,
            crm,
            server,
            server_port,
            triggers: None,
            _sandbox: sandbox,
        };
        product.start_server()?;
        Ok(product)
    }

    /// Starts the server on the same database as before.
    ///
    /// # Errors
    /// When it does not answer in time.
    pub fn start_server(&mut self) -> Result<()> {
        let listen = format!("127.0.0.1:{}", self.server_port);
        let database = self.database();
        let key_file = self.folder.join("triggers.key").display().to_string();
        let arguments = [
            "serve",
            "--listen",
            &listen,
            "--database",
            &database,
            "--key-file",
            &key_file,
            "--amocrm-url",
            &self.crm,
            "--amocrm-token",
            CRM_TOKEN,
            "--hook-secret",
            HOOK_SECRET,
            "--public-url",
            &self.server,
            "--client-id",
            CLIENT_ID,
            "--client-secret",
            CLIENT_SECRET,
        ];
        let program = Program::start("triggers", &arguments, self.folder.join("triggers.log"))?;
        wire::answers(&format!("{}/healthz", self.server), PATIENCE)
            .with_context(|| program.said())?;
        self.triggers = Some(program);
        Ok(())
    }

    /// A file, or a database of its own on the PostgreSQL server that the run names.
    fn database(&self) -> String {
        match std::env::var("TRIGGERS_TEST_POSTGRES") {
            Ok(server) => {
                let name = self
                    .folder
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy();
                format!("{server}/{}", name.replace('-', "_"))
            }
            Err(_) => format!("sqlite:{}", self.folder.join("triggers.db").display()),
        }
    }

    /// Ends the server at once, as a power cut would.
    ///
    /// # Errors
    /// When the process can't be ended.
    pub fn kill_server(&mut self) -> Result<()> {
        self.triggers.take().context("the server runs")?.kill()
    }

    /// Posts the body of a hook as amoCRM does; it is accepted when this returns.
    ///
    /// # Errors
    /// When the server does not accept it.
    pub fn hook(&self, body: &str) -> Result<()> {
        let url = format!("{}/hooks/amocrm/{HOOK_SECRET}/", self.server);
        let status = wire::post_form(&url, body)?;
        ensure!(status == 200, "the hook was answered with {status}");
        Ok(())
    }

    /// Signs in as an administrator and gives a client of the panel's interface.
    ///
    /// # Errors
    /// When the sandbox gives no token or the server refuses it.
    pub fn panel(&self) -> Result<Panel> {
        let token = wire::get(&format!("{}/sandbox/disposable-token", self.crm), None)?;
        let body = json!({ "token": token["token"] });
        let session = wire::send("POST", &format!("{}/api/session", self.server), None, &body)?;
        let session = session["session"]
            .as_str()
            .context("an answer with a session")?
            .to_owned();
        Ok(Panel {
            server: self.server.clone(),
            session,
        })
    }

    /// Reads from amoCRM; `null` for an empty answer.
    ///
    /// # Errors
    /// When amoCRM refuses.
    pub fn crm_get(&self, path: &str) -> Result<Json> {
        wire::get(&format!("{}/api/v4/{path}", self.crm), Some(TEST_TOKEN))
    }

    /// Writes to amoCRM as any client would.
    ///
    /// # Errors
    /// When amoCRM refuses.
    pub fn crm_send(&self, method: &str, path: &str, body: &Json) -> Result<Json> {
        wire::send(
            method,
            &format!("{}/api/v4/{path}", self.crm),
            Some(TEST_TOKEN),
            body,
        )
    }

    /// Lets the next calls that fit go wrong, as the sandbox's README describes.
    ///
    /// # Errors
    /// When the sandbox does not understand the rules.
    pub fn crm_fails(&self, rules: &Json) -> Result<()> {
        let url = format!("{}/sandbox/faults", self.crm);
        wire::send("POST", &url, None, rules).map(drop)
    }

    /// The number of the account, as amoCRM tells it.
    ///
    /// # Errors
    /// When amoCRM refuses.
    pub fn account(&self) -> Result<u64> {
        self.crm_get("account")?["id"]
            .as_u64()
            .context("an account with a number")
    }
}

/// Whether the sandbox sends its hooks to the server.
#[derive(Clone, Copy)]
pub enum Hooks {
    /// As the real one does.
    Sent,
    /// The test sends them itself and so knows when they were answered.
    Withheld,
}

/// What the panel can do, without its pages.
pub struct Panel {
    server: String,
    session: String,
}

impl Panel {
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

fn address(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

/// Asks again until the answer is right, or fails with the last one.
///
/// # Errors
/// When a question fails, or no answer is right in time.
pub fn eventually<T: std::fmt::Debug>(
    what: &str,
    mut ask: impl FnMut() -> Result<T>,
    right: impl Fn(&T) -> bool,
) -> Result<T> {
    let start = std::time::Instant::now();
    loop {
        let answer = ask()?;
        if right(&answer) {
            return Ok(answer);
        }
        ensure!(
            start.elapsed() < PATIENCE,
            "{what}: the last answer was {answer:?}"
        );
        std::thread::sleep(Duration::from_millis(100));
    }
}
