//! What is wrong with JSON of another shape than expected: the place, and a sentence in Russian.

use serde::de::DeserializeOwned;
use serde_json::{Value as Json, error::Category};
use serde_path_to_error::{Path, Segment};

/// JSON that can't be read as what it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{detail}", place(.path))]
pub struct Mismatch {
    /// Such as `blocks[0].conditions[1].operator`; empty for the whole.
    pub path: String,
    /// What stands there, what should, and what to do.
    pub detail: String,
}

fn place(path: &str) -> String {
    match path {
        "" => String::new(),
        path => format!("{path}: "),
    }
}

/// Reads a text.
///
/// # Errors
/// When it is not JSON, with line and character, or not as [`read`] wants it.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Mismatch> {
    let json: Json = serde_json::from_slice(bytes).map_err(|error| not_json(&error))?;
    read(&json)
}

/// What is said of bytes that are no JSON.
pub fn not_json(error: &serde_json::Error) -> Mismatch {
    let place = format!("строка {}, знак {}", error.line(), error.column());
    let detail = match error.classify() {
        Category::Eof => format!("JSON обрывается ({place}): допишите его до конца"),
        _ => format!("Это не JSON ({place}): исправьте его"),
    };
    Mismatch {
        path: String::new(),
        detail,
    }
}

/// Reads JSON, and names the first place where something else stands than should.
///
/// # Errors
/// When a key is missing, or a value is of another type or none of those that can be chosen.
pub fn read<T: DeserializeOwned>(json: &Json) -> Result<T, Mismatch> {
    serde_path_to_error::deserialize(json).map_err(|error| {
        let found = at(json, error.path());
        Mismatch {
            path: written(error.path()),
            detail: sentence(&error.inner().to_string(), found),
        }
    })
}

/// The value at a place; `None` for a place that is not quite known.
fn at<'j>(json: &'j Json, path: &Path) -> Option<&'j Json> {
    path.iter().try_fold(json, |json, segment| match segment {
        Segment::Seq { index } => json.get(index),
        Segment::Map { key } => json.get(key),
        Segment::Enum { .. } | Segment::Unknown => None,
    })
}

fn written(path: &Path) -> String {
    match path.to_string().as_str() {
        "." => String::new(),
        path => path.to_owned(),
    }
}

/// The words of the reader, translated; what stands there is told from the JSON itself.
fn sentence(words: &str, found: Option<&Json>) -> String {
    if !words.starts_with(|it: char| it.is_ascii()) {
        return words.to_owned(); // written by ourselves
    }
    let names: Vec<&str> = words.split('`').skip(1).step_by(2).collect();
    match (words, names.split_first()) {
        (_, Some((name, []))) if words.starts_with("missing field") => {
            format!("Нет поля «{name}»: добавьте его")
        }
        (_, Some((name, _))) if words.starts_with("unknown field") => {
            format!("Поле «{name}» неизвестно: уберите его")
        }
        (_, Some((name, known))) if words.starts_with("unknown variant") => {
            format!(
                "Значение «{name}» неизвестно, возможны: {}",
                known.join(", ")
            )
        }
        _ => mismatch(words, found),
    }
}

fn mismatch(words: &str, found: Option<&Json>) -> String {
    let expected = words
        .split_once("expected ")
        .and_then(|(_, it)| expected(it));
    match (expected, found) {
        (Some(expected), Some(found)) => {
            format!("Здесь {}, а нужно {expected}: исправьте", told(found))
        }
        (Some(expected), None) => format!("Здесь нужно {expected}: исправьте"),
        (None, Some(found)) => format!("Здесь {} не подходит: исправьте", told(found)),
        (None, None) => "Здесь стоит неподходящее значение: исправьте".to_owned(),
    }
}

/// What the reader calls the type that it wanted.
fn expected(words: &str) -> Option<&'static str> {
    let word = words.trim_start_matches("a ").trim_start_matches("an ");
    let starts = |begin: &str| word.starts_with(begin);
    Some(match word {
        _ if starts("string") || starts("borrowed string") => "текст в кавычках",
        _ if starts("u8") || starts("u16") || starts("u32") => "целое число от 0",
        _ if starts("u64") || starts("usize") => "целое число от 0",
        _ if starts("i8") || starts("i16") || starts("i32") => "целое число",
        _ if starts("i64") || starts("isize") || starts("integer") => "целое число",
        _ if starts("f32") || starts("f64") || starts("number") => "число",
        _ if starts("boolean") => "true или false",
        _ if starts("sequence") || starts("array") || starts("tuple") => "список [...]",
        _ if starts("map") || starts("struct") || starts("internally tagged") => "объект {...}",
        _ => return None,
    })
}

/// Long texts are not repeated.
fn told(json: &Json) -> String {
    const SHOWN: usize = 40;
    match json {
        Json::Null => "пусто (null)".to_owned(),
        Json::Bool(yes) => yes.to_string(),
        Json::Number(number) => format!("число {number}"),
        Json::String(text) if text.chars().count() > SHOWN => {
            let begin: String = text.chars().take(SHOWN).collect();
            format!("текст «{begin}…»")
        }
        Json::String(text) => format!("текст «{text}»"),
        Json::Array(_) => "список".to_owned(),
        Json::Object(_) => "объект".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Outer {
        list: Vec<Inner>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Inner {
        size: u32,
        #[serde(default)]
        name: String,
        #[serde(default)]
        mode: Mode,
    }

    #[derive(Debug, Default, Deserialize, PartialEq)]
    #[serde(rename_all = "snake_case")]
    enum Mode {
        #[default]
        Fast,
        Slow,
    }

    #[test]
    fn the_place_is_named_and_the_sentence_is_russian() {
        for (text, said) in [
            (
                "{",
                "JSON обрывается (строка 1, знак 1): допишите его до конца",
            ),
            ("{,}", "Это не JSON (строка 1, знак 2): исправьте его"),
            ("{}", "Нет поля «list»: добавьте его"),
            ("5", "Здесь число 5, а нужно объект {...}: исправьте"),
            (
                r#"{"list": 1}"#,
                "list: Здесь число 1, а нужно список [...]: исправьте",
            ),
            (
                r#"{"list": [{"size": "семь"}]}"#,
                "list[0].size: Здесь текст «семь», а нужно целое число от 0: исправьте",
            ),
            (
                r#"{"list": [{"size": -7}]}"#,
                "list[0].size: Здесь число -7, а нужно целое число от 0: исправьте",
            ),
            (
                r#"{"list": [{"size": 7}, {"size": 7, "name": null}]}"#,
                "list[1].name: Здесь пусто (null), а нужно текст в кавычках: исправьте",
            ),
            (
                r#"{"list": [{"size": 7, "mode": "quick"}]}"#,
                "list[0].mode: Значение «quick» неизвестно, возможны: fast, slow",
            ),
        ] {
            let found = parse::<Outer>(text.as_bytes()).map_err(|it| it.to_string());
            assert_eq!(found, Err(said.to_owned()), "{text}");
        }
    }
}
