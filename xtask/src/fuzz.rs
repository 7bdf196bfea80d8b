//! `cargo xtask fuzz`: searches for inputs that break what must always hold (docs/fuzzing.md).

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::workspace::Workspace;

const MANIFEST: &str = "tests/fuzz/Cargo.toml";
/// Makes the compiler tell libFuzzer which code was reached and what was compared.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1";
/// Longer inputs reach nothing new and take their time.
const MAX_BYTES: u32 = 8192;
/// An input that takes longer counts as a hang.
const MOST_S: u32 = 20;
const MOST_MB: u32 = 3000;

#[derive(clap::Args)]
pub struct Options {
    /// template, scenario, condition, facts, hook, pattern or equality
    target: String,
    /// How long it searches
    #[arg(long, default_value_t = 60)]
    minutes: u32,
}

/// Builds the search and lets it run; what it finds stands in target/fuzz/found.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    if !workspace.has(MANIFEST) {
        bail!("{MANIFEST} is missing: this copy of the workspace has no fuzz targets");
    }
    let program = build(workspace)?;
    let folder = workspace.target.join("fuzz");
    let corpus = folder.join("corpus").join(&options.target);
    let found = folder.join("found").join(&options.target);
    for folder in [&corpus, &found] {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    let mut search = Command::new(program);
    search
        .env("FUZZ_TARGET", &options.target)
        .env("FUZZ_CORPUS", &corpus)
        .arg(&corpus)
        .arg(format!("-artifact_prefix={}/", found.display()))
        .arg(format!("-max_total_time={}", options.minutes * 60))
        .arg(format!("-max_len={MAX_BYTES}"))
        .arg(format!("-timeout={MOST_S}"))
        .arg(format!("-rss_limit_mb={MOST_MB}"))
        .arg("-print_final_stats=1");
    process::run(&mut search).with_context(|| {
        format!(
            "a finding is in {}: mend it, and keep the input in tests/fuzz/found/{}",
            found.display(),
            options.target
        )
    })
}

/// The program; only what runs on this machine gets the flags, not what takes part in the build.
fn build(workspace: &Workspace) -> Result<PathBuf> {
    let host = host()?;
    let folder = workspace.target.join("fuzz");
    let mut cargo = workspace.cargo(&["build", "--release", "--manifest-path", MANIFEST]);
    cargo.args(["--target", &host, "--target-dir"]).arg(&folder);
    process::run(cargo.env("RUSTFLAGS", FLAGS))?;
    Ok(folder.join(host).join("release/fuzz"))
}

fn host() -> Result<String> {
    let told = Command::new("rustc").arg("-vV").output();
    let told = told.context("rustc does not start")?.stdout;
    let told = String::from_utf8_lossy(&told).into_owned();
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc tells no host")?.to_owned())
}
