//! Any text parses and renders, and what clients write never becomes a template.

use super::{Template, facts};

/// A small generator of numbers; the same seed gives the same texts everywhere.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit.max(1)
    }
}

const PIECES: &[&str] = &[
    "{{",
    "}}",
    "{",
    "}",
    "(",
    ")",
    ":",
    ",",
    ".",
    "\\",
    " ",
    "\n",
    "lead",
    "lead.id",
    "lead.cf(5)",
    "calc",
    "round",
    "df",
    "if",
    "ifempty",
    "format",
    "upc",
    "{x}",
    "{tlink:1}",
    "12",
    "-",
    "+",
    "*",
    "/",
    "%",
    "0",
    "9999999999999999999999999999",
    "ё",
    "😀",
    "\u{a0}",
    "||",
    "d.m.Y",
    "\\d",
    "entry",
    "global(x)",
    "contact.name",
    "=",
    "in",
    "\0",
    "\u{301}",
];

fn soup(numbers: &mut Numbers) -> String {
    let len = numbers.below(40);
    (0..len)
        .filter_map(|_| PIECES.get(numbers.below(PIECES.len())))
        .copied()
        .collect()
}

#[test]
fn any_mixture_of_pieces_parses_and_renders() {
    let facts = facts(super::DEAL);
    let mut numbers = Numbers(1);
    for _ in 0..20_000 {
        let text = soup(&mut numbers);
        let template = Template::parse(&text);
        assert_eq!(template.problems().len(), template.places().len());
        for place in template.places() {
            assert!(text.get(place.start..place.end).is_some(), "{text:?}");
        }
        let once = template.render(&facts);
        assert_eq!(once, template.render(&facts), "{text:?}");
        super::prepared::check(&facts, &text);
    }
}

#[test]
fn any_bytes_parse_and_render() {
    let facts = facts("");
    let mut numbers = Numbers(2);
    for _ in 0..5_000 {
        let len = numbers.below(120);
        let bytes: Vec<u8> = (0..len)
            .map(|_| u8::try_from(numbers.below(256)).unwrap_or_default())
            .collect();
        Template::parse(&String::from_utf8_lossy(&bytes)).render(&facts);
    }
}

#[test]
fn text_without_braces_comes_out_as_it_is() {
    let facts = facts("");
    let mut numbers = Numbers(3);
    for _ in 0..2_000 {
        let text = soup(&mut numbers).replace(['{', '}'], "");
        assert_eq!(Template::parse(&text).render(&facts).text, text);
    }
}

#[test]
fn any_value_comes_out_as_it_is() {
    let mut facts = facts("");
    let mut numbers = Numbers(4);
    for _ in 0..5_000 {
        let value = soup(&mut numbers);
        facts.variables.insert("v".to_owned(), value.clone());
        for template in ["{v}", "{{ ({v}) }}", "{{ {v} }}", "{{ ():ifempty({v}) }}"] {
            let text = Template::parse(template).render(&facts).text;
            assert_eq!(text, value, "{template}");
        }
    }
}

#[test]
fn long_and_deep_texts_end() {
    let facts = facts("");
    for piece in [
        "{",
        "{{",
        "(",
        "{{(",
        "{{a(",
        ":upc(",
        "{{ lead.cf(",
        "\\",
        "{{{",
        "{{x:upc(",
        "a(",
    ] {
        let open = piece.repeat(20_000);
        Template::parse(&open).render(&facts);
        Template::parse(&format!("{{{{{open}}}}}")).render(&facts);
        Template::parse(&format!("{{{{({open}){}:calc}}}}", ")".repeat(20_000))).render(&facts);
        Template::parse(&format!("{open}{}", "}}".repeat(20_000))).render(&facts);
    }
}
