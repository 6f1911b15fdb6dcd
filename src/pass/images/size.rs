//! How large a note asks an image to be, in attributes and in styles.

use crate::ir::{Attributes, Image, Length};
use crate::read::length;

/// A page's text is about so wide, in CSS pixels: what part of it an image takes by itself.
const TEXT_WIDTH: f32 = 640.0;

/// What depends on the size that the image has by itself.
#[derive(Debug, Default)]
pub struct Asked {
    /// A factor.
    zoom: Option<f32>,
    max_width: Option<Length>,
    max_height: Option<Length>,
}

impl Asked {
    /// Takes what the attributes ask for out of them: `width`, `height`, `zoom` and `scale`, also as declarations of
    /// `style`, and `max-width`, `max-height`. Lengths are the image's at once, the first of each counts.
    pub fn take(image: &mut Image, attributes: &mut Attributes) -> Self {
        let mut asked = Self::default();
        if attributes.pairs.is_empty() {
            return asked;
        }
        attributes.pairs.retain_mut(|(key, value)| match key.as_str() {
            "style" => {
                let kept = value.split(';').filter(|declaration| match declaration.split_once(':') {
                    Some((property, value)) => {
                        !asked.read(image, &property.trim().to_ascii_lowercase(), value)
                    }
                    None => !declaration.trim().is_empty(),
                });
                *value = kept.collect::<Vec<_>>().join(";");
                !value.is_empty()
            }
            key => !asked.read(image, key, value),
        });
        asked
    }

    /// Reads one of them; whether it says anything of the size.
    fn read(&mut self, image: &mut Image, key: &str, value: &str) -> bool {
        let value = value.trim().trim_end_matches("!important").trim();
        let read = length(value);
        let said = read.is_some() || value == "auto" || value == "none";
        match key {
            "width" => image.width = image.width.or(read),
            "height" => image.height = image.height.or(read),
            "max-width" => self.max_width = self.max_width.or(read),
            "max-height" => self.max_height = self.max_height.or(read),
            "zoom" | "scale" => {
                let zoom = factor(value);
                self.zoom = self.zoom.or(zoom);
                return zoom.is_some();
            }
            _ => return false,
        }
        said
    }

    /// Gives the image its size, where that depends on the one that it has by itself (CSS pixels).
    pub fn apply(self, image: &mut Image, natural: (u32, u32)) {
        let (wide, high) = (natural.0.max(1) as f32, natural.1.max(1) as f32);
        if let Some(zoom) = self.zoom {
            let zoomed = |side: Option<Length>| match side {
                Some(Length::Pixels(pixels)) => Some(Length::Pixels(pixels * zoom)),
                other => other,
            };
            match (image.width, image.height) {
                (None, None) => image.width = Some(Length::Pixels(wide * zoom)),
                (width, height) => (image.width, image.height) = (zoomed(width), zoomed(height)),
            }
        }
        let is_wider = |image: &Image, most: f32| match (image.width, image.height) {
            (Some(Length::Pixels(pixels)), _) => pixels > most,
            (Some(Length::Percent(percent)), _) => percent / 100.0 * TEXT_WIDTH > most,
            (None, Some(Length::Pixels(pixels))) => pixels * wide / high > most,
            (None, _) => wide > most,
        };
        match self.max_width {
            Some(Length::Pixels(most)) if is_wider(image, most) => {
                (image.width, image.height) = (Some(Length::Pixels(most)), None);
            }
            Some(Length::Percent(most)) if most < 100.0 && is_wider(image, most / 100.0 * TEXT_WIDTH) => {
                (image.width, image.height) = (Some(Length::Percent(most)), None);
            }
            _ => {}
        }
        if let Some(Length::Pixels(most)) = self.max_height {
            let shown = match (image.width, image.height) {
                (_, Some(Length::Pixels(pixels))) => pixels,
                (Some(Length::Pixels(pixels)), _) => pixels * high / wide,
                _ => high,
            };
            if shown > most {
                (image.width, image.height) = (None, Some(Length::Pixels(most)));
            }
        }
    }
}

/// A factor as `zoom` (`50%`, `0.5`) and `scale` (`50`) have it.
fn factor(value: &str) -> Option<f32> {
    /// Nobody makes an image so many times larger.
    const LARGEST: f32 = 10.0;
    let (number, is_percent) = match value.strip_suffix('%') {
        Some(number) => (number.trim().parse::<f32>().ok()?, true),
        None => (value.parse::<f32>().ok()?, false),
    };
    let factor = if is_percent || number > LARGEST { number / 100.0 } else { number };
    (factor > 0.0 && factor.is_finite()).then(|| factor.min(LARGEST))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Alternative, AttributeList, ImageSource};

    /// The size of an image of 300 by 200 with these attributes, and what is left of them.
    fn sized(pairs: &[(&str, &str)]) -> (Option<Length>, Option<Length>, String) {
        let source = ImageSource::Loaded(0);
        let alternative = Alternative::Decorative;
        let mut image = Image { source, alternative, title: None, width: None, height: None };
        let pairs = pairs.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
        let mut attributes = AttributeList { pairs, ..AttributeList::default() }.into();
        Asked::take(&mut image, &mut attributes).apply(&mut image, (300, 200));
        let left = attributes.pairs.iter().map(|(key, value)| format!("{key}={value}")).collect();
        (image.width, image.height, left)
    }

    fn pixels(number: f32) -> Option<Length> {
        Some(Length::Pixels(number))
    }

    #[test]
    fn zoom_and_scale_are_parts_of_the_natural_size() {
        for pair in [("zoom", "20%"), ("zoom", "0.2"), ("scale", "20"), ("style", "zoom: 20%;")] {
            assert_eq!(sized(&[pair]), (pixels(60.0), None, String::new()), "{pair:?}");
        }
        assert_eq!(sized(&[("width", "100"), ("zoom", "50%")]).0, pixels(50.0));
    }

    #[test]
    fn a_style_says_the_size_and_keeps_the_rest() {
        assert_eq!(
            sized(&[("style", "width:50%; height: auto;")]),
            (Some(Length::Percent(50.0)), None, "".into())
        );
        assert_eq!(
            sized(&[("style", "float: left; height: 80px")]),
            (None, pixels(80.0), "style=float: left".into())
        );
        assert_eq!(sized(&[("width", "wide"), ("key", "2")]), (None, None, "width=widekey=2".into()));
    }

    #[test]
    fn the_most_counts_where_the_image_is_larger() {
        assert_eq!(sized(&[("style", "max-width:60px")]).0, pixels(60.0));
        assert_eq!(sized(&[("style", "max-width:600px")]).0, None);
        assert_eq!(sized(&[("style", "max-width:100%")]).0, None);
        assert_eq!(sized(&[("style", "max-width:20%")]).0, Some(Length::Percent(20.0)));
        assert_eq!(sized(&[("style", "max-height:100px")]), (None, pixels(100.0), "".into()));
    }
}
