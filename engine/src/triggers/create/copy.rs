//! «Копировать сделку» (R182–R187, A27).

use super::super::{Entry, Work, change_stage, fields::again, own_target, sound};
use crate::{
    effect::{Effect, FieldChange, NewEntity},
    params::{Input, optional},
    problem::{Code, Problem},
    run::EntityKind,
    snapshot::{Entity, FieldValues},
};

pub(in crate::triggers) static ENTRY: Entry = Entry {
    code: "copy_lead",
    label: "Копировать сделку",
    also: &["Копия сделки", "Дублировать сделку"],
    group: "amoCRM",
    help: "Создаёт сделку с теми же бюджетом, полями, тегами, контактами и компанией; пустые параметры остаются как в исходной сделке.",
    targets: &[EntityKind::Lead],
    settings: &[
        optional("name", Input::Line, "Название сделки")
            .help("По умолчанию — название старой сделки и «(копия)»."),
        optional("tags", Input::Line, "Теги").help("Если заполнить, заменят теги исходной сделки."),
        optional("responsible", Input::User, "Ответственный"),
        optional("stage", Input::Stage, "Воронка и статус"),
    ],
    needs: own_target,
    written: sound,
    plan,
};

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let lead = work.entity().ok_or_else(|| {
        let detail = "Нет данных сделки, которую нужно скопировать";
        Problem::error(Code::NoEntity, detail).at("target")
    })?;
    let stage = change_stage::chosen(work)?;
    Ok(vec![Effect::CreateEntity {
        entity: work.target,
        new: NewEntity {
            kind: EntityKind::Lead,
            name: name(work, lead)?,
            responsible: super::responsible(work)?,
            pipeline: stage.map_or(lead.pipeline_id, |(pipeline, _)| Some(pipeline)),
            status: stage.map_or(lead.status_id, |(_, status)| Some(status)),
            fields: fields(work, lead),
            tags: tags(work, lead)?,
            links: [super::contacts(work), super::company(work)].concat(),
        },
    }])
}

fn name(work: &mut Work<'_>, lead: &Entity) -> Result<String, Problem> {
    let given = work.spare_text("name")?;
    if !given.trim().is_empty() {
        return Ok(given.trim().to_owned());
    }
    let old = lead.name.clone().filter(|name| !name.trim().is_empty());
    let old = old.unwrap_or_else(|| format!("Сделка #{}", lead.id));
    Ok(format!("{old} (копия)"))
}

fn tags(work: &mut Work<'_>, lead: &Entity) -> Result<Vec<String>, Problem> {
    let given = super::tags(work)?;
    if given.is_empty() {
        return Ok(lead.tags().iter().map(|tag| tag.name.clone()).collect());
    }
    Ok(given)
}

fn fields(work: &Work<'_>, lead: &Entity) -> Vec<FieldChange> {
    let budget = lead.price.clone().map(|price| FieldChange::Budget {
        value: serde_json::Value::Number(price),
    });
    let custom = lead.custom_fields_values.as_deref().unwrap_or_default();
    let custom = custom.iter().filter(|field| !is_file(work, field));
    let custom = custom.map(|field| FieldChange::Custom {
        id: field.field_id,
        values: field.values.iter().map(again).collect(),
    });
    budget.into_iter().chain(custom).collect()
}

/// Files belong to the old deal (A27).
fn is_file(work: &Work<'_>, field: &FieldValues) -> bool {
    let known = &work.snapshot.dictionaries.custom_fields.leads;
    let known = known.iter().find(|known| known.id == field.field_id);
    let kind = field.field_type.as_deref();
    kind.or(known.map(|known| known.kind.as_str())) == Some("file")
}
