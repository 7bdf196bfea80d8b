//! A side of a condition: a path, a constant, or a constant text that is a template.

use std::{borrow::Cow, collections::BTreeSet};

use serde_json::Value as Json;

use crate::{
    calendar::Workdays,
    fact::Fact,
    log,
    operators::Prepared,
    problem::{Code, Problem, Severity},
    scenario::{Offset, Operand},
    snapshot::{Dictionaries, Snapshot, Wanted},
    template::{Part, Template},
    values::{self, Argument, Group, Literal, Need, Path},
};

/// One compiled side.
#[derive(Debug)]
pub struct Side {
    path: Path,
    source: Source,
    offset: Option<Offset>,
    /// How the path is written in the log.
    canonical: String,
    /// Its label, if no name of the account stands in it.
    label: Option<String>,
}

#[derive(Debug)]
enum Source {
    /// Read from the facts.
    Facts,
    /// Text with templates; `plain` is its value if it has none.
    Text {
        template: Template,
        plain: Option<Prepared>,
    },
    /// Any other constant; `fixed` is its value if neither names nor templates take part in it.
    Constant {
        operand: Operand,
        fixed: Option<Prepared>,
    },
}

/// A side on given facts.
#[derive(Debug)]
pub(super) struct Seen<'a> {
    pub fact: Cow<'a, Fact>,
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
                let template = Template::parse(&text(operand.value.as_ref()));
                let plain = plain(&template).map(Prepared::new);
                Source::Text { template, plain }
            }
            Group::Constant => Source::Constant {
                operand: operand.clone(),
                fixed: fixed(operand, &path).map(Prepared::new),
            },
            _ => Source::Facts,
        };
        let names_nothing = path.args().is_empty();
        Ok(Self {
            canonical: path.canonical(),
            label: names_nothing.then(|| path.label(&Dictionaries::default())),
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
        matches!(self.source, Source::Constant { .. })
    }

    /// Its template, if it is a constant text.
    pub fn template(&self) -> Option<&Template> {
        match &self.source {
            Source::Text { template, .. } => Some(template),
            Source::Facts | Source::Constant { .. } => None,
        }
    }

    /// Every template in it: the constant text, or the elements of a list.
    pub fn templates(&self) -> Vec<Template> {
        match &self.source {
            Source::Facts => Vec::new(),
            Source::Text { template, .. } => vec![template.clone()],
            Source::Constant { operand, .. } => {
                let texts = list_texts(operand);
                texts.into_iter().map(Template::parse).collect()
            }
        }
    }

    /// Facts that it reads.
    pub fn needs(&self) -> BTreeSet<Need> {
        match &self.source {
            Source::Facts => self.path.needs().iter().copied().collect(),
            Source::Text { template, .. } => template.needs(),
            Source::Constant { operand, .. } => list_needs(operand),
        }
    }

    /// Adds the parts of facts that it reads.
    pub(crate) fn want(&self, wanted: &mut Wanted) {
        let needs = self.needs();
        wanted.contacts |= needs.contains(&Need::Contacts);
        wanted.company |= needs.contains(&Need::Company);
        match &self.source {
            // A random number follows from every entity there is.
            Source::Facts if needs.contains(&Need::Block) => *wanted = Wanted::all(),
            Source::Facts => self.path.want(wanted),
            Source::Text { plain: Some(_), .. } => {}
            Source::Text { .. } | Source::Constant { .. } => *wanted = Wanted::all(),
        }
    }

    /// Its value on all facts of an account with these names; `None` if it reads facts, or can't be read.
    pub(crate) fn fixed(&self, names: &Dictionaries) -> Option<Fact> {
        if self.offset.is_some() {
            return None; // working days are those of the facts
        }
        match &self.source {
            Source::Text { plain, .. } => plain.as_ref().map(|it| it.fact().clone()),
            Source::Constant { operand, .. } if has_template(operand) => None,
            Source::Constant { operand, .. } => values::constant(operand, names).ok(),
            Source::Facts => None,
        }
    }

    /// Its value, and whether no comparison makes sense with it.
    pub(crate) fn value(&self, snapshot: &Snapshot) -> (Fact, bool) {
        let seen = self.read(snapshot);
        (seen.fact.into_owned(), seen.failed)
    }

    /// Its value ready to be compared; `None` if no comparison makes sense with it.
    pub(super) fn prepared(&self, snapshot: &Snapshot) -> Option<Cow<'_, Prepared>> {
        match (&self.source, self.offset) {
            (
                Source::Text {
                    plain: Some(it), ..
                },
                None,
            )
            | (
                Source::Constant {
                    fixed: Some(it), ..
                },
                None,
            ) => Some(Cow::Borrowed(it)),
            _ => {
                let (fact, failed) = self.value(snapshot);
                (!failed).then(|| Cow::Owned(Prepared::new(fact)))
            }
        }
    }

    pub(super) fn read<'a>(&'a self, snapshot: &Snapshot) -> Seen<'a> {
        let mut seen = match &self.source {
            Source::Facts => {
                let reading = self.path.read(snapshot);
                Seen::new(Cow::Owned(reading.fact), reading.problems)
            }
            Source::Text {
                plain: Some(fact), ..
            }
            | Source::Constant {
                fixed: Some(fact), ..
            } => Seen::new(Cow::Borrowed(fact.fact()), Vec::new()),
            Source::Text { template, .. } => {
                let rendered = template.render(snapshot);
                let fact = Cow::Owned(Fact::Dynamic(rendered.text));
                Seen {
                    failed: rendered.failed,
                    ..Seen::new(fact, rendered.problems)
                }
            }
            Source::Constant { operand, .. } => constant(operand, snapshot),
        };
        if let Some(offset) = self.offset {
            seen.shift(offset, snapshot.workdays());
        }
        seen
    }

    /// What the debugger shows; `compared` is the value after conversion.
    pub(super) fn log(
        &self,
        seen: &Seen<'_>,
        snapshot: &Snapshot,
        compared: Option<String>,
    ) -> log::Side {
        let raw = seen.fact.text();
        let kind = match &*seen.fact {
            // Nothing, also in the form of a set without elements, has the type of its source.
            fact if fact.is_empty() => self.path.kind(&snapshot.dictionaries),
            fact => fact.kind(),
        };
        log::Side {
            label: match &self.label {
                Some(label) => label.clone(),
                None => self.path.label(&snapshot.dictionaries),
            },
            path: self.canonical.clone(),
            kind,
            value: compared.unwrap_or_else(|| raw.clone()),
            raw,
        }
    }
}

impl<'a> Seen<'a> {
    fn new(fact: Cow<'a, Fact>, problems: Vec<Problem>) -> Self {
        Self {
            fact,
            problems,
            failed: false,
        }
    }

    fn shift(&mut self, offset: Offset, workdays: &Workdays) {
        let shifted = self.fact.shifted(offset, workdays);
        if matches!(shifted, Fact::Empty) && !self.fact.is_empty() {
            let detail = "Сдвиг выводит дату за пределы календаря";
            self.problems
                .push(Problem::warning(Code::Unreadable, detail));
        }
        self.fact = Cow::Owned(shifted);
    }
}

fn text(value: Option<&Json>) -> String {
    match value {
        Some(Json::String(text)) => text.clone(),
        None | Some(Json::Null) => String::new(),
        Some(other) => other.to_string(),
    }
}

/// The value of a text that gives the same on all facts.
fn plain(template: &Template) -> Option<Fact> {
    let text = |part: &Part| match part {
        Part::Text { text, .. } => Some(text.clone()),
        Part::Name(_) | Part::Pipeline(_) | Part::Bare { .. } => None,
    };
    let is_fine = template.is_plain() && template.problems().is_empty();
    let text: Option<String> = template.parts().iter().map(text).collect();
    text.filter(|_| is_fine).map(Fact::Dynamic)
}

/// The value of a constant that reads no names and holds no template.
fn fixed(operand: &Operand, path: &Path) -> Option<Fact> {
    let reads_names = match path.entry().argument {
        Some(Argument::Literal(literal)) => match literal {
            Literal::Option
            | Literal::User
            | Literal::Group
            | Literal::Stage
            | Literal::Pipeline
            | Literal::TaskType => true,
            Literal::Text | Literal::Number | Literal::List | Literal::Flag | Literal::Date => {
                false
            }
            Literal::DateTime
            | Literal::Time
            | Literal::Weekdays
            | Literal::Tags
            | Literal::Choice(_)
            | Literal::Range => false,
        },
        _ => true,
    };
    if reads_names || has_template(operand) {
        return None;
    }
    values::constant(operand, &Dictionaries::default()).ok()
}

fn constant(operand: &Operand, snapshot: &Snapshot) -> Seen<'static> {
    let mut problems = Vec::new();
    let rendered = render_list(operand, snapshot, &mut problems);
    let operand = rendered.as_ref().unwrap_or(operand);
    match values::constant(operand, &snapshot.dictionaries) {
        Ok(fact) => Seen {
            failed: problems.iter().any(|it| it.severity == Severity::Error),
            ..Seen::new(Cow::Owned(fact), problems)
        },
        Err(problem) => {
            problems.push(problem);
            Seen {
                failed: true,
                ..Seen::new(Cow::Owned(Fact::Empty), problems)
            }
        }
    }
}

/// Lists of texts may hold templates too (3.1 of the language reference).
fn list_texts(operand: &Operand) -> Vec<&str> {
    let path = operand.path.trim().to_ascii_lowercase();
    let is_list = matches!(path.as_str(), "const.list" | "const.tag");
    match &operand.value {
        Some(Json::String(text)) if is_list => vec![text],
        Some(Json::Array(items)) if is_list => items.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    }
}

fn has_template(operand: &Operand) -> bool {
    list_texts(operand).iter().any(|text| text.contains('{'))
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
    has_template(operand).then_some(())?;
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
