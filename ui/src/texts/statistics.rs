//! Words of the statistics.

use super::numbers::{counted, grouped};

super::catalogue! {
    /// Words of the statistics.
    Statistics {
        title: "Статистика",
        loading: "Считаем",
        failed: "Не удалось загрузить статистику",
        refresh: "Обновить",
        operations: "Операции за месяц",
        operations_hint: "Операция — это принятый хук amoCRM или выполненный триггер. Если лимит превышен, сценарии продолжают работать.",
        over: "Лимит превышен",
        no_limit: "Лимит неизвестен: amoCRM не отвечает, сколько у аккаунта пользователей.",
        queue: "Очередь обработки событий",
        queue_hint: "События, которые пришли, но ещё не обработаны. Если нужной карточки нет в истории запусков, её событие может быть здесь.",
        runs: "Запуски в работе",
        delayed: "Ожидают своего времени",
        days: "По дням",
        scenarios: "Сценарии за месяц",
        empty: "В этом месяце ещё ничего не происходило.",
        day: "День",
        scenario: "Сценарий",
        hooks: "Хуки",
        fired: "Блоки сработали",
        not_matching: "Не подошли",
        triggers: "Триггеры",
        errors: "С ошибкой",
        gone: "Удалённый сценарий",
        moscow: "Время московское.",
    }
}

/// Operations and how many there may be.
pub fn of_limit(used: u64, limit: u64) -> String {
    format!("{} из {}", grouped(used), grouped(limit))
}

/// What is behind the sum.
pub fn parts(hooks: u64, triggers: u64) -> String {
    let hooks = counted(hooks, ["хук", "хука", "хуков"]);
    let triggers = counted(triggers, ["триггер", "триггера", "триггеров"]);
    format!("{hooks} и {triggers}")
}

/// A day as it is written by the server, `2026-11-24`: «24.11».
pub fn day(written: &str) -> String {
    let mut parts = written.rsplit('-');
    match (parts.next(), parts.next()) {
        (Some(day), Some(month)) => format!("{day}.{month}"),
        _ => written.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_said_without_its_year() {
        assert_eq!(day("2026-11-24"), "24.11");
        assert_eq!(day("?"), "?");
    }

    #[test]
    fn operations_are_counted_in_words() {
        assert_eq!(parts(1, 2), "1 хук и 2 триггера");
    }
}
