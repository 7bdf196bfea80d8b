//! «Таймер запуска» of a trigger (R347–R362): after a delay, by a date of a field, or once a year by its day.
//!
//! In JSON a timer is one of three forms, with `overwrite` beside it:
//!
//! ```text
//! {"delay": {"amount": 3, "unit": "hours"}}
//! {"date": {"field": "lead.cf(115)", "shift_days": -1, "time": "12:30", "past": "now"}, "overwrite": true}
//! {"year_day": {"field": "contact.cf(204)", "shift_days": -3, "time": "09:00"}}
//! ```
//!
//! A form in the panel has «Без таймера» (no timer at all) and the three forms; [`Delay`], [`DateTimer`]
//! and [`YearDay`] are their inputs, and what a key leaves out is its default.

use serde::{Deserialize, Serialize};

/// When a trigger acts, if not at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Saved", into = "Saved")]
pub struct Timer {
    /// What the due time comes from.
    pub when: When,
    /// «Перезаписывать отложенные действия по сущности» (R358, A45).
    pub overwrite: bool,
}

/// What a due time comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// Секунды, минуты, часы, дни (R350).
    Delay(Delay),
    /// Дата из поля (R351–R354).
    Date(DateTimer),
    /// День года из поля (R355–R357).
    YearDay(YearDay),
}

/// A time after the moment the trigger is executed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delay {
    /// From one second to 99 years (R348).
    pub amount: u64,
    /// What `amount` counts.
    pub unit: DelayUnit,
}

/// Units of a [`Delay`]; a day is 24 hours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DelayUnit {
    /// секунд
    Seconds,
    /// минут
    #[default]
    Minutes,
    /// часов
    Hours,
    /// дней
    Days,
}

impl DelayUnit {
    /// Seconds of one.
    pub fn seconds(self) -> u64 {
        match self {
            Self::Seconds => 1,
            Self::Minutes => 60,
            Self::Hours => 3_600,
            Self::Days => 86_400,
        }
    }
}

/// The date of a field, shifted by days, at a time of day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DateTimer {
    /// Path of the field: `lead.cf(115)`, `contact.cf(204)`, `company.cf(…)`.
    pub field: String,
    /// Negative is before the date (R353).
    pub shift_days: i32,
    /// `H:i` in Moscow; without it the time of a date-time field, else 10:00 (A43).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// What happens when the date has passed already (A42).
    pub past: Past,
}

/// «Если дата уже прошла» (A42).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Past {
    /// Не выполнять
    #[default]
    Skip,
    /// Выполнить сразу
    Now,
}

/// Day and month of a field's date, in the year in which they come next (A41).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct YearDay {
    /// Path of the field, as in [`DateTimer::field`].
    pub field: String,
    /// Negative is before the day (R356).
    pub shift_days: i32,
    /// As [`DateTimer::time`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
}

impl Timer {
    /// Path of the field that the due time comes from.
    pub fn field(&self) -> Option<&str> {
        match &self.when {
            When::Delay(_) => None,
            When::Date(date) => Some(&date.field),
            When::YearDay(day) => Some(&day.field),
        }
    }
}

/// The JSON form: exactly one of the three keys.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Saved {
    #[serde(skip_serializing_if = "Option::is_none")]
    delay: Option<Delay>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<DateTimer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year_day: Option<YearDay>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    overwrite: bool,
}

impl TryFrom<Saved> for Timer {
    type Error = &'static str;

    fn try_from(saved: Saved) -> Result<Self, Self::Error> {
        let when = match (saved.delay, saved.date, saved.year_day) {
            (Some(delay), None, None) => When::Delay(delay),
            (None, Some(date), None) => When::Date(date),
            (None, None, Some(day)) => When::YearDay(day),
            _ => return Err("a timer is exactly one of `delay`, `date` and `year_day`"),
        };
        Ok(Self {
            when,
            overwrite: saved.overwrite,
        })
    }
}

impl From<Timer> for Saved {
    fn from(timer: Timer) -> Self {
        let saved = Self {
            overwrite: timer.overwrite,
            ..Self::default()
        };
        match timer.when {
            When::Delay(delay) => Self {
                delay: Some(delay),
                ..saved
            },
            When::Date(date) => Self {
                date: Some(date),
                ..saved
            },
            When::YearDay(day) => Self {
                year_day: Some(day),
                ..saved
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timer_is_written_as_it_was_read() {
        for json in [
            r#"{"delay":{"amount":3,"unit":"hours"}}"#,
            r#"{"date":{"field":"lead.cf(115)","shift_days":-1,"time":"12:30","past":"now"},"overwrite":true}"#,
            r#"{"year_day":{"field":"contact.cf(204)","shift_days":0}}"#,
        ] {
            let timer: Result<Timer, _> = serde_json::from_str(json);
            let written = timer.map(|timer| serde_json::to_string(&timer));
            assert_eq!(written.ok().and_then(Result::ok).as_deref(), Some(json));
        }
    }

    #[test]
    fn two_forms_at_once_none_and_unknown_keys_are_refused() {
        for json in [
            r#"{"delay":{"amount":1,"unit":"days"},"year_day":{"field":"x"}}"#,
            r#"{"overwrite":true}"#,
            r#"{"delay":{"amount":1,"unit":"days"},"repeat":true}"#,
            r#"{"delay":{"amount":-1,"unit":"days"}}"#,
        ] {
            assert!(serde_json::from_str::<Timer>(json).is_err(), "{json}");
        }
    }
}
