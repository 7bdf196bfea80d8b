//! Words of the editor.

super::catalogue! {
    /// Words of the editor.
    Editor {
        loading: "Загружаем сценарий",
        failed: "Не удалось открыть сценарий",
        back: "К списку сценариев",
        heading: "Редактор сценария",
        head: "Название и сохранение",
        name: "Название сценария",
        enabled: "Включён",
        disabled: "Выключен",
        switch: "Сценарий включён",
        debugger: "Отладка",
        undo: "Отменить (Ctrl+Z)",
        redo: "Вернуть (Ctrl+Shift+Z)",
        save: "Сохранить",
        saving: "Сохраняем…",
        saved: "Сценарий сохранён.",
        unsaved: "Есть несохранённые изменения",
        save_refused: "Не сохранено",
        conflict_title: "Сценарий изменил другой человек",
        conflict: "Пока вы работали, сценарий сохранили в другом окне. Можно взять его версию или записать вашу поверх.",
        conflict_theirs: "Взять сохранённую",
        conflict_mine: "Записать мою",
        conditions: "Условия",
        triggers: "Триггеры",
        add_condition: "Условие",
        edit_condition: "Изменить условие:",
        add_trigger: "Триггер",
        add_trigger_full: "Добавить триггер",
        add_block: "Добавить блок",
        blocks_note: "Блоки выполняются сверху вниз. Следующий видит то, что изменил предыдущий.",
        no_blocks_title: "В сценарии пока нет блоков",
        no_blocks: "Блок — это условия и триггеры: когда условия верны, триггеры выполняются по порядку.",
        no_triggers: "Без триггеров блок ничего не сделает.",
        block_name: "Название блока",
        delay: "Ждать",
        delay_unit: "сек.",
        will_run: "Сработает",
        will_not_run: "Не сработает",
        always: "Сработает всегда",
        not_set: "Не настроено",
        not_counted: "Не учитывается",
        not_set_hint: "Нажмите, чтобы выбрать, что с чем сравнить",
        yes_word: "Верно",
        no_word: "Неверно",
        muted: "Отключено",
        now: "Сейчас",
        needed: "нужно",
        and: "И",
        or: "ИЛИ",
        not: "НЕ",
        not_row: "НЕ перед условием",
        not_bracket: "НЕ перед скобкой",
        all_hold: "Верны все",
        any_holds: "Верно любое",
        turn: "Сменить",
        brackets: "Скобки",
        brackets_on: "Скобки и «НЕ» вместо «И» и «ИЛИ»",
        into_brackets: "В скобки",
        out_of_brackets: "Из скобок",
        upper: "Верхнее значение",
        operator: "Оператор",
        lower: "Нижнее значение",
        value: "Значение",
        argument: "Имя",
        variable_name: "Имя переменной",
        which_user: "Сотрудник",
        which_type: "Тип задачи",
        which_tasks: "Какие задачи",
        which_deals: "Какие сделки",
        any_type: "Любой тип",
        all_tasks: "Все задачи",
        all_deals: "Все сделки",
        more_deals: "Добавить отбор",
        remove_deals: "Убрать отбор",
        any_of_deals: "Считаются сделки, которые подходят хотя бы под один отбор.",
        whole_pipeline: "Любой этап",
        relative: "От текущего времени",
        how_long: "Сколько",
        no_options: "Выберите на другой стороне поле-список: варианты берутся из него.",
        number_by_hand: "Список пока не загружается: введите номер вручную.",
        scenario_number: "Номер сценария",
        block_id: "Блок",
        trigger_id: "Триггер",
        choose: "Выберите",
        choose_value: "Выберите значение",
        choose_operator: "Выберите оператор",
        swap: "Поменять местами",
        shift: "Сдвиг даты",
        shift_hint: "минус — раньше",
        done: "Готово",
        move_up: "Переместить выше",
        move_down: "Переместить ниже",
        copy: "Копировать",
        mute: "Отключить или включить",
        delete: "Удалить",
        deleted_condition: "Условие удалено.",
        deleted_trigger: "Триггер удалён.",
        deleted_block: "Блок удалён.",
        timer: "Таймер запуска",
        timers: "Без таймера|Через время|По дате из поля|В день года из поля",
        timer_amount: "Таймер: сколько",
        timer_unit: "Таймер: единица",
        timer_field: "Поле с датой",
        timer_shift: "Сдвиг, дней",
        timer_time: "Время",
        timer_note: "Минус — раньше даты. Без времени берётся время из поля, а если его нет — 10:00.",
        timer_past: "Если дата уже прошла, выполнить сразу",
        timer_overwrite: "Перезаписывать отложенные действия по сущности",
        why: "Почему нет:",
        trigger_name: "Название триггера",
        trigger_name_hint: "Необязательно",
        target: "Применить",
        target_default: "К сущности сценария",
        at_once: "Сразу",
        will_wait: "Отложится",
        will_not_do: "Не выполнится",
        settings: "Запуск",
        frequency: "Выполнять для конкретной сущности",
        frequency_before: "не чаще чем 1 раз в",
        frequency_after: "сек.",
        frequency_note: "Не меньше 5 секунд.",
        once: "только 1 раз",
        entity: "Сущность, в карточке которой есть кнопка",
        entity_any: "Любая",
        fallback: "Если ни один блок не подошёл, выполнить",
        fallback_none: "Ничего",
        description: "Описание",
        preview: "Проверка на сделке",
        sheet_close: "К блокам",
        preview_region: "Предпросмотр",
        deal: "Сделка",
        deal_hint: "Название или номер",
        deal_none: "Выберите сделку — и увидите, что даст каждое условие и что сделает сценарий.",
        deal_nothing: "Сделок не найдено",
        deal_loading: "Читаем сделку…",
        deal_failed: "Не удалось прочитать сделку.",
        deal_other: "У этой сделки нет сущности, для которой работает сценарий.",
        nameless: "Без названия",
        effects: "Что произойдёт",
        no_effects: "Ничего: ни один блок не сработает или триггеров нет.",
        preview_note: "Это предпросмотр: в amoCRM ничего не меняется.",
        problems: "Проблемы",
        no_problems: "Проблем нет.",
        next_problem: "К следующей",
        keys: "Клавиши",
        result: "Получится:",
        result_needs_deal: "Выберите сделку справа, чтобы увидеть результат.",
        insert: "{{ }} Переменная",
        variable: "Переменная",
        complete_more: "Показаны не все переменные: введите часть названия.",
        complete_hint: "Enter — вставить, Esc — закрыть. Двоеточие после имени предложит модификаторы.",
        own_value: "Своё значение",
        own_value_note: "ID, имя или переменная",
        unit: "единица",
        minutes: "минут",
        hours: "часов",
        days: "дней",
        workdays: "рабочих дней",
        weeks: "недель",
        months: "месяцев",
        years: "лет",
        field: "Поле",
        choose_field: "Выберите поле",
        new_value: "Новое значение",
        add_field: "Добавить поле",
        remove_field: "Убрать поле",
        add_row: "Добавить строку",
        remove_row: "Убрать строку",
        own_fields: "Основные",
        custom_fields: "Поля аккаунта",
        field_name: "Название",
        field_budget: "Бюджет",
        field_first_name: "Имя",
        field_last_name: "Фамилия",
        from: "от",
        to: "до",
        yes: "да",
        no: "нет",
        monday: "пн",
        tuesday: "вт",
        wednesday: "ср",
        thursday: "чт",
        friday: "пт",
        saturday: "сб",
        sunday: "вс",
    }
}

/// Keys of the editor with what they do.
pub const KEYS: [(&str, &str); 10] = [
    ("/", "новое условие"),
    ("Enter", "открыть"),
    ("Esc", "закрыть"),
    ("Alt + ↑ ↓", "переместить"),
    ("Alt + ← →", "из скобок, в скобки"),
    ("Ctrl + D", "копия"),
    ("Del", "удалить"),
    ("Ctrl + Z", "отменить"),
    ("Ctrl + S", "сохранить"),
    ("F8", "следующая проблема"),
];

/// A block by its number, for screen readers and problems.
pub fn block(number: usize, name: &str) -> String {
    match name.is_empty() {
        true => format!("Блок {number}"),
        false => format!("Блок {number}: {name}"),
    }
}

/// Where a moved thing stands now.
pub fn moved(number: usize, of: usize) -> String {
    format!("Место {number} из {of}")
}

/// Name of a joiner's button.
pub fn joiner(word: &str) -> String {
    format!("Связка: {word}. Сменить")
}

/// Name of a menu.
pub fn actions(what: &str) -> String {
    format!("Действия: {what}")
}

/// Name of a grip.
pub fn grip(what: &str) -> String {
    format!("Переместить «{what}»: Alt со стрелками вверх и вниз")
}

/// When the scenario was saved.
pub fn saved_at(when: &str, version: u64) -> String {
    format!("Сохранено: {when} · версия {version}")
}

/// How many blocks would run.
pub fn verdict(ran: usize, of: usize) -> String {
    match ran {
        0 => "Не сработает".to_owned(),
        _ if of == 1 => "Сработает".to_owned(),
        _ => format!("Сработает {ran} из {of}"),
    }
}

/// The fewest rows whose change lets a block run, by their numbers.
pub fn enough(sets: &[Vec<usize>], more: bool) -> String {
    let said = |rows: &Vec<usize>| {
        let rows: Vec<String> = rows.iter().map(usize::to_string).collect();
        match rows.split_last() {
            Some((last, before)) if !before.is_empty() => {
                format!("условия {} и {last}", before.join(", "))
            }
            _ => format!("условие {}", rows.concat()),
        }
    };
    let ways: Vec<String> = sets.iter().map(said).collect();
    let tail = if more {
        " и другие варианты"
    } else {
        ""
    };
    format!("Достаточно изменить {}{tail}.", ways.join(" или "))
}

/// By which «ИЛИ» row the block passed (A2).
pub fn passed_by_or(number: usize) -> String {
    format!("Сработало по ИЛИ: условие {number}.")
}
