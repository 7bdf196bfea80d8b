//! The versions of tools: fixed ones as constants, others read from the lock file.

use anyhow::{Context, Result};

/// The newest Trunk that builds with the Rust of this workspace.
pub const TRUNK: &str = "0.21.14";

/// The npm package that carries `wasm-opt`; Debian's is too old for what rustc emits today.
pub const BINARYEN: &str = "132.0.0";

/// The version of a package in the text of `Cargo.lock`.
pub fn locked<'a>(lock: &'a str, package: &str) -> Result<&'a str> {
    let name = format!("name = \"{package}\"");
    lock.split("[[package]]")
        .find(|entry| entry.lines().any(|line| line == name))
        .and_then(|entry| {
            entry
                .lines()
                .find_map(|line| line.strip_prefix("version = "))
        })
        .map(|version| version.trim_matches('"'))
        .with_context(|| format!("Cargo.lock has no `{package}`: does `ui` still depend on it?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"version = 4

[[package]]
name = "wasm-bindgen-macro"
version = "0.2.99"

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
dependencies = [
 "cfg-if",
]
"#;

    #[test]
    fn the_version_is_that_of_the_very_package() {
        assert_eq!(locked(LOCK, "wasm-bindgen").ok(), Some("0.2.130"));
        assert_eq!(locked(LOCK, "wasm-bindgen-macro").ok(), Some("0.2.99"));
    }

    #[test]
    fn a_package_that_is_not_locked_is_named() {
        let error = locked(LOCK, "leptos").expect_err("it is not there");
        assert!(
            error.to_string().contains("Cargo.lock has no `leptos`"),
            "{error}"
        );
    }

    #[test]
    fn trunk_toml_asks_for_the_wasm_opt_that_is_installed() {
        let major = BINARYEN
            .split('.')
            .next()
            .expect("split gives at least one part");
        let wanted = format!("wasm_opt = \"version_{major}\"");
        let manifest = include_str!("../../../Trunk.toml");
        assert!(
            manifest.lines().any(|line| line == wanted),
            "no line `{wanted}` in Trunk.toml"
        );
    }
}
