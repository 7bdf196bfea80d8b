//! Random templates: correct ones, broken ones, and nonsense in braces.

use tests::random::Random;

use crate::facts;

const PATHS: [&str; 22] = [
    "lead.id",
    "lead.name",
    "lead.sale",
    "LEAD.price",
    "lead.cf(105)",
    "lead.cf(111)",
    "lead.cf.114",
    "lead.cf(5, нет)",
    "lead.tags",
    "lead.status",
    "lead.responsible.name",
    "lead.created_at",
    "contact.name",
    "contact.phones",
    "contact.cf(204)",
    "company.name",
    "company.cf(304)",
    "client.responsible.name",
    "date.now",
    "global(report)",
    "unknown.x",
    "lead.cf(",
];

const MODIFIERS: [&str; 26] = [
    "calc",
    "format",
    "format(2)",
    r"format(2,\,,_)",
    "format(99)",
    "round",
    "round(-2)",
    "round(x)",
    "df(d.m.Y H:i)",
    r"df(\d\m l F D M N S w z t L o y a A B g G h s u v e I O P p T Z c r U)",
    "df(d F,en)",
    "df(",
    "ifempty(нет)",
    "ifempty({{lead.id}})",
    "default( )",
    "if(>,10,a,b)",
    "if(=,опт,{{lead.name}})",
    "if(in,a||опт,1,2)",
    "if(match,^[0-9]+$,да,нет)",
    "if(~,1)",
    "upc",
    "LWC",
    "upper",
    "nothing",
    "nothing(1,2)",
    "",
];

const SIGNS: [&str; 12] = [
    "+", "-", "*", "/", "%", "−", "×", "÷", ":", "(", ")", "1 000,5",
];

/// A text with templates; `depth` keeps the nesting finite.
pub fn text(random: &mut Random, depth: usize) -> String {
    (0..=random.below(4))
        .map(|_| piece(random, depth))
        .collect()
}

fn piece(random: &mut Random, depth: usize) -> String {
    match random.below(if depth > 3 { 5 } else { 8 }) {
        0 => facts::text(random).to_owned(),
        1 => random
            .pick(&[
                "{report}", "{x}", "{phone}", "{nobody}", "{", "}", "{{", "}}", "{{}}",
            ])
            .to_string(),
        2..=4 => format!("{{{{{}{}}}}}", base(random), chain(random)),
        5 => format!("{{{{ ({}):calc{} }}}}", sum(random, depth), chain(random)),
        6 => format!("{{{{ {}{} }}}}", facts::text(random), chain(random)),
        _ => format!("{{{{ ({}){} }}}}", text(random, depth + 1), chain(random)),
    }
}

fn base(random: &mut Random) -> &'static str {
    random.pick(&PATHS)
}

fn chain(random: &mut Random) -> String {
    (0..random.below(4))
        .map(|_| match random.once_in(2) {
            true => format!(":{}", random.pick(&MODIFIERS)),
            false => any_modifier(random),
        })
        .collect()
}

/// A modifier of the catalogue with arguments that fit it or another one.
fn any_modifier(random: &mut Random) -> String {
    const ARGUMENTS: [&str; 12] = [
        "",
        "()",
        "(2)",
        "(-1)",
        "(р)",
        "(,1)",
        "(d F Y)",
        "(d.m.Y,+1 week)",
        "(rub,short)",
        "(день,дня,дней)",
        "(\\d+)",
        "(in,a||б,да,нет)",
    ];
    let all = &engine::catalogue().modifiers;
    let entry = all.get(random.below(all.len()));
    let code = entry.map_or("", |entry| entry.code);
    format!(":{code}{}", random.pick(&ARGUMENTS))
}

/// Operands and signs in an order that is right half of the time.
fn sum(random: &mut Random, depth: usize) -> String {
    let mut sum = operand(random, depth);
    for _ in 0..random.below(4) {
        sum.push_str(random.pick(&SIGNS));
        if !random.once_in(5) {
            sum.push_str(&operand(random, depth));
        }
    }
    sum
}

fn operand(random: &mut Random, depth: usize) -> String {
    match random.below(5) {
        0 => random
            .pick(&[
                "0",
                "2",
                "0.1",
                "1e5",
                "99999999999999999999999999999",
                ",5",
            ])
            .to_string(),
        1 => base(random).to_owned(),
        2 => "{report}".to_owned(),
        _ => piece(random, depth + 1),
    }
}
