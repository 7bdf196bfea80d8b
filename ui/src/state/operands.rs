//! What a side of a condition can be, and what stays of a row when one part of it changes.

use engine::{
    EntityKind, Kind, Scenario,
    kind::SetOf,
    operators,
    params::Input,
    scenario::{Condition, Operand},
    snapshot::{Dictionaries, Field},
    triggers,
    values::{self, Argument, Entry, Literal, Path},
};

/// One line of the value pickers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Path with its argument, if that is a field.
    pub path: String,
    /// Name within the group.
    pub label: String,
    /// Heading.
    pub group: String,
    /// Type of the value.
    pub kind: Kind,
    /// What it gives, in a sentence.
    pub meaning: &'static str,
}

/// Everything a side can be, with the account's own fields, in the order of the catalogue.
pub fn sources(names: &Dictionaries, offered: fn(&Entry) -> bool) -> Vec<Source> {
    let entries = values::all().filter(|entry| offered(entry));
    entries.flat_map(|entry| of_entry(entry, names)).collect()
}

fn of_entry(entry: &Entry, names: &Dictionaries) -> Vec<Source> {
    let group = entry.group.label();
    match entry.argument {
        Some(Argument::Field(kind)) => of_fields(entry, fields(names, kind), names),
        Some(Argument::ClientField) => of_fields(entry, fields(names, EntityKind::Contact), names),
        _ => vec![Source {
            path: entry.path.to_owned(),
            label: entry.label.to_owned(),
            group: group.to_owned(),
            kind: entry.kind,
            meaning: entry.meaning,
        }],
    }
}

fn of_fields(entry: &Entry, fields: &[Field], names: &Dictionaries) -> Vec<Source> {
    let source = |field: &Field| {
        let path = with_argument(entry.path, &field.id.to_string());
        let kind = Path::parse(&path).map_or(entry.kind, |path| path.kind(names));
        // Other selectors over the same fields say which they are.
        let label = match entry.path.ends_with(".cf") {
            true => field.name.clone(),
            false => format!("{}: {}", entry.label, field.name),
        };
        Source {
            path,
            label,
            group: format!("{}: поля", entry.group.label()),
            kind,
            meaning: entry.meaning,
        }
    };
    fields.iter().map(source).collect()
}

/// Custom fields of a kind of entity.
pub fn fields(names: &Dictionaries, kind: EntityKind) -> &[Field] {
    match kind {
        EntityKind::Lead => &names.custom_fields.leads,
        EntityKind::Contact => &names.custom_fields.contacts,
        EntityKind::Company => &names.custom_fields.companies,
        EntityKind::Task => &[],
    }
}

/// A path with something in its brackets.
pub fn with_argument(path: &str, argument: &str) -> String {
    match path.contains("()") {
        true => path.replacen("()", &format!("({argument})"), 1),
        false => format!("{path}({argument})"),
    }
}

/// A path with what was chosen for its brackets; without a choice they go, if they may.
pub fn with_chosen(entry: &Entry, chosen: &str) -> String {
    let optional = entry
        .argument
        .is_some_and(|argument| !argument.is_required());
    match optional && chosen.is_empty() {
        true => entry.path.replacen("()", "", 1),
        false => with_argument(entry.path, chosen),
    }
}

/// Names of global variables that a scenario already uses: in rows and in settings of triggers.
pub fn known_variables(scenario: &Scenario) -> Vec<String> {
    let rows = scenario.blocks.iter().flat_map(|block| &block.conditions);
    let sides = rows.flat_map(|row| [&row.left, &row.right]).flatten();
    let in_rows = sides.filter_map(|side| {
        let (entry, name) = entry_of(&side.path)?;
        (entry.argument == Some(Argument::Variable)).then_some(name)
    });
    let triggers = scenario.blocks.iter().flat_map(|block| &block.triggers);
    let in_settings = triggers.flat_map(|trigger| {
        let settings = triggers::find(&trigger.kind).map_or(&[][..], |entry| entry.settings);
        let names = settings.iter().filter(|it| it.input == Input::Variable);
        names.filter_map(|it| trigger.settings.get(it.name)?.as_str().map(str::to_owned))
    });
    let mut names: Vec<String> = in_rows.chain(in_settings).collect();
    names.retain(|name| !name.is_empty());
    names.sort_unstable();
    names.dedup();
    names
}

/// A path as it is written in a template: one that means nothing without its argument shows the bracket.
pub fn written(path: &str) -> String {
    match Path::parse(path) {
        Ok(_) => path.to_owned(),
        Err(_) => with_argument(path, ""),
    }
}

/// The entry and the bracket of a path, also while the bracket is still empty.
pub fn entry_of(path: &str) -> Option<(&'static Entry, String)> {
    if let Ok(path) = Path::parse(path) {
        return Some((path.entry(), path.args().join(", ")));
    }
    let head = path.split('(').next()?;
    let entry = values::all().find(|entry| entry.path == head || entry.path == path)?;
    Some((entry, String::new()))
}

/// The input that edits the value of a constant.
pub fn literal(operand: &Operand) -> Option<Literal> {
    match entry_of(&operand.path)?.0.argument? {
        Argument::Literal(literal) => Some(literal),
        _ => None,
    }
}

/// Type of a side.
pub fn kind(operand: &Operand, names: &Dictionaries) -> Option<Kind> {
    match Path::parse(&operand.path) {
        Ok(path) => Some(path.kind(names)),
        Err(_) => entry_of(&operand.path).map(|(entry, _)| entry.kind),
    }
}

/// Sets the upper value; an operator that no longer fits is reset, never replaced (4.3).
pub fn set_left(condition: &mut Condition, left: Operand, names: &Dictionaries) {
    condition.left = Some(left);
    keep_fitting(condition, names);
}

/// Sets the lower value; an operator that no longer fits is reset, never replaced (4.3).
pub fn set_right(condition: &mut Condition, right: Operand, names: &Dictionaries) {
    condition.right = Some(right);
    keep_fitting(condition, names);
}

/// Sets the operator; a lower value that can't stand beside it gives way to a fresh constant.
pub fn set_operator(condition: &mut Condition, entry: &operators::Entry, names: &Dictionaries) {
    condition.operator = Some(entry.code.to_owned());
    if entry.unary {
        condition.right = None;
        return;
    }
    let left = condition.left.as_ref().and_then(|left| kind(left, names));
    let Some(left) = left else { return };
    let right = condition
        .right
        .as_ref()
        .and_then(|right| kind(right, names));
    if !right.is_some_and(|right| operators::fits(left, entry, right)) {
        condition.right = constant_for(left, entry);
    }
}

/// Exchanges the sides and mirrors the operator, so the outcome stays (A14).
pub fn swap(condition: &mut Condition, names: &Dictionaries) {
    std::mem::swap(&mut condition.left, &mut condition.right);
    let entry = condition.operator.as_deref().and_then(operators::find);
    condition.operator = entry.and_then(|entry| entry.mirror).map(str::to_owned);
    keep_fitting(condition, names);
}

/// Whether the sides can be exchanged without changing what the row means.
pub fn can_swap(condition: &Condition) -> bool {
    let entry = condition.operator.as_deref().and_then(operators::find);
    condition.right.is_some() && entry.is_none_or(|entry| entry.mirror.is_some())
}

fn keep_fitting(condition: &mut Condition, names: &Dictionaries) {
    let Some(entry) = condition.operator.as_deref().and_then(operators::find) else {
        return;
    };
    let left = condition.left.as_ref().and_then(|left| kind(left, names));
    let right = condition
        .right
        .as_ref()
        .and_then(|right| kind(right, names));
    let offered = left.is_some_and(|left| {
        let has_previous = condition.left.as_ref().is_some_and(has_previous);
        let codes = operators::offered_with(left, has_previous);
        codes.iter().any(|offered| offered.code == entry.code)
    });
    let fits = match (left, right) {
        (Some(left), Some(right)) => entry.unary || operators::fits(left, entry, right),
        (_, None) | (None, _) => true,
    };
    if !(offered && fits) {
        condition.operator = None;
    }
}

/// Whether the value has one before the change, so that «Изменилось» fits it.
pub fn has_previous(operand: &Operand) -> bool {
    Path::parse(&operand.path).is_ok_and(|path| path.previous().is_some())
}

/// An unset constant that can stand on the right of this operator.
fn constant_for(left: Kind, operator: &operators::Entry) -> Option<Operand> {
    let fitting = values::all().filter(|entry| {
        let constant = matches!(entry.argument, Some(Argument::Literal(_)));
        constant && operators::fits(left, operator, entry.kind)
    });
    let ends = takes_ends(left, operator);
    let best = fitting.min_by_key(|entry| match ends && is_range(entry) {
        true => 0,
        false => distance(left, entry) + 1,
    })?;
    Some(Operand {
        path: best.path.to_owned(),
        ..Operand::default()
    })
}

/// Whether a source can be the lower value; two ends are offered to an operator that wants two ends.
pub fn stands_right(left: Kind, operator: &operators::Entry, source: &Source) -> bool {
    let is_range = entry_of(&source.path).is_some_and(|(entry, _)| is_range(entry));
    operators::fits(left, operator, source.kind) && (!is_range || takes_ends(left, operator))
}

/// Whether the operator wants two ends: it takes no single value, and texts, which have no order, lack it.
fn takes_ends(left: Kind, operator: &operators::Entry) -> bool {
    let of_texts = operators::offered(Kind::Text);
    let ordered = !of_texts.iter().any(|entry| entry.code == operator.code);
    ordered && !operators::fits(left, operator, left)
}

fn is_range(entry: &Entry) -> bool {
    entry.argument == Some(Argument::Literal(Literal::Range))
}

/// How far the type of a constant is from the left side's: the nearest is offered first.
fn distance(left: Kind, entry: &Entry) -> u8 {
    match (left, entry.kind) {
        (left, kind) if left == kind => 0,
        (Kind::Money | Kind::Duration, Kind::Number) => 1,
        (Kind::Weekday, Kind::Set(SetOf::Weekday)) => 1,
        (Kind::Set(SetOf::Enum), Kind::Enum) => 1,
        (_, Kind::Dynamic) => 2,
        (_, Kind::Set(SetOf::Text)) => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn operand(path: &str) -> Operand {
        Operand {
            path: path.to_owned(),
            ..Operand::default()
        }
    }

    fn budget_above_1000() -> Condition {
        let number = Operand {
            value: Some(json!(1000)),
            ..operand("const.number")
        };
        Condition {
            left: Some(operand("lead.budget")),
            operator: Some("gt".to_owned()),
            right: Some(number),
            ..Condition::default()
        }
    }

    #[test]
    fn swapping_mirrors_the_operator() {
        let mut row = budget_above_1000();
        swap(&mut row, &Dictionaries::default());
        assert_eq!(row.operator.as_deref(), Some("lt"));
        assert_eq!(
            row.left.map(|left| left.path).as_deref(),
            Some("const.number")
        );
        assert_eq!(
            row.right.map(|right| right.path).as_deref(),
            Some("lead.budget")
        );
    }

    #[test]
    fn an_operator_that_no_longer_fits_is_reset() {
        let mut row = budget_above_1000();
        set_left(&mut row, operand("lead.tags"), &Dictionaries::default());
        assert_eq!(row.operator, None);
    }

    #[test]
    fn an_operator_that_still_fits_stays() {
        let mut row = budget_above_1000();
        set_left(&mut row, operand("lead.id"), &Dictionaries::default());
        assert_eq!(row.operator.as_deref(), Some("gt"));
    }

    #[test]
    fn a_new_operator_brings_a_constant_of_the_left_type() {
        let mut row = Condition {
            left: Some(operand("lead.status")),
            ..Condition::default()
        };
        let equal = operators::find("eq").expect("the catalogue has it");
        set_operator(&mut row, equal, &Dictionaries::default());
        assert_eq!(
            row.right.map(|right| right.path).as_deref(),
            Some("const.stage")
        );
    }

    #[test]
    fn a_range_brings_two_ends_and_a_list_brings_a_list() {
        let mut row = budget_above_1000();
        let between = operators::find("between").expect("the catalogue has it");
        set_operator(&mut row, between, &Dictionaries::default());
        let path = |row: &Condition| row.right.as_ref().map(|right| right.path.clone());
        assert_eq!(path(&row).as_deref(), Some("const.range"));
        let mut row = Condition {
            left: Some(operand("lead.tags")),
            ..Condition::default()
        };
        let any = operators::find("has_any").expect("the catalogue has it");
        set_operator(&mut row, any, &Dictionaries::default());
        assert_ne!(path(&row).as_deref(), Some("const.range"));
    }

    #[test]
    fn two_ends_stand_only_where_two_are_wanted() {
        let names = Dictionaries::default();
        let range = sources(&names, |entry| entry.path == "const.range");
        let range = range.first().expect("the catalogue has it");
        let stands = |code: &str| {
            let operator = operators::find(code).expect("the catalogue has it");
            stands_right(Kind::Money, operator, range)
        };
        assert!(stands("between"));
        assert!(!stands("eq") && !stands("in"));
    }

    #[test]
    fn a_unary_operator_takes_the_lower_value_away() {
        let mut row = budget_above_1000();
        let empty = operators::find("empty").expect("the catalogue has it");
        set_operator(&mut row, empty, &Dictionaries::default());
        assert_eq!(row.right, None);
    }

    #[test]
    fn fields_of_the_account_are_sources_of_their_own() {
        let mut names = Dictionaries::default();
        names.custom_fields.leads.push(Field {
            id: 7,
            name: "Город".to_owned(),
            kind: "text".to_owned(),
            ..Field::default()
        });
        let found = sources(&names, |entry| entry.in_conditions);
        let city = found.iter().find(|source| source.path == "lead.cf(7)");
        assert_eq!(city.map(|source| source.label.as_str()), Some("Город"));
    }
}
