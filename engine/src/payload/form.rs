//! Forms and queries: `items[0][name]=x`, `tags[]=a`, and plain `name=value`.

use std::collections::{BTreeMap, btree_map::Entry};

use serde_json::{Map, Value as Json};

use super::flat::{Flat, MAX_DEPTH};
use crate::problem::Code;

/// Most pairs that are looked at.
const MAX_PAIRS: usize = 50_000;
/// Longest key in bytes; keeps the work on brackets within brackets small.
const MAX_KEY: usize = 1024;
/// Brackets that are told apart; deeper ones stay in the last key.
const MAX_PARTS: usize = 32;

/// Flattens the pairs of a form.
pub(super) fn read(text: &str, flat: &mut Flat) {
    let mut form = Form {
        flat,
        counts: BTreeMap::new(),
        deep: BTreeMap::new(),
    };
    for (index, (key, value)) in form_urlencoded::parse(text.as_bytes()).enumerate() {
        if index >= MAX_PAIRS || key.len() > MAX_KEY {
            let detail = "Слишком длинные данные, взяты не все переменные";
            form.flat.tell(Code::DataCut, detail.to_owned());
        }
        if index >= MAX_PAIRS {
            break;
        }
        if key.len() <= MAX_KEY {
            form.pair(&key, value.into_owned());
        }
    }
    form.finish();
}

struct Form<'f> {
    flat: &'f mut Flat,
    /// The index that `[]` takes next, by the key before it.
    counts: BTreeMap<String, u64>,
    /// What is deeper than names go, by the name that holds it.
    deep: BTreeMap<String, Json>,
}

impl Form<'_> {
    fn pair(&mut self, key: &str, value: String) {
        let parts = self.parts(key);
        let named = parts.get(..MAX_DEPTH.min(parts.len())).unwrap_or_default();
        let mut name = String::new();
        for part in named {
            match self.flat.name(&name, part) {
                Some(longer) => name = longer,
                None => return,
            }
        }
        match parts.get(MAX_DEPTH..) {
            None | Some([]) => {
                self.flat.insert(&name, value);
            }
            Some(rest) => self.deeper(name, rest, value),
        }
    }

    /// The key before its brackets and what stands in each; `[]` is the next index.
    fn parts(&mut self, key: &str) -> Vec<String> {
        let Some((root, mut rest)) = key.split_once('[').filter(|_| key.ends_with(']')) else {
            return vec![key.to_owned()];
        };
        let mut parts = vec![root.to_owned()];
        let mut prefix = root.to_owned();
        loop {
            let last = parts.len() >= MAX_PARTS;
            let (part, after) = match rest.split_once(']').filter(|_| !last) {
                Some((part, after)) => (part, after.strip_prefix('[')),
                None => (rest.trim_end_matches(']'), None),
            };
            let part = self.index(&prefix, part);
            prefix.push('[');
            prefix.push_str(&part);
            parts.push(part);
            match after {
                Some(after) => rest = after,
                None => return parts,
            }
        }
    }

    fn index(&mut self, prefix: &str, part: &str) -> String {
        let next = self.counts.entry(prefix.to_owned()).or_default();
        if part.is_empty() {
            let index = next.to_string();
            *next = next.saturating_add(1);
            return index;
        }
        if let Ok(index) = part.parse::<u64>() {
            *next = (*next).max(index.saturating_add(1));
        }
        part.to_owned()
    }

    fn deeper(&mut self, name: String, rest: &[String], value: String) {
        let held = match self.deep.entry(name) {
            Entry::Occupied(held) => held.into_mut(),
            Entry::Vacant(free) => {
                if !self.flat.insert(free.key(), String::new()) {
                    return;
                }
                free.insert(Json::Object(Map::new()))
            }
        };
        put(held, rest, value);
    }

    fn finish(self) {
        for (name, json) in self.deep {
            self.flat.replace(&name, listed(json).to_string());
        }
    }
}

/// Puts a text at a path; what is there already stays (A35).
fn put(json: &mut Json, path: &[String], value: String) {
    let (Json::Object(map), Some((first, rest))) = (json, path.split_first()) else {
        return;
    };
    if rest.is_empty() {
        map.entry(first.clone()).or_insert(Json::String(value));
    } else {
        let below = map.entry(first.clone());
        put(
            below.or_insert_with(|| Json::Object(Map::new())),
            rest,
            value,
        );
    }
}

/// Keys 0, 1, 2 … are a list.
fn listed(json: Json) -> Json {
    let Json::Object(map) = json else {
        return json;
    };
    let is_list = (0..map.len()).all(|index| map.contains_key(&index.to_string()));
    let mut below: BTreeMap<String, Json> =
        map.into_iter().map(|(key, it)| (key, listed(it))).collect();
    if !is_list {
        return Json::Object(below.into_iter().collect());
    }
    let count = below.len();
    let items = (0..count).filter_map(|index| below.remove(&index.to_string()));
    Json::Array(items.collect())
}
