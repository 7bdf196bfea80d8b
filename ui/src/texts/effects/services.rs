//! Effects that leave amoCRM, or wait, as Russian sentences.

use engine::{
    Effect,
    effect::{LinkButton, Notification},
    snapshot::Dictionaries,
};

use super::{Said, quoted, time, user, words};

/// Says an effect of a service or of a timer.
pub(super) fn say(effect: &Effect, names: &Dictionaries, now_s: i64) -> Said {
    match effect {
        Effect::SendHook { url, body, .. } => said("Веб-хук", url, body.clone()),
        Effect::SendEmail {
            recipients,
            template,
            ..
        } => said("Письмо", &quoted(template), recipients.join(", ")),
        Effect::SendTelegram {
            chat,
            text,
            buttons,
            ..
        } => said(
            "Сообщение в Телеграм",
            &quoted(text),
            chat_note(chat, buttons),
        ),
        Effect::SendSms { phones, text, .. } => said("СМС", &quoted(text), phones.join(", ")),
        Effect::Notify {
            form,
            title,
            text,
            users,
            ..
        } => said(
            notification(*form),
            &heading(title, text),
            people(names, users),
        ),
        Effect::CreateDocument { template, .. } => {
            said("Документ", &quoted(template), String::new())
        }
        Effect::Subscribe {
            users, subscribe, ..
        } => {
            let subject = if *subscribe {
                "Подписать на чат"
            } else {
                "Отписать от чата"
            };
            said(subject, &people(names, users), String::new())
        }
        Effect::FillRequisites { mappings, .. } => {
            said("Реквизиты из Dadata", &mappings.join(", "), String::new())
        }
        Effect::CreateChecklist { entity, checklist } => {
            let note = words::target(entity.kind).to_owned();
            said("Чек-лист", &quoted(checklist), note)
        }
        Effect::CreateBill {
            template, payer, ..
        } => said(
            "Счёт",
            &quoted(template),
            words::target(payer.kind).to_owned(),
        ),
        Effect::Schedule { due, .. } => {
            said("Отложено", &time::clock(*due), time::ago(*due, now_s))
        }
        Effect::Unschedule { .. } => said("Отложенное действие", "удалено", String::new()),
        _ => Said::default(),
    }
}

fn said(subject: &str, will: &str, note: String) -> Said {
    Said {
        subject: subject.to_owned(),
        was: None,
        will: will.to_owned(),
        note,
    }
}

fn chat_note(chat: &str, buttons: &[LinkButton]) -> String {
    let texts: Vec<&str> = buttons.iter().map(|button| button.text.as_str()).collect();
    match texts.is_empty() {
        true => chat.to_owned(),
        false => format!("{chat} · кнопки: {}", texts.join(", ")),
    }
}

fn notification(form: Notification) -> &'static str {
    match form {
        Notification::Popup => "Уведомление в amoCRM",
        Notification::Push => "Браузерный push",
        Notification::Sound => "Звук",
    }
}

fn heading(title: &str, text: &str) -> String {
    let parts = [title, text].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(": ")
}

fn people(names: &Dictionaries, users: &[u64]) -> String {
    let names: Vec<String> = users.iter().map(|id| user(names, *id)).collect();
    names.join(", ")
}
