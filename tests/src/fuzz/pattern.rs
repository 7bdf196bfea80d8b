//! Regular expressions: the first line is one, the rest a text. A broken one is explained, a good one matches alike
//! in conditions and templates.

use anyhow::{Result, ensure};
use engine::{pattern, problem::Code, scenario::Operand};
use serde_json::json;

use super::{inputs, on_account};

/// Constants of comparisons and templates, in which expressions stand.
pub fn inputs() -> Result<Vec<Vec<u8>>> {
    let mut texts = inputs::at("/compare/right/value")?;
    texts.extend(EXPRESSIONS.map(|it| it.as_bytes().to_vec()));
    Ok(texts)
}

/// Expressions with everything that their language has.
const EXPRESSIONS: [&str; 12] = [
    "^\\d{4}-\\d{2}-\\d{2}$\n2024-02-29",
    "/опт|розница/iu\nОПТ",
    "(?i)[а-яё]+\\s+(?P<name>\\w+)\nАнна Петрова",
    "(a|a)*$\naaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
    "(.*)*(.*)*(.*)*x\nyyyyyyyyyyyyyyyyyyyyyyyy",
    "[^a-c[:digit:]&&[^d]]\nd",
    "((((((((((a{1,20}){1,20}){1,20}){1,20}))))))\naaa",
    "(?x) a b # note\nab",
    "\\b\\w+@\\w+\\.(ru|com)\\b\nanna@example.ru",
    "(?<=a)b\nab",
    "\\p{L}+\nж",
    "[z-a]\nz",
];

pub fn attempt(bytes: &[u8]) -> Result<()> {
    let text = String::from_utf8_lossy(bytes);
    let (expression, subject) = text.split_once('\n').unwrap_or((&text, "Опт, 12 шт."));
    let compiled = pattern::compile(expression);
    if let Err(problem) = &compiled {
        ensure!(problem.code == Code::BadPattern, "{problem:?}");
        let is_russian = problem.detail.chars().any(|it| matches!(it, 'а'..='я'));
        ensure!(is_russian, "{problem:?}");
    }
    let operand = |text: &str| Operand {
        path: "const.text".to_owned(),
        value: Some(json!(text)),
        ..Operand::default()
    };
    on_account(|facts| {
        // A constant is a template: what it becomes is another expression.
        let asks =
            !expression.trim().is_empty() && engine::render(expression, facts).text == expression;
        for code in ["match", "nmatch"] {
            let (left, right) = (operand(subject), operand(expression));
            let compared = engine::compare(&left, code, Some(&right), facts);
            if compiled.is_err() && asks {
                let holds = compared.is_ok_and(|it| it.result == Some(true));
                ensure!(!holds, "{code} holds with a broken expression");
            }
        }
        Ok(())
    })
}
