//! A side of a condition as it is written on the command line.

use engine::scenario::Operand;
use engine::values;
use serde_json::{Value, json};

/// Forms of a side, for the help of a command.
pub const FORMS: &str = "A side is a value of the catalogue (`lead.sale`, `lead.cf(123)`, `now.weekday`), a constant \
(`text:опт`, `number:5`, `list:опт,vip`, `bool:да`, `date:2024-02-29`, `weekday:6,7`, `range:10..20`, `option:901`, \
`user:12`, `stage:7000001/142`, and so on for every constant of docs/scenario.md), or a side as it is saved \
(`{\"path\": \"now.date\", \"offset\": {\"amount\": -3, \"unit\": \"days\"}}`).";

/// Reads a side; what is no constant and not saved JSON is a path.
pub fn read(side: &str) -> Operand {
    if side.trim_start().starts_with('{')
        && let Ok(saved) = serde_json::from_str(side)
    {
        return saved;
    }
    let constant = side.split_once(':').and_then(|(kind, value)| {
        let path = format!("const.{}", kind.trim());
        let is_known = values::all().any(|entry| entry.path == path);
        is_known.then(|| Operand {
            value: Some(json_of(kind.trim(), value)),
            path,
            ..Operand::default()
        })
    });
    constant.unwrap_or_else(|| Operand {
        path: side.to_owned(),
        ..Operand::default()
    })
}

/// The value of a constant: texts are taken as they are, the engine reads numbers, dates and lists in them.
fn json_of(kind: &str, value: &str) -> Value {
    if kind == "text" {
        return Value::from(value);
    }
    if value.trim_start().starts_with(['[', '{'])
        && let Ok(json) = serde_json::from_str(value)
    {
        return json;
    }
    match kind {
        "range" => value.split("..").map(str::trim).collect(),
        "option" if value.contains(',') => value.split(',').map(str::trim).collect(),
        "stage" => match value.split_once('/') {
            Some((pipeline, status)) => {
                let number = |text: &str| text.trim().parse::<u64>().ok();
                json!({ "pipeline": number(pipeline), "status": number(status) })
            }
            None => Value::from(value),
        },
        _ => Value::from(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(side: &str) -> Value {
        serde_json::to_value(read(side)).expect("a side is JSON")
    }

    #[test]
    fn a_side_is_a_path_a_constant_or_what_is_saved() {
        for (side, wanted) in [
            ("lead.sale", json!({ "path": "lead.sale" })),
            ("lead.cf(5)", json!({ "path": "lead.cf(5)" })),
            (
                "text:{1}: [2]",
                json!({ "path": "const.text", "value": "{1}: [2]" }),
            ),
            ("text:", json!({ "path": "const.text", "value": "" })),
            (
                "number:-5,5",
                json!({ "path": "const.number", "value": "-5,5" }),
            ),
            (
                "weekday:6,7",
                json!({ "path": "const.weekday", "value": "6,7" }),
            ),
            (
                "list:[\"а,б\"]",
                json!({ "path": "const.list", "value": ["а,б"] }),
            ),
            (
                "range:10..20",
                json!({ "path": "const.range", "value": ["10", "20"] }),
            ),
            (
                "option:1, 2",
                json!({ "path": "const.option", "value": ["1", "2"] }),
            ),
            (
                "stage:1/142",
                json!({ "path": "const.stage", "value": { "pipeline": 1, "status": 142 } }),
            ),
            ("unknown:5", json!({ "path": "unknown:5" })),
            (
                r#"{"path": "now.date", "offset": {"amount": -3, "unit": "days"}}"#,
                json!({ "path": "now.date", "offset": { "amount": -3, "unit": "days" } }),
            ),
        ] {
            assert_eq!(saved(side), wanted, "{side}");
        }
    }
}
