//! Timers of triggers in a few words: «Через 3 часа».

use engine::{
    scenario::{Delay, DelayUnit, Timer, When},
    snapshot::Dictionaries,
    values::Path,
};

use super::numbers;

/// When a trigger acts.
pub fn short(timer: &Timer, names: &Dictionaries) -> String {
    match &timer.when {
        When::Delay(delay) => format!("Через {}", period(*delay)),
        When::Date(date) => by(&date.field, date.shift_days, date.time.as_deref(), names),
        When::YearDay(day) => {
            let when = by(&day.field, day.shift_days, day.time.as_deref(), names);
            // One job at the next such day; it does not repeat by itself (A41).
            format!("{when}, в ближайший такой день года")
        }
    }
}

fn period(delay: Delay) -> String {
    let forms = match delay.unit {
        DelayUnit::Seconds => ["секунду", "секунды", "секунд"],
        DelayUnit::Minutes => ["минуту", "минуты", "минут"],
        DelayUnit::Hours => ["час", "часа", "часов"],
        DelayUnit::Days => ["день", "дня", "дней"],
    };
    numbers::counted(delay.amount, forms)
}

fn by(field: &str, shift_days: i32, time: Option<&str>, names: &Dictionaries) -> String {
    let label =
        Path::parse(field).map_or_else(|_| super::words::GAP.to_owned(), |path| path.label(names));
    let days = numbers::counted(
        u64::from(shift_days.unsigned_abs()),
        ["день", "дня", "дней"],
    );
    let when = match shift_days {
        0 => format!("В день «{label}»"),
        ..0 => format!("За {days} до «{label}»"),
        _ => format!("Через {days} после «{label}»"),
    };
    match time {
        Some(time) => format!("{when} в {time}"),
        None => when,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(json: &str) -> String {
        let timer: Timer = serde_json::from_str(json).expect("a timer of this test");
        short(&timer, &Dictionaries::default())
    }

    #[test]
    fn timers_are_said_as_people_say_them() {
        assert_eq!(
            said(r#"{"delay":{"amount":1,"unit":"minutes"}}"#),
            "Через 1 минуту"
        );
        assert_eq!(
            said(r#"{"delay":{"amount":3,"unit":"hours"}}"#),
            "Через 3 часа"
        );
        let text = said(
            r#"{"date":{"field":"lead.created_at","shift_days":-2,"time":"09:00","past":"skip"}}"#,
        );
        assert!(
            text.starts_with("За 2 дня до «") && text.ends_with("» в 09:00"),
            "{text}"
        );
        let text = said(r#"{"year_day":{"field":"lead.created_at","shift_days":0}}"#);
        assert!(
            text.starts_with("В день «") && text.ends_with(", в ближайший такой день года"),
            "{text}"
        );
    }
}
