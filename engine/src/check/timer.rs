//! Problems of a timer that are known before it runs (R348, R351–R356, A43).

use super::Context;
use crate::{
    calendar,
    fact::Fact,
    kind::Kind,
    problem::{Code, Problem, Severity},
    scenario::{Timer, When},
    timer,
    values::{Group, Path, Usage},
};

impl Context<'_> {
    pub(super) fn timer(&self, timer: &Timer) -> Vec<Problem> {
        let mut problems = Vec::new();
        problems.extend(timer.field().and_then(|field| self.date_field(field)));
        problems.extend(limits(timer));
        problems
    }

    fn date_field(&self, field: &str) -> Option<Problem> {
        let place = "timer.field";
        if field.trim().is_empty() {
            let detail = "Выберите поле с датой для таймера";
            return Some(Problem::error(Code::MissingSetting, detail).at(place));
        }
        let path = match Path::parse_as(field, Usage::Template) {
            Ok(path) => path,
            Err(problem) => return Some(problem.at(place)),
        };
        if let Some(problem) = path.check(self.dictionaries).into_iter().next() {
            return Some(problem.at(place));
        }
        let entity = matches!(
            path.entry().group,
            Group::Lead | Group::Contact | Group::Company | Group::Client
        );
        // Without a dictionary of fields the type is not known.
        let kind = path.kind(self.dictionaries);
        let date = matches!(kind, Kind::Date | Kind::DateTime | Kind::Dynamic);
        (!entity || !date).then(|| {
            let label = path.label(self.dictionaries);
            let detail = format!(
                "«{label}» — не дата: выберите поле сделки, контакта или компании типа «Дата», «Дата и время» или «День рождения»"
            );
            Problem::error(Code::BadConstant, detail).at(place)
        })
    }
}

/// Amounts, shifts and times that no date could make right.
fn limits(timer: &Timer) -> Option<Problem> {
    let shift = match &timer.when {
        When::Delay(_) | When::YearDay(_) => 0,
        When::Date(date) => date.shift_days,
    };
    if shift.unsigned_abs() > timer::MAX_SHIFT_DAYS {
        let detail = format!("Сдвиг даты — не больше {} дней", timer::MAX_SHIFT_DAYS);
        return Some(Problem::error(Code::OutOfRange, detail).at("timer"));
    }
    // Any date will do: of what is left nothing depends on it.
    let day = calendar::parse("2024-01-01").and_then(calendar::Moment::day);
    let due = timer::due(timer, &day.map_or(Fact::Empty, Fact::Date), 0);
    due.err()
        .filter(|problem| problem.severity == Severity::Error && !is_far(problem, timer))
}

/// A due time that is too far from the sample date tells nothing about a real one.
fn is_far(problem: &Problem, timer: &Timer) -> bool {
    let by_date =
        matches!(&timer.when, When::Date(date) if date.time.as_deref().is_none_or(is_time));
    by_date && problem.code == Code::OutOfRange
}

fn is_time(text: &str) -> bool {
    text.trim().is_empty() || calendar::parse_time(text).is_some()
}
