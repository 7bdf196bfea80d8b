//! JSON read as it was written: repeated keys are all kept, numbers keep their text.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value as Json};

use super::tree::{MAX_DEPTH, Node};

/// The tree of an object or array; `None` if the text is no JSON.
pub fn read(text: &str) -> Option<Node> {
    let raw: &RawValue = serde_json::from_str(text).ok()?;
    let mut root = Node::default();
    match serde_json::from_str::<Pairs<'_>>(raw.get()) {
        Ok(pairs) => {
            for (key, value) in pairs.0 {
                place(&mut root, &key, value);
            }
        }
        Err(_) => fill(&mut root, raw, 0),
    }
    Some(root)
}

/// Some recorders write a form as an object whose keys have brackets, with a list for repeated keys.
fn place(root: &mut Node, key: &str, value: &RawValue) {
    let node = root.at(key);
    let texts: Option<Vec<String>> = match key.contains('[') {
        true => serde_json::from_str(value.get()).ok(),
        false => None,
    };
    match texts {
        Some(texts) => node.texts.extend(texts),
        None => fill(node, value, 1),
    }
}

/// Each level is scanned once more, and there are at most so many: the cost is linear.
fn fill(node: &mut Node, raw: &RawValue, depth: usize) {
    let text = raw.get();
    let read = match text.as_bytes().first() {
        _ if depth > MAX_DEPTH => None,
        Some(b'{') => serde_json::from_str(text).ok().map(|Pairs(pairs)| {
            for (key, value) in pairs {
                fill(node.children.entry(key).or_default(), value, depth + 1);
            }
        }),
        Some(b'[') => serde_json::from_str(text)
            .ok()
            .map(|items: Vec<&RawValue>| {
                for (index, item) in items.into_iter().enumerate() {
                    let item_node = node.children.entry(index.to_string()).or_default();
                    fill(item_node, item, depth + 1);
                }
            }),
        Some(b'"') => serde_json::from_str(text)
            .ok()
            .map(|text| node.texts.push(text)),
        Some(b'n') => Some(()),
        _ => None,
    };
    if read.is_none() {
        node.texts.push(text.to_owned());
    }
}

/// The object or array that a text holds, if it says all that the text says.
pub fn faithful(text: &str) -> Option<Json> {
    let raw: &RawValue = serde_json::from_str(text).ok()?;
    same(raw, 0).filter(|json| json.is_object() || json.is_array())
}

fn same(raw: &RawValue, depth: usize) -> Option<Json> {
    let text = raw.get();
    match text.as_bytes().first()? {
        _ if depth > MAX_DEPTH => None,
        b'{' => {
            let Pairs(pairs) = serde_json::from_str(text).ok()?;
            let count = pairs.len();
            let values = pairs
                .into_iter()
                .map(|(key, value)| Some((key, same(value, depth + 1)?)));
            let map: Map<String, Json> = values.collect::<Option<_>>()?;
            (map.len() == count).then_some(Json::Object(map))
        }
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
            let items = items.into_iter().map(|item| same(item, depth + 1));
            items.collect::<Option<_>>().map(Json::Array)
        }
        b'"' => serde_json::from_str(text).ok().map(Json::String),
        _ => {
            let json: Json = serde_json::from_str(text).ok()?;
            let written = json.to_string();
            (written == text).then_some(json)
        }
    }
}

/// An object's entries in their order, repeated keys among them.
struct Pairs<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn tree(text: &str) -> Json {
        read(text).expect("JSON").to_json()
    }

    #[test]
    fn repeated_keys_and_long_numbers_are_kept() {
        assert_eq!(
            tree(r#"{"a":1,"a":{"b":1.50},"c":[123456789012345678901234567890,true,null]}"#),
            json!({
                "a": { "": "1", "b": "1.50" },
                "c": ["123456789012345678901234567890", "true", null],
            })
        );
    }

    #[test]
    fn keys_with_brackets_are_paths() {
        assert_eq!(
            tree(r#"{"a[b][0]":"1","a[b][1]":["2"],"a[c]":["3","4"],"d":["5"]}"#),
            json!({ "a": { "b": ["1", "2"], "c": ["3", "4"] }, "d": ["5"] })
        );
    }

    #[test]
    fn what_is_too_deep_stays_as_text() {
        let deep = format!("{}7{}", "[".repeat(100_000), "]".repeat(100_000));
        let root = tree(&deep);
        let inner = (0..=MAX_DEPTH).fold(&root, |json, _| &json[0]);
        assert_eq!(
            inner.as_str().map(str::len),
            Some(2 * (100_000 - MAX_DEPTH) - 1)
        );
    }

    #[test]
    fn only_what_says_the_same_is_faithful() {
        let call = r#"{"PHONE":"+7","n":[1,-2.5,{"x":null}]}"#;
        assert_eq!(
            faithful(call),
            Some(json!({ "PHONE": "+7", "n": [1, -2.5, { "x": null }] }))
        );
        for other in [
            r#"{"a":1,"a":2}"#,
            r#"{"a":1.0e2}"#,
            "[12345678901234567890123]",
            "5",
            "\"a\"",
            "{",
        ] {
            assert_eq!(faithful(other), None, "{other}");
        }
    }
}
