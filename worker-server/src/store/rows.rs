//! Statements for many rows: each one is a round trip to PostgreSQL, during which everybody waits for the commit.

/// Rows of one statement. Powers of two: a few statements, prepared once, do for any number of rows.
const SIZES: [usize; 8] = [128, 64, 32, 16, 8, 4, 2, 1];

/// Cuts rows into the parts of one statement each, in their order.
pub fn parts<T>(mut rest: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let size = SIZES.into_iter().find(|size| *size <= rest.len())?;
        let (part, others) = rest.split_at(size);
        rest = others;
        Some(part)
    })
}

/// So many rows of a `values` list, each made from its index.
pub fn values(rows: usize, row: impl Fn(usize) -> String) -> String {
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

/// Places of so many parameters, from a number on: `$3, $4`.
pub fn places(first: usize, count: usize) -> String {
    values(count, |index| format!("${}", first + index))
}

/// Rows of so many columns whose parameters follow each other, from a number on: `($3, $4), ($5, $6)`.
pub fn table(first: usize, rows: usize, columns: usize) -> String {
    values(rows, |row| {
        format!("({})", places(first + row * columns, columns))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_rows_is_cut_into_few_sizes_and_none_is_lost() {
        for count in 0..600 {
            let rows: Vec<usize> = (0..count).collect();
            assert_eq!(parts(&rows).collect::<Vec<_>>().concat(), rows);
            assert!(parts(&rows).all(|part| SIZES.contains(&part.len())));
        }
    }

    #[test]
    fn parameters_are_numbered_row_by_row() {
        assert_eq!(table(3, 2, 2), "($3, $4), ($5, $6)");
        assert_eq!(places(2, 3), "$2, $3, $4");
    }
}
