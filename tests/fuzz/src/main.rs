//! libFuzzer on one target: `FUZZ_TARGET` names it, `FUZZ_CORPUS` is the folder that gets the inputs of the golden
//! cases. `cargo xtask fuzz` sets both.
#![no_main]

use std::{env, fs, path::Path, sync::OnceLock};

use anyhow::{Context, Result};
use libfuzzer_sys::fuzz_target;
use tests::fuzz::{Target, target};

static CHOSEN: OnceLock<&Target> = OnceLock::new();

fuzz_target!(
    init: start().expect("the fuzz target starts"),
    |bytes: &[u8]| {
        let target = CHOSEN.get().expect("init has chosen it");
        if let Err(error) = (target.attempt)(bytes) {
            panic!("{}: {error:#}", target.name);
        }
    }
);

fn start() -> Result<()> {
    let name = env::var("FUZZ_TARGET").context("FUZZ_TARGET names no target")?;
    let target = CHOSEN.get_or_init(|| target(&name).expect("FUZZ_TARGET names a target"));
    let folder = env::var("FUZZ_CORPUS").context("FUZZ_CORPUS names no folder")?;
    let inputs = (target.inputs)()?;
    // What the first attempt builds would count as its time.
    inputs
        .first()
        .map_or(Ok(()), |input| (target.attempt)(input))?;
    for (number, input) in inputs.iter().enumerate() {
        let file = Path::new(&folder).join(format!("case-{number}"));
        fs::write(&file, input).with_context(|| file.display().to_string())?;
    }
    Ok(())
}
