//! What a drawing links to: images, fonts and style sheets, as addresses of their data or as text.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::super::address::{data_url, shortened};
use super::super::raster;
use super::left::Left;
use super::parsed::is_drawing;
use crate::limits::{DRAWING_BYTES, DRAWING_NESTING, DRAWING_SHEETS};

/// Reads a file of the note by an address as the drawing has it; else says why not.
pub type Reading<'a> = dyn FnMut(&str) -> Result<Vec<u8>, String> + 'a;

/// Writes a drawing anew that stands in another, and says what was left out.
pub type Writing = fn(&[u8], &mut Linked) -> Result<(String, Left), String>;

/// What a drawing links to, and how it gets into it.
pub struct Linked<'f> {
    read: &'f mut Reading<'f>,
    /// Writes a drawing that is in another.
    write: Writing,
    /// How many drawings may still be in one another.
    nesting: usize,
    /// How many style sheets are being read, one from the other.
    sheets: usize,
}

impl<'f> Linked<'f> {
    /// What a drawing links to that stands in no other: files by `read`, drawings by `write`.
    pub fn new(read: &'f mut Reading<'f>, write: Writing) -> Self {
        Self { read, write, nesting: DRAWING_NESTING, sheets: 0 }
    }

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
    pub fn image(&mut self, address: &str, length: usize) -> Result<(String, Left), String> {
        let data = self.bytes(address, length)?;
        if raster::is_raster(&data) || !is_drawing(&data) {
            let format = raster::inspect(&data)?.format;
            return Ok((embedded(format.media_type(), &data), Left::default()));
        }
        self.nesting = self.nesting.checked_sub(1).ok_or("drawings are nested too deeply")?;
        let nested = (self.write)(&data, self);
        self.nesting += 1;
        let (data, left) = nested?;
        Ok((embedded("image/svg+xml", data.as_bytes()), left))
    }

    /// A font as an address of its data.
    pub fn font(&mut self, address: &str, length: usize) -> Result<String, String> {
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
    pub fn sheet(&mut self, address: &str, length: usize) -> Result<String, String> {
        if self.sheets == DRAWING_SHEETS {
            return Err("style sheets are nested too deeply".to_owned());
        }
        let text = String::from_utf8(self.bytes(address, length)?).map_err(|_| "it is not in UTF-8")?;
        self.sheets += 1;
        Ok(text)
    }

    /// The style sheet that was asked for last was read.
    pub fn sheet_ends(&mut self) {
        self.sheets -= 1;
    }
}

/// Data as an address (RFC 2397).
pub fn embedded(media_type: &str, data: &[u8]) -> String {
    let mut address = format!("data:{media_type};base64,");
    STANDARD.encode_string(data, &mut address);
    address
}
