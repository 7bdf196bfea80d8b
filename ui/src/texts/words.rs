//! Scenarios and decisions as Russian sentences.

use engine::{
    EntityKind, Kind, Problem,
    log::{Row, Side},
    operators::{self, relative},
    problem::Severity,
    scenario::{Block, Condition, Joiner, Offset, OffsetUnit, Operand},
    snapshot::Dictionaries,
    values::{self, Path},
};

use super::{editor, numbers, time};

/// What stands where nothing is chosen yet.
pub const GAP: &str = "…";

/// An operand as it is read in a row: a label, or the constant itself.
pub fn operand(operand: &Operand, names: &Dictionaries) -> String {
    let label =
        Path::parse(&operand.path).map_or_else(|_| operand.path.clone(), |path| path.label(names));
    let text = match is_constant(operand) {
        true => constant(operand, names),
        false => label,
    };
    match operand.offset {
        Some(offset) => format!("{text} {}", shift(offset)),
        None => text,
    }
}

/// Whether the operand carries its value itself.
pub fn is_constant(operand: &Operand) -> bool {
    let path = Path::parse(&operand.path);
    path.is_ok_and(|path| matches!(path.entry().argument, Some(values::Argument::Literal(_))))
}

fn constant(operand: &Operand, names: &Dictionaries) -> String {
    match values::constant(operand, names) {
        Err(_) => GAP.to_owned(),
        Ok(fact) if fact.is_empty() => "«»".to_owned(),
        Ok(fact) if is_range(&operand.path) => ends(&fact.text(), Kind::Number),
        Ok(fact) => value(&fact.text(), fact.kind()),
    }
}

fn is_range(path: &str) -> bool {
    let range = values::Argument::Literal(values::Literal::Range);
    Path::parse(path).is_ok_and(|path| path.entry().argument == Some(range))
}

/// Both ends of a range: numbers in groups, dates as they are.
fn ends(text: &str, kind: Kind) -> String {
    let shown = |end: &str| match end.parse::<f64>() {
        Ok(_) => value(end, kind),
        Err(_) => end.to_owned(),
    };
    match text.split_once(", ") {
        Some((from, to)) => format!("{} … {}", shown(from), shown(to)),
        None => text.to_owned(),
    }
}

/// A shift of a date or a period: «+ 3 дня».
pub fn shift(offset: Offset) -> String {
    let forms = match offset.unit {
        OffsetUnit::Minutes => ["минута", "минуты", "минут"],
        OffsetUnit::Hours => ["час", "часа", "часов"],
        OffsetUnit::Days => ["день", "дня", "дней"],
        OffsetUnit::Workdays => ["рабочий день", "рабочих дня", "рабочих дней"],
        OffsetUnit::Weeks => ["неделя", "недели", "недель"],
        OffsetUnit::Months => ["месяц", "месяца", "месяцев"],
        OffsetUnit::Years => ["год", "года", "лет"],
    };
    let sign = if offset.amount < 0 { '−' } else { '+' };
    format!(
        "{sign} {}",
        numbers::counted(u64::from(offset.amount.unsigned_abs()), forms)
    )
}

/// A value as it is shown: numbers in groups, money with its sign, texts in quotes.
pub fn value(text: &str, kind: Kind) -> String {
    match kind {
        _ if text.trim().is_empty() => "пусто".to_owned(),
        Kind::Money => format!("{} ₽", number(text)),
        Kind::Number => number(text),
        Kind::Duration => format!("{} сек.", number(text)),
        Kind::Bool if text == "1" => editor().yes.to_owned(),
        Kind::Bool if text == "0" => editor().no.to_owned(),
        Kind::DateTime => time::written(text),
        Kind::Text | Kind::Dynamic => match text.parse::<f64>() {
            Ok(_) => number(text),
            Err(_) => format!("«{text}»"),
        },
        _ => text.to_owned(),
    }
}

fn number(text: &str) -> String {
    let (whole, rest) = text
        .split_once('.')
        .map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let (sign, digits) = whole
        .strip_prefix('-')
        .map_or(("", whole), |digits| ("−", digits));
    let Ok(parsed) = digits.parse::<u64>() else {
        return text.to_owned();
    };
    // Leading zeros belong to phones and codes, which are not numbers to be grouped.
    if digits.len() > 1 && digits.starts_with('0') {
        return text.to_owned();
    }
    match rest {
        Some(rest) => format!("{sign}{},{rest}", numbers::grouped(parsed)),
        None => format!("{sign}{}", numbers::grouped(parsed)),
    }
}

/// An operator within a sentence; dates are later and earlier instead of greater and less.
pub fn operator(code: &str, left: Option<Kind>) -> String {
    operators::find(code)
        .map_or_else(|| code.to_owned(), |entry| operator_label(entry, left))
        .to_lowercase()
}

/// Label of an operator for this type of the left side.
pub fn operator_label(entry: &operators::Entry, left: Option<Kind>) -> String {
    let of_dates = matches!(left, Some(Kind::Date | Kind::DateTime));
    match of_dates {
        true => entry.date_label.unwrap_or(entry.label).to_owned(),
        false => entry.label.to_owned(),
    }
}

/// A row as one line; `None` while it is not set.
pub fn condition(condition: &Condition, names: &Dictionaries) -> Option<String> {
    let left = condition.left.as_ref()?;
    let code = condition.operator.as_deref()?;
    let unary = operators::find(code).is_some_and(|entry| entry.unary);
    if condition.right.is_none() && !unary {
        return None;
    }
    let (operator, right) = tail(condition, names);
    let left = spoken(left, names);
    Some(match right {
        None => format!("{left} {operator}"),
        Some(right) => format!("{left} {operator} {right}"),
    })
}

/// What follows the upper value: the operator, and what it takes.
pub fn tail(condition: &Condition, names: &Dictionaries) -> (String, Option<String>) {
    let left = condition.left.as_ref();
    let kind = left.and_then(|left| Some(Path::parse(&left.path).ok()?.kind(names)));
    let of_dates = matches!(kind, Some(Kind::Date | Kind::DateTime));
    let form = relative::Form::of(condition).filter(|_| of_dates);
    if let Some((form, amount, unit)) = form {
        let operator = format!("— {}", form.label.to_lowercase());
        return (operator, Some(span(amount, unit)));
    }
    let Some(code) = condition.operator.as_deref() else {
        return (GAP.to_owned(), Some(right(condition, names)));
    };
    let unary = operators::find(code).is_some_and(|entry| entry.unary);
    (
        operator(code, kind),
        (!unary).then(|| right(condition, names)),
    )
}

fn right(condition: &Condition, names: &Dictionaries) -> String {
    let right = condition.right.as_ref();
    right.map_or_else(|| GAP.to_owned(), |right| operand(right, names))
}

/// An operand inside a sentence: «сделка: бюджет»; names that the account gave stay as they are.
fn spoken(side: &Operand, names: &Dictionaries) -> String {
    let text = operand(side, names);
    let own = Path::parse(&side.path).is_ok_and(|path| path.entry().argument.is_none());
    match text.split_once(": ").filter(|_| own) {
        Some((group, label)) if !is_acronym(label) => {
            format!("{group}: {}", within_sentence(label))
        }
        _ => text,
    }
}

/// «ID», «UTM»: capitals that are no beginning of a sentence.
fn is_acronym(text: &str) -> bool {
    text.chars().nth(1).is_some_and(char::is_uppercase)
}

/// A period after «больше» and «меньше»: «3 дней».
fn span(amount: u32, unit: OffsetUnit) -> String {
    let forms = match unit {
        OffsetUnit::Minutes => ["минуты", "минут", "минут"],
        OffsetUnit::Hours => ["часа", "часов", "часов"],
        OffsetUnit::Days => ["дня", "дней", "дней"],
        OffsetUnit::Workdays => ["рабочего дня", "рабочих дней", "рабочих дней"],
        OffsetUnit::Weeks => ["недели", "недель", "недель"],
        OffsetUnit::Months => ["месяца", "месяцев", "месяцев"],
        OffsetUnit::Years => ["года", "лет", "лет"],
    };
    numbers::counted(u64::from(amount), forms)
}

/// When a block runs, by the rule of «И» and «ИЛИ» (A1).
pub fn formula(block: &Block, names: &Dictionaries) -> String {
    if let Some(group) = &block.formula {
        let row = |id: &str| {
            let mut rows = block.conditions.iter();
            let found = rows.find(|row| row.id == id && !row.muted)?;
            Some(within_sentence(&condition(found, names)?))
        };
        return sentence(super::formula::brackets(group, &row));
    }
    let said = |joiner: Joiner| -> Vec<String> {
        let rows = block
            .conditions
            .iter()
            .filter(|row| row.joiner == joiner && !row.muted);
        rows.filter_map(|row| Some(within_sentence(&condition(row, names)?)))
            .collect()
    };
    let together = listed(&said(Joiner::And));
    let mut ways: Vec<String> = Vec::new();
    ways.extend(together);
    ways.extend(said(Joiner::Or));
    sentence((!ways.is_empty()).then(|| ways.join(" — или ")))
}

fn sentence(rule: Option<String>) -> String {
    match rule {
        None => "Сработает всегда: настроенных условий нет.".to_owned(),
        Some(rule) => format!("Сработает, если: {rule}."),
    }
}

/// Labels begin with a capital; inside a sentence they do not.
fn within_sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(letters).collect()
}

fn listed(parts: &[String]) -> Option<String> {
    let (last, rest) = parts.split_last()?;
    Some(match rest.is_empty() {
        true => last.clone(),
        false => format!("{} и {last}", rest.join(", ")),
    })
}

/// Both values of a row as the engine saw them: «Сейчас …, нужно …».
pub fn seen(row: &Row) -> Option<(String, String)> {
    let left = row.left.as_ref()?;
    let now = side(left);
    let Some(code) = row.operator.as_deref() else {
        return Some((now, String::new()));
    };
    let wanted = operator(code, Some(left.kind));
    let need = match &row.right {
        Some(right) => format!("{wanted} {}", side_as(right, left.kind)),
        None => wanted,
    };
    Some((now, need))
}

/// One side as it was read.
pub fn side(side: &Side) -> String {
    value(&side.raw, side.kind)
}

// An amount compared with money is money too.
fn side_as(side: &Side, other: Kind) -> String {
    if is_range(&side.path) {
        let kind = if other == Kind::Money {
            other
        } else {
            Kind::Number
        };
        return ends(&side.raw, kind);
    }
    match (side.kind, other) {
        (Kind::Number | Kind::Dynamic, Kind::Money) if side.raw.parse::<f64>().is_ok() => {
            value(&side.raw, Kind::Money)
        }
        _ => value(&side.raw, side.kind),
    }
}

/// Name of a kind of entity.
pub fn entity(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Lead => "Сделка",
        EntityKind::Contact => "Контакт",
        EntityKind::Company => "Компания",
        EntityKind::Task => "Задача",
    }
}

/// «В сделке», «В контакте»: where a trigger acts.
pub fn target(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Lead => "В сделке",
        EntityKind::Contact => "В контакте",
        EntityKind::Company => "В компании",
        EntityKind::Task => "В задаче",
    }
}

/// Name of a field that every entity of a kind has; a code without a name stands for itself.
pub fn own_field(code: &str) -> &str {
    let words = editor();
    match code {
        "name" => words.field_name,
        "budget" => words.field_budget,
        "first_name" => words.field_first_name,
        "last_name" => words.field_last_name,
        other => other,
    }
}

/// A problem with its number.
pub fn problem(problem: &Problem) -> String {
    let head = format!("Код {} — {}", problem.code.number(), problem.code.text());
    match problem.detail.is_empty() {
        true => head,
        false => format!("{head}: {}", problem.detail),
    }
}

/// A problem for the author: what to do, without the number.
pub fn advice(problem: &Problem) -> String {
    let mut signs = problem.detail.chars();
    match signs.next() {
        None => problem.code.text().to_owned(),
        // A detail may go on after the text of its code; alone it begins a sentence.
        Some(first) => first.to_uppercase().chain(signs).collect(),
    }
}

/// Whether the problem forbids saving.
pub fn is_error(problem: &Problem) -> bool {
    problem.severity == Severity::Error
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn row(path: &str, operator: &str, joiner: Joiner, value: i64) -> Condition {
        let side = |path: &str| Operand {
            path: path.to_owned(),
            ..Operand::default()
        };
        Condition {
            joiner,
            left: Some(side(path)),
            operator: Some(operator.to_owned()),
            right: Some(Operand {
                value: Some(json!(value)),
                ..side("const.number")
            }),
            ..Condition::default()
        }
    }

    fn said(conditions: Vec<Condition>) -> String {
        let block = Block {
            conditions,
            ..Block::default()
        };
        formula(&block, &Dictionaries::default())
    }

    #[test]
    fn a_block_without_set_rows_always_runs() {
        let nothing = "Сработает всегда: настроенных условий нет.";
        assert_eq!(said(Vec::new()), nothing);
        assert_eq!(said(vec![Condition::default()]), nothing);
    }

    #[test]
    fn rows_joined_by_or_are_ways_of_their_own() {
        let rows = vec![
            row("lead.budget", "gt", Joiner::And, 1000),
            row("lead.id", "lt", Joiner::Or, 5),
            row("lead.budget", "lt", Joiner::And, 2000),
        ];
        let text = said(rows);
        let (together, alone) = text.split_once(" — или ").expect("there are two ways");
        assert!(together.contains("больше 1\u{202f}000 и "), "{text}");
        assert!(alone.ends_with("меньше 5."), "{text}");
    }

    #[test]
    fn a_relative_form_is_said_as_it_was_chosen() {
        let mut created = row("lead.created_at", "lt", Joiner::And, 0);
        let form = relative::FORMS.iter().find(|form| form.past);
        created.right = form.map(|form| form.operand(21, OffsetUnit::Days));
        let text = said(vec![created]);
        assert!(text.ends_with("— прошло больше 21 дня."), "{text}");
        assert!(text.contains("если: сделка: дата создания"), "{text}");
    }

    #[test]
    fn a_range_shows_both_ends() {
        assert_eq!(
            ends("10000, 20000", Kind::Money),
            "10\u{202f}000 ₽ … 20\u{202f}000 ₽"
        );
        assert_eq!(
            ends("01.02.2026, 05.02.2026", Kind::Number),
            "01.02.2026 … 05.02.2026"
        );
    }

    #[test]
    fn a_muted_row_is_not_said() {
        let mut muted = row("lead.budget", "gt", Joiner::And, 1000);
        muted.muted = true;
        assert!(said(vec![muted]).starts_with("Сработает всегда"));
    }

    #[test]
    fn values_are_shown_by_their_type() {
        assert_eq!(value("12000", Kind::Money), "12\u{202f}000 ₽");
        assert_eq!(value("0.5", Kind::Number), "0,5");
        assert_eq!(value("-1200", Kind::Number), "−1\u{202f}200");
        assert_eq!(value("опт", Kind::Text), "«опт»");
        assert_eq!(value("007", Kind::Text), "007");
        assert_eq!(value(" ", Kind::Text), "пусто");
        assert_eq!(value("0", Kind::Bool), "нет");
        assert_eq!(value("5400", Kind::Duration), "5\u{202f}400 сек.");
        assert_eq!(
            value("2024-02-29 12:05:00", Kind::DateTime),
            "29 февраля 2024, 12:05"
        );
    }
}
