//! Inputs with bytes changed, cut out and doubled.

use crate::random::Random;

/// One of the inputs with a few bytes changed.
pub fn damaged(inputs: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = inputs[random.below(inputs.len())].clone();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let end = (at + random.below(12)).min(bytes.len());
        match random.below(6) {
            0 if at < bytes.len() => bytes[at] = random.below(256) as u8,
            1 => drop(bytes.drain(at..end)),
            2 => {
                let copy = bytes[at..end].repeat(1 + random.below(40));
                bytes.splice(at..at, copy);
            }
            3 => drop(bytes.splice(at..at, random.pick(PIECES).bytes())),
            4 => {
                let other = &inputs[random.below(inputs.len())];
                let cut = random.below(other.len() + 1);
                bytes.truncate(at);
                bytes.extend_from_slice(&other[cut..]);
            }
            _ => bytes.truncate(at),
        }
    }
    bytes
}

/// Pieces that parsers stumble over.
const PIECES: &[&str] = &[
    "{{",
    "}}",
    "{",
    "}",
    "(",
    ")",
    ":",
    ",",
    "\\",
    "\"",
    "'",
    "[",
    "]",
    "null",
    "-",
    "1e999",
    "\0",
    "99999999999999999999",
    "0.0000000000000000000000000001",
    "ё",
    "🙂",
    "\u{202e}",
    "%5B",
    "&",
    "=",
    ":calc",
    ":round(99)",
    ":df(",
    ":dm(+99999999y)",
    "(a|a)*",
    "{1000}",
    "\\p{L}",
    "2024-02-30",
];
