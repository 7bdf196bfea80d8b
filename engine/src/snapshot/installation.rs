//! Data of the installation: production calendar, working hours, currency rates, numbering, own address.
//!
//! Everything may be missing; `docs/installation-data.md` tells the form and what is meant without it.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, de::Error};
use serde_json::Value as Json;

use crate::{
    calendar::{Moment, Workdays, Year, parse_full, parse_time, russia, weekday},
    fact::parse_number,
};

/// What an installation knows beside its accounts.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Installation {
    /// Production calendars by country.
    calendar: Calendars,
    /// When people work.
    worktime: Worktime,
    /// What currencies cost.
    pub rates: Option<Rates>,
    /// Whose phone numbers these are, in place of the numbering that is built in.
    pub regions: Option<Numbering>,
    /// Public address of the server, without a slash at the end.
    pub address: Option<String>,
}

impl Installation {
    /// The production calendar of a country; Russia's is built in.
    pub fn workdays(&self, country: &str) -> Option<&Workdays> {
        let country = country.trim().to_lowercase();
        let own = self.calendar.0.get(&country);
        own.or_else(|| (country == "ru").then(|| russia()))
    }

    /// Whether people work at that moment.
    pub fn is_worktime(&self, local: NaiveDateTime) -> bool {
        let day = local.date();
        let named = self.workdays("ru").and_then(|it| it.named(day));
        let works = named.unwrap_or_else(|| self.worktime.weekdays.contains(&weekday(day)));
        works && self.worktime.holds(local.time())
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Calendars(BTreeMap<String, Workdays>);

/// The days of one year, as they are written.
#[derive(Default, Deserialize)]
#[serde(default)]
struct WrittenYear {
    off: Vec<Day>,
    work: Vec<Day>,
}

/// A calendar day in a form of section 13.1.
struct Day(NaiveDate);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        date(from).map(Self)
    }
}

fn date<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    let text = String::deserialize(from)?;
    let day = parse_full(&text).and_then(Moment::day);
    day.ok_or_else(|| D::Error::custom(format!("«{text}» — не дата: напишите её как 2027-01-31")))
}

impl<'de> Deserialize<'de> for Calendars {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let written = BTreeMap::<String, BTreeMap<String, WrittenYear>>::deserialize(from)?;
        let mut calendars = BTreeMap::new();
        for (country, years) in written {
            let country = country.to_lowercase();
            // Years that the file does not name stay as they are built in.
            let mut calendar = if country == "ru" {
                russia().clone()
            } else {
                Workdays::default()
            };
            for (year, WrittenYear { off, work }) in years {
                let year = year.parse().map_err(D::Error::custom)?;
                let days = |days: Vec<Day>| days.into_iter().map(|Day(day)| day).collect();
                calendar = calendar.with(&Year {
                    year,
                    off: days(off),
                    work: days(work),
                });
            }
            calendars.insert(country, calendar);
        }
        Ok(Self(calendars))
    }
}

/// Hours and days of work; a night shift ends before it begins.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default)]
struct Worktime {
    #[serde(deserialize_with = "time")]
    from: NaiveTime,
    #[serde(deserialize_with = "time")]
    to: NaiveTime,
    weekdays: Vec<u8>,
}

impl Default for Worktime {
    fn default() -> Self {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        Self {
            from: hour(9),
            to: hour(18),
            weekdays: vec![1, 2, 3, 4, 5],
        }
    }
}

impl Worktime {
    fn holds(&self, time: NaiveTime) -> bool {
        if self.from <= self.to {
            (self.from..self.to).contains(&time)
        } else {
            time >= self.from || time < self.to
        }
    }
}

fn time<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveTime, D::Error> {
    let text = String::deserialize(from)?;
    parse_time(&text)
        .ok_or_else(|| D::Error::custom(format!("«{text}» — не время: напишите его как 09:00")))
}

/// Rates of the central bank of one day.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Rates {
    /// The day they are of.
    #[serde(deserialize_with = "date")]
    pub date: NaiveDate,
    /// Roubles for one unit of each currency.
    #[serde(deserialize_with = "prices")]
    roubles: BTreeMap<String, Decimal>,
}

impl Rates {
    /// Roubles for one unit; `None` if the currency is not in the table.
    pub fn roubles(&self, currency: &str) -> Option<Decimal> {
        let currency = currency.trim().to_uppercase();
        match currency.as_str() {
            "RUB" | "RUR" => Some(Decimal::ONE),
            other => self.roubles.get(other).copied(),
        }
    }
}

/// Positive prices, as numbers or as text, which keeps all their decimals.
fn prices<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<String, Decimal>, D::Error> {
    let written = BTreeMap::<String, Json>::deserialize(from)?;
    let price = |(currency, price): (String, Json)| {
        let text = match &price {
            Json::String(text) => text.clone(),
            other => other.to_string(),
        };
        let price = parse_number(&text).filter(|price| *price > Decimal::ZERO);
        let error = || {
            D::Error::custom(format!(
                "«{text}» — не цена валюты {currency}: напишите число"
            ))
        };
        price
            .map(|price| (currency.to_uppercase(), price))
            .ok_or_else(error)
    };
    written.into_iter().map(price).collect()
}

/// Ranges of Russian numbers, in order; shared, because a full table has hundreds of thousands.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbering(Arc<[Region]>);

/// Numbers of one region.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Region {
    /// First number, ten digits without the country.
    pub from: u64,
    /// Last number.
    pub to: u64,
    /// Name of the region.
    pub region: String,
    /// Hours ahead of UTC.
    pub timezone: i8,
}

impl<'de> Deserialize<'de> for Numbering {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut regions = Vec::<Region>::deserialize(from)?;
        regions.sort_by_key(|region| region.from);
        Ok(Self(regions.into()))
    }
}

impl Numbering {
    /// Where a number of ten digits belongs.
    pub fn find(&self, number: u64) -> Option<&Region> {
        let after = self.0.partition_point(|region| region.from <= number);
        let region = self.0.get(after.checked_sub(1)?)?;
        (number <= region.to).then_some(region)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{moscow, parse};

    fn worktime(json: &str, text: &str) -> bool {
        let installation: Installation = serde_json::from_str(json).unwrap_or_default();
        let local = moscow(parse(text).map_or(0, Moment::instant));
        local.is_some_and(|local| installation.is_worktime(local))
    }

    #[test]
    fn working_time_is_monday_to_friday_from_nine_to_six() {
        assert!(worktime("{}", "2024-02-29 09:00"));
        assert!(worktime("{}", "2024-02-29 17:59:59"));
        assert!(!worktime("{}", "2024-02-29 18:00"));
        assert!(!worktime("{}", "2024-02-29 08:59:59"));
        assert!(!worktime("{}", "2024-03-02 12:00"), "Saturday");
        assert!(!worktime("{}", "2024-03-08 12:00"), "a holiday");
        assert!(worktime("{}", "2024-04-27 12:00"), "a working Saturday");
    }

    #[test]
    fn own_hours_and_own_days_are_possible() {
        let night = r#"{"worktime": {"from": "22:00", "to": "06:00", "weekdays": [6]}}"#;
        assert!(worktime(night, "2024-03-02 23:00"));
        assert!(worktime(night, "2024-03-02 05:59"));
        assert!(!worktime(night, "2024-03-02 06:00"));
        assert!(!worktime(night, "2024-03-04 23:00"), "Monday");
        let own = r#"{"calendar": {"ru": {"2024": {"off": ["2024-03-04"]}}}}"#;
        assert!(!worktime(own, "2024-03-04 12:00"));
        assert!(worktime(own, "2024-03-08 12:00"), "the year is replaced");
        assert!(!worktime(own, "2025-05-01 12:00"), "other years are not");
    }

    #[test]
    fn wrong_data_is_refused_with_its_reason() {
        for wrong in [
            r#"{"calendar": {"ru": {"year": {}}}}"#,
            r#"{"calendar": {"ru": {"2024": {"off": ["8 марта"]}}}}"#,
            r#"{"worktime": {"from": "утро"}}"#,
            r#"{"rates": {"date": "2024-02-29", "roubles": {"USD": -1}}}"#,
            r#"{"regions": [{"from": "a"}]}"#,
        ] {
            let read = serde_json::from_str::<Installation>(wrong);
            assert!(read.is_err(), "{wrong}");
        }
    }
}
