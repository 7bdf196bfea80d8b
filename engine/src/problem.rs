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
            detail: detail.into(),
        }
    }

    /// A problem that is only told.
    pub fn warning(code: Code, detail: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Warning,
            path: String::new(),
            detail: detail.into(),
        }
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
    /// A text took part in arithmetic and counted as 0 or by its leading number.
    NotANumber = 111, "Нечисловое значение в калькуляции";
    /// Division by zero. Catch it with `ifempty`.
    DivisionByZero = 112, "Деление на ноль";
    /// The expression of `calc` is broken. Check operators and brackets.
    BadExpression = 113, "Ошибка в выражении калькуляции";
    /// The result does not fit into 28 digits.
    Overflow = 114, "Переполнение при калькуляции";
    /// Nesting, size or number of templates exceeds the limits.
    TooLarge = 115, "Превышены ограничения шаблона";
    /// The relative date is not understood.
    UnknownDateExpression = 116, "Неизвестное выражение даты";
    /// The installation lacks the table it needs: rates, regions or calendar.
    NoTable = 118, "Нет данных справочника";
    /// The body is not correct JSON.
    BadJson = 121, "Тело запроса не является корректным JSON";
    /// The value does not fit the type of the field. The field is left as it was.
    WrongType = 122, "Значение не подходит к типу поля";
    /// The list has no such option. The field is left as it was.
    NoSuchOption = 123, "Значения нет в списке";
    /// The trigger can't act on this entity or in this scenario (A19, R113).
    NotApplicable = 201, "Триггер неприменим к сущности";
    /// The entity is deleted or not accessible.
    NoEntity = 202, "Сущность удалена или недоступна";
    /// A required setting is empty. Fill it.
    MissingSetting = 203, "Не задан обязательный параметр";
    /// The scenario does not exist or has another type.
    NoScenario = 204, "Сценарий не найден или имеет неподходящий тип";
    /// Scenarios start each other in too long a chain (A21).
    TooDeep = 205, "Превышена глубина цепочки сценариев";
    /// The date of the timer is empty (A42).
    NoTimerDate = 206, "Дата для таймера не заполнена";
    /// The date of the timer has passed (A42).
    TimerPassed = 207, "Дата для таймера уже прошла";
    /// A global variable holds at most 30 000 characters (A48).
    VariableTooLong = 208, "Превышена длина переменной (30 000 символов)";
    /// The global variable does not exist.
    NoVariable = 209, "Переменная не найдена";
    /// The user does not exist or is switched off.
    NoUser = 210, "Пользователь не найден";
    /// The stage or pipeline does not exist any more. Choose it again.
    NoStage = 211, "Этап или воронка не найдены";
    /// The kind of trigger is not known to this version.
    UnknownTrigger = 212, "Неизвестный вид триггера";
    /// The start event is not known to this version.
    UnknownEvent = 213, "Неизвестное событие сценария";
    /// The value of a condition is not in the catalogue.
    UnknownValue = 214, "Неизвестное сравниваемое значение";
    /// The operator does not exist or does not fit the two sides (R91, R92).
    WrongOperator = 215, "Оператор не подходит к значениям";
    /// A constant has the wrong shape for its kind. Fill it again.
    BadConstant = 216, "Неверное значение";
    /// A number of the settings is outside its limits (R65, R455).
    OutOfRange = 217, "Значение вне допустимых пределов";
    /// A row is not set and takes no part (A13).
    NotConfigured = 218, "Условие не настроено";
    /// A block without triggers does nothing; a block without conditions always passes (R77).
    EmptyBlock = 219, "Блок ничего не делает";
    /// The scenario's JSON could not be read.
    BadScenario = 220, "Не удалось прочитать сценарий";
    /// A value could not be turned into the type of the other side, so the row is false.
    NotComparable = 221, "Не удалось привести к типу другой стороны";
    /// The regular expression is broken or too large.
    BadPattern = 222, "Ошибка в регулярном выражении";
    /// amoCRM refused the request as wrong (HTTP 400).
    CrmRejected = 301, "amoCRM: неверный запрос";
    /// amoCRM did not accept the token (HTTP 401).
    CrmUnauthorized = 302, "amoCRM: ошибка авторизации";
    /// The account is not paid (HTTP 402).
    CrmUnpaid = 303, "amoCRM: аккаунт не оплачен";
    /// Access is denied (HTTP 403).
    CrmForbidden = 304, "amoCRM: доступ запрещён";
    /// The object does not exist (HTTP 404, 204).
    CrmNotFound = 305, "amoCRM: объект не найден";
    /// Too many requests (HTTP 429), after all retries.
    CrmRateLimited = 306, "amoCRM: превышено число запросов";
    /// amoCRM failed or did not answer, after all retries.
    CrmUnavailable = 307, "amoCRM: сервер недоступен";
    /// It is not known whether amoCRM carried the request out.
    CrmUnknown = 308, "amoCRM: исход запроса неизвестен";
    /// The scenario ran too recently for this entity; a status, not an error.
    TooOften = 601, "Превышена частота выполнения";
    /// The account has as many scenarios as it may (R450, R451).
    TooMany = 602, "Достигнут лимит сценариев";
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
