//! Names of global variables (A49): which may be given, and why another may not.

/// Longest name, in characters.
const MAX_NAME: usize = 64;
/// Names with a meaning of their own in single braces.
const RESERVED: &[&str] = &["reset", "tlink", "tglink", "button", "user_id", "user_name"];
/// Beginnings of names that buttons and hooks fill.
const RESERVED_STARTS: &[&str] = &["tg_", "webhook_"];

/// Why a new global variable can't have this name; nothing if it can.
///
/// Names that differ only in case would be mistaken for each other, so they are the same here,
/// although `{name}` in a template has to be written exactly.
pub fn name_fault<'a>(name: &str, taken: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let is_sign = |sign: char| sign.is_ascii_alphanumeric() || sign == '_';
    if name.is_empty() {
        return Some("Дайте переменной имя".to_owned());
    }
    if !name.chars().all(is_sign) || !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        let detail = "Имя — латинские буквы, цифры и «_», первой стоит буква";
        return Some(detail.to_owned());
    }
    if name.len() > MAX_NAME {
        return Some(format!("Имя длиннее {MAX_NAME} знаков, сократите его"));
    }
    let lower = name.to_ascii_lowercase();
    let starts = RESERVED_STARTS.iter().any(|start| lower.starts_with(start));
    if starts || RESERVED.contains(&lower.as_str()) {
        return Some(format!("Имя «{name}» занято системой, выберите другое"));
    }
    let known = taken.into_iter().find(|it| it.eq_ignore_ascii_case(name));
    known.map(|known| format!("Переменная «{known}» уже есть, выберите другое имя"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_names_of_up_to_64_characters_may_be_given() {
        for name in ["report", "R", "a_1", "Counter2", &"n".repeat(64)] {
            assert_eq!(name_fault(name, ["other"]), None, "{name}");
        }
    }

    #[test]
    fn others_are_refused_with_the_reason() {
        for (name, reason) in [
            ("", "Дайте"),
            ("отчёт", "латинские"),
            ("1a", "первой стоит буква"),
            ("_a", "первой стоит буква"),
            ("a-b", "латинские"),
            ("a b", "латинские"),
            (&"n".repeat(65), "64"),
            ("reset", "системой"),
            ("TLink", "системой"),
            ("user_id", "системой"),
            ("tg_anything", "системой"),
            ("Webhook_data", "системой"),
            ("REPORT", "«report» уже есть"),
        ] {
            let fault = name_fault(name, ["report"]).unwrap_or_default();
            assert!(fault.contains(reason), "{name}: {fault}");
        }
    }
}
