//! Random bodies: nothing of them is lost, spelled in another way or in another order they mean the same.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::{Event, decode};

/// Bodies that are tried.
const BODIES: u64 = 1500;

/// Keys with brackets, part by part, with their texts.
type Pairs = Vec<(Vec<String>, String)>;

#[test]
fn every_text_and_every_unknown_key_is_found_again() {
    for seed in 0..BODIES {
        let pairs = Maker::new(seed).pairs(Repeats::Allowed);
        for body in [form(&pairs, '['), form(&pairs, '%'), json(&pairs)] {
            let seen = Seen::of(&decode(body.as_bytes()));
            for (path, text) in &pairs {
                assert!(seen.has(text), "{text} of {path:?} is lost in {body}");
                let unknown = path.iter().filter(|part| part.starts_with("unknown"));
                for part in unknown {
                    assert!(seen.has_key(part), "{part} of {path:?} is lost in {body}");
                }
            }
        }
    }
}

#[test]
fn both_spellings_of_brackets_mean_the_same() {
    for seed in 0..BODIES {
        let pairs = Maker::new(seed).pairs(Repeats::Allowed);
        let [plain, encoded] = ['[', '%'].map(|bracket| form(&pairs, bracket));
        assert_eq!(
            decode(plain.as_bytes()),
            decode(encoded.as_bytes()),
            "{plain}"
        );
    }
}

#[test]
fn the_order_of_keys_is_no_part_of_a_digest() {
    for seed in 0..BODIES {
        let mut maker = Maker::new(seed);
        let mut pairs = maker.pairs(Repeats::None);
        let body = form(&pairs, '[');
        maker.shuffle(&mut pairs);
        let shuffled = form(&pairs, '[');
        assert_eq!(digests(&body), digests(&shuffled), "{body}\n{shuffled}");
    }
}

fn digests(body: &str) -> Vec<String> {
    let events = decode(body.as_bytes());
    events.iter().map(Event::digest).collect()
}

fn form(pairs: &Pairs, bracket: char) -> String {
    let pairs = pairs.iter().map(|(path, text)| {
        let (first, below) = path.split_first().expect("a path is not empty");
        let mut key = first.clone();
        for part in below {
            key.push_str(&format!("[{part}]"));
        }
        let coded: String = form_urlencoded::byte_serialize(key.as_bytes()).collect();
        let key = match bracket {
            '[' => coded.replace("%5B", "[").replace("%5D", "]"),
            _ => coded,
        };
        let text: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
        format!("{key}={text}")
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// The same as JSON; what is both a text and a map is written as a repeated key.
fn json(pairs: &[(Vec<String>, String)]) -> String {
    let mut below: BTreeMap<&str, Pairs> = BTreeMap::new();
    let mut members = Vec::new();
    let quoted = |text: &str| Json::from(text).to_string();
    for (path, text) in pairs {
        match path.as_slice() {
            [key] => members.push(format!("{}:{}", quoted(key), quoted(text))),
            [key, rest @ ..] => below
                .entry(key)
                .or_default()
                .push((rest.to_vec(), text.clone())),
            [] => {}
        }
    }
    let nested = below
        .into_iter()
        .map(|(key, pairs)| format!("{}:{}", quoted(key), json(&pairs)));
    members.extend(nested);
    format!("{{{}}}", members.join(","))
}

/// Everything that events show.
#[derive(Default)]
struct Seen {
    texts: BTreeSet<String>,
    keys: BTreeSet<String>,
}

impl Seen {
    fn of(events: &[Event]) -> Self {
        let mut seen = Self::default();
        seen.add(&serde_json::to_value(events).expect("events are JSON"));
        seen
    }

    fn add(&mut self, json: &Json) {
        match json {
            Json::Array(items) => items.iter().for_each(|item| self.add(item)),
            Json::Object(entries) => {
                for (key, value) in entries {
                    self.keys.insert(key.clone());
                    self.add(value);
                }
            }
            Json::String(text) => {
                self.texts.insert(text.clone());
            }
            other => {
                self.texts.insert(other.to_string());
            }
        }
    }

    /// A text that is JSON may be shown as what it holds; what is too deep stays a part of a longer text.
    fn has(&self, text: &str) -> bool {
        let inside = || {
            let json: Json = serde_json::from_str(text).ok()?;
            // With a repeated key it would not say the same.
            let written = json.to_string();
            if written != text {
                return None;
            }
            let mut parts = Self::default();
            parts.add(&json);
            Some(parts.texts.iter().all(|part| self.texts.contains(part)))
        };
        let quoted = Json::from(text).to_string();
        let deep = || self.texts.iter().any(|seen| seen.contains(&quoted));
        self.texts.contains(text) || inside().unwrap_or_default() || deep()
    }

    fn has_key(&self, part: &str) -> bool {
        let mut all = self.keys.iter().chain(&self.texts);
        all.any(|key| key.contains(part))
    }
}

/// Whether a body may give one path twice, or leave an index to the reader.
#[derive(Clone, Copy, PartialEq)]
enum Repeats {
    Allowed,
    None,
}

const ROOTS: [&str; 18] = [
    "leads",
    "leads",
    "leads",
    "contacts",
    "contacts",
    "companies",
    "customers",
    "task",
    "message",
    "outgoing_message",
    "talk",
    "unsorted",
    "catalogs",
    "account",
    "event",
    "action",
    "add",
    "data",
];
const ACTIONS: [&str; 9] = [
    "add",
    "update",
    "delete",
    "restore",
    "status",
    "responsible",
    "note",
    "settings",
    "data",
];
const KEYS: [&str; 50] = [
    "id",
    "id",
    "id",
    "name",
    "type",
    "status_id",
    "old_status_id",
    "price",
    "responsible_user_id",
    "old_responsible_user_id",
    "created_by",
    "created_user_id",
    "modified_by",
    "modified_user_id",
    "main_user_id",
    "account_id",
    "custom_fields",
    "custom_fields",
    "values",
    "values",
    "value",
    "enum",
    "enum_id",
    "subtype",
    "code",
    "tags",
    "linked_leads_id",
    "ID",
    "note",
    "note",
    "text",
    "text",
    "text",
    "metadata",
    "metadata",
    "metadata",
    "element_id",
    "element_type",
    "entity_id",
    "entity_type",
    "contact_id",
    "talk_id",
    "lead_id",
    "source_data",
    "data",
    "leads",
    "accept_result",
    "subdomain",
    "_links",
    "self",
];
const INDEXES: [&str; 8] = ["0", "0", "0", "1", "2", "10", "007", "x"];

/// What a body needs to be understood; random keys come beside.
const SHAPES: [&str; 9] = [
    "leads[note][0][note][element_type]=2&leads[note][0][note][element_id]=900001",
    "contacts[note][0][type]=company&contacts[note][0][note][element_id]=900002&contacts[note][0][note][text]=call",
    "contacts[update][0][id]=900003&contacts[update][0][custom_fields][0][values][0][value]=Казань",
    "contacts[add][0][id]=900004&contacts[add][0][linked_leads_id][900005][ID]=900005",
    "customers[update][0][id]=900006&customers[update][0][created_by]=900007",
    "message[add][0][contact_id]=900008&message[add][0][element_type]=2&message[add][0][element_id]=900009",
    "event[data][id]=900010&event[type]=19&action[settings][widget][settings][a]=settings",
    "event[data][leads][status][0][id]=900011&event[type_code]=chat&account_id=900012",
    "account[id]=900013&account[subdomain]=demo&token=a.b.c&return_url=https://demo.amocrm.ru/",
];

fn parts(path: &str) -> Vec<String> {
    let parts = path.split('[').map(|part| part.trim_end_matches(']'));
    parts.map(str::to_owned).collect()
}

/// Makes random bodies; the same seed makes the same on every machine.
struct Maker {
    state: u64,
    made: u64,
}

impl Maker {
    fn new(seed: u64) -> Self {
        let state = seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        Self { state, made: 0 }
    }

    fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        let number = self.state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32;
        usize::try_from(number).expect("it has 32 bits") % limit
    }

    fn pick(&mut self, of: &[&str]) -> String {
        of[self.below(of.len())].to_owned()
    }

    fn shuffle(&mut self, pairs: &mut Pairs) {
        for at in (1..pairs.len()).rev() {
            let other = self.below(at + 1);
            pairs.swap(at, other);
        }
    }

    fn pairs(&mut self, repeats: Repeats) -> Pairs {
        let mut pairs = Pairs::new();
        for _ in 0..self.below(3) {
            let known = SHAPES[self.below(SHAPES.len())];
            let known = known.split('&').filter_map(|pair| pair.split_once('='));
            pairs.extend(known.map(|(path, text)| (parts(path), text.to_owned())));
        }
        for _ in 0..=self.below(24) {
            let path = match (pairs.is_empty(), self.below(6)) {
                // Most keys stand beside another one.
                (false, 0..5) => {
                    let near = self.below(pairs.len());
                    self.beside(&pairs[near].0.clone())
                }
                _ => self.path(),
            };
            let text = self.text();
            pairs.push((path, text));
        }
        if repeats == Repeats::None {
            let mut seen = BTreeSet::new();
            pairs.retain(|(path, _)| {
                let is_open = path.iter().any(String::is_empty);
                !is_open && seen.insert(path.clone())
            });
        }
        pairs
    }

    fn path(&mut self) -> Vec<String> {
        let root = match self.below(12) {
            0 => self.unknown(),
            1 => self.pick(&["token", "return_url", "data", "subdomain", "account_id"]),
            _ => self.pick(&ROOTS),
        };
        let mut path = vec![root];
        if self.below(12) > 0 {
            let action = match self.below(10) {
                0 if path[0] != "add" => self.unknown(),
                _ => self.pick(&ACTIONS),
            };
            path.extend([action, self.pick(&INDEXES)]);
        }
        self.deepen(path)
    }

    fn beside(&mut self, path: &[String]) -> Vec<String> {
        let mut kept = path[..1 + self.below(path.len())].to_vec();
        if self.below(2) > 0 {
            kept = path[..path.len() - 1].to_vec();
            kept.push(self.pick(&KEYS));
        }
        match self.below(2) {
            0 => kept,
            _ => self.deepen(kept),
        }
    }

    fn deepen(&mut self, mut path: Vec<String>) -> Vec<String> {
        let more = match self.below(30) {
            0 => 20,
            _ => self.below(4),
        };
        for _ in 0..more {
            let part = match self.below(12) {
                // The name of an item tells its place only.
                0 if path.len() != 2 && path[0] != "add" => self.unknown(),
                1 => String::new(),
                2..5 => self.pick(&INDEXES),
                _ => self.pick(&KEYS),
            };
            path.push(part);
        }
        path
    }

    fn unknown(&mut self) -> String {
        self.made += 1;
        format!("unknown {}-", self.made)
    }

    /// A text that stands nowhere else.
    fn text(&mut self) -> String {
        self.made += 1;
        let made = self.made;
        match self.below(12) {
            0..5 => format!("{}", 1_000_000 + made),
            5 => format!("00{made}000"),
            6 => format!("+7{}", 1_000_000 + made),
            7 => format!("{{\"a\":\"x{made}\",\"a\":[{made}000]}}"),
            8 => format!("{{\"a\":\"x{made}\",\"b\":[{made}000]}}"),
            9 => format!("contact & 100% = т{made}"),
            _ => format!("text {made}"),
        }
    }
}
