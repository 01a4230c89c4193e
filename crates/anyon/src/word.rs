//! Braid words.

use std::fmt;
use std::str::FromStr;

use crate::AnyonError;

/// A braid word: letter `i` exchanges the strands at places `i` and `i + 1` counter-clockwise, `-i` clockwise.
///
/// Places are counted from 1 at the left; the word is read from left to right in the order of time.
///
/// # Examples
///
/// ```
/// use thouless_anyon::Braid;
///
/// let word = Braid::parse("1 2 -1")?;
/// assert_eq!((word.len(), word.strands_needed(), word.writhe()), (3, 3, 1));
/// assert_eq!(word.inverse().to_string(), "1 -2 -1");
/// assert_eq!(word.then(&word.inverse()).reduced(), Braid::identity());
/// # Ok::<(), thouless_anyon::AnyonError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Braid {
    letters: Vec<i32>,
}

impl Braid {
    /// The braid without crossings.
    pub fn identity() -> Self {
        Self::default()
    }

    /// A braid from its letters.
    ///
    /// # Errors
    ///
    /// [`AnyonError::Word`] for the letter 0.
    pub fn new(letters: impl IntoIterator<Item = i32>) -> Result<Self, AnyonError> {
        let letters: Vec<i32> = letters.into_iter().collect();
        // places are counted in 32 bits, one more than the letter
        match letters.iter().find(|l| **l == 0 || l.unsigned_abs() > 1 << 30) {
            Some(letter) => Err(AnyonError::Word { letter: letter.to_string() }),
            None => Ok(Self { letters }),
        }
    }

    /// Reads letters separated by spaces or commas.
    ///
    /// # Errors
    ///
    /// [`AnyonError::Word`] for what is no integer, and for 0.
    pub fn parse(text: &str) -> Result<Self, AnyonError> {
        let letters = text.split(|c: char| c.is_whitespace() || c == ',').filter(|l| !l.is_empty());
        let letters = letters.map(|letter| {
            letter.parse().map_err(|_| AnyonError::Word { letter: letter.to_owned() })
        });
        Self::new(letters.collect::<Result<Vec<i32>, _>>()?)
    }

    /// The letters in the order of time.
    pub fn letters(&self) -> &[i32] {
        &self.letters
    }

    /// Number of letters.
    pub fn len(&self) -> usize {
        self.letters.len()
    }

    /// Whether there is no letter.
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// The fewest strands that the word can act on.
    pub fn strands_needed(&self) -> usize {
        self.letters.iter().map(|l| l.unsigned_abs() as usize + 1).max().unwrap_or(1)
    }

    /// Counter-clockwise exchanges minus clockwise ones.
    pub fn writhe(&self) -> i64 {
        self.letters.iter().map(|l| i64::from(l.signum())).sum()
    }

    /// The inverse braid.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { letters: self.letters.iter().rev().map(|l| -l).collect() }
    }

    /// This braid, and `later` after it.
    #[must_use]
    pub fn then(&self, later: &Self) -> Self {
        Self { letters: self.letters.iter().chain(&later.letters).copied().collect() }
    }

    /// The word without neighbours that cancel.
    #[must_use]
    pub fn reduced(&self) -> Self {
        let mut letters: Vec<i32> = Vec::new();
        for letter in &self.letters {
            if letters.last() == Some(&-letter) {
                letters.pop();
            } else {
                letters.push(*letter);
            }
        }
        Self { letters }
    }

    /// Refuses letters beyond the strands there are.
    pub(crate) fn check(&self, strands: usize) -> Result<(), AnyonError> {
        match self.letters.iter().find(|l| l.unsigned_abs() as usize >= strands) {
            Some(generator) => Err(AnyonError::Strand { generator: *generator, strands }),
            None => Ok(()),
        }
    }
}

impl FromStr for Braid {
    type Err = AnyonError;

    fn from_str(text: &str) -> Result<Self, AnyonError> {
        Self::parse(text)
    }
}

impl fmt::Display for Braid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, letter) in self.letters.iter().enumerate() {
            write!(f, "{}{letter}", if i == 0 { "" } else { " " })?;
        }
        Ok(())
    }
}
