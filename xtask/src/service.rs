//! A server started by a task: its log, its readiness, its clean end.

use std::fs::{self, File};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::http;
use crate::interrupt;
use crate::process;

/// How long a server may take to answer for the first time.
const START_LIMIT: Duration = Duration::from_secs(60);

/// How long it may take to stop after being asked.
const STOP_LIMIT: Duration = Duration::from_secs(20);

/// How often we look.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// How many lines of the log a failure shows.
const LOG_LINES: usize = 20;

/// A running server; stopped when dropped.
pub struct Service {
    name: &'static str,
    child: Child,
    log: PathBuf,
}

impl Service {
    /// Starts the program; all it prints goes to the log.
    pub fn start(name: &'static str, mut command: Command, log: PathBuf) -> Result<Self> {
        let file =
            File::create(&log).with_context(|| format!("{} can't be made", log.display()))?;
        command.stdout(file.try_clone()?).stderr(file);
        // Ctrl-C reaches only xtask, which then stops its servers one after another.
        command.process_group(0);
        let child = command
            .spawn()
            .with_context(|| format!("{name} can't be started"))?;
        Ok(Self { name, child, log })
    }

    /// Waits until the address answers with success.
    pub fn ready(&mut self, port: u16, path: &str) -> Result<()> {
        let start = Instant::now();
        while !http::answers(port, path) {
            self.alive()?;
            if interrupt::requested() {
                bail!("stopped on request");
            }
            if start.elapsed() > START_LIMIT {
                let limit = START_LIMIT.as_secs();
                bail!(
                    "{} gave no answer in {limit} s\n{}",
                    self.name,
                    self.last_lines()
                );
            }
            thread::sleep(LOOK_EVERY);
        }
        Ok(())
    }

    /// Fails, with the end of its log, if it has ended without being asked.
    pub fn alive(&mut self) -> Result<()> {
        match self.ended() {
            None => Ok(()),
            Some(status) => {
                bail!(
                    "{} ended by itself ({status})\n{}",
                    self.name,
                    self.last_lines()
                )
            }
        }
    }

    fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// Asks it to stop, waits, and says how it ended.
    pub fn stop(mut self) -> Result<()> {
        let (status, patient) = self.end();
        let status = status.with_context(|| format!("{} can't be stopped", self.name))?;
        match (patient, status.success()) {
            (false, _) => bail!("{} did not stop when asked and was killed", self.name),
            (true, false) => {
                bail!(
                    "{} stopped with a failure ({status})\n{}",
                    self.name,
                    self.last_lines()
                )
            }
            (true, true) => {
                println!("{} stopped ({status})", self.name);
                Ok(())
            }
        }
    }

    /// The status, and whether asking was enough.
    fn end(&mut self) -> (Option<ExitStatus>, bool) {
        if let Some(status) = self.ended() {
            return (Some(status), true);
        }
        process::terminate(&self.child);
        let start = Instant::now();
        while start.elapsed() < STOP_LIMIT {
            if let Some(status) = self.ended() {
                return (Some(status), true);
            }
            thread::sleep(LOOK_EVERY);
        }
        // It may have ended just now; then there is nothing to kill.
        let _ = self.child.kill();
        (self.child.wait().ok(), false)
    }

    fn last_lines(&self) -> String {
        let text = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        let last = lines[lines.len().saturating_sub(LOG_LINES)..].join("\n");
        format!("--- end of {}\n{last}", self.log.display())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        if self.ended().is_none() {
            self.end();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::env;

    use super::*;

    fn shell(name: &'static str, script: &str) -> Service {
        let mut command = process::command("sh");
        command.args(["-c", script]);
        let log = env::temp_dir().join(format!("triggers-{name}-{}.log", std::process::id()));
        Service::start(name, command, log).expect("every unix has a shell")
    }

    #[test]
    fn a_server_that_dies_while_starting_shows_its_log() {
        let mut service = shell("dying", "echo the port is taken; exit 3");
        let error = service.ready(1, "/").expect_err("it dies").to_string();
        assert!(
            error.contains("dying ended by itself (exit status: 3)"),
            "{error}"
        );
        assert!(error.ends_with("the port is taken"), "{error}");
    }

    #[test]
    fn a_server_that_ends_cleanly_when_asked_is_no_failure() {
        let polite = shell(
            "polite",
            "trap 'exit 0' TERM; echo up; while true; do sleep 0.05; done",
        );
        while !fs::read_to_string(&polite.log)
            .unwrap_or_default()
            .contains("up")
        {
            thread::sleep(LOOK_EVERY);
        }
        polite.stop().expect("it exits with 0");
        let error = shell("rude", "exec sleep 60")
            .stop()
            .expect_err("the signal ended it");
        assert!(
            error.to_string().contains("rude stopped with a failure"),
            "{error}"
        );
    }
}
