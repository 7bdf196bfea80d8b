//! What a trigger works with: its settings, its target, the facts, and a place for warnings.

use crate::{
    fact::{Fact, Reference},
    kind::RefKind,
    problem::{Code, Problem},
    run::{EntityKind, EntityRef},
    snapshot::{Entity, Snapshot},
    template::{Rendered, Template},
};

use super::{Given, Settings, User};

/// One trigger at work.
#[derive(Debug)]
pub struct Work<'a> {
    /// Its settings.
    pub settings: &'a Settings,
    /// The entity it acts on.
    pub target: EntityRef,
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

    /// Renders a template; warnings are kept with their place.
    ///
    /// # Errors
    /// An error value that nothing caught (section 16 of the language reference).
    pub fn render(&mut self, place: &str, template: &Template) -> Result<Rendered, Problem> {
        let mut rendered = template.render(self.snapshot);
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
        match self.settings.get(name) {
            Some(Given::Text(template)) => {
                let rendered = self.render(&format!("settings.{name}"), template)?;
                Ok(rendered.text)
            }
            _ => Ok(String::new()),
        }
    }

    /// The user of a setting; `None` if it was not given.
    ///
    /// # Errors
    /// 210 when there is no such user or he is switched off.
    pub fn user(&mut self, name: &str) -> Result<Option<u64>, Problem> {
        let place = format!("settings.{name}");
        let found = match self.settings.get(name) {
            Some(Given::User(User::Number(id))) => self.user_by_id(*id),
            Some(Given::User(User::Own(template))) => {
                let rendered = self.render(&place, template)?;
                self.user_by_value(&rendered)
            }
            _ => return Ok(None),
        };
        found.map(Some).map_err(|problem| problem.at(place))
    }

    fn user_by_value(&self, rendered: &Rendered) -> Result<u64, Problem> {
        if let Fact::Ref(Reference {
            kind: RefKind::User,
            id,
            ..
        }) = &rendered.fact
        {
            return self.user_by_id(*id);
        }
        let text = rendered.text.trim();
        if text.is_empty() {
            let detail = "Значение для ответственного пустое: проверьте, что переменная заполнена";
            return Err(Problem::error(Code::NoUser, detail));
        }
        if let Ok(id) = text.parse() {
            return self.user_by_id(id);
        }
        let users = &self.snapshot.dictionaries.users;
        let name = text.to_lowercase();
        match users.iter().find(|user| user.name.to_lowercase() == name) {
            Some(user) => self.user_by_id(user.id),
            None => Err(no_user(text)),
        }
    }

    /// An account without a list of users can't be asked, so amoCRM will tell.
    fn user_by_id(&self, id: u64) -> Result<u64, Problem> {
        let users = &self.snapshot.dictionaries.users;
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
}

fn no_user(what: &str) -> Problem {
    let detail = format!("В аккаунте нет сотрудника «{what}»: укажите ID или имя сотрудника");
    Problem::error(Code::NoUser, detail)
}
