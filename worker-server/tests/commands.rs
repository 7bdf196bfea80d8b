//! The commands of the binary as a shell sees them: output, standard error, exit code.

use std::process::{Command, Output};

const FACTS: &str = "../tests/fixtures/wholesale.facts.json";

fn triggers(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_triggers"))
        .args(arguments)
        .output()
        .expect("cargo has built the binary")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout)
        .trim_end()
        .to_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr)
        .trim_end()
        .to_owned()
}

/// A file that lives as long as the value.
struct Temporary(std::path::PathBuf);

impl Temporary {
    fn new(name: &str, text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("triggers-{}-{name}", std::process::id()));
        std::fs::write(&path, text).expect("the temporary folder can be written");
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("the path is text")
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // A file that is left over does no harm.
        std::fs::remove_file(&self.0).unwrap_or_default();
    }
}

#[test]
fn render_prints_the_text_and_warns_beside_it() {
    let output = triggers(&[
        "render",
        "--facts",
        FACTS,
        "Сделка {{lead.id}}{{lead.nothing}}: {{ ({report}+1):calc }}",
    ]);
    assert_eq!(out(&output), "Сделка 2200001: 42");
    assert!(err(&output).contains("101"), "{}", err(&output));
    assert_eq!(err(&output).lines().count(), 1);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn compare_prints_true_or_false() {
    let compare = |rest: &[&str]| out(&triggers(&[&["compare", "--facts", FACTS], rest].concat()));
    assert_eq!(compare(&["lead.sale", "gt", "text:10000"]), "true");
    assert_eq!(compare(&["lead.sale", "lt", "text:10000"]), "false");
    assert_eq!(compare(&["lead.cf(500001)", "eq", "text:казань"]), "true");
    assert_eq!(compare(&["global(report)", "eq", "text:41,0"]), "true");
    assert_eq!(
        compare(&["lead.responsible", "eq", "contact.responsible"]),
        "true"
    );
    assert_eq!(compare(&["now.weekday", "eq", "text:четверг"]), "true");
    assert_eq!(compare(&["lead.name", "nempty"]), "true");
    assert_eq!(compare(&["lead.sale", "gt", "number:10000"]), "true");
    assert_eq!(compare(&["text:-1", "lt", "text:-0,5"]), "true");
}

#[test]
fn compare_explains_both_sides_with_their_types() {
    let text = out(&triggers(&[
        "compare",
        "--facts",
        FACTS,
        "--explain",
        "lead.status",
        "eq",
        "text:Принято в работу",
    ]));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "true");
    assert!(lines[1].contains("lead.status (ref stage)"), "{text}");
    assert!(
        lines[2].contains("const.text (dynamic)") && lines[2].contains("Принято в работу"),
        "{text}"
    );
}

#[test]
fn eval_prints_statuses_rows_and_effects() {
    let scenario = "../tests/fixtures/wholesale_retail.scenario.json";
    let output = triggers(&["eval", "--scenario", scenario, "--facts", FACTS]);
    let json: serde_json::Value = serde_json::from_str(&out(&output)).expect("the output is JSON");
    let statuses: Vec<_> = ["/blocks/0/status", "/blocks/1/status"]
        .iter()
        .map(|at| json.pointer(at))
        .collect();
    assert_eq!(
        statuses,
        [Some(&"done".into()), Some(&"not_matching".into())]
    );
    assert_eq!(json.pointer("/blocks/0/rows/0/result"), Some(&true.into()));
    assert_eq!(
        json.pointer("/effects/0/effect"),
        Some(&"change_responsible".into())
    );
    assert_eq!(
        json.pointer("/effects/3/responsible"),
        Some(&9_100_002.into())
    );
}

/// R62.
#[test]
fn eval_tells_the_fallback_only_if_no_block_matched() {
    let told = |budget: u64| {
        let text = format!(
            r#"{{"name": "x", "event": "lead_changed", "fallback": 77, "blocks": [{{"conditions":
               [{{"left": {{"path": "lead.sale"}}, "operator": "gt", "right": {{"path": "const.number", "value": {budget}}}}}]}}]}}"#
        );
        let file = Temporary::new("fallback.json", &text);
        let output = triggers(&["eval", "--scenario", file.path(), "--facts", FACTS]);
        let json: serde_json::Value = serde_json::from_str(&out(&output)).expect("JSON");
        json.get("fallback").cloned()
    };
    assert_eq!(told(10_000_000), Some(77.into()));
    assert_eq!(told(1), None);
}

#[test]
fn check_ends_with_1_only_if_there_is_an_error() {
    let scenario = "../tests/fixtures/responsible_on_stage.scenario.json";
    let output = triggers(&["check", "--scenario", scenario, "--facts", FACTS]);
    assert_eq!((out(&output).as_str(), output.status.code()), ("", Some(0)));

    let warned = Temporary::new("warned.json", r#"{"event": "own", "blocks": []}"#);
    let output = triggers(&["check", "--scenario", warned.path()]);
    assert!(
        out(&output).starts_with("warning 203 name: "),
        "{}",
        out(&output)
    );
    assert_eq!(output.status.code(), Some(0));

    let broken = Temporary::new(
        "broken.json",
        r#"{"name": "x", "event": "own", "blocks": [{"triggers": [{"kind": "add_note"}]}]}"#,
    );
    let output = triggers(&["check", "--scenario", broken.path()]);
    assert!(
        out(&output).starts_with("error 203 blocks[0].triggers[0].settings.text: "),
        "{}",
        out(&output)
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn check_tells_a_circle_with_the_scenarios_of_the_facts() {
    let run = |id| {
        format!(
            r#""event": "own", "entity": "lead", "blocks": [{{"id": "b", "triggers": [{{"id": "t", "kind": "run_scenario", "settings": {{"scenario": {id}}}}}]}}]"#
        )
    };
    let scenario = Temporary::new(
        "circle.json",
        &format!(r#"{{"name": "Первый", {}}}"#, run(6)),
    );
    let named = r#"{"id": 5, "name": "Первый", "event": "own", "enabled": true}"#;
    let second = |target| {
        let facts = format!(
            r#"{{"now": 0, "checked": 5, "scenarios": [{named}, {{"id": 6, "name": "Второй", "enabled": true, {}}}]}}"#,
            run(target)
        );
        let facts = Temporary::new(&format!("circle-{target}.facts.json"), &facts);
        out(&triggers(&[
            "check",
            "--scenario",
            scenario.path(),
            "--facts",
            facts.path(),
        ]))
    };
    assert!(second(5).contains("warning 228"), "{}", second(5));
    assert!(!second(7).contains("228"), "{}", second(7));
}

#[test]
fn a_bad_file_is_named_in_one_line_and_ends_with_2() {
    let no_json = Temporary::new("no.json", "{");
    let no_now = Temporary::new("no_now.json", "{}");
    let cases: [&[&str]; 6] = [
        &["render", "--facts", "no/such/file.json", "x"],
        &["render", "--facts", no_json.path(), "x"],
        &["compare", "--facts", no_now.path(), "lead.name", "empty"],
        &["eval", "--scenario", no_json.path(), "--facts", FACTS],
        &["check", "--scenario", no_json.path()],
        &["check", "--scenario", "no/such/file.json"],
    ];
    for case in cases {
        let output = triggers(case);
        let message = err(&output);
        assert_eq!(output.status.code(), Some(2), "{case:?}: {message}");
        assert_eq!(message.lines().count(), 1, "{case:?}: {message}");
        let is_named = case
            .iter()
            .any(|word| word.contains(".json") && message.contains(word));
        assert!(is_named && out(&output).is_empty(), "{case:?}: {message}");
    }
}

#[test]
fn a_wrong_type_is_told_in_russian_with_its_place() {
    let facts = Temporary::new("typed.json", r#"{"now": 5, "lead": {"id": "семь"}}"#);
    let scenario = Temporary::new(
        "typed_scenario.json",
        r#"{"format": 2, "name": "x", "event": "lead_added",
        "blocks": [{"id": "b1", "conditions": [{"id": "c1", "operator": 7}]}]}"#,
    );
    for (arguments, said) in [
        (
            ["render", "--facts", facts.path(), "x"].as_slice(),
            "lead.id: Здесь текст «семь», а нужно целое число",
        ),
        (
            &["check", "--scenario", scenario.path()],
            "blocks[0].conditions[0].operator: Не удалось прочитать сценарий. Здесь число 7, а нужно текст",
        ),
    ] {
        let output = triggers(arguments);
        assert!(err(&output).contains(said), "{}", err(&output));
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn what_the_catalogue_lacks_is_refused_with_its_code() {
    for (arguments, code) in [
        (["lead.nothing", "eq", "text:x"], "214"),
        (["lead.sale", "gt", "5000"], "number:5000"),
        (["lead.name", "same", "text:x"], "215"),
    ] {
        let output = triggers(&[&["compare", "--facts", FACTS], arguments.as_slice()].concat());
        assert!(err(&output).contains(code), "{}", err(&output));
        assert_eq!(output.status.code(), Some(2));
    }
}
