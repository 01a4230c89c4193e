//! What is refused at the door of a factorization.

use crate::check::{HERMITIAN_TOLERANCE, same};
use crate::{Csr, LinalgError, Scalar};
use std::cmp::Ordering;

/// Checks that a sparse matrix of `n` rows is square, finite and Hermitian; returns its largest real or imaginary part.
pub(super) fn hermitian<T: Scalar>(a: &Csr<T>, n: usize) -> Result<f64, LinalgError> {
    let (rows, cols) = (a.n_rows(), a.n_cols());
    if rows != cols {
        return Err(LinalgError::NotSquare { rows, cols });
    }
    same("rows of the matrix", n, rows)?;
    let largest = largest(a)?;
    let allowed = HERMITIAN_TOLERANCE * largest;
    let (offsets, columns, values) = (a.row_offsets(), a.columns(), a.values());
    // in each row, the first entry that has not met its partner across the diagonal
    let mut next = offsets[..n].to_vec();
    let test = |row: usize, col: usize, difference: T| {
        let defect = difference.real().abs().max(difference.imaginary().abs());
        if defect > allowed { Err(LinalgError::NotHermitian { row, col, defect }) } else { Ok(()) }
    };
    for row in 0..n {
        let mut entry = next[row];
        while entry < offsets[row + 1] {
            let (col, value) = (columns[entry] as usize, values[entry]);
            entry += 1;
            match col.cmp(&row) {
                // the row of its column had no partner for it
                Ordering::Less => test(row, col, value)?,
                Ordering::Equal => test(row, col, value - value.conjugate())?,
                Ordering::Greater => {
                    let partner = &mut next[col];
                    while *partner < offsets[col + 1] && (columns[*partner] as usize) < row {
                        test(col, columns[*partner] as usize, values[*partner])?;
                        *partner += 1;
                    }
                    if *partner < offsets[col + 1] && columns[*partner] as usize == row {
                        test(row, col, value - values[*partner].conjugate())?;
                        *partner += 1;
                    } else {
                        test(row, col, value)?;
                    }
                }
            }
        }
    }
    Ok(largest)
}

fn largest<T: Scalar>(a: &Csr<T>) -> Result<f64, LinalgError> {
    let mut largest: f64 = 0.0;
    let mut finite = true;
    for value in a.values() {
        largest = largest.max(value.real().abs()).max(value.imaginary().abs());
        finite &= value.is_finite_number();
    }
    if finite {
        return Ok(largest);
    }
    let found = a.triplets().find(|(_, _, value)| !value.is_finite_number());
    Err(found.map_or(LinalgError::Undefined { eigenvalue: f64::NAN }, |(row, col, value)| {
        LinalgError::NotFinite { row, col, value: value.to_complex() }
    }))
}
