//! Every warning and error of the product: number, Russian text, place (section 17 of the language reference).

use serde::{Deserialize, Serialize};

/// A numbered warning or error with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Stable number, shown as «Код NNN — текст».
    pub code: Code,
    /// Whether saving or the trigger fails.
    pub severity: Severity,
    /// Where: `blocks[0].conditions[1].right`, or empty when the caller adds it.
    pub path: String,
    /// What exactly and the remedy, Russian; may be empty.
    pub detail: String,
}

impl Problem {
    /// A problem that fails its trigger or forbids saving.
    pub fn error(code: Code, detail: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            path: String::new(),
            detail: code.with_remedy(detail.into()),
        }
    }

    /// A problem that is only told.
    pub fn warning(code: Code, detail: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Warning,
            path: String::new(),
            detail: code.with_remedy(detail.into()),
        }
    }

    /// The detail without what to do about it.
    pub fn matter(&self) -> &str {
        let matter = self.detail.strip_suffix(self.code.remedy());
        matter.map_or(&self.detail, |matter| matter.trim_end_matches(". "))
    }

    /// The same problem at a place.
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }
}

/// Whether a problem stops something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Told, stops nothing.
    Warning,
    /// Stops saving, or the trigger.
    Error,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $number:literal, $text:literal;)+) => {
        /// Numbers are stable and never reused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(into = "u16", try_from = "u16")]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
            /// Every code in the order of numbers.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// Its number.
            pub fn number(self) -> u16 {
                match self { $(Self::$name => $number,)+ }
            }

            /// Its Russian text.
            pub fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// Cause and remedy, as documented.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),+),)+ }
            }
        }
    };
}

codes! {
    /// The root or property is not in the catalogue. Choose a variable from the list.
    UnknownVariable = 101, "Неизвестная переменная";
    /// The account has no custom field with this number. Choose the field again.
    UnknownField = 102, "Поле не найдено";
    /// No contact, company or deal is linked. Link one, or give a default with `ifempty`.
    NoLinkedEntity = 103, "Нет связанной сущности";
    /// The modifier is not in the catalogue. Check its spelling.
    UnknownModifier = 104, "Неизвестный модификатор";
    /// Number or kind of arguments is wrong. See the modifier's help.
    BadArguments = 105, "Неверные аргументы модификатора";
    /// A date or number could not be read. Check the value that goes in.
    Unreadable = 106, "Не удалось распознать дату или число";
    /// `{{` has no `}}`. Close it.
    Unclosed = 107, "Незакрытые скобки шаблона";
    /// No trigger link has this number. Create the link first.
    UnknownLink = 108, "Ссылка не найдена";
    /// Two fields of foreign data give one name, or a variable of the run hides a global one. The first is taken, the run's before the global (A35, A49).
    NameTaken = 109, "Имя переменной уже занято";
    /// Foreign data has too many, too long or too deep names. All of it stands in {webhook_data}.
    DataCut = 110, "Данные взяты не полностью";
    /// A text took part in arithmetic and counted as 0 or by its leading number. Insert a number, or clean the text with `tonumeric`.
    NotANumber = 111, "Нечисловое значение в калькуляции";
    /// Division by zero. Catch it with `ifempty`.
    DivisionByZero = 112, "Деление на ноль";
    /// The expression of `calc` is broken. Check operators and brackets.
    BadExpression = 113, "Ошибка в выражении калькуляции";
    /// The result does not fit into 28 digits. Use smaller numbers.
    Overflow = 114, "Переполнение при калькуляции";
    /// Nesting, size or number of templates exceeds the limits. Divide the text, or pass a part of it through a global variable.
    TooLarge = 115, "Превышены ограничения шаблона";
    /// The relative date is not understood. Write it as in `+1 day` or `last day of next month`.
    UnknownDateExpression = 116, "Неизвестное выражение даты";
    /// The installation lacks the table it needs: rates, regions or calendar. Ask the administrator to add it.
    NoTable = 118, "Нет данных справочника";
    /// The body is not correct JSON. Put texts in quotes and see which variable is empty.
    BadJson = 121, "Тело запроса не является корректным JSON";
    /// The value does not fit the type of the field, which is left as it was. Turn the value into what the field takes.
    WrongType = 122, "Значение не подходит к типу поля";
    /// The list has no such option; the field is left as it was. Write one of its options, or add the option in amoCRM.
    NoSuchOption = 123, "Значения нет в списке";
    /// The trigger can't act on this entity or in this scenario (A19, R113). Choose another entity or another trigger.
    NotApplicable = 201, "Триггер неприменим к сущности";
    /// The entity is deleted or not accessible. Restore it, or give the integration access.
    NoEntity = 202, "Сущность удалена или недоступна";
    /// A required setting is empty. Fill it.
    MissingSetting = 203, "Не задан обязательный параметр";
    /// The scenario does not exist or has another type. Choose an own scenario again.
    NoScenario = 204, "Сценарий не найден или имеет неподходящий тип";
    /// Scenarios start each other in too long a chain (A21). Break the circle with a condition.
    TooDeep = 205, "Превышена глубина цепочки сценариев";
    /// The date of the timer is empty, so nothing was planned (A42). Fill the field, or check it in a condition.
    NoTimerDate = 206, "Дата для таймера не заполнена";
    /// The date of the timer has passed, so nothing was planned (A42). Let the timer act at once, or take a later date.
    TimerPassed = 207, "Дата для таймера уже прошла";
    /// A global variable holds at most 30 000 characters (A48). Cut the text with `limit`.
    VariableTooLong = 208, "Превышена длина переменной (30 000 символов)";
    /// The global variable does not exist. Create it, or choose another one.
    NoVariable = 209, "Переменная не найдена";
    /// The user does not exist or is switched off. Choose another one.
    NoUser = 210, "Пользователь не найден";
    /// The stage or pipeline does not exist any more. Choose it again.
    NoStage = 211, "Этап или воронка не найдены";
    /// The kind of trigger is not known to this version. Delete it, or update the system.
    UnknownTrigger = 212, "Неизвестный вид триггера";
    /// The start event is not known to this version. Choose it from the list.
    UnknownEvent = 213, "Неизвестное событие сценария";
    /// The value of a condition is not in the catalogue. Choose it again.
    UnknownValue = 214, "Неизвестное сравниваемое значение";
    /// The operator does not exist or does not fit the two sides (R91, R92). Choose another one.
    WrongOperator = 215, "Оператор не подходит к значениям";
    /// A constant has the wrong shape for its kind. Fill it again.
    BadConstant = 216, "Неверное значение";
    /// A number of the settings is outside its limits (R65, R455). Give one within them.
    OutOfRange = 217, "Значение вне допустимых пределов";
    /// A row is not set and takes no part (A13). Fill it or delete it.
    NotConfigured = 218, "Условие не настроено";
    /// A block without triggers, or a scenario without blocks, does nothing. Add what it lacks.
    EmptyBlock = 219, "Блок ничего не делает";
    /// The scenario's JSON could not be read. Open it in the editor of this version and save it again.
    BadScenario = 220, "Не удалось прочитать сценарий";
    /// A value could not be turned into the type of the other side, so the row is false. Compare values of one type.
    NotComparable = 221, "Не удалось привести к типу другой стороны";
    /// The regular expression is broken or too large. Correct it; look-around is not supported.
    BadPattern = 222, "Ошибка в регулярном выражении";
    /// The brackets name a row twice, leave one out, or are too deep or too many. Correct them.
    BadFormula = 223, "Скобки не соответствуют условиям блока";
    /// Two rows can never hold together. Correct one of them or join them by «ИЛИ».
    Contradiction = 224, "Условия противоречат друг другу";
    /// No facts make the block run. Correct its conditions.
    NeverRuns = 225, "Блок никогда не выполнится";
    /// The block runs on all facts, as if it had no conditions. Correct or delete the conditions.
    AlwaysRuns = 226, "Блок выполняется всегда";
    /// A block before it does the same, or changes what this one waits for. Move it up or correct it.
    Shadowed = 227, "Блок перекрыт предыдущим";
    /// The scenario starts others, or changes what they wait for, and they start it again (A21, R118). Break the circle
    /// with a condition, or let one of them run only once for an entity.
    Cycle = 228, "Цепочка сценариев возвращается к началу";
    /// Two triggers or rows write the same field; only the last value stays. Delete one of them.
    WrittenTwice = 229, "Поле записывается дважды";
    /// amoCRM refused the request as wrong (HTTP 400). See its answer in the details and correct the setting.
    CrmRejected = 301, "amoCRM: неверный запрос";
    /// amoCRM did not accept the token (HTTP 401). Connect the integration again.
    CrmUnauthorized = 302, "amoCRM: ошибка авторизации";
    /// The account is not paid (HTTP 402). Pay for amoCRM.
    CrmUnpaid = 303, "amoCRM: аккаунт не оплачен";
    /// Access is denied (HTTP 403). Give the user of the integration the right.
    CrmForbidden = 304, "amoCRM: доступ запрещён";
    /// The object does not exist (HTTP 404, 204). Look whether it was deleted.
    CrmNotFound = 305, "amoCRM: объект не найден";
    /// Too many requests (HTTP 429), after all retries. Let fewer scenarios run at once.
    CrmRateLimited = 306, "amoCRM: превышено число запросов";
    /// amoCRM failed or did not answer, after all retries. Start the scenario again later.
    CrmUnavailable = 307, "amoCRM: сервер недоступен";
    /// It is not known whether amoCRM carried the request out. Look into the card before it is repeated.
    CrmUnknown = 308, "amoCRM: исход запроса неизвестен";
    /// No connection, or the TLS certificate is wrong. Check the address in a browser.
    OutsideUnreachable = 411, "Внешний адрес недоступен";
    /// The service did not answer the listening hook in time (R457). Make it answer faster.
    OutsideSilent = 412, "Нет ответа за 5 секунд";
    /// A private or local address. Use one that is reachable from the internet.
    OutsideForbidden = 413, "Адрес запрещён";
    /// The service answered with an error status. See its answer in the details.
    OutsideFailed = 414, "Внешний сервис вернул ошибку";
    /// The other widget is not installed or not set up (R10). Install it and fill its settings.
    NoWidget = 511, "Виджет не установлен или не настроен";
    /// Template, checklist, bill, mapping, bot or chat does not exist. Choose it again.
    NoWidgetObject = 512, "Шаблон или объект виджета не найден";
    /// The widget answered with an error, whose text stands in the details. Look into its own settings.
    WidgetFailed = 513, "Ошибка виджета";
    /// The scenario ran too recently for this entity; a status, not an error. Lower its interval if it must run more often.
    TooOften = 601, "Превышена частота выполнения";
    /// The account has as many scenarios as it may (R450, R451). Delete or switch off one.
    TooMany = 602, "Достигнут лимит сценариев";
}

impl Code {
    /// What a manager does about it, for codes whose details only name the thing; empty for the others.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::UnknownVariable => "Выберите переменную из списка",
            Self::UnknownModifier => "Проверьте название модификатора или выберите его из списка",
            Self::BadArguments => "Проверьте параметры по подсказке и исправьте их",
            Self::Unreadable => "Проверьте значение или задайте запасное через ifempty",
            Self::Unclosed => "Допишите скобки или удалите лишние",
            Self::UnknownLink => "Создайте ссылку или исправьте её номер",
            Self::NameTaken => "Переименуйте одну из переменных",
            Self::DataCut => "Остальное возьмите из {webhook_data}",
            Self::NotANumber => "Подставьте число или очистите текст модификатором toNumeric",
            Self::DivisionByZero => {
                "Проверьте делитель или задайте запасное значение через ifempty"
            }
            Self::BadExpression => "Проверьте знаки и скобки в выражении",
            Self::Overflow => "Уменьшите числа: в результате может быть не больше 28 цифр",
            Self::TooLarge => "Сократите текст или разделите его на части",
            Self::UnknownDateExpression => "Напишите, например, +1 day или last day of next month",
            Self::NoTable => {
                "Попросите администратора загрузить данные или задайте запасное значение через ifempty"
            }
            Self::TimerPassed => "Укажите более позднюю дату или выберите «выполнить сразу»",
            Self::VariableTooLong => "Сократите текст модификатором limit",
            Self::NotComparable => "Исправьте значение или сравните с полем того же типа",
            Self::OutsideForbidden => "Укажите адрес, доступный из интернета",
            _ => "",
        }
    }

    /// A detail with the remedy behind it, once.
    fn with_remedy(self, detail: String) -> String {
        let remedy = self.remedy();
        match detail.is_empty() {
            true => remedy.to_owned(),
            false if detail.ends_with(remedy) => detail, // also where there is no remedy
            false => format!("{detail}. {remedy}"),
        }
    }
}

impl From<Code> for u16 {
    fn from(code: Code) -> Self {
        code.number()
    }
}

impl TryFrom<u16> for Code {
    type Error = String;

    fn try_from(number: u16) -> Result<Self, Self::Error> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.number() == number)
            .ok_or_else(|| format!("no problem has the code {number}"))
    }
}
