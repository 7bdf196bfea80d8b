//! Properties that hold for every entry.

use super::*;

#[test]
fn every_name_finds_its_entry() {
    for entry in all() {
        let usage = if entry.in_conditions {
            Usage::Condition
        } else {
            Usage::Template
        };
        for name in std::iter::once(&entry.path).chain(entry.also) {
            let written = match entry.argument {
                Some(Argument::User) => entry.path.replace("()", "(1)"),
                Some(argument) if argument.is_required() => format!("{name}(1)"),
                _ => (*name).to_owned(),
            };
            for written in [written.clone(), written.to_uppercase()] {
                let found = Path::parse_as(&written, usage).map(|path| path.entry().path);
                assert_eq!(found.ok(), Some(entry.path), "{written}");
            }
        }
    }
}

#[test]
fn a_name_means_one_thing_in_one_place() {
    let mut seen = std::collections::BTreeSet::new();
    for entry in all() {
        for name in std::iter::once(&entry.path).chain(entry.also) {
            let name = name.to_lowercase();
            assert!(
                !entry.in_conditions || seen.insert((name.clone(), "conditions")),
                "{name}"
            );
            assert!(
                !entry.in_templates || seen.insert((name.clone(), "templates")),
                "{name}"
            );
        }
    }
}

#[test]
fn a_fact_has_the_kind_that_was_promised() {
    let facts = facts();
    for entry in all() {
        let arg = match entry.argument {
            Some(Argument::User) => "11",
            Some(argument) if argument.is_required() => "1",
            _ => "",
        };
        let text = match arg {
            "" => entry.path.to_owned(),
            arg if entry.path.contains("()") => entry.path.replace("()", &format!("({arg})")),
            arg => format!("{}({arg})", entry.path),
        };
        let usage = if entry.in_conditions {
            Usage::Condition
        } else {
            Usage::Template
        };
        let path = Path::parse_as(&text, usage).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        let fact = path.read(&facts).fact;
        if !fact.is_empty() {
            assert_eq!(fact.kind(), path.kind(&facts.dictionaries), "{text}");
        }
    }
}

#[test]
fn without_facts_every_value_is_empty_or_known() {
    let facts = nothing();
    // Task, note and scenario belong to the run: it has them or it has not, nothing is missing.
    let of_run = [Need::Task, Need::Note, Need::Block];
    let is_linked = |entry: &&Entry| entry.needs.iter().any(|need| !of_run.contains(need));
    for entry in all().filter(is_linked) {
        let text = format!("{}(1)", entry.path);
        let path = Path::parse_as(&text, Usage::Template)
            .or_else(|_| Path::parse_as(entry.path, Usage::Template))
            .unwrap_or_else(|error| panic!("{text}: {error:?}"));
        let reading = path.read(&facts);
        if entry.path.ends_with(".exists") {
            assert_eq!(reading, Fact::Bool(false).into());
        } else {
            assert_eq!(reading.fact, Fact::Empty, "{text}");
            assert_eq!(
                reading.problems.first().map(|it| it.code),
                Some(Code::NoLinkedEntity),
                "{text}"
            );
        }
    }
}

#[test]
fn the_catalogue_is_data() {
    for entry in all() {
        assert!(!entry.label.is_empty(), "{}", entry.path);
        assert!(entry.in_conditions || entry.in_templates, "{}", entry.path);
        assert!(serde_json::to_value(entry).is_ok_and(|json| json.get("kind").is_some()));
    }
}
