//! Which form of a noun stands after a number: «1 рубль», «2 рубля», «5 рублей».

/// The three forms a counted noun has in the nominative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// 1, 21, 101, but not 11.
    One,
    /// 2–4, 22–24, but not 12–14; fractions too: «1,5 рубля».
    Few,
    /// 0, 5–20, 25–30.
    Many,
}

impl Count {
    /// The form for a whole number.
    ///
    /// ```
    /// use engine::russian::counting::Count;
    /// assert_eq!(Count::of(21), Count::One);
    /// assert_eq!(Count::of(112), Count::Many);
    /// ```
    pub fn of(number: u64) -> Self {
        match (number % 100, number % 10) {
            (11..=14, _) => Self::Many,
            (_, 1) => Self::One,
            (_, 2..=4) => Self::Few,
            _ => Self::Many,
        }
    }

    /// Chooses among forms for one, few and many.
    pub fn choose<T>(self, one: T, few: T, many: T) -> T {
        match self {
            Self::One => one,
            Self::Few => few,
            Self::Many => many,
        }
    }
}
