//! Working days: Monday to Friday but for the days a production calendar names, counted without walking through them.

use std::{
    collections::BTreeMap,
    ops::Bound::{Excluded, Unbounded},
};

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};

/// Every week has as many working days, so whole weeks need not be walked through.
const WORKDAYS_IN_WEEK: i64 = 5;

/// A production calendar: the days on which it differs from Monday to Friday.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workdays {
    /// Whether work is done on such a day.
    days: BTreeMap<NaiveDate, bool>,
}

/// The non-working and the extra working days of one year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Year {
    /// Which year; days of other years are ignored.
    pub year: i32,
    /// Holidays and days off.
    pub off: Vec<NaiveDate>,
    /// Days of the weekend on which work is done.
    pub work: Vec<NaiveDate>,
}

impl Workdays {
    /// The same calendar with other days for one year.
    pub fn with(mut self, year: &Year) -> Self {
        self.days.retain(|day, _| day.year() != year.year);
        let off = year.off.iter().map(|day| (*day, false));
        let work = year.work.iter().map(|day| (*day, true));
        let own = off.chain(work).filter(|(day, _)| day.year() == year.year);
        self.days.extend(own);
        self
    }

    /// Whether work is done on that day.
    pub fn is_workday(&self, day: NaiveDate) -> bool {
        self.named(day)
            .unwrap_or_else(|| index(day) > index_before(day))
    }

    /// What the calendar itself says about that day, if anything.
    pub fn named(&self, day: NaiveDate) -> Option<bool> {
        self.days.get(&day).copied()
    }

    /// The day so many working days later; the day itself is not counted. `None` outside the calendar.
    ///
    /// Takes as many steps as the calendar names days, however large the number is.
    pub fn shift(&self, day: NaiveDate, amount: i64) -> Option<NaiveDate> {
        match amount.signum() {
            1 => self.later(day, amount),
            -1 => self.earlier(day, amount.checked_neg()?),
            _ => Some(day),
        }
    }

    fn later(&self, day: NaiveDate, amount: i64) -> Option<NaiveDate> {
        // Counted so far, up to and including `at`.
        let (mut at, mut left) = (index(day), amount);
        for (named, works) in self.days.range((Excluded(day), Unbounded)) {
            let between = index_before(*named) - at;
            if between >= left {
                break;
            }
            left -= between;
            at = index(*named);
            if *works {
                left -= 1;
            }
            if left == 0 {
                return Some(*named);
            }
        }
        of_index(at.checked_add(left)?)
    }

    fn earlier(&self, day: NaiveDate, amount: i64) -> Option<NaiveDate> {
        // Not yet counted: everything up to and including `at`.
        let (mut at, mut left) = (index_before(day), amount);
        for (named, works) in self.days.range((Unbounded, Excluded(day))).rev() {
            let between = at - index(*named);
            if between >= left {
                break;
            }
            left -= between;
            at = index_before(*named);
            if *works {
                left -= 1;
            }
            if left == 0 {
                return Some(*named);
            }
        }
        of_index(at.checked_sub(left)?.checked_add(1)?)
    }
}

/// How many Mondays to Fridays there are from the Monday of 1 January of the year 1 to that day, both counted.
fn index(day: NaiveDate) -> i64 {
    let days = i64::from(day.num_days_from_ce()) - 1; // the calendar has about ±96 million days
    days.div_euclid(7) * WORKDAYS_IN_WEEK + (days.rem_euclid(7) + 1).min(WORKDAYS_IN_WEEK)
}

/// The same up to the day before.
fn index_before(day: NaiveDate) -> i64 {
    let days = i64::from(day.num_days_from_ce()) - 1;
    days.div_euclid(7) * WORKDAYS_IN_WEEK + days.rem_euclid(7).min(WORKDAYS_IN_WEEK)
}

/// The Monday to Friday that has this index.
fn of_index(index: i64) -> Option<NaiveDate> {
    let before = index.checked_sub(1)?;
    let weeks = before.div_euclid(WORKDAYS_IN_WEEK).checked_mul(7)?;
    let days = weeks.checked_add(before.rem_euclid(WORKDAYS_IN_WEEK) + 1)?;
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(days).ok()?)
}

/// The same time so many working days later.
pub fn shift_workdays(
    local: NaiveDateTime,
    amount: i64,
    workdays: &Workdays,
) -> Option<NaiveDateTime> {
    let day = workdays.shift(local.date(), amount)?;
    local.checked_add_signed(TimeDelta::try_days(
        day.signed_duration_since(local.date()).num_days(),
    )?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    /// A calendar with a long holiday and a working Saturday.
    fn holidays() -> Workdays {
        Workdays::default().with(&Year {
            year: 2024,
            off: ["2024-01-01", "2024-01-02", "2024-01-06", "2024-05-01"]
                .map(day)
                .to_vec(),
            work: ["2024-04-27"].map(day).to_vec(),
        })
    }

    /// Walks through the days one by one.
    fn walked(workdays: &Workdays, from: NaiveDate, amount: i64) -> Option<NaiveDate> {
        let (mut at, mut left) = (from, amount);
        while left != 0 {
            at = at.checked_add_signed(TimeDelta::try_days(amount.signum())?)?;
            if workdays.is_workday(at) {
                left -= amount.signum();
            }
        }
        Some(at)
    }

    #[test]
    fn counting_gives_what_walking_gives() {
        for workdays in [
            Workdays::default(),
            holidays(),
            super::super::russia().clone(),
        ] {
            for from in 0..140 {
                let from = day("2023-12-20") + TimeDelta::days(from);
                for amount in -40..40 {
                    let shifted = workdays.shift(from, amount);
                    assert_eq!(shifted, walked(&workdays, from, amount), "{from} {amount}");
                }
            }
        }
    }

    #[test]
    fn far_away_and_beyond_takes_no_time() {
        for amount in [i64::MIN, i64::MAX, i64::from(i32::MIN), 1 << 40] {
            assert_eq!(
                holidays().shift(day("2024-01-01"), amount),
                None,
                "{amount}"
            );
        }
        let far = holidays().shift(day("2024-01-01"), 5_000_000);
        assert_eq!(far, walked(&holidays(), day("2024-01-01"), 5_000_000));
    }
}
