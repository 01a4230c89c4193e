//! Figures: one or more plots side by side, written as SVG or PNG.

use std::io::Write;
use std::path::Path;

use crate::axes::Axes;
use crate::error::PlotError;
use crate::panel::Panel;
use crate::scene::Scene;
use crate::style::{self, CM};
use crate::text::{Across, Along, CAPITALS, Label};

/// One or more plots side by side, written as SVG or PNG.
///
/// A figure is as wide as one column of a journal (8.6 cm) and as high as its content suggests. All text is
/// drawn as outlines of Noto Sans, which is part of the program, so that both formats look the same
/// wherever they are opened.
///
/// # Examples
///
/// ```
/// use thouless_plot::{Axes, Figure, Pen};
///
/// let line = Axes::new().curve([[0.0, 0.0], [1.0, 2.0]], Pen::default());
/// let figure = Figure::new(line).title("A line").width(8.6);
/// assert!(figure.to_png()?.starts_with(b"\x89PNG"));
/// # Ok::<(), thouless_plot::PlotError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    panels: Vec<(Axes, f64)>,
    title: Option<String>,
    width: f64,
    height: Option<f64>,
    dpi: f64,
}

/// Distance between neighbouring plots, in points.
const BETWEEN: f64 = 4.0;
/// Least width and height of the area of data, in points.
const LEAST: f64 = 24.0;

impl Figure {
    /// A figure of one plot.
    pub fn new(axes: Axes) -> Self {
        let panels = vec![(axes, 1.0)];
        Self { panels, title: None, width: style::COLUMN, height: None, dpi: style::DPI }
    }

    /// Adds a plot to the right, whose area of data is `share` times as wide as that of the first.
    #[must_use]
    pub fn beside(mut self, axes: Axes, share: f64) -> Self {
        self.panels.push((axes, share));
        self
    }

    /// Writes a title above.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Sets width and height, in centimetres.
    #[must_use]
    pub fn size(mut self, width: f64, height: f64) -> Self {
        self.width = width;
        self.height = Some(height);
        self
    }

    /// Sets the width, in centimetres; the height follows from the content.
    #[must_use]
    pub fn width(mut self, width: f64) -> Self {
        self.width = width;
        self
    }

    /// Sets the resolution of PNG files, in dots per inch; 300 unless set.
    #[must_use]
    pub fn resolution(mut self, dpi: f64) -> Self {
        self.dpi = dpi;
        self
    }

    /// The figure as SVG.
    ///
    /// # Errors
    ///
    /// [`PlotError::NotFinite`], [`PlotError::Empty`] and their like when the data cannot be drawn,
    /// [`PlotError::Size`], [`PlotError::TooNarrow`] or [`PlotError::TooLow`] when the size does not serve.
    pub fn to_svg(&self) -> Result<String, PlotError> {
        crate::svg::write(&self.scene()?, self.title.as_deref())
    }

    /// The figure as PNG.
    ///
    /// # Errors
    ///
    /// Those of [`Figure::to_svg`].
    pub fn to_png(&self) -> Result<Vec<u8>, PlotError> {
        crate::png::write(&self.scene()?, self.dpi)
    }

    /// Writes the figure to a file, as SVG or PNG by the ending of its name.
    ///
    /// The file appears when it is complete, and an older one of that name stays until then.
    ///
    /// # Errors
    ///
    /// [`PlotError::UnknownEnding`] for any other ending, [`PlotError::Write`] when the file cannot be
    /// written, and those of [`Figure::to_svg`].
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), PlotError> {
        let path = path.as_ref();
        let ending = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
        let bytes = match ending.as_deref() {
            Some("svg") => self.to_svg()?.into_bytes(),
            Some("png") => self.to_png()?,
            _ => return Err(PlotError::UnknownEnding { path: path.to_owned() }),
        };
        write(path, &bytes)
            .map_err(|e| PlotError::Write { path: path.to_owned(), reason: e.kind().to_string() })
    }

    fn scene(&self) -> Result<Scene, PlotError> {
        let height = self.height.unwrap_or(self.width);
        let serves = |side: f64| (2.0..=100.0).contains(&side);
        if !(serves(self.width) && serves(height) && (30.0..=2400.0).contains(&self.dpi)) {
            return Err(PlotError::Size { width: self.width, height, dpi: self.dpi });
        }
        let title = self.title.as_ref().map(|t| Label::new(t, style::LABEL));
        let above = title.as_ref().map_or(0.0, |_| (CAPITALS + 0.45) * style::LABEL);
        let plan = self.plan(above)?;
        let mut scene = Scene { width: self.width * CM, height: plan.height, items: Vec::new() };
        let mut x = 0.0;
        for (panel, width) in plan.panels.iter().zip(&plan.widths) {
            let left = x + panel.margins.left;
            panel.draw(&mut scene, [left, left + width], plan.y);
            x = left + width + panel.margins.right + BETWEEN;
        }
        if let (Some(title), Some(first)) = (title, plan.panels.first()) {
            let right = plan.panels.last().map_or(0.0, |p| p.margins.right);
            let middle = f64::midpoint(first.margins.left, scene.width - right);
            let place = [middle, style::BORDER + CAPITALS * style::LABEL];
            title.place(&mut scene, place, Across::Center, Along::Baseline, style::INK);
        }
        Ok(scene)
    }

    /// Finds sizes that agree with the ticks and labels which depend on them.
    fn plan(&self, above: f64) -> Result<Plan<'_>, PlotError> {
        let total: f64 = self.panels.iter().map(|(_, share)| share).sum();
        if let Some((index, (_, value))) = self
            .panels
            .iter()
            .enumerate()
            .find(|(_, (_, share))| !(share.is_finite() && *share > 0.0))
        {
            return Err(PlotError::NotFinite { what: "share of a plot", index, value: *value });
        }
        let page = self.width * CM;
        let mut widths: Vec<f64> =
            self.panels.iter().map(|(_, share)| 0.8 * page * share / total).collect();
        let mut high = self.height.map_or(0.6 * page, |h| 0.75 * h * CM);
        let mut plan = None;
        for _ in 0..3 {
            let mut panels = Vec::with_capacity(self.panels.len());
            for ((axes, _), width) in self.panels.iter().zip(&widths) {
                panels.push(Panel::new(axes, *width, high)?);
            }
            let sides: f64 = panels.iter().map(|p| p.margins.left + p.margins.right).sum();
            let free = page - sides - BETWEEN * (panels.len() - 1) as f64;
            widths = self.panels.iter().map(|(_, share)| free * share / total).collect();
            if widths.iter().any(|w| *w < LEAST) {
                return Err(PlotError::TooNarrow { width: self.width });
            }
            let most = |part: fn(&Panel<'_>) -> f64| panels.iter().map(part).fold(0.0, f64::max);
            let (top, bottom) = (above + most(|p| p.margins.top), most(|p| p.margins.bottom));
            high = match (self.height, panels.first(), widths.first()) {
                (Some(height), ..) => height * CM - top - bottom,
                (None, Some(panel), Some(width)) if panel.is_equal() => {
                    (width * panel.aspect()).clamp(LEAST, 1.1 * page)
                }
                _ => 0.6 * page,
            };
            if high < LEAST {
                return Err(PlotError::TooLow { height: high.max(top + bottom + high) / CM });
            }
            let height = top + high + bottom;
            plan = Some(Plan { panels, widths: widths.clone(), y: [top, top + high], height });
        }
        plan.ok_or(PlotError::Empty { what: "figure", least: "one plot" })
    }
}

impl From<Axes> for Figure {
    fn from(axes: Axes) -> Self {
        Self::new(axes)
    }
}

/// Where everything comes to lie.
struct Plan<'a> {
    panels: Vec<Panel<'a>>,
    widths: Vec<f64>,
    /// Top and bottom of the areas of data.
    y: [f64; 2],
    height: f64,
}

/// Writes beside the target first and renames what is complete.
fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".figure").tempfile_in(folder)?;
    file.write_all(bytes)?;
    readable(file.as_file())?;
    file.persist(path).map_err(|e| e.error)?;
    Ok(())
}

/// Temporary files are private; a figure is as readable as other new files.
#[cfg(unix)]
fn readable(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the other version can fail")]
fn readable(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}
