//! Images of pixels: format, size as they are shown, and how much there is to decode, all from their headers.

use std::io::Cursor;

use crate::ir::ImageFormat;
use crate::limits::{ANIMATION_PIXELS, IMAGE_PIXELS};

/// What the header of an image says.
#[derive(Debug, PartialEq, Eq)]
pub struct Raster {
    /// What the bytes are.
    pub format: ImageFormat,
    /// Width in pixels, turned as EXIF says.
    pub width: u32,
    /// Height in pixels, turned as EXIF says.
    pub height: u32,
    /// How many pixels the first frame has when it is decoded.
    pub pixels: u64,
    /// How many frames there are.
    pub frames: u64,
}

/// Whether the bytes begin as one of the formats that are shown.
pub fn is_raster(data: &[u8]) -> bool {
    use imagesize::ImageType::{Gif, Jpeg, Png, Webp};
    matches!(imagesize::image_type(data), Ok(Png | Jpeg | Gif | Webp))
}

/// Reads the header of an image.
///
/// # Errors
/// When it is no PNG, JPEG, GIF or WebP, is damaged, or has more pixels than `limits.rs` allows; the reason follows
/// "cannot be shown: ".
pub fn inspect(data: &[u8]) -> Result<Raster, String> {
    let format = match imagesize::image_type(data) {
        Ok(imagesize::ImageType::Png) => ImageFormat::Png,
        Ok(imagesize::ImageType::Jpeg) => ImageFormat::Jpeg,
        Ok(imagesize::ImageType::Gif) => ImageFormat::Gif,
        Ok(imagesize::ImageType::Webp) => ImageFormat::Webp,
        Ok(other) => {
            return Err(format!(
                "its format ({other:?}) is not PNG, JPEG, GIF, WebP, SVG, BMP, TIFF, ICO or PDF"
            ));
        }
        Err(_) => return Err("it is not an image".to_owned()),
    };
    let size = imagesize::blob_size(data).map_err(|error| format!("it is damaged ({error})"))?;
    let side = |number: usize| u32::try_from(number).ok().filter(|number| (1..=65_535).contains(number));
    let (Some(width), Some(height)) = (side(size.width), side(size.height)) else {
        return Err(format!("its size of {} by {} is not usable", size.width, size.height));
    };
    let whole = u64::from(width) * u64::from(height);
    let frames = match format {
        ImageFormat::Png => Frames { count: animated_png(data), largest: whole },
        ImageFormat::Gif => gif(data),
        ImageFormat::Webp => Frames { count: chunks(data, b"ANMF"), largest: whole },
        ImageFormat::Jpeg | ImageFormat::Svg => Frames { count: 1, largest: whole },
    };
    let pixels = whole.max(frames.largest);
    if pixels > IMAGE_PIXELS {
        let most = IMAGE_PIXELS / 1_000_000;
        return Err(format!(
            "it has {width} by {height} pixels, and {most} million is the most that is decoded"
        ));
    }
    let all = pixels.saturating_mul(frames.count.max(1));
    if all > ANIMATION_PIXELS {
        let most = ANIMATION_PIXELS / 1_000_000;
        return Err(format!(
            "its {} frames of {width} by {height} pixels are more than {most} million pixels together",
            frames.count
        ));
    }
    let (width, height) = if is_on_its_side(data) { (height, width) } else { (width, height) };
    Ok(Raster { format, width, height, pixels, frames: frames.count })
}

/// Whether EXIF turns the image by a quarter (Exif 3.0, tag 0x0112: values 5 to 8). The typesetter and browsers turn the
/// image by the same tag.
fn is_on_its_side(data: &[u8]) -> bool {
    let exif = exif::Reader::new().read_from_container(&mut Cursor::new(data));
    let orientation = exif
        .ok()
        .and_then(|exif| exif.get_field(exif::Tag::Orientation, exif::In::PRIMARY)?.value.get_uint(0));
    matches!(orientation, Some(5..=8))
}

/// The frames of an animation.
struct Frames {
    count: u64,
    /// Pixels of the largest, which need not be the image's.
    largest: u64,
}

/// The frames of a GIF (GIF89a, 17 to 27), by their descriptors.
fn gif(data: &[u8]) -> Frames {
    let two = |at: usize| data.get(at..).and_then(|rest| rest.first_chunk());
    let number = |at: usize| two(at).map_or(0, |two| u64::from(u16::from_le_bytes(*two)));
    let palette = |flags: u8| if flags & 0x80 != 0 { 3 << ((flags & 7) + 1) } else { 0 };
    let byte = |at: usize| data.get(at).copied();
    // Sub-blocks: each begins with its length, the last has none.
    let after_blocks = |mut at: usize| {
        while let Some(length) = byte(at).filter(|&length| length > 0) {
            at += usize::from(length) + 1;
        }
        at + 1
    };
    let mut frames = Frames { count: 0, largest: 0 };
    let mut at = 13 + palette(byte(10).unwrap_or(0));
    loop {
        match byte(at) {
            Some(0x21) => at = after_blocks(at + 2),
            Some(0x2c) => {
                frames.count += 1;
                frames.largest = frames.largest.max(number(at + 5) * number(at + 7));
                at = after_blocks(at + 11 + palette(byte(at + 9).unwrap_or(0)));
            }
            _ => return frames,
        }
    }
}

/// The two parts of four bytes that a chunk of a PNG or RIFF file begins with.
fn head(chunk: &[u8]) -> Option<(&[u8; 4], &[u8; 4])> {
    let (first, rest) = chunk.split_first_chunk()?;
    Some((first, rest.first_chunk()?))
}

/// How many frames an animated PNG says that it has (PNG, third edition, 11.3.4.1).
fn animated_png(data: &[u8]) -> u64 {
    let mut rest = data.get(8..).unwrap_or_default();
    while let Some((length, name)) = head(rest) {
        let length = u32::from_be_bytes(*length) as usize;
        match (name, rest.get(8..).and_then(|data| data.first_chunk())) {
            (b"acTL", Some(count)) => return u64::from(u32::from_be_bytes(*count)),
            (b"IDAT", _) => return 1,
            _ => {}
        }
        rest = rest.get(length.saturating_add(12)..).unwrap_or_default();
    }
    1
}

/// How many chunks of a name a RIFF file has.
fn chunks(data: &[u8], name: &[u8; 4]) -> u64 {
    let (mut rest, mut count) = (data.get(12..).unwrap_or_default(), 0);
    while let Some((own, length)) = head(rest) {
        count += u64::from(own == name);
        let length = u32::from_le_bytes(*length) as usize;
        rest = rest.get(length.saturating_add(8 + length % 2)..).unwrap_or_default();
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A GIF of this size, with these frames of 1 by 1 or as large as they say.
    fn gif_of(width: u16, height: u16, frames: &[(u16, u16)]) -> Vec<u8> {
        let mut gif = b"GIF89a".to_vec();
        gif.extend([width.to_le_bytes(), height.to_le_bytes()].concat());
        gif.extend([0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
        for (width, height) in frames {
            gif.extend([0x21, 0xf9, 4, 0, 0, 0, 0, 0]);
            gif.extend([0x2c, 0, 0, 0, 0]);
            gif.extend([width.to_le_bytes(), height.to_le_bytes()].concat());
            gif.extend([0, 2, 2, 0x44, 1, 0]);
        }
        gif.push(0x3b);
        gif
    }

    fn png_of(width: u32, height: u32, more: &[u8]) -> Vec<u8> {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend([width.to_be_bytes(), height.to_be_bytes()].concat());
        png.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
        png.extend(more);
        png
    }

    #[test]
    fn the_header_says_format_and_size() {
        let raster = inspect(&png_of(3, 2, &[])).unwrap();
        assert_eq!(raster, Raster { format: ImageFormat::Png, width: 3, height: 2, pixels: 6, frames: 1 });
        assert_eq!(inspect(b"GIF8").unwrap_err(), "it is not an image");
    }

    #[test]
    fn what_claims_too_many_pixels_is_refused_before_it_is_decoded() {
        for data in [
            png_of(65_535, 65_535, &[]),
            gif_of(65_535, 33_000, &[(1, 1)]),
            gif_of(1, 1, &[(65_535, 65_535)]),
        ] {
            assert!(inspect(&data).unwrap_err().contains("million is the most"));
        }
    }

    #[test]
    fn all_frames_of_an_animation_count() {
        assert!(inspect(&gif_of(100, 100, &[(100, 100); 40])).is_ok());
        let error = inspect(&gif_of(10_000, 10_000, &[(1, 1); 41])).unwrap_err();
        assert!(error.starts_with("its 41 frames of 10000 by 10000 pixels"), "{error}");
        let animation = png_of(10_000, 10_000, b"\0\0\0\x08acTL\0\0\xff\xff\0\0\0\0\0\0\0\0");
        assert!(inspect(&animation).unwrap_err().starts_with("its 65535 frames"));
    }
}
