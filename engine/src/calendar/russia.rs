//! The production calendar of Russia for the years whose transfers of days off the government has decreed.
//!
//! Holidays are those of article 112 of the Labour Code; a holiday on a weekend moves to the next working day
//! unless the decree of the year moves it elsewhere. Decrees of the Government of the Russian Federation:
//! 2017: № 756 of 04.08.2016; 2018: № 1250 of 14.10.2017; 2019: № 1163 of 01.10.2018; 2020: № 875 of 10.07.2019;
//! 2021: № 1648 of 10.10.2020; 2022: № 1564 of 16.09.2021; 2023: № 1505 of 29.08.2022; 2024: № 1314 of 10.08.2023;
//! 2025: № 1335 of 04.10.2024; 2026: № 1466 of 24.09.2025.
//! Paid days off that the president declared in the epidemic of 2020 and 2021 are not holidays and not among them.

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::workdays::{Workdays, Year};

/// Month and day.
type Day = (u32, u32);

/// Holidays of every year.
const HOLIDAYS: &[Day] = &[
    (1, 1),
    (1, 2),
    (1, 3),
    (1, 4),
    (1, 5),
    (1, 6),
    (1, 7),
    (1, 8),
    (2, 23),
    (3, 8),
    (5, 1),
    (5, 9),
    (6, 12),
    (11, 4),
];

/// Years with the days off that were moved there, and the weekends on which work is done.
const YEARS: &[(i32, &[Day], &[Day])] = &[
    (2017, &[(2, 24), (5, 8), (11, 6)], &[]),
    (
        2018,
        &[(3, 9), (4, 30), (5, 2), (6, 11), (11, 5), (12, 31)],
        &[(4, 28), (6, 9), (12, 29)],
    ),
    (2019, &[(5, 2), (5, 3), (5, 10)], &[]),
    (2020, &[(2, 24), (3, 9), (5, 4), (5, 5), (5, 11)], &[]),
    (
        2021,
        &[(2, 22), (5, 3), (5, 10), (6, 14), (11, 5), (12, 31)],
        &[(2, 20)],
    ),
    (2022, &[(3, 7), (5, 2), (5, 3), (5, 10), (6, 13)], &[(3, 5)]),
    (2023, &[(2, 24), (5, 8), (11, 6)], &[]),
    (
        2024,
        &[(4, 29), (4, 30), (5, 10), (12, 30), (12, 31)],
        &[(4, 27), (11, 2), (12, 28)],
    ),
    (
        2025,
        &[(5, 2), (5, 8), (6, 13), (11, 3), (12, 31)],
        &[(11, 1)],
    ),
    (2026, &[(1, 9), (3, 9), (5, 11), (12, 31)], &[]),
];

/// The calendar of an installation that has none of its own; in other years only weekends are days off.
pub fn russia() -> &'static Workdays {
    static CALENDAR: LazyLock<Workdays> = LazyLock::new(|| {
        let years = YEARS.iter().map(|(year, moved, work)| Year {
            year: *year,
            off: days(*year, HOLIDAYS).chain(days(*year, moved)).collect(),
            work: days(*year, work).collect(),
        });
        years.fold(Workdays::default(), |calendar, year| calendar.with(&year))
    });
    &CALENDAR
}

fn days(year: i32, days: &[Day]) -> impl Iterator<Item = NaiveDate> {
    days.iter()
        .filter_map(move |(month, day)| NaiveDate::from_ymd_opt(year, *month, *day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Datelike;

    #[test]
    fn every_year_has_its_official_number_of_working_days() {
        let official = [
            (2017, 247),
            (2018, 247),
            (2019, 247),
            (2020, 248),
            (2021, 247),
            (2022, 247),
            (2023, 247),
            (2024, 248),
            (2025, 247),
            (2026, 247),
        ];
        assert_eq!(official.len(), YEARS.len());
        for (year, expected) in official {
            let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
            let days = first.iter_days().take_while(|day| day.year() == year);
            let working = days.filter(|day| russia().is_workday(*day)).count();
            assert_eq!(working, expected, "{year}");
        }
    }
}
