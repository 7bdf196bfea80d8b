//! Text without differences that conditions ignore: case, outer spaces, kinds of line end (rule 1).

/// Trims, makes every run of line ends one, and folds case; «ё» and «е» stay different.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for it in text.trim().chars() {
        match it {
            '\r' | '\n' if folded.ends_with('\n') => {}
            '\r' | '\n' => folded.push('\n'),
            'A'..='Z' => folded.push(it.to_ascii_lowercase()),
            it if it.is_ascii() => folded.push(it),
            it => fold_char(it, &mut folded),
        }
    }
    folded
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
