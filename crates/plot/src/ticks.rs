//! Round numbers along an axis.

use crate::error::PlotError;

/// A place on an axis with its label.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tick {
    pub(crate) at: f64,
    pub(crate) label: String,
}

/// Ticks and the power of ten taken out of their labels.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Ticks {
    pub(crate) ticks: Vec<Tick>,
    pub(crate) exponent: i32,
}

/// At most `most + 1` multiples of 1, 2 or 5 times a power of ten between `lo` and `hi`.
pub(crate) fn round_ticks([lo, hi]: [f64; 2], most: usize) -> Ticks {
    let raw = (hi - lo) / most.max(1) as f64;
    if !(raw > 0.0 && raw.is_finite()) {
        return Ticks::default();
    }
    let power = 10_f64.powf(raw.log10().floor());
    let step =
        [1.0, 2.0, 5.0, 10.0].into_iter().find(|s| s * power >= raw * 0.89).unwrap_or(10.0) * power;
    let magnitude = lo.abs().max(hi.abs()).log10().floor();
    #[expect(clippy::cast_possible_truncation, reason = "exponents of finite doubles")]
    let exponent = if (-3.0..5.0).contains(&magnitude) { 0 } else { magnitude as i32 };
    let scale = 10_f64.powi(exponent);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    let decimals = (-(step / scale).log10() - 1e-6).ceil().clamp(0.0, 12.0) as usize;
    let first = (lo / step - 1e-6).ceil();
    let last = (hi / step + 1e-6).floor();
    let mut ticks = Vec::new();
    let mut n = first;
    while n <= last && ticks.len() <= most + 1 {
        let at = n * step;
        ticks.push(Tick { at, label: decimal(at / scale, decimals) });
        n += 1.0;
    }
    Ticks { ticks, exponent }
}

/// A number with a true minus sign.
fn decimal(x: f64, decimals: usize) -> String {
    let text = format!("{x:.decimals$}");
    let zero = text.chars().all(|c| matches!(c, '-' | '0' | '.'));
    let text = if zero { text.replace('-', "") } else { text };
    text.replace('-', "−")
}

/// A number with at most `digits` significant digits, for legends.
pub(crate) fn short(x: f64, digits: usize) -> String {
    if x == 0.0 || !x.is_finite() {
        return decimal(x, 0);
    }
    #[expect(clippy::cast_possible_truncation, reason = "exponents of finite doubles")]
    let magnitude = x.abs().log10().floor() as i32;
    if !(-4..6).contains(&magnitude) {
        let mantissa = short(x / 10_f64.powi(magnitude), digits);
        return format!("{mantissa}·10^{{{}}}", decimal(f64::from(magnitude), 0));
    }
    let decimals = usize::try_from(i32::try_from(digits).unwrap_or(6) - 1 - magnitude).unwrap_or(0);
    let text = decimal(x, decimals);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// A range for data between `lo` and `hi`: a little wider, and never empty.
pub(crate) fn padded([lo, hi]: [f64; 2], part: f64) -> [f64; 2] {
    let width = hi - lo;
    if width > 1e-12 * lo.abs().max(hi.abs()) {
        [lo - part * width, hi + part * width]
    } else {
        let half = if lo == 0.0 { 1.0 } else { 0.5 * lo.abs() };
        [lo - half, hi + half]
    }
}

/// The range itself, if it is one.
pub(crate) fn checked(what: &'static str, [lo, hi]: [f64; 2]) -> Result<[f64; 2], PlotError> {
    if lo < hi && (hi - lo).is_finite() && lo.is_finite() {
        Ok([lo, hi])
    } else {
        Err(PlotError::Range { what, lo, hi })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(range: [f64; 2], most: usize) -> String {
        let ticks = round_ticks(range, most);
        let labels: Vec<_> = ticks.ticks.iter().map(|t| t.label.as_str()).collect();
        format!("{} e{}", labels.join(" "), ticks.exponent)
    }

    #[test]
    fn ticks_are_round() {
        insta::assert_snapshot!(show([-3.2, 3.2], 6), @"−3 −2 −1 0 1 2 3 e0");
        insta::assert_snapshot!(show([-0.31, 0.07], 5), @"−0.3 −0.2 −0.1 0.0 e0");
        insta::assert_snapshot!(show([0.0, 1.0], 5), @"0.0 0.2 0.4 0.6 0.8 1.0 e0");
        insta::assert_snapshot!(show([9.99, 10.01], 5), @"9.990 9.995 10.000 10.005 10.010 e0");
        insta::assert_snapshot!(show([0.0, 3.1e-7], 5), @"0 1 2 3 e-7");
        insta::assert_snapshot!(show([-2.5e8, 2e8], 5), @"−2 −1 0 1 2 e8");
        insta::assert_snapshot!(show([1.0, 1.0], 5), @" e0");
    }

    #[test]
    fn numbers_of_legends_are_short() {
        let shown = [1.0, -0.1, 0.333_333_3, 1234.0, 1e-7, -2.5e9, 0.0].map(|x| short(x, 3));
        insta::assert_snapshot!(shown.join(" "), @"1 −0.1 0.333 1234 1·10^{−7} −2.5·10^{9} 0");
    }

    #[test]
    fn equal_bounds_get_a_range() {
        for x in [0.0, 2.0, -3.0] {
            let [lo, hi] = padded([x, x], 0.05);
            assert!(lo < x && x < hi);
        }
    }
}
