//! `minijinja` and `tera` write the message of W4 from the event's JSON.
//!
//! A field by its number, the discount and the date are functions of the host, as an application would add them.

use std::collections::HashMap;

use anyhow::Result;
use chrono::{DateTime, FixedOffset};
use minijinja::{Environment, Value, value::Serde};
use serde_json::Value as Json;
use tera::Tera;

use crate::{
    contest::Contestant,
    work::{Letter, Work},
};

/// Name of the message among an engine's templates.
const NAME: &str = "letter";

/// The message in Jinja's language, which both understand.
fn source(letter: &Letter) -> String {
    let Letter { city, tag } = letter;
    format!(
        "Здравствуйте, {{{{ contacts.0.name }}}}!
Ваша заявка №{{{{ lead.id }}}} «{{{{ lead.name }}}}» от {{{{ lead.created_at | day }}}} принята.
Компания: {{{{ company.name }}}}. Город: {{% for f in lead.custom_fields_values %}}{{% if f.field_id == {city} %}}{{{{ f.values.0.value }}}}{{% endif %}}{{% endfor %}}.
Сумма: {{{{ lead.price }}}} руб., со скидкой 15%: {{{{ lead.price | discounted }}}} руб.
Этап: {{{{ status.name }}}}, воронка: {{{{ pipeline.name }}}}.
Менеджер: {{{{ user.name }}}}, тел. {{{{ user.phone }}}}, {{{{ user.email }}}}.
Метка: {{{{ lead._embedded.tags.{tag}.name }}}}. Аккаунт: {{{{ account.subdomain }}}}.amocrm.ru"
    )
}

/// Unix seconds as a day in Moscow.
fn day(seconds: i64) -> String {
    let moscow = FixedOffset::east_opt(3 * 3600);
    let utc = DateTime::from_timestamp(seconds, 0);
    let local = utc
        .zip(moscow)
        .map(|(utc, moscow)| utc.with_timezone(&moscow));
    local.map_or_else(String::new, |it| it.format("%d.%m.%Y").to_string())
}

/// A price without 15 %.
fn discounted(price: i64) -> String {
    let hundredths = price * 85;
    match hundredths % 100 {
        0 => (hundredths / 100).to_string(),
        part if part % 10 == 0 => format!("{}.{}", hundredths / 100, part / 10),
        part => format!("{}.{part:02}", hundredths / 100),
    }
}

/// `minijinja` with the event as its own value.
pub struct Minijinja {
    environment: Environment<'static>,
    event: Value,
}

impl Minijinja {
    /// Compiles the message.
    pub fn new(work: &Work) -> Result<Self> {
        let mut environment = Environment::new();
        environment.add_filter("day", day);
        environment.add_filter("discounted", discounted);
        environment.add_template_owned(NAME, source(&work.letter))?;
        let event = Value::from(Serde(&work.event));
        Ok(Self { environment, event })
    }
}

impl Contestant for Minijinja {
    fn name(&self) -> &'static str {
        "minijinja 3"
    }

    fn w4(&mut self) -> Option<String> {
        let template = self.environment.get_template(NAME).ok()?;
        template.render(&self.event).ok()
    }
}

/// `tera` with the event as its context.
pub struct TeraPeer {
    tera: Tera,
    event: tera::Context,
}

impl TeraPeer {
    /// Compiles the message.
    pub fn new(work: &Work) -> Result<Self> {
        let number = |value: &Json| value.as_i64().unwrap_or_default();
        let mut tera = Tera::default();
        tera.register_filter("day", move |value: &Json, _: &HashMap<String, Json>| {
            Ok(Json::from(day(number(value))))
        });
        tera.register_filter(
            "discounted",
            move |value: &Json, _: &HashMap<String, Json>| {
                Ok(Json::from(discounted(number(value))))
            },
        );
        tera.add_raw_template(NAME, &source(&work.letter))?;
        let event = tera::Context::from_serialize(&work.event)?;
        Ok(Self { tera, event })
    }
}

impl Contestant for TeraPeer {
    fn name(&self) -> &'static str {
        "tera 1"
    }

    fn w4(&mut self) -> Option<String> {
        self.tera.render(NAME, &self.event).ok()
    }
}
