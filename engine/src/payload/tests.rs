//! Whatever is sent is read, within bounds, and twice the same.

use super::*;

fn of(query: &str, content_type: &str, body: &[u8]) -> Payload {
    Payload::read(Received {
        query,
        content_type,
        body,
    })
}

/// Numbers that look random and are the same every time.
struct Noise(u64);

impl Noise {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let number = usize::try_from(self.0 >> 33).unwrap_or_default();
        number.checked_rem(limit).unwrap_or_default()
    }
}

const PIECES: [&str; 24] = [
    "{",
    "}",
    "[",
    "]",
    "[]",
    "\"",
    ":",
    ",",
    "=",
    "&",
    "%",
    "%5B",
    "%D0",
    "a",
    "b_",
    "ё",
    " ",
    "0",
    "1.50",
    "null",
    "true",
    "\\u0000",
    "\u{0}",
    "webhook_data",
];

#[test]
fn noise_is_read_within_bounds_and_twice_the_same() {
    let mut noise = Noise(7);
    let types = [
        "",
        "application/json",
        "application/x-www-form-urlencoded",
        "text/xml",
    ];
    for _ in 0..3_000 {
        let mut text = String::new();
        for _ in 0..noise.below(60) {
            text.push_str(
                PIECES
                    .get(noise.below(PIECES.len()))
                    .copied()
                    .unwrap_or_default(),
            );
        }
        let content_type = types
            .get(noise.below(types.len()))
            .copied()
            .unwrap_or_default();
        let mut body = text.clone().into_bytes();
        body.truncate(noise.below(body.len().saturating_add(1)));
        let read = of(&text, content_type, &body);
        assert_eq!(read, of(&text, content_type, &body), "{text}");
        assert!(read.variables.keys().all(|name| is_name(name)), "{text}");
        assert!(read.variables.contains_key("webhook_data"));
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= flat::MAX_NAME
        && name
            .chars()
            .all(|sign| sign.is_alphanumeric() || sign == '_')
}

#[test]
fn too_much_is_cut_and_told() {
    let many: Vec<String> = (0..60_000).map(|it| format!("k{it}=1")).collect();
    let lists = format!("[{}1]", "1,".repeat(400_000));
    let deep_form = format!("a{}=1", "[b]".repeat(300));
    let long_names = format!("{{\"{0}\":{{\"{0}\":1}}}}", "n".repeat(200));
    let huge_key = format!("{}=1", "k[]".repeat(300_000));
    for body in [many.join("&"), lists, long_names, huge_key] {
        let read = of("", "", body.as_bytes());
        assert!(read.variables.len() <= flat::MAX_VARIABLES);
        assert!(
            read.problems.iter().any(|it| it.code == Code::DataCut),
            "{}",
            body.len()
        );
        assert!(read.problems.len() < 100);
    }
    assert_eq!(of("", "", deep_form.as_bytes()).variables.len(), 2);
}

#[test]
fn brackets_without_end_are_no_danger() {
    for piece in ["[", "{\"a\":", "[["] {
        let body = piece.repeat(100_000);
        let read = of("", "application/json", body.as_bytes());
        assert_eq!(read.variables.len(), 1);
        assert_eq!(read.problems.first().map(|it| it.code), Some(Code::BadJson));
    }
}

#[test]
fn status_and_count_come_with_it() {
    let read = of("", "", b"{\"webhook_status\":\"forged\"}");
    assert_eq!(
        read.problems.first().map(|it| it.code),
        Some(Code::NameTaken)
    );
    let read = read.with_status(404).with_found(0);
    let text = |name: &str| read.variables.get(name).map(String::as_str);
    assert_eq!(text("webhook_status"), Some("404"));
    assert_eq!(text("webhook_found_count"), Some("0"));
}
