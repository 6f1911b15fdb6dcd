//! Where the images, the fonts and the style of a page are: in it, in files beside it, or where the note has them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::fonts::WebFont;
use crate::address;
use crate::backend::image_names;
use crate::font::woff;
use crate::ir::Document;

/// Where the parts of a page are that need not stand in it.
#[derive(Debug, Clone, Default)]
pub enum Parts {
    /// In the page, which needs no other file.
    #[default]
    Inside,
    /// In files of a folder beside the page, which has this name.
    Beside(String),
    /// Images that have an address here are there, by their indexes in the document; all else is in the page.
    Elsewhere(Vec<Option<String>>),
}

impl Parts {
    /// Whether they are in files beside the page.
    pub fn are_beside(&self) -> bool {
        matches!(self, Parts::Beside(_))
    }
}

/// An output, and the files beside it that it refers to.
#[derive(Debug)]
pub struct Rendered {
    /// The output.
    pub bytes: Vec<u8>,
    /// Those files: their names in the folder of [`Parts::Beside`], and what they hold.
    pub beside: BTreeMap<String, Arc<[u8]>>,
    /// Other pages that belong to it, and what they need: their names in its own folder, and what they hold.
    pub pages: BTreeMap<String, Arc<[u8]>>,
    /// More pages of pictures, by their numbers: these have names as the output has, with the number.
    pub numbered: BTreeMap<usize, Arc<[u8]>>,
}

impl Rendered {
    /// An output that needs no other file.
    pub fn alone(bytes: Vec<u8>) -> Self {
        Self { bytes, beside: BTreeMap::new(), pages: BTreeMap::new(), numbered: BTreeMap::new() }
    }
}

/// The name of the file of the style.
pub const STYLE: &str = "style.css";

/// The parts of one page, and the files that they need so far.
#[derive(Debug)]
pub struct Placed<'a> {
    document: &'a Document,
    parts: &'a Parts,
    /// Whether the template refers to a file of style; the addresses in a style sheet start from where it is.
    has_sheet: bool,
    names: Vec<String>,
    files: RefCell<BTreeMap<String, Arc<[u8]>>>,
}

impl<'a> Placed<'a> {
    /// Nothing is asked for yet. `has_sheet` tells whether the page refers to a file of style.
    pub fn new(document: &'a Document, parts: &'a Parts, has_sheet: bool) -> Self {
        let names = if parts.are_beside() { image_names::of(document) } else { Vec::new() };
        Self { document, parts, has_sheet, names, files: RefCell::default() }
    }

    /// The address of an image, by its index in the document.
    pub fn image(&self, index: usize) -> Option<String> {
        let file = self.document.images.get(index)?;
        if let Some(address) = self.elsewhere(index) {
            return Some(address.to_owned());
        }
        if let (Parts::Beside(folder), Some(name)) = (self.parts, self.names.get(index)) {
            self.files.borrow_mut().insert(name.clone(), file.data.clone());
            return Some(address::of_file(&format!("{folder}/{name}")));
        }
        Some(data(file.format.media_type(), &file.data))
    }

    /// Whether the page holds the bytes of this image.
    pub fn holds(&self, index: usize) -> bool {
        !self.parts.are_beside() && self.elsewhere(index).is_none()
    }

    fn elsewhere(&self, index: usize) -> Option<&str> {
        let Parts::Elsewhere(places) = self.parts else { return None };
        places.get(index)?.as_deref()
    }

    /// Makes a font known to a style sheet.
    pub fn font(&self, css: &mut String, font: &WebFont) {
        let Some(woff) = woff(&font.data) else { return };
        let address = match self.parts {
            Parts::Beside(folder) => {
                let name = format!("{}.woff", font.name());
                self.files.borrow_mut().insert(name.clone(), woff.into());
                if self.has_sheet { name } else { address::of_file(&format!("{folder}/{name}")) }
            }
            Parts::Inside | Parts::Elsewhere(_) => data("font/woff", &woff),
        };
        font.rule(css, &address, "woff");
    }

    /// The style that stands in the page, and the address of the file that has it instead.
    pub fn style(&self, css: String) -> (String, Option<String>) {
        match self.parts {
            Parts::Beside(folder) if self.has_sheet => {
                self.files.borrow_mut().insert(STYLE.to_owned(), css.into_bytes().into());
                (String::new(), Some(address::of_file(&format!("{folder}/{STYLE}"))))
            }
            _ => (css, None),
        }
    }

    /// The page, with the files that it refers to.
    pub fn rendered(self, bytes: Vec<u8>) -> Rendered {
        Rendered { beside: self.files.into_inner(), ..Rendered::alone(bytes) }
    }
}

/// The address that holds these bytes (RFC 2397).
fn data(media_type: &str, bytes: &[u8]) -> String {
    let mut address = format!("data:{media_type};base64,");
    STANDARD.encode_string(bytes, &mut address);
    address
}
