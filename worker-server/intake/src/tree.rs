//! Tolerant reading of PHP-style bracket keys and of JSON into one tree; it never fails.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

/// Deeper brackets stay in the last key as text.
const MAX_DEPTH: usize = 16;
/// A body has at most a few thousand keys; the rest is only counted, and stays in the stored body.
const MAX_PAIRS: usize = 50_000;

/// A parsed body.
#[derive(Debug, Default)]
pub struct Tree {
    /// All keys.
    pub root: Node,
    /// Keys beyond the limit.
    skipped: usize,
    /// A body that looked like JSON and was none.
    text: Option<String>,
}

/// A place of the tree; amoCRM sometimes gives one path both a text and children, so it may hold both.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// Texts of exactly this path, in the order of the body; the last one counts.
    pub texts: Vec<String>,
    /// What is below, by key.
    pub children: BTreeMap<String, Self>,
    /// The index that `[]` takes next: one above the largest number among the keys.
    next: u64,
}

impl Tree {
    /// Reads a body: JSON if it begins like it, else a form.
    pub fn parse(body: &[u8]) -> Self {
        // A body that was saved to a file ends with a line end, which is part of no value.
        let body = body.trim_ascii();
        let start = body.first();
        if matches!(start, Some(b'{' | b'[')) {
            match serde_json::from_slice(body) {
                Ok(json) => return Self::from_json(&json),
                Err(_) if !body.contains(&b'=') => {
                    return Self {
                        text: Some(String::from_utf8_lossy(body).into_owned()),
                        ..Self::default()
                    };
                }
                // A form may begin with a bracket too: `[]=1`.
                Err(_) => {}
            }
        }
        Self::from_form(body)
    }

    fn from_form(body: &[u8]) -> Self {
        let mut tree = Self::default();
        for (index, (key, value)) in form_urlencoded::parse(body).enumerate() {
            if index < MAX_PAIRS {
                tree.root.insert(&key, value.into_owned());
            } else {
                tree.skipped += 1;
            }
        }
        tree
    }

    fn from_json(json: &Json) -> Self {
        let mut root = Node::default();
        root.fill(json);
        Self {
            root,
            ..Self::default()
        }
    }

    /// What could not be put into the tree, to be shown as it is.
    pub fn left_over(&self) -> Option<Json> {
        match (&self.text, self.skipped) {
            (Some(text), _) => Some(serde_json::json!({ "text": text })),
            (None, 0) => None,
            (None, skipped) => Some(serde_json::json!({ "skipped_keys": skipped })),
        }
    }
}

impl Node {
    fn insert(&mut self, key: &str, value: String) {
        let mut node = self;
        for part in split(key) {
            let part = match part {
                Cow::Borrowed("") => Cow::Owned(node.next.to_string()),
                part => part,
            };
            if let Ok(index) = part.parse::<u64>() {
                node.next = node.next.max(index.saturating_add(1));
            }
            node = node.children.entry(part.into_owned()).or_default();
        }
        node.texts.push(value);
    }

    fn fill(&mut self, json: &Json) {
        match json {
            Json::Null => {}
            Json::Bool(value) => self.texts.push(value.to_string()),
            Json::Number(value) => self.texts.push(value.to_string()),
            Json::String(value) => self.texts.push(value.clone()),
            Json::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.children
                        .entry(index.to_string())
                        .or_default()
                        .fill(item);
                }
            }
            Json::Object(entries) => {
                for (key, value) in entries {
                    self.children.entry(key.clone()).or_default().fill(value);
                }
            }
        }
    }

    /// The text of this path.
    pub fn text(&self) -> Option<&str> {
        self.texts.last().map(String::as_str)
    }

    /// Whether any text stands here or below.
    pub fn has_text(&self) -> bool {
        !self.texts.is_empty() || self.children.values().any(Self::has_text)
    }

    /// A child.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.children.get(key)
    }

    /// Children in the order of their numbers; other keys follow.
    pub fn items(&self) -> Vec<&Self> {
        let mut items: Vec<_> = self.children.iter().collect();
        items.sort_by_key(|(key, _)| key.parse::<u64>().unwrap_or(u64::MAX));
        items.into_iter().map(|(_, node)| node).collect()
    }

    /// Whether every child has a number as its key, as in a list.
    pub fn is_list(&self) -> bool {
        !self.children.is_empty() && self.children.keys().all(|key| key.parse::<u64>().is_ok())
    }

    /// The whole as JSON; a text beside children stands under the empty key.
    pub fn to_json(&self) -> Json {
        let texts = || match self.texts.as_slice() {
            [] => Json::Null,
            [text] => Json::from(text.as_str()),
            texts => Json::from(texts.to_vec()),
        };
        if self.children.is_empty() {
            return texts();
        }
        let mut map: Map<String, Json> = self
            .children
            .iter()
            .map(|(key, node)| (key.clone(), node.to_json()))
            .collect();
        if !self.texts.is_empty() {
            map.insert(String::new(), texts());
        }
        Json::Object(map)
    }
}

/// The parts of `a[b][c]`; a key with broken brackets is one part, so that nothing of it is lost.
fn split(key: &str) -> Vec<Cow<'_, str>> {
    let whole = || vec![Cow::Owned(key.to_owned())];
    let Some((first, mut rest)) = key.split_once('[') else {
        return whole();
    };
    if first.is_empty() {
        return whole();
    }
    let mut parts = vec![Cow::Borrowed(first)];
    loop {
        let Some((part, after)) = rest.split_once(']') else {
            return whole();
        };
        parts.push(Cow::Borrowed(part));
        match after.strip_prefix('[') {
            Some(_) if parts.len() >= MAX_DEPTH => {
                parts.push(Cow::Owned(after.to_owned()));
                return parts;
            }
            Some(next) => rest = next,
            None if after.is_empty() => return parts,
            None => return whole(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn form(body: &str) -> Json {
        Tree::parse(body.as_bytes()).root.to_json()
    }

    #[test]
    fn brackets_may_be_raw_or_encoded() {
        assert_eq!(form("a[b][0]=1"), json!({"a": {"b": {"0": "1"}}}));
        assert_eq!(form("a%5Bb%5D%5B0%5D=1"), json!({"a": {"b": {"0": "1"}}}));
    }

    #[test]
    fn empty_brackets_count_on_from_the_largest_index() {
        assert_eq!(
            form("a[]=x&a[7]=y&a[]=z"),
            json!({"a": {"0": "x", "7": "y", "8": "z"}})
        );
    }

    #[test]
    fn many_empty_brackets_are_read_in_one_pass() {
        let json = form(&"a[]=x&".repeat(MAX_PAIRS));
        assert_eq!(json["a"][(MAX_PAIRS - 1).to_string()], json!("x"));
    }

    #[test]
    fn a_path_may_be_text_and_map_in_either_order() {
        let both = json!({"type": {"": "3", "uuid": "x"}});
        assert_eq!(form("type=3&type[uuid]=x"), both);
        assert_eq!(form("type[uuid]=x&type=3"), both);
    }

    #[test]
    fn broken_keys_and_repeated_ones_are_kept() {
        assert_eq!(
            form("a[b=1&[c]=2&d]e=3"),
            json!({"a[b": "1", "[c]": "2", "d]e": "3"})
        );
        assert_eq!(form("a=1&a=2"), json!({"a": ["1", "2"]}));
        assert_eq!(form("a[b]c=1"), json!({"a[b]c": "1"}));
    }

    #[test]
    fn bytes_that_are_no_text_do_not_lose_the_rest() {
        assert_eq!(form("a=%ff&b=1"), json!({"a": "\u{fffd}", "b": "1"}));
    }

    #[test]
    fn depth_has_a_limit_and_the_rest_stays_in_the_last_key() {
        let deep = format!("a{}=1", "[b]".repeat(40));
        let mut node = &Tree::parse(deep.as_bytes()).root;
        let mut depth = 0;
        while let Some(child) = node.children.values().next() {
            node = child;
            depth += 1;
        }
        assert_eq!((depth, node.text()), (MAX_DEPTH + 1, Some("1")));
    }

    #[test]
    fn too_many_keys_are_counted() {
        let body = "a=1&".repeat(MAX_PAIRS + 3);
        assert_eq!(
            Tree::parse(body.as_bytes()).left_over(),
            Some(json!({"skipped_keys": 3}))
        );
    }

    #[test]
    fn json_gives_the_same_tree_and_broken_json_is_kept() {
        let json = Tree::parse(br#"{"leads":{"add":[{"id":5,"name":null}]}}"#);
        let id = json
            .root
            .get("leads")
            .and_then(|it| it.get("add")?.get("0")?.get("id"));
        assert_eq!(id.and_then(Node::text), Some("5"));
        assert_eq!(
            Tree::parse(b"{oops").left_over(),
            Some(json!({"text": "{oops"}))
        );
    }
}
