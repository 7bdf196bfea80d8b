//! Problems of brackets: bounds, and that every row stands in them exactly once.

use std::collections::BTreeSet;

use crate::{
    problem::{Code, Problem},
    scenario::{Block, Group, Item},
};

/// What is wrong with the brackets of a block.
pub(super) fn formula(block: &Block) -> Vec<Problem> {
    let Some(formula) = &block.formula else {
        return Vec::new();
    };
    if !formula.is_bounded() {
        let detail = format!(
            "Скобок не больше {} одна в другой, строк и скобок вместе не больше {}: упростите условие",
            Group::MAX_DEPTH,
            Group::MAX_ITEMS
        );
        return vec![error(detail)];
    }
    let mut problems = vec![];
    if formula.items.iter().any(has_empty) {
        problems.push(error(
            "Есть пустые скобки: заполните их или удалите".to_owned(),
        ));
    }
    let ids: Vec<&str> = block.conditions.iter().map(|row| row.id.as_str()).collect();
    let mut seen = BTreeSet::new();
    for id in formula.rows() {
        if !ids.contains(&id) {
            let detail = format!("В скобках стоит строка «{id}», которой нет в блоке: удалите её");
            problems.push(error(detail));
        } else if !seen.insert(id) {
            let detail = format!(
                "Условие {} стоит в скобках дважды: оставьте его в одном месте",
                number(&ids, id)
            );
            problems.push(error(detail));
        }
    }
    for (index, id) in ids.iter().enumerate() {
        if !seen.contains(id) {
            let detail = format!(
                "Условия {} нет в скобках, и оно не участвует в проверке: добавьте его в скобки или удалите",
                index + 1
            );
            let problem = Problem::error(Code::BadFormula, detail);
            problems.push(problem.at(format!("conditions[{index}]")));
        }
    }
    problems
}

fn error(detail: String) -> Problem {
    Problem::error(Code::BadFormula, detail).at("formula")
}

fn number(ids: &[&str], id: &str) -> usize {
    let before = ids.iter().take_while(|other| **other != id);
    before.count() + 1
}

fn has_empty(item: &Item) -> bool {
    match item {
        Item::Row(_) => false,
        Item::Group(group) => group.items.is_empty() || group.items.iter().any(has_empty),
    }
}
