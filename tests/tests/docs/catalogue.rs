//! `docs/catalogue.md`: values, operators, events, triggers with their settings, modifiers with examples.

use anyhow::Result;
use engine::{
    Catalogue, EntityKind, catalogue, modifiers,
    params::{Input, Listed, Setting},
    triggers,
    values::{self, Argument},
};
use serde_json::Value as Json;

use super::examples::Examples;

/// The page; every value, operator, trigger and modifier has an example that runs as a case.
pub fn page() -> Result<String> {
    let all = catalogue();
    let examples = Examples::read()?;
    let mut page = "# Catalogue\n\n\
        Generated from the lists of `engine` by `UPDATE=1 cargo test -p tests --test docs`; do not edit.\n\
        Codes and paths are saved in scenarios and never change.\n\
        Examples are cases that run; those of values and operators on the facts of `tests/cases/deal.yaml`.\n"
        .to_owned();
    for part in [
        values(all, &examples)?,
        operators(all, &examples)?,
        events(all),
        triggers(all, &examples)?,
        modifiers(all),
    ] {
        page.push('\n');
        page.push_str(&part);
    }
    Ok(page)
}

/// A heading and a table; cells may hold `|`.
fn table(title: &str, columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut table = format!(
        "{title}\n\n| {} |\n|{}\n",
        columns.join(" | "),
        "---|".repeat(columns.len())
    );
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| cell.replace('|', "\\|").replace('\n', " "))
            .collect();
        table.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    table
}

fn values(all: &Catalogue, examples: &Examples) -> Result<String> {
    let mut text = "## Values\n\n\
        A value is a side of a condition, a `{{…}}` of a template, or both.\n"
        .to_owned();
    let mut groups: Vec<values::Group> = Vec::new();
    for group in all.values.iter().map(|entry| entry.group) {
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    for group in groups {
        let columns = [
            "path",
            "other paths",
            "label",
            "meaning",
            "type",
            "in conditions",
            "in templates",
            "example",
        ];
        let entries = all.values.iter().filter(|entry| entry.group == group);
        let row = |entry: &&values::Entry| -> Result<Vec<String>> {
            Ok(vec![
                path(entry),
                codes(entry.also.iter().copied()),
                entry.label.to_owned(),
                entry.meaning.to_owned(),
                kind(&entry.kind),
                yes(entry.in_conditions),
                yes(entry.in_templates),
                examples.of_value(entry.path, entry.in_templates)?,
            ])
        };
        let rows: Result<Vec<_>> = entries.map(row).collect();
        text.push('\n');
        text.push_str(&table(
            &format!("### {}", group.label()),
            &columns,
            rows?.into_iter(),
        ));
    }
    Ok(text)
}

/// The path with its brackets, which stand at the end or at the mark.
fn path(entry: &values::Entry) -> String {
    let brackets = brackets(entry.argument);
    if entry.path.contains("()") {
        return format!("`{}`", entry.path.replace("()", brackets));
    }
    format!("`{}{brackets}`", entry.path)
}

/// What stands in the brackets of a path.
fn brackets(argument: Option<Argument>) -> &'static str {
    match argument {
        Some(Argument::Field(_) | Argument::ClientField) => "(field)",
        Some(Argument::Variable | Argument::Name) => "(name)",
        Some(Argument::User) => "(user)",
        Some(Argument::Tasks) => "(filter)",
        Some(Argument::TaskType) => "(type)",
        Some(Argument::Deals) => "(filter)",
        Some(Argument::Dialogue) => "(side, count)",
        Some(Argument::Element) => "(field)",
        Some(Argument::Limits) => "(limits)",
        Some(Argument::Text) => "(text)",
        Some(Argument::Literal(_)) | None => "",
    }
}

fn operators(all: &Catalogue, examples: &Examples) -> Result<String> {
    let row = |entry: &&engine::operators::Entry| -> Result<Vec<String>> {
        Ok(vec![
            format!("`{}`", entry.code),
            entry.label.to_owned(),
            entry.date_label.unwrap_or_default().to_owned(),
            entry.meaning.to_owned(),
            entry
                .mirror
                .map(|code| format!("`{code}`"))
                .unwrap_or_default(),
            yes(entry.unary),
            examples.of_operator(entry.code)?,
        ])
    };
    let columns = [
        "code",
        "label",
        "label for dates",
        "meaning",
        "with the sides swapped",
        "one side",
        "example",
    ];
    let rows: Result<Vec<_>> = all.operators.iter().map(row).collect();
    Ok(table("## Operators", &columns, rows?.into_iter()))
}

fn events(all: &Catalogue) -> String {
    let row = |entry: &&engine::events::Entry| {
        vec![
            format!("`{}`", entry.code),
            entry.label.to_owned(),
            entry.meaning.to_owned(),
            entry.also.join(", "),
            entry.entity.map(entity).unwrap_or("any").to_owned(),
            codes(entry.starts.iter().map(|kind| kind.code())),
            yes(entry.in_bot),
            yes(entry.has_previous),
            codes(entry.forbids.iter().copied()),
        ]
    };
    let columns = [
        "code",
        "label",
        "meaning",
        "also found as",
        "entity",
        "can be started by",
        "in SalesBot",
        "values before the change",
        "forbidden triggers",
    ];
    let events = table("## Events", &columns, all.events.iter().map(row));
    format!("{events}\n{}\n{}", groups(all), starts(all))
}

/// Section 6 of the language reference as the engine has it.
fn groups(all: &Catalogue) -> String {
    let row = |entry: &&engine::events::Entry| {
        let labels: Vec<&str> = entry.groups.iter().map(|it| it.label()).collect();
        vec![entry.label.to_owned(), labels.join(", ")]
    };
    let columns = ["event", "groups of values"];
    table(
        "### What is known after an event",
        &columns,
        all.events.iter().map(row),
    )
}

fn starts(all: &Catalogue) -> String {
    let row = |start: &engine::catalogue::Start| {
        vec![
            format!("`{}`", start.code),
            start.label.to_owned(),
            codes(start.names.iter().copied()),
        ]
    };
    let columns = ["code", "label", "names in single braces that it knows"];
    table("### Ways of starting", &columns, all.starts.iter().map(row))
}

fn codes<'a>(codes: impl Iterator<Item = &'a str>) -> String {
    let codes: Vec<String> = codes.map(|code| format!("`{code}`")).collect();
    codes.join(", ")
}

fn triggers(all: &Catalogue, examples: &Examples) -> Result<String> {
    let mut text = "## Triggers\n".to_owned();
    for entry in &all.triggers {
        let example = examples.of_trigger(entry.code)?;
        text.push_str(&format!("\n{}\n{example}\n", trigger(entry)));
    }
    Ok(text)
}

fn trigger(entry: &triggers::Entry) -> String {
    let targets: Vec<&str> = entry.targets.iter().copied().map(entity).collect();
    let title = format!(
        "### `{}` — {}\n\n{}\nActs on: {}.",
        entry.code,
        entry.label,
        entry.help,
        match targets.is_empty() {
            true => "nothing in particular".to_owned(),
            false => targets.join(", "),
        }
    );
    let row = |setting: &Setting| {
        let required = yes(setting.required);
        vec![
            format!("`{}`", setting.name),
            setting.label.to_owned(),
            input(setting.input),
            required,
            setting.help.to_owned(),
        ]
    };
    table(
        &title,
        &["setting", "label", "holds", "required", "help"],
        entry.settings.iter().map(row),
    )
}

fn input(kind: Input) -> String {
    match kind {
        Input::Line => "text".to_owned(),
        Input::Text => "text of several lines".to_owned(),
        Input::Number => "whole number".to_owned(),
        Input::Flag => "yes or no".to_owned(),
        Input::User => "user".to_owned(),
        Input::Stage => "pipeline and stage".to_owned(),
        Input::TaskType => "task type".to_owned(),
        Input::Period => "period".to_owned(),
        Input::Fields => "fields with new values".to_owned(),
        Input::Choice(options) => format!("one of {}", choices(options)),
        Input::Choices(options) => format!("several of {}", choices(options)),
        Input::Rows(columns) => {
            let columns = columns
                .iter()
                .map(|it| format!("`{}` ({}): {}", it.name, it.label, input(it.input)));
            format!("rows of {}", columns.collect::<Vec<_>>().join(", "))
        }
        Input::Scenario => "own scenario".to_owned(),
        Input::Listed(Listed::Bot) => "bot".to_owned(),
        Input::Listed(Listed::Catalog) => "list of products".to_owned(),
        Input::Variable => "global variable".to_owned(),
        Input::Delayed => "scenario, block and trigger".to_owned(),
    }
}

fn choices(options: &[(&str, &str)]) -> String {
    let options = options
        .iter()
        .map(|(code, label)| format!("`{code}` ({label})"));
    options.collect::<Vec<_>>().join(", ")
}

fn modifiers(all: &Catalogue) -> String {
    let row = |entry: &&modifiers::Entry| {
        let arguments: Vec<&str> = entry
            .arguments
            .iter()
            .map(|argument| argument.label)
            .collect();
        let example =
            |example: &modifiers::Example| format!("`{}` → {}", example.template, example.gives);
        vec![
            format!("`{}`", entry.code),
            codes(entry.also.iter().copied()),
            entry.label.to_owned(),
            entry.help.to_owned(),
            arguments.join(", "),
            entry
                .example
                .iter()
                .map(example)
                .collect::<Vec<_>>()
                .join("<br>"),
        ]
    };
    let columns = [
        "code",
        "also",
        "label",
        "what it does",
        "arguments",
        "examples",
    ];
    table("## Modifiers", &columns, all.modifiers.iter().map(row))
}

fn yes(is: bool) -> String {
    if is { "yes" } else { "" }.to_owned()
}

fn entity(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Lead => "deal",
        EntityKind::Contact => "contact",
        EntityKind::Company => "company",
        EntityKind::Task => "task",
    }
}

/// The type in its saved form, `ref stage` for `{"ref":"stage"}`.
fn kind(kind: &engine::Kind) -> String {
    match serde_json::to_value(kind) {
        Ok(Json::String(word)) => word,
        Ok(Json::Object(pair)) => {
            let words = pair
                .iter()
                .map(|(outer, inner)| format!("{outer} {}", inner.as_str().unwrap_or_default()));
            words.collect()
        }
        _ => String::new(),
    }
}
