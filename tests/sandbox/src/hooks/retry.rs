//! When a failed hook is tried again, and when a destination is switched off.

use std::collections::VecDeque;

/// How an attempt ended: an HTTP status, or 0 when there was no answer in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome(pub u16);

/// What a destination has answered lately.
#[derive(Debug, Default)]
pub struct Record {
    failures: VecDeque<i64>,
}

/// What becomes of a destination after an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Goes on.
    Active,
    /// More than 100 invalid answers in 2 hours, the latest among them.
    Disabled,
}

/// The window and number of failures that switch a destination off.
const WINDOW: i64 = 2 * 3600;
const TOLERATED: usize = 100;

impl Outcome {
    /// 100–299 is a success.
    pub fn is_valid(self) -> bool {
        (100..300).contains(&self.0)
    }

    /// Seconds until the next attempt after attempt number `made`, if there is one.
    pub fn retry_after(self, made: u8) -> Option<i64> {
        let hard = self.0 == 0 || self.0 == 499 || (500..600).contains(&self.0);
        match made {
            1 if !self.is_valid() => Some(5 * 60),
            2 if !self.is_valid() => Some(15 * 60),
            3 if hard => Some(15 * 60),
            4 if hard => Some(3600),
            _ => None,
        }
    }
}

impl Record {
    /// Notes an answer and judges the destination.
    pub fn note(&mut self, outcome: Outcome, now: i64) -> Standing {
        while self.failures.front().is_some_and(|at| now - at > WINDOW) {
            self.failures.pop_front();
        }
        if outcome.is_valid() {
            return Standing::Active;
        }
        self.failures.push_back(now);
        if self.failures.len() > TOLERATED {
            Standing::Disabled
        } else {
            Standing::Active
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_retried_twice_and_a_breakdown_four_times() {
        let waits = |status| {
            (1..=5)
                .map(|made| Outcome(status).retry_after(made))
                .collect::<Vec<_>>()
        };
        assert_eq!(waits(204), [None; 5]);
        assert_eq!(waits(404), [Some(300), Some(900), None, None, None]);
        assert_eq!(
            waits(503),
            [Some(300), Some(900), Some(900), Some(3600), None]
        );
        assert_eq!(waits(0), waits(503), "no answer counts as a timeout");
    }

    #[test]
    fn a_destination_is_switched_off_by_its_hundred_and_first_failure() {
        let mut record = Record::default();
        assert!((0..100).all(|n| record.note(Outcome(500), n) == Standing::Active));
        assert_eq!(record.note(Outcome(200), 100), Standing::Active);
        assert_eq!(record.note(Outcome(500), 101), Standing::Disabled);
    }

    #[test]
    fn old_failures_are_forgiven() {
        let mut record = Record::default();
        assert!((0..100).all(|n| record.note(Outcome(0), n) == Standing::Active));
        assert_eq!(record.note(Outcome(0), WINDOW + 200), Standing::Active);
    }
}
