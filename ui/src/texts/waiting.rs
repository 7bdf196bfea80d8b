//! Words of the page of what waits.

super::catalogue! {
    /// Words of the page of what waits.
    Waiting {
        title: "Ожидают",
        loading: "Загружаем, что ожидает",
        failed: "Не удалось загрузить, что ожидает",
        empty_title: "Ничего не ожидает",
        empty: "Здесь видны триггеры с таймером: напоминание через три дня, поздравление в день рождения. Они появляются, когда сценарий сработал, и ждут своего времени.",
        nothing_title: "Ничего не найдено",
        nothing: "По этому отбору ничего не ожидает. Проверьте номер или сбросьте отбор.",
        reset: "Сбросить отбор",
        scenario: "Сценарий",
        every: "Все сценарии",
        entity: "Номер или ссылка на карточку",
        entity_hint: "Все карточки",
        entity_wrong: "Введите номер или вставьте ссылку на сделку, контакт или компанию.",
        refresh: "Обновить",
        column_due: "Когда",
        column_trigger: "Что будет",
        column_scenario: "Сценарий",
        column_entity: "Для чего",
        column_actions: "Действия",
        more: "Показать ещё",
        more_busy: "Загружаем…",
        off: "Сценарий выключен: подождёт",
        overdue: "Вот-вот",
        gone: "Триггер удалён: ничего не произойдёт",
        gone_scenario: "Удалённый сценарий",
        now: "Выполнить сейчас",
        now_off: "Сначала включите сценарий.",
        now_title: "Выполнить сейчас?",
        now_text: "Триггер сработает сразу, не дожидаясь своего времени.",
        cancel: "Отменить",
        cancel_title: "Отменить?",
        cancel_text: "Триггер не сработает. Вернуть его можно, только запустив сценарий ещё раз.",
        cancel_do: "Не выполнять",
        keep: "Оставить",
        done_now: "Выполняется.",
        done_cancel: "Отменено.",
        moscow: "Время московское.",
    }
}

/// An action on a row, for screen readers.
pub fn action_on(action: &str, trigger: &str, entity: &str) -> String {
    format!("{action}: {trigger}, {entity}")
}

/// When it was planned.
pub fn planned(when: &str) -> String {
    format!("запланировано {when}")
}

/// How many are shown.
pub fn count(shown: usize, more: bool) -> String {
    match more {
        true => format!("показано {shown}"),
        false => shown.to_string(),
    }
}
