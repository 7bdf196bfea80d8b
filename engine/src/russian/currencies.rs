//! Currencies: names of the unit and of its hundredth after numbers (11.3 of the language reference; Большой толковый словарь, gramota.ru).

use super::{case::Gender, counting::Count};

/// A unit of money: its forms after one, few and many, and its gender.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    one: &'static str,
    few: &'static str,
    many: &'static str,
    /// Decides between «один», «одна» and «два», «две».
    pub gender: Gender,
}

/// A currency.
#[derive(Clone, Copy, Debug)]
pub struct Currency {
    /// Its code in templates.
    pub code: &'static str,
    /// Рубль.
    pub unit: Unit,
    /// Копейка.
    pub hundredth: Unit,
}

impl Unit {
    /// Its name after a number.
    pub fn after(&self, number: u64) -> &'static str {
        Count::of(number).choose(self.one, self.few, self.many)
    }
}

const fn he(one: &'static str, few: &'static str, many: &'static str) -> Unit {
    let gender = Gender::Masculine;
    Unit {
        one,
        few,
        many,
        gender,
    }
}

const fn she(one: &'static str, few: &'static str, many: &'static str) -> Unit {
    let gender = Gender::Feminine;
    Unit {
        one,
        few,
        many,
        gender,
    }
}

const fn currency(code: &'static str, unit: Unit, hundredth: Unit) -> Currency {
    Currency {
        code,
        unit,
        hundredth,
    }
}

const KOPECK: Unit = she("копейка", "копейки", "копеек");
const CENT: Unit = he("цент", "цента", "центов");
const TIYIN: Unit = he("тийин", "тийина", "тийинов");
const TIYN: Unit = he("тиын", "тиына", "тиынов");

/// Codes of [`ALL`], in its order.
pub const CODES: &[&str] = &[
    "rub", "usd", "eur", "uah", "byn", "kzt", "cny", "try", "gbp", "sum",
];

/// Every currency.
pub static ALL: [Currency; 10] = [
    currency("rub", he("рубль", "рубля", "рублей"), KOPECK),
    currency("usd", he("доллар", "доллара", "долларов"), CENT),
    currency("eur", he("евро", "евро", "евро"), CENT),
    currency("uah", she("гривна", "гривны", "гривен"), KOPECK),
    currency(
        "byn",
        he(
            "белорусский рубль",
            "белорусских рубля",
            "белорусских рублей",
        ),
        KOPECK,
    ),
    currency("kzt", he("тенге", "тенге", "тенге"), TIYN),
    currency(
        "cny",
        he("юань", "юаня", "юаней"),
        he("фэнь", "фэня", "фэней"),
    ),
    currency(
        "try",
        she("лира", "лиры", "лир"),
        he("куруш", "куруша", "курушей"),
    ),
    currency(
        "gbp",
        he("фунт стерлингов", "фунта стерлингов", "фунтов стерлингов"),
        he("пенс", "пенса", "пенсов"),
    ),
    currency("sum", he("сум", "сума", "сумов"), TIYIN),
];

/// Finds a currency by its code in any letter case.
pub fn find(code: &str) -> Option<&'static Currency> {
    ALL.iter()
        .find(|it| it.code.eq_ignore_ascii_case(code.trim()))
}
