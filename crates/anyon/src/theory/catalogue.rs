//! Theories by name, as on the command line.

use super::{
    Theory, double_semion, fibonacci, ising, kitaev, quantum_double, semion, so3, su_n_level_1,
    su2, tambara_yamagami, toric_code, z_n,
};
use crate::AnyonError;

/// A name of theories, for lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// How the name is written, parameters in capitals.
    pub name: &'static str,
    /// An instance.
    pub example: &'static str,
    /// What it stands for.
    pub description: &'static str,
}

/// All names that [`by_name`] understands.
pub const CATALOGUE: &[Entry] = &[
    entry("fibonacci", "fibonacci", "Fibonacci anyons, c = 14/5"),
    entry("ising", "ising", "Ising anyons, c = 1/2"),
    entry("kitaev:NU", "kitaev:3", "Kitaev's sixteen theories of vortices, c = NU/2"),
    entry("semion", "semion", "the semion, c = 1"),
    entry("toric", "toric", "the toric code"),
    entry("double-semion", "double-semion", "a semion and its mirror image"),
    entry("z:N[:T]", "z:3", "Z_N anyons with twists exp(2πi T a²/2N)"),
    entry("su2:K", "su2:5", "SU(2) at level K"),
    entry("so3:K", "so3:5", "SO(3) at odd level K: the integer spins of SU(2)"),
    entry("su:N", "su:3", "SU(N) at level 1"),
    entry(
        "ty:N1,N2,…[:-]",
        "ty:3",
        "Tambara-Yamagami category of Z_N1 × Z_N2 × …, + or − sign; no braiding",
    ),
    entry("double:G", "double:S3", "quantum double of a group: Z2, …, S3, S4, A4, D4, Q8"),
    entry("product:A,B,…", "product:fibonacci,ising", "theories side by side"),
    entry("conj:A", "conj:fibonacci", "the mirror image of A"),
    entry(
        "center:A",
        "center:fibonacci",
        "the Drinfeld double of a modular A, which is A and its mirror image",
    ),
];

const fn entry(name: &'static str, example: &'static str, description: &'static str) -> Entry {
    Entry { name, example, description }
}

/// Returns the theory of this name; [`CATALOGUE`] lists them.
///
/// # Errors
///
/// [`AnyonError::UnknownTheory`] for a name that is not known, [`AnyonError::Parameter`] for parameters out of range.
///
/// # Examples
///
/// ```
/// use thouless_anyon::theory;
///
/// assert_eq!(theory::by_name("su2:5")?.rank(), 6);
/// assert_eq!(theory::by_name("product:fibonacci,conj:ising")?.rank(), 6);
/// assert_eq!(
///     theory::by_name("su2:0").map(|t| t.rank()).map_err(|error| error.to_string()),
///     Err("the level of SU(2) is 0; take a level from 1 to 512".to_owned()),
/// );
/// # Ok::<(), thouless_anyon::AnyonError>(())
/// ```
pub fn by_name(name: &str) -> Result<Theory, AnyonError> {
    let name = name.trim();
    let (family, rest) = name.split_once(':').map_or((name, None), |(f, r)| (f, Some(r)));
    let needed = || rest.ok_or_else(|| unknown(name, "it needs a parameter after a colon"));
    let theory = match (family, rest) {
        ("fibonacci", None) => fibonacci(),
        ("ising", None) => ising(),
        ("semion", None) => semion(),
        ("toric", None) => toric_code(),
        ("double-semion", None) => double_semion(),
        ("kitaev", _) => {
            let nu = number(name, "the Chern number", needed()?)?;
            kitaev(nu)
        }
        ("z", _) => z(name, needed()?)?,
        ("su2", _) => su2(level("the level of SU(2)", number(name, "the level", needed()?)?)?)?,
        ("so3", _) => so3(level("the level of SO(3)", number(name, "the level", needed()?)?)?)?,
        ("su", _) => su_n_level_1(number(name, "N of SU(N)", needed()?)?)?,
        ("ty", _) => ty(name, needed()?)?,
        ("double", _) => quantum_double(needed()?)?,
        ("conj", _) => by_name(needed()?)?.conjugate(),
        ("center", _) => by_name(needed()?)?.double()?,
        ("product", _) => product(needed()?)?,
        _ => return Err(unknown(name, "")),
    };
    Ok(theory.named(name))
}

fn level(what: &'static str, value: i64) -> Result<usize, AnyonError> {
    usize::try_from(value).map_err(|_| AnyonError::Parameter {
        what,
        value: value.to_string(),
        remedy: "take a positive level",
    })
}

fn unknown(name: &str, why: &str) -> AnyonError {
    let family = name.split(':').next().unwrap_or(name);
    let close = CATALOGUE.iter().map(|e| e.name).find(|known| {
        let known = known.split([':', '[']).next().unwrap_or(known);
        !family.is_empty() && (known.starts_with(family) || family.starts_with(known))
    });
    let known: Vec<&str> = CATALOGUE.iter().map(|e| e.name).collect();
    let remedy = match (why, close) {
        ("", None) => format!("known are {}, and files", known.join(", ")),
        ("", Some(close)) => format!("write it as `{close}`"),
        (why, Some(close)) => format!("{why}, as in `{close}`"),
        (why, None) => why.to_owned(),
    };
    AnyonError::UnknownTheory { name: name.to_owned(), remedy }
}

fn number(name: &str, what: &str, text: &str) -> Result<i64, AnyonError> {
    let wrong = || AnyonError::UnknownTheory {
        name: name.to_owned(),
        remedy: format!("{what} is an integer, not `{text}`"),
    };
    text.parse().ok().filter(|n: &i64| n.abs() < 1 << 31).ok_or_else(wrong)
}

fn z(name: &str, text: &str) -> Result<Theory, AnyonError> {
    let (n, t) = text.split_once(':').map_or((text, None), |(n, t)| (n, Some(t)));
    let n = number(name, "the number of anyons", n)?;
    let t = match t {
        Some(t) => number(name, "the quadratic form", t)?,
        None if n % 2 == 0 => 1,
        None => 2,
    };
    z_n(n, t)
}

fn ty(name: &str, text: &str) -> Result<Theory, AnyonError> {
    let (orders, positive) = match text.split_once(':') {
        Some((orders, "-")) => (orders, false),
        Some((orders, "+")) => (orders, true),
        Some((_, sign)) => return Err(unknown(name, &format!("the sign is + or -, not `{sign}`"))),
        None => (text, true),
    };
    let orders = orders
        .split(',')
        .map(|n| {
            let n = number(name, "the order of a factor", n)?;
            u32::try_from(n).map_err(|_| unknown(name, "orders are positive"))
        })
        .collect::<Result<Vec<u32>, _>>()?;
    tambara_yamagami(&orders, &vec![1; orders.len()], positive)
}

/// Factors are separated by commas outside of parentheses; a factor with commas of its own stands in parentheses.
fn product(text: &str) -> Result<Theory, AnyonError> {
    let mut factors = vec![String::new()];
    let mut depth = 0;
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        match (c, depth) {
            (',', 0) => factors.push(String::new()),
            (c, _) => {
                if let Some(last) = factors.last_mut() {
                    last.push(c);
                }
            }
        }
    }
    let bare = |factor: &str| {
        let inner = factor.strip_prefix('(').and_then(|f| f.strip_suffix(')'));
        by_name(inner.unwrap_or(factor))
    };
    let mut theories = factors.iter().map(|f| bare(f));
    let first = theories.next().unwrap_or_else(|| Err(unknown(text, "")))?;
    theories.try_fold(first, |product, next| product.product(&next?))
}
