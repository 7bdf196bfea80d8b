//! Runs other programs: visible output, clear failures, and a stop that reaches them.

use std::env;
use std::fmt;
use std::io::ErrorKind;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::interrupt;

/// How often a running program is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// A program that ran and did not succeed.
#[derive(Debug)]
pub struct Failed {
    what: String,
    status: ExitStatus,
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` failed ({})", self.what, self.status)
    }
}

impl std::error::Error for Failed {}

/// The exit code of xtask for an error: that of the program that failed, if there is one.
pub fn exit_code(error: &anyhow::Error) -> ExitCode {
    let code = error
        .chain()
        .find_map(|cause| cause.downcast_ref::<Failed>())
        .and_then(|failed| failed.status.code())
        .and_then(|code| u8::try_from(code).ok())
        .unwrap_or(1);
    ExitCode::from(code)
}

/// A command that neither waits for input nor sees what cargo tells xtask about itself.
///
/// Build scripts watch variables such as `CARGO_PKG_NAME`; inherited from `cargo xtask`
/// they would make cargo rebuild crates that a plain `cargo build` has just built.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.stdin(Stdio::null());
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(is_about_xtask) {
            command.env_remove(name);
        }
    }
    command
}

fn is_about_xtask(name: &str) -> bool {
    [
        "CARGO_PKG_",
        "CARGO_MANIFEST_",
        "CARGO_BIN_",
        "CARGO_CRATE_",
    ]
    .iter()
    .any(|prefix| name.starts_with(prefix))
}

/// Runs a command to its end, its output going where ours goes.
pub fn run(command: &mut Command) -> Result<()> {
    let what = line(command);
    let mut child = command
        .spawn()
        .map_err(|error| not_started(command, &error))?;
    let status = wait(&mut child).with_context(|| format!("`{what}` can't be watched"))?;
    if interrupt::requested() {
        bail!("stopped on request");
    }
    if status.success() {
        Ok(())
    } else {
        Err(Failed { what, status }.into())
    }
}

/// Runs a command and gives what it printed.
pub fn read(command: &mut Command) -> Result<String> {
    let what = line(command);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| not_started(command, &error))?;
    if !output.status.success() {
        return Err(Failed {
            what,
            status: output.status,
        }
        .into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn wait(child: &mut Child) -> Result<ExitStatus> {
    let mut told = false;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if interrupt::requested() && !told {
            terminate(child);
            told = true;
        }
        thread::sleep(LOOK_EVERY);
    }
}

/// Asks a program to stop (SIGTERM).
pub fn terminate(child: &Child) {
    if let Ok(id) = i32::try_from(child.id()) {
        // The only failure is that the program has just ended by itself.
        let _ = kill(Pid::from_raw(id), Signal::SIGTERM);
    }
}

/// The command as one would type it.
fn line(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy()];
    words.extend(command.get_args().map(|word| word.to_string_lossy()));
    words.join(" ")
}

fn not_started(command: &Command, error: &std::io::Error) -> anyhow::Error {
    let program = command.get_program().to_string_lossy();
    match error.kind() {
        ErrorKind::NotFound => anyhow!("`{program}` is not installed. {}", remedy(&program)),
        _ => anyhow!("`{program}` can't be started: {error}"),
    }
}

/// What to install when a program is missing.
fn remedy(program: &str) -> &'static str {
    match program {
        "npm" | "node" => {
            "Install Node.js 20 or newer with npm (Debian 13, Ubuntu 24.10: \
             `apt-get install nodejs npm`; elsewhere from https://nodejs.org) and try again."
        }
        "python3" => "Install Python 3.10 or newer (`apt-get install python3 python3-venv`).",
        "rustup" => "Install Rust by https://rustup.rs, or its wasm32-unknown-unknown target.",
        "cargo" | "rustc" => "Install Rust by https://rustup.rs.",
        _ => "Install it and try again.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_is_named_with_its_remedy() {
        let error = run(&mut command("npm-that-nobody-has")).expect_err("there is no such program");
        assert_eq!(
            error.to_string(),
            "`npm-that-nobody-has` is not installed. Install it and try again."
        );
        assert!(remedy("npm").contains("apt-get install nodejs npm"));
    }

    #[test]
    fn the_exit_code_of_a_failed_program_becomes_ours() {
        let error = run(command("sh").args(["-c", "exit 7"])).expect_err("it exits with 7");
        assert_eq!(error.to_string(), "`sh -c exit 7` failed (exit status: 7)");
        let wrapped = error.context("while testing");
        assert_eq!(
            format!("{:?}", exit_code(&wrapped)),
            format!("{:?}", ExitCode::from(7))
        );
    }

    #[test]
    fn only_what_describes_xtask_is_hidden_from_children() {
        assert!(is_about_xtask("CARGO_PKG_NAME"));
        assert!(is_about_xtask("CARGO_MANIFEST_DIR"));
        assert!(!is_about_xtask("CARGO_TARGET_DIR"));
        assert!(!is_about_xtask("CARGO_HOME"));
    }
}
