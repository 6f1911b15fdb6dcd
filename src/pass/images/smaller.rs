//! Images with more pixels than anybody sees, made smaller: they keep their format, what shines through them and their
//! colours' meaning, and never get larger.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageReader};

use super::raster::Raster;
use crate::ir::ImageFormat;
use crate::limits::IMAGE_RESIZED;

/// How good a photograph is that is made smaller, of a hundred: no eye tells it from the whole one.
const QUALITY: u8 = 88;

/// How many pixels an image keeps in a row when nobody asks: what the width of a page of paper shows at 300 dpi.
const WIDTH: u32 = 2_400;

/// The image that has no more in a row stays as it is when nobody asks: it would lose more than it gains.
const WIDE: u32 = 3_000;

/// The bytes of an image that is wider than `most` pixels, or than is good if nobody asks, as one that is not; `None` when it
/// stays as it is: it is no wider, an animation, too large to be decoded for this, damaged, or would take more bytes.
pub fn than(data: &[u8], raster: &Raster, most: Option<u32>) -> Option<Vec<u8>> {
    let (most, wide) = most.map_or((WIDTH, WIDE), |most| (most, most));
    if raster.width <= wide || raster.frames > 1 || raster.pixels > IMAGE_RESIZED {
        return None;
    }
    let format = match raster.format {
        ImageFormat::Png => image::ImageFormat::Png,
        ImageFormat::Jpeg => image::ImageFormat::Jpeg,
        ImageFormat::Webp => image::ImageFormat::WebP,
        ImageFormat::Gif | ImageFormat::Svg => return None,
    };
    let mut decoder = ImageReader::with_format(Cursor::new(data), format).into_decoder().ok()?;
    // What EXIF says is lost with the old bytes.
    let orientation = decoder.orientation().ok()?;
    let profile = decoder.icc_profile().ok().flatten();
    let mut image = DynamicImage::from_decoder(decoder).ok()?;
    image.apply_orientation(orientation);
    let high = u64::from(image.height()) * u64::from(most) / u64::from(image.width().max(1));
    let image = image.resize_exact(most, u32::try_from(high.max(1)).ok()?, FilterType::Triangle);
    let mut out = Vec::new();
    match format {
        image::ImageFormat::Jpeg => {
            written(JpegEncoder::new_with_quality(&mut out, QUALITY), &image, profile)
        }
        image::ImageFormat::Png => written(PngEncoder::new(&mut out), &image, profile),
        _ => written(WebPEncoder::new_lossless(&mut out), &image, profile),
    }?;
    (out.len() < data.len()).then_some(out)
}

fn written(mut encoder: impl ImageEncoder, image: &DynamicImage, profile: Option<Vec<u8>>) -> Option<()> {
    if let Some(profile) = profile {
        // A format without profiles shows the same colours as nearly all programs do.
        let _ = encoder.set_icc_profile(profile);
    }
    encoder.write_image(image.as_bytes(), image.width(), image.height(), image.color().into()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pass::images::raster;

    /// A PNG of this width, with noise, half of which shines through.
    fn png(width: u32) -> Vec<u8> {
        let image = image::RgbaImage::from_fn(width, 8, |x, y| {
            let noise = (x * 37 + y * 91) as u8;
            image::Rgba([noise, noise.wrapping_mul(3), 9, if x < width / 2 { 0 } else { 255 }])
        });
        let mut out = Cursor::new(Vec::new());
        image.write_to(&mut out, image::ImageFormat::Png).unwrap();
        out.into_inner()
    }

    #[test]
    fn a_wide_image_is_made_smaller_and_keeps_what_shines_through() {
        let data = png(400);
        let smaller = than(&data, &raster::inspect(&data).unwrap(), Some(100)).unwrap();
        let read = image::load_from_memory(&smaller).unwrap().into_rgba8();
        assert_eq!(read.dimensions(), (100, 2));
        assert_eq!((read.get_pixel(0, 0).0[3], read.get_pixel(99, 0).0[3]), (0, 255));
    }

    #[test]
    fn what_is_no_wider_stays_as_it_is() {
        let data = png(100);
        assert_eq!(than(&data, &raster::inspect(&data).unwrap(), Some(100)), None);
    }

    #[test]
    fn a_little_more_than_is_good_is_no_reason_when_nobody_asks() {
        let data = png(2_600);
        let raster = raster::inspect(&data).unwrap();
        assert_eq!(than(&data, &raster, None), None);
        assert!(than(&data, &raster, Some(2_400)).is_some());
        let data = png(3_200);
        assert!(than(&data, &raster::inspect(&data).unwrap(), None).is_some());
    }
}
