//! amoCRM's JSON of a field's value as text and number.

use rust_decimal::Decimal;
use serde_json::{Number, Value as Json};

use crate::fact::{decimal_text, parse_number};

/// Keys under which objects carry what a person would call their text.
const NAMES: [&str; 5] = ["name", "file_name", "description", "value", "sku"];

/// The value as text; the name of an object.
pub(in crate::values) fn json_text(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::Bool(yes) => if *yes { "1" } else { "0" }.to_owned(),
        Json::Number(number) => decimal(number).map_or_else(|| number.to_string(), decimal_text),
        Json::String(text) => text.clone(),
        Json::Array(values) => {
            let texts: Vec<String> = values.iter().map(json_text).collect();
            texts.join(", ")
        }
        Json::Object(object) => {
            let named = NAMES.iter().filter_map(|name| object.get(*name));
            named
                .filter(|value| !value.is_object() && !value.is_array())
                .map(json_text)
                .find(|text| !text.trim().is_empty())
                .unwrap_or_default()
        }
    }
}

/// The number exactly as written, also with an exponent; `None` beyond 28 digits.
pub(in crate::values) fn decimal(number: &Number) -> Option<Decimal> {
    let text = number.to_string();
    parse_number(&text).or_else(|| Decimal::from_scientific(&text).ok())
}

/// Keys under which a file may carry its address.
const LINKS: [&str; 4] = ["link", "url", "download_link", "href"];

/// The address of a file: as it is told, else by its number in the account's file service.
pub(super) fn link(file: &Json, drive: Option<&str>) -> Option<String> {
    let is_link = |text: &&str| text.starts_with("https://") || text.starts_with("http://");
    let told = LINKS.iter().filter_map(|key| file.get(*key)?.as_str());
    let whole = file.as_str().into_iter();
    let found = told.chain(whole).find(is_link).map(str::to_owned);
    let by_number = || {
        let number = file.get("file_uuid")?.as_str()?;
        Some(format!("{}/v1.0/files/{number}", drive?))
    };
    found.or_else(by_number)
}

/// The value as a number.
pub(in crate::values) fn json_number(value: &Json) -> Option<Decimal> {
    match value {
        Json::Number(number) => decimal(number),
        Json::String(text) => parse_number(text),
        Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => None,
    }
}
