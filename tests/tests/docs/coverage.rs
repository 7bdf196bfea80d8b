//! `docs/coverage.md`: every requirement with the cases and tests that prove it, or the reason why there are none.
//!
//! Cases name what they prove (`proves: [R346]`), Rust tests in their name (`…_a1`) or in the comment above.
//! Sections and reasons stand in `tests/requirements.yaml`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::{Context, Result, ensure};
use serde_json::Value as Json;
use tests::case::files;

/// `R346` or `A42`: R before A, then by number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Number {
    is_ambiguity: bool,
    number: u16,
}

/// How many proofs of one requirement are named; the others are counted.
const SHOWN: usize = 3;
/// The last numbers of the requirements.
const LAST: [(bool, u16); 2] = [(false, 465), (true, 57)];
/// Folders with tests in Rust.
const FOLDERS: [&str; 5] = [
    "engine",
    "worker-server",
    "ui/src",
    "tests/tests",
    "tests/sandbox",
];

type Proofs = BTreeMap<Number, Vec<String>>;

/// The page.
pub fn page() -> Result<String> {
    let table = table()?;
    let proofs = proofs()?;
    let reasons = reasons(&table)?;
    check(&proofs, &reasons)?;
    let proven = all().filter(|number| proofs.contains_key(number)).count();
    let mut page = format!(
        "# Coverage of the requirements\n\n\
        Generated from the cases, the tests and `tests/requirements.yaml` by `UPDATE=1 cargo test -p tests --test docs`; do not edit.\n\
        {proven} of {} numbers are proven by a case or test; the others say why not.\n",
        all().count()
    );
    for section in list(&table, "sections") {
        let (title, numbers) = (text(section, "title")?, text(section, "of")?);
        page.push_str(&format!(
            "\n## {title}\n\n| number | proof or reason |\n|---|---|\n"
        ));
        for number in expand(numbers) {
            let said = match proofs.get(&number) {
                Some(proofs) => shown(proofs),
                None => reasons.get(&number).cloned().unwrap_or_default(),
            };
            page.push_str(&format!(
                "| {} | {} |\n",
                number.text(),
                said.replace('|', "\\|")
            ));
        }
    }
    Ok(page)
}

/// Nothing is left out, and no number means nothing.
fn check(proofs: &Proofs, reasons: &BTreeMap<Number, String>) -> Result<()> {
    let known: BTreeSet<Number> = all().collect();
    let strange = proofs
        .keys()
        .chain(reasons.keys())
        .find(|it| !known.contains(it));
    let strange = strange.map(|it| it.text());
    ensure!(
        strange.is_none(),
        "no requirement has the number {strange:?}"
    );
    let missing = all().filter(|it| !proofs.contains_key(it) && !reasons.contains_key(it));
    let missing: Vec<String> = missing.map(|it| it.text()).collect();
    ensure!(
        missing.is_empty(),
        "neither proven nor explained in tests/requirements.yaml: {}",
        missing.join(", ")
    );
    Ok(())
}

fn all() -> impl Iterator<Item = Number> {
    LAST.into_iter().flat_map(|(is_ambiguity, last)| {
        (1..=last).map(move |number| Number {
            is_ambiguity,
            number,
        })
    })
}

impl Number {
    fn text(self) -> String {
        format!(
            "{}{}",
            if self.is_ambiguity { "A" } else { "R" },
            self.number
        )
    }
}

fn table() -> Result<Json> {
    let path = tests::workspace().join("tests/requirements.yaml");
    let text = fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))?;
    serde_saphyr::from_str(&text).context("in tests/requirements.yaml")
}

fn list<'a>(table: &'a Json, key: &str) -> &'a [Json] {
    table[key].as_array().map_or(&[], Vec::as_slice)
}

fn text<'a>(row: &'a Json, key: &str) -> Result<&'a str> {
    row[key]
        .as_str()
        .with_context(|| format!("`{key}` is missing in {row}"))
}

fn reasons(table: &Json) -> Result<BTreeMap<Number, String>> {
    let mut reasons = BTreeMap::new();
    for row in list(table, "reasons") {
        let because = text(row, "because")?;
        for number in expand(text(row, "of")?) {
            let twice = reasons.insert(number, because.to_owned());
            ensure!(twice.is_none(), "{} has two reasons", number.text());
        }
    }
    Ok(reasons)
}

fn shown(proofs: &[String]) -> String {
    let mut said = proofs
        .iter()
        .take(SHOWN)
        .cloned()
        .collect::<Vec<_>>()
        .join("<br>");
    if let Some(rest) = proofs.len().checked_sub(SHOWN).filter(|rest| *rest > 0) {
        said.push_str(&format!("<br>and {rest} more"));
    }
    said
}

fn proofs() -> Result<Proofs> {
    let mut proofs = Proofs::new();
    for file in files()? {
        for case in &file.cases {
            let proves = case.body.get("proves").and_then(Json::as_array);
            for named in proves.into_iter().flatten().filter_map(Json::as_str) {
                let found = expand(named);
                ensure!(
                    !found.is_empty(),
                    "`{named}` in {} is no requirement",
                    file.label()
                );
                for number in found {
                    let proof = format!("`{}`: {}", file.label(), case.name);
                    proofs.entry(number).or_default().push(proof);
                }
            }
        }
    }
    for folder in FOLDERS {
        rust(&tests::workspace().join(folder), &mut proofs)?;
    }
    Ok(proofs)
}

/// Tests in Rust below a folder.
fn rust(folder: &Path, proofs: &mut Proofs) -> Result<()> {
    let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<std::io::Result<_>>()?;
    entries.sort_by_key(|entry| entry.path());
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            rust(&path, proofs)?;
        } else if path.extension().is_some_and(|it| it == "rs") {
            let label = path
                .strip_prefix(tests::workspace())
                .unwrap_or(&path)
                .display()
                .to_string();
            of_file(&fs::read_to_string(&path)?, &label, proofs);
        }
    }
    Ok(())
}

/// Comment, attribute and name of a test stand in lines that follow each other.
fn of_file(text: &str, label: &str, proofs: &mut Proofs) {
    let (mut comment, mut is_test) = (String::new(), false);
    for line in text.lines().map(str::trim) {
        if let Some(said) = line.strip_prefix("///") {
            comment.push_str(said);
        } else if line.starts_with("#[") {
            is_test |= line.contains("test]");
        } else {
            let words = line
                .split_whitespace()
                .skip_while(|word| *word != "fn")
                .nth(1);
            if let Some(name) = words.filter(|_| is_test) {
                let name = name.split('(').next().unwrap_or_default();
                let named = name
                    .split('_')
                    .filter(|part| !expand(&part.to_uppercase()).is_empty());
                let named = named.map(str::to_uppercase).collect::<Vec<_>>().join(" ");
                for number in expand(&comment).into_iter().chain(expand(&named)) {
                    proofs
                        .entry(number)
                        .or_default()
                        .push(format!("`{label}`: `{name}`"));
                }
            }
            (comment, is_test) = (String::new(), false);
        }
    }
}

/// The numbers in a text, ranges such as `R63–R65` too.
fn expand(text: &str) -> Vec<Number> {
    let words = text.split(|it: char| !it.is_ascii_alphanumeric() && it != '–' && it != '-');
    words.flat_map(range).collect()
}

fn range(word: &str) -> Vec<Number> {
    let mut ends = word.split(['–', '-']).map(number);
    match (ends.next().flatten(), ends.next(), ends.next()) {
        (Some(only), None, _) => vec![only],
        (Some(from), Some(Some(to)), None) if from.is_ambiguity == to.is_ambiguity => (from.number
            ..=to.number)
            .map(|number| Number { number, ..from })
            .collect(),
        _ => Vec::new(),
    }
}

fn number(word: &str) -> Option<Number> {
    let is_ambiguity = word.starts_with('A');
    let digits = word.strip_prefix(['R', 'A'])?;
    let number = digits.parse().ok().filter(|_| digits.len() <= 3)?;
    Some(Number {
        is_ambiguity,
        number,
    })
}
