//! «Создать новый счет в „Кассе“» (R341–R345).

use std::collections::BTreeSet;

use super::{Entry, Settings, Work, sound};
use crate::{
    effect::Effect,
    params::{Input, required},
    problem::{Code, Problem},
    run::{EntityKind, EntityRef},
    values::Need,
};

const CONTACT: &str = "contact";
const COMPANY: &str = "company";

pub(super) static ENTRY: Entry = Entry {
    code: "create_bill",
    label: "Создать новый счёт в «Кассе»",
    also: &["Касса", "Счёт", "Выставить счет", "Создать новый счет"],
    group: "Виджеты",
    help: "Выставляет счёт по шаблону виджета «Касса»; работает только в сценариях сделки.",
    targets: &[EntityKind::Lead],
    settings: &[
        required("template", Input::Line, "Шаблон счёта").help(
            "Номер или название шаблона из виджета «Касса»; товары, цены и НДС заданы в нём.",
        ),
        required(
            "payer",
            Input::Choice(&[(CONTACT, "Основной контакт"), (COMPANY, "Компания")]),
            "К чему привязать счёт",
        )
        .help("Сделка привязывается всегда."),
    ],
    needs,
    written: sound,
    plan,
};

fn needs(settings: &Settings, _: EntityKind) -> BTreeSet<Need> {
    match settings.choice("payer") {
        Some(COMPANY) => BTreeSet::from([Need::Company]),
        // The deal tells which of its contacts is the main one.
        _ => BTreeSet::from([Need::Lead, Need::Contacts]),
    }
}

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let template = work.filled("template", "Шаблон счёта")?;
    let (kind, found, what) = match work.settings.choice("payer") {
        Some(COMPANY) => {
            let company = work.snapshot.company.as_ref();
            (EntityKind::Company, company, "не прикреплена компания")
        }
        _ => {
            let contact = work.snapshot.contact();
            (EntityKind::Contact, contact, "не прикреплён контакт")
        }
    };
    let payer = found.ok_or_else(|| {
        let detail = format!("К сделке {what}: счёт выставить некому");
        Problem::error(Code::NoLinkedEntity, detail).at("settings.payer")
    })?;
    Ok(vec![Effect::CreateBill {
        entity: work.target,
        template,
        payer: EntityRef { kind, id: payer.id },
    }])
}
