//! Words of the kill switch.

use api::scenarios::Stopped;

use super::numbers::counted;

super::catalogue! {
    /// Words of the kill switch.
    Stop {
        action: "Остановить",
        every: "Остановить всё",
        title: "Остановить сейчас?",
        all: "Все сценарии аккаунта выключатся сразу. Всё, что ещё ждёт, отменится: запуски, отложенные триггеры и неотправленные действия. Вернуть это нельзя.",
        stays: "Что уже отправлено в amoCRM, останется. Включить сценарии можно в любой момент: начнёт работать только новое.",
        confirm: "Остановить",
    }
}

/// What happens to one scenario.
pub fn one(name: &str) -> String {
    format!(
        "Сценарий «{name}» выключится сразу. Всё, что у него ещё ждёт, отменится: запуски, отложенные триггеры \
         и неотправленные действия. Вернуть это нельзя."
    )
}

/// What was done.
pub fn dropped(dropped: Stopped) -> String {
    let parts = [
        (dropped.runs, ["запуск", "запуска", "запусков"]),
        (
            dropped.delayed,
            [
                "отложенный триггер",
                "отложенных триггера",
                "отложенных триггеров",
            ],
        ),
        (dropped.effects, ["действие", "действия", "действий"]),
    ];
    let parts = parts.into_iter().filter(|(number, _)| *number > 0);
    let parts: Vec<String> = parts
        .map(|(number, forms)| counted(number, forms))
        .collect();
    match parts.is_empty() {
        true => "Остановлено. Ничего не ждало.".to_owned(),
        false => format!("Остановлено. Отменено: {}.", parts.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_dropped_is_counted_in_words() {
        let told = |runs, delayed, effects| {
            dropped(Stopped {
                runs,
                delayed,
                effects,
            })
        };
        assert_eq!(told(0, 0, 0), "Остановлено. Ничего не ждало.");
        assert_eq!(
            told(2, 0, 5),
            "Остановлено. Отменено: 2 запуска, 5 действий."
        );
    }
}
