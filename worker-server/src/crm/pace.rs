//! The pace of one account: amoCRM gives an integration seven calls in any second.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// A little more than a second, because calls do not travel equally fast.
const WINDOW: Duration = Duration::from_millis(1_050);
/// The longest pause after refusals in a row.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Lets callers through in order. amoCRM counts a sliding second, so the pace does the same:
/// an even interval would make every run of a few calls wait, and a burst on top of it is refused.
pub struct Pace {
    calls: usize,
    /// Whoever holds it is the next to leave; the others wait behind.
    next: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

struct State {
    /// When the last calls left, the oldest first.
    left: VecDeque<Instant>,
    /// Nobody leaves before.
    not_before: Instant,
    /// Refusals (429) since the last success; those of calls that were under way together count once.
    refusals: u32,
    /// When amoCRM refused last.
    refused_at: Option<Instant>,
}

impl Pace {
    /// A pace of so many calls per second; at least one.
    pub fn new(per_second: u32) -> Self {
        Self {
            calls: usize::try_from(per_second.max(1)).unwrap_or(1),
            next: tokio::sync::Mutex::default(),
            state: Mutex::new(State {
                left: VecDeque::new(),
                not_before: Instant::now(),
                refusals: 0,
                refused_at: None,
            }),
        }
    }

    /// Waits for the caller's turn and tells when it came; callers leave in the order in which they came.
    pub async fn turn(&self) -> Instant {
        let _next = self.next.lock().await;
        loop {
            let until = self.state().until(self.calls);
            if until <= Instant::now() {
                break;
            }
            // A refusal of another call may make it later meanwhile.
            tokio::time::sleep_until(until).await;
        }
        self.state().leave(self.calls)
    }

    /// amoCRM refused a call that had left at an instant with 429: everybody waits, longer each time it happens in a row.
    pub fn refused(&self, left: Instant, after: Option<Duration>) {
        let mut state = self.state();
        if state.refused_at.is_some_and(|at| left <= at) {
            // It left before anybody knew: waiting has begun already.
            return;
        }
        let now = Instant::now();
        let growing = Duration::from_secs(1 << state.refusals.min(6)).min(LONGEST_PAUSE);
        state.refusals += 1;
        state.refused_at = Some(now);
        state.not_before = now + after.unwrap_or(growing);
    }

    /// amoCRM answered: the next refusal starts with a short pause again.
    pub fn accepted(&self) {
        self.state().refusals = 0;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// When the next call may leave.
    fn until(&self, calls: usize) -> Instant {
        let full = self.left.len() >= calls;
        let free = self.left.front().filter(|_| full).map(|it| *it + WINDOW);
        self.not_before.max(free.unwrap_or(self.not_before))
    }

    fn leave(&mut self, calls: usize) -> Instant {
        let now = Instant::now();
        self.left.push_back(now);
        if self.left.len() > calls {
            self.left.pop_front();
        }
        now
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
            pace.refused(Instant::now(), None);
            let start = Instant::now();
            pace.turn().await;
            pauses.push(start.elapsed().as_secs());
        }
        assert_eq!(pauses, [1, 2, 4]);
    }

    #[tokio::test(start_paused = true)]
    async fn calls_that_were_refused_together_pause_once() {
        let pace = Pace::new(7);
        let mut left = Vec::new();
        for _ in 0..7 {
            left.push(pace.turn().await);
        }
        for left in left {
            pace.refused(left, None);
        }
        let start = Instant::now();
        assert_eq!((pace.turn().await - start).as_secs(), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_is_heard_while_others_wait_for_their_turn() {
        let pace = std::sync::Arc::new(Pace::new(1));
        let left = pace.turn().await;
        let waiting = std::sync::Arc::clone(&pace);
        let waiting = tokio::spawn(async move { waiting.turn().await });
        tokio::task::yield_now().await;
        let start = Instant::now();
        pace.refused(left, Some(Duration::from_secs(30)));
        assert_eq!(start.elapsed(), Duration::ZERO);
        let next = waiting.await.expect("it has its turn");
        assert_eq!((next - start).as_secs(), 30);
    }

    #[tokio::test(start_paused = true)]
    async fn a_refusal_waits_as_long_as_asked() {
        let pace = Pace::new(7);
        pace.refused(Instant::now(), Some(Duration::from_secs(30)));
        let start = Instant::now();
        pace.turn().await;
        assert_eq!(start.elapsed().as_secs(), 30);
    }
}
