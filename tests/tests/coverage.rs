//! Everything the catalogue offers has a golden case: a modifier, a trigger, an operator, a value.

use std::fs;

use anyhow::{Result, ensure};
use tests::case::files;

#[test]
fn every_modifier_and_trigger_has_a_file_of_cases() -> Result<()> {
    let root = tests::workspace().join("tests/cases");
    let all = engine::catalogue();
    let modifiers = all.modifiers.iter().map(|it| ("modifiers", it.code));
    let triggers = all.triggers.iter().map(|it| ("triggers", it.code));
    let labels = modifiers
        .chain(triggers)
        .map(|(folder, code)| format!("{folder}/{code}.yaml"));
    let missing: Vec<String> = labels.filter(|label| !root.join(label).exists()).collect();
    ensure!(missing.is_empty(), "no cases in tests/cases: {missing:?}");
    Ok(())
}

#[test]
fn every_operator_is_in_a_condition_of_a_case() -> Result<()> {
    let text = every_case()?;
    let all = engine::catalogue().operators.iter().map(|it| it.code);
    let missing: Vec<&str> = all
        .filter(|code| {
            !text.contains(&format!("[{code}")) && !text.contains(&format!("operator: {code}"))
        })
        .collect();
    ensure!(missing.is_empty(), "operators without a case: {missing:?}");
    Ok(())
}

#[test]
fn every_value_is_in_a_case() -> Result<()> {
    let text = every_case()?;
    let named = |path: &str| match path.strip_prefix("const.") {
        Some(kind) => text.contains(&format!("{{ {kind}:")),
        None => text.contains(path.split("()").next().unwrap_or(path)),
    };
    // Properties that client shares with contact and company are read by the same functions.
    let all = engine::catalogue()
        .values
        .iter()
        .filter(|it| !it.path.starts_with("client."));
    let missing: Vec<&str> = all
        .filter(|it| !named(it.path) && !it.also.iter().any(|path| named(path)))
        .map(|it| it.path)
        .collect();
    ensure!(missing.is_empty(), "values without a case: {missing:?}");
    Ok(())
}

fn every_case() -> Result<String> {
    let mut text = String::new();
    for file in files()? {
        text.push_str(&fs::read_to_string(&file.path)?);
    }
    Ok(text)
}
