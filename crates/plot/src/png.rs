//! A scene as PNG.

use tiny_skia::{
    FillRule, FilterQuality, LineJoin, Paint, PathBuilder, Pixmap, PixmapPaint,
    PremultipliedColorU8, StrokeDash, Transform,
};

use crate::color::Color;
use crate::error::PlotError;
use crate::scene::{Item, Path, Pixels, Scene, Step};
use crate::style::CM;

/// Draws the scene at `dpi` dots per inch.
pub(crate) fn write(scene: &Scene, dpi: f64) -> Result<Vec<u8>, PlotError> {
    let scale = dpi / 72.0;
    let (width, height) = (scene.width * scale, scene.height * scale);
    let too_large = || PlotError::Size { width: scene.width / CM, height: scene.height / CM, dpi };
    if !(width >= 1.0 && height >= 1.0 && width <= 2e4 && height <= 2e4) {
        return Err(too_large());
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 20000")]
    let mut page =
        Pixmap::new(width.round() as u32, height.round() as u32).ok_or_else(too_large)?;
    page.fill(tiny_skia::Color::WHITE);
    let transform = Transform::from_scale(single(scale), single(scale));
    for item in &scene.items {
        draw(&mut page, item, transform);
    }
    let rgb: Vec<u8> = page.data().chunks(4).flat_map(|p| p.iter().take(3).copied()).collect();
    encode(page.width() as usize, page.height() as usize, &rgb, Some(dpi))
}

fn draw(page: &mut Pixmap, item: &Item, transform: Transform) {
    match item {
        Item::Fill { path, color } | Item::Text { path, color, .. } => {
            if let Some(path) = build(path) {
                page.fill_path(&path, &paint(*color), FillRule::Winding, transform, None);
            }
        }
        Item::Stroke { path, stroke } => {
            if let Some(path) = build(path) {
                let dash = stroke.dash.map(|d| d.map(single).to_vec());
                let line = tiny_skia::Stroke {
                    width: single(stroke.width),
                    line_join: LineJoin::Round,
                    dash: dash.and_then(|dash| StrokeDash::new(dash, 0.0)),
                    ..tiny_skia::Stroke::default()
                };
                page.stroke_path(&path, &paint(stroke.color), &line, transform, None);
            }
        }
        Item::Picture { corner, size, pixels } => {
            if let Some(picture) = picture(pixels) {
                let place = Transform::from_row(
                    single(size[0] / pixels.width as f64),
                    0.0,
                    0.0,
                    single(size[1] / pixels.height as f64),
                    single(corner[0]),
                    single(corner[1]),
                );
                let nearest =
                    PixmapPaint { quality: FilterQuality::Nearest, ..PixmapPaint::default() };
                let place = transform.pre_concat(place);
                page.draw_pixmap(0, 0, picture.as_ref(), &nearest, place, None);
            }
        }
    }
}

fn build(path: &Path) -> Option<tiny_skia::Path> {
    let mut out = PathBuilder::new();
    for step in &path.0 {
        match step.to_single() {
            Single::Move([x, y]) => out.move_to(x, y),
            Single::Line([x, y]) => out.line_to(x, y),
            Single::Quad([a, b], [x, y]) => out.quad_to(a, b, x, y),
            Single::Cubic([a, b], [c, d], [x, y]) => out.cubic_to(a, b, c, d, x, y),
            Single::Close => out.close(),
        }
    }
    out.finish()
}

enum Single {
    Move([f32; 2]),
    Line([f32; 2]),
    Quad([f32; 2], [f32; 2]),
    Cubic([f32; 2], [f32; 2], [f32; 2]),
    Close,
}

impl Step {
    fn to_single(self) -> Single {
        let p = |p: [f64; 2]| p.map(single);
        match self {
            Self::Move(a) => Single::Move(p(a)),
            Self::Line(a) => Single::Line(p(a)),
            Self::Quad(a, b) => Single::Quad(p(a), p(b)),
            Self::Cubic(a, b, c) => Single::Cubic(p(a), p(b), p(c)),
            Self::Close => Single::Close,
        }
    }
}

fn paint(color: Color) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    let [r, g, b] = color.rgb;
    paint.set_color_rgba8(r, g, b, 255);
    paint
}

fn picture(pixels: &Pixels) -> Option<Pixmap> {
    let (width, height) = (u32::try_from(pixels.width).ok()?, u32::try_from(pixels.height).ok()?);
    let mut out = Pixmap::new(width, height)?;
    for (to, from) in out.pixels_mut().iter_mut().zip(&pixels.colors) {
        let [r, g, b] = from.rgb;
        *to = PremultipliedColorU8::from_rgba(r, g, b, 255)?;
    }
    Some(out)
}

#[expect(clippy::cast_possible_truncation, reason = "page coordinates need no double precision")]
fn single(x: f64) -> f32 {
    x as f32
}

/// PNG bytes of 8-bit RGB rows; `dpi` tells programs how large the picture is meant to be.
pub(crate) fn encode(
    width: usize,
    height: usize,
    rgb: &[u8],
    dpi: Option<f64>,
) -> Result<Vec<u8>, PlotError> {
    let failed = |reason: String| PlotError::Encode { reason };
    let side = |n: usize| u32::try_from(n).map_err(|e| failed(e.to_string()));
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side(width)?, side(height)?);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    if let Some(dpi) = dpi {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "30 to 2400")]
        let per_metre = (dpi / 0.0254).round() as u32;
        let unit = png::Unit::Meter;
        encoder.set_pixel_dims(Some(png::PixelDimensions {
            xppu: per_metre,
            yppu: per_metre,
            unit,
        }));
    }
    let mut writer = encoder.write_header().map_err(|e| failed(e.to_string()))?;
    writer.write_image_data(rgb).map_err(|e| failed(e.to_string()))?;
    writer.finish().map_err(|e| failed(e.to_string()))?;
    Ok(bytes)
}
