//! The picture of a cover, drawn from title, subtitle and authors in the fonts and colours of the theme, for books whose
//! note names none: shelves show it. It holds nothing but letters and rectangles.

mod outline;
mod picture;
mod text;

use super::resources::Resource;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::font::sources::Sources;
use crate::font::store;
use crate::format::Format;
use crate::ir::{Document, ImageFormat, ImageSource};
use crate::limits::{COVER_AUTHORS, COVER_TEXT};
use crate::look::keys::NO_PICTURE;
use crate::look::theme::Align;
use crate::look::value::Colour;
use crate::look::{Key, Look};
use crate::settings::Settings;
use picture::{HEIGHT, Picture, Rectangle, WIDTH};
use text::{Font, Fonts};

/// The width of text, in pixels.
const MEASURE: f32 = 800.0;
/// The space beside it.
const MARGIN: u32 = 100;
/// Where the title begins, and how high it may be.
const TITLE: (u32, f32) = (250, 720.0);
/// Where a theme's band ends, and where lines stand that part title and authors.
const PARTED: u32 = 1060;
/// Where the last line of the authors stands.
const AUTHORS_END: u32 = 1470;
/// The sizes of a title, in pixels: the first at which it fits.
const SIZES: [f32; 8] = [124.0, 108.0, 94.0, 82.0, 72.0, 62.0, 54.0, 46.0];
/// The distance of its lines, in sizes.
const LEADING: f32 = 1.18;
/// The smallest size at which words do not break; long words get smaller before they break.
const SMALLEST_WHOLE: f32 = 60.0;

/// The colours of a cover.
struct Paint {
    page: Colour,
    band: Option<Colour>,
    title: Colour,
    subtitle: Colour,
    authors: Colour,
    line: Colour,
}

/// The picture of the cover as PNG, the same for the same document; `None` when there are no fonts for most of its title.
fn draw(document: &Document, settings: &Settings) -> Option<Vec<u8>> {
    let look = settings.look(document, Format::Epub);
    let design = &look.theme().design;
    let paint = paint(look);
    let metadata = &document.metadata;
    let title = cut(&metadata.title);
    let subtitle = metadata.subtitle.as_deref().map(cut).unwrap_or_default();
    let authors = authors(document);
    let bold = design.headings.weight >= 600;
    let files = files(&title, look, Key::HeadingFont, bold, settings);
    let heading = Fonts::new(&files);
    let files = self::files(&format!("{subtitle} {}", authors.join(" ")), look, Key::Font, false, settings);
    let plain = Fonts::new(&files);
    let known = heading.known(&title);
    if 2 * known.chars().filter(|c| c.is_alphanumeric()).count()
        < title.chars().filter(|c| c.is_alphanumeric()).count()
    {
        return None;
    }

    let mut picture = Picture::new(paint.page);
    ornaments(&mut picture, &paint, design.title.align, design.title.rule);
    let behind = paint.band.unwrap_or(paint.page);
    let (size, lines) = title_lines(&heading, known.trim());
    let rtl = crate::locale::direction(&metadata.language) == crate::locale::Direction::RightToLeft;
    let mut writing = Writing { picture: &mut picture, align: design.title.align, rtl };
    let mut y = TITLE.0 as f32 + size * 0.9;
    for line in &lines {
        writing.line(&heading, line, size, y, paint.title, behind);
        y += size * LEADING;
    }
    let size = 44.0;
    y += size * 0.6;
    let lines = set(&plain, &subtitle, size);
    let room = ((PARTED as f32 - 30.0 - y) / (size * 1.3)).max(0.0) as usize + 1;
    for line in shortened(lines, room.min(4)) {
        writing.line(&plain, &line, size, y, paint.subtitle, behind);
        y += size * 1.3;
    }
    let size = 46.0;
    let lines = authors.iter().flat_map(|name| set(&plain, name, size)).collect();
    let lines = shortened(lines, 6);
    let mut y = AUTHORS_END as f32 - size * 1.35 * lines.len().saturating_sub(1) as f32;
    for line in &lines {
        writing.line(&plain, line, size, y, paint.authors, paint.page);
        y += size * 1.35;
    }
    picture.png()
}

/// The drawn picture of the cover, for a publication that shows its title and whose note neither has a picture nor wants
/// none. Tells when there is none because no font has the letters.
pub fn picture(document: &Document, settings: &Settings, diagnostics: &mut Diagnostics) -> Option<Resource> {
    let look = settings.look(document, Format::Epub);
    let is_wanted = given(document).is_none()
        && look.switch(Key::TitleBlock).unwrap_or(true)
        && look.text(Key::CoverImage) != Some(NO_PICTURE);
    if !is_wanted {
        return None;
    }
    let Some(data) = draw(document, settings) else {
        let message = "the EPUB has no picture of a cover: no font here has most letters of its title";
        let hint = "set `heading-font` to a font that has them (`--font-path` names a folder of fonts), or `cover-image` \
                    to a picture; with `cover-image: none` there is none";
        diagnostics.push(Diagnostic::warning(Code::MissingGlyph, message).hint(hint));
        return None;
    };
    Some(Resource {
        name: "cover.png".to_owned(),
        media_type: ImageFormat::Png.media_type(),
        data: data.into(),
    })
}

/// The image of the cover that the note has, by its place among its images.
pub fn given(document: &Document) -> Option<usize> {
    match document.front().cover?.source {
        ImageSource::Loaded(index) => Some(index),
        ImageSource::Unresolved(_) | ImageSource::Missing(_) => None,
    }
}

/// What a cover says, for its alternative text: title, subtitle and authors.
pub fn words(document: &Document) -> String {
    let metadata = &document.metadata;
    let mut words = vec![metadata.title.clone()];
    words.extend(metadata.subtitle.clone());
    words.push(authors(document).join(", "));
    words.retain(|part| !part.is_empty());
    words.join(" – ")
}

fn authors(document: &Document) -> Vec<String> {
    let authors = &document.metadata.authors;
    let names = authors.iter().take(COVER_AUTHORS).map(|author| cut(&author.name));
    names.chain((authors.len() > COVER_AUTHORS).then(|| "…".to_owned())).collect()
}

/// A text in one line, and no longer than a cover has room for.
fn cut(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(COVER_TEXT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text,
    }
}

fn paint(look: Look<'_>) -> Paint {
    let design = &look.theme().design;
    let colours = &design.light;
    let accent = look.colour(Key::Accent).unwrap_or(colours.accent);
    let link = look.colour(Key::LinkColour).unwrap_or(colours.link);
    // What is asked for is a colour that its author wants to see.
    let line = if look.is_asked(Key::Accent) || design.headings.coloured { accent } else { link };
    let band = design.title.band.then_some(accent);
    let behind = band.unwrap_or(colours.page);
    Paint {
        page: colours.page,
        band,
        title: if band.is_some() { colours.page } else { accent }.readable_on(behind, design.contrast),
        subtitle: if band.is_some() { colours.page } else { colours.muted }
            .readable_on(behind, design.contrast),
        authors: colours.text.readable_on(colours.page, design.contrast),
        line,
    }
}

/// What stands around the text: a band behind the title, a frame around what stands in the middle, a bar beside the rest.
fn ornaments(picture: &mut Picture, paint: &Paint, align: Align, rule: bool) {
    let mut fill = |x, y, width, height, colour| picture.fill(Rectangle { x, y, width, height }, colour);
    if let Some(band) = paint.band {
        fill(0, 0, WIDTH, PARTED, band);
        return;
    }
    let (line, page) = (paint.line, paint.page);
    match align {
        Align::Centre => {
            for (inset, width) in [(36, 6), (52, 2)] {
                fill(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset, line);
                let inset = inset + width;
                fill(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset, page);
            }
            if rule {
                fill(WIDTH / 2 - 90, PARTED + 30, 180, 4, line);
            }
        }
        Align::Start => {
            fill(0, 0, WIDTH, 56, line);
            if rule {
                fill(MARGIN, PARTED + 30, MEASURE as u32, 4, line);
            }
        }
    }
}

/// The size of a title, and its lines.
fn title_lines(fonts: &Fonts<'_>, title: &str) -> (f32, Vec<String>) {
    let text = fonts.measured(title);
    let whole = text.widest();
    let set = |size: f32| (size, fonts.lines(&text, MEASURE / size));
    let fits = |(size, lines): &(f32, Vec<String>)| size * LEADING * lines.len() as f32 <= TITLE.1;
    let is_whole = |size: &f32| *size >= SMALLEST_WHOLE && whole * size <= MEASURE;
    let unbroken = SIZES.into_iter().filter(is_whole).map(set).find(fits);
    // A word that is too wide at any size breaks, but then letters need not be small.
    let broken = || SIZES.into_iter().skip(2).map(set).find(fits);
    unbroken.or_else(broken).unwrap_or_else(|| {
        let [.., size] = SIZES;
        (size, shortened(set(size).1, (TITLE.1 / (size * LEADING)) as usize))
    })
}

/// The lines of a text of this size, without what no font has.
fn set(fonts: &Fonts<'_>, text: &str, size: f32) -> Vec<String> {
    fonts.lines(&fonts.measured(fonts.known(text).trim()), MEASURE / size)
}

/// As many lines; the last one tells that there are more.
fn shortened(mut lines: Vec<String>, most: usize) -> Vec<String> {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines
}

/// Writes lines.
struct Writing<'p> {
    picture: &'p mut Picture,
    align: Align,
    rtl: bool,
}

impl Writing<'_> {
    fn line(&mut self, fonts: &Fonts<'_>, line: &str, size: f32, y: f32, ink: Colour, behind: Colour) {
        let left = MARGIN as f32;
        let free = MEASURE - fonts.width(line, size);
        let x = match self.align {
            Align::Centre => left + free / 2.0,
            Align::Start if self.rtl => left + free,
            Align::Start => left,
        };
        fonts.outlines(line, size, (x, y), |letter| self.picture.letter(letter, ink, behind));
    }
}

/// The fonts for a text.
fn files(text: &str, look: Look<'_>, key: Key, bold: bool, settings: &Settings) -> Vec<Font> {
    store::covering(text, look.list(key), bold, Sources::of(settings))
}
