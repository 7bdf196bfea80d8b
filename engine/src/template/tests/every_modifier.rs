//! Every modifier takes every value and any arguments: nothing panics, nothing grows without end.

use super::{Template, facts};
use crate::modifiers;

/// A result of a text may be so long (8.5 of the language reference), in bytes.
const LIMIT: usize = 1 << 20;

/// Values that something was written for, and values that nothing was.
const VALUES: &[&str] = &[
    "",
    " ",
    "0",
    "-1",
    "1.005",
    "-0.5",
    "79228162514264337593543950335",
    "-79228162514264337593543950335",
    "999999999999999",
    "1e9",
    "29.02.2024",
    "2024-02-29 23:59:59",
    "99991231",
    "9999999999999",
    "Иванов Иван Иванович",
    "Анна-Мария фон Штейн",
    "рабочий день",
    "ёж",
    "Нижний Новгород",
    "+7 (927) 100-20-30",
    "a, b,, c",
    "<b>&\"'</b>",
    "\u{0}\u{301}😀\u{a0}",
    "((((",
    "\\",
    "%ZZ",
];

const ARGUMENTS: &[&str] = &[
    "",
    "()",
    "(,)",
    "(2)",
    "(-1)",
    "(р)",
    "(99999999999999999999)",
    "(-9223372036854775808,9223372036854775807)",
    "(1000000,я)",
    "(rub,short)",
    "(d.m.Y,+1 month)",
    "(d.m.Y,+999999999 years)",
    "((a+)+$)",
    "([,])",
    "(a{1000}{1000})",
    "(.*,$0$0$0$0)",
    "(s,end)",
    "(день,дня,дней)",
    "(in,a||b,да,нет)",
    "({{lead.name}},{{lead.id}})",
    "(\u{301},\u{0})",
    "(1,2,3,4,5,6,7,8,9)",
];

#[test]
fn every_modifier_takes_every_value_and_any_arguments() {
    let mut facts = facts(super::DEAL);
    for entry in modifiers::ALL {
        for value in VALUES {
            facts.variables.insert("v".to_owned(), (*value).to_owned());
            for arguments in ARGUMENTS {
                let template = format!("{{{{ {{v}}:{}{arguments} }}}}", entry.code);
                let rendered = Template::parse(&template).render(&facts);
                assert!(rendered.text.len() <= LIMIT, "{template} of {value:?}");
                assert_eq!(rendered, Template::parse(&template).render(&facts));
                super::prepared::check(&facts, &format!("{template} {{v}}"));
            }
        }
    }
}

#[test]
fn a_chain_that_doubles_its_text_ends_at_the_limit() {
    let mut facts = facts("");
    facts.variables.insert("v".to_owned(), "яё".repeat(10_000));
    for step in [
        "replace(я,яя)",
        "regreplace(.,$0$0)",
        "pad_left(1000000,яяяя)",
        "html",
        "url",
        "base64",
        "json",
        "nbr",
        "translit",
        "limit(1,{v})",
        "unique",
        "join({v})",
    ] {
        let chain = format!(":{step}").repeat(15);
        let template = format!("{{{{ {{v}}{chain} }}}}");
        let rendered = Template::parse(&template).render(&facts);
        assert!(rendered.text.len() <= LIMIT, "{step}");
    }
}
