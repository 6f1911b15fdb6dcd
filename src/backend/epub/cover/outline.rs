//! Outlines of glyphs, and how much of each pixel they cover.

use ttf_parser::OutlineBuilder;

/// The lines of closed outlines, in pixels; curves are lines already.
#[derive(Debug, Default)]
pub struct Outline {
    lines: Vec<(Point, Point)>,
    /// Where the pen is, where this contour began, and how glyphs become pixels.
    pen: Point,
    begun: Point,
    origin: Point,
    scale: f32,
}

type Point = (f32, f32);

/// How much of each pixel is covered, from 0 to 1, row by row.
#[derive(Debug)]
pub struct Coverage {
    /// The column of the first pixel.
    pub left: u32,
    /// The row of the first pixel.
    pub top: u32,
    /// How many pixels a row has.
    pub width: usize,
    /// The pixels.
    pub pixels: Vec<f32>,
}

impl Outline {
    /// Outlines of a glyph that stands at `origin` in pixels, with so many of them for a unit of its font.
    pub fn new(origin: Point, scale: f32) -> Self {
        Self { origin, scale, ..Self::default() }
    }

    fn at(&self, x: f32, y: f32) -> Point {
        (self.origin.0 + x * self.scale, self.origin.1 - y * self.scale)
    }

    fn line(&mut self, to: Point) {
        self.lines.push((self.pen, to));
        self.pen = to;
    }

    /// A curve by its points at parts of the way, as many as its size asks for.
    fn curve(&mut self, controls: &[Point], end: Point, point: impl Fn(f32) -> Point) {
        let from = self.pen;
        let long: f32 =
            controls.iter().map(|control| (control.0 - from.0).abs() + (control.1 - from.1).abs()).sum();
        let steps = (long.sqrt() * 0.6).clamp(2.0, 16.0) as usize;
        for step in 1..steps {
            self.line(point(step as f32 / steps as f32));
        }
        self.line(end);
    }

    /// How much of each pixel the outlines cover; `None` when they cover none of so wide and high a picture.
    pub fn coverage(&self, picture: (u32, u32)) -> Option<Coverage> {
        let points = || self.lines.iter().flat_map(|(from, to)| [from, to]);
        let range = |of: fn(&Point) -> f32, most: u32| {
            let least = points().map(of).fold(f32::INFINITY, f32::min).floor().max(0.0);
            let greatest = points().map(of).fold(f32::NEG_INFINITY, f32::max).ceil().min(most as f32);
            (greatest > least).then_some((least, (greatest - least) as usize))
        };
        let ((left, width), (top, height)) =
            (range(|point| point.0, picture.0)?, range(|point| point.1, picture.1)?);
        // One column more, for what a line leaves to the pixel after it.
        let mut sums = Sums { width: width + 2, height, values: vec![0.0; (width + 2) * height] };
        for ((x0, y0), (x1, y1)) in &self.lines {
            sums.line((x0 - left, y0 - top), (x1 - left, y1 - top));
        }
        let mut pixels = Vec::with_capacity(width * height);
        for row in sums.values.chunks_exact(sums.width) {
            let mut sum = 0.0_f32;
            pixels.extend(row.iter().take(width).map(|value| {
                sum += value;
                sum.abs().min(1.0)
            }));
        }
        Some(Coverage { left: left as u32, top: top as u32, width, pixels })
    }
}

/// What changes from each pixel to the next in its row: the parts of the areas to the right of lines.
struct Sums {
    width: usize,
    height: usize,
    values: Vec<f32>,
}

impl Sums {
    fn add(&mut self, row: usize, x: usize, value: f32) {
        if let Some(own) = self.values.get_mut(row * self.width + x.min(self.width - 1)) {
            *own += value;
        }
    }

    fn line(&mut self, from: Point, to: Point) {
        let (direction, (x0, y0), (x1, y1)) = if from.1 < to.1 { (1.0, from, to) } else { (-1.0, to, from) };
        if y1 <= y0 || y1 <= 0.0 {
            return;
        }
        let slope = (x1 - x0) / (y1 - y0);
        let mut x = if y0 < 0.0 { x0 - y0 * slope } else { x0 };
        for row in y0.max(0.0) as usize..self.height.min(y1.ceil() as usize) {
            let high = ((row + 1) as f32).min(y1) - (row as f32).max(y0);
            let next = x + slope * high;
            self.part(row, (x.min(next).max(0.0), x.max(next).max(0.0)), high * direction);
            x = next;
        }
    }

    /// The part of a line in one row: it crosses the columns from `left` to `right` and is `high`, with the sign of its
    /// direction.
    fn part(&mut self, row: usize, (left, right): (f32, f32), high: f32) {
        let (first, last) = (left as usize, right as usize);
        if first == last {
            let part = high * ((left + right) / 2.0 - first as f32);
            self.add(row, first, high - part);
            self.add(row, first + 1, part);
            return;
        }
        let by_column = high / (right - left);
        let mut x = left;
        for column in first..=last {
            let end = ((column + 1) as f32).min(right);
            let high = by_column * (end - x);
            let part = high * ((x + end) / 2.0 - column as f32);
            self.add(row, column, high - part);
            self.add(row, column + 1, part);
            x = end;
        }
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.close();
        self.pen = self.at(x, y);
        self.begun = self.pen;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.line(self.at(x, y));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (a, b, c) = (self.pen, self.at(x1, y1), self.at(x, y));
        let of =
            |a: f32, b: f32, c: f32, t: f32| (1.0 - t) * (1.0 - t) * a + 2.0 * (1.0 - t) * t * b + t * t * c;
        self.curve(&[b, c], c, |t| (of(a.0, b.0, c.0, t), of(a.1, b.1, c.1, t)));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (a, b, c, d) = (self.pen, self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        let of = |a: f32, b: f32, c: f32, d: f32, t: f32| {
            let u = 1.0 - t;
            u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d
        };
        self.curve(&[b, c, d], d, |t| (of(a.0, b.0, c.0, d.0, t), of(a.1, b.1, c.1, d.1, t)));
    }

    fn close(&mut self) {
        if self.pen != self.begun {
            self.line(self.begun);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(points: &[Point]) -> Coverage {
        let mut outline = Outline::new((0.0, 0.0), 1.0);
        let mut points = points.iter();
        let (x, y) = points.next().unwrap();
        outline.move_to(*x, -y);
        points.for_each(|(x, y)| outline.line_to(*x, -y));
        outline.close();
        outline.coverage((20, 20)).unwrap()
    }

    #[test]
    fn a_pixel_is_covered_as_far_as_the_outline_reaches() {
        let square = covered(&[(1.5, 1.0), (4.0, 1.0), (4.0, 2.25), (1.5, 2.25)]);
        assert_eq!((square.left, square.top, square.width), (1, 1, 3));
        assert_eq!(square.pixels, [0.5, 1.0, 1.0, 0.125, 0.25, 0.25]);
        let triangle = covered(&[(0.0, 0.0), (8.0, 0.0), (0.0, 4.0)]);
        assert!((triangle.pixels.iter().sum::<f32>() - 16.0).abs() < 0.001);
        // The other way around it is the same.
        let turned = covered(&[(0.0, 4.0), (8.0, 0.0), (0.0, 0.0)]);
        assert_eq!(triangle.pixels.iter().sum::<f32>(), turned.pixels.iter().sum::<f32>());
    }

    #[test]
    fn what_is_outside_of_the_picture_is_left_out() {
        let wide = covered(&[(-5.0, -5.0), (30.0, -5.0), (30.0, 30.0), (-5.0, 30.0)]);
        assert_eq!(wide.pixels.len(), 400);
        assert!(wide.pixels.iter().all(|pixel| *pixel == 1.0));
        assert!(Outline::new((0.0, 0.0), 1.0).coverage((20, 20)).is_none());
    }
}
