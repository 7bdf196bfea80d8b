//! The sandbox's clock, which tests can move, and dates in the account's time zone.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, FixedOffset};

/// Moscow, the zone of the sandbox's account; it has no summer time.
const ZONE_SECONDS: i32 = 3 * 3600;

/// The end of the year 9999: dates beyond it are no dates.
pub const LAST_MOMENT: i64 = 253_402_300_799;

/// Real time plus what tests have added.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    /// Seconds that tests have skipped.
    pub skipped: i64,
    /// A moment that does not pass, while the starting data is made.
    pub frozen: Option<i64>,
}

impl Clock {
    /// Unix seconds.
    pub fn now(&self) -> i64 {
        if let Some(moment) = self.frozen {
            return moment;
        }
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX) + self.skipped
    }
}

/// The time as hooks write it: `2025-10-09 13:53:20`, in the account's zone.
pub fn local(unix: i64) -> String {
    shifted(unix).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// The date as birthdays are written in hooks: `05.03.1987`.
pub fn local_date(unix: i64) -> String {
    shifted(unix).format("%d.%m.%Y").to_string()
}

/// Midnight of the account's day that holds this moment.
pub fn midnight(unix: i64) -> i64 {
    unix - (unix + i64::from(ZONE_SECONDS)).rem_euclid(86_400)
}

/// Reads an RFC 3339 text.
pub fn from_rfc3339(text: &str) -> Option<i64> {
    DateTime::parse_from_rfc3339(text)
        .ok()
        .map(|time| time.timestamp())
}

fn shifted(unix: i64) -> DateTime<FixedOffset> {
    let utc =
        DateTime::from_timestamp(unix.clamp(-LAST_MOMENT, LAST_MOMENT), 0).unwrap_or_default();
    FixedOffset::east_opt(ZONE_SECONDS)
        .map_or_else(|| utc.fixed_offset(), |zone| utc.with_timezone(&zone))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hooks_show_moscow_time() {
        assert_eq!(local(1_760_007_200), "2025-10-09 13:53:20");
        assert_eq!(local_date(midnight(541_900_800)), "05.03.1987");
    }

    #[test]
    fn midnight_is_the_accounts_midnight() {
        assert_eq!(local(midnight(1_760_007_200)), "2025-10-09 00:00:00");
    }
}
