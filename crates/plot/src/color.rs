//! Colours that colour-blind readers can tell apart, and colour maps of uniform lightness steps.

/// An opaque colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color {
    /// Red, green and blue from 0 to 255.
    pub rgb: [u8; 3],
}

impl Color {
    /// White, the background of every figure.
    pub const WHITE: Self = Self::rgb(255, 255, 255);
    /// The grey of areas that lie behind the data, such as gaps.
    pub const SHADE: Self = crate::style::SHADE;
    /// The grey of reference lines.
    pub const GREY: Self = crate::style::GREY;
    /// The near-black of text and frames.
    pub const INK: Self = crate::style::INK;

    /// The colour with these parts of red, green and blue.
    pub const fn rgb(red: u8, green: u8, blue: u8) -> Self {
        Self { rgb: [red, green, blue] }
    }

    /// The `index`-th colour for curves and sublattices; after the seventh they repeat.
    ///
    /// # References
    ///
    /// M. Okabe, K. Ito, *Color Universal Design* (2008), without its yellow, which is too light for lines.
    pub fn series(index: usize) -> Self {
        const COLORS: [Color; 7] = [
            Color::rgb(0x00, 0x72, 0xb2),
            Color::rgb(0xd5, 0x5e, 0x00),
            Color::rgb(0x00, 0x9e, 0x73),
            Color::rgb(0xcc, 0x79, 0xa7),
            Color::rgb(0xe6, 0x9f, 0x00),
            Color::rgb(0x56, 0xb4, 0xe9),
            Color::rgb(0x55, 0x55, 0x55),
        ];
        COLORS[index % COLORS.len()]
    }

    /// This colour mixed with `other`: 0 is this one, 1 the other.
    #[must_use]
    pub fn mix(self, other: Self, part: f64) -> Self {
        let part = part.clamp(0.0, 1.0);
        let channel = |i: usize| {
            let (a, b) = (f64::from(self.rgb[i]), f64::from(other.rgb[i]));
            to_byte((a + (b - a) * part) / 255.0)
        };
        Self::rgb(channel(0), channel(1), channel(2))
    }

    /// This colour mixed with white.
    #[must_use]
    pub fn pale(self, part: f64) -> Self {
        self.mix(Self::WHITE, part)
    }
}

/// How numbers become colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColorMap {
    /// From dark violet to yellow, for quantities without a special value.
    #[default]
    Viridis,
    /// From blue through white to red, for quantities of both signs.
    Diverging,
}

impl ColorMap {
    /// The colour at `t` between 0 and 1; values outside take the colour of the nearer end.
    ///
    /// # References
    ///
    /// Viridis: S. van der Walt, N. Smith (2015), here as M. Zucker's polynomial of degree six. Diverging: a
    /// straight line of lightness in Oklab on each side of white, B. Ottosson (2020).
    pub fn at(self, t: f64) -> Color {
        let t = if t.is_nan() { 0.0 } else { t.clamp(0.0, 1.0) };
        match self {
            Self::Viridis => viridis(t),
            Self::Diverging => diverging(2.0 * t - 1.0),
        }
    }
}

fn viridis(t: f64) -> Color {
    const RED: [f64; 7] = [
        0.277_727_3,
        0.105_093_0,
        -0.330_861_8,
        -4.634_230_5,
        6.228_269_9,
        4.776_385_0,
        -5.435_455_9,
    ];
    const GREEN: [f64; 7] = [
        0.005_407_3,
        1.404_613_5,
        0.214_847_6,
        -5.799_101_0,
        14.179_933_4,
        -13.745_145_4,
        4.645_852_6,
    ];
    const BLUE: [f64; 7] = [
        0.334_099_8,
        1.384_590_2,
        0.095_095_2,
        -19.332_441,
        56.690_552_6,
        -65.353_032_6,
        26.312_435_2,
    ];
    let channel = |c: &[f64; 7]| to_byte(c.iter().rev().fold(0.0, |sum, c| sum * t + c));
    Color::rgb(channel(&RED), channel(&GREEN), channel(&BLUE))
}

/// Blue at −1, white at 0, red at 1.
fn diverging(s: f64) -> Color {
    let hue: f64 = if s < 0.0 { 250.0 } else { 35.0 };
    let lightness = 0.975 - 0.545 * s.abs();
    let chroma = 0.17 * (s.abs() * (1.62 - s.abs())).max(0.0) / 0.656;
    oklab(lightness, chroma * hue.to_radians().cos(), chroma * hue.to_radians().sin())
}

/// The sRGB colour of a point in Oklab.
fn oklab(lightness: f64, a: f64, b: f64) -> Color {
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
    let gamma = |linear: f64| {
        if linear <= 0.003_130_8 { 12.92 * linear } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 }
    };
    Color::rgb(
        to_byte(gamma(4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s)),
        to_byte(gamma(-1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s)),
        to_byte(gamma(-0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s)),
    )
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=255")]
fn to_byte(part: f64) -> u8 {
    (part.clamp(0.0, 1.0) * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance by Rec. 709.
    fn luminance(color: Color) -> f64 {
        let linear = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(color.rgb[0])
            + 0.7152 * linear(color.rgb[1])
            + 0.0722 * linear(color.rgb[2])
    }

    #[test]
    fn viridis_meets_the_published_table() {
        for (t, published) in [(0.0, [68, 1, 84]), (0.5, [33, 145, 140]), (1.0, [253, 231, 37])] {
            for (found, expected) in ColorMap::Viridis.at(t).rgb.iter().zip(published) {
                assert!(found.abs_diff(expected) <= 6, "{t}: {:?}", ColorMap::Viridis.at(t));
            }
        }
    }

    #[test]
    fn lightness_rises_on_viridis_and_peaks_at_the_centre_of_the_diverging_map() {
        let at = |map: ColorMap, i: i32| luminance(map.at(f64::from(i) / 64.0));
        for i in 0..64 {
            assert!(at(ColorMap::Viridis, i) < at(ColorMap::Viridis, i + 1), "{i}");
            let rising = at(ColorMap::Diverging, i) < at(ColorMap::Diverging, i + 1);
            assert_eq!(rising, i < 32, "{i}");
        }
    }

    #[test]
    fn outside_values_and_nan_take_an_end() {
        assert_eq!(ColorMap::Viridis.at(7.0), ColorMap::Viridis.at(1.0));
        assert_eq!(ColorMap::Viridis.at(f64::NAN), ColorMap::Viridis.at(0.0));
    }
}
