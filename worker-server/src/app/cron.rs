//! When a timetable starts next, in the account's zone.

use chrono::{DateTime, FixedOffset};
use croner::Cron;
use croner::parser::{CronParser, Seconds};

/// A cron expression of five fields: minute, hour, day, month, day of the week.
#[derive(Clone, Debug)]
pub struct Timetable(Cron);

/// Why an expression can't be a timetable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mistake {
    /// It has another shape.
    #[error("the expression can't be read")]
    Unreadable,
    /// Such as the 30th of February.
    #[error("the time never comes")]
    Never,
}

impl Timetable {
    /// Reads an expression.
    ///
    /// # Errors
    /// [`Mistake::Unreadable`] when it has another number of fields or a field is out of its range.
    pub fn read(text: &str) -> Result<Self, Mistake> {
        let parser = CronParser::builder().seconds(Seconds::Disallowed).build();
        let cron = parser.parse(text.trim());
        cron.map(Self).map_err(|_| Mistake::Unreadable)
    }

    /// The first time after an instant, both in Unix milliseconds, where clocks are ahead of UTC by so many seconds.
    ///
    /// # Errors
    /// [`Mistake::Never`] when there is none.
    pub fn after(&self, ms: i64, zone_s: i64) -> Result<i64, Mistake> {
        let zone = i32::try_from(zone_s).ok().and_then(FixedOffset::east_opt);
        let now = DateTime::from_timestamp_millis(ms);
        let (Some(zone), Some(now)) = (zone, now) else {
            return Err(Mistake::Never);
        };
        let next = self
            .0
            .find_next_occurrence(&now.with_timezone(&zone), false);
        let next = next.map_err(|_| Mistake::Never)?;
        Ok(next.timestamp_millis())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(text: &str) -> i64 {
        let at = DateTime::parse_from_rfc3339(text).expect("an instant");
        at.timestamp_millis()
    }

    fn next(cron: &str, after: &str) -> Result<i64, Mistake> {
        Timetable::read(cron)?.after(ms(after), 10_800)
    }

    #[test]
    fn times_are_those_of_the_account() {
        let weekdays = "0 9 * * 1-5";
        let friday = "2026-11-27T09:00:00+03:00";
        assert_eq!(next(weekdays, "2026-11-26T23:30:00Z"), Ok(ms(friday)));
        assert_eq!(next(weekdays, friday), Ok(ms("2026-11-30T09:00:00+03:00")));
        let last_day = next("30 18 L * *", "2028-02-10T00:00:00+03:00");
        assert_eq!(last_day, Ok(ms("2028-02-29T18:30:00+03:00")));
    }

    #[test]
    fn what_never_comes_or_can_t_be_read_is_told() {
        assert_eq!(
            next("0 0 30 2 *", "2026-11-27T09:00:00Z"),
            Err(Mistake::Never)
        );
        for wrong in [
            "",
            "каждый день",
            "* * * *",
            "0 0 9 * * 1",
            "61 * * * *",
            "* * * * mon-",
        ] {
            assert_eq!(
                Timetable::read(wrong).err(),
                Some(Mistake::Unreadable),
                "{wrong}"
            );
        }
    }
}
