//! Reads the keys of an item and collects every problem amoCRM would report about it.

use serde_json::{Value, json};

use crate::answer::{Fault, Record};
use crate::call::request_id;

/// The validation of one item.
pub struct Checks<'a> {
    item: &'a Record,
    errors: Vec<Value>,
}

impl<'a> Checks<'a> {
    /// Starts with no problem.
    pub fn new(item: &'a Record) -> Self {
        Self {
            item,
            errors: Vec::new(),
        }
    }

    /// A key that is present and not null.
    pub fn get(&self, key: &str) -> Option<&'a Value> {
        self.item.get(key).filter(|value| !value.is_null())
    }

    /// Is the key there, be it null?
    pub fn has(&self, key: &str) -> bool {
        self.item.contains_key(key)
    }

    /// Reports a problem.
    pub fn fail(&mut self, code: &str, path: impl Into<String>, detail: &str) {
        self.errors
            .push(json!({"code": code, "path": path.into(), "detail": detail}));
    }

    /// Reports that a value is none of those that exist.
    pub fn no_choice(&mut self, path: impl Into<String>) {
        self.fail(
            "NotSupportedChoice",
            path,
            "The value you selected is not a valid choice.",
        );
    }

    /// Reports a value of the wrong JSON type.
    pub fn wrong_type(&mut self, path: impl Into<String>, wanted: &str) {
        self.fail(
            "InvalidType",
            path,
            &format!("This value should be of type {wanted}."),
        );
    }

    /// Reports an obligatory key that is missing.
    pub fn missing(&mut self, key: &str) {
        self.fail("FieldMissing", key, "This field is missing.");
    }

    /// An integer.
    pub fn int(&mut self, key: &str) -> Option<i64> {
        let value = self.get(key)?;
        let number = whole(value);
        if number.is_none() {
            self.wrong_type(key, "int");
        }
        number
    }

    /// A text.
    pub fn text(&mut self, key: &str) -> Option<String> {
        let value = self.get(key)?;
        let text = value.as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong_type(key, "string");
        }
        text
    }

    /// A boolean.
    pub fn flag(&mut self, key: &str) -> Option<bool> {
        let value = self.get(key)?;
        let flag = value.as_bool();
        if flag.is_none() {
            self.wrong_type(key, "bool");
        }
        flag
    }

    /// A list under `_embedded`.
    pub fn embedded(&self, key: &str) -> Option<&'a Vec<Value>> {
        self.get("_embedded")?.get(key)?.as_array()
    }

    /// The problems found, as the item's entry of `validation-errors`.
    pub fn verdict(self, index: usize) -> Option<Value> {
        let id = request_id(self.item, index);
        (!self.errors.is_empty()).then(|| json!({"request_id": id, "errors": self.errors}))
    }
}

/// An integer, also one that a client wrote as `1760000000.0`: amoCRM takes both.
pub fn whole(value: &Value) -> Option<i64> {
    // Below 2^53 every whole number is exact in both types.
    let exact = |number: &f64| number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0;
    value
        .as_i64()
        .or_else(|| value.as_f64().filter(exact).map(|number| number as i64))
}

/// Reads every item of a batch; one bad item refuses them all.
pub fn batch<T>(
    items: &[Record],
    mut read: impl FnMut(&mut Checks<'_>) -> T,
) -> Result<Vec<T>, Fault> {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for (index, item) in items.iter().enumerate() {
        let mut checks = Checks::new(item);
        good.push(read(&mut checks));
        bad.extend(checks.verdict(index));
    }
    if bad.is_empty() {
        Ok(good)
    } else {
        Err(Fault::invalid(bad))
    }
}

/// Reads one item.
pub fn single<T>(item: &Record, read: impl FnOnce(&mut Checks<'_>) -> T) -> Result<T, Fault> {
    let mut checks = Checks::new(item);
    let good = read(&mut checks);
    checks
        .verdict(0)
        .map_or(Ok(good), |bad| Err(Fault::invalid(vec![bad])))
}
