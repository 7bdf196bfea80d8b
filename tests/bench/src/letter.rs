//! The message of W4: for ours as a template, for the limit as a function over a typed struct.

use std::{collections::HashMap, fmt::Write};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::{
    typed::{self, Tag},
    work::{Letter, Work},
};

/// Moscow is ahead of UTC by this many seconds.
const MOSCOW_S: i64 = 3 * 3600;

/// The message in the product's language.
pub fn ours(letter: &Letter) -> String {
    let Letter { city, tag } = letter;
    format!(
        "Здравствуйте, {{{{contact.name}}}}!
Ваша заявка №{{{{lead.id}}}} «{{{{lead.name}}}}» от {{{{lead.created_at:df(d.m.Y)}}}} принята.
Компания: {{{{company.name}}}}. Город: {{{{lead.cf({city})}}}}.
Сумма: {{{{lead.budget}}}} руб., со скидкой 15%: {{{{ (lead.budget*0.85):calc }}}} руб.
Этап: {{{{lead.status}}}}, воронка: {{{{lead.pipeline}}}}.
Менеджер: {{{{lead.responsible.name}}}}, тел. {{{{lead.responsible.phone}}}}, {{{{lead.responsible.email}}}}.
Метка: {{{{lead.tags:split(,{tag})}}}}. Аккаунт: {{{{account.subdomain}}}}.amocrm.ru"
    )
}

/// Everything the message reads, as a programmer would keep it for one account.
pub struct Typed {
    facts: Facts,
    fields: HashMap<u64, String>,
    letter: Letter,
}

#[derive(Deserialize)]
struct Facts {
    account: Account,
    user: User,
    pipeline: Named,
    status: Named,
    company: Named,
    contacts: Vec<Named>,
    lead: Lead,
}

#[derive(Deserialize)]
struct Account {
    subdomain: String,
}

#[derive(Deserialize)]
struct User {
    name: String,
    phone: String,
    email: String,
}

#[derive(Deserialize)]
struct Named {
    name: String,
    #[serde(default)]
    is_main: bool,
}

#[derive(Deserialize)]
struct Lead {
    id: u64,
    name: String,
    price: i64,
    created_at: i64,
    #[serde(rename = "_embedded")]
    embedded: Embedded,
}

#[derive(Deserialize)]
struct Embedded {
    tags: Vec<Tag>,
}

impl Typed {
    /// Fills the struct; the main contact comes first.
    pub fn read(work: &Work) -> Result<Self> {
        let mut facts: Facts = serde_json::from_str(&work.bytes)?;
        facts.contacts.sort_by_key(|contact| !contact.is_main);
        facts.contacts.first().context("the event has no contact")?;
        let fields = typed::deal(&work.bytes)?.fields.into_iter();
        Ok(Self {
            facts,
            fields: fields
                .filter_map(|(id, field)| Some((id, field.text?)))
                .collect(),
            letter: work.letter,
        })
    }

    /// The message.
    pub fn write(&self) -> String {
        let Facts {
            account,
            user,
            lead,
            ..
        } = &self.facts;
        let mut text = String::with_capacity(1024);
        let push =
            |text: &mut String, parts: &[&str]| parts.iter().for_each(|it| text.push_str(it));
        let contact = &self.facts.contacts[0].name;
        push(&mut text, &["Здравствуйте, ", contact, "!\nВаша заявка №"]);
        let _ = write!(text, "{}", lead.id);
        push(&mut text, &[" «", &lead.name, "» от "]);
        let (year, month, day) = day(lead.created_at + MOSCOW_S);
        let _ = write!(text, "{day:02}.{month:02}.{year}");
        let company = &self.facts.company.name;
        let city = self.fields.get(&self.letter.city).map_or("", |it| it);
        push(&mut text, &[" принята.\nКомпания: ", company, ". Город: "]);
        push(&mut text, &[city, ".\nСумма: "]);
        let _ = write!(text, "{} руб., со скидкой 15%: ", lead.price);
        let hundredths = lead.price * 85;
        let _ = match hundredths % 100 {
            0 => write!(text, "{}", hundredths / 100),
            part if part % 10 == 0 => write!(text, "{}.{}", hundredths / 100, part / 10),
            part => write!(text, "{}.{part:02}", hundredths / 100),
        };
        let (status, pipeline) = (&self.facts.status.name, &self.facts.pipeline.name);
        push(
            &mut text,
            &[" руб.\nЭтап: ", status, ", воронка: ", pipeline],
        );
        push(&mut text, &[".\nМенеджер: ", &user.name, ", тел. "]);
        push(&mut text, &[&user.phone, ", ", &user.email, ".\nМетка: "]);
        let tag = lead.embedded.tags.get(self.letter.tag);
        let tag = tag.map_or("", |tag| &tag.name);
        push(
            &mut text,
            &[tag, ". Аккаунт: ", &account.subdomain, ".amocrm.ru"],
        );
        text
    }
}

/// Year, month and day of Unix seconds, by the rule of 400 years.
fn day(seconds: i64) -> (i64, i64, i64) {
    let days = seconds.div_euclid(86_400) + 719_468; // from 1 March of the year 0
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}
