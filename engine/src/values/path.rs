//! A reference to a value as text: `lead.budget`, `lead.cf(123)`, `global(report)`, `users(5).name`.

use super::{Argument, Entry, Need, Reader, Reading, all, entry::Group, field};
use crate::{
    kind::Kind,
    problem::{Code, Problem},
    run::EntityKind,
    snapshot::{Dictionaries, Fields, Snapshot, Wanted},
};

mod syntax;
mod told;

/// Where a path stands: a few names mean a reference in conditions and a number in templates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usage {
    /// A side of a condition.
    Condition,
    /// `{{…}}` of a template.
    Template,
}

/// An entry of the catalogue with its arguments.
#[derive(Clone, Debug)]
pub struct Path {
    entry: &'static Entry,
    args: Vec<String>,
    place: u64,
}

impl Path {
    /// Reads a path as a side of a condition; roots and names are case-insensitive.
    ///
    /// # Errors
    /// 101 when the catalogue has no such value or the brackets don't fit.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        Self::parse_as(text, Usage::Condition)
    }

    /// Reads a path where it stands.
    ///
    /// # Errors
    /// As [`Path::parse`].
    pub fn parse_as(text: &str, usage: Usage) -> Result<Self, Problem> {
        let unknown = || Problem::error(Code::UnknownVariable, format!("«{}»", text.trim()));
        let written = syntax::read(text).ok_or_else(unknown)?;
        let entry = find(&written.name, usage).ok_or_else(unknown)?;
        let args = match (entry.argument, written.arguments.as_slice()) {
            (None | Some(Argument::Literal(_)), [_, ..]) => return Err(unknown()),
            (_, []) => Vec::new(),
            (Some(argument), [raw]) if argument.is_whole() => {
                vec![syntax::unescaped(raw.trim())]
            }
            (Some(Argument::Element), [which, field]) => {
                let mut args = vec![syntax::unescaped(field.trim())];
                args.extend(syntax::split(which));
                args
            }
            (Some(_), [raw]) => syntax::split(raw),
            (Some(_), _) => return Err(unknown()),
        };
        let missing = args.first().is_none_or(|arg| arg.is_empty());
        if missing && entry.argument.is_some_and(Argument::is_required) {
            return Err(unknown());
        }
        let place = 0;
        Ok(Self { entry, args, place })
    }

    /// The entry of the catalogue.
    pub fn entry(&self) -> &'static Entry {
        self.entry
    }

    /// What stands in the brackets.
    pub fn args(&self) -> &[String] {
        &self.args
    }

    /// The one way to write it.
    pub fn canonical(&self) -> String {
        if self.args.is_empty() {
            return self.entry.path.to_owned();
        }
        let whole = self.entry.argument.is_some_and(Argument::is_whole);
        let args: Vec<String> = self
            .args
            .iter()
            .map(|arg| syntax::escaped(arg, whole))
            .collect();
        if let (Some(Argument::Element), [field, which @ ..]) = (self.entry.argument, &*args)
            && !which.is_empty()
        {
            return format!("catalogElement({}).cf({field})", which.join(", "));
        }
        let brackets = format!("({})", args.join(", "));
        if self.entry.path.contains("()") {
            self.entry.path.replace("()", &brackets)
        } else {
            format!("{}{brackets}", self.entry.path)
        }
    }

    /// Its type; that of a custom field stands in the dictionary.
    pub fn kind(&self, names: &Dictionaries) -> Kind {
        if self.entry.kind != Kind::Dynamic {
            return self.entry.kind;
        }
        match self.field_of() {
            [] => Kind::Dynamic,
            of => field::kind(names, of, &self.args),
        }
    }

    /// Russian label with the name of the field or variable: «Сделка: Город».
    pub fn label(&self, names: &Dictionaries) -> String {
        let label = self.own_label(names);
        match self.entry.group {
            Group::Constant | Group::Now | Group::Variables => label,
            group => format!("{}: {label}", group.label()),
        }
    }

    /// What is wrong with its arguments in this account.
    pub fn check(&self, names: &Dictionaries) -> Vec<Problem> {
        let arg = self.args.first().map(String::as_str).unwrap_or_default();
        let of = self.field_of();
        let known = of.is_empty() || field::definition(names, of, &self.args).is_some();
        if !known && field::is_known(names) {
            return vec![Problem::error(
                Code::UnknownField,
                format!("нет поля «{arg}», выберите поле заново"),
            )];
        }
        let is_user = self.entry.argument == Some(Argument::User);
        if is_user && !names.users.is_empty() && super::users::find(names, arg).is_none() {
            return vec![Problem::error(
                Code::NoUser,
                format!("нет сотрудника «{arg}», выберите другого"),
            )];
        }
        let is_variable = self.entry.argument == Some(Argument::Variable);
        let problem = is_variable.then(|| super::variables::unknown(names, arg));
        problem.flatten().into_iter().collect()
    }

    /// Parts of amoCRM it reads.
    pub fn needs(&self) -> &'static [Need] {
        self.entry.needs
    }

    /// The value on these facts; constants are empty here, because their operand carries the value.
    pub fn read(&self, facts: &Snapshot) -> Reading {
        let place = self.place;
        (self.entry.read)(&Reader { facts, place }, &self.args)
    }

    /// The same path at a place of a text.
    pub fn at(self, place: usize) -> Self {
        let place = u64::try_from(place).unwrap_or_default();
        Self { place, ..self }
    }

    /// The value before the change, where there is one.
    pub fn previous(&self) -> Option<Self> {
        let previous = self.entry.previous?;
        let entry = all().find(|entry| entry.path == previous.path)?;
        Some(Self {
            entry,
            args: self.args.clone(),
            place: self.place,
        })
    }

    /// Whether the facts tell a value before the change.
    pub fn is_changed(&self, facts: &Snapshot) -> bool {
        let kind = match self.entry.group {
            Group::Lead => EntityKind::Lead,
            Group::Contact => EntityKind::Contact,
            Group::Company => EntityKind::Company,
            _ => return false,
        };
        let reader = Reader {
            facts,
            place: self.place,
        };
        let Some((previous, before)) = super::previous::of(&reader, kind).zip(self.entry.previous)
        else {
            return false;
        };
        if before.keys.is_empty() {
            let field = self.args.first().and_then(|id| id.trim().parse().ok());
            return field.is_some_and(|id| previous.field(id).is_some());
        }
        before.keys.iter().any(|key| previous.has(key))
    }

    /// Adds the custom fields of the deal that it reads.
    pub(crate) fn want(&self, wanted: &mut Wanted) {
        if self.entry.argument == Some(Argument::Field(EntityKind::Lead)) {
            match self.args.first().and_then(|id| id.trim().parse().ok()) {
                Some(id) => wanted.lead_fields.add(id),
                None => wanted.lead_fields = Fields::All,
            }
        }
    }

    /// Kinds of entity whose custom field the argument names.
    fn field_of(&self) -> &'static [EntityKind] {
        match self.entry.argument {
            Some(Argument::Field(EntityKind::Lead)) => &[EntityKind::Lead],
            Some(Argument::Field(EntityKind::Contact)) => &[EntityKind::Contact],
            Some(Argument::Field(EntityKind::Company)) => &[EntityKind::Company],
            Some(Argument::ClientField) => &[EntityKind::Contact, EntityKind::Company],
            _ => &[],
        }
    }

    fn own_label(&self, names: &Dictionaries) -> String {
        let label = self.entry.label;
        let Some(arg) = self.args.first() else {
            return label.to_owned();
        };
        let of = self.field_of();
        if of.is_empty() {
            return match self.entry.argument {
                Some(Argument::User) => format!("{arg}: {label}"),
                _ => format!("{label} «{}»", self.told(names)),
            };
        }
        let field = match field::definition(names, of, &self.args) {
            Some(field) => field.name.clone(),
            None => format!("{label} {arg}"),
        };
        match self.args.get(1) {
            Some(part) => format!("{field} ({part})"),
            None => field,
        }
    }
}

/// The entry with this name, by preference one that is offered there.
fn find(name: &str, usage: Usage) -> Option<&'static Entry> {
    let named = || all().filter(|entry| is_named(entry, name));
    let offered = |entry: &&Entry| match usage {
        Usage::Condition => entry.in_conditions,
        Usage::Template => entry.in_templates,
    };
    named().find(offered).or_else(|| named().next())
}

fn is_named(entry: &Entry, name: &str) -> bool {
    let same = |path: &str| path.eq_ignore_ascii_case(name);
    let own = match entry.path.split_once("()") {
        Some((root, rest)) => name
            .get(..root.len())
            .zip(name.get(root.len()..))
            .is_some_and(|(head, tail)| {
                head.eq_ignore_ascii_case(root) && tail.eq_ignore_ascii_case(rest)
            }),
        None => same(entry.path),
    };
    own || entry.also.iter().copied().any(same)
}
