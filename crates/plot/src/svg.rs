//! A scene as SVG text.

use std::fmt::Write;

use crate::color::Color;
use crate::error::PlotError;
use crate::png::encode;
use crate::scene::{Item, Path, Pixels, Scene, Step};
use crate::style::CM;

/// Writes the scene as one SVG document.
pub(crate) fn write(scene: &Scene, title: Option<&str>) -> Result<String, PlotError> {
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{:.3}cm\" height=\"{:.3}cm\" \
         viewBox=\"0 0 {} {}\" role=\"img\">\n",
        scene.width / CM,
        scene.height / CM,
        number(scene.width),
        number(scene.height)
    );
    if let Some(title) = title {
        push(&mut out, format_args!("<title>{}</title>\n", escape(title)));
    }
    out.push_str("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    for item in &scene.items {
        match item {
            Item::Fill { path, color } => {
                push(
                    &mut out,
                    format_args!("<path d=\"{}\" fill=\"{}\"/>\n", d(path), hex(*color)),
                );
            }
            Item::Text { text, path, color } => push(
                &mut out,
                format_args!(
                    "<path role=\"text\" aria-label=\"{}\" d=\"{}\" fill=\"{}\"/>\n",
                    escape(text),
                    d(path),
                    hex(*color)
                ),
            ),
            Item::Stroke { path, stroke } => {
                let dash = stroke.dash.map_or(String::new(), |[on, off]| {
                    format!(" stroke-dasharray=\"{} {}\"", number(on), number(off))
                });
                push(
                    &mut out,
                    format_args!(
                        "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" \
                         stroke-linejoin=\"round\"{dash}/>\n",
                        d(path),
                        hex(stroke.color),
                        number(stroke.width)
                    ),
                );
            }
            Item::Picture { corner, size, pixels } => push(
                &mut out,
                format_args!(
                    "<image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" \
                     preserveAspectRatio=\"none\" image-rendering=\"optimizeSpeed\" \
                     style=\"image-rendering:pixelated\" href=\"data:image/png;base64,{}\"/>\n",
                    number(corner[0]),
                    number(corner[1]),
                    number(size[0]),
                    number(size[1]),
                    base64(&picture(pixels)?)
                ),
            ),
        }
    }
    out.push_str("</svg>\n");
    Ok(out)
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    // writing to a String cannot fail
    let _ = out.write_fmt(text);
}

/// The picture as PNG, each value enlarged to a block, so that viewers which smooth pictures blur only
/// the borders of blocks.
fn picture(pixels: &Pixels) -> Result<Vec<u8>, PlotError> {
    let block = |n: usize| (768 / n.max(1)).max(1);
    let (bx, by) = (block(pixels.width), block(pixels.height));
    let mut rgb = Vec::with_capacity(3 * pixels.colors.len() * bx * by);
    for row in pixels.colors.chunks(pixels.width.max(1)) {
        let start = rgb.len();
        for color in row {
            for _ in 0..bx {
                rgb.extend_from_slice(&color.rgb);
            }
        }
        let line = rgb.get(start..).map(<[u8]>::to_vec).unwrap_or_default();
        for _ in 1..by {
            rgb.extend_from_slice(&line);
        }
    }
    encode(pixels.width * bx, pixels.height * by, &rgb, None)
}

/// Path data with hundredths of a point.
fn d(path: &Path) -> String {
    let mut out = String::new();
    let mut add = |letter: char, points: &[[f64; 2]]| {
        out.push(letter);
        for (i, p) in points.iter().enumerate() {
            if i > 0 {
                out.push(' ');
            }
            push(&mut out, format_args!("{} {}", number(p[0]), number(p[1])));
        }
    };
    for step in &path.0 {
        match step {
            Step::Move(p) => add('M', &[*p]),
            Step::Line(p) => add('L', &[*p]),
            Step::Quad(a, p) => add('Q', &[*a, *p]),
            Step::Cubic(a, b, p) => add('C', &[*a, *b, *p]),
            Step::Close => add('Z', &[]),
        }
    }
    out
}

fn number(x: f64) -> String {
    let text = format!("{x:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn hex(color: Color) -> String {
    let [r, g, b] = color.rgb;
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn escape(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .map(|c| match c {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '"' => "&quot;".to_owned(),
            c => c.to_string(),
        })
        .collect()
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for i in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * i) & 63) as usize];
            out.push(if i <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        let coded = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|s| base64(s.as_bytes()));
        assert_eq!(coded, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!([0.0, -0.001, 1.5, 2.0, 10.126].map(number), ["0", "0", "1.5", "2", "10.13"]);
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(escape("a<b & \"c\"\u{0}"), "a&lt;b &amp; &quot;c&quot;");
    }
}
