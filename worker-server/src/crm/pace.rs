//! The pace of one account: amoCRM gives an integration seven calls a second.

use std::time::Duration;

use tokio::{sync::Mutex, time::Instant};

/// Calls in a row that need not wait for each other.
const BURST: u32 = 3;
/// The longest pause after refusals in a row.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Lets callers through one after another, evenly (generic cell rate algorithm).
pub struct Pace {
    interval: Duration,
    state: Mutex<State>,
}

struct State {
    /// When the next call would be due if calls came evenly.
    due: Instant,
    /// Refusals (429) since the last success.
    refusals: u32,
}

impl Pace {
    /// A pace of so many calls per second; at least one.
    pub fn new(per_second: u32) -> Self {
        let interval = Duration::from_secs(1) / per_second.max(1);
        Self {
            interval,
            state: Mutex::new(State {
                due: Instant::now(),
                refusals: 0,
            }),
        }
    }

    /// Waits for the caller's turn; callers leave in the order in which they came.
    pub async fn turn(&self) {
        let mut state = self.state.lock().await;
        let earliest = state
            .due
            .checked_sub(self.interval * (BURST - 1))
            .unwrap_or(state.due);
        // The lock is held while sleeping: whoever comes later waits behind.
        tokio::time::sleep_until(earliest).await;
        state.due = state.due.max(Instant::now()) + self.interval;
    }

    /// amoCRM refused with 429: everybody waits, longer each time it happens in a row.
    pub async fn refused(&self, after: Option<Duration>) {
        let mut state = self.state.lock().await;
        let growing = Duration::from_secs(1 << state.refusals.min(6)).min(LONGEST_PAUSE);
        state.refusals += 1;
        state.due = Instant::now() + after.unwrap_or(growing) + self.interval * BURST;
    }

    /// amoCRM answered: the next refusal starts with a short pause again.
    pub async fn accepted(&self) {
        self.state.lock().await.refusals = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn seven_calls_a_second_after_a_short_burst() {
        let pace = Pace::new(7);
        let start = Instant::now();
        for _ in 0..21 {
            pace.turn().await;
        }
        let spent = start.elapsed();
        assert!(
            spent > Duration::from_millis(2_500) && spent < Duration::from_millis(2_700),
            "{spent:?}"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn refusals_in_a_row_pause_longer_each_time() {
        let pace = Pace::new(7);
        let mut pauses = Vec::new();
        for _ in 0..3 {
            pace.refused(None).await;
            let start = Instant::now();
            pace.turn().await;
            pauses.push(start.elapsed().as_secs());
        }
        assert_eq!(pauses, [1, 2, 4]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_refusal_waits_as_long_as_asked() {
        let pace = Pace::new(7);
        pace.refused(Some(Duration::from_secs(30))).await;
        let start = Instant::now();
        pace.turn().await;
        assert_eq!(start.elapsed().as_secs(), 30);
    }
}
