//! A side of a condition: a path, a constant, or a constant text that is a template.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use crate::{
    fact::Fact,
    log,
    problem::{Code, Problem},
    scenario::{Offset, Operand},
    snapshot::Snapshot,
    template::Template,
    values::{self, Group, Need, Path},
};

/// One compiled side.
#[derive(Debug)]
pub struct Side {
    path: Path,
    source: Source,
    offset: Option<Offset>,
}

#[derive(Debug)]
enum Source {
    /// Read from the facts.
    Facts,
    /// Text with templates.
    Text(Template),
    /// Any other constant; names come from the dictionaries, so it is read with the facts.
    Constant(Operand),
}

/// A side on given facts.
#[derive(Debug)]
pub(super) struct Seen {
    pub fact: Fact,
    pub problems: Vec<Problem>,
    /// No comparison makes sense: the constant is broken or its template gave an error value.
    pub failed: bool,
}

impl Side {
    /// Resolves an operand.
    ///
    /// # Errors
    /// 214 for a path that the catalogue does not have.
    pub fn compile(operand: &Operand) -> Result<Self, Problem> {
        let path = Path::parse(&operand.path).map_err(|_| {
            let detail = format!(
                "«{}» нет в списке значений, выберите значение заново",
                operand.path.trim()
            );
            Problem::error(Code::UnknownValue, detail)
        })?;
        let source = match path.entry().group {
            Group::Constant if path.entry().path == "const.text" => {
                Source::Text(Template::parse(&text(operand.value.as_ref())))
            }
            Group::Constant => Source::Constant(operand.clone()),
            _ => Source::Facts,
        };
        Ok(Self {
            path,
            source,
            offset: operand.offset,
        })
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it carries its value itself.
    pub fn is_constant(&self) -> bool {
        matches!(self.source, Source::Constant(_))
    }

    /// Its template, if it is a constant text.
    pub fn template(&self) -> Option<&Template> {
        match &self.source {
            Source::Text(template) => Some(template),
            Source::Facts | Source::Constant(_) => None,
        }
    }

    /// Facts that it reads.
    pub fn needs(&self) -> BTreeSet<Need> {
        match &self.source {
            Source::Facts => self.path.needs().iter().copied().collect(),
            Source::Text(template) => template.needs(),
            Source::Constant(operand) => list_needs(operand),
        }
    }

    pub(super) fn read(&self, snapshot: &Snapshot) -> Seen {
        let mut seen = match &self.source {
            Source::Facts => {
                let reading = self.path.read(snapshot);
                Seen {
                    fact: reading.fact,
                    problems: reading.problems,
                    failed: false,
                }
            }
            Source::Text(template) => {
                let rendered = template.render(snapshot);
                Seen {
                    fact: Fact::Dynamic(rendered.text),
                    problems: rendered.problems,
                    failed: rendered.failed,
                }
            }
            Source::Constant(operand) => constant(operand, snapshot),
        };
        if let Some(offset) = self.offset {
            seen.shift(offset);
        }
        seen
    }

    /// What the debugger shows; `compared` is the value after conversion.
    pub(super) fn log(
        &self,
        seen: &Seen,
        snapshot: &Snapshot,
        compared: Option<String>,
    ) -> log::Side {
        let raw = seen.fact.text();
        let kind = match seen.fact {
            Fact::Empty => self.path.kind(&snapshot.dictionaries),
            _ => seen.fact.kind(),
        };
        log::Side {
            label: self.path.label(&snapshot.dictionaries),
            path: self.path.canonical(),
            kind,
            value: compared.unwrap_or_else(|| raw.clone()),
            raw,
        }
    }
}

impl Seen {
    fn shift(&mut self, offset: Offset) {
        let shifted = self.fact.shifted(offset);
        if matches!(shifted, Fact::Empty) && !self.fact.is_empty() {
            let detail = "Сдвиг выводит дату за пределы календаря";
            self.problems
                .push(Problem::warning(Code::Unreadable, detail));
        }
        self.fact = shifted;
    }
}

fn text(value: Option<&Json>) -> String {
    match value {
        Some(Json::String(text)) => text.clone(),
        None | Some(Json::Null) => String::new(),
        Some(other) => other.to_string(),
    }
}

fn constant(operand: &Operand, snapshot: &Snapshot) -> Seen {
    let mut problems = Vec::new();
    let rendered = render_list(operand, snapshot, &mut problems);
    let operand = rendered.as_ref().unwrap_or(operand);
    match values::constant(operand, &snapshot.dictionaries) {
        Ok(fact) => Seen {
            fact,
            problems,
            failed: false,
        },
        Err(problem) => {
            problems.push(problem);
            Seen {
                fact: Fact::Empty,
                problems,
                failed: true,
            }
        }
    }
}

/// Lists of texts may hold templates too (3.1 of the language reference).
fn list_texts(operand: &Operand) -> Vec<&str> {
    let is_list = matches!(operand.path.trim(), "const.list" | "const.tag");
    match &operand.value {
        Some(Json::String(text)) if is_list => vec![text],
        Some(Json::Array(items)) if is_list => items.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    }
}

fn list_needs(operand: &Operand) -> BTreeSet<Need> {
    let texts = list_texts(operand);
    texts
        .into_iter()
        .flat_map(|text| Template::parse(text).needs())
        .collect()
}

fn render_list(
    operand: &Operand,
    snapshot: &Snapshot,
    problems: &mut Vec<Problem>,
) -> Option<Operand> {
    list_texts(operand)
        .iter()
        .any(|text| text.contains('{'))
        .then_some(())?;
    let mut render = |json: &Json| match json {
        Json::String(text) => {
            let rendered = Template::parse(text).render(snapshot);
            problems.extend(rendered.problems);
            Json::String(rendered.text)
        }
        other => other.clone(),
    };
    let value = match operand.value.as_ref()? {
        Json::Array(items) => Json::Array(items.iter().map(&mut render).collect()),
        other => render(other),
    };
    Some(Operand {
        value: Some(value),
        ..operand.clone()
    })
}
