//! Words of the debugger.

use engine::{EntityKind, EntityRef, Problem, log::Row, scenario::Group};

super::catalogue! {
    /// Words of the debugger.
    Debugger {
        title: "История запусков",
        back: "К списку сценариев",
        edit: "Изменить сценарий",
        refresh: "Обновить",
        loading: "Загружаем запуски",
        loading_run: "Загружаем запуск",
        failed: "Не удалось загрузить запуски",
        failed_run: "Не удалось загрузить запуск",
        empty_title: "Запусков нет",
        empty: "Пока не было ни одного события, на которое запускается сценарий. Если проверяемой сущности ещё нет в списке, её событие не пришло или ждёт в очереди.",
        nothing: "У этой сущности запусков нет. Проверьте номер или очистите поиск.",
        choose_title: "Выберите запуск слева",
        choose: "Здесь будет видно, какие условия выполнились, какие нет и что сделали триггеры.",
        entity: "Номер сделки, контакта или компании",
        entity_hint: "Все",
        entity_wrong: "Номер — это только цифры.",
        runs: "Запуски",
        older: "Показать более ранние",
        older_busy: "Загружаем…",
        running: "Выполняется",
        running_long: "Запуск ещё выполняется: ждёт своей очереди, таймера блока или ответа amoCRM.",
        too_often: "Превышена частота выполнения",
        too_often_long: "Превышена частота выполнения: сценарий недавно уже запускался для этой сущности. Интервал задан в настройках сценария.",
        stopped: "Остановлен",
        stopped_long: "Запуск остановлен.",
        dropped: "Остановлен вручную",
        dropped_long: "Сценарий остановили вручную: что ждало, снято, и дальше этот запуск не пойдёт. Чтобы выполнить его, включите сценарий и дождитесь нового события.",
        no_blocks: "Ни один блок ещё не проверен.",
        done: "Выполнен",
        not_matching: "Не соответствует условиям",
        rows: "Условия блока",
        result: "Итог",
        left: "Что сравнивали",
        operator: "Как",
        right: "С чем",
        held: "Верно",
        not_held: "Неверно",
        neutral: "Не учитывается",
        not: "НЕ",
        and: "И",
        or: "ИЛИ",
        empty_value: "пусто",
        trigger_failed: "Ошибка",
        trigger_skipped: "Отключён",
        trigger_not_planned: "Не запланирован",
        no_effects: "Менять было нечего.",
        effect_waiting: "Ждёт",
        effect_done: "Сделано",
        effect_failed: "Не сделано",
        effect_unknown: "Исход неизвестен",
        effect_dropped: "Снято: сценарий остановили вручную",
        different: "Браузер пришёл к другому решению, чем сервер. Обновите страницу; если сообщение останется, версии панели и сервера различаются — сообщите администратору.",
        rows_lost: "Строки условий показать нельзя: этот запуск выполнила старая версия сервера.",
    }
}

/// Name of a block, or its number.
pub fn block_name(name: &str, index: usize) -> String {
    match name.is_empty() {
        true => format!("Блок {}", index + 1),
        false => name.to_owned(),
    }
}

/// An entity by its kind and number.
pub fn entity(entity: EntityRef) -> String {
    let noun = match entity.kind {
        EntityKind::Lead => "Сделка",
        EntityKind::Contact => "Контакт",
        EntityKind::Company => "Компания",
        EntityKind::Task => "Задача",
    };
    format!("{noun} № {}", entity.id)
}

/// When a run started and with which version.
pub fn started(at_s: i64, now_s: i64, version: u64) -> String {
    let (when, clock) = (super::time::ago(at_s, now_s), super::time::clock(at_s));
    format!("Запуск: {when} ({clock}), версия сценария {version}")
}

/// The browser came to the same decision; the beginning of its digest tells decisions apart.
pub fn same(digest: &str) -> String {
    let short = digest.get(..12).unwrap_or(digest);
    format!("Проверено: браузер пришёл к тому же решению, что и сервер ({short}).")
}

/// The line of A2 about a block that passed by one row.
pub fn by_or(row: usize) -> String {
    format!("Сработало по ИЛИ (условие {}).", row + 1)
}

/// The rule of a block with brackets, in words; rows that take no part are left out.
pub fn rule(group: &Group, rows: &[Row]) -> Option<String> {
    let said = |id: &str| {
        let mut rows = rows.iter();
        let row = rows.find(|row| row.condition == id && row.result.is_some())?;
        let left = &row.left.as_ref()?.label;
        let operator = operator(row.operator.as_deref()?).to_lowercase();
        Some(match &row.right {
            Some(right) => format!("«{left}» {operator} «{}»", right.raw),
            None => format!("«{left}» {operator}"),
        })
    };
    super::formula::brackets(group, &said).map(|rule| format!("Правило: {rule}."))
}

/// How a value was read to compare it.
pub fn compared_as(value: &str) -> String {
    match value.is_empty() {
        true => "сравнивали как пустое".to_owned(),
        false => format!("сравнивали как {value}"),
    }
}

/// Number, text and detail of a problem.
pub fn problem(problem: &Problem) -> String {
    let (number, text) = (problem.code.number(), problem.code.text());
    match problem.detail.is_empty() {
        true => format!("Код {number} — {text}."),
        false => format!("Код {number} — {text}: {}", problem.detail),
    }
}

/// Label of an operator; an unknown code stands for itself.
pub fn operator(code: &str) -> String {
    engine::operators::find(code)
        .map_or(code, |operator| operator.label)
        .to_owned()
}

/// Label of a kind of trigger; an unknown code stands for itself.
pub fn trigger(kind: &str) -> String {
    engine::triggers::find(kind)
        .map_or(kind, |trigger| trigger.label)
        .to_owned()
}

/// Label of an event; an unknown code stands for itself.
pub fn event(code: &str) -> String {
    if code.starts_with("pipeline_") {
        return "Цифровая воронка".to_owned();
    }
    engine::events::find(code)
        .map_or(code, |event| event.label)
        .to_owned()
}
