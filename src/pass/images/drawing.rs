//! Drawings (SVG): each is written anew before any target sees it, so that it reads, runs and fetches nothing. What it links
//! to is embedded where the note may read it, else left out and told. `parsed` reads them, `markup` writes elements, `style`
//! their styles, `words` the words of HTML in them; `linked` finds what they link to, `left` says what was left out; `cost`
//! says what a drawing multiplies to, `extent` how far it reaches.

mod cost;
mod escape;
mod extent;
mod left;
mod linked;
mod markup;
mod parsed;
mod style;
mod words;

pub use linked::Reading;
pub use parsed::is_drawing;

use left::Left;
use linked::Linked;
use parsed::{check_depth, parse};

use crate::limits::{DRAWING_BYTES, FILTER_STEPS};

/// A drawing that every target may hold.
#[derive(Debug)]
pub struct Drawing {
    /// Its SVG, in UTF-8.
    pub data: String,
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
    /// What was left out, a message for each kind; each follows the drawing's name.
    pub left_out: Vec<String>,
}

/// Writes a drawing anew.
///
/// # Errors
/// When it is no SVG that can be read, or beyond the bounds of `limits.rs`; the reason follows "cannot be shown: ".
pub fn inspect(data: &[u8], read: &mut Reading) -> Result<Drawing, String> {
    let mut linked = Linked::new(read, nested);
    let (mut data, mut left) = written(data, true, &mut linked)?;
    let mut measured = measured(&data)?;
    if measured.steps > FILTER_STEPS {
        // Written before, it is well-formed and has nothing to link to.
        (data, _) = written(data.as_bytes(), false, &mut linked)?;
        measured = self::measured(&data)?;
        left.filters = true;
    }
    let pixels = |length: f32| length.ceil().clamp(1.0, 65_535.0) as u32;
    let (width, height) = (pixels(measured.width), pixels(measured.height));
    Ok(Drawing { data, width, height, left_out: left.messages() })
}

/// What is measured of a drawing that was written.
struct Measured {
    width: f32,
    height: f32,
    steps: u64,
}

fn measured(data: &str) -> Result<Measured, String> {
    let document = parse(data)?;
    extent::check(&document)?;
    let over_words = cost::check(&document)?;
    // No file is opened: all that the drawing refers to is in it.
    let resolver = usvg::ImageHrefResolver {
        resolve_data: usvg::ImageHrefResolver::default_data_resolver(),
        resolve_string: Box::new(|_, _| None),
    };
    let options =
        usvg::Options { resources_dir: None, image_href_resolver: resolver, ..usvg::Options::default() };
    let tree =
        usvg::Tree::from_xmltree(&document, &options).map_err(|error| format!("it is damaged ({error})"))?;
    let steps = cost::filter_steps(&tree).saturating_add(over_words);
    Ok(Measured { width: tree.size().width(), height: tree.size().height(), steps })
}

/// A drawing in another, written anew, and what was left out.
fn nested(data: &[u8], linked: &mut Linked) -> Result<(String, Left), String> {
    let (data, left) = written(data, true, linked)?;
    let document = parse(&data)?;
    extent::check(&document)?;
    cost::check(&document)?;
    Ok((data, left))
}

/// The drawing written anew, and what was left out.
fn written(data: &[u8], filters: bool, linked: &mut Linked) -> Result<(String, Left), String> {
    let text = parsed::text(data)?;
    let document = parse(&text)?;
    check_depth(&document)?;
    let mut writer = markup::Writer::new(linked, filters);
    writer.drawing(&document)?;
    let (out, left) = (writer.out, writer.left);
    if out.len() > DRAWING_BYTES {
        return Err(format!("it has more than {} MB with what it embeds", DRAWING_BYTES >> 20));
    }
    Ok((out, left))
}

#[cfg(test)]
mod tests;
