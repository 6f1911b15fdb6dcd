//! A picture of few colours: rectangles and letters, as PNG. Each pixel is the number of a colour in a palette.

use super::outline::Outline;
use crate::look::value::Colour;

/// How wide a cover is, in pixels; stores and shelves ask for at least 1,000.
pub const WIDTH: u32 = 1000;
/// How high it is.
pub const HEIGHT: u32 = 1600;

/// Between the colour of letters and that behind them, both included: what smooth edges need.
const STEPS: u8 = 16;

/// A rectangle in pixels.
#[derive(Debug, Clone, Copy)]
pub struct Rectangle {
    /// Its left edge.
    pub x: u32,
    /// Its upper edge.
    pub y: u32,
    /// How wide it is.
    pub width: u32,
    /// How high it is.
    pub height: u32,
}

/// A picture that is being drawn.
pub struct Picture {
    pixels: Vec<u8>,
    palette: Vec<Colour>,
    /// Colours of letters and behind them, with the number of the first colour between them.
    between: Vec<((Colour, Colour), u8)>,
}

impl Picture {
    /// A picture of one colour.
    pub fn new(colour: Colour) -> Self {
        Self { pixels: vec![0; (WIDTH * HEIGHT) as usize], palette: vec![colour], between: Vec::new() }
    }

    /// Fills a rectangle.
    pub fn fill(&mut self, at: Rectangle, colour: Colour) {
        let known = self.palette.iter().position(|own| *own == colour);
        let number = known.unwrap_or_else(|| {
            self.palette.push(colour);
            self.palette.len() - 1
        });
        for y in at.y..at.y + at.height {
            self.row(y, at.x, at.width).fill(number as u8);
        }
    }

    /// Draws a letter of a colour on another one. What is outside of the picture is not drawn.
    pub fn letter(&mut self, outline: &Outline, ink: Colour, behind: Colour) {
        let Some(covered) = outline.coverage((WIDTH, HEIGHT)) else { return };
        let first = self.between(ink, behind);
        let (left, top, width) = (covered.left, covered.top, covered.width);
        for (row, covered) in (top..).zip(covered.pixels.chunks_exact(width)) {
            let pixels = self.row(row, left, width as u32);
            for (pixel, cover) in pixels.iter_mut().zip(covered) {
                let number = first + (cover * f32::from(STEPS - 1) + 0.5) as u8;
                // Where two letters meet, the darker pixel stays.
                if number > first && !(*pixel > number && *pixel < first + STEPS) {
                    *pixel = number;
                }
            }
        }
    }

    /// The number of the first of the colours between two.
    fn between(&mut self, ink: Colour, behind: Colour) -> u8 {
        if let Some((_, first)) = self.between.iter().find(|(both, _)| *both == (ink, behind)) {
            return *first;
        }
        let first = self.palette.len() as u8;
        let part = |step: u8| u16::from(step) * 100 / u16::from(STEPS - 1);
        self.palette.extend((0..STEPS).map(|step| behind.mixed(ink, part(step))));
        self.between.push(((ink, behind), first));
        first
    }

    fn row(&mut self, y: u32, x: u32, width: u32) -> &mut [u8] {
        let start = (y.min(HEIGHT) * WIDTH + x.min(WIDTH)) as usize;
        let end = start + width.min(WIDTH.saturating_sub(x)) as usize;
        self.pixels.get_mut(start..end).unwrap_or_default()
    }

    /// The picture as PNG.
    pub fn png(&self) -> Option<Vec<u8>> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, WIDTH, HEIGHT);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(self.palette.iter().flat_map(|colour| colour.0).collect::<Vec<u8>>());
        encoder.set_compression(png::Compression::Fast);
        // Most rows are as those above them.
        encoder.set_filter(png::Filter::Up);
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&self.pixels).ok()?;
        writer.finish().ok()?;
        Some(file)
    }
}
