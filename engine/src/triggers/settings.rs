//! Settings of a trigger, read once from saved JSON into typed values; nothing in them can panic.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value as Json;

use super::Entry;
use crate::{
    params::{Input, Listed, Setting},
    problem::{Code, Problem},
    scenario::Offset,
    template::{Template, fixed},
    values::Need,
};

/// A setting as the trigger uses it.
#[derive(Debug)]
pub enum Given {
    /// A text with templates.
    Text(Template),
    /// A whole number.
    Number(i64),
    /// A tick box.
    Flag(bool),
    /// A user.
    User(User),
    /// A stage.
    Stage {
        /// Its pipeline.
        pipeline: u64,
        /// The stage.
        status: u64,
    },
    /// Number of a task type.
    TaskType(u64),
    /// A period from now.
    Period(Offset),
    /// Fields with new values.
    Fields(Vec<FieldText>),
    /// One code.
    Choice(String),
    /// Several codes.
    Choices(Vec<String>),
    /// Rows, each with the settings of its columns.
    Rows(Vec<Settings>),
    /// Number of a scenario.
    Scenario(u64),
    /// Number of something that the account lists.
    Listed(Listed, u64),
    /// Name of a global variable.
    Variable(String),
    /// A trigger that may wait.
    Delayed {
        /// Number of its scenario.
        scenario: u64,
        /// Identifier of its block.
        block: String,
        /// Its identifier.
        trigger: String,
    },
}

/// A user chosen from the list, or a value of one's own (R159).
#[derive(Debug)]
pub enum User {
    /// From the list.
    Number(u64),
    /// A template that gives a number or a name.
    Own(Template),
}

/// A field with its new value.
#[derive(Debug)]
pub struct FieldText {
    /// Its place in the saved list.
    pub index: usize,
    /// Which field.
    pub field: FieldName,
    /// The author wrote `{reset}` in front (A28). It is looked for in the author's text only,
    /// so that a value from a client can't clear a field.
    pub reset: bool,
    /// The rest of the text.
    pub text: String,
    /// The same, parsed.
    pub value: Template,
}

/// A field that can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldName {
    /// `name`
    Name,
    /// `first_name`
    FirstName,
    /// `last_name`
    LastName,
    /// `budget`
    Budget,
    /// `cf(123)`
    Custom(u64),
}

impl FieldName {
    /// Reads `name`, `budget`, `first_name`, `last_name`, `cf(123)`, `cf.123`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim() {
            "name" => Some(Self::Name),
            "first_name" => Some(Self::FirstName),
            "last_name" => Some(Self::LastName),
            "budget" => Some(Self::Budget),
            custom => {
                let rest = custom.strip_prefix("cf")?;
                let inner = rest.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
                let digits = inner.or_else(|| rest.strip_prefix('.'))?;
                digits.trim().parse().ok().map(Self::Custom)
            }
        }
    }
}

/// All settings of one trigger, with what is wrong with them.
#[derive(Debug, Default)]
pub struct Settings {
    given: BTreeMap<&'static str, Given>,
    /// What is wrong; paths start with `settings.`.
    pub problems: Vec<Problem>,
    /// Whether the trigger can't run at all; a bad row of a list of fields leaves the others.
    pub broken: bool,
}

impl Settings {
    /// Reads what was saved for a kind of trigger.
    pub fn read(entry: &Entry, saved: &BTreeMap<String, Json>) -> Self {
        let saved = saved.iter().map(|(name, json)| (name.as_str(), json));
        Self::of(entry.settings, entry.label, "settings", saved.collect())
    }

    /// Reads what stands under a place: the settings of a trigger, or one row of them.
    fn of(
        wanted: &'static [Setting],
        label: &str,
        place: &str,
        saved: BTreeMap<&str, &Json>,
    ) -> Self {
        let mut settings = Self::default();
        for setting in wanted {
            let json = saved.get(setting.name).copied().unwrap_or(&Json::Null);
            settings.take(setting, &format!("{place}.{}", setting.name), json);
        }
        for name in saved.keys() {
            if !wanted.iter().any(|setting| setting.name == *name) {
                let detail =
                    format!("Параметр «{name}» триггеру «{label}» неизвестен и не используется");
                settings.problems.push(
                    Problem::warning(Code::BadConstant, detail).at(format!("{place}.{name}")),
                );
            }
        }
        settings
    }

    /// Every setting that was given, in the order of names.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Given)> {
        self.given.iter().map(|(name, given)| (*name, given))
    }

    /// A setting, if it was given.
    pub fn get(&self, name: &str) -> Option<&Given> {
        self.given.get(name)
    }

    /// Whether a setting was not given, or surely is an empty text.
    pub fn is_blank(&self, name: &str) -> bool {
        match self.get(name) {
            None => true,
            Some(Given::Rows(rows)) => rows.is_empty(),
            Some(_) => self.fixed(name).is_some_and(|text| text.trim().is_empty()),
        }
    }

    /// The text of a setting that is the same on all facts.
    pub fn fixed(&self, name: &str) -> Option<String> {
        match self.get(name) {
            Some(Given::Text(template)) => fixed(template.parts()),
            _ => None,
        }
    }

    /// Whether a tick box is set.
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.get(name), Some(Given::Flag(true)))
    }

    /// The code of a choice.
    pub fn choice(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(Given::Choice(code)) => Some(code),
            _ => None,
        }
    }

    /// The rows of a list; none if nothing was given.
    pub fn rows(&self, name: &str) -> &[Self] {
        match self.get(name) {
            Some(Given::Rows(rows)) => rows,
            _ => &[],
        }
    }

    /// The number of a scenario.
    pub fn scenario(&self, name: &str) -> Option<u64> {
        match self.get(name) {
            Some(Given::Scenario(id)) => Some(*id),
            _ => None,
        }
    }

    /// The number of something that the account lists.
    pub fn listed(&self, name: &str) -> Option<u64> {
        match self.get(name) {
            Some(Given::Listed(_, id)) => Some(*id),
            _ => None,
        }
    }

    /// A whole number.
    pub fn number(&self, name: &str) -> Option<i64> {
        match self.get(name) {
            Some(Given::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// Whether a code is among several.
    pub fn chosen(&self, name: &str, code: &str) -> bool {
        matches!(self.get(name), Some(Given::Choices(codes)) if codes.iter().any(|one| one == code))
    }

    /// Every template among the settings.
    pub fn templates(&self) -> Vec<(String, &Template)> {
        let mut all = Vec::new();
        self.each_template("settings", &mut all);
        all
    }

    fn each_template<'s>(&'s self, place: &str, all: &mut Vec<(String, &'s Template)>) {
        for (name, given) in self.iter() {
            let place = format!("{place}.{name}");
            match given {
                Given::Text(template) | Given::User(User::Own(template)) => {
                    all.push((place, template));
                }
                Given::Fields(rows) => {
                    let row_place = |row: &FieldText| format!("{place}[{}].value", row.index);
                    all.extend(rows.iter().map(|row| (row_place(row), &row.value)));
                }
                Given::Rows(rows) => {
                    for (index, row) in rows.iter().enumerate() {
                        row.each_template(&format!("{place}[{index}]"), all);
                    }
                }
                Given::Number(_)
                | Given::Flag(_)
                | Given::User(User::Number(_))
                | Given::Stage { .. } => {}
                Given::TaskType(_) | Given::Period(_) | Given::Choice(_) | Given::Choices(_) => {}
                Given::Scenario(_) | Given::Listed(..) => {}
                Given::Variable(_) | Given::Delayed { .. } => {}
            }
        }
    }

    /// Facts that the templates read.
    pub fn needs(&self) -> BTreeSet<Need> {
        let templates = self.templates();
        templates
            .iter()
            .flat_map(|(_, template)| template.needs())
            .collect()
    }

    fn take(&mut self, setting: &Setting, place: &str, json: &Json) {
        let given = match (is_blank(json), setting.input) {
            (true, _) if setting.required => {
                let detail = format!("Заполните «{}»", setting.label);
                Err(Problem::error(Code::MissingSetting, detail))
            }
            (true, _) => return,
            (false, Input::Fields) => self.field_rows(place, json).map(Given::Fields),
            (false, Input::Rows(columns)) => {
                self.list(setting, columns, place, json).map(Given::Rows)
            }
            (false, _) => read(setting, json),
        };
        match given {
            Ok(given) => {
                self.given.insert(setting.name, given);
            }
            Err(problem) => {
                self.broken = true;
                self.problems.push(problem.at(place));
            }
        }
    }

    /// Rows of a list; a row that can't be read breaks the trigger, because its part would be missing.
    fn list(
        &mut self,
        setting: &Setting,
        columns: &'static [Setting],
        place: &str,
        json: &Json,
    ) -> Result<Vec<Self>, Problem> {
        let mut rows = Vec::new();
        for (index, item) in json.as_array().into_iter().flatten().enumerate() {
            let saved = item.as_object().ok_or_else(|| misread(setting))?;
            let saved = saved.iter().map(|(name, json)| (name.as_str(), json));
            let place = format!("{place}[{index}]");
            let mut row = Self::of(columns, setting.label, &place, saved.collect());
            self.broken |= row.broken;
            self.problems.append(&mut row.problems);
            rows.push(row);
        }
        let whole = json.is_array();
        whole.then_some(rows).ok_or_else(|| misread(setting))
    }

    fn field_rows(&mut self, place: &str, json: &Json) -> Result<Vec<FieldText>, Problem> {
        let bad = || {
            Problem::error(
                Code::BadConstant,
                "Список полей заполнен неверно, выберите поля заново",
            )
        };
        let mut rows = Vec::new();
        for (index, item) in json.as_array().ok_or_else(bad)?.iter().enumerate() {
            match field_row(index, item) {
                Ok(row) => rows.push(row),
                Err(problem) => {
                    let inner = format!("{place}[{index}]{}", problem.path);
                    self.problems.push(problem.at(inner));
                }
            }
        }
        Ok(rows)
    }
}

/// Nothing was typed or chosen.
fn is_blank(json: &Json) -> bool {
    match json {
        Json::Null => true,
        Json::String(text) => text.trim().is_empty(),
        Json::Array(items) => items.is_empty(),
        Json::Bool(_) | Json::Number(_) | Json::Object(_) => false,
    }
}

fn read(setting: &Setting, json: &Json) -> Result<Given, Problem> {
    let given = match setting.input {
        Input::Line | Input::Text => text(json).map(|text| Given::Text(Template::parse(&text))),
        Input::Number => json.as_i64().map(Given::Number),
        Input::Flag => json.as_bool().map(Given::Flag),
        Input::User => user(json).map(Given::User),
        Input::Stage => stage(json),
        Input::TaskType => whole(json).map(Given::TaskType),
        Input::Period => period(json).map(Given::Period),
        Input::Fields | Input::Rows(_) => None,
        Input::Scenario => whole(json).map(Given::Scenario),
        Input::Listed(list) => whole(json).map(|id| Given::Listed(list, id)),
        Input::Variable => json
            .as_str()
            .map(|name| Given::Variable(name.trim().to_owned())),
        Input::Delayed => delayed(json),
        Input::Choice(codes) => json
            .as_str()
            .and_then(|code| known(codes, code))
            .map(Given::Choice),
        Input::Choices(codes) => choices(codes, json).map(Given::Choices),
    };
    given.ok_or_else(|| misread(setting))
}

fn misread(setting: &Setting) -> Problem {
    let detail = format!(
        "«{}» заполнен неверно, выберите или введите значение заново",
        setting.label
    );
    Problem::error(Code::BadConstant, detail)
}

fn text(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(flag) => Some(if *flag { "1" } else { "0" }.to_owned()),
        Json::Null => Some(String::new()),
        Json::Array(_) | Json::Object(_) => None,
    }
}

fn whole(json: &Json) -> Option<u64> {
    json.as_u64().or_else(|| json.as_str()?.trim().parse().ok())
}

fn user(json: &Json) -> Option<User> {
    match json {
        Json::String(text) => Some(User::Own(Template::parse(text))),
        _ => json.as_u64().map(User::Number),
    }
}

fn stage(json: &Json) -> Option<Given> {
    Some(Given::Stage {
        pipeline: whole(json.get("pipeline")?)?,
        status: whole(json.get("status")?)?,
    })
}

fn delayed(json: &Json) -> Option<Given> {
    let word = |name: &str| {
        let text = json.get(name)?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    Some(Given::Delayed {
        scenario: whole(json.get("scenario")?)?,
        block: word("block")?,
        trigger: word("trigger")?,
    })
}

/// A period is never negative: a deadline before now is of no use.
fn period(json: &Json) -> Option<Offset> {
    let period = Offset::deserialize(json).ok()?;
    (period.amount >= 0).then_some(period)
}

fn known(codes: &[(&str, &str)], code: &str) -> Option<String> {
    codes
        .iter()
        .any(|(known, _)| *known == code)
        .then(|| code.to_owned())
}

fn choices(codes: &[(&str, &str)], json: &Json) -> Option<Vec<String>> {
    let items = json.as_array()?;
    items
        .iter()
        .map(|item| known(codes, item.as_str()?))
        .collect()
}

/// Reads one row; the path of a problem is relative to the row.
fn field_row(index: usize, json: &Json) -> Result<FieldText, Problem> {
    let name = json.get("field").and_then(Json::as_str).unwrap_or_default();
    if name.trim().is_empty() {
        return Err(Problem::error(Code::MissingSetting, "Выберите поле").at(".field"));
    }
    let unknown = || {
        let detail = format!("Поле «{name}» не найдено, выберите поле заново");
        Problem::error(Code::UnknownField, detail).at(".field")
    };
    let field = FieldName::parse(name).ok_or_else(unknown)?;
    let bad =
        || Problem::error(Code::BadConstant, "Значение поля должно быть текстом").at(".value");
    let value = text(json.get("value").unwrap_or(&Json::Null)).ok_or_else(bad)?;
    let (reset, value) = strip_reset(&value);
    Ok(FieldText {
        index,
        field,
        reset,
        text: value.to_owned(),
        value: Template::parse(value),
    })
}

/// Divides `{reset},A,B` into the command and the rest.
fn strip_reset(text: &str) -> (bool, &str) {
    match text.trim_start().strip_prefix("{reset}") {
        Some(rest) => {
            let rest = rest.trim_start();
            (true, rest.strip_prefix(',').unwrap_or(rest))
        }
        None => (false, text),
    }
}
