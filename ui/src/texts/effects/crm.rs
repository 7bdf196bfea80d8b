//! Effects that make or change things of amoCRM and of this product, as Russian sentences.

use engine::{
    Effect, EntityKind, Snapshot,
    effect::{NewEntity, Product, VariableChange},
    snapshot::{Dictionaries, NamedId},
};

use super::{Said, quoted, stage, user, words};

/// Says an effect; with facts also what was before.
pub(super) fn say(effect: &Effect, names: &Dictionaries, facts: Option<&Snapshot>) -> Vec<Said> {
    match effect {
        Effect::CreateEntity { new, .. } => vec![created(new, names)],
        Effect::ChangeTask { entity, .. } => task(effect, names, facts, entity.id),
        Effect::RunScenario { entity, scenario } => {
            let name = scenario_name(names, *scenario);
            vec![said(
                "Запустить сценарий",
                &name,
                words::target(entity.kind),
            )]
        }
        Effect::StartBot { entity, bot } => {
            let name = listed(names.bots.as_ref(), *bot, "Бот");
            vec![said("Запустить бота", &name, words::target(entity.kind))]
        }
        Effect::CancelDelayed { scenario, .. } => {
            let name = scenario_name(names, *scenario);
            vec![said("Отменить отложенное", &name, "")]
        }
        Effect::ChangeVariable { name, change, .. } => vec![variable(name, change, facts)],
        Effect::AddProducts { products, .. } => products.iter().map(product).collect(),
        Effect::RemoveProducts { catalog, .. } => {
            let name = listed(names.catalogs.as_ref(), *catalog, "Список");
            vec![said("Удалить все товары", &name, "")]
        }
        _ => Vec::new(),
    }
}

fn said(subject: &str, will: &str, note: &str) -> Said {
    Said {
        subject: subject.to_owned(),
        was: None,
        will: will.to_owned(),
        note: note.to_owned(),
    }
}

fn created(new: &NewEntity, names: &Dictionaries) -> Said {
    let subject = match new.kind {
        EntityKind::Lead => "Новая сделка",
        EntityKind::Contact => "Новый контакт",
        EntityKind::Company => "Новая компания",
        EntityKind::Task => "Новая задача",
    };
    let at = new.pipeline.zip(new.status);
    let parts = [
        new.responsible.map(|id| user(names, id)),
        at.map(|(pipeline, status)| stage(names, pipeline, status)),
        (!new.tags.is_empty()).then(|| format!("теги: {}", new.tags.join(", "))),
        (!new.fields.is_empty()).then(|| format!("полей: {}", new.fields.len())),
    ];
    let note: Vec<String> = parts.into_iter().flatten().collect();
    said(subject, &quoted(&new.name), &note.join(" · "))
}

fn task(effect: &Effect, names: &Dictionaries, facts: Option<&Snapshot>, id: u64) -> Vec<Said> {
    let Effect::ChangeTask {
        responsible,
        task_type,
        completed,
        text,
        ..
    } = effect
    else {
        return Vec::new();
    };
    let known = facts.and_then(|facts| facts.tasks.iter().find(|task| task.id == id));
    let note = known.map_or_else(|| format!("Задача {id}"), |task| quoted(&task.text));
    let types = &names.account.embedded.task_types;
    let kind = |id: u64| listed(Some(types), id, "Тип");
    let state = |done: bool| {
        if done {
            "закрыть"
        } else {
            "открыть"
        }
        .to_owned()
    };
    let parts = [
        responsible.map(|id| ("Ответственный", user(names, id))),
        task_type.map(|id| ("Тип задачи", kind(id))),
        completed.map(|done| ("Статус задачи", state(done))),
        text.as_ref().map(|text| ("Текст задачи", quoted(text))),
    ];
    let parts = parts.into_iter().flatten();
    parts
        .map(|(subject, will)| said(subject, &will, &note))
        .collect()
}

fn variable(name: &str, change: &VariableChange, facts: Option<&Snapshot>) -> Said {
    let was = facts.and_then(|facts| facts.variables.get(name));
    let (will, note) = match change {
        VariableChange::Set { value, .. } => (quoted(value), ""),
        VariableChange::Append { value } => (quoted(value), "в конец"),
        VariableChange::Clear => (quoted(""), ""),
    };
    Said {
        was: was.map(|was| quoted(was)),
        ..said(&format!("Переменная {name}"), &will, note)
    }
}

fn product(product: &Product) -> Said {
    let will = format!("№ {} × {}", product.element, product.quantity);
    said("Добавить товар", &will, "")
}

/// Name of a scenario, or its number.
pub fn scenario_name(names: &Dictionaries, id: u64) -> String {
    let found = names.scenarios.iter().find(|one| one.id == id);
    found.map_or_else(|| format!("№ {id}"), |one| quoted(&one.name))
}

/// Name of something that the account lists, or its number.
pub fn listed(list: Option<&Vec<NamedId>>, id: u64, noun: &str) -> String {
    let mut items = list.into_iter().flatten();
    let found = items.find(|item| item.id == id);
    found.map_or_else(|| format!("{noun} № {id}"), |item| quoted(&item.name))
}
