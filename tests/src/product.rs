//! The whole product in a test: an amoCRM and a server as programs of their own, over HTTP.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::crm::{CRM_TOKEN, Crm};
use crate::{program::Program, wire};

/// Of the integration.
pub const CLIENT_ID: &str = "b7f5c1de-0000-4000-8000-000000000001";
/// Of the integration.
pub const CLIENT_SECRET: &str = "a secret of tests only";
/// The account of the demo data, and the address of its hooks.
const ACCOUNT: (u64, &str) = (31_000_001, "0123456789abcdef0123456789abcdef");
/// Another one.
const NEIGHBOUR: (u64, &str) = (31_000_002, "fedcba9876543210fedcba9876543210");

/// How long anything may take before a test gives up; far above what it needs.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Addresses, folder and programs; dropping it ends the programs.
pub struct Product {
    /// Its amoCRM.
    pub crm: Crm,
    /// Where the server answers.
    pub server: String,
    folder: PathBuf,
    server_port: u16,
    options: Vec<String>,
    /// The PostgreSQL server, if it is not a file.
    postgres: Option<String>,
    triggers: Option<Program>,
}

impl Product {
    /// Starts both; hooks of the sandbox reach the server if `hooks` says so.
    ///
    /// # Errors
    /// When a program is not built or does not answer; the text holds what it printed.
    pub fn start(name: &str, hooks: Hooks) -> Result<Self> {
        Self::start_with(name, hooks, &[])
    }

    /// The same with more options of `triggers serve`.
    ///
    /// # Errors
    /// When a program is not built or does not answer; the text holds what it printed.
    pub fn start_with(name: &str, hooks: Hooks, options: &[&str]) -> Result<Self> {
        let postgres = std::env::var("TRIGGERS_TEST_POSTGRES").ok();
        Self::start_on(postgres, name, hooks, options)
    }

    /// The same on a PostgreSQL server that is told, or on a file.
    ///
    /// # Errors
    /// When a program is not built or does not answer; the text holds what it printed.
    pub fn start_on(
        postgres: Option<String>,
        name: &str,
        hooks: Hooks,
        options: &[&str],
    ) -> Result<Self> {
        let folder = crate::workspace()
            .join("tests/out")
            .join(format!("{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let server_port = wire::free_port()?;
        let server = address(server_port);
        let mut product = Self {
            crm: Crm::start(ACCOUNT, &server, hooks, &folder)?,
            server,
            folder,
            server_port,
            options: options.iter().map(|it| (*it).to_owned()).collect(),
            postgres,
            triggers: None,
        };
        product.start_server()?;
        Ok(product)
    }

    /// Starts the server where no file may grow beyond this many KiB: its disk is full soon.
    ///
    /// # Errors
    /// When it does not answer in time.
    pub fn start_server_with_little_space(&mut self, kib: u64) -> Result<()> {
        self.triggers = Some(self.serve(self.server_port, Some(kib))?);
        Ok(())
    }

    /// Starts the server on the same database as before.
    ///
    /// # Errors
    /// When it does not answer in time.
    pub fn start_server(&mut self) -> Result<()> {
        self.triggers = Some(self.serve(self.server_port, None)?);
        Ok(())
    }

    /// Options of `triggers serve` from its next start on.
    pub fn set_options(&mut self, options: &[&str]) {
        self.options = options.iter().map(|it| (*it).to_owned()).collect();
    }

    /// Starts one more server on the same database, which has to be PostgreSQL; it ends when it is dropped.
    ///
    /// # Errors
    /// When it does not answer in time.
    pub fn another_server(&self) -> Result<(String, Program)> {
        let port = wire::free_port()?;
        Ok((address(port), self.serve(port, None)?))
    }

    fn serve(&self, port: u16, space: Option<u64>) -> Result<Program> {
        let listen = format!("127.0.0.1:{port}");
        let mut arguments = vec!["serve", "--listen", &listen, "--public-url", &self.server];
        arguments.extend([
            "--amocrm-url",
            &self.crm.address,
            "--amocrm-token",
            CRM_TOKEN,
        ]);
        arguments.extend(["--hook-secret", self.crm.hook_secret]);
        arguments.extend(["--client-id", CLIENT_ID, "--client-secret", CLIENT_SECRET]);
        let storage = self.storage();
        arguments.extend(storage.iter().map(String::as_str));
        arguments.extend(self.options.iter().map(String::as_str));
        let log = self.folder.join(format!("triggers-{port}.log"));
        let program = match space {
            Some(kib) => Program::start_with_little_space("triggers", &arguments, log, kib)?,
            None => Program::start("triggers", &arguments, log)?,
        };
        wire::answers(&format!("{}/readyz", address(port)), PATIENCE)
            .with_context(|| program.said())?;
        Ok(program)
    }

    /// Connects a second account, as an administrator does on the command line; its hooks reach the server.
    ///
    /// # Errors
    /// When a program fails; the text holds what it printed.
    pub fn neighbour(&self) -> Result<Crm> {
        let crm = Crm::start(NEIGHBOUR, &self.server, Hooks::Sent, &self.folder)?;
        let mut arguments = vec!["account", "add", "--amocrm-url", &crm.address];
        arguments.extend([
            "--amocrm-token",
            CRM_TOKEN,
            "--hook-secret",
            crm.hook_secret,
        ]);
        let storage = self.storage();
        arguments.extend(storage.iter().map(String::as_str));
        let said = Program::output("triggers", &arguments)?;
        ensure!(said.contains(&NEIGHBOUR.0.to_string()), "{said}");
        Ok(crm)
    }

    /// Where its files are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file of the data, if it is one.
    pub fn database(&self) -> PathBuf {
        self.folder.join("triggers.db")
    }

    /// Where the data is: a file, or a database of its own on the PostgreSQL server that the run names.
    pub fn database_url(&self) -> String {
        match &self.postgres {
            Some(server) => {
                let name = self.folder.file_name().unwrap_or_default();
                format!("{server}/{}", name.to_string_lossy().replace('-', "_"))
            }
            None => format!("sqlite:{}", self.database().display()),
        }
    }

    /// The same, and the key of its secrets, as options of every command.
    pub fn storage(&self) -> [String; 4] {
        let key = self.folder.join("triggers.key").display().to_string();
        [
            "--database".to_owned(),
            self.database_url(),
            "--key-file".to_owned(),
            key,
        ]
    }

    /// Ends the server at once, as a power cut would.
    ///
    /// # Errors
    /// When the process can't be ended.
    pub fn kill_server(&mut self) -> Result<()> {
        self.triggers.take().context("the server runs")?.kill()
    }

    /// Asks the server to end, as an administrator does, and waits until it has.
    ///
    /// # Errors
    /// When it does not end in time, or not well.
    pub fn stop_server(&mut self) -> Result<()> {
        let server = self.triggers.take().context("the server runs")?;
        server.stop(PATIENCE)
    }

    /// The server as a process, for tests that stop it for a while.
    ///
    /// # Errors
    /// When it does not run.
    pub fn server_process(&self) -> Result<u32> {
        let program = self.triggers.as_ref().context("the server runs")?;
        Ok(program.id())
    }
}

/// How many times longer than in the test command: `FAULTS=10`.
#[must_use]
pub fn amount() -> usize {
    let told = std::env::var("FAULTS").ok();
    told.and_then(|told| told.parse().ok()).unwrap_or(1)
}

/// Whether the tests use a database that several servers can share.
pub fn is_shared() -> bool {
    std::env::var_os("TRIGGERS_TEST_POSTGRES").is_some()
}

/// Whether the sandbox sends its hooks to the server.
#[derive(Clone, Copy)]
pub enum Hooks {
    /// As the real one does.
    Sent,
    /// The test sends them itself and so knows when they were answered.
    Withheld,
}

/// A server of this machine.
pub fn address(port: u16) -> String {
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
    // More work takes longer: amoCRM's pace is seven calls a second.
    let patience = PATIENCE * u32::try_from(amount())?;
    let start = std::time::Instant::now();
    loop {
        let answer = ask()?;
        if right(&answer) {
            return Ok(answer);
        }
        ensure!(
            start.elapsed() < patience,
            "{what}: the last answer was {answer:?}"
        );
        std::thread::sleep(Duration::from_millis(100));
    }
}
