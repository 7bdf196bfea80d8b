//! Sets of blocks as bits.

/// A set of blocks.
pub(super) type Bits = Vec<u64>;

/// Adds a block; one beyond the size of the set is left out.
pub(super) fn set(bits: &mut [u64], member: u32) {
    if let Some(word) = bits.get_mut((member >> 6) as usize) {
        *word |= 1 << (member & 63);
    }
}

/// Removes a block.
pub(super) fn clear(bits: &mut [u64], member: u32) {
    if let Some(word) = bits.get_mut((member >> 6) as usize) {
        *word &= !(1 << (member & 63));
    }
}

/// Whether a block is in it.
pub(super) fn has(bits: &[u64], member: u32) -> bool {
    let word = bits.get((member >> 6) as usize);
    word.is_some_and(|word| word >> (member & 63) & 1 == 1)
}

/// The members of a set, ascending.
pub(super) fn members(bits: &[u64]) -> impl Iterator<Item = u32> {
    (0_u32..).step_by(64).zip(bits).flat_map(|(start, word)| {
        let mut rest = *word;
        std::iter::from_fn(move || {
            (rest != 0).then(|| {
                let bit = rest.trailing_zeros();
                rest &= rest.wrapping_sub(1);
                start.saturating_add(bit)
            })
        })
    })
}
