//! Values of a deal (3.4 and 9.3 of the language reference).

use super::{
    dialogue::dialogue,
    entry::{Entry, Group, Need, value},
    names,
    previous::{self, previous},
    properties::{author, common},
    reader::{Reader, Reading, Who, count, id, instant, name, number},
};
use crate::{
    fact::Fact,
    kind::{Kind, RefKind},
    run::EntityKind,
    snapshot::{Dictionaries, Entity, NamedId, Previous, Status},
};

const fn of_lead(entry: Entry) -> Entry {
    entry.of(Group::Lead, &[Need::Lead])
}

pub(super) static COMMON: &[Entry] = common!(
    "lead",
    Who::Lead,
    "Название",
    Argument::Field(EntityKind::Lead),
    of_lead,
    &[Need::Lead, Need::Tasks]
);

pub(super) static ENTRIES: &[Entry] = &[
    of_lead(value(
        "lead.created_by",
        "Кто создал",
        "Сотрудник, который завёл сделку; «Робот» — создание через API.",
        Kind::Ref(RefKind::User),
        |it, _| it.of(Who::Lead, |lead| author(it.names(), lead.created_by)),
    ))
    .only_conditions(),
    of_lead(value(
        "lead.budget",
        "Бюджет",
        "Сумма сделки в валюте аккаунта; без суммы это 0, а не пусто.",
        Kind::Money,
        |it, _| it.of(Who::Lead, budget),
    ))
    .also(&["lead.sale", "lead.price"])
    .before("lead.previous_budget", &["price"])
    .filled(),
    of_lead(value(
        "lead.status",
        "Текущий этап сделки",
        "Этап вместе с воронкой, где сделка стоит сейчас.",
        Kind::Ref(RefKind::Stage),
        |it, _| it.of(Who::Lead, |lead| stage(it.names(), lead)),
    ))
    .also(&["lead.status.name"])
    .before("lead.previous_status", &["status_id", "pipeline_id"]),
    of_lead(value(
        "lead.pipeline",
        "Воронка",
        "В какой воронке сделка стоит сейчас.",
        Kind::Ref(RefKind::Pipeline),
        |it, _| it.of(Who::Lead, |lead| pipeline(it.names(), lead)),
    ))
    .also(&["lead.pipeline.name"])
    .before("lead.previous_pipeline", &["pipeline_id"]),
    of_lead(value(
        "lead.previous_budget",
        "Предыдущий бюджет",
        "Сумма до изменения, запустившего сценарий; пусто, если она неизвестна.",
        Kind::Money,
        |it, _| previous::before(it, Who::Lead, previous_budget),
    ))
    .also(&["lead.previousSale", "lead.previousPrice"]),
    of_lead(value(
        "lead.previous_status",
        "Предыдущий этап",
        "Откуда перешла сделка при запуске сценария; пусто, если она не переходила.",
        Kind::Ref(RefKind::Stage),
        previous_status,
    ))
    .also(&["lead.previousStatus"]),
    of_lead(value(
        "lead.previous_pipeline",
        "Предыдущая воронка",
        "Из какой воронки ушла сделка; пусто, если воронка не менялась.",
        Kind::Ref(RefKind::Pipeline),
        previous_pipeline,
    ))
    .also(&["lead.previousPipeline"]),
    of_lead(value(
        "lead.time_in_status",
        "Время на текущем этапе",
        "Сколько секунд сделка стоит на этапе; пусто, если неизвестно, когда она пришла.",
        Kind::Duration,
        |it, _| it.of(Who::Lead, |_| time_in_status(it)),
    ))
    .needing(&[Need::Lead, Need::StatusHistory]),
    of_lead(value(
        "lead.state",
        "Состояние",
        "Открыта, успешно или отказ, смотря по этапу.",
        Kind::Ref(RefKind::State),
        |it, _| it.of(Who::Lead, state),
    )),
    of_lead(value(
        "lead.closed_at",
        "Дата закрытия",
        "Когда сделку закрыли, дата и время; пусто, пока её не закрывали.",
        Kind::DateTime,
        |it, _| it.of(Who::Lead, |lead| instant(lead.closed_at)),
    )),
    of_lead(value(
        "lead.loss_reason",
        "Причина отказа",
        "Почему сделка не состоялась, из списка аккаунта; пусто, если не указано.",
        Kind::Ref(RefKind::LossReason),
        |it, _| it.of(Who::Lead, loss_reason),
    )),
    of_lead(value(
        "lead.source",
        "Источник",
        "Откуда пришла сделка; пусто, если amoCRM этого не знает.",
        Kind::Ref(RefKind::Source),
        |it, _| it.of(Who::Lead, source),
    )),
    of_lead(value(
        "lead.contacts_count",
        "Количество контактов",
        "Сколько контактов привязано к сделке; без контактов 0.",
        Kind::Number,
        contacts_count,
    ))
    .also(&["lead.contactsCount"])
    .counted()
    .filled(),
    // Names that only templates use.
    of_lead(value(
        "lead.previousStatusId",
        "Предыдущий этап: ID",
        "Номер этапа, откуда перешла сделка; пусто, если она не переходила.",
        Kind::Number,
        |it, args| of_reading(previous_status(it, args), id),
    ))
    .also(&["lead.previous_status.id", "lead.previousStatus.id"])
    .only_templates(),
    of_lead(value(
        "lead.previousPipelineId",
        "Предыдущая воронка: ID",
        "Номер воронки, из которой ушла сделка; пусто, если воронка не менялась.",
        Kind::Number,
        |it, args| of_reading(previous_pipeline(it, args), id),
    ))
    .also(&["lead.previous_pipeline.id", "lead.previousPipeline.id"])
    .only_templates(),
    of_lead(value(
        "lead.status_id",
        "Этап: ID",
        "Номер текущего этапа: 142 — успех, 143 — отказ.",
        Kind::Number,
        |it, _| it.of(Who::Lead, |lead| number(lead.status_id)),
    ))
    .also(&["lead.status.id"])
    .only_templates(),
    of_lead(value(
        "lead.pipeline_id",
        "Воронка: ID",
        "Номер текущей воронки.",
        Kind::Number,
        |it, _| it.of(Who::Lead, |lead| number(lead.pipeline_id)),
    ))
    .also(&["lead.pipeline.id"])
    .only_templates(),
    of_lead(value(
        "lead.status.next.id",
        "Следующий этап: ID",
        "Номер этапа сразу после текущего; пусто на последнем этапе.",
        Kind::Number,
        |it, _| {
            it.of(Who::Lead, |lead| {
                id(&neighbour(it.names(), lead, Side::Next))
            })
        },
    ))
    .only_templates(),
    of_lead(value(
        "lead.status.next.name",
        "Следующий этап",
        "Как называется этап сразу после текущего; пусто на последнем этапе.",
        Kind::Text,
        |it, _| {
            it.of(Who::Lead, |lead| {
                name(&neighbour(it.names(), lead, Side::Next))
            })
        },
    ))
    .only_templates(),
    of_lead(value(
        "lead.status.previous.id",
        "Предшествующий этап: ID",
        "Номер этапа прямо перед текущим в воронке; пусто на первом этапе.",
        Kind::Number,
        |it, _| {
            it.of(Who::Lead, |lead| {
                id(&neighbour(it.names(), lead, Side::Previous))
            })
        },
    ))
    .only_templates(),
    of_lead(value(
        "lead.status.previous.name",
        "Предшествующий этап",
        "Как называется этап прямо перед текущим в воронке; пусто на первом этапе.",
        Kind::Text,
        |it, _| {
            it.of(Who::Lead, |lead| {
                name(&neighbour(it.names(), lead, Side::Previous))
            })
        },
    ))
    .only_templates(),
    of_lead(value(
        "lead.loss_reason_id",
        "Причина отказа: ID",
        "Номер причины отказа; пусто, если она не указана.",
        Kind::Number,
        |it, _| it.of(Who::Lead, |lead| id(&loss_reason(lead))),
    ))
    .also(&["lead.loss_reason.id"])
    .only_templates(),
    of_lead(value(
        "lead.loss_reason_name",
        "Причина отказа: название",
        "Причина словами; пусто, если она не указана.",
        Kind::Text,
        |it, _| it.of(Who::Lead, |lead| name(&loss_reason(lead))),
    ))
    .also(&["lead.loss_reason.name"])
    .only_templates(),
    of_lead(value(
        "lead.source_id",
        "Источник: ID",
        "Номер источника; пусто, если amoCRM его не знает.",
        Kind::Number,
        |it, _| it.of(Who::Lead, |lead| id(&source(lead))),
    ))
    .also(&["lead.source.id"])
    .only_templates(),
    of_lead(value(
        "lead.source_name",
        "Источник: название",
        "Источник словами; пусто, если amoCRM его не знает.",
        Kind::Text,
        |it, _| it.of(Who::Lead, |lead| name(&source(lead))),
    ))
    .also(&["lead.source.name"])
    .only_templates(),
    of_lead(value(
        "lead.company_id",
        "ID компании",
        "Номер компании, привязанной к сделке; пусто, если компании нет.",
        Kind::Number,
        |it, _| it.of(Who::Lead, |lead| number(super::company::linked(it, lead))),
    ))
    .only_templates(),
];

pub(super) static PREVIOUS: &[Entry] = previous!(
    "lead",
    Who::Lead,
    Argument::Field(EntityKind::Lead),
    of_lead
);

pub(super) static DIALOGUE: &[Entry] =
    dialogue!("lead", Who::Lead, of_lead, &[Need::Lead, Need::Messages]);

/// Nothing if the budget did not change; an empty one was 0.
fn previous_budget(was: &Previous) -> Fact {
    match was.has("price") {
        true => budget(&was.entity),
        false => Fact::Empty,
    }
}

/// The stage before; a deal that only went to another pipeline kept the number of its stage.
fn previous_status(it: &Reader<'_>, _: &[String]) -> Reading {
    it.of(Who::Lead, |lead| {
        let was = previous::of(it, EntityKind::Lead);
        let changed = was.filter(|was| was.has("status_id") || was.has("pipeline_id"));
        let status = changed.and_then(|was| was.entity.status_id.or(lead.status_id));
        let pipeline = changed.and_then(|was| was.entity.pipeline_id);
        status.map_or(Fact::Empty, |status| {
            names::stage(it.names(), pipeline.or(lead.pipeline_id), status)
        })
    })
}

fn previous_pipeline(it: &Reader<'_>, _: &[String]) -> Reading {
    previous::before(it, Who::Lead, |was| pipeline(it.names(), &was.entity))
}

fn of_reading(reading: Reading, property: fn(&Fact) -> Fact) -> Reading {
    Reading {
        fact: property(&reading.fact),
        ..reading
    }
}

/// Seconds since the deal came to its stage; nothing if the facts don't tell when.
fn time_in_status(it: &Reader<'_>) -> Fact {
    let since = it.facts.status_changed_at;
    let seconds = since.and_then(|since| it.facts.now.checked_sub(since));
    seconds.map_or(Fact::Empty, |seconds| Fact::Duration(seconds.max(0)))
}

/// The budget; a deal without one has 0.
fn budget(lead: &Entity) -> Fact {
    let price = lead.price.as_ref().and_then(super::field::decimal);
    Fact::Money(price.unwrap_or_default())
}

fn stage(names: &Dictionaries, lead: &Entity) -> Fact {
    lead.status_id
        .map_or(Fact::Empty, |id| names::stage(names, lead.pipeline_id, id))
}

fn pipeline(names: &Dictionaries, lead: &Entity) -> Fact {
    lead.pipeline_id
        .map_or(Fact::Empty, |id| names::pipeline(names, id))
}

fn state(lead: &Entity) -> Fact {
    let Some(status) = lead.status_id else {
        return Fact::Empty;
    };
    let (id, name) = match status {
        Status::SUCCESS => (status, "успешно"),
        Status::LOSS => (status, "отказ"),
        _ => (0, "открыта"),
    };
    names::reference(RefKind::State, id, Some(name))
}

fn loss_reason(lead: &Entity) -> Fact {
    let embedded = lead.embedded.loss_reason.as_deref().unwrap_or_default();
    dictionary_item(RefKind::LossReason, lead.loss_reason_id, embedded.first())
}

fn source(lead: &Entity) -> Fact {
    dictionary_item(
        RefKind::Source,
        lead.source_id,
        lead.embedded.source.as_ref(),
    )
}

/// A reference by the deal's number, with the name that stands beside it.
fn dictionary_item(kind: RefKind, id: Option<u64>, item: Option<&NamedId>) -> Fact {
    match id.or(item.map(|item| item.id)) {
        Some(id) => {
            let named = item.filter(|item| item.id == id);
            names::reference(kind, id, named.map(|item| item.name.as_str()))
        }
        None => Fact::Empty,
    }
}

fn contacts_count(it: &Reader<'_>, _: &[String]) -> Reading {
    it.of(Who::Lead, |lead| {
        let linked = lead.embedded.contacts.as_ref().map(Vec::len);
        count(linked.unwrap_or(it.facts.contacts.len()))
    })
}

/// Which stage beside the current one.
#[derive(Clone, Copy)]
enum Side {
    Previous,
    Next,
}

fn neighbour(names: &Dictionaries, lead: &Entity, side: Side) -> Fact {
    let found = || {
        let pipeline = names::find_pipeline(names, lead.pipeline_id?)?;
        let stages = pipeline.statuses();
        let here = stages
            .iter()
            .position(|stage| Some(stage.id) == lead.status_id)?;
        let index = match side {
            Side::Previous => here.checked_sub(1)?,
            Side::Next => here.checked_add(1)?,
        };
        stages.get(index)
    };
    found().map_or(Fact::Empty, |stage| {
        names::stage(names, lead.pipeline_id, stage.id)
    })
}
