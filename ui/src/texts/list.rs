//! Words of the scenario list.

super::catalogue! {
    /// Words of the scenario list.
    List {
        title: "Сценарии",
        loading: "Загружаем сценарии",
        failed: "Не удалось загрузить сценарии",
        create: "Создать сценарий",
        empty_title: "Здесь будут ваши сценарии",
        empty: "Сценарий ждёт события в amoCRM, проверяет условия и выполняет триггеры: меняет поля, ставит задачи, пишет примечания. Включается он, только когда вы сами его включите.",
        search: "Поиск",
        search_hint: "Название, событие или номер",
        show: "Показать",
        show_all: "Все",
        show_on: "Включённые",
        show_off: "Выключенные",
        show_failing: "С ошибками",
        nothing_title: "Ничего не найдено",
        nothing: "Проверьте слово или снимите отбор. Поиск смотрит названия, события и номера сценариев.",
        reset: "Сбросить отбор",
        column_on: "Вкл.",
        column_name: "Название",
        column_event: "Событие",
        column_last: "Сработал",
        column_today: "За сутки",
        column_failures: "Ошибки",
        column_actions: "Действия",
        off: "Выключен",
        never: "ещё не срабатывал",
        no_failures: "нет",
        rename: "Переименовать",
        delete: "Удалить",
        event: "Событие",
        event_choose: "Выберите событие",
        event_hint: "С чего начинается сценарий.",
        event_final: "Изменить событие потом нельзя.",
        name: "Название",
        name_hint: "Коротко: так сценарий виден в списке и на кнопке в карточке.",
        name_missing: "Введите название.",
        event_missing: "Выберите событие.",
        create_do: "Создать",
        rename_title: "Переименовать сценарий",
        rename_do: "Сохранить название",
        delete_title: "Удалить сценарий?",
        delete_do: "Удалить сценарий",
        moscow: "Время московское.",
    }
}

/// Accessible name of the switch of a row.
pub fn switch_label(name: &str) -> String {
    format!("Включён: {name}")
}

/// What is lost by deleting.
pub fn delete_text(name: &str) -> String {
    format!("Сценарий «{name}» и его история запусков будут удалены. Вернуть их нельзя.")
}

/// What was done.
pub fn deleted(name: &str) -> String {
    format!("Сценарий «{name}» удалён.")
}

/// What was done.
pub fn switched(name: &str, on: bool) -> String {
    match on {
        true => format!("Сценарий «{name}» включён."),
        false => format!("Сценарий «{name}» выключен."),
    }
}

/// An action on a row, for screen readers.
pub fn action_on(action: &str, name: &str) -> String {
    format!("{action}: {name}")
}

/// How many scenarios there are.
pub fn count(shown: usize, all: usize) -> String {
    use super::numbers::counted;
    match shown == all {
        true => counted(all as u64, ["сценарий", "сценария", "сценариев"]),
        false => format!("{shown} из {all}"),
    }
}
