//! Options of list fields that conditions name and the field does not have any more.

use super::Context;
use crate::{
    block::Side,
    fact::Fact,
    problem::{Code, Problem},
    scenario::Condition,
    snapshot::Field,
    values::{self, Path},
};

impl Context<'_> {
    /// Without the options of the field nothing is known.
    pub(super) fn option(&self, condition: &Condition) -> Option<Problem> {
        let left = Side::compile(condition.left.as_ref()?).ok()?;
        let right = condition.right.as_ref()?;
        if !Side::compile(right).ok()?.is_constant() {
            return None;
        }
        let field = self.field_of(left.path())?;
        let chosen = values::constant(right, self.dictionaries).ok()?;
        let chosen = match &chosen {
            Fact::Set(options) => options.as_slice(),
            other => std::slice::from_ref(other),
        };
        let gone = chosen.iter().any(|option| !has(field, option));
        gone.then(|| {
            let detail = format!(
                "В поле «{}» больше нет такого варианта: выберите значение заново",
                field.name
            );
            Problem::error(Code::NoSuchOption, detail).at("right")
        })
    }

    /// The list field that a path reads; numbers of fields are unique in an account.
    fn field_of(&self, path: &Path) -> Option<&Field> {
        let name = path.entry().path;
        let is_field = name.ends_with(".cf") && !name.starts_with("catalogElement");
        let id: u64 = path.args().first().filter(|_| is_field)?.parse().ok()?;
        let fields = &self.dictionaries.custom_fields;
        let mut all = [&fields.leads, &fields.contacts, &fields.companies]
            .into_iter()
            .flatten();
        all.find(|field| field.id == id && field.enums.as_ref().is_some_and(|it| !it.is_empty()))
    }
}

/// An option is found by its number or, made anew, by its text; a text written by hand may be anything.
fn has(field: &Field, option: &Fact) -> bool {
    let Fact::Enum { id, text } = option else {
        return true;
    };
    let same = |one: &str| one.trim().to_lowercase() == text.trim().to_lowercase();
    let mut options = field.enums.iter().flatten();
    options.any(|one| one.id == *id || same(&one.value))
}
