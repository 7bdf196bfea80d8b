//! The rate limit: 7 calls per second per token, 50 per account.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

const WINDOW: Duration = Duration::from_secs(1);
/// All integrations of an account together.
const PER_ACCOUNT: usize = 50;

/// Counts calls in a sliding second.
pub struct Limiter {
    per_token: usize,
    account: VecDeque<Instant>,
    tokens: HashMap<String, VecDeque<Instant>>,
}

impl Limiter {
    /// A limiter for so many calls per second and token; 0 switches both limits off.
    pub fn new(per_token: usize) -> Self {
        Self {
            per_token,
            account: VecDeque::new(),
            tokens: HashMap::new(),
        }
    }

    /// May this call pass? Refused calls do not count.
    pub fn admit(&mut self, token: &str, now: Instant) -> bool {
        if self.per_token == 0 {
            return true;
        }
        forget(&mut self.account, now);
        let own = self.tokens.entry(token.to_owned()).or_default();
        forget(own, now);
        let passes = own.len() < self.per_token && self.account.len() < PER_ACCOUNT;
        if passes {
            own.push_back(now);
            self.account.push_back(now);
        }
        passes
    }
}

fn forget(calls: &mut VecDeque<Instant>, now: Instant) {
    while calls
        .front()
        .is_some_and(|call| now.duration_since(*call) >= WINDOW)
    {
        calls.pop_front();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eighth_call_of_a_second_waits_for_the_next_one() {
        let mut limiter = Limiter::new(7);
        let start = Instant::now();
        assert!((0..7).all(|_| limiter.admit("a", start)));
        assert!(!limiter.admit("a", start));
        assert!(
            limiter.admit("b", start),
            "another token has its own allowance"
        );
        assert!(limiter.admit("a", start + WINDOW));
    }

    #[test]
    fn an_account_has_a_limit_of_its_own() {
        let mut limiter = Limiter::new(7);
        let start = Instant::now();
        let passed = (0..80)
            .filter(|n| limiter.admit(&format!("t{}", n % 10), start))
            .count();
        assert_eq!(passed, PER_ACCOUNT);
    }
}
