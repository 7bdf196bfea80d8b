//! Tolerant reading of PHP-style bracket keys and of JSON into one tree; it never fails.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::{form, json};

/// Deeper brackets stay in the last key as text, deeper JSON stays as text.
pub const MAX_DEPTH: usize = 16;
/// A body has at most a few thousand keys; the rest is kept as it came.
const MAX_PAIRS: usize = 50_000;

/// A parsed body.
#[derive(Debug, Default)]
pub struct Tree {
    /// All keys.
    pub root: Node,
    /// What could not be put into the tree, to be shown as it is.
    pub left: Option<String>,
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
    /// Reads a body: JSON if it begins like it, else a form, else a text.
    pub fn parse(body: &[u8]) -> Self {
        // A body that was saved to a file may begin with a mark and ends with a line end.
        let body = body.trim_ascii();
        let body = body
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(body)
            .trim_ascii();
        if matches!(body.first(), Some(b'{' | b'['))
            && let Some(root) = json::read(&form::readable(body))
        {
            return Self { root, left: None };
        }
        // A form may begin with a bracket too: `[]=1`.
        let form = match body.first() {
            None | Some(b'{') => None,
            Some(_) => form::read(body, MAX_PAIRS),
        };
        match form {
            Some(form) => Self::of_pairs(form),
            None => Self {
                left: (!body.is_empty()).then(|| form::readable(body)),
                ..Self::default()
            },
        }
    }

    fn of_pairs(form: form::Form) -> Self {
        let mut root = Node::default();
        for (key, value) in form.pairs {
            root.at(&key).texts.push(value);
        }
        Self {
            root,
            left: form.left,
        }
    }
}

impl Node {
    /// The place of a key with brackets.
    pub fn at(&mut self, key: &str) -> &mut Self {
        let mut node = self;
        for part in split(key) {
            let part = match part {
                Cow::Borrowed("") => Cow::Owned(node.next.to_string()),
                part => part,
            };
            if let Some(index) = index(&part) {
                node.next = node.next.max(index.saturating_add(1));
            }
            node = node.children.entry(part.into_owned()).or_default();
        }
        node
    }

    /// The text of this path.
    pub fn text(&self) -> Option<&str> {
        self.texts.last().map(String::as_str)
    }

    /// Takes the text that counts; others of this path stay, unless they are equal.
    pub fn take_text(&mut self) -> Option<String> {
        let text = self.texts.pop()?;
        self.texts.retain(|other| *other != text);
        Some(text)
    }

    /// Takes the text of a child, and the child with it if nothing else is there.
    pub fn take_text_of(&mut self, key: &str) -> Option<String> {
        let child = self.children.get_mut(key)?;
        let text = child.take_text()?;
        if child.is_empty() {
            self.children.remove(key);
        }
        Some(text)
    }

    /// Takes the number of a child; one that is spelled in another way stays too.
    pub fn take_number_of(&mut self, key: &str) -> Option<u64> {
        let text = self.get(key)?.text()?;
        let number: u64 = text.parse().ok()?;
        if number.to_string() == text {
            self.take_text_of(key);
        }
        Some(number)
    }

    /// Whether any text stands here or below.
    pub fn has_text(&self) -> bool {
        !self.texts.is_empty() || self.children.values().any(Self::has_text)
    }

    /// How many texts stand here and below.
    pub fn size(&self) -> usize {
        let below: usize = self.children.values().map(Self::size).sum();
        self.texts.len() + below
    }

    /// Whether there is nothing here, not even an empty key.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.children.is_empty()
    }

    /// A child.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.children.get(key)
    }

    /// Puts a child back if anything of it is left.
    pub fn put_back(&mut self, key: &str, child: Self) {
        if child.has_text() {
            self.children.insert(key.to_owned(), child);
        }
    }

    /// Drops what has no text, here and below.
    pub fn prune(&mut self) {
        self.children.retain(|_, child| {
            child.prune();
            !child.is_empty()
        });
    }

    /// Takes the children in the order of their numbers; other keys follow.
    pub fn take_items(&mut self) -> Vec<Self> {
        let children = std::mem::take(&mut self.children);
        let mut items: Vec<_> = children.into_iter().collect();
        items.sort_by_key(|(key, _)| index(key).unwrap_or(u64::MAX));
        items.into_iter().map(|(_, node)| node).collect()
    }

    /// Takes the children under numbers, in their order.
    pub fn take_numbered(&mut self) -> Vec<Self> {
        let children = std::mem::take(&mut self.children);
        let (numbered, named) = children
            .into_iter()
            .partition(|(key, _)| index(key).is_some());
        self.children = numbered;
        let items = self.take_items();
        self.children = named;
        items
    }

    /// Whether every child has a number as its key, as in a list.
    pub fn is_list(&self) -> bool {
        !self.children.is_empty() && self.children.keys().all(|key| index(key).is_some())
    }

    /// The whole as JSON; a text beside children stands under the empty key.
    pub fn to_json(&self) -> Json {
        if self.children.is_empty() {
            return texts(&self.texts);
        }
        if self.is_whole_list() {
            let item = |index: usize| self.get(&index.to_string()).map(Self::to_json);
            return (0..self.children.len()).filter_map(item).collect();
        }
        let below = self.children.iter();
        let mut map: Map<String, Json> = below
            .map(|(key, node)| (key.clone(), node.to_json()))
            .collect();
        if !self.texts.is_empty() {
            let beside = map.remove("");
            let own = texts(&self.texts);
            let both = beside.map_or(own.clone(), |beside| json!([own, beside]));
            map.insert(String::new(), both);
        }
        Json::Object(map)
    }

    /// Whether the keys are 0, 1, 2 … without a gap, and nothing stands beside them.
    fn is_whole_list(&self) -> bool {
        let count = self.children.len() as u64;
        let fits = |key: &String| {
            index(key).is_some_and(|index| index < count && index.to_string() == *key)
        };
        self.texts.is_empty() && self.children.keys().all(fits)
    }
}

/// A key that is a number.
pub fn index(key: &str) -> Option<u64> {
    match key.bytes().all(|byte| byte.is_ascii_digit()) {
        true => key.parse().ok(),
        false => None,
    }
}

fn texts(texts: &[String]) -> Json {
    match texts {
        [] => Json::Null,
        [text] => Json::from(text.as_str()),
        texts => Json::from(texts.to_vec()),
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
        assert_eq!(form("a[b][0]=1"), json!({"a": {"b": ["1"]}}));
        assert_eq!(form("a%5Bb%5D%5B0%5D=1"), json!({"a": {"b": ["1"]}}));
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
        assert_eq!(json["a"].as_array().map(Vec::len), Some(MAX_PAIRS));
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
    fn a_text_beside_an_empty_key_keeps_both() {
        let tree = Tree::parse(br#"{"a":{"":1},"a":"x","a":"y"}"#);
        assert_eq!(tree.root.to_json(), json!({"a": {"": [["x", "y"], "1"]}}));
    }

    #[test]
    fn a_mark_before_the_body_is_no_part_of_it() {
        assert_eq!(form("\u{feff}a=1\n"), json!({"a": "1"}));
        assert_eq!(form("\u{feff} {\"a\":1}"), json!({"a": "1"}));
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
    fn keys_beyond_the_limit_are_left_as_they_came() {
        let body = format!("{}b=%20&c", "a=1&".repeat(MAX_PAIRS));
        let tree = Tree::parse(body.as_bytes());
        assert_eq!(tree.left.as_deref(), Some("b=%20&c"));
    }

    #[test]
    fn json_gives_the_same_tree_and_what_is_neither_is_left() {
        let json = Tree::parse(br#"{"leads":{"add":[{"id":5,"name":null}]}}"#);
        let id = json
            .root
            .get("leads")
            .and_then(|it| it.get("add")?.get("0")?.get("id"));
        assert_eq!(id.and_then(Node::text), Some("5"));
        for text in ["{oops", "{\"a\":\"b=c&d\"", "[oops", "hello", "\"x\""] {
            assert_eq!(Tree::parse(text.as_bytes()).left.as_deref(), Some(text));
        }
        assert!(Tree::parse(b" \n").left.is_none());
    }
}
