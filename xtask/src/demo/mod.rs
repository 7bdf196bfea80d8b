//! `cargo xtask demo`: the whole product on this machine, with a sandbox as its amoCRM.

mod samples;
mod secrets;

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::interrupt;
use crate::panel::{self, Profile};
use crate::ports;
use crate::process;
use crate::service::Service;
use crate::setup;
use crate::steps::Steps;
use crate::workspace::Workspace;

use self::secrets::Secrets;

/// How the demo is started.
#[derive(clap::Args)]
pub struct Options {
    /// Forgets everything that earlier demos have stored
    #[arg(long)]
    fresh: bool,
    /// Port of the server; the next free one if it is taken
    #[arg(long, default_value_t = 8080)]
    server_port: u16,
    /// Port of the sandbox; the next free one if it is taken
    #[arg(long, default_value_t = 8090)]
    sandbox_port: u16,
}

/// Where a demo runs.
struct Place {
    folder: PathBuf,
    server: u16,
    sandbox: u16,
    secrets: Secrets,
}

/// Builds, starts, tells where to look, and stops on Ctrl-C.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    build(workspace)?;
    let place = prepare(workspace, options)?;
    let mut sandbox = Service::start("sandbox", place.sandbox(workspace), place.log("sandbox"))?;
    sandbox.ready(place.sandbox, "/sandbox/health")?;
    let mut server = Service::start("server", place.server(workspace), place.log("server"))?;
    server.ready(place.server, "/readyz")?;
    match samples::load(workspace, place.sandbox, place.server)? {
        0 => println!("\nthe scenarios of the last demo are there"),
        count => println!("\n{count} sample scenarios are loaded and switched on"),
    }
    println!("{}", place.greeting());
    let died = watch(&mut [&mut server, &mut sandbox]);
    println!("\nstopping");
    // The server first: it may be in the middle of a call to the sandbox. One that does not
    // stop well must not keep the other from being asked.
    let ends = [server.stop(), sandbox.stop()];
    died?;
    ends.into_iter().collect()
}

fn build(workspace: &Workspace) -> Result<()> {
    let mut steps = Steps::default();
    let tools = steps.run("set-up", || setup::ensure(workspace, setup::PANEL))?;
    steps.run("panel", || panel::build(workspace, &tools, Profile::Dev))?;
    steps.run("server and sandbox", || {
        process::run(&mut workspace.cargo(&["build", "--bin", "triggers", "--bin", "sandbox"]))
    })
}

fn prepare(workspace: &Workspace, options: &Options) -> Result<Place> {
    let folder = workspace.target.join("demo");
    if options.fresh && folder.exists() {
        fs::remove_dir_all(&folder).context("the data of earlier demos can't be removed")?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("no folder {}", folder.display()))?;
    let server = ports::free_from(options.server_port)?;
    let mut sandbox = ports::free_from(options.sandbox_port)?;
    if sandbox == server {
        sandbox = ports::free_from(server.saturating_add(1))?;
    }
    let secrets = Secrets::open(&folder)?;
    Ok(Place {
        folder,
        server,
        sandbox,
        secrets,
    })
}

impl Place {
    fn log(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.log"))
    }

    fn server_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.server)
    }

    fn sandbox_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.sandbox)
    }

    fn sandbox(&self, workspace: &Workspace) -> std::process::Command {
        let hooks = format!("{}/hooks/amocrm/{}/", self.server_url(), self.secrets.hook);
        let mut command = process::command(&path(&workspace.binary("sandbox")));
        command.args([
            "--listen",
            &format!("127.0.0.1:{}", self.sandbox),
            "--data",
            "demo",
        ]);
        command.args([
            "--hook-target",
            &hooks,
            "--panel-url",
            &format!("{}/", self.server_url()),
        ]);
        command.args(["--client-id", &self.secrets.client_id]);
        command.args(["--client-secret", &self.secrets.client_secret]);
        command
    }

    fn server(&self, workspace: &Workspace) -> std::process::Command {
        let database = format!("sqlite:{}", path(&self.folder.join("triggers.db")));
        let mut command = process::command(&path(&workspace.binary("triggers")));
        command.args(["serve", "--listen", &format!("127.0.0.1:{}", self.server)]);
        command.args(["--database", &database, "--amocrm-url", &self.sandbox_url()]);
        command.args(["--amocrm-token", &self.secrets.token]);
        command.args(["--hook-secret", &self.secrets.hook]);
        command.args(["--client-id", &self.secrets.client_id]);
        command.args(["--client-secret", &self.secrets.client_secret]);
        command
    }

    fn greeting(&self) -> String {
        format!(
            "\nThe demo is running.\n\n  Scenarios   {sandbox}/triggers\n  Deals       {sandbox}/\n  \
             Server      {server}/\n\nLogs and data are in {folder}.\nCtrl-C stops everything; the \
             data stays, `--fresh` forgets it.",
            sandbox = self.sandbox_url(),
            server = self.server_url(),
            folder = self.folder.display(),
        )
    }
}

fn path(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Waits for the request to stop; a service that ends before that is a failure.
fn watch(services: &mut [&mut Service]) -> Result<()> {
    while !interrupt::requested() {
        for service in services.iter_mut() {
            service.alive()?;
        }
        thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}
