//! Layers inside the crates: which line a module stands on, and which modules its file uses.

/// Lines of a crate from the lowest up; a module uses the lines below its own.
struct Layers {
    folder: &'static str,
    lines: &'static [&'static [&'static str]],
    /// Whether modules of the lowest line may use each other.
    nouns: bool,
}

const CRATES: [Layers; 3] = [
    Layers {
        folder: "engine/src/",
        lines: &[
            &[
                "calendar", "contact", "effect", "fact", "kind", "log", "params", "pattern",
                "problem", "run", "russian", "scenario", "shape", "snapshot", "variable",
            ],
            &[
                "frequency",
                "modifiers",
                "operators",
                "payload",
                "timer",
                "values",
            ],
            &["template"],
            &["block", "events", "triggers"],
            &["catalogue"],
            &["check", "decide", "fleet", "why"],
            &["resident"],
        ],
        nouns: true,
    },
    Layers {
        folder: "worker-server/src/",
        lines: &[
            &["config", "telemetry"],
            &["crm", "services", "store"],
            &["app"],
            &["effects", "runs"],
            &["http", "queue", "schedule"],
            &["commands"],
            &["main"],
        ],
        nouns: false,
    },
    Layers {
        folder: "ui/src/",
        lines: &[
            &["api", "kit", "texts"],
            &["state"],
            &["fields"],
            &["debugger", "editor"],
            &["pages"],
            &["app"],
            &["main"],
        ],
        nouns: false,
    },
];

/// What a file uses although it stands on the same line or above.
pub fn faults(label: &str, text: &str) -> Vec<String> {
    for layers in &CRATES {
        if let Some(inside) = label.strip_prefix(layers.folder) {
            let module = inside.split(['/', '.']).next().unwrap_or_default();
            return layers.faults(module, text);
        }
    }
    Vec::new()
}

impl Layers {
    fn faults(&self, module: &str, text: &str) -> Vec<String> {
        if module == "lib" {
            return Vec::new();
        }
        let Some(own) = self.line(module) else {
            return vec![format!(
                "`{module}` stands on no line of tests/tests/tidy/layers.rs"
            )];
        };
        let mut faults = Vec::new();
        for used in uses(text).into_iter().filter(|used| used != module) {
            match self.line(&used) {
                Some(line) if line < own || (line == own && own == 0 && self.nouns) => {}
                Some(line) => faults.push(format!(
                    "`{module}` on line {own} uses `{used}` on line {line}"
                )),
                None => faults.push(format!(
                    "`{used}` stands on no line of tests/tests/tidy/layers.rs"
                )),
            }
        }
        faults.sort();
        faults.dedup();
        faults
    }

    fn line(&self, module: &str) -> Option<usize> {
        self.lines.iter().position(|line| line.contains(&module))
    }
}

/// Modules after `crate::` outside comments and tests; names with a capital are re-exported nouns.
fn uses(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let code: String = code
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect();
    let mut used = Vec::new();
    for after in code.split("crate::").skip(1) {
        match after.strip_prefix('{') {
            Some(group) => used.extend(members(group)),
            None => used.push(word(after)),
        }
    }
    used.retain(|name| name.starts_with(|first: char| first.is_lowercase()) && name != "self");
    used
}

/// First words of a group `a::{b, c}, d}` at its own depth.
fn members(group: &str) -> Vec<String> {
    let mut members = vec![String::new()];
    let mut depth = 0;
    for letter in group.chars() {
        match letter {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => members.push(String::new()),
            _ if depth == 0 => members
                .last_mut()
                .into_iter()
                .for_each(|last| last.push(letter)),
            _ => {}
        }
    }
    members
        .iter()
        .map(|member| word(member.trim_start()))
        .collect()
}

fn word(text: &str) -> String {
    text.chars()
        .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
        .collect()
}

#[test]
fn a_use_that_points_up_is_found() {
    let text = "use crate::{\n    fact::Fact,\n    decide::{self, x},\n};\nfn f() { crate::triggers::find() }\n// crate::check\n";
    assert_eq!(
        faults("engine/src/block.rs", text),
        [
            "`block` on line 3 uses `decide` on line 5",
            "`block` on line 3 uses `triggers` on line 3"
        ]
    );
    assert_eq!(
        faults("engine/src/fact.rs", "use crate::kind::Kind;"),
        [""; 0]
    );
    assert_eq!(faults("tests/src/lib.rs", "use crate::decide;"), [""; 0]);
}
