//! Drawings (SVG): each is written anew before any target sees it, so that it reads, runs and fetches nothing. What it links
//! to is embedded where the note may read it, else left out and told. `markup` writes elements, `style` their styles,
//! `words` the words of HTML in them; `cost` says what a drawing multiplies to, `extent` how far it reaches.

mod cost;
mod escape;
mod extent;
mod markup;
mod style;
mod words;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use roxmltree::{Document, Error, ParsingOptions};

use super::address::{data_url, shortened};
use super::raster;
use crate::limits::{
    DRAWING_BYTES, DRAWING_DEPTH, DRAWING_NAMESPACES, DRAWING_NESTING, DRAWING_SHEETS, FILTER_STEPS,
};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

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

/// Reads a file of the note by an address as the drawing has it; else says why not.
pub type Reading<'a> = dyn FnMut(&str) -> Result<Vec<u8>, String> + 'a;

/// Whether the bytes may be a drawing.
#[expect(clippy::indexing_slicing, reason = "offsets are of marks of ASCII that were found in the same text")]
pub fn is_drawing(data: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&data[..data.len().min(2048)]);
    start.contains("<svg") || start.contains(":svg")
}

/// Writes a drawing anew.
///
/// # Errors
/// When it is no SVG that can be read, or beyond the bounds of `limits.rs`; the reason follows "cannot be shown: ".
pub fn inspect(data: &[u8], read: &mut Reading) -> Result<Drawing, String> {
    let mut linked = Linked { read, nesting: DRAWING_NESTING, sheets: 0 };
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

/// The drawing written anew, and what was left out.
fn written(data: &[u8], filters: bool, linked: &mut Linked) -> Result<(String, Left), String> {
    if data.len() > DRAWING_BYTES {
        return Err(format!("it has more than {} MB", DRAWING_BYTES >> 20));
    }
    let text = std::str::from_utf8(data).map_err(|_| "it is not in UTF-8")?.trim_start_matches('\u{feff}');
    check_entities(text)?;
    let declared = with_namespaces(text)?;
    let document = parse(&declared)?;
    check_depth(&document)?;
    let mut writer = markup::Writer::new(linked, filters);
    writer.drawing(&document)?;
    let (out, left) = (writer.out, writer.left);
    if out.len() > DRAWING_BYTES {
        return Err(format!("it has more than {} MB with what it embeds", DRAWING_BYTES >> 20));
    }
    Ok((out, left))
}

fn parse(text: &str) -> Result<Document<'_>, String> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(text.trim_start(), options)
        .map_err(|error| format!("it is damaged ({error})"))
}

/// The text with the namespaces that its root forgets to declare, as editors and pages let people do.
fn with_namespaces(text: &str) -> Result<String, String> {
    let mut text = text.to_owned();
    for _ in 0..DRAWING_NAMESPACES {
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        let prefix = match Document::parse_with_options(text.trim_start(), options) {
            Err(Error::UnknownNamespace(prefix, _)) => prefix,
            Err(error) => return Err(format!("it is damaged ({error})")),
            Ok(_) => return Ok(text),
        };
        let namespace = match prefix.as_str() {
            "xlink" => XLINK,
            "svg" => SVG,
            _ => "urn:unknown",
        };
        let root = after_root(&text).ok_or("it is not SVG")?;
        text.insert_str(root, &format!(" xmlns:{prefix}=\"{namespace}\""));
    }
    Err("it is damaged (too many namespaces that are not declared)".to_owned())
}

/// Where the name of the root element ends.
#[expect(clippy::string_slice, reason = "offsets are of marks of ASCII that were found in the same text")]
fn after_root(text: &str) -> Option<usize> {
    let plain = text.find("<svg").map(|at| at + "<svg".len()).filter(|&end| !text[end..].starts_with(':'));
    plain.or_else(|| Some(text.find(":svg")? + ":svg".len()))
}

/// Refuses entities that would make the text much longer than it is.
#[expect(clippy::string_slice, reason = "offsets are of marks of ASCII that were found in the same text")]
fn check_entities(text: &str) -> Result<(), String> {
    let mut longest = 0;
    let mut declarations = text.split("<!ENTITY");
    let before = declarations.next().unwrap_or_default();
    for declaration in declarations {
        let quote = declaration.find(['"', '\'']).unwrap_or(declaration.len());
        let value = declaration.get(quote + 1..).unwrap_or_default();
        let value =
            &value[..value.find(declaration[quote..].chars().next().unwrap_or('"')).unwrap_or(value.len())];
        if value.split('&').skip(1).any(|reference| !reference.starts_with('#')) {
            return Err("its entities refer to one another".to_owned());
        }
        longest = longest.max(value.len());
    }
    let references = if before.len() == text.len() { 0 } else { text.matches('&').count() };
    match longest.saturating_mul(references).saturating_add(text.len()) > DRAWING_BYTES {
        true => Err(format!("its entities make it longer than {} MB", DRAWING_BYTES >> 20)),
        false => Ok(()),
    }
}

/// Refuses elements that are nested so deeply that readers of SVG, which call themselves for each, would fail.
fn check_depth(document: &Document) -> Result<(), String> {
    let mut depths: Vec<usize> = Vec::new();
    for node in document.descendants() {
        // A parent stands before what is in it.
        let depth =
            node.parent().and_then(|parent| depths.get(parent.id().get_usize())).map_or(0, |depth| depth + 1);
        if depth > DRAWING_DEPTH {
            return Err("its elements are nested too deeply".to_owned());
        }
        depths.push(depth);
    }
    Ok(())
}

/// What a drawing links to, and how it gets into it.
struct Linked<'f> {
    read: &'f mut Reading<'f>,
    /// How many drawings may still be in one another.
    nesting: usize,
    /// How many style sheets are being read, one from the other.
    sheets: usize,
}

impl Linked<'_> {
    /// The bytes behind an address, if the drawing, which has `length` bytes so far, stays within its bound.
    fn bytes(&mut self, address: &str, length: usize) -> Result<Vec<u8>, String> {
        let data = match address.split_once(':') {
            _ if address.is_empty() => return Err("the link is empty".to_owned()),
            Some((scheme, _)) if scheme.eq_ignore_ascii_case("data") => {
                data_url(address).ok_or("its data cannot be decoded")?
            }
            Some((scheme, _)) if !scheme.contains(['/', '.', '?', '#']) => {
                return Err(format!("nothing is read from `{}:`", shortened(scheme)));
            }
            _ if address.starts_with("//") => return Err("it is on the network".to_owned()),
            _ => (self.read)(address)?,
        };
        match length.saturating_add(data.len().saturating_mul(4) / 3) > DRAWING_BYTES {
            true => Err(format!("the drawing would have more than {} MB with it", DRAWING_BYTES >> 20)),
            false => Ok(data),
        }
    }

    /// An image as an address of its data, and what was left out of it.
    fn image(&mut self, address: &str, length: usize) -> Result<(String, Left), String> {
        let data = self.bytes(address, length)?;
        if raster::is_raster(&data) || !is_drawing(&data) {
            let format = raster::inspect(&data)?.format;
            return Ok((embedded(format.media_type(), &data), Left::default()));
        }
        self.nesting = self.nesting.checked_sub(1).ok_or("drawings are nested too deeply")?;
        let nested = written(&data, true, self);
        self.nesting += 1;
        let (data, left) = nested?;
        let document = parse(&data)?;
        extent::check(&document)?;
        cost::check(&document)?;
        Ok((embedded("image/svg+xml", data.as_bytes()), left))
    }

    /// A font as an address of its data.
    fn font(&mut self, address: &str, length: usize) -> Result<String, String> {
        let data = self.bytes(address, length)?;
        let media_type = match data.get(..4) {
            Some(b"wOFF") => "font/woff",
            Some(b"wOF2") => "font/woff2",
            Some(b"OTTO") => "font/otf",
            Some(b"\0\x01\0\0" | b"true") => "font/ttf",
            _ => return Err("it is not a font".to_owned()),
        };
        Ok(embedded(media_type, &data))
    }

    /// The text of a style sheet; [`Linked::sheet_ends`] is called when it was read.
    fn sheet(&mut self, address: &str, length: usize) -> Result<String, String> {
        if self.sheets == DRAWING_SHEETS {
            return Err("style sheets are nested too deeply".to_owned());
        }
        let text = String::from_utf8(self.bytes(address, length)?).map_err(|_| "it is not in UTF-8")?;
        self.sheets += 1;
        Ok(text)
    }

    fn sheet_ends(&mut self) {
        self.sheets -= 1;
    }
}

fn embedded(media_type: &str, data: &[u8]) -> String {
    let mut address = format!("data:{media_type};base64,");
    STANDARD.encode_string(data, &mut address);
    address
}

/// What was left out of a drawing.
#[derive(Debug, Default)]
struct Left {
    /// Scripts, animations, attributes that run.
    running: bool,
    /// Words of HTML became text.
    words: bool,
    /// Filters that would take too long.
    filters: bool,
    /// The first addresses that lead nowhere, and why; how many more there are.
    addresses: Vec<(String, String)>,
    more: usize,
}

impl Left {
    /// Remembers an address, once.
    fn address(&mut self, address: &str, why: &str) {
        const TOLD: usize = 3;
        let address = if address.starts_with("data:") { "data:" } else { address };
        let entry = (shortened(address), why.to_owned());
        if self.addresses.contains(&entry) {
        } else if self.addresses.len() < TOLD {
            self.addresses.push(entry);
        } else {
            self.more += 1;
        }
    }

    fn add(&mut self, other: Left) {
        self.running |= other.running;
        self.words |= other.words;
        self.filters |= other.filters;
        self.more += other.more;
        other.addresses.iter().for_each(|(address, why)| self.address(address, why));
    }

    fn messages(&self) -> Vec<String> {
        let mut messages = Vec::new();
        for (address, why) in &self.addresses {
            let what = if address.is_empty() { String::new() } else { format!(" `{address}`") };
            messages.push(format!("is shown without what it links to{what}: {why}"));
        }
        if self.more > 0 {
            messages.push(format!("is shown without {} more things that it links to", self.more));
        }
        if self.running {
            messages.push("is shown without what runs or moves in it".to_owned());
        }
        if self.words {
            messages.push("has HTML in it (`foreignObject`), which is shown as plain text".to_owned());
        }
        if self.filters {
            messages.push("is shown without its filters, which would take too long".to_owned());
        }
        messages
    }
}

#[cfg(test)]
mod tests;
