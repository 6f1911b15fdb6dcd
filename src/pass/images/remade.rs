//! Images in formats that not every target shows: BMP, TIFF and icons become PNG, a page of a PDF becomes a drawing. What
//! nothing here can read is told with what to do.

use std::io::Cursor;
use std::sync::Arc;

use hayro_svg::hayro_interpret::InterpreterSettings;
use hayro_svg::hayro_interpret::hayro_syntax::Pdf;
use hayro_svg::{RenderCache, SvgRenderSettings};
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageBuffer, ImageFormat, RgbImage, RgbaImage};
use imagesize::ImageType;
use tiff::TiffError;
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::Tag;
use zune_bmp::BmpDecoder;
use zune_bmp::zune_core::bytestream::ZCursor;
use zune_bmp::zune_core::colorspace::ColorSpace;

use crate::limits::{IMAGE_PIXELS, PDF_DRAWING};

/// The bytes of an image in a format that every target shows, made of one in another; `None` when the bytes are of no
/// such format. `page` is the page of a PDF that is meant, from 1.
///
/// # Errors
/// When it is damaged, too large, or in a format that cannot be read here; the reason follows "cannot be shown: ".
pub fn of(data: &[u8], page: usize) -> Option<Result<Vec<u8>, String>> {
    if data.starts_with(b"%PDF-") {
        return Some(of_page(data, page));
    }
    let name = match imagesize::image_type(data).ok()? {
        ImageType::Bmp => return Some(sized(data).and_then(|()| png(&of_bitmap(data)?))),
        ImageType::Tiff => return Some(sized(data).and_then(|()| png(&of_tiff(data)?))),
        ImageType::Ico => return Some(of_icon(data)),
        ImageType::Heif(imagesize::Compression::Av1) => "AVIF",
        ImageType::Heif(_) => "HEIF",
        ImageType::Jxl => "JPEG XL",
        ImageType::Psd => "PSD",
        _ => return None,
    };
    Some(Err(format!("its format, {name}, cannot be read: save it as PNG, JPEG or WebP")))
}

/// Refuses what claims more pixels than are decoded.
fn sized(data: &[u8]) -> Result<(), String> {
    let size = imagesize::blob_size(data).map_err(|error| format!("it is damaged ({error})"))?;
    // A bitmap whose rows begin at the top has a negative height.
    let height = u64::from((size.height as u32).cast_signed().unsigned_abs());
    match (size.width as u64).checked_mul(height) {
        Some(0) => Err("it has no pixels".to_owned()),
        Some(pixels) if pixels <= IMAGE_PIXELS => Ok(()),
        _ => Err(format!("it has more than {} million pixels", IMAGE_PIXELS / 1_000_000)),
    }
}

fn png(image: &DynamicImage) -> Result<Vec<u8>, String> {
    let mut png = Cursor::new(Vec::new());
    image.write_to(&mut png, ImageFormat::Png).map_err(damaged)?;
    Ok(png.into_inner())
}

fn damaged(error: impl std::fmt::Display) -> String {
    format!("it is damaged ({error})")
}

/// A picture of Windows (BMP).
fn of_bitmap(data: &[u8]) -> Result<DynamicImage, String> {
    // The decoder reads more than it needs.
    let data = [data, &[0; 16]].concat();
    let mut decoder = BmpDecoder::new(ZCursor::new(data));
    let pixels = decoder.decode().map_err(|_| "it is damaged")?;
    let (width, height) = decoder.dimensions().ok_or("it is damaged")?;
    let (width, height) = (width as u32, height as u32);
    let image = match decoder.colorspace() {
        Some(ColorSpace::RGB) => RgbImage::from_raw(width, height, pixels).map(DynamicImage::from),
        Some(ColorSpace::RGBA) => {
            let mut pixels = pixels;
            // Most programs leave the fourth byte empty.
            if pixels.iter().skip(3).step_by(4).all(|alpha| *alpha == 0) {
                pixels.iter_mut().skip(3).step_by(4).for_each(|alpha| *alpha = u8::MAX);
            }
            RgbaImage::from_raw(width, height, pixels).map(DynamicImage::from)
        }
        Some(ColorSpace::Luma) => GrayImage::from_raw(width, height, pixels).map(DynamicImage::from),
        _ => None,
    };
    image.ok_or_else(|| "its kind of BMP is not known".to_owned())
}

/// The first image of a TIFF file (TIFF 6.0).
fn of_tiff(data: &[u8]) -> Result<DynamicImage, String> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = 8 * IMAGE_PIXELS as usize;
    let mut decoder = Decoder::new(Cursor::new(data)).map_err(damaged)?.with_limits(limits);
    let (width, height) = decoder.dimensions().map_err(damaged)?;
    let colours = decoder.colortype().map_err(unread)?;
    let turned = decoder.find_tag_unsigned::<u8>(Tag::Orientation).ok().flatten();
    let unknown = || format!("its kind of TIFF ({colours:?}) is not known: save it as PNG or JPEG");
    use tiff::ColorType::{CMYK, Gray, GrayA, RGB, RGBA};
    let image = match (decoder.read_image().map_err(unread)?, colours) {
        (DecodingResult::U8(pixels), Gray(8)) => GrayImage::from_raw(width, height, pixels).map(Into::into),
        (DecodingResult::U8(pixels), Gray(bits @ (1 | 2 | 4))) => {
            GrayImage::from_raw(width, height, unpacked(&pixels, width, bits)).map(Into::into)
        }
        (DecodingResult::U8(pixels), GrayA(8)) => {
            ImageBuffer::from_raw(width, height, pixels).map(DynamicImage::ImageLumaA8)
        }
        (DecodingResult::U8(pixels), RGB(8)) => RgbImage::from_raw(width, height, pixels).map(Into::into),
        (DecodingResult::U8(pixels), RGBA(8)) => RgbaImage::from_raw(width, height, pixels).map(Into::into),
        (DecodingResult::U8(pixels), CMYK(8)) => {
            RgbImage::from_raw(width, height, without_black(&pixels)).map(Into::into)
        }
        (DecodingResult::U16(pixels), Gray(16)) => {
            ImageBuffer::from_raw(width, height, pixels).map(DynamicImage::ImageLuma16)
        }
        (DecodingResult::U16(pixels), RGB(16)) => {
            ImageBuffer::from_raw(width, height, pixels).map(DynamicImage::ImageRgb16)
        }
        (DecodingResult::U16(pixels), RGBA(16)) => {
            ImageBuffer::from_raw(width, height, pixels).map(DynamicImage::ImageRgba16)
        }
        _ => return Err(unknown()),
    };
    let mut image = image.ok_or_else(unknown)?;
    if let Some(orientation) = turned.and_then(Orientation::from_exif) {
        image.apply_orientation(orientation);
    }
    Ok(image)
}

/// Why an image is not read: the decoder does not know everything that TIFF may hold.
fn unread(error: TiffError) -> String {
    match error {
        TiffError::UnsupportedError(what) => {
            format!("its kind of TIFF is not known ({what}): save it as PNG or JPEG")
        }
        error => damaged(error),
    }
}

/// Grey values of a byte each, from rows in which they have fewer bits and which begin with a byte of their own.
fn unpacked(packed: &[u8], width: u32, bits: u8) -> Vec<u8> {
    let most = (1_u16 << bits) - 1;
    let in_byte = usize::from(8 / bits);
    let row = (width as usize).div_ceil(in_byte).max(1);
    let value = |byte: u8, at: usize| {
        let shift = 8 - usize::from(bits) * (at % in_byte + 1);
        ((u16::from(byte) >> shift & most) * 255 / most) as u8
    };
    let of_row = |row: &[u8]| {
        let values = (0..width as usize).map(|at| value(row.get(at / in_byte).copied().unwrap_or(0), at));
        values.collect::<Vec<_>>()
    };
    packed.chunks(row).flat_map(of_row).collect()
}

/// Colours of light from those of ink (CMYK).
fn without_black(pixels: &[u8]) -> Vec<u8> {
    let light = |ink: u8, black: u8| (u16::from(255 - ink) * u16::from(255 - black) / 255) as u8;
    let colour = |pixel: &[u8]| match *pixel {
        [cyan, magenta, yellow, black] => [light(cyan, black), light(magenta, black), light(yellow, black)],
        _ => [0; 3],
    };
    pixels.chunks_exact(4).flat_map(colour).collect()
}

/// The largest image of an icon (ICO), which is a PNG or a BMP without its header, with a mask below it.
fn of_icon(data: &[u8]) -> Result<Vec<u8>, String> {
    let two = |at: usize| data.get(at..)?.first_chunk().map(|two| u16::from_le_bytes(*two));
    let four = |at: usize| data.get(at..)?.first_chunk().map(|four| u32::from_le_bytes(*four));
    let entry = |index: usize| {
        let at = 6 + 16 * index;
        let side = |at: usize| data.get(at).map(|&side| if side == 0 { 256 } else { u32::from(side) });
        let area = side(at)? * side(at + 1)?;
        let (length, start) = (four(at + 8)? as usize, four(at + 12)? as usize);
        Some((area, two(at + 6)?, data.get(start..start.checked_add(length)?)?))
    };
    let count = usize::from(two(4).unwrap_or(0));
    let largest = (0..count).filter_map(entry).max_by_key(|(area, bits, _)| (*area, *bits));
    let (_, _, image) = largest.ok_or("it is damaged")?;
    if image.starts_with(b"\x89PNG") {
        return Ok(image.to_vec());
    }
    let number = |at: usize| image.get(at..)?.first_chunk().map(|four| u32::from_le_bytes(*four));
    let (header, height) = (number(0).ok_or("it is damaged")?, number(8).ok_or("it is damaged")? / 2);
    let bits = number(12).unwrap_or(0) >> 16;
    let colours = match (number(32).unwrap_or(0), bits) {
        (0, 1..=8) => 1 << bits,
        (colours, _) => colours.min(256),
    };
    let start = 14 + header.min(1024) + 4 * colours;
    let mut bitmap = b"BM".to_vec();
    bitmap.extend((image.len() as u32 + 14).to_le_bytes());
    bitmap.extend([0; 4]);
    bitmap.extend(start.to_le_bytes());
    bitmap.extend(image);
    // The height counts the mask.
    if let Some(place) = bitmap.get_mut(22..26) {
        place.copy_from_slice(&height.to_le_bytes());
    }
    sized(&bitmap)?;
    let mut pixels = of_bitmap(&bitmap)?;
    if bits < 32 {
        pixels = masked(pixels.into_rgba8(), image, bits, (start - 14) as usize).into();
    }
    png(&pixels)
}

/// The pixels of an icon without those that its mask leaves out.
fn masked(mut pixels: RgbaImage, image: &[u8], bits: u32, start: usize) -> RgbaImage {
    let (width, height) = pixels.dimensions();
    let row = |bits: u32| (width as usize * bits as usize).div_ceil(32) * 4;
    let mask = start + row(bits) * height as usize;
    for (x, y, pixel) in pixels.enumerate_pixels_mut() {
        let at = mask + row(1) * (height - 1 - y) as usize + x as usize / 8;
        if image.get(at).is_some_and(|byte| byte << (x % 8) & 0x80 != 0) {
            pixel.0 = [0; 4];
        }
    }
    pixels
}

/// A page of a PDF as a drawing (SVG 1.1), its letters as shapes.
fn of_page(data: &[u8], page: usize) -> Result<Vec<u8>, String> {
    let pdf = Pdf::new(Arc::new(data.to_vec())).map_err(|error| match error {
        hayro_svg::hayro_interpret::hayro_syntax::LoadPdfError::Decryption(_) => {
            "this PDF is locked with a password: save it without one".to_owned()
        }
        _ => "this PDF is damaged".to_owned(),
    })?;
    let count = pdf.pages().len();
    let page = page.checked_sub(1).and_then(|index| pdf.pages().get(index));
    let page = page.ok_or_else(|| format!("this PDF has no such page, its last is {count}"))?;
    let settings = InterpreterSettings { render_annotations: false, ..InterpreterSettings::default() };
    let drawing = hayro_svg::convert(page, &RenderCache::new(), &settings, &SvgRenderSettings::default());
    match drawing.len() {
        length if length > PDF_DRAWING => {
            Err(format!("this page has more than {} MB as a drawing: save it as PNG", PDF_DRAWING >> 20))
        }
        _ => Ok(drawing.into_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A BMP of 2 by 1 pixels: red and blue.
    fn bitmap() -> Vec<u8> {
        let mut bmp = b"BM".to_vec();
        for number in [62_u32, 0, 54, 40, 2, 1] {
            bmp.extend(number.to_le_bytes());
        }
        bmp.extend([1, 0, 24, 0]);
        bmp.extend([0; 24]);
        bmp.extend([0, 0, 255, 255, 0, 0, 0, 0]);
        bmp
    }

    fn pixels(png: &[u8]) -> Vec<u8> {
        image::load_from_memory(png).unwrap().into_rgba8().into_raw()
    }

    #[test]
    fn a_bitmap_becomes_a_png() {
        let png = of(&bitmap(), 1).unwrap().unwrap();
        assert_eq!(pixels(&png), [255, 0, 0, 255, 0, 0, 255, 255]);
        assert!(of(&bitmap()[..40], 1).unwrap().is_err());
    }

    #[test]
    fn an_icon_loses_what_its_mask_leaves_out() {
        let bmp = bitmap();
        let mut image = bmp[14..].to_vec();
        image[8] = 2;
        image.extend([0b0100_0000, 0, 0, 0]);
        let mut icon = vec![0, 0, 1, 0, 1, 0, 2, 1, 0, 0, 1, 0, 24, 0];
        icon.extend((image.len() as u32).to_le_bytes());
        icon.extend(22_u32.to_le_bytes());
        icon.extend(image);
        let png = of(&icon, 1).unwrap().unwrap();
        assert_eq!(pixels(&png), [255, 0, 0, 255, 0, 0, 0, 0]);
    }

    #[test]
    fn a_tiff_becomes_a_png() {
        let mut file = Cursor::new(Vec::new());
        let mut encoder = tiff::encoder::TiffEncoder::new(&mut file).unwrap();
        encoder.write_image::<tiff::encoder::colortype::RGB8>(1, 1, &[1, 2, 3]).unwrap();
        let png = of(file.get_ref(), 1).unwrap().unwrap();
        assert_eq!(pixels(&png), [1, 2, 3, 255]);
    }

    #[test]
    fn a_tiff_of_a_kind_that_is_not_read_says_so() {
        // One pixel of a palette of four colours.
        let entries: [(u16, u16, u32, u32); 10] = [
            (256, 3, 1, 1),
            (257, 3, 1, 1),
            (258, 3, 1, 8),
            (259, 3, 1, 1),
            (262, 3, 1, 3),
            (273, 4, 1, 8),
            (277, 3, 1, 1),
            (278, 3, 1, 1),
            (279, 4, 1, 1),
            (320, 3, 768, 200),
        ];
        let mut file = b"II*\0\x0C\0\0\0\x01\0\0\0".to_vec();
        file.extend((entries.len() as u16).to_le_bytes());
        for (tag, kind, count, value) in entries {
            file.extend(tag.to_le_bytes().into_iter().chain(kind.to_le_bytes()));
            file.extend(count.to_le_bytes().into_iter().chain(value.to_le_bytes()));
        }
        file.resize(200 + 2 * 768, 0);
        let told = of(&file, 1).unwrap().unwrap_err();
        assert!(told.contains("its kind of TIFF is not known") && told.contains("save it as PNG"), "{told}");
    }

    #[test]
    fn what_cannot_be_read_says_what_to_do() {
        let avif = b"\0\0\0\x20ftypavif\0\0\0\0avifmif1miafMA1B";
        assert!(of(avif, 1).unwrap().unwrap_err().contains("AVIF, cannot be read: save it as PNG"));
        assert!(of(b"%PDF-1.4 nothing", 1).unwrap().unwrap_err().contains("damaged"));
        assert!(of(b"nothing", 1).is_none());
    }
}
