//! Random values (9.5 of the language reference): as the engine has no randomness, they follow from the facts.
//!
//! The seed is the moment, the entity, the event and the variables of the run, and the place of the value in its
//! text; the same decision therefore gives the same value wherever it is repeated, and another run another one.

use rust_decimal::Decimal;

use super::{
    entry::{Argument, Entry, Group, Need, value},
    reader::{Reader, Reading},
};
use crate::{
    fact::{Fact, parse_number},
    kind::Kind,
    problem::Code,
};

/// Longest random text.
const LONGEST: usize = 256;
/// Length where none is given.
const USUAL: usize = 8;
const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const DIGITS: &[u8] = b"0123456789";
/// Steps into which the range of a fraction is divided.
const STEPS: u64 = 1_000_000;

const fn random(entry: Entry) -> Entry {
    // Two blocks of a scenario draw different numbers.
    entry
        .of(Group::Now, &[Need::Block])
        .with(Argument::Limits)
        .only_templates()
}

pub(super) static ENTRIES: &[Entry] = &[
    random(value(
        "random.str",
        "Случайный текст",
        "Случайные латинские буквы и цифры: 8 знаков или сколько указано, до 256.",
        Kind::Text,
        text,
    )),
    random(value(
        "random.num",
        "Случайное целое число",
        "Целое от 0 до 100 или между границами в скобках, включая их.",
        Kind::Number,
        whole,
    )),
    random(value(
        "random.float",
        "Случайное число с дробью",
        "Дробь от 0 до 1 или до числа в скобках.",
        Kind::Number,
        fraction,
    )),
];

/// `random.str(n)`, `random.str(n, alpha)`.
fn text(it: &Reader<'_>, args: &[String]) -> Reading {
    let length = match args.first().map(|length| length.trim().parse()) {
        None => USUAL,
        Some(Ok(length)) if length <= LONGEST => length,
        Some(_) => return wrong("длина — целое число не больше 256"),
    };
    let alphabet = match args
        .get(1)
        .map(|kind| kind.trim().to_lowercase())
        .as_deref()
    {
        None | Some("") => [LETTERS, DIGITS].concat(),
        Some("alpha") => LETTERS.to_vec(),
        Some("num" | "digits") => DIGITS.to_vec(),
        Some(_) => return wrong("вид текста: alpha — только буквы"),
    };
    let mut source = Source::of(it);
    let text: String = (0..length)
        .filter_map(|_| {
            let index = source.below(alphabet.len() as u64);
            let byte = usize::try_from(index).ok().and_then(|at| alphabet.get(at));
            byte.copied().map(char::from)
        })
        .collect();
    match text.is_empty() {
        true => Fact::Empty.into(),
        false => Fact::Text(text).into(),
    }
}

/// `random.num(min, max)`: both ends belong to the range.
fn whole(it: &Reader<'_>, args: &[String]) -> Reading {
    let number = |at: usize, usual: i64| match args.get(at) {
        None => Some(usual),
        Some(text) => text.trim().parse().ok(),
    };
    let (Some(min), Some(max)) = (number(0, 0), number(1, 100)) else {
        return wrong("границы — целые числа");
    };
    let Some(width) = max.checked_sub(min).and_then(|it| u64::try_from(it).ok()) else {
        return wrong("верхняя граница меньше нижней");
    };
    let step = Source::of(it).below(width.saturating_add(1));
    let number = Decimal::from(min).checked_add(Decimal::from(step));
    number.map_or(Fact::Empty, Fact::Number).into()
}

/// `random.float(max)`: from 0 to `max`, with at most six decimals.
fn fraction(it: &Reader<'_>, args: &[String]) -> Reading {
    let max = match args.first() {
        None => Some(Decimal::ONE),
        Some(text) => parse_number(text),
    };
    let Some(max) = max else {
        return wrong("верхняя граница — число");
    };
    let step = Decimal::from(Source::of(it).below(STEPS));
    let number = max
        .checked_mul(step)
        .and_then(|it| it.checked_div(Decimal::from(STEPS)));
    let number = number.map(|number| Fact::Number(number.round_dp(6).normalize()));
    number.unwrap_or(Fact::Empty).into()
}

fn wrong(detail: &str) -> Reading {
    Reading::missing(Code::BadArguments, detail)
}

/// Numbers that follow from a seed (SplitMix64).
struct Source(u64);

impl Source {
    fn of(it: &Reader<'_>) -> Self {
        let facts = it.facts;
        let mut seed = Self(0x9e37_79b9_7f4a_7c15);
        seed.mix(facts.now.to_le_bytes().as_slice());
        seed.mix(it.place.to_le_bytes().as_slice());
        let entities = [&facts.lead, &facts.company].into_iter().flatten();
        for entity in entities.chain(&facts.contacts) {
            seed.mix(entity.id.to_le_bytes().as_slice());
        }
        for titled in [&facts.scenario, &facts.block].into_iter().flatten() {
            seed.mix(titled.id.as_bytes());
        }
        if let Some(event) = &facts.event {
            seed.mix(event.code.as_bytes());
            seed.mix(event.at.unwrap_or_default().to_le_bytes().as_slice());
        }
        for (name, text) in &facts.run {
            seed.mix(name.as_bytes());
            seed.mix(text.as_bytes());
        }
        seed
    }

    /// FNV-1a, with the length so that pieces don't run together.
    fn mix(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        self.0 ^= (bytes.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to one less than `limit`; 0 for the limit 0.
    fn below(&mut self, limit: u64) -> u64 {
        let wide = u128::from(self.next()).wrapping_mul(u128::from(limit)) >> 64;
        u64::try_from(wide).unwrap_or_default()
    }
}
