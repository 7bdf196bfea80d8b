//! How often and how late something is tried again.

/// Steps and calls that amoCRM does not answer are tried so often: about an hour in all.
pub const ATTEMPTS: u32 = 20;

const LONGEST_MS: i64 = 240_000;

/// The pause after so many failed attempts: 1, 2, 4 … seconds, at most four minutes.
pub fn pause_ms(attempts: u32) -> i64 {
    let growing = 1_000_i64
        .checked_shl(attempts.min(10))
        .unwrap_or(LONGEST_MS);
    growing.min(LONGEST_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_together_outlast_an_outage_of_an_hour() {
        assert_eq!(
            [pause_ms(0), pause_ms(1), pause_ms(4)],
            [1_000, 2_000, 16_000]
        );
        let all: i64 = (0..ATTEMPTS).map(pause_ms).sum();
        assert!((3_000_000..4_500_000).contains(&all), "{all}");
    }
}
