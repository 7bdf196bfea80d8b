//! Golden cases on both targets: the same outcome as the case expects, and the same bytes.

use anyhow::{Result, ensure};
use tests::{
    case::{Case, File, Object, Outcome, files},
    target::Target,
};

#[test]
fn native() {
    tell(every_case(&mut Target::Native, |_, _| Ok(())));
}

#[test]
fn wasm() {
    tell(wasm_like_native());
}

fn wasm_like_native() -> Result<()> {
    every_case(&mut Target::wasm()?, |case, outcome| {
        let native = case.run(&mut Target::Native)?;
        ensure!(
            native.answers == outcome.answers,
            "the targets differ\n  native: {:#?}\n  wasm:   {:#?}",
            native.answers,
            outcome.answers
        );
        Ok(())
    })
}

/// What the catalogue shows as an example is true, on both targets.
#[test]
fn examples_of_the_catalogue() {
    tell(every_example());
}

fn every_example() -> Result<()> {
    let mut wasm = Target::wasm()?;
    for entry in &engine::catalogue().modifiers {
        for example in entry.example {
            let case = Case::of_template(example.template);
            for target in [&mut Target::Native, &mut wasm] {
                let gives = case.run(target)?.result.remove("gives");
                let (template, expected) = (example.template, example.gives);
                ensure!(
                    gives == Some(expected.into()),
                    "{template} gives {gives:?}, not {expected:?}"
                );
            }
        }
    }
    Ok(())
}

/// Fails with the text alone: a trace of calls would only push it out of sight.
fn tell(result: Result<()>) {
    if let Err(error) = result {
        panic!("{error:#}");
    }
}

/// Runs every case and tells all that fail, by file and name.
fn every_case(target: &mut Target, also: impl Fn(&Case, &Outcome) -> Result<()>) -> Result<()> {
    let mut failures = Vec::new();
    let mut count = 0;
    for file in files()? {
        let mut results = Vec::new();
        for case in &file.cases {
            count += 1;
            match check(case, target, &also) {
                Ok(result) => results.push(result),
                Err(error) => failures.push(failure(&file, case, &error)),
            }
        }
        // Only one of the tests that run side by side may write.
        let writes = tests::updating() && matches!(target, Target::Native);
        if writes && results.len() == file.cases.len() {
            file.rewrite(&results)?;
        }
    }
    ensure!(count > 0, "no cases were found");
    ensure!(
        failures.is_empty(),
        "{} of {count} cases fail; UPDATE=1 rewrites what they expect\n\n{}",
        failures.len(),
        failures.join("\n")
    );
    Ok(())
}

/// The one door: asks a target a case and compares what came out with what the case expects.
fn check(
    case: &Case,
    target: &mut Target,
    also: impl Fn(&Case, &Outcome) -> Result<()>,
) -> Result<Object> {
    let outcome = case.run(target)?;
    also(case, &outcome)?;
    let expected = case.expected()?;
    ensure!(
        outcome.result == expected || tests::updating(),
        "  expected:\n{}  got:\n{}",
        shown(&expected),
        shown(&outcome.result)
    );
    Ok(outcome.result)
}

fn shown(object: &Object) -> String {
    let keys = object.iter();
    keys.map(|(key, value)| tests::case::yaml(key, value))
        .flat_map(|text| {
            text.lines()
                .map(|line| format!("    {line}\n"))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn failure(file: &File, case: &Case, error: &anyhow::Error) -> String {
    format!("{}: {}\n{error:#}\n", file.label(), case.name)
}
