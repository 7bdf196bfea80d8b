//! A PostgreSQL server for one run of the tests, with a database folder of its own.

use std::fs;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use nix::unistd::{Gid, Uid, User};

use crate::ports;
use crate::process;

/// Tests may run side by side, each server of ours with five connections.
const CONNECTIONS: &str = "300";

/// A running server; stopped, and its folder removed, when dropped.
pub struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    owner: Option<(Uid, Gid)>,
    port: u16,
}

impl Cluster {
    /// Makes and starts one on a free port of loopback.
    pub fn start(programs: &Path, first_port: u16) -> Result<Self> {
        let name = format!("triggers-postgres-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder)?;
        let cluster = Self {
            programs: programs.to_owned(),
            owner: owner()?,
            port: ports::free_from(first_port)?,
            folder,
        };
        if let Some((user, group)) = cluster.owner {
            chown(&cluster.folder, Some(user.as_raw()), Some(group.as_raw()))?;
        }
        cluster.initialise()?;
        cluster.serve()?;
        Ok(cluster)
    }

    /// Address without the name of a database.
    pub fn url(&self) -> String {
        format!("postgres://triggers@127.0.0.1:{}", self.port)
    }

    fn initialise(&self) -> Result<()> {
        let mut initdb = self.program("initdb");
        initdb.arg("--pgdata").arg(self.data());
        initdb.args(["--username=triggers", "--auth=trust", "--encoding=UTF8"]);
        initdb.args(["--locale=C.UTF-8", "--no-sync"]);
        process::read(&mut initdb).map(drop)
    }

    fn serve(&self) -> Result<()> {
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections={CONNECTIONS}",
            self.port
        );
        let mut start = self.program("pg_ctl");
        start
            .args(["start", "--wait", "--silent", "--pgdata"])
            .arg(self.data());
        start.arg("--log").arg(self.folder.join("postgres.log"));
        start.args(["--options", &options]);
        process::run(&mut start).context("PostgreSQL can't be started")
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn program(&self, name: &str) -> Command {
        let mut command = process::command(&self.programs.join(name).to_string_lossy());
        command.current_dir(&self.folder);
        if let Some((user, group)) = self.owner {
            command.uid(user.as_raw()).gid(group.as_raw());
        }
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = self.program("pg_ctl");
        stop.args(["stop", "--silent", "--mode=immediate", "--pgdata"])
            .arg(self.data());
        // Nothing in it is needed any more; what can't be removed lies in the temporary folder.
        let _ = stop.status();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// PostgreSQL refuses to run as root: there its own user takes over.
fn owner() -> Result<Option<(Uid, Gid)>> {
    if !nix::unistd::geteuid().is_root() {
        return Ok(None);
    }
    let user = User::from_name("postgres")?;
    let user = user.context("PostgreSQL does not run as root, and there is no user `postgres`")?;
    Ok(Some((user.uid, user.gid)))
}
