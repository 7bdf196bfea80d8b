//! Numbers in Russian: thin spaces between thousands, the right form of the noun.

/// Narrow no-break space.
const THIN: char = '\u{202f}';

/// Digits in groups of three.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + 4);
    for (index, digit) in digits.chars().enumerate() {
        let left = digits.len() - index;
        if index > 0 && left.is_multiple_of(3) {
            text.push(THIN);
        }
        text.push(digit);
    }
    text
}

/// The form of a noun after a number: one, few, many.
pub fn form(number: u64, forms: [&str; 3]) -> &str {
    let [one, few, many] = forms;
    match (number % 10, number % 100) {
        (_, 11..=14) => many,
        (1, _) => one,
        (2..=4, _) => few,
        _ => many,
    }
}

/// A number with its noun.
pub fn counted(number: u64, forms: [&str; 3]) -> String {
    format!("{} {}", grouped(number), form(number, forms))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(1000), "1\u{202f}000");
        assert_eq!(grouped(1234567), "1\u{202f}234\u{202f}567");
    }

    #[test]
    fn nouns_follow_their_number() {
        let forms = ["блок", "блока", "блоков"];
        let said: Vec<&str> = [1, 2, 5, 11, 14, 21, 22, 111, 0]
            .map(|n| form(n, forms))
            .to_vec();
        assert_eq!(
            said,
            [
                "блок",
                "блока",
                "блоков",
                "блоков",
                "блоков",
                "блок",
                "блока",
                "блоков",
                "блоков"
            ]
        );
    }
}
