//! Everything the catalogue offers has a golden case: a modifier, a trigger, an operator, a value, and every code.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Result, ensure};
use serde_json::Value as Json;
use tests::case::{Object, files};

/// Signs of a sentence that takes a line or two under a picker.
const LONGEST: usize = 110;

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

#[test]
fn everything_that_is_offered_says_what_it_means() {
    let all = engine::catalogue();
    let values = all.values.iter().map(|it| (it.path, it.label, it.meaning));
    let operators = all.operators.iter();
    let operators = operators.map(|it| (it.code, it.label, it.meaning));
    let events = all.events.iter().map(|it| (it.code, it.label, it.meaning));
    let triggers = all.triggers.iter().map(|it| (it.code, it.label, it.help));
    let modifiers = all.modifiers.iter().map(|it| (it.code, it.label, it.help));
    let short = values.chain(operators).chain(events);
    for (code, _, meaning) in short.clone() {
        let count = meaning.chars().count();
        assert!(count <= LONGEST, "{code} says too much for one line");
    }
    for (code, label, meaning) in short.chain(triggers).chain(modifiers) {
        assert!(
            meaning.ends_with('.'),
            "{code} has no sentence: «{meaning}»"
        );
        let words = meaning.trim_end_matches('.').to_lowercase();
        assert_ne!(words, label.to_lowercase(), "{code} says its label again");
    }
}

#[test]
fn every_code_that_the_engine_gives_is_in_a_case() -> Result<()> {
    let mut source = String::new();
    product(&tests::workspace().join("engine/src"), &mut source)?;
    let words: BTreeSet<&str> = source
        .split(|it: char| !it.is_alphanumeric() && it != ':')
        .collect();
    let mut expected = BTreeSet::new();
    for file in files()? {
        for case in &file.cases {
            expected.extend(codes(&case.body));
        }
    }
    let given = engine::problem::Code::ALL.iter().copied();
    let missing: Vec<u16> = given
        .filter(|code| words.contains(format!("Code::{code:?}").as_str()))
        .map(engine::problem::Code::number)
        .filter(|number| !expected.contains(number))
        .collect();
    ensure!(missing.is_empty(), "codes without a case: {missing:?}");
    Ok(())
}

/// Codes that a case expects: `213`, `error 213 event`.
fn codes(case: &Object) -> Vec<u16> {
    let lists = ["problems", "notes"].map(|key| case.get(key).and_then(Json::as_array));
    let number = |it: &Json| match it.as_str() {
        Some(told) => told.split(' ').find_map(|word| word.parse().ok()),
        None => it.as_u64().and_then(|it| it.try_into().ok()),
    };
    let told = lists.into_iter().flatten().flatten();
    told.filter_map(number).collect()
}

/// The engine without its own tests.
fn product(folder: &Path, text: &mut String) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_test = path.file_stem().is_some_and(|it| it == "tests");
        if path.is_dir() && !is_test {
            product(&path, text)?;
        } else if path.is_file() && !is_test {
            let file = fs::read_to_string(&path)?;
            text.push_str(file.split("#[cfg(test)]").next().unwrap_or_default());
        }
    }
    Ok(())
}

fn every_case() -> Result<String> {
    let mut text = String::new();
    for file in files()? {
        text.push_str(&fs::read_to_string(&file.path)?);
    }
    Ok(text)
}
