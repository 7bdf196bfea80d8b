//! Examples of `docs/catalogue.md`: cases that run, found by what they show.

use anyhow::{Context, Result};
use serde_json::Value as Json;
use tests::{
    case::{Case, File, files},
    target::Target,
};

/// The cases from which examples are taken.
pub struct Examples(Vec<File>);

impl Examples {
    /// Reads them all.
    pub fn read() -> Result<Self> {
        Ok(Self(files()?))
    }

    /// `{{lead.id}} → 7`, or the value as a side of a condition.
    pub fn of_value(&self, path: &str, in_templates: bool) -> Result<String> {
        let key = if in_templates { "template" } else { "value" };
        let is_it = |case: &&Case| shows(case, path);
        let case = self.in_file("catalogue/values.yaml");
        let case = case.filter(|case| case.body.contains_key(key)).find(is_it);
        let case = case.with_context(|| format!("no example shows `{path}` as {key}"))?;
        let asked = match &case.body[key] {
            Json::String(template) => template.clone(),
            constant => constant.to_string(),
        };
        let gives = case.body["gives"].as_str().unwrap_or_default();
        Ok(format!("`{asked}` → {gives}"))
    }

    /// Both sides of a row with the label of the operator, and whether it holds.
    pub fn of_operator(&self, code: &str) -> Result<String> {
        let case = self.in_file("catalogue/operators.yaml");
        let case = case.into_iter().find(|case| shows(case, code));
        let case = case.with_context(|| format!("no example shows the operator `{code}`"))?;
        let outcome = case.run(&mut Target::Native)?;
        let answer = outcome
            .answers
            .first()
            .context("the example asks nothing")?;
        let answer: Json = serde_json::from_str(answer)?;
        let row = &answer["row"];
        let entry = engine::operators::find(code).context("an operator of the catalogue")?;
        let is_date = ["date", "date_time"]
            .map(Json::from)
            .contains(&row["left"]["kind"]);
        let label = entry.date_label.filter(|_| is_date).unwrap_or(entry.label);
        let sides = [
            side(&row["left"]),
            label.to_lowercase(),
            side(&row["right"]),
        ];
        let holds = if row["result"] == true {
            "да"
        } else {
            "нет"
        };
        Ok(format!("{} → {holds}", sides.join(" ").trim()))
    }

    /// Settings of the first case of a trigger that asks for something, and its effects.
    pub fn of_trigger(&self, code: &str) -> Result<String> {
        let file = format!("triggers/{code}.yaml");
        let mut cases = self.in_file(&file);
        let asks = |case: &&Case| {
            let effects = case.body.get("effects").and_then(Json::as_array);
            effects.is_some_and(|effects| !effects.is_empty()) && case.body.contains_key("settings")
        };
        let case = cases.find(asks);
        let case = case.with_context(|| format!("no case of `{code}` has an effect"))?;
        let effects: Vec<String> = case.body["effects"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|effect| format!("`{effect}`"))
            .collect();
        Ok(format!(
            "Example, {}: `{}` → {}",
            case.name,
            case.body["settings"],
            effects.join(", ")
        ))
    }

    fn in_file(&self, label: &str) -> impl Iterator<Item = &Case> {
        let file = self.0.iter().find(move |file| file.label() == label);
        file.into_iter().flat_map(|file| &file.cases)
    }
}

fn shows(case: &Case, what: &str) -> bool {
    case.body.get("shows").and_then(Json::as_str) == Some(what)
}

/// `Сделка: Бюджет «148500»`; nothing for the side that a unary operator lacks.
fn side(side: &Json) -> String {
    match side["label"].as_str() {
        Some(label) => format!("{label} «{}»", side["raw"].as_str().unwrap_or_default()),
        None => String::new(),
    }
}
