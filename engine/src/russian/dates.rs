//! Dates as text by the letters of PHP's `date()`, with Russian or English names (13.3 of the language reference).

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

use super::{
    case::{Case, Gender},
    ordinals,
};
use crate::calendar;

/// Language of the names of days and months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locale {
    /// «ноября», «ноябрь», «четверг».
    Russian,
    /// `November`, `Thursday`.
    English,
}

/// Months in the genitive (after a day), in the nominative, shortened.
const MONTHS: [(&str, &str, &str); 12] = [
    ("января", "январь", "янв"),
    ("февраля", "февраль", "фев"),
    ("марта", "март", "мар"),
    ("апреля", "апрель", "апр"),
    ("мая", "май", "май"),
    ("июня", "июнь", "июн"),
    ("июля", "июль", "июл"),
    ("августа", "август", "авг"),
    ("сентября", "сентябрь", "сен"),
    ("октября", "октябрь", "окт"),
    ("ноября", "ноябрь", "ноя"),
    ("декабря", "декабрь", "дек"),
];

/// Days, Monday first, shortened; the full names belong to the calendar.
const DAYS: [&str; 7] = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"];

/// Writes a Moscow date and time by a pattern; other characters stay, `\x` gives `x`.
///
/// ```
/// use engine::russian::dates::{Locale, format};
/// let noon = "2019-11-21T12:00:00".parse().expect("a date");
/// assert_eq!(format(noon, "j F", Locale::Russian), "21 ноября");
/// assert_eq!(format(noon, "F Y", Locale::Russian), "ноябрь 2019");
/// ```
pub fn format(local: NaiveDateTime, pattern: &str, locale: Locale) -> String {
    let mut text = String::with_capacity(pattern.len().saturating_mul(2));
    Pattern::new(pattern, locale).write(local, &mut text);
    text
}

/// A pattern that was read once.
#[derive(Clone, Debug)]
pub struct Pattern {
    letters: Vec<Letter>,
    locale: Locale,
    /// The month stands in the genitive, because the pattern holds the day of the month.
    genitive: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Letter {
    /// After a backslash.
    Literal(char),
    /// Of PHP's `date()`, or any other character.
    Plain(char),
}

impl Pattern {
    /// Reads a pattern.
    pub fn new(pattern: &str, locale: Locale) -> Self {
        let mut letters = Vec::new();
        let mut rest = pattern.chars();
        while let Some(letter) = rest.next() {
            match letter {
                '\\' => letters.extend(rest.next().map(Letter::Literal)),
                _ => letters.push(Letter::Plain(letter)),
            }
        }
        let is_day = |letter: &Letter| matches!(letter, Letter::Plain('d' | 'j'));
        Self {
            genitive: letters.iter().any(is_day),
            letters,
            locale,
        }
    }

    /// Most bytes that it writes.
    pub fn length(&self) -> usize {
        const LONGEST: usize = 40; // `r`, with a year of six digits
        self.letters.len().saturating_mul(LONGEST)
    }

    /// Adds a Moscow date and time to a text.
    pub fn write(&self, local: NaiveDateTime, text: &mut String) {
        for letter in &self.letters {
            match *letter {
                Letter::Literal(it) => text.push(it),
                Letter::Plain(it) if frequent(local, it, text) => {}
                Letter::Plain(it) => {
                    text.push_str(&written(local, it, self.locale, self.genitive));
                }
            }
        }
    }
}

/// Writes what nearly every pattern consists of; `false` for other letters.
fn frequent(local: NaiveDateTime, letter: char, text: &mut String) -> bool {
    match letter {
        '.' | ' ' | ':' | '-' | '/' => text.push(letter),
        'd' => two(local.day(), text),
        'm' => two(local.month(), text),
        'H' => two(local.hour(), text),
        'i' => two(local.minute(), text),
        's' => two(local.second(), text),
        'Y' => match u32::try_from(local.year()) {
            Ok(year) if year < 10_000 => {
                two(year / 100, text);
                two(year % 100, text);
            }
            _ => return false,
        },
        _ => return false,
    }
    true
}

/// A number below a hundred.
fn two(number: u32, text: &mut String) {
    let digit = |it: u32| char::from_digit(it % 10, 10).unwrap_or('0');
    text.push(digit(number / 10));
    text.push(digit(number));
}

/// A date in words: the day in a case, month and year in the genitive; `None` before our era.
pub fn spelled(date: NaiveDate, case: Case) -> Option<String> {
    let day = ordinals::ordinal(u64::from(date.day()), case, Gender::Neuter)?;
    let (month, ..) = MONTHS.get(usize::try_from(date.month0()).ok()?)?;
    let year = u64::try_from(date.year()).ok()?;
    let year = ordinals::ordinal(year, Case::Genitive, Gender::Masculine)?;
    Some(format!("{day} {month} {year} года"))
}

fn written(local: NaiveDateTime, letter: char, locale: Locale, genitive: bool) -> String {
    let name = match locale {
        Locale::Russian => russian(local, letter, genitive),
        Locale::English => None,
    };
    name.map(str::to_owned)
        .or_else(|| day(local.date(), letter))
        .or_else(|| time(local, letter))
        .or_else(|| whole(local, letter))
        .unwrap_or_else(|| letter.to_string())
}

fn russian(local: NaiveDateTime, letter: char, genitive: bool) -> Option<&'static str> {
    let month = || MONTHS.get(usize::try_from(local.month0()).ok()?);
    let weekday = local.weekday();
    match letter {
        'l' => Some(calendar::weekday_name(calendar::weekday(local.date()))),
        'D' => DAYS
            .get(usize::try_from(weekday.num_days_from_monday()).ok()?)
            .copied(),
        'F' if genitive => month().map(|(of, ..)| *of),
        'F' => month().map(|(_, name, _)| *name),
        'M' => month().map(|(.., short)| *short),
        _ => None,
    }
}

/// Letters of day, week, month and year.
fn day(date: NaiveDate, letter: char) -> Option<String> {
    Some(match letter {
        'j' => date.day().to_string(),
        'D' => date.format("%a").to_string(),
        'l' => date.format("%A").to_string(),
        'N' => date.weekday().number_from_monday().to_string(),
        'w' => date.weekday().num_days_from_sunday().to_string(),
        'S' => ordinal(date.day()).to_owned(),
        'z' => date.ordinal0().to_string(),
        'W' => format!("{:02}", date.iso_week().week()),
        'o' => date.iso_week().year().to_string(),
        'F' => date.format("%B").to_string(),
        'M' => date.format("%b").to_string(),
        'n' => date.month().to_string(),
        't' => date.num_days_in_month().to_string(),
        'L' => u8::from(date.leap_year()).to_string(),
        'Y' => format!("{:04}", date.year()),
        'y' => format!("{:02}", date.year().rem_euclid(100)),
        _ => return None,
    })
}

/// English ending of the day: 1st, 2nd, 3rd, 4th, 11th.
fn ordinal(day: u32) -> &'static str {
    match (day / 10, day % 10) {
        (1, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

/// Letters of the time of day; instants have whole seconds.
fn time(local: NaiveDateTime, letter: char) -> Option<String> {
    let (afternoon, hour12) = local.hour12();
    Some(match letter {
        'a' => if afternoon { "pm" } else { "am" }.to_owned(),
        'A' => if afternoon { "PM" } else { "AM" }.to_owned(),
        'B' => format!("{:03}", swatch_beats(local)),
        'g' => hour12.to_string(),
        'h' => format!("{hour12:02}"),
        'G' => local.hour().to_string(),
        'u' => "000000".to_owned(),
        'v' => "000".to_owned(),
        _ => return None,
    })
}

/// Thousandths of a day in UTC+1.
fn swatch_beats(local: NaiveDateTime) -> i64 {
    let second = calendar::instant(local)
        .saturating_add(3600)
        .rem_euclid(86_400);
    second * 1000 / 86_400 // below 86 400 000
}

/// Letters of the zone, and of date and time together.
fn whole(local: NaiveDateTime, letter: char) -> Option<String> {
    let (date, time) = (local.date(), local.time());
    Some(match letter {
        'e' => "Europe/Moscow".to_owned(),
        'T' => "MSK".to_owned(),
        'I' => "0".to_owned(),
        'O' => "+0300".to_owned(),
        'P' | 'p' => "+03:00".to_owned(),
        'Z' => "10800".to_owned(),
        'c' => format!(
            "{}T{}+03:00",
            date.format("%Y-%m-%d"),
            time.format("%H:%M:%S")
        ),
        'r' => format!("{} +0300", local.format("%a, %d %b %Y %H:%M:%S")),
        'U' => calendar::instant(local).to_string(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, expected: &str) {
        let local = NaiveDate::from_ymd_opt(2019, 11, 21).and_then(|day| day.and_hms_opt(16, 3, 5));
        let text = local.map(|local| format(local, pattern, Locale::Russian));
        assert_eq!(text.as_deref(), Some(expected), "{pattern}");
    }

    #[test]
    fn letters_of_php_are_known() {
        check("d.m.Y H:i:s", "21.11.2019 16:03:05");
        check("j n y G g h", "21 11 19 16 4 04");
        check("N w z t L W o", "4 4 324 30 0 47 2019");
        check("a A B u v", "pm PM 585 000000 000");
        check(
            "e I O P p T Z",
            "Europe/Moscow 0 +0300 +03:00 +03:00 MSK 10800",
        );
        check("c", "2019-11-21T16:03:05+03:00");
        check("r", "Thu, 21 Nov 2019 16:03:05 +0300");
        check("U", "1574341385");
    }

    #[test]
    fn months_stand_in_the_genitive_only_after_a_day() {
        check("d F", "21 ноября");
        check("F Y", "ноябрь 2019");
        check(r"\d F", "d ноябрь");
        check("D, l, M", "чт, четверг, ноя");
    }

    #[test]
    fn a_backslash_and_other_characters_are_literal() {
        check(r"\Y\o\д Y г.", "Yoд 2019 г.");
        check(r"Y\", "2019");
    }

    #[test]
    fn english_names_and_endings_are_available() {
        let text = |day, pattern: &str| {
            let date = NaiveDate::from_ymd_opt(2024, 5, day)?.and_hms_opt(0, 30, 0)?;
            Some(format(date, pattern, Locale::English))
        };
        assert_eq!(text(1, "jS F Y").as_deref(), Some("1st May 2024"));
        assert_eq!(text(12, "jS M").as_deref(), Some("12th May"));
        assert_eq!(text(22, "D jS, g A").as_deref(), Some("Wed 22nd, 12 AM"));
    }
}
