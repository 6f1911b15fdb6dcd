//! Draws the pages of a document: as PNG (W3C PNG, third edition) or as SVG 1.1, a picture for each.

use std::collections::BTreeMap;

use rayon::prelude::*;
use typst::diag::{SourceDiagnostic, SourceResult};
use typst::syntax::Span;
use typst::utils::Scalar;
use typst_layout::{Page, PagedDocument};
use typst_render::RenderOptions;
use typst_svg::SvgOptions;

use super::typeset::typeset;
use crate::backend::html::encode::{Encoder, Syntax};
use crate::diagnostic::Diagnostics;
use crate::ir::Document;
use crate::limits::PAGE_PIXELS;
use crate::program::GENERATOR;
use crate::settings::{Pictures, Settings};

/// How a page in SVG begins, before the version of the program.
pub const SVG_MARK: &str = "<!-- Generator: convert ";

/// Points of an inch.
const INCH: f64 = 72.0;

/// A page that was drawn.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Its file.
    pub bytes: Vec<u8>,
    /// Its width and height in points.
    pub size: (f64, f64),
}

/// Pages that were drawn, by their numbers from 1.
pub type Drawn = BTreeMap<usize, Picture>;

/// The pages of a document that are asked for, as PNG.
///
/// # Errors
/// When the document cannot be typeset, when a page has more pixels than [`PAGE_PIXELS`], and when no page is asked for.
pub fn png(document: &Document, settings: &Settings, diagnostics: &mut Diagnostics) -> anyhow::Result<Drawn> {
    let dpi = settings.pictures.dpi;
    let title = document.metadata.title.as_str();
    drawn(document, settings, diagnostics, |_, _, page| rendered(page, dpi, title))
}

/// The pages of a document that are asked for, as SVG. Their letters are outlines: they need no
/// font, and a reader of screens is told the title of the document and the page.
///
/// # Errors
/// When the document cannot be typeset, and when no page is asked for.
pub fn svg(document: &Document, settings: &Settings, diagnostics: &mut Diagnostics) -> anyhow::Result<Drawn> {
    let title = document.metadata.title.as_str();
    drawn(document, settings, diagnostics, |number, of, page| {
        let drawing = typst_svg::svg(page, &SvgOptions::default());
        let mut label = Encoder::new(Syntax::Xhtml);
        label.open("title").text(&format!("{title} ({number}/{of})")).close();
        // The mark has the name and the version of the program.
        let mark = format!("<!-- Generator: {GENERATOR} -->\n");
        let (start, content) = drawing.split_once('>').unwrap_or((&drawing, ""));
        Ok(format!("{mark}{start} role=\"img\">{}{content}", label.finish()).into_bytes())
    })
}

/// Lays a document out and draws what is asked for with `draw`, which gets the number of a page and of all pages.
fn drawn(
    document: &Document,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
    draw: impl Fn(usize, usize, &Page) -> Result<Vec<u8>, String> + Sync,
) -> anyhow::Result<Drawn> {
    let export = |pages: &PagedDocument, _: &[String], _: &mut Diagnostics| {
        all(pages.pages(), &settings.pictures, &draw)
    };
    typeset(document, settings, &[], &export, diagnostics)
}

fn all(
    pages: &[Page],
    pictures: &Pictures,
    draw: &(impl Fn(usize, usize, &Page) -> Result<Vec<u8>, String> + Sync),
) -> SourceResult<Drawn> {
    let error = |message: String| typst::ecow::eco_vec![SourceDiagnostic::error(Span::detached(), message)];
    let numbered = pages.iter().enumerate().map(|(index, page)| (index + 1, page));
    let wanted: Vec<_> = numbered.filter(|(number, _)| pictures.has(*number)).collect();
    if wanted.is_empty() {
        return Err(error(format!("the document has {} pages, and none of them is asked for", pages.len())));
    }
    let picture = |&(number, page): &(usize, &Page)| {
        let bytes = draw(number, pages.len(), page).map_err(error)?;
        let size = page.frame.size();
        Ok((number, Picture { bytes, size: (size.x.to_pt(), size.y.to_pt()) }))
    };
    wanted.par_iter().map(picture).collect()
}

/// A page as PNG, with so many dots to an inch.
fn rendered(page: &Page, dpi: u16, title: &str) -> Result<Vec<u8>, String> {
    let per_point = f64::from(dpi) / INCH;
    let size = page.frame.size();
    let pixels = size.x.to_pt() * size.y.to_pt() * per_point * per_point;
    if pixels > PAGE_PIXELS {
        return Err(format!("a page at {dpi} dpi has {:.0} million pixels: ask for fewer", pixels / 1e6));
    }
    let options = RenderOptions { pixel_per_pt: Scalar::new(per_point), ..RenderOptions::default() };
    let canvas = typst_render::render(page, &options);
    // Pages are on paper, which nothing shines through.
    let rgb: Vec<u8> = canvas.pixels().iter().flat_map(|dot| [dot.red(), dot.green(), dot.blue()]).collect();
    encoded(&rgb, (canvas.width(), canvas.height()), dpi, title).map_err(|error| error.to_string())
}

fn encoded(rgb: &[u8], size: (u32, u32), dpi: u16, title: &str) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size.0, size.1);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let to_metre = (f64::from(dpi) / 0.0254).round() as u32;
    let unit = png::Unit::Meter;
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: to_metre, yppu: to_metre, unit }));
    encoder.add_text_chunk("Software".to_owned(), GENERATOR.to_owned())?;
    encoder.add_itxt_chunk("Title".to_owned(), title.to_owned())?;
    let mut writer = encoder.write_header()?;
    writer.write_image_data(rgb)?;
    writer.finish()?;
    Ok(bytes)
}
