//! Integer matrices: sublattices of the lattice and the cells that they leave apart.

use crate::{Cells, LatticeError};

/// Larger entries are taken for a mistake; products of three stay far from overflow.
const LARGEST_ENTRY: i32 = 1 << 20;

/// An integer 3×3 matrix; lower dimensions are completed with ones on the diagonal.
pub(super) type Matrix3 = [[i128; 3]; 3];

/// Reads `dimension` rows of `dimension` integers; a single row is the diagonal.
pub(super) fn read_matrix(
    what: &'static str,
    rows: impl Cells,
    dimension: usize,
) -> Result<Matrix3, LatticeError> {
    let rows = rows.into_cells();
    let wrong = |what: String, found| {
        Err(LatticeError::WrongLength { what, found, expected: dimension.to_string() })
    };
    let mut matrix = identity();
    if let [diagonal] = rows.as_slice() {
        if diagonal.len() != dimension {
            return wrong(format!("the diagonal of {what}"), diagonal.len());
        }
        for (i, n) in diagonal.iter().enumerate() {
            matrix[i][i] = checked_entry(what, *n)?;
        }
        return Ok(matrix);
    }
    if rows.len() != dimension {
        return wrong(format!("the list of rows of {what}"), rows.len());
    }
    for (i, row) in rows.iter().enumerate() {
        if row.len() != dimension {
            return wrong(format!("row {i} of {what}"), row.len());
        }
        for (j, n) in row.iter().enumerate() {
            matrix[i][j] = checked_entry(what, *n)?;
        }
    }
    Ok(matrix)
}

fn checked_entry(what: &'static str, n: i32) -> Result<i128, LatticeError> {
    if n.unsigned_abs() > LARGEST_ENTRY.unsigned_abs() {
        return Err(LatticeError::CellOutOfRange { what, found: n.into() });
    }
    Ok(n.into())
}

pub(super) fn identity() -> Matrix3 {
    [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
}

/// The upper left corner as rows of small integers, for messages.
pub(super) fn shown(matrix: &Matrix3, dimension: usize) -> Vec<Vec<i128>> {
    matrix.iter().take(dimension).map(|row| row[..dimension].to_vec()).collect()
}

/// The matrix of cofactors, transposed: `M adj(M) = det(M)`.
pub(super) fn adjugate(m: &Matrix3) -> Matrix3 {
    let minor = |i: usize, j: usize| {
        let (a, b) = ((i + 1) % 3, (i + 2) % 3);
        let (c, d) = ((j + 1) % 3, (j + 2) % 3);
        m[a][c] * m[b][d] - m[a][d] * m[b][c]
    };
    std::array::from_fn(|i| std::array::from_fn(|j| minor(j, i)))
}

pub(super) fn determinant(m: &Matrix3) -> i128 {
    let adjugate = adjugate(m);
    (0..3).map(|j| m[0][j] * adjugate[j][0]).sum()
}

/// The row vector `n` times the matrix.
pub(super) fn times(n: [i128; 3], m: &Matrix3) -> [i128; 3] {
    std::array::from_fn(|j| (0..3).map(|i| n[i] * m[i][j]).sum())
}

/// The upper triangular matrix with positive diagonal whose rows span the same sublattice
/// (Hermite's normal form, entries above the diagonal left as they come).
fn triangular(mut m: Matrix3) -> Matrix3 {
    for col in 0..3 {
        for row in col + 1..3 {
            // Euclid on rows `col` and `row`.
            while m[row][col] != 0 {
                let quotient = m[col][col].div_euclid(m[row][col]);
                let lower = m[row];
                for (upper, lower) in m[col].iter_mut().zip(lower) {
                    *upper -= quotient * lower;
                }
                m.swap(col, row);
            }
        }
        if m[col][col] < 0 {
            m[col] = m[col].map(|n| -n);
        }
    }
    m
}

/// The cells of a lattice sorted by the cells of a sublattice: each is one representative inside
/// the supercell plus a sublattice vector.
pub(super) struct Supercells {
    matrix: Matrix3,
    adjugate: Matrix3,
    determinant: i128,
    triangular: Matrix3,
    /// The cells inside the supercell, those with reduced coordinates in `[0, 1)`, in
    /// lexicographic order.
    pub(super) representatives: Vec<[i128; 3]>,
    /// The place of each coset in that order, by its number in the triangular form.
    place: Vec<usize>,
}

impl Supercells {
    /// Rows of the matrix are the vectors of the sublattice; its determinant must not vanish.
    pub(super) fn new(matrix: Matrix3) -> Self {
        let mut cells = Self {
            matrix,
            adjugate: adjugate(&matrix),
            determinant: determinant(&matrix),
            triangular: triangular(matrix),
            representatives: Vec::new(),
            place: Vec::new(),
        };
        let [a, b, c] = std::array::from_fn(|i| cells.triangular[i][i]);
        let mut numbered = Vec::new();
        for x in 0..a {
            for y in 0..b {
                for z in 0..c {
                    let cell = [x, y, z];
                    let home = cells.home(cell);
                    let inside = subtract(cell, times(home, &matrix));
                    numbered.push((inside, numbered.len()));
                }
            }
        }
        numbered.sort_unstable();
        cells.place = vec![0; numbered.len()];
        for (place, (_, number)) in numbered.iter().enumerate() {
            cells.place[*number] = place;
        }
        cells.representatives = numbered.into_iter().map(|(cell, _)| cell).collect();
        cells
    }

    /// The supercell in which a cell lies.
    fn home(&self, cell: [i128; 3]) -> [i128; 3] {
        let sign = self.determinant.signum();
        times(cell, &self.adjugate).map(|n| (n * sign).div_euclid(self.determinant * sign))
    }

    /// The supercell in which a cell lies, and the place of its representative there.
    pub(super) fn locate(&self, cell: [i128; 3]) -> ([i128; 3], usize) {
        let mut rest = cell;
        let mut number: i128 = 0;
        for i in 0..3 {
            let size = self.triangular[i][i];
            let steps = rest[i].div_euclid(size);
            rest = subtract(rest, self.triangular[i].map(|n| n * steps));
            number = number * size + rest[i];
        }
        let number = usize::try_from(number).unwrap_or(0);
        (self.home(cell), self.place[number])
    }

    pub(super) fn matrix(&self) -> &Matrix3 {
        &self.matrix
    }
}

fn subtract(a: [i128; 3], b: [i128; 3]) -> [i128; 3] {
    std::array::from_fn(|i| a[i] - b[i])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_is_a_representative_plus_a_sublattice_vector() {
        for matrix in [
            [[2, 1, 0], [-1, 3, 0], [0, 0, 1]],
            [[0, -3, 1], [2, 2, 2], [5, 1, -1]],
            [[-2, 0, 0], [0, 1, 0], [0, 7, 3]],
        ] {
            let cells = Supercells::new(matrix);
            assert_eq!(cells.representatives.len() as i128, determinant(&matrix).abs());
            for x in -4..4 {
                for y in -4..4 {
                    for z in -4..4 {
                        let (home, place) = cells.locate([x, y, z]);
                        let origin = times(home, &matrix);
                        let back = subtract([x, y, z], origin);
                        assert_eq!(cells.representatives[place], back);
                    }
                }
            }
        }
    }

    #[test]
    fn adjugate_is_the_inverse_up_to_the_determinant() {
        let m = [[3, -1, 2], [0, 5, 1], [-4, 2, 2]];
        let adjugate = adjugate(&m);
        for i in 0..3 {
            let row = times(m[i], &adjugate);
            let expected = std::array::from_fn(|j| if i == j { determinant(&m) } else { 0 });
            assert_eq!(row, expected);
        }
    }
}
