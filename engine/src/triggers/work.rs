//! What a trigger works with: its settings, its target, the facts, and a place for warnings.

use crate::{
    fact::{Fact, Reference},
    kind::RefKind,
    problem::{Code, Problem},
    run::{EntityKind, EntityRef},
    snapshot::{Dictionaries, Entity, Snapshot},
    template::{Place, Rendered, Template},
};

use super::{Given, Settings, User};

/// One trigger at work.
#[derive(Debug)]
pub struct Work<'a> {
    /// Its settings.
    pub settings: &'a Settings,
    /// The entity it acts on.
    pub target: EntityRef,
    /// Identifier of the block that it belongs to.
    pub block: &'a str,
    /// The facts.
    pub snapshot: &'a Snapshot,
    /// What it has to tell; errors here mean a part that was left out.
    pub problems: Vec<Problem>,
}

impl<'a> Work<'a> {
    /// The deal, contact or company it acts on, if the facts hold it.
    pub fn entity(&self) -> Option<&'a Entity> {
        let snapshot = self.snapshot;
        let mut candidates = match self.target.kind {
            EntityKind::Lead => snapshot.lead.as_slice(),
            EntityKind::Contact => snapshot.contacts.as_slice(),
            EntityKind::Company => snapshot.company.as_slice(),
            EntityKind::Task => &[],
        }
        .iter();
        candidates.find(|entity| entity.id == self.target.id)
    }

    /// The user responsible for the target, if the facts tell one.
    pub fn responsible(&self) -> Option<u64> {
        let user = match self.target.kind {
            EntityKind::Task => {
                let mut tasks = self.snapshot.task.iter().chain(&self.snapshot.tasks);
                let task = tasks.find(|task| task.id == self.target.id);
                task.map(|task| task.responsible_user_id)
            }
            _ => self.entity().and_then(|entity| entity.responsible_user_id),
        };
        user.filter(|user| *user != 0)
    }

    /// Renders a template; warnings are kept with their place.
    ///
    /// # Errors
    /// An error value that nothing caught (section 16 of the language reference).
    pub fn render(&mut self, place: &str, template: &Template) -> Result<Rendered, Problem> {
        self.render_in(Place::Plain, place, template)
    }

    /// The same for a place whose inserted values are escaped (section 14).
    ///
    /// # Errors
    /// As [`Work::render`], and 121 for a value that does not belong into a JSON body.
    pub fn render_in(
        &mut self,
        escaping: Place,
        place: &str,
        template: &Template,
    ) -> Result<Rendered, Problem> {
        let mut rendered = template.render_in(escaping, self.snapshot);
        let problems = std::mem::take(&mut rendered.problems);
        let mut problems = problems.into_iter().map(|problem| problem.at(place));
        if rendered.failed {
            let (errors, rest): (Vec<_>, Vec<_>) =
                problems.partition(|problem| problem.severity == crate::problem::Severity::Error);
            self.problems.extend(rest);
            let unknown = || Problem::error(Code::BadExpression, "").at(place);
            return Err(errors.into_iter().next().unwrap_or_else(unknown));
        }
        self.problems.extend(problems.by_ref());
        Ok(rendered)
    }

    /// The text of a setting; empty if it was not given.
    ///
    /// # Errors
    /// As [`Work::render`].
    pub fn text(&mut self, name: &str) -> Result<String, Problem> {
        self.text_in(Place::Plain, name)
    }

    /// The text of a setting for a place; empty if it was not given.
    ///
    /// # Errors
    /// As [`Work::render_in`].
    pub fn text_in(&mut self, escaping: Place, name: &str) -> Result<String, Problem> {
        let settings = self.settings;
        self.column(escaping, settings, "settings", name)
    }

    /// The text of a column of a row; `place` leads to the row.
    ///
    /// # Errors
    /// As [`Work::render_in`].
    pub fn column(
        &mut self,
        escaping: Place,
        row: &Settings,
        place: &str,
        name: &str,
    ) -> Result<String, Problem> {
        match row.get(name) {
            Some(Given::Text(template)) => {
                let rendered = self.render_in(escaping, &format!("{place}.{name}"), template)?;
                Ok(rendered.text)
            }
            _ => Ok(String::new()),
        }
    }

    /// What a trigger can do without: an error value leaves it out and is told, the rest goes on (section 16).
    ///
    /// # Errors
    /// Any other problem.
    pub fn spare<T: Default>(&mut self, asked: Result<T, Problem>) -> Result<T, Problem> {
        match asked {
            Err(problem) if is_error_value(problem.code) => {
                self.problems.push(problem);
                Ok(T::default())
            }
            asked => asked,
        }
    }

    /// The text of a setting that may be left out.
    ///
    /// # Errors
    /// As [`Work::spare`].
    pub fn spare_text(&mut self, name: &str) -> Result<String, Problem> {
        let asked = self.text(name);
        self.spare(asked)
    }

    /// The user of a setting that may be left out.
    ///
    /// # Errors
    /// As [`Work::spare`].
    pub fn spare_user(&mut self, name: &str) -> Result<Option<u64>, Problem> {
        let asked = self.user(name);
        self.spare(asked)
    }

    /// A text without which nothing can be done, without spaces around it.
    ///
    /// # Errors
    /// As [`Work::render`], and 203 when nothing came out.
    pub fn filled(&mut self, name: &str, label: &str) -> Result<String, Problem> {
        let text = self.text(name)?;
        match text.trim() {
            "" => {
                let detail = format!("«{label}» получилось пустым: проверьте переменные");
                Err(Problem::error(Code::MissingSetting, detail).at(format!("settings.{name}")))
            }
            text => Ok(text.to_owned()),
        }
    }

    /// The user of a setting; `None` if it was not given.
    ///
    /// # Errors
    /// 210 when there is no such user or he is switched off.
    pub fn user(&mut self, name: &str) -> Result<Option<u64>, Problem> {
        self.user_of(self.settings.get(name), format!("settings.{name}"))
    }

    /// Users of a list with the column `user`, each once; a user that can't be found leaves the others (A20).
    pub fn users(&mut self, name: &str) -> Vec<u64> {
        let settings = self.settings;
        let mut users = Vec::new();
        for (index, row) in settings.rows(name).iter().enumerate() {
            let place = format!("settings.{name}[{index}].user");
            match self.user_of(row.get("user"), place) {
                Ok(Some(user)) if !users.contains(&user) => users.push(user),
                Ok(_) => {}
                Err(problem) => self.problems.push(problem),
            }
        }
        users
    }

    fn user_of(&mut self, given: Option<&Given>, place: String) -> Result<Option<u64>, Problem> {
        let found = match given {
            Some(Given::User(User::Number(id))) => user_by_id(&self.snapshot.dictionaries, *id),
            Some(Given::User(User::Own(template))) => {
                let rendered = self.render(&place, template)?;
                self.user_by_value(&rendered)
            }
            _ => return Ok(None),
        };
        found.map(Some).map_err(|problem| problem.at(place))
    }

    fn user_by_value(&self, rendered: &Rendered) -> Result<u64, Problem> {
        let dictionaries = &self.snapshot.dictionaries;
        match &rendered.fact {
            Fact::Ref(Reference {
                kind: RefKind::User,
                id,
                ..
            }) => user_by_id(dictionaries, *id),
            _ => user_by_text(dictionaries, &rendered.text),
        }
    }
}

/// The user whose number or name a text is.
///
/// # Errors
/// 210 when there is no such user or he is switched off.
pub(crate) fn user_by_text(dictionaries: &Dictionaries, text: &str) -> Result<u64, Problem> {
    let text = text.trim();
    if text.is_empty() {
        let detail = "Значение для ответственного пустое: проверьте, что переменная заполнена";
        return Err(Problem::error(Code::NoUser, detail));
    }
    if let Ok(id) = text.parse() {
        return user_by_id(dictionaries, id);
    }
    let name = text.to_lowercase();
    let mut users = dictionaries.users.iter();
    match users.find(|user| user.name.to_lowercase() == name) {
        Some(user) => user_by_id(dictionaries, user.id),
        None => Err(no_user(text)),
    }
}

/// An account without a list of users can't be asked, so amoCRM will tell.
fn user_by_id(dictionaries: &Dictionaries, id: u64) -> Result<u64, Problem> {
    let users = &dictionaries.users;
    let user = users.iter().find(|user| user.id == id);
    match user {
        Some(user) if user.rights.is_active == Some(false) => {
            let detail = format!(
                "Сотрудник «{}» отключён в amoCRM, выберите другого",
                user.name
            );
            Err(Problem::error(Code::NoUser, detail))
        }
        None if id == 0 || !users.is_empty() => Err(no_user(&id.to_string())),
        Some(_) | None => Ok(id),
    }
}

/// What an expression or a modifier gives instead of a value; limits (115) fail the whole trigger.
fn is_error_value(code: Code) -> bool {
    matches!(
        code,
        Code::DivisionByZero
            | Code::BadExpression
            | Code::Overflow
            | Code::NoTable
            | Code::UnknownDateExpression
    )
}

fn no_user(what: &str) -> Problem {
    let detail = format!("В аккаунте нет сотрудника «{what}»: укажите ID или имя сотрудника");
    Problem::error(Code::NoUser, detail)
}
