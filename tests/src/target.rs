//! The two targets that answer requests: the engine as it is, and as WebAssembly inside an interpreter.

use std::{env, fs, path::PathBuf, process::Command};

use anyhow::{Context, Result, bail, ensure};
use wasmi::{Engine, Instance, Linker, Memory, Module, Store, TypedFunc};

const TRIPLE: &str = "wasm32-unknown-unknown";

/// Who answers a request.
pub enum Target {
    /// This process.
    Native,
    /// The module, in the interpreter.
    Wasm(Box<Wasm>),
}

impl Target {
    /// The module, built if it is missing or stale.
    ///
    /// # Errors
    /// When the target is not installed, with the remedy; when the engine does not build for it.
    pub fn wasm() -> Result<Self> {
        let module = build()?;
        let bytes = fs::read(&module).with_context(|| format!("read {}", module.display()))?;
        Ok(Self::Wasm(Box::new(Wasm::load(&bytes)?)))
    }

    /// The answer to a request, both JSON.
    ///
    /// # Errors
    /// When the module traps, which is how a panic ends there.
    pub fn ask(&mut self, request: &str) -> Result<String> {
        match self {
            Self::Native => Ok(engine_wasm::answer(request)),
            Self::Wasm(wasm) => wasm.ask(request),
        }
    }
}

/// A loaded module with its three exports.
pub struct Wasm {
    store: Store<()>,
    memory: Memory,
    alloc: TypedFunc<u32, u32>,
    free: TypedFunc<(u32, u32), ()>,
    call: TypedFunc<(u32, u32), u64>,
}

impl Wasm {
    fn load(bytes: &[u8]) -> Result<Self> {
        let engine = Engine::default();
        let module = Module::new(&engine, bytes).context("the module is not valid")?;
        let mut store = Store::new(&engine, ());
        let instance: Instance = Linker::new(&engine)
            .instantiate_and_start(&mut store, &module)
            .context("the module must not import anything: the engine is pure")?;
        let memory = instance.get_memory(&store, "memory");
        Ok(Self {
            memory: memory.context("the module has no memory")?,
            alloc: instance.get_typed_func(&store, "alloc")?,
            free: instance.get_typed_func(&store, "free")?,
            call: instance.get_typed_func(&store, "call")?,
            store,
        })
    }

    fn ask(&mut self, request: &str) -> Result<String> {
        let len = u32::try_from(request.len())?;
        let address = self.alloc.call(&mut self.store, len)?;
        self.memory
            .write(&mut self.store, address as usize, request.as_bytes())?;
        let packed = self
            .call
            .call(&mut self.store, (address, len))
            .context("the engine stopped (a panic is a trap)")?;
        self.take((packed >> 32) as u32, packed as u32)
    }

    fn take(&mut self, address: u32, len: u32) -> Result<String> {
        let mut answer = vec![0; len as usize];
        self.memory
            .read(&self.store, address as usize, &mut answer)?;
        self.free.call(&mut self.store, (address, len))?;
        Ok(String::from_utf8(answer)?)
    }
}

/// Builds the module into the target folder of this build and gives its path.
///
/// Optimised: the interpreter runs every instruction, and the cases are many.
fn build() -> Result<PathBuf> {
    let target = target_folder()?;
    let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .current_dir(crate::workspace())
        .args(["build", "--package", "engine-wasm", "--target", TRIPLE])
        .args(["--config", "profile.dev.opt-level=2"])
        .args(["--config", "profile.dev.debug=false"])
        .arg("--target-dir")
        .arg(&target)
        .output()
        .context("start cargo")?;
    let errors = String::from_utf8_lossy(&output.stderr);
    let missing = errors.contains("can't find crate for `core`") || errors.contains("E0463");
    ensure!(
        !missing,
        "the target {TRIPLE} is not installed: run `rustup target add {TRIPLE}`, or `cargo xtask setup`"
    );
    if !output.status.success() {
        bail!("engine-wasm does not build for {TRIPLE}:\n{errors}");
    }
    Ok(target.join(TRIPLE).join("debug").join("engine_wasm.wasm"))
}

/// The folder this test was built into: `…/target/debug/deps/golden-…` is three levels below it.
fn target_folder() -> Result<PathBuf> {
    let test = env::current_exe()?;
    let folder = test.ancestors().nth(3);
    Ok(folder
        .context("the test stands in no target folder")?
        .to_path_buf())
}
