//! Text without differences that conditions ignore: case, outer spaces, kinds of line end (rule 1).

/// Trims, makes every run of line ends one, and folds case; «ё» and «е» stay different.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for it in text.trim().chars() {
        match it {
            '\r' | '\n' if folded.ends_with('\n') => {}
            '\r' | '\n' => folded.push('\n'),
            it => match russian(it) {
                Some(lower) => folded.push(lower),
                None => fold_char(it, &mut folded),
            },
        }
    }
    folded
}

/// The lower case of ASCII and Russian letters, which nearly all texts consist of.
fn russian(it: char) -> Option<char> {
    match it {
        'а'..='я' | 'ё' => Some(it),
        'А'..='Я' => char::from_u32(u32::from(it) + 32),
        'Ё' => Some('ё'),
        it if it.is_ascii() => Some(it.to_ascii_lowercase()),
        _ => None,
    }
}

/// Full case folding: lower, upper and lower again, so that «ẞ» is «ss» and a final sigma a sigma.
fn fold_char(it: char, folded: &mut String) {
    if it == 'ı' {
        folded.push(it); // the Turkish dotless i is no i, although its capital is I
        return;
    }
    let lower = it.to_lowercase();
    let upper = lower.flat_map(char::to_uppercase);
    folded.extend(upper.flat_map(char::to_lowercase));
}

/// Whether the texts are equal after folding.
pub(super) fn same(left: &str, right: &str) -> bool {
    left == right || fold(left) == fold(right)
}
