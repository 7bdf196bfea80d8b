//! Brackets of a block as a Russian sentence.

use engine::scenario::{Group, Item, Join};

/// The rule in words; `row` says a row or leaves it out, `None` if nothing is left.
pub fn brackets(group: &Group, row: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    said(group, row).map(|said| said.text())
}

struct Said {
    text: String,
    several: bool,
    not: bool,
}

impl Said {
    fn text(&self) -> String {
        match (self.not, self.several) {
            (true, true) => format!("не ({})", self.text),
            (true, false) => format!("не верно, что {}", self.text),
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

fn said(group: &Group, row: &dyn Fn(&str) -> Option<String>) -> Option<Said> {
    let parts = group.items.iter().filter_map(|item| match item {
        Item::Row(it) => Some(Said {
            text: row(&it.id)?,
            several: false,
            not: it.not,
        }),
        Item::Group(inner) => said(inner, row),
    });
    let mut parts: Vec<Said> = parts.collect();
    if parts.len() < 2 {
        // A bracket around one thing is that thing; two «НЕ» before it cancel each other.
        let only = parts.pop()?;
        let not = only.not != group.not;
        return Some(Said { not, ..only });
    }
    let word = match group.join {
        Join::All => " и ",
        Join::Any => " или ",
    };
    let parts: Vec<String> = parts.iter().map(Said::part).collect();
    Some(Said {
        text: parts.join(word),
        several: true,
        not: group.not,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_stand_only_where_the_meaning_needs_them() {
        let inner = Group {
            join: Join::Any,
            not: true,
            items: vec![Item::row("2"), Item::row("3")],
        };
        let outer = Group {
            items: vec![Item::row("1"), Item::Group(inner), Item::row("нет")],
            ..Group::default()
        };
        let row = |id: &str| (id != "нет").then(|| id.to_owned());
        assert_eq!(brackets(&outer, &row).as_deref(), Some("1 и не (2 или 3)"));
        assert_eq!(brackets(&Group::default(), &row), None);
    }
}
