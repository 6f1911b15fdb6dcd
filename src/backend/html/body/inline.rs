//! The inlines of a body: styles, code, formulas, links and images.

use unicode_normalization::UnicodeNormalization;

use super::{Body, unbroken};
use crate::backend::html::{address, attributes, math};
use crate::backend::{language, pictures};
use crate::ir::reference::CITATION;
use crate::ir::{
    Alternative, Attributes, Formula, Image, ImageSource, Inline, InlineKind, Length, LinkTarget, Style,
};
use crate::locale::Word;
use crate::speech;

/// What the line of a telephone has room for, in em.
const NARROW_PAGE: f32 = 18.0;

/// The part of the width which is told of formulas that most of them have no more of: 85 % of 230.
const LIKELY: f32 = 0.8;

/// Formulas of more LaTeX (bytes) than this may be wider than the page; then they scroll, with the keyboard
/// too (WCAG 2.2, 2.1.1).
const LONG_FORMULA: usize = 50;

impl<'a> Body<'a> {
    /// Writes inlines.
    pub fn inlines(&mut self, inlines: &'a [Inline]) {
        let mut in_text = None;
        let mut unbroken = false;
        let mut after_formula = false;
        for (index, inline) in inlines.iter().enumerate() {
            let next = inlines.get(index + 1);
            let is_formula = unbroken::is_formula(inline);
            match &inline.kind {
                InlineKind::Image(image) => {
                    let in_text = *in_text.get_or_insert_with(|| pictures::alone(inlines).is_none());
                    self.image(&inline.attributes, image, in_text);
                }
                _ if is_formula => self.formula_beside(inline, next, &mut unbroken),
                _ => match unbroken::text(inline) {
                    Some(text) => {
                        let sides = [after_formula, next.is_some_and(unbroken::is_formula)];
                        self.text_beside(text, sides, &mut unbroken);
                    }
                    None => self.inline(inline),
                },
            }
            after_formula = is_formula;
        }
    }

    pub(super) fn inline(&mut self, inline: &'a Inline) {
        let around = self.direction;
        self.direction = language::direction(&inline.attributes).unwrap_or(around);
        self.inline_kind(inline);
        self.direction = around;
    }

    fn inline_kind(&mut self, inline: &'a Inline) {
        let attributes = &inline.attributes;
        match &inline.kind {
            InlineKind::Text { text } => self.within(attributes, |body| {
                body.encoder.text(text);
            }),
            InlineKind::SoftBreak => {
                self.encoder.text("\n");
            }
            InlineKind::HardBreak => {
                self.open("br", "", attributes).close().text("\n");
            }
            InlineKind::Styled { style: Style::Reading, content } => {
                // The parentheses are for those who cannot show it above the characters.
                self.encoder.open("rp").text("(").close();
                self.element("rt", attributes, content);
                self.encoder.open("rp").text(")").close();
            }
            InlineKind::Styled { style, content } => self.element(element(*style), attributes, content),
            InlineKind::Code { language, text } => {
                self.within(attributes, |body| body.code_in_line(language.as_deref(), text));
            }
            InlineKind::Math { tex, display, formula } => {
                self.within(attributes, |body| body.math(tex, *display, formula.as_deref()));
            }
            // What opens and closes a callout holds nothing else to press (HTML 4.11.2, ARIA `button`).
            InlineKind::Link { content, .. } if self.in_summary => {
                self.within(attributes, |body| body.inlines(content));
            }
            InlineKind::Footnote { .. } | InlineKind::FootnoteReference { .. } if self.in_summary => {}
            InlineKind::Link { target, title, content } => {
                self.link(attributes, target, title.as_deref(), content);
            }
            InlineKind::Image(image) => self.image(attributes, image, false),
            InlineKind::Footnote { label, blocks: _ } | InlineKind::FootnoteReference { label } => {
                self.footnote_reference(attributes, label);
            }
            InlineKind::Span { content } => self.within(attributes, |body| body.inlines(content)),
        }
    }

    fn math(&mut self, tex: &str, display: bool, formula: Option<&Formula>) {
        let Some(formula) = formula else {
            let class = if display { "math display" } else { "math" };
            self.encoder.open("code").attribute("class", class);
            self.left_to_right();
            self.encoder.text(tex).close();
            return;
        };
        self.used.math = true;
        // Programs that look for a name find none in MathML.
        let language = self.language;
        let name = if self.in_name { speech::speak(formula, language) } else { String::new() };
        if !display {
            return math::write(self.encoder.markup(), formula, display, tex, &name);
        }
        let width = LIKELY * formula.width();
        let is_wide = width > NARROW_PAGE;
        self.encoder.open("span").attribute("class", if is_wide { "formula wide" } else { "formula" });
        if is_wide {
            self.encoder.attribute("style", &format!("--em: {}", width.ceil()));
        }
        if tex.len() > LONG_FORMULA && !self.in_summary {
            let name = self.word(Word::Formula);
            self.encoder.attribute("role", "group").attribute("tabindex", "0").attribute("aria-label", name);
        }
        math::write(self.encoder.markup(), formula, display, tex, &name);
        self.encoder.close();
    }

    /// Wraps what has no element of its own when there are attributes to keep.
    fn within(&mut self, attributes: &Attributes, write: impl FnOnce(&mut Self)) {
        if attributes.is_empty() {
            return write(self);
        }
        self.open("span", "", attributes);
        write(self);
        self.encoder.close();
    }

    /// A link; the mere text where the address must not or cannot be followed.
    fn link(
        &mut self,
        attributes: &Attributes,
        target: &LinkTarget,
        title: Option<&str>,
        content: &'a [Inline],
    ) {
        let address = match target {
            LinkTarget::External(address) => address::link(address),
            LinkTarget::Internal(id) => self.context.target.element(id),
            LinkTarget::Note { path, fragment } => self.context.target.note(path, fragment.as_deref()),
            LinkTarget::File(address) | LinkTarget::Unresolved(address) if address::is_relative(address) => {
                self.context.target.file(address)
            }
            LinkTarget::File(address) | LinkTarget::Unresolved(address) => address::link(address),
            LinkTarget::Reference(_) => None,
        };
        let Some(address) = address else {
            return self.within(attributes, |body| body.inlines(content));
        };
        self.encoder.open("a").attribute("href", &address);
        if let Some(title) = title {
            self.encoder.attribute("title", title);
        }
        if attributes.classes.iter().any(|class| class == CITATION) {
            self.encoder.attribute("role", "doc-biblioref");
        }
        attributes::write(&mut self.encoder, "", attributes, self.identify);
        self.naming(|body| body.inlines(content));
        if content.is_empty() {
            // A link must have a name.
            self.encoder.text(&address);
        }
        self.encoder.close();
    }

    /// An image; a wide one that stands `in_text` has the line for itself, so that the line before it is not stretched.
    fn image(&mut self, attributes: &Attributes, image: &Image, in_text: bool) {
        if let ImageSource::Loaded(index) = image.source
            && self.context.target.is_shared(index)
        {
            return self.shared_image(attributes, image, index, in_text);
        }
        let document = self.context.document;
        let loaded = match image.source {
            ImageSource::Loaded(index) => document.images.get(index).zip(self.context.target.image(index)),
            ImageSource::Missing(_) | ImageSource::Unresolved(_) => None,
        };
        let Some((file, address)) = loaded else {
            return self.missing_image(attributes, image);
        };
        let alternative = match &image.alternative {
            Alternative::Given(text) | Alternative::Missing(text) => text,
            Alternative::Decorative => "",
        };
        self.encoder.open("img").attribute("src", &address).attribute("alt", alternative);
        if let Some(title) = &image.title {
            self.encoder.attribute("title", title);
        }
        let (width, height) = size(image, (file.width, file.height));
        if width > 0 && height > 0 {
            self.encoder.attribute("width", &width.to_string()).attribute("height", &height.to_string());
        }
        if let Some(Length::Percent(percent)) = image.width {
            self.encoder.attribute("style", &format!("width: {}%", percent.clamp(1.0, 100.0)));
        }
        let class = if in_text && width as f32 > pictures::WIDE { "own-line" } else { "" };
        attributes::write(&mut self.encoder, class, attributes, self.identify);
        self.encoder.close();
    }

    /// An image that the page shows several times: where it stands first it is a drawing that holds it, in the other
    /// places one that uses that. An `<img>` would have all of its data in each place.
    fn shared_image(&mut self, attributes: &Attributes, image: &Image, index: usize, in_text: bool) {
        let Some(file) = self.context.document.images.get(index) else { return };
        let (width, height) = size(image, (file.width, file.height));
        // No identifier of a note begins so.
        let id = format!("page.image-{index}");
        self.encoder.open("svg");
        let class = if in_text && width as f32 > pictures::WIDE { "image own-line" } else { "image" };
        attributes::write(&mut self.encoder, class, attributes, self.identify);
        match &image.alternative {
            Alternative::Given(text) | Alternative::Missing(text) if !text.is_empty() => {
                self.encoder.attribute("role", "img").attribute("aria-label", text)
            }
            Alternative::Given(_) | Alternative::Missing(_) | Alternative::Decorative => {
                self.encoder.attribute("aria-hidden", "true")
            }
        };
        self.encoder.attribute("width", &width.to_string()).attribute("height", &height.to_string());
        self.encoder.attribute("viewBox", &format!("0 0 {} {}", file.width, file.height));
        self.encoder.attribute("preserveAspectRatio", "none");
        if let Some(Length::Percent(percent)) = image.width {
            self.encoder.attribute("style", &format!("width: {}%", percent.clamp(1.0, 100.0)));
        }
        if let Some(title) = &image.title {
            self.encoder.open("title").text(title).close();
        }
        // What is written a second time holds nothing that others use.
        match self.identify && self.images.insert(index) {
            true => {
                let address = self.context.target.image(index).unwrap_or_default();
                self.encoder.open("image").attribute("id", &id).attribute("href", &address);
                self.encoder.attribute("width", &file.width.to_string());
                self.encoder.attribute("height", &file.height.to_string()).close();
            }
            false => {
                self.encoder.open("use").attribute("href", &format!("#{id}")).close();
            }
        }
        self.encoder.close();
    }

    /// A box in place of an image that is not to be had.
    fn missing_image(&mut self, attributes: &Attributes, image: &Image) {
        let path = match &image.source {
            ImageSource::Missing(path) | ImageSource::Unresolved(path) => path.as_str(),
            ImageSource::Loaded(index) => {
                self.context.document.images.get(*index).map_or("", |file| &file.path)
            }
        };
        let word = self.word(Word::MissingImage);
        let text = match &image.alternative {
            Alternative::Given(text) if !text.is_empty() => format!("{word}: {text} ({path})"),
            Alternative::Given(_) | Alternative::Missing(_) | Alternative::Decorative => {
                format!("{word}: {path}")
            }
        };
        // File names of some systems have their accents apart, which is not for text (W3C Character Model).
        let text: String = text.nfc().collect();
        let encoder = self.open("span", "missing-image", attributes);
        encoder.attribute("role", "img").attribute("aria-label", &text).text(&text).close();
    }
}

/// The size in CSS pixels: as the note asks, else the image's own, in the image's proportions where the note
/// gives only one of the two.
fn size(image: &Image, (width, height): (u32, u32)) -> (u32, u32) {
    let pixels = |length| match length {
        Some(Length::Pixels(pixels)) => Some(pixels.clamp(1.0, 20_000.0)),
        Some(Length::Percent(_)) | None => None,
    };
    let ratio = if width == 0 || height == 0 { 1.0 } else { height as f32 / width as f32 };
    let round = |length: f32| length.round().max(1.0) as u32;
    match (pixels(image.width), pixels(image.height)) {
        (Some(wide), Some(high)) => (round(wide), round(high)),
        (Some(wide), None) => (round(wide), round(wide * ratio)),
        (None, Some(high)) => (round(high / ratio), round(high)),
        (None, None) => (width, height),
    }
}

/// The element of a style.
fn element(style: Style) -> &'static str {
    match style {
        Style::Emphasis => "em",
        Style::Strong => "strong",
        Style::Strikethrough => "del",
        Style::Underline => "u",
        Style::Inserted => "ins",
        Style::Highlight => "mark",
        Style::Superscript => "sup",
        Style::Subscript => "sub",
        Style::Keyboard => "kbd",
        Style::Small => "small",
        Style::Quotation => "q",
        Style::Citation => "cite",
        Style::Abbreviation => "abbr",
        Style::Ruby => "ruby",
        Style::Reading => "rt",
    }
}
