//! What the commands print: results to standard output, problems as one line each.

use std::io::Write;

use anyhow::{Context, Result};
use engine::{Problem, problem::Severity};

/// A line of the result; a closed pipe is an error, not a panic.
pub fn print(line: &str) -> Result<()> {
    writeln!(std::io::stdout(), "{line}").context("the result can't be printed")
}

/// Problems to standard error, one line each.
pub fn warn(problems: &[Problem]) {
    for problem in problems {
        eprintln!("{}", line(problem));
    }
}

/// `error 203 blocks[0].triggers[0].settings.text: Не задан обязательный параметр. Заполните «Текст»`
pub fn line(problem: &Problem) -> String {
    let severity = match problem.severity {
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let place = match problem.path.as_str() {
        "" => String::new(),
        path => format!(" {path}"),
    };
    let detail = match problem.detail.as_str() {
        "" => String::new(),
        detail => format!(". {detail}"),
    };
    let code = problem.code;
    let line = format!(
        "{severity} {}{place}: {}{detail}",
        code.number(),
        code.text()
    );
    // A value from a client may hold line ends.
    line.replace(['\r', '\n'], " ")
}
