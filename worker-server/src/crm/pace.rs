//! The pace of one account: amoCRM gives an integration seven calls in any second.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::{sync::Mutex, time::Instant};

/// A little more than a second, because calls do not travel equally fast.
const WINDOW: Duration = Duration::from_millis(1_050);
/// The longest pause after refusals in a row.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Lets callers through in order. amoCRM counts a sliding second, so the pace does the same:
/// an even interval would make every run of a few calls wait, and a burst on top of it is refused.
pub struct Pace {
    calls: usize,
    state: Mutex<State>,
}

struct State {
    /// When the last calls left, the oldest first.
    left: VecDeque<Instant>,
    /// Nobody leaves before.
    not_before: Instant,
    /// Refusals (429) since the last success.
    refusals: u32,
}

impl Pace {
    /// A pace of so many calls per second; at least one.
    pub fn new(per_second: u32) -> Self {
        Self {
            calls: usize::try_from(per_second.max(1)).unwrap_or(1),
            state: Mutex::new(State {
                left: VecDeque::new(),
                not_before: Instant::now(),
                refusals: 0,
            }),
        }
    }

    /// Waits for the caller's turn; callers leave in the order in which they came.
    pub async fn turn(&self) {
        let mut state = self.state.lock().await;
        let free = match state.left.len() >= self.calls {
            true => state.left.pop_front().map(|first| first + WINDOW),
            false => None,
        };
        // The lock is held while sleeping: whoever comes later waits behind.
        tokio::time::sleep_until(state.not_before.max(free.unwrap_or(state.not_before))).await;
        state.left.push_back(Instant::now());
    }

    /// amoCRM refused with 429: everybody waits, longer each time it happens in a row.
    pub async fn refused(&self, after: Option<Duration>) {
        let mut state = self.state.lock().await;
        let growing = Duration::from_secs(1 << state.refusals.min(6)).min(LONGEST_PAUSE);
        state.refusals += 1;
        state.not_before = Instant::now() + after.unwrap_or(growing);
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
    async fn no_second_sees_more_than_seven_calls() {
        let pace = Pace::new(7);
        let start = Instant::now();
        let mut left = Vec::new();
        for _ in 0..21 {
            pace.turn().await;
            left.push(start.elapsed());
        }
        assert_eq!(left[6], Duration::ZERO);
        assert!(
            left.windows(8)
                .all(|calls| calls[7] - calls[0] >= Duration::from_secs(1))
        );
        assert_eq!(left[20].as_secs(), 2);
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
