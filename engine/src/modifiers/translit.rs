//! `translit`: Cyrillic letters as Latin ones.

use super::{Accepts, Call, Entry, Example, Group, Outcome};
use crate::Fact;

pub(super) static ENTRY: Entry = Entry {
    code: "translit",
    also: &[],
    label: "Транслитерация",
    group: Group::Strings,
    arguments: &[],
    help: "Пишет кириллицу латинскими буквами.",
    example: &[
        Example {
            template: "{{Москва:translit}}",
            gives: "Moskva",
        },
        Example {
            template: "{{Щука ЁЖ:translit}}",
            gives: "Shchuka YOZH",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

/// Small letters; signs that have no sound of their own are dropped.
const LETTERS: &[(char, &str)] = &[
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ё', "yo"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('й', "y"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ъ', ""),
    ('ы', "y"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "yu"),
    ('я', "ya"),
    ('і', "i"),
    ('ї', "yi"),
    ('є', "ye"),
    ('ґ', "g"),
    ('ў', "u"),
];

fn apply(call: Call<'_>) -> Outcome {
    let text = call.value?.text();
    let mut latin = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut after_capital = false;
    while let Some(letter) = letters.next() {
        // A word in capitals stays in capitals: ЩИ, but Щи.
        let next = letters.peek().filter(|next| next.is_alphabetic());
        let capitals = next.map_or(after_capital, |next| next.is_uppercase());
        after_capital = letter.is_uppercase();
        push(&mut latin, letter, capitals);
    }
    Ok(Fact::Text(latin))
}

fn push(latin: &mut String, letter: char, capitals: bool) {
    let small = letter.to_lowercase().next().unwrap_or(letter);
    let Some((_, written)) = LETTERS.iter().find(|(it, _)| *it == small) else {
        return latin.push(letter);
    };
    for (at, it) in written.chars().enumerate() {
        let capital = letter.is_uppercase() && (at == 0 || capitals);
        latin.push(if capital { it.to_ascii_uppercase() } else { it });
    }
}
