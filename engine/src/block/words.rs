//! The rule of a block in words: «Сработает, если: (1 и 3) или 2».

use super::{brackets::to_brackets, is_configured};
use crate::scenario::{Block, Group, Item, Join};

/// When the block runs, with rows by their numbers from 1; rows that take no part are left out.
pub fn words(block: &Block) -> String {
    let flat;
    let group = match &block.formula {
        Some(formula) => formula,
        None => {
            flat = to_brackets(&block.conditions);
            &flat
        }
    };
    if !group.is_bounded() {
        return "Не сработает: скобок слишком много".to_owned();
    }
    let ids: Vec<&str> = block.conditions.iter().map(|row| row.id.as_str()).collect();
    if !group.is_sound(&ids) {
        return "Не сработает: скобки не соответствуют условиям блока".to_owned();
    }
    match said(group, block) {
        Some(said) => format!("Сработает, если: {}", said.text()),
        None => "Сработает всегда: настроенных условий нет".to_owned(),
    }
}

/// A part of the rule.
struct Said {
    text: String,
    /// Several rows, which stand in brackets wherever they are a part.
    several: bool,
    not: bool,
}

impl Said {
    fn text(&self) -> String {
        match (self.not, self.several) {
            (true, true) => format!("не ({})", self.text),
            (true, false) => format!("не {}", self.text),
            (false, _) => self.text.clone(),
        }
    }

    fn part(&self) -> String {
        match self.several && !self.not {
            true => format!("({})", self.text),
            false => self.text(),
        }
    }
}

fn said(group: &Group, block: &Block) -> Option<Said> {
    let parts = group.items.iter().filter_map(|item| match item {
        Item::Row(row) => {
            let mut rows = block.conditions.iter();
            let index = rows.position(|condition| condition.id == row.id)?;
            let condition = block.conditions.get(index)?;
            let counts = is_configured(condition) && !condition.muted;
            counts.then(|| Said {
                text: (index + 1).to_string(),
                several: false,
                not: row.not,
            })
        }
        Item::Group(group) => said(group, block),
    });
    let mut parts: Vec<Said> = parts.collect();
    if parts.len() < 2 {
        // A bracket around one thing is that thing; two «НЕ» before it cancel each other.
        let only = parts.pop()?;
        let not = only.not != group.not;
        return Some(Said { not, ..only });
    }
    let joined: Vec<String> = parts.iter().map(Said::part).collect();
    Some(Said {
        text: joined.join(match group.join {
            Join::All => " и ",
            Join::Any => " или ",
        }),
        several: true,
        not: group.not,
    })
}
