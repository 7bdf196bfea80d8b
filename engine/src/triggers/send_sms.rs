//! «Отправить СМС сообщение» by the widget «СМС шлюз» (R272–R275).

use std::collections::BTreeSet;

use super::{Entry, Settings, Work, channels};
use crate::{
    effect::Effect,
    params::{Input, Needed, optional, required},
    problem::{Code, Problem},
    run::EntityKind,
    values::Need,
};

const CONTACTS: &str = "contacts";
const COMPANY: &str = "company";
const NUMBER: &str = "number";

pub(super) static ENTRY: Entry = Entry {
    code: "send_sms",
    label: "Отправить СМС сообщение",
    also: &["СМС", "SMS", "СМС шлюз"],
    group: "Виджеты",
    help: "Отправляет СМС через виджет «СМС шлюз».",
    targets: &[EntityKind::Lead, EntityKind::Contact, EntityKind::Company],
    settings: &[
        optional("sender", Input::Line, "Отправитель")
            .help("Имя отправителя из виджета; пусто — отправитель по умолчанию."),
        required(
            "recipient",
            Input::Choice(&[
                (CONTACTS, "Все контакты"),
                (COMPANY, "Компания"),
                (NUMBER, "Произвольный номер"),
            ]),
            "Получатель",
        ),
        optional("number", Input::Line, "Номер")
            .help("Для произвольного номера: номер или переменная; несколько — через запятую.")
            .needed(Needed::when(
                "recipient",
                &[NUMBER],
                "Укажите номер, на который отправить СМС",
            )),
        required("text", Input::Text, "Сообщение").help("Текст, числа или переменные."),
    ],
    needs,
    written,
    plan,
};

fn needs(settings: &Settings, target: EntityKind) -> BTreeSet<Need> {
    match settings.choice("recipient") {
        Some(CONTACTS) => channels::contacts_need(target),
        Some(COMPANY) => BTreeSet::from([Need::Company]),
        _ => BTreeSet::new(),
    }
}

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let text = work.filled("text", "Сообщение")?;
    let phones = match work.settings.choice("recipient") {
        Some(CONTACTS) => channels::firsts(channels::contacts(work), channels::PHONE),
        Some(COMPANY) => channels::firsts(work.snapshot.company.as_slice(), channels::PHONE),
        _ => channels::listed(&work.filled("number", "Номер")?),
    };
    if phones.is_empty() {
        let detail = "У получателя нет номера телефона: СМС отправлять некуда";
        return Err(Problem::error(Code::MissingSetting, detail).at("settings.recipient"));
    }
    let sender = work.spare_text("sender")?.trim().to_owned();
    Ok(vec![Effect::SendSms {
        entity: work.target,
        sender,
        phones,
        text,
    }])
}

/// Numbers that are written out and hold no digit.
fn written(settings: &Settings) -> Vec<Problem> {
    let is_used = settings.choice("recipient") == Some(NUMBER);
    let text = settings.fixed("number").filter(|_| is_used);
    let listed = channels::listed(&text.unwrap_or_default()).into_iter();
    let wrong = listed.filter(|number| !number.contains(|sign: char| sign.is_ascii_digit()));
    let fault = |number: String| {
        let number: String = number.chars().take(60).collect();
        let detail = format!("«{number}» не похоже на номер телефона, СМС не дойдёт: исправьте");
        Problem::warning(Code::BadConstant, detail).at("settings.number")
    };
    wrong.map(fault).collect()
}
