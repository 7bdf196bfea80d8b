//! Problems of a trigger: its kind, its target, its settings.

use super::{Context, expression};
use crate::{
    problem::{Code, Problem},
    run::EntityKind,
    russian::quotes,
    scenario::Trigger,
    triggers::{self, Entry, Settings},
};

impl Context<'_> {
    pub(super) fn trigger(&self, trigger: &Trigger) -> Vec<Problem> {
        let Some(entry) = triggers::find(&trigger.kind) else {
            let detail = match trigger.kind.as_str() {
                "" => "Выберите вид триггера".to_owned(),
                code => format!("Триггер «{code}» неизвестен, выберите триггер из списка"),
            };
            return vec![Problem::error(Code::UnknownTrigger, detail).at("kind")];
        };
        let mut problems = Vec::new();
        problems.extend(self.forbidden(&trigger.kind, entry));
        problems.extend(self.target(trigger, entry));
        problems.extend(self.unusual_target(trigger, entry));
        problems.extend(trigger.timer.iter().flat_map(|timer| self.timer(timer)));
        let settings = Settings::read(entry, &trigger.settings);
        problems.extend(settings.problems.iter().cloned());
        for (place, template) in settings.templates() {
            problems.extend(
                template
                    .problems()
                    .iter()
                    .map(|problem| problem.clone().at(place.clone())),
            );
            let broken = expression::expressions(template).into_iter();
            problems.extend(broken.map(|problem| problem.at(place.clone())));
            for path in template.paths() {
                let found = path.check(self.dictionaries).into_iter();
                let found = found.chain(self.offered(path));
                problems.extend(found.map(|problem| problem.at(place.clone())));
            }
        }
        problems.extend(self.settings(trigger, entry, &settings));
        problems.extend(entry.faults(&settings));
        problems
    }

    fn forbidden(&self, code: &str, entry: &Entry) -> Option<Problem> {
        let event = self.event?;
        event.forbids.contains(&code).then(|| {
            let detail = format!(
                "{} в сценарии {} запускал бы его без конца: удалите этот триггер",
                quotes::quoted(entry.label),
                quotes::quoted(event.label)
            );
            Problem::error(Code::NotApplicable, detail).at("kind")
        })
    }

    /// A message belongs to its contact, so a notification about it does too (R284, A33).
    fn unusual_target(&self, trigger: &Trigger, entry: &Entry) -> Option<Problem> {
        let event = self
            .event
            .filter(|event| event.code == "message_received")?;
        let target = trigger.target.or(event.entity)?;
        (entry.code == "notify" && target != EntityKind::Contact).then(|| {
            let detail = "Для входящего сообщения выберите «К контакту»: иначе часть переменных может быть пустой";
            Problem::warning(Code::NotApplicable, detail).at("target")
        })
    }

    /// An own scenario without a chosen target acts on whatever it is started for.
    fn target(&self, trigger: &Trigger, entry: &Entry) -> Option<Problem> {
        let start = self.start().or(trigger.target)?;
        entry.target(trigger.target, start).is_none().then(|| {
            let detail = format!(
                "{} не работает с этой сущностью: выберите другую в «Применить»",
                quotes::quoted(entry.label)
            );
            Problem::error(Code::NotApplicable, detail).at("target")
        })
    }
}
