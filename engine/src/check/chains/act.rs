//! What a trigger writes, and which starts follow from it in amoCRM.

use serde_json::{Value as Json, json};

use super::{
    super::written::{constant, is_plain, row},
    text::{self, Own},
};
use crate::{
    events,
    fact::elements,
    problem::Severity,
    run::EntityKind::{self, Company, Contact, Lead, Task},
    scenario::{Condition, Trigger, When},
    snapshot::{CustomFields, Dictionaries, Field},
    triggers::{self, FieldName, FieldText, Given, Settings, User},
};

/// What starts a scenario.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Start {
    /// An event of the catalogue.
    Event(&'static str),
    /// By another scenario, for an entity of this kind.
    Scenario(u64, EntityKind),
}

/// A value that a trigger writes.
#[derive(Debug)]
pub(super) struct Touch {
    /// `lead.status`, `lead.cf(5)`, `lead.tags/опт`.
    pub slot: String,
    /// Equal texts are equal values; `None` is another value each time.
    pub text: Option<String>,
    /// What holds afterwards, if it is known.
    pub row: Option<Condition>,
}

/// A start that follows from a trigger.
#[derive(Debug)]
pub(super) struct Cause {
    pub start: Start,
    /// Places of the values of which one has to become another one; none: it always follows.
    pub gate: Vec<usize>,
    /// Root of what is made: each time another entity.
    pub made: Option<&'static str>,
    /// What is known of it.
    pub known: Vec<Touch>,
}

/// All that a trigger does, as far as it can lead to a circle.
#[derive(Debug, Default)]
pub(super) struct Act {
    pub touches: Vec<Touch>,
    pub causes: Vec<Cause>,
    /// It acts later, by so many seconds; nothing for at once.
    pub delay_s: u64,
}

/// The first part of the paths of an entity.
pub(super) fn root(kind: EntityKind) -> &'static str {
    match kind {
        Lead => "lead",
        Contact => "contact",
        Company => "company",
        Task => "task",
    }
}

/// What a trigger of a scenario for this kind of entity does; nothing if it can't run.
pub(super) fn of(trigger: &Trigger, kind: EntityKind, names: &Dictionaries) -> Option<Act> {
    let entry = triggers::find(&trigger.kind).filter(|_| !trigger.muted)?;
    let settings = Settings::read(entry, &trigger.settings);
    let faults = entry.faults(&settings);
    let fails = faults.iter().any(|it| it.severity == Severity::Error);
    let target = entry.target(trigger.target, kind)?;
    if settings.broken || fails {
        return None;
    }
    let mut act = Act::default();
    act.add(entry.code, &settings, target, names);
    match trigger.timer.as_ref().map(|timer| &timer.when) {
        None => {}
        Some(When::Delay(delay)) => {
            act.delay_s = delay.amount.saturating_mul(delay.unit.seconds()).max(1);
        }
        // A date is not there again before somebody writes another one.
        Some(When::Date(_) | When::YearDay(_)) => {
            act.delay_s = u64::MAX;
            act.causes.clear();
        }
    }
    Some(act)
}

impl Act {
    fn add(&mut self, code: &str, settings: &Settings, target: EntityKind, names: &Dictionaries) {
        match code {
            "change_stage" => {
                let touch = stage(settings, "lead.status");
                self.change(Lead, touch.into_iter().collect(), Some("status_changed"));
            }
            "change_responsible" => self.responsible(settings, target, names),
            "change_tags" => self.change(target, tags(settings, root(target)), None),
            "change_lead_fields" | "change_contact_fields" | "change_company_fields" => {
                self.change(target, fields(settings, target, names), None);
            }
            "change_task" => self.task(settings, names),
            "create_task" => self.make(Task, new_task(settings, names)),
            "create_lead" | "copy_lead" => self.make(Lead, new(settings, Lead, names)),
            "create_contact" => self.make(Contact, new(settings, Contact, names)),
            "create_company" => self.make(Company, new(settings, Company, names)),
            "add_note" => self.note(settings, target),
            "change_variable" => self.touches.extend(variable(settings)),
            "run_scenario" => self.run(settings.scenario("scenario"), target),
            "send_hook" => self.run(settings.scenario("listen"), target),
            _ => {}
        }
    }

    /// An entity is changed; a special event comes beside the one of every change.
    fn change(&mut self, kind: EntityKind, touches: Vec<Touch>, special: Option<&str>) {
        let first = self.touches.len();
        let gate: Vec<usize> = (first..first + touches.len()).collect();
        self.touches.extend(touches);
        if !gate.is_empty() {
            for what in ["changed"].into_iter().chain(special) {
                self.event(kind, what, gate.clone());
            }
        }
    }

    fn event(&mut self, kind: EntityKind, what: &str, gate: Vec<usize>) {
        let event = events::find(&format!("{}_{what}", root(kind)));
        self.causes.extend(event.map(|event| Cause {
            start: Start::Event(event.code),
            gate,
            made: None,
            known: Vec::new(),
        }));
    }

    fn responsible(&mut self, settings: &Settings, target: EntityKind, names: &Dictionaries) {
        let linked = [("company", Company), ("contacts", Contact), ("tasks", Task)];
        let linked = linked.into_iter();
        let linked = linked.filter(|(code, _)| settings.chosen("linked", code));
        let mut kinds: Vec<EntityKind> = linked.map(|(_, kind)| kind).collect();
        kinds.retain(|kind| *kind != target);
        kinds.insert(0, target);
        for kind in kinds {
            let touch = user(
                settings,
                "user",
                &format!("{}.responsible", root(kind)),
                names,
            );
            self.change(
                kind,
                touch.into_iter().collect(),
                Some("responsible_changed"),
            );
        }
    }

    fn task(&mut self, settings: &Settings, names: &Dictionaries) {
        let first = self.touches.len();
        let responsible = user(settings, "responsible", "task.responsible", names);
        let has_user = responsible.is_some();
        self.touches.extend(responsible);
        self.touches.extend(task_type(settings));
        let appends = settings.flag("append");
        self.touches.extend(
            written(settings, "text", "task.text", Own::Text).map(|touch| {
                let text = touch.text.filter(|_| !appends);
                let row = touch.row.filter(|_| !appends);
                Touch { text, row, ..touch }
            }),
        );
        let mut gate: Vec<usize> = (first..self.touches.len()).collect();
        // Closing skips closed tasks, opening skips open ones.
        if let Some(state) = settings.choice("state") {
            gate = vec![self.touches.len()];
            self.touches.push(done(state == "close"));
        }
        self.event(Task, "changed", gate.clone());
        if has_user {
            // Somebody else has to get a task that is touched at all.
            self.event(Task, "responsible_changed", vec![first]);
        }
    }

    fn make(&mut self, kind: EntityKind, known: Vec<Touch>) {
        let event = events::find(&format!("{}_added", root(kind)));
        self.causes.extend(event.map(|event| Cause {
            start: Start::Event(event.code),
            gate: Vec::new(),
            made: Some(root(kind)),
            known,
        }));
    }

    fn note(&mut self, settings: &Settings, target: EntityKind) {
        let event = events::find(&format!("{}_note_added", root(target)));
        let form = if settings.flag("system") {
            "system"
        } else {
            "text"
        };
        let kind = Touch {
            slot: "note.type".to_owned(),
            text: Some(form.to_owned()),
            row: Some(row(
                "note.type",
                "eq",
                Some(("const.notetype", json!(form))),
            )),
        };
        let text = written(settings, "text", "note.text", Own::Text);
        self.causes.extend(event.map(|event| Cause {
            start: Start::Event(event.code),
            gate: Vec::new(),
            made: Some("note"),
            known: text.into_iter().chain([kind]).collect(),
        }));
    }

    fn run(&mut self, scenario: Option<u64>, target: EntityKind) {
        self.causes.extend(scenario.map(|id| Cause {
            start: Start::Scenario(id, target),
            gate: Vec::new(),
            made: None,
            known: Vec::new(),
        }));
    }
}

/// A value that is the same whenever it is written.
fn same(slot: &str, text: String, right: (&str, Json)) -> Touch {
    Touch {
        slot: slot.to_owned(),
        text: Some(text),
        row: Some(row(slot, "eq", Some(right))),
    }
}

fn stage(settings: &Settings, slot: &str) -> Option<Touch> {
    let Some(Given::Stage { pipeline, status }) = settings.get("stage") else {
        return None;
    };
    let right = json!({ "pipeline": pipeline, "status": status });
    let text = format!("{pipeline}/{status}");
    Some(same(slot, text, ("const.stage", right)))
}

/// A user of the list who may be given work, or whoever a template names.
fn user(settings: &Settings, name: &str, slot: &str, names: &Dictionaries) -> Option<Touch> {
    let is_off = |id: u64| {
        let found = names.users.iter().find(|user| user.id == id);
        found.is_some_and(|user| user.rights.is_active == Some(false))
    };
    match settings.get(name)? {
        Given::User(User::Number(id)) if is_off(*id) => None,
        Given::User(User::Number(id)) => {
            Some(same(slot, id.to_string(), ("const.user", json!(id))))
        }
        Given::User(User::Own(template)) => Some(Touch {
            slot: slot.to_owned(),
            text: text::still(template, Own::Nothing).then(|| format!("{template:?}")),
            row: None,
        }),
        _ => None,
    }
}

fn task_type(settings: &Settings) -> Option<Touch> {
    let Some(Given::TaskType(id)) = settings.get("task_type") else {
        return None;
    };
    Some(same(
        "task.type",
        id.to_string(),
        ("const.tasktype", json!(id)),
    ))
}

fn done(is_done: bool) -> Touch {
    same(
        "task.done",
        is_done.to_string(),
        ("const.bool", json!(is_done)),
    )
}

/// A text setting with templates.
fn written(settings: &Settings, name: &str, slot: &str, own: Own) -> Option<Touch> {
    let Some(Given::Text(template)) = settings.get(name) else {
        return None;
    };
    let fixed = settings.fixed(name);
    let plain = fixed.as_deref().map(str::trim).filter(|it| is_plain(it));
    let is_still = fixed.is_some() || text::still(template, own);
    Some(Touch {
        slot: slot.to_owned(),
        text: is_still.then(|| fixed.clone().unwrap_or_else(|| format!("{template:?}"))),
        row: plain.map(|text| row(slot, "eq", Some(("const.text", json!(text))))),
    })
}

fn new_task(settings: &Settings, names: &Dictionaries) -> Vec<Touch> {
    let kind = task_type(settings);
    // amoCRM's «Связаться», which is the default of the trigger.
    let kind = kind.unwrap_or_else(|| same("task.type", "1".into(), ("const.tasktype", json!(1))));
    let text = written(settings, "text", "task.text", Own::Text);
    let responsible = user(settings, "responsible", "task.responsible", names);
    let others = text.into_iter().chain(responsible);
    others.chain([kind, done(false)]).collect()
}

fn new(settings: &Settings, kind: EntityKind, names: &Dictionaries) -> Vec<Touch> {
    let slot = |name: &str| format!("{}.{name}", root(kind));
    let name = written(settings, "name", &slot("name"), Own::Text);
    let responsible = user(settings, "responsible", &slot("responsible"), names);
    let stage = stage(settings, &slot("status"));
    name.into_iter().chain(responsible).chain(stage).collect()
}

fn tags(settings: &Settings, root: &str) -> Vec<Touch> {
    let slot = format!("{root}.tags");
    let (operator, word) = match settings.choice("mode") {
        Some("remove") => ("ncontains", "-"),
        _ => ("contains", "+"),
    };
    let Some(Given::Text(template)) = settings.get("tags") else {
        let none = row(&slot, "empty", None);
        return vec![Touch {
            slot,
            text: Some(word.to_owned()),
            row: Some(none),
        }];
    };
    let Some(fixed) = settings.fixed("tags") else {
        // A tag that is there is not added again.
        let text = text::still(template, Own::Nothing).then(|| format!("{word}{template:?}"));
        return vec![Touch {
            slot: format!("{slot}/{template:?}"),
            text,
            row: None,
        }];
    };
    let tag = |tag: &str| Touch {
        slot: format!("{slot}/{}", tag.to_lowercase()),
        text: Some(word.to_owned()),
        row: Some(row(&slot, operator, Some(("const.tag", json!([tag]))))),
    };
    elements(&fixed).map(tag).collect()
}

fn fields(settings: &Settings, target: EntityKind, names: &Dictionaries) -> Vec<Touch> {
    let Some(Given::Fields(rows)) = settings.get("fields") else {
        return Vec::new();
    };
    let known = of(&names.custom_fields, target);
    return rows
        .iter()
        .map(|row| field(row, settings.flag("append"), target, known))
        .collect();

    fn of(fields: &CustomFields, kind: EntityKind) -> &[Field] {
        match kind {
            Lead => &fields.leads,
            Contact => &fields.contacts,
            Company => &fields.companies,
            Task => &[],
        }
    }
}

fn field(given: &FieldText, appends: bool, target: EntityKind, known: &[Field]) -> Touch {
    let root = root(target);
    let slot = match given.field {
        FieldName::Name => format!("{root}.name"),
        // Both are parts of the name.
        FieldName::FirstName => format!("{root}.name/first"),
        FieldName::LastName => format!("{root}.name/last"),
        FieldName::Budget => format!("{root}.budget"),
        FieldName::Custom(id) => format!("{root}.cf({id})"),
    };
    let own = match given.field {
        FieldName::Custom(id) => match known.iter().find(|field| field.id == id) {
            Some(field) => Own::Field(target, id, Some(field.kind.clone())),
            None => Own::Field(target, id, None),
        },
        _ => Own::Property(target),
    };
    let is_part = slot.contains('/');
    let right = constant(given.field, given.text.trim(), known);
    let right = right.filter(|_| !appends && !given.reset && !is_part);
    let is_still = appends || text::still(&given.value, own);
    Touch {
        row: right.map(|right| row(&slot, "eq", Some(right))),
        text: is_still.then(|| given.text.trim().to_owned()),
        slot,
    }
}

fn variable(settings: &Settings) -> Option<Touch> {
    let Some(Given::Variable(name)) = settings.get("variable") else {
        return None;
    };
    let slot = format!("global({name})");
    let mode = settings.choice("mode");
    let value = written(settings, "value", &slot, Own::Variable(name.clone()));
    Some(match (mode, value) {
        (Some("append"), _) => Touch {
            slot,
            text: None,
            row: None,
        },
        (Some("clear"), _) | (_, None) => {
            let none = row(&slot, "empty", None);
            Touch {
                slot,
                text: Some(String::new()),
                row: Some(none),
            }
        }
        (_, Some(touch)) => touch,
    })
}
