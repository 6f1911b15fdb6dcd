//! What a drawing multiplies to: a few bytes that refer to one another can stand for more than any machine holds. A PDF
//! has everything written out where it is referred to.

use std::collections::{HashMap, HashSet};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use roxmltree::{Document, Node, NodeId};
use usvg::{Group, ImageKind, Node as Drawn, Paint, filter};

use super::super::raster;
use crate::limits::{DRAWING_DEPTH, DRAWING_EXPANDED, DRAWING_PIXELS, FILTER_SIDE};

/// What something becomes when it is written out.
#[derive(Debug, Clone, Copy, Default)]
struct Cost {
    bytes: u64,
    pixels: u64,
    /// Steps of filters over words, whose room is known to nobody before they are set.
    steps: u64,
    /// How deeply elements stand in one another, also over references.
    height: usize,
}

impl Cost {
    fn add(&mut self, other: Cost, times: u64) {
        self.bytes = self.bytes.saturating_add(other.bytes.saturating_mul(times));
        self.pixels = self.pixels.saturating_add(other.pixels.saturating_mul(times));
        self.steps = self.steps.saturating_add(other.steps.saturating_mul(times));
        self.height = self.height.max(other.height);
    }
}

/// Checks what a drawing becomes where everything that it refers to is written out; how many steps its filters take over
/// words.
///
/// # Errors
/// When that is more than `limits.rs` allows.
pub fn check(document: &Document) -> Result<u64, String> {
    let mut by_name = HashMap::new();
    let mut sheets = Vec::new();
    for node in document.descendants() {
        if let Some(name) = node.attribute("id") {
            by_name.entry(name).or_insert(node);
        }
        if node.tag_name().name() == "style" {
            sheets.extend(node.children().filter_map(|child| child.text()).flat_map(names_in));
        }
    }
    let filtered = Filtered::of(document);
    let mut expanded =
        Expanded { by_name, known: HashMap::new(), open: HashSet::new(), sheets: Cost::default(), filtered };
    // Any element may have the styles of a sheet: which, is not looked at.
    let mut of_sheets = Cost::default();
    for name in sheets {
        if let Some(&node) = expanded.by_name.get(name) {
            let cost = expanded.of(node, 0)?;
            of_sheets.bytes = of_sheets.bytes.max(cost.bytes);
            of_sheets.pixels = of_sheets.pixels.max(cost.pixels);
            of_sheets.height = of_sheets.height.max(cost.height);
        }
    }
    expanded.known.clear();
    expanded.sheets = of_sheets;
    let cost = expanded.of(document.root_element(), 0)?;
    if cost.bytes > DRAWING_EXPANDED {
        return Err(format!("what it refers to makes it larger than {} MB", DRAWING_EXPANDED >> 20));
    }
    if cost.pixels > DRAWING_PIXELS {
        return Err(format!("its images have more than {} million pixels", DRAWING_PIXELS / 1_000_000));
    }
    Ok(cost.steps)
}

struct Expanded<'d> {
    by_name: HashMap<&'d str, Node<'d, 'd>>,
    known: HashMap<NodeId, Cost>,
    /// What is being looked at: a circle is drawn by nobody.
    open: HashSet<NodeId>,
    /// The most that an element can have from a style sheet.
    sheets: Cost,
    filtered: Filtered,
}

impl<'d> Expanded<'d> {
    fn of(&mut self, node: Node<'d, 'd>, depth: usize) -> Result<Cost, String> {
        if let Some(cost) = self.known.get(&node.id()) {
            return if depth + cost.height > DRAWING_DEPTH { Err(too_deep()) } else { Ok(*cost) };
        }
        if depth > DRAWING_DEPTH {
            return Err(too_deep());
        }
        if !self.open.insert(node.id()) {
            return Ok(Cost::default());
        }
        // A gradient's stop, a shape: what a PDF needs for the least of them.
        let mut cost = Cost { bytes: 16, ..Cost::default() };
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            if name == "href" {
                match value.strip_prefix('#') {
                    Some(name) => self.refer(&mut cost, name, 1, depth)?,
                    None => cost.add(embedded(value), 1),
                }
                continue;
            }
            cost.bytes = cost.bytes.saturating_add(value.len() as u64);
            let times = if name.starts_with("marker") { corners(node) } else { 1 };
            for name in names_in(value) {
                // A style may hold markers too.
                let times = if attribute.name() == "style" && value.contains("marker") {
                    corners(node)
                } else {
                    times
                };
                self.refer(&mut cost, name, times, depth)?;
            }
        }
        if node.has_attribute("class") || node.has_attribute("id") || !node.has_children() {
            let sheets = self.sheets;
            cost.add(sheets, if sheets.bytes > 0 { corners(node) } else { 1 });
        }
        cost.steps = cost.steps.saturating_add(self.filtered.steps(node));
        for child in node.children() {
            match child.is_element() {
                true => cost.add(self.of(child, depth + 1)?, 1),
                false => cost.bytes += child.text().map_or(0, str::len) as u64,
            }
        }
        cost.height += 1;
        self.open.remove(&node.id());
        self.known.insert(node.id(), cost);
        Ok(cost)
    }

    fn refer(&mut self, cost: &mut Cost, name: &str, times: u64, depth: usize) -> Result<(), String> {
        if let Some(&node) = self.by_name.get(name) {
            cost.add(self.of(node, depth + 1)?, times);
        }
        Ok(())
    }
}

fn too_deep() -> String {
    "its elements refer to one another too deeply".to_owned()
}

/// At how many corners of a path or polygon a marker may stand, at most.
fn corners(node: Node) -> u64 {
    let written = node.attribute("d").or(node.attribute("points")).map_or(0, str::len);
    (written as u64 / 4).max(2)
}

/// The names of the drawing that a style refers to.
fn names_in(style: &str) -> impl Iterator<Item = &str> {
    let parts = style.split("url(").skip(1);
    parts.filter_map(|part| {
        let address = part.trim_start_matches([' ', '"', '\'']).strip_prefix('#')?;
        address.split([')', '"', '\'']).next()
    })
}

/// What an image in the drawing costs.
fn embedded(address: &str) -> Cost {
    let (Some((head, data)), height) = (address.split_once(','), 1) else { return Cost::default() };
    let Ok(data) = STANDARD.decode(data) else { return Cost::default() };
    match head.contains("svg") {
        // As large as its own bound allows, at most: it was looked at when it was embedded.
        true => Cost { bytes: data.len() as u64, pixels: nested_pixels(&data), steps: 0, height },
        false => Cost {
            bytes: 16,
            pixels: raster::inspect(&data).map_or(0, |raster| raster.pixels),
            steps: 0,
            height,
        },
    }
}

/// The pixels of the images of a drawing in a drawing.
fn nested_pixels(data: &[u8]) -> u64 {
    let Some(document) = std::str::from_utf8(data).ok().and_then(|text| Document::parse(text).ok()) else {
        return 0;
    };
    let addresses = document.descendants().filter_map(|node| node.attribute("href"));
    addresses.filter(|address| !address.starts_with('#')).map(|address| embedded(address).pixels).sum()
}

/// What filters of a drawing do with words.
struct Filtered {
    /// The room of a letter, at most, in pixels of a PDF.
    letter: f32,
    /// What a filter does for a pixel, at most.
    work: u64,
    /// Whether a style sheet filters.
    by_sheet: bool,
}

impl Filtered {
    #[expect(clippy::string_slice, reason = "the end was found in the same text")]
    fn of(document: &Document) -> Self {
        let mut filtered = Self { letter: 16.0, work: 0, by_sheet: false };
        for node in document.descendants().filter(Node::is_element) {
            let is_style = node.tag_name().name() == "style";
            let text = if is_style { node.text() } else { node.attribute("style") }.unwrap_or_default();
            filtered.by_sheet |= is_style && text.contains("filter");
            let sizes = text.split("font-size:").skip(1).chain(node.attribute("font-size"));
            for size in sizes.map(str::trim_start) {
                let end =
                    size.find(|c: char| !(c.is_ascii_digit() || "+.eE".contains(c))).unwrap_or(size.len());
                filtered.letter = filtered.letter.max(size[..end].parse().unwrap_or(0.0));
            }
            if node.tag_name().name() == "filter" {
                // A primitive over letters is hardly more than a blur.
                let primitives = node.children().filter(Node::is_element).count() as u64;
                filtered.work = filtered.work.max(primitives);
            }
        }
        filtered
    }

    /// The steps of the filter that an element has, as far as words are concerned.
    fn steps(&self, node: Node) -> u64 {
        let is_filtered = node.has_attribute("filter")
            || node.attribute("style").is_some_and(|style| style.contains("filter"))
            || self.by_sheet && (node.has_attribute("class") || node.tag_name().name() == "text");
        if !is_filtered {
            return 0;
        }
        let texts = node.descendants().filter(|node| node.tag_name().name() == "text");
        let letters: usize =
            texts.flat_map(|text| text.descendants()).filter_map(|node| node.text()).map(str::len).sum();
        // Long words are wide, but no higher than a line.
        let pixels = side(self.letter * letters as f32).saturating_mul(side(self.letter));
        if letters == 0 { 0 } else { pixels.saturating_mul(self.work) }
    }
}

/// How many steps the filters of a drawing take over its shapes when a PDF is made of it.
pub fn filter_steps(tree: &usvg::Tree) -> u64 {
    let mut steps = 0;
    group(tree.root(), &mut steps);
    steps
}

fn group(drawn: &Group, steps: &mut u64) {
    if !drawn.filters().is_empty() {
        let area = drawn.layer_bounding_box();
        let pixels = side(area.width()) * side(area.height());
        let primitives = drawn.filters().iter().flat_map(|filter| filter.primitives());
        let each: u64 = primitives.map(|primitive| work(primitive.kind())).fold(0, u64::saturating_add);
        *steps = steps.saturating_add(pixels.saturating_mul(each));
    }
    if let Some(mask) = drawn.mask() {
        group(mask.root(), steps);
    }
    if let Some(clip) = drawn.clip_path() {
        group(clip.root(), steps);
    }
    for child in drawn.children() {
        match child {
            Drawn::Group(inner) => group(inner, steps),
            Drawn::Path(path) => {
                let paints =
                    [path.fill().map(|fill| fill.paint()), path.stroke().map(|stroke| stroke.paint())];
                for paint in paints.into_iter().flatten() {
                    if let Paint::Pattern(pattern) = paint {
                        group(pattern.root(), steps);
                    }
                }
            }
            Drawn::Image(image) => {
                if let ImageKind::SVG(tree) = image.kind() {
                    group(tree.root(), steps);
                }
            }
            Drawn::Text(text) => group(text.flattened(), steps),
        }
    }
}

/// The pixels of a side in the resolution of a PDF, which is bounded there.
fn side(length: f32) -> u64 {
    /// Four for each point, which is 4/3 of a pixel.
    const PIXELS: f32 = 3.0;
    (length * PIXELS).clamp(1.0, FILTER_SIDE) as u64
}

/// What a primitive of a filter does for a pixel.
fn work(kind: &filter::Kind) -> u64 {
    let count = |number: f32| number.clamp(1.0, 1e6) as u64;
    match kind {
        filter::Kind::Morphology(morphology) => {
            count(morphology.radius_x().get() * 6.0).saturating_mul(count(morphology.radius_y().get() * 6.0))
        }
        filter::Kind::ConvolveMatrix(convolution) => {
            u64::from(convolution.matrix().columns()) * u64::from(convolution.matrix().rows())
        }
        filter::Kind::Turbulence(turbulence) => 4 * u64::from(turbulence.num_octaves()),
        _ => 1,
    }
}
