//! What a picker offers and how typing narrows it: plain data, no views.

/// One thing to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is chosen.
    pub key: String,
    /// What is read.
    pub label: String,
    /// Heading it stands under; may be empty.
    pub group: String,
    /// Further words it is found by.
    pub also: String,
    /// Soft words at the end of the line: the value now, the reason why not.
    pub note: String,
    /// A sentence about it, shown below the list while the cursor is on it.
    pub hint: &'static str,
    /// Shown, but can't be chosen; `note` says why.
    pub off: bool,
}

impl Choice {
    /// A choice with a key and a label.
    pub fn new(key: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
            ..Self::default()
        }
    }

    /// The same choice under a heading.
    pub fn under(self, group: impl Into<String>) -> Self {
        Self {
            group: group.into(),
            ..self
        }
    }

    /// The same choice, found by further words.
    pub fn also(self, also: impl Into<String>) -> Self {
        Self {
            also: also.into(),
            ..self
        }
    }

    /// The same choice with soft words.
    pub fn note(self, note: impl Into<String>) -> Self {
        Self {
            note: note.into(),
            ..self
        }
    }

    /// The same choice with a sentence about it.
    pub fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    /// The same choice shown grey, with the reason.
    pub fn off(self, reason: impl Into<String>) -> Self {
        Self {
            note: reason.into(),
            off: true,
            ..self
        }
    }

    fn matches(&self, words: &[String]) -> bool {
        let hay = format!("{} {} {}", self.group, self.label, self.also).to_lowercase();
        words.iter().all(|word| hay.contains(word))
    }
}

/// Choices that hold every typed word: those that can be taken before the grey ones,
/// labels that begin with the query before others.
pub fn narrowed(choices: &[Choice], query: &str) -> Vec<Choice> {
    let query = query.trim().to_lowercase();
    let words: Vec<String> = query.split_whitespace().map(str::to_owned).collect();
    let matching = choices.iter().filter(|choice| choice.matches(&words));
    let mut found: Vec<Choice> = matching.cloned().collect();
    if !query.is_empty() {
        found.sort_by_key(|choice| {
            let begins = choice.label.to_lowercase().starts_with(&query);
            (choice.off, !begins)
        });
    }
    found
}

/// The next choice that can be taken, from `at` in a direction, around the ends.
pub fn step(choices: &[Choice], at: usize, forward: bool) -> usize {
    let count = choices.len();
    let mut next = at;
    for _ in 0..count {
        next = match (forward, next) {
            (true, next) => (next + 1) % count,
            (false, 0) => count - 1,
            (false, next) => next - 1,
        };
        if choices.get(next).is_some_and(|choice| !choice.off) {
            return next;
        }
    }
    at
}

/// The first choice that can be taken.
pub fn first(choices: &[Choice]) -> usize {
    choices.iter().position(|choice| !choice.off).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choices() -> Vec<Choice> {
        vec![
            Choice::new("a", "Сделка добавлена").also("Создание сделки"),
            Choice::new("b", "Контакт изменён").under("Контакт"),
            Choice::new("c", "Изменена сделка").off("нельзя"),
            Choice::new("d", "Изменён контакт"),
        ]
    }

    #[test]
    fn every_word_must_be_found_in_label_group_or_synonyms() {
        let keys = |query| -> Vec<String> {
            narrowed(&choices(), query)
                .into_iter()
                .map(|c| c.key)
                .collect()
        };
        assert_eq!(keys("создание"), ["a"]);
        assert_eq!(keys("КОНТАКТ изменён"), ["b", "d"]);
        assert_eq!(keys("нет такого"), Vec::<String>::new());
        assert_eq!(keys(""), ["a", "b", "c", "d"]);
        assert_eq!(keys("контакт"), ["b", "d"]);
    }

    #[test]
    fn a_label_that_begins_with_the_query_comes_first() {
        let found = narrowed(&choices(), "измен");
        let keys: Vec<&str> = found.iter().map(|c| c.key.as_str()).collect();
        assert_eq!(keys, ["d", "b", "c"], "what is off stands at the end");
    }

    #[test]
    fn arrows_go_around_and_pass_over_what_is_off() {
        let all = choices();
        assert_eq!(step(&all, 0, true), 1);
        assert_eq!(step(&all, 1, true), 3);
        assert_eq!(step(&all, 3, true), 0);
        assert_eq!(step(&all, 3, false), 1);
        assert_eq!(step(&[], 0, true), 0);
    }
}
