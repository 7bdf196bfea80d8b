//! The commands of the binary; each one has its own file.

use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};

mod decode;

/// What the binary is asked to do.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Prints the events of a hook body as a JSON array
    Decode(decode::Options),
}

impl Command {
    /// Carries out the command; the code is for the shell.
    pub fn run(self) -> Result<ExitCode> {
        match self {
            Self::Decode(options) => decode::run(&options),
        }
    }
}

/// Bytes of a file, or of standard input if the path is `-`.
fn read(path: &Path) -> Result<Vec<u8>> {
    if path != Path::new("-") {
        return std::fs::read(path).with_context(|| format!("{} can't be read", path.display()));
    }
    let mut bytes = Vec::new();
    let mut input = std::io::stdin().lock();
    input
        .read_to_end(&mut bytes)
        .context("standard input can't be read")?;
    Ok(bytes)
}
