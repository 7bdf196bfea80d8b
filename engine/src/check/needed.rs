//! Settings that a choice in another setting makes necessary: without them the trigger fails on every run.

use crate::{
    problem::{Code, Problem},
    template::fixed,
    triggers::{Given, Settings},
};

/// One such dependency.
struct Rule {
    /// Code of the trigger.
    kind: &'static str,
    applies: fn(&Settings) -> bool,
    /// At least one of these has to be given.
    names: &'static [&'static str],
    code: Code,
    detail: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        kind: "notify",
        applies: |it| it.choice("audience") == Some("chosen"),
        names: &["users"],
        code: Code::NoUser,
        detail: "Показать уведомление некому: выберите сотрудников",
    },
    Rule {
        kind: "notify",
        applies: |it| it.choice("form") != Some("sound"),
        names: &["text", "title"],
        code: Code::MissingSetting,
        detail: "Напишите заголовок или сообщение: в уведомлении нечего показать",
    },
    Rule {
        kind: "send_sms",
        applies: |it| it.choice("recipient") == Some("number"),
        names: &["number"],
        code: Code::MissingSetting,
        detail: "Укажите номер, на который отправить СМС",
    },
    Rule {
        kind: "send_email",
        applies: |it| it.choice("recipient") == Some("address"),
        names: &["address"],
        code: Code::MissingSetting,
        detail: "Укажите адрес, на который отправить письмо",
    },
    Rule {
        kind: "change_task",
        applies: |_| true,
        names: &["state", "text", "responsible", "task_type"],
        code: Code::MissingSetting,
        detail: "Укажите, что изменить: ответственного, тип, статус или текст",
    },
];

/// What is missing in the settings of a trigger, given its other settings.
pub(super) fn needed(kind: &str, settings: &Settings) -> Vec<Problem> {
    let rules = RULES.iter().filter(|rule| rule.kind == kind);
    rules
        .filter(|rule| (rule.applies)(settings))
        .filter(|rule| rule.names.iter().all(|name| is_blank(settings.get(name))))
        .map(|rule| {
            let place = rule.names.first().copied().unwrap_or_default();
            Problem::error(rule.code, rule.detail).at(format!("settings.{place}"))
        })
        .collect()
}

fn is_blank(given: Option<&Given>) -> bool {
    match given {
        None => true,
        Some(Given::Text(template)) => {
            fixed(template.parts()).is_some_and(|text| text.trim().is_empty())
        }
        Some(Given::Rows(rows)) => rows.is_empty(),
        Some(_) => false,
    }
}
