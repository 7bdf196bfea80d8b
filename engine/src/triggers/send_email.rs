//! «Отправить письмо через виджет „Почтовик“» (R249–R253).

use std::collections::BTreeSet;

use super::{Entry, Settings, Work, channels};
use crate::{
    contact,
    effect::Effect,
    params::{Input, Needed, optional, required},
    problem::{Code, Problem},
    run::EntityKind,
    values::Need,
};

const AUTO: &str = "auto";
const MAIN: &str = "main_contact";
const CONTACTS: &str = "contacts";
const COMPANY: &str = "company";
const ADDRESS: &str = "address";

pub(super) static ENTRY: Entry = Entry {
    code: "send_email",
    label: "Отправить письмо через виджет «Почтовик»",
    also: &["Письмо", "E-mail", "Почтовик", "Почта"],
    group: "Виджеты",
    help: "Отправляет письмо по шаблону виджета «Почтовик»; автоматизация шаблона тоже сработает.",
    targets: &[EntityKind::Lead, EntityKind::Contact, EntityKind::Company],
    settings: &[
        optional("sender", Input::Line, "Отправитель")
            .help("Отправитель из виджета; пусто — отправитель по умолчанию."),
        optional(
            "recipient",
            Input::Choice(&[
                (AUTO, "Автоматически: компания и контакт"),
                (MAIN, "Основной контакт"),
                (CONTACTS, "Все контакты"),
                (COMPANY, "Компания"),
                (ADDRESS, "Произвольный адрес"),
            ]),
            "Получатель",
        ),
        optional("address", Input::Line, "Адрес")
            .help("Для произвольного адреса: e-mail или переменная; несколько — через запятую.")
            .needed(Needed::when(
                "recipient",
                &[ADDRESS],
                "Укажите адрес, на который отправить письмо",
            )),
        required("template", Input::Line, "Шаблон письма")
            .help("Номер или название шаблона из виджета «Почтовик»."),
    ],
    needs,
    written,
    plan,
};

fn needs(settings: &Settings, target: EntityKind) -> BTreeSet<Need> {
    let mut needs = match settings.choice("recipient") {
        Some(ADDRESS) => return BTreeSet::new(),
        Some(COMPANY) => BTreeSet::new(),
        _ => channels::contacts_need(target),
    };
    if matches!(settings.choice("recipient"), None | Some(AUTO | COMPANY)) {
        needs.insert(Need::Company);
    }
    needs
}

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let template = work.filled("template", "Шаблон письма")?;
    let recipients = recipients(work)?;
    if recipients.is_empty() {
        let detail = "У получателя нет e-mail: письмо отправлять некуда";
        return Err(Problem::error(Code::MissingSetting, detail).at("settings.recipient"));
    }
    let sender = work.spare_text("sender")?.trim().to_owned();
    Ok(vec![Effect::SendEmail {
        entity: work.target,
        sender,
        recipients,
        template,
    }])
}

fn recipients(work: &mut Work<'_>) -> Result<Vec<String>, Problem> {
    let company = work.snapshot.company.as_slice();
    Ok(match work.settings.choice("recipient") {
        Some(MAIN) => channels::firsts(work.snapshot.contact(), channels::EMAIL),
        Some(CONTACTS) => channels::firsts(channels::contacts(work), channels::EMAIL),
        Some(COMPANY) => channels::firsts(company, channels::EMAIL),
        Some(ADDRESS) => channels::listed(&work.filled("address", "Адрес")?),
        // «автоматически из компании и контакта» (R251).
        _ => channels::firsts(
            company.iter().chain(work.snapshot.contact()),
            channels::EMAIL,
        ),
    })
}

/// Addresses that are written out and are none.
fn written(settings: &Settings) -> Vec<Problem> {
    let is_used = settings.choice("recipient") == Some(ADDRESS);
    let text = settings.fixed("address").filter(|_| is_used);
    let listed = channels::listed(&text.unwrap_or_default()).into_iter();
    let wrong = listed.filter(|address| contact::email(address).is_none());
    let fault = |address: String| {
        let address: String = address.chars().take(60).collect();
        let detail = format!("«{address}» не похоже на e-mail, письмо не дойдёт: исправьте адрес");
        Problem::warning(Code::BadConstant, detail).at("settings.address")
    };
    wrong.map(fault).collect()
}
