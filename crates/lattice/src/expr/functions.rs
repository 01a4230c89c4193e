//! The functions that expressions may call.

use num_complex::Complex64;

/// A function of numbers; some also act on matrices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    Exp,
    Log,
    Sqrt,
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
    Sinh,
    Cosh,
    Tanh,
    Abs,
    Arg,
    Re,
    Im,
    Conj,
    Step,
    Sign,
    Floor,
    Min,
    Max,
}

/// Names and functions, in the order in which the documentation lists them.
pub(super) const FUNCTIONS: [(&str, Function); 22] = [
    ("exp", Function::Exp),
    ("log", Function::Log),
    ("sqrt", Function::Sqrt),
    ("sin", Function::Sin),
    ("cos", Function::Cos),
    ("tan", Function::Tan),
    ("asin", Function::Asin),
    ("acos", Function::Acos),
    ("atan", Function::Atan),
    ("sinh", Function::Sinh),
    ("cosh", Function::Cosh),
    ("tanh", Function::Tanh),
    ("abs", Function::Abs),
    ("arg", Function::Arg),
    ("re", Function::Re),
    ("im", Function::Im),
    ("conj", Function::Conj),
    ("step", Function::Step),
    ("sign", Function::Sign),
    ("floor", Function::Floor),
    ("min", Function::Min),
    ("max", Function::Max),
];

impl Function {
    /// The function of that name.
    pub(super) fn named(name: &str) -> Option<(&'static str, Self)> {
        FUNCTIONS.into_iter().find(|(known, _)| *known == name)
    }

    /// Whether it takes any number of arguments (one or more), rather than exactly one.
    pub(super) fn is_variadic(self) -> bool {
        matches!(self, Self::Min | Self::Max)
    }

    /// Whether it compares or rounds, and so needs real arguments.
    pub(super) fn needs_real(self) -> bool {
        matches!(self, Self::Step | Self::Sign | Self::Floor | Self::Min | Self::Max)
    }

    /// Whether it is defined for matrices too.
    pub(super) fn acts_on_matrices(self) -> bool {
        matches!(self, Self::Exp | Self::Sin | Self::Cos | Self::Conj)
    }

    /// The value at `z`. On the real axis, where the result is real, no imaginary rounding is left,
    /// and the cut of `log` and `sqrt` belongs to the upper half plane.
    pub(super) fn of(self, z: Complex64) -> Complex64 {
        if z.im == 0.0 {
            return self.of_real(z.re);
        }
        match self {
            Self::Exp if z.re == 0.0 => Complex64::cis(z.im),
            Self::Exp => z.exp(),
            Self::Log => z.ln(),
            Self::Sqrt => z.sqrt(),
            Self::Sin => z.sin(),
            Self::Cos => z.cos(),
            Self::Tan => z.tan(),
            Self::Asin => z.asin(),
            Self::Acos => z.acos(),
            Self::Atan => z.atan(),
            Self::Sinh => z.sinh(),
            Self::Cosh => z.cosh(),
            Self::Tanh => z.tanh(),
            Self::Abs => z.norm().into(),
            Self::Arg => z.arg().into(),
            Self::Re => z.re.into(),
            Self::Im => z.im.into(),
            Self::Conj => z.conj(),
            // These are asked for real arguments only.
            Self::Step | Self::Sign | Self::Floor | Self::Min | Self::Max => self.of_real(z.re),
        }
    }

    /// The value at a point of the real axis.
    fn of_real(self, x: f64) -> Complex64 {
        let real = match self {
            Self::Sqrt if x < 0.0 => return Complex64::new(0.0, (-x).sqrt()),
            Self::Log if x < 0.0 => return Complex64::new((-x).ln(), std::f64::consts::PI),
            Self::Asin if x.abs() > 1.0 => return Complex64::from(x).asin(),
            Self::Acos if x.abs() > 1.0 => return Complex64::from(x).acos(),
            Self::Exp => x.exp(),
            Self::Log => x.ln(),
            Self::Sqrt => x.sqrt(),
            Self::Sin => x.sin(),
            Self::Cos => x.cos(),
            Self::Tan => x.tan(),
            Self::Asin => x.asin(),
            Self::Acos => x.acos(),
            Self::Atan => x.atan(),
            Self::Sinh => x.sinh(),
            Self::Cosh => x.cosh(),
            Self::Tanh => x.tanh(),
            Self::Abs => x.abs(),
            Self::Arg => {
                if x < 0.0 {
                    std::f64::consts::PI
                } else {
                    0.0
                }
            }
            Self::Im => 0.0,
            Self::Step => f64::from(u8::from(x >= 0.0)),
            Self::Sign => {
                if x == 0.0 {
                    0.0
                } else {
                    x.signum()
                }
            }
            Self::Floor => x.floor(),
            Self::Re | Self::Conj | Self::Min | Self::Max => x,
        };
        real.into()
    }
}

/// $`z^w`$ on the principal branch; real where base and exponent are, and the base is not negative.
pub(super) fn power(z: Complex64, w: Complex64) -> Complex64 {
    if w.im != 0.0 {
        return if z.norm_sqr() == 0.0 { f64::NAN.into() } else { (Function::Log.of(z) * w).exp() };
    }
    let exponent = w.re;
    if exponent.fract() == 0.0 && exponent.abs() <= f64::from(i32::MAX) {
        #[expect(clippy::cast_possible_truncation, reason = "an integer within the range of i32")]
        let n = exponent as i32;
        return if z.im == 0.0 { z.re.powi(n).into() } else { z.powi(n) };
    }
    if z.im == 0.0 && z.re >= 0.0 {
        return z.re.powf(exponent).into();
    }
    (Function::Log.of(z) * exponent).exp()
}
