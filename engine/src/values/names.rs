//! Names behind amoCRM's numbers, from the dictionaries of the account.

use crate::{
    fact::{Fact, Reference},
    kind::RefKind,
    snapshot::{Dictionaries, EnumOption, Field, Pipeline, User},
};

/// A reference to a thing of the account, with its name if the dictionary knows it.
pub(super) fn reference(kind: RefKind, id: u64, name: Option<&str>) -> Fact {
    Fact::Ref(Reference {
        kind,
        id,
        pipeline: None,
        name: name.unwrap_or_default().to_owned(),
    })
}

/// A user; 0 is the robot, that is a change through the API.
pub(super) fn user(names: &Dictionaries, id: u64) -> Fact {
    let name = match find_user(names, id) {
        Some(user) => Some(user.name.as_str()),
        None if id == 0 => Some("Робот"),
        None => None,
    };
    reference(RefKind::User, id, name)
}

pub(super) fn find_user(names: &Dictionaries, id: u64) -> Option<&User> {
    names.users.iter().find(|user| user.id == id)
}

/// The group of a user; users without one are in group 0. Nothing for an unknown user.
pub(super) fn group_of(names: &Dictionaries, user: u64) -> Fact {
    find_user(names, user).map_or(Fact::Empty, |user| {
        group(names, user.rights.group_id.unwrap_or_default())
    })
}

pub(super) fn group(names: &Dictionaries, id: u64) -> Fact {
    let groups = &names.account.embedded.users_groups;
    let found = groups.iter().find(|group| group.id == id);
    reference(RefKind::Group, id, found.map(|group| group.name.as_str()))
}

/// A type of task; types 1 and 2 exist in every account.
pub(super) fn task_type(names: &Dictionaries, id: u64) -> Fact {
    let types = &names.account.embedded.task_types;
    let found = types.iter().find(|kind| kind.id == id);
    let name = match found {
        Some(kind) => Some(kind.name.as_str()),
        None if id == 1 => Some("Связаться"),
        None if id == 2 => Some("Встреча"),
        None => None,
    };
    reference(RefKind::TaskType, id, name)
}

pub(super) fn find_pipeline(names: &Dictionaries, id: u64) -> Option<&Pipeline> {
    names.pipelines.iter().find(|pipeline| pipeline.id == id)
}

pub(super) fn pipeline(names: &Dictionaries, id: u64) -> Fact {
    let found = find_pipeline(names, id);
    reference(
        RefKind::Pipeline,
        id,
        found.map(|pipeline| pipeline.name.as_str()),
    )
}

/// A stage; without a pipeline its name is that of the first pipeline that has it.
pub(super) fn stage(names: &Dictionaries, pipeline: Option<u64>, status: u64) -> Fact {
    let mut pipelines = names.pipelines.iter();
    let found = pipelines
        .by_ref()
        .filter(|it| pipeline.is_none_or(|id| it.id == id))
        .find_map(|it| it.statuses().iter().find(|stage| stage.id == status));
    Fact::Ref(Reference {
        kind: RefKind::Stage,
        id: status,
        pipeline,
        name: found.map(|stage| stage.name.clone()).unwrap_or_default(),
    })
}

/// The option of any list field with this number.
pub(super) fn option(names: &Dictionaries, id: u64) -> Option<&EnumOption> {
    let fields = &names.custom_fields;
    let all = [&fields.leads, &fields.contacts, &fields.companies];
    all.into_iter()
        .flatten()
        .flat_map(options)
        .find(|option| option.id == id)
}

pub(super) fn options(field: &Field) -> &[EnumOption] {
    field.enums.as_deref().unwrap_or_default()
}
