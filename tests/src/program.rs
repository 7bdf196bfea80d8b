//! A program of the workspace as a process that ends with its test.

use std::{
    fs::File,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};

/// A running program whose output goes to a file.
pub struct Program {
    child: Child,
    log: PathBuf,
}

impl Program {
    /// Starts a program that `cargo build` has made.
    ///
    /// # Errors
    /// When it is not there; the text tells how to build it.
    pub fn start(name: &str, arguments: &[&str], log: PathBuf) -> Result<Self> {
        let path = folder().join(name);
        let output = File::options().create(true).append(true).open(&log)?;
        let child = Command::new(&path)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
            .with_context(|| {
                format!(
                    "{} does not start: `cargo build --bin {name}` makes it",
                    path.display()
                )
            })?;
        Ok(Self { child, log })
    }

    /// The same, but no file it writes may grow beyond this many KiB: its disk is full then.
    ///
    /// # Errors
    /// When it is not there; the text tells how to build it.
    pub fn start_with_little_space(
        name: &str,
        arguments: &[&str],
        log: PathBuf,
        kib: u64,
    ) -> Result<Self> {
        let path = folder().join(name);
        let output = File::options().create(true).append(true).open(&log)?;
        // Writing beyond the limit has to fail like on a full disk, not to end the process.
        let script = format!("trap '' XFSZ; ulimit -f {kib}; exec \"$0\" \"$@\"");
        let child = Command::new("bash")
            .args(["-c", &script])
            .arg(path)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()?;
        Ok(Self { child, log })
    }

    /// Runs a program to its end and gives what it printed.
    ///
    /// # Errors
    /// When it is not there, or fails.
    pub fn output(name: &str, arguments: &[&str]) -> Result<String> {
        let output = Command::new(folder().join(name)).args(arguments).output()?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        ensure!(output.status.success(), "{name} {arguments:?}: {said}");
        Ok(String::from_utf8(output.stdout)?)
    }

    /// Its number among the processes.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// What it printed so far.
    pub fn said(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Asks it to end (SIGTERM) and waits until it has.
    ///
    /// # Errors
    /// When it does not end in time, or not well.
    pub fn stop(mut self, patience: Duration) -> Result<()> {
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status()?;
        ensure!(asked.success(), "{id} can't be asked to end");
        let since = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait()? {
                ensure!(status.success(), "it ends with {status}: {}", self.said());
                return Ok(());
            }
            ensure!(since.elapsed() < patience, "it goes on: {}", self.said());
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Ends it without a chance to tidy up (SIGKILL).
    ///
    /// # Errors
    /// When the system refuses.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already, which is what is wanted.
        let _gone = self.child.kill();
        let _status = self.child.wait();
    }
}

/// Where the programs are: told by the gate, else beside the test's own program.
fn folder() -> PathBuf {
    if let Some(told) = std::env::var_os("TRIGGERS_BIN_DIR") {
        return told.into();
    }
    let own = std::env::current_exe().unwrap_or_default();
    own.ancestors()
        .nth(2)
        .map(PathBuf::from)
        .unwrap_or_default()
}
