//! How long this server may go on in the name of its accounts, by its own clock.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Until when other servers leave the accounts of this one alone. A process that was paused for longer finds out
/// before it asks amoCRM for anything.
pub struct Tenure {
    start: Instant,
    until_ms: AtomicU64,
}

impl Tenure {
    /// One that has not begun.
    pub fn new() -> Self {
        Self {
            start: Instant::now(),
            until_ms: AtomicU64::new(0),
        }
    }

    /// It lasts for so long from the instant before the database was told.
    pub fn extend(&self, told: Instant, lasts: Duration) {
        self.until_ms
            .store(self.ms(told + lasts), Ordering::Release);
    }

    /// How long it still lasts.
    pub fn left(&self) -> Duration {
        let until = self.until_ms.load(Ordering::Acquire);
        Duration::from_millis(until.saturating_sub(self.ms(Instant::now())))
    }

    fn ms(&self, at: Instant) -> u64 {
        let since = at.saturating_duration_since(self.start);
        u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_lasts_from_before_the_database_was_told() {
        let tenure = Tenure::new();
        assert_eq!(tenure.left(), Duration::ZERO);
        tenure.extend(Instant::now(), Duration::from_secs(60));
        assert!(tenure.left() > Duration::from_secs(30));
        // Whoever was paused while telling has nothing left.
        let long_ago = Instant::now().checked_sub(Duration::from_millis(1));
        tenure.extend(long_ago.unwrap_or(tenure.start), Duration::from_millis(1));
        assert_eq!(tenure.left(), Duration::ZERO);
    }
}
