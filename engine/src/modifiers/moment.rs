//! Values as dates: what the modifiers of dates share.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::{
    Fact,
    calendar::{self, Moment},
};

/// A value as a date and time in Moscow; numbers are Unix seconds.
pub(crate) fn moment(fact: &Fact) -> Option<NaiveDateTime> {
    let instant = match fact {
        Fact::DateTime(instant) => *instant,
        Fact::Date(day) => calendar::midnight(*day),
        other => calendar::parse(&other.text())?.instant(),
    };
    calendar::moscow(instant)
}

/// A day, and the time if the value has one.
#[derive(Clone, Copy)]
pub(super) struct Dated {
    day: NaiveDate,
    time: Option<NaiveTime>,
}

impl Dated {
    /// A value as a day; `None` if it is no date.
    pub(super) fn read(fact: &Fact) -> Option<Self> {
        let has_time = match fact {
            Fact::DateTime(_) => true,
            Fact::Date(_) => false,
            other => matches!(calendar::parse(&other.text())?, Moment::Instant(_)),
        };
        let local = moment(fact)?;
        Some(Self {
            day: local.date(),
            time: has_time.then(|| local.time()),
        })
    }

    /// Its day.
    pub(super) fn day(self) -> NaiveDate {
        self.day
    }

    /// Another day at the same time; nothing outside the calendar.
    pub(super) fn moved(self, to: impl FnOnce(NaiveDate) -> Option<NaiveDate>) -> Fact {
        let Some(day) = to(self.day) else {
            return Fact::Empty;
        };
        match self.time {
            None => Fact::Date(day),
            Some(time) => Fact::DateTime(calendar::instant(day.and_time(time))),
        }
    }
}
