//! A server started by a task: its log, its readiness, its clean end.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

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
        while !answers(port, path) {
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

/// Whether a GET of this path is answered with a status of success.
fn answers(port: u16, path: &str) -> bool {
    let limit = Duration::from_secs(2);
    let ask = || -> std::io::Result<String> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut stream = TcpStream::connect_timeout(&address, limit)?;
        stream.set_read_timeout(Some(limit))?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
        )?;
        let mut head = [0; 12];
        stream.read_exact(&mut head)?;
        Ok(String::from_utf8_lossy(&head).into_owned())
    };
    ask().is_ok_and(|head| head.starts_with("HTTP/1.1 2"))
}

#[cfg(test)]
mod tests {
    use std::env;
    use std::net::TcpListener;

    use super::*;

    fn shell(name: &'static str, script: &str) -> Service {
        let mut command = process::command("sh");
        command.args(["-c", script]);
        let log = env::temp_dir().join(format!("triggers-{name}-{}.log", std::process::id()));
        Service::start(name, command, log).expect("every unix has a shell")
    }

    /// Answers one request with this status line.
    fn server(status: &'static str) -> u16 {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("some port is free");
        let port = listener
            .local_addr()
            .expect("a bound socket has an address")
            .port();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept()?;
            stream.read_exact(&mut [0; 64])?;
            write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n")
        });
        port
    }

    #[test]
    fn only_success_counts_as_ready() {
        assert!(answers(
            server("200 OK"),
            "/a-path-that-fills-a-request-of-64-bytes"
        ));
        assert!(!answers(
            server("503 Busy"),
            "/a-path-that-fills-a-request-of-64-bytes"
        ));
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
