//! Numbers, ranges and grids as they are written on the command line.

use std::str::FromStr;

use thouless::prelude::*;

/// `first:last:number`: so many equally spaced values, both ends included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Range {
    pub(crate) first: f64,
    pub(crate) last: f64,
    pub(crate) number: usize,
}

/// More values than this in a range are taken for a mistake.
const LONGEST_RANGE: usize = 10_000_000;

impl Range {
    /// The values.
    pub(crate) fn values(self) -> Vec<f64> {
        let Self { first, last, number } = self;
        let step = (last - first) / (number.max(2) - 1) as f64;
        (0..number)
            .map(|i| if i + 1 == number && number > 1 { last } else { first + step * i as f64 })
            .collect()
    }
}

impl FromStr for Range {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts: Vec<&str> = text.split(':').collect();
        let [first, last, number] = parts[..] else {
            return Err("write first:last:number, as in -3:3:601".to_owned());
        };
        let (first, last) = (finite(first)?, finite(last)?);
        let number = count(number)?;
        if number > LONGEST_RANGE {
            return Err(format!("{number} values are more than {LONGEST_RANGE}"));
        }
        let grows = first < last || (number == 1 && first <= last);
        if !grows {
            return Err(format!("the range must grow, but goes from {first} to {last}"));
        }
        Ok(Self { first, last, number })
    }
}

/// `200x200`: points along each reciprocal direction; a single number stands for all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grid(Vec<usize>);

impl Grid {
    /// The grid in the Brillouin zone of a system.
    pub(crate) fn for_system(&self, h: &impl BlochHamiltonian) -> Result<KGrid, LatticeError> {
        match self.0[..] {
            [n] => KGrid::cubic(h.dimension(), n),
            _ => KGrid::new(&self.0),
        }
    }
}

impl FromStr for Grid {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.split(['x', '×']).map(count).collect::<Result<_, _>>().map(Self)
    }
}

/// A whole number of at least 1.
pub(crate) fn count(text: &str) -> Result<usize, String> {
    match text.trim().parse() {
        Ok(0) => Err("0 is too few; give 1 or more".to_owned()),
        Ok(n) => Ok(n),
        Err(_) => Err(format!("`{text}` is not a whole number of 1 or more")),
    }
}

/// A whole number that names a realization of what is random.
pub(crate) fn seed(text: &str) -> Result<u64, String> {
    text.trim()
        .parse()
        .map_err(|_| format!("`{text}` is not a whole number from 0 to {}", u64::MAX))
}

/// A number that is neither NaN nor infinite.
pub(crate) fn finite(text: &str) -> Result<f64, String> {
    match text.trim().parse::<f64>() {
        Ok(x) if x.is_finite() => Ok(x),
        Ok(x) => Err(format!("{x} is not finite")),
        Err(_) => Err(format!("`{text}` is not a number")),
    }
}

/// A finite number above 0.
pub(crate) fn positive(text: &str) -> Result<f64, String> {
    match finite(text)? {
        x if x > 0.0 => Ok(x),
        x => Err(format!("{x} is not above 0")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_include_both_ends() {
        let range: Range = "-1:1:5".parse().unwrap();
        assert_eq!(range.values(), [-1.0, -0.5, 0.0, 0.5, 1.0]);
        assert_eq!("2:2:1".parse::<Range>().unwrap().values(), [2.0]);
    }

    #[test]
    fn ranges_and_grids_that_make_no_sense_are_refused() {
        for text in ["1:0:3", "0:1", "0:1:0", "0:inf:3", "a:1:2", "0:1:100000000"] {
            assert!(text.parse::<Range>().is_err(), "{text}");
        }
        for text in ["0", "3x0", "x", "-1x2", "1e3"] {
            assert!(text.parse::<Grid>().is_err(), "{text}");
        }
    }
}
