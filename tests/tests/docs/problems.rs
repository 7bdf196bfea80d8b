//! `docs/problems.md`: every code with its text, cause and remedy, grouped by hundreds.

use engine::problem::Code;

/// What the hundreds mean.
const GROUPS: [(u16, &str); 6] = [
    (1, "Templates"),
    (2, "Scenarios and triggers"),
    (3, "amoCRM"),
    (4, "Outside addresses"),
    (5, "Other widgets"),
    (6, "Limits"),
];

/// The page.
pub fn page() -> String {
    let mut page = "# Codes of problems\n\n\
        Generated from `engine/src/problem.rs` by `UPDATE=1 cargo test -p tests --test docs`; do not edit.\n\
        A code is shown as «Код NNN — текст».\n\
        Numbers never change their meaning and are never used again.\n"
        .to_owned();
    for (hundred, title) in GROUPS {
        let codes: Vec<Code> = Code::ALL
            .iter()
            .copied()
            .filter(|code| code.number() / 100 == hundred)
            .collect();
        if codes.is_empty() {
            continue;
        }
        page.push_str(&format!(
            "\n## {hundred}xx. {title}\n\n| code | text | cause and remedy |\n|---|---|---|\n"
        ));
        for code in codes {
            let (number, text) = (code.number(), code.text());
            page.push_str(&format!(
                "| <a id=\"{number}\"></a>{number} | {text} | {} |\n",
                code.explanation().trim()
            ));
        }
    }
    page
}
