//! A page: the body, the style and the metadata of a document in `templates/page.html`.

use anyhow::Context as _;
use minijinja::value::Value;
use minijinja::{Environment, context};

use super::super::contents;
use super::beside::{Parts, Placed, Rendered};
use super::body::{Body, Context, Entries, Footnotes, Target, Used};
use super::encode::Syntax;
use super::fonts::{self, WebFont};
use super::front::Front;
use super::shown::Shown;
use super::{address, attributes, style, template};
use crate::format::Format;
use crate::ir::walk::{Visit, walk_inline};
use crate::ir::{ContentsEntry, Document, ImageSource, Inline, InlineKind};
use crate::limits::REPEATED_BYTES;
use crate::locale::{self, Word};
use crate::look::{Key, Look};
use crate::program::GENERATOR;
use crate::settings::{Settings, Templates};

/// How a page by a template of somebody ends, so that it is known as an output again: our own template names the
/// program in its head.
pub const MARK: &str = "<!-- Made by convert. -->";

/// Makes pages with the same settings; threads can share it.
pub struct Renderer<'a> {
    pub(super) settings: &'a Settings,
    templates: Environment<'a>,
}

/// Where a page stands: where its parts are, and what it leads to.
#[derive(Debug, Default)]
pub struct Place {
    /// Where its images, fonts and style are.
    pub parts: Parts,
    /// The other pages that it leads to.
    pub around: Around,
}

/// Writes a document as one page (HTML Living Standard, UTF-8) at its `place`.
///
/// # Errors
/// When the page template is not valid or asks for a value that there is not; the message says where.
pub fn render(document: &Document, settings: &Settings, place: &Place) -> anyhow::Result<Rendered> {
    Renderer::new(settings)?.render(document, place)
}

impl<'a> Renderer<'a> {
    /// Reads the templates of `settings`.
    ///
    /// # Errors
    /// When the page template is not valid; the message says where.
    pub fn new(settings: &'a Settings) -> anyhow::Result<Self> {
        let mut templates = template::environment();
        templates
            .add_template("page.html", &settings.templates.page)
            .context("the page template is not valid")?;
        Ok(Self { settings, templates })
    }

    /// Writes a document as one page, as [`render`] does.
    ///
    /// # Errors
    /// When the page template asks for a value that there is not; the message says where.
    pub fn render(&self, document: &Document, place: &Place) -> anyhow::Result<Rendered> {
        let placed = self.placed(document, &place.parts);
        let target = Page { placed: &placed, shared: shared(document) };
        let text = self.text(document, &target, 1, &document.contents);
        self.whole(document, &text, placed, &place.around)
    }

    /// The parts of a page.
    pub(super) fn placed<'p>(&self, document: &'p Document, parts: &'p Parts) -> Placed<'p> {
        Placed::new(document, parts, parts.are_beside() && self.asks_for("stylesheet"))
    }

    /// The page of a text, with its style and its fonts.
    ///
    /// # Errors
    /// As [`Renderer::render`].
    pub(super) fn whole(
        &self,
        document: &Document,
        text: &Text,
        placed: Placed,
        around: &Around,
    ) -> anyhow::Result<Rendered> {
        let look = self.settings.look(document, Format::Html);
        let mut shown = Shown::default();
        let has_style = || self.asks_for("style");
        if text.used.math && has_style() {
            text.show(&mut shown, false);
        }
        if fonts::embeds_text(look) && has_style() {
            // What the template shows beside the body is read off a page without fonts.
            let sheet = self.sheet(&placed, &text.used, look, &[]);
            let page = self.fill(document, text, around, (sheet, None))?;
            shown.read(&String::from_utf8_lossy(&page), true);
        }
        let css = self.sheet(&placed, &text.used, look, &fonts::of(&shown, self.settings, look));
        let page = self.fill(document, text, around, placed.style(css))?;
        Ok(placed.rendered(page))
    }

    /// What is written of a document, whose outermost headings are of the rank after `shift`; `entries` are the lines of
    /// the table of contents, if there is one.
    pub(super) fn text(
        &self,
        document: &Document,
        target: &dyn Target,
        shift: i8,
        entries: &[ContentsEntry],
    ) -> Text {
        let look = self.settings.look(document, Format::Html);
        let callouts = &*self.settings.callouts;
        let context = Context { document, callouts, syntax: Syntax::Html, target, shift };
        let (front, front_used, footnotes) = Front::of(context, Footnotes::of(document));
        let mut body = Body::new(context, footnotes);
        body.blocks(document.front().body);
        body.footnotes();
        let (body, mut used, _) = body.finish();
        used.merge(&front_used);
        let listed = !used.contents && contents::wanted(document, look);
        let contents = listed.then(|| {
            let mut contents = Body::new(context, Footnotes::default());
            contents.contents(entries, Entries::Full);
            contents.finish().0
        });
        let length = body.len();
        Text { front, body: template::markup(body), contents: contents.map(template::markup), used, length }
    }

    /// The style of a page that makes use of these things, with these fonts.
    pub(super) fn sheet(&self, placed: &Placed, used: &Used, look: Look, fonts: &[WebFont]) -> String {
        let mut css = String::new();
        fonts.iter().for_each(|font| placed.font(&mut css, font));
        css.push_str(&style::sheet(used, self.settings, look, fonts, PAGE_NUMBERS));
        css
    }

    /// Fills the template in; the style stands in the page, or has the address of a file.
    ///
    /// # Errors
    /// As [`Renderer::render`].
    pub(super) fn fill(
        &self,
        document: &Document,
        text: &Text,
        around: &Around,
        (css, stylesheet): (String, Option<String>),
    ) -> anyhow::Result<Vec<u8>> {
        let look = self.settings.look(document, Format::Html);
        let metadata = &document.metadata;
        let word = |word| locale::word(&metadata.language, word);
        let size = text.length + css.len() + 4096;
        let front = &text.front;
        let values = context! {
            language => &metadata.language,
            direction => attributes::direction(&metadata.language),
            generator => GENERATOR,
            title => &metadata.title,
            heading => front.title.clone(),
            subtitle => front.subtitle.clone(),
            authors => template::authors(metadata),
            date => template::date(metadata),
            tags => &metadata.tags,
            summary => front.summary.clone(),
            logo => front.logo.clone(),
            properties => template::properties(document, look),
            description => metadata.abstract_paragraphs().collect::<Vec<_>>().join(" "),
            style => style_markup(css),
            stylesheet => stylesheet,
            own_style => style_markup(own_style(&self.settings.templates)),
            title_block => look.switch(Key::TitleBlock).unwrap_or(true),
            contents => text.contents.clone(),
            body => text.body.clone(),
            previous => around.previous.as_ref().map(Neighbour::value),
            next => around.next.as_ref().map(Neighbour::value),
            up => around.up.as_ref().map(|up| match up.title.is_empty() {
                true => context! { title => word(Word::AllNotes), address => &up.address },
                false => up.value(),
            }),
            scripts => &around.scripts,
            words => context! {
                contents => look.text(Key::TocTitle).unwrap_or(word(Word::Contents)),
                abstract => word(Word::Abstract),
                tags => word(Word::Tags),
                skip => word(Word::Skip),
                previous => word(Word::Previous),
                next => word(Word::Next),
                search => word(Word::Search),
                nothing_found => word(Word::NothingFound),
            },
        };
        let mut page = template::fill(&self.templates.get_template("page.html")?, values, size)
            .context("the page template could not be filled in")?;
        if self.settings.templates.page != Templates::default().page {
            page.extend_from_slice(MARK.as_bytes());
            page.push(b'\n');
        }
        Ok(page)
    }

    /// Whether the template has a place for this value.
    pub(super) fn asks_for(&self, value: &str) -> bool {
        let template = self.templates.get_template("page.html");
        template.is_ok_and(|template| template.undeclared_variables(false).contains(value))
    }
}

/// What is written of a document for its page.
pub(super) struct Text {
    front: Front,
    body: Value,
    contents: Option<Value>,
    pub(super) used: Used,
    /// The length of the body in bytes.
    length: usize,
}

impl Text {
    /// The same front with this body, which makes use of a list of notes.
    pub(super) fn with_listing(mut self, body: String) -> Self {
        self.length = body.len();
        self.used.listing = true;
        Self { body: template::markup(body), ..self }
    }

    /// Reads off which characters are shown, all of them or those of formulas.
    pub(super) fn show(&self, shown: &mut Shown, with_text: bool) {
        let front = [&self.front.title, &self.front.subtitle].into_iter().chain(&self.front.summary);
        front.chain([&self.body]).for_each(|part| shown.read(&part.to_string(), with_text));
    }
}

/// What a page leads to, where it is one of several.
#[derive(Debug, Default, Hash)]
pub struct Around {
    /// The page before it.
    pub previous: Option<Neighbour>,
    /// The page after it.
    pub next: Option<Neighbour>,
    /// The page that lists all; without a title it is called so.
    pub up: Option<Neighbour>,
    /// The addresses of the scripts of a search, if there is one.
    pub scripts: Vec<String>,
}

/// Another page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Neighbour {
    /// Its title.
    pub title: String,
    /// Its address.
    pub address: String,
}

impl Neighbour {
    fn value(&self) -> Value {
        context! { title => &self.title, address => &self.address }
    }
}

/// The numbers of the pages on paper (CSS Paged Media 3, 5); books have none, and EPUBCheck does not know them.
const PAGE_NUMBERS: &str = "@media print {
  @page { @bottom-center { content: counter(page) \" / \" counter(pages); font: 8pt var(--sans); } }
}
";

/// A style sheet as it stands in a page: nothing in it can end the element that it stands in.
fn style_markup(css: String) -> Value {
    template::markup(if css.contains('<') { css.replace("</", "<\\/") } else { css })
}

/// The style of the user's, without ours.
fn own_style(templates: &Templates) -> String {
    let whole = if templates.style == Templates::default().style { "" } else { &templates.style };
    [whole, &templates.more_style].concat()
}

/// The one file of a page.
struct Page<'a> {
    placed: &'a Placed<'a>,
    /// Whether each image that the page holds is held once for all places that show it.
    shared: Vec<bool>,
}

/// The images whose data would make the page much longer, for it shows them several times.
fn shared(document: &Document) -> Vec<bool> {
    struct Shown(Vec<usize>);
    impl Visit<'_> for Shown {
        fn inline(&mut self, inline: &Inline) {
            if let InlineKind::Image(image) = &inline.kind
                && let ImageSource::Loaded(index) = image.source
                && let Some(count) = self.0.get_mut(index)
            {
                *count += 1;
            }
            walk_inline(self, inline);
        }
    }
    if document.images.is_empty() {
        return Vec::new();
    }
    let mut shown = Shown(vec![0; document.images.len()]);
    document.blocks.iter().for_each(|block| shown.block(block));
    let images = document.images.iter().zip(shown.0);
    images.map(|(file, count)| file.data.len().saturating_mul(count.max(1) - 1) > REPEATED_BYTES).collect()
}

impl Target for Page<'_> {
    fn name(&self) -> &str {
        ""
    }

    fn image(&self, index: usize) -> Option<String> {
        self.placed.image(index)
    }

    fn is_shared(&self, index: usize) -> bool {
        self.shared.get(index).copied().unwrap_or(false) && self.placed.holds(index)
    }

    fn has_anchors(&self) -> bool {
        true
    }

    fn element(&self, id: &str) -> Option<String> {
        Some(address::fragment(id))
    }

    fn file(&self, address: &str) -> Option<String> {
        address::link(address)
    }

    fn note(&self, path: &str, fragment: Option<&str>) -> Option<String> {
        let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
        address::link(&format!("{path}.html{fragment}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::sample::*;
    use crate::ir::Folding;
    use crate::look::Value;

    fn rendered(document: &Document, settings: &Settings) -> String {
        String::from_utf8(render(document, settings, &Place::default()).unwrap().bytes).unwrap()
    }

    fn page(document: &Document) -> String {
        rendered(document, &Settings::default())
    }

    #[test]
    fn a_page_holds_everything_it_needs() {
        let page = page(&everything());
        assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">"));
        assert!(page.contains("<title>Every kind of &lt;node&gt; &amp; more</title>"));
        assert!(page.contains(r#"<time datetime="2026-03-14">"#));
        assert!(!page.contains("<script") && !page.contains("<link"));
        for part in page.split("src=\"").skip(1) {
            assert!(part.starts_with("data:image/"), "{}", &part[..40]);
        }
    }

    #[test]
    fn an_image_that_is_shown_often_is_held_once() {
        let mut often = document(Vec::new());
        let data = vec![7; REPEATED_BYTES / 2].into();
        let format = crate::ir::ImageFormat::Png;
        often.images = vec![crate::ir::ImageFile { path: "a.png".into(), format, data, width: 4, height: 2 }];
        let image = crate::ir::Image {
            source: ImageSource::Loaded(0),
            alternative: crate::ir::Alternative::Given("A".to_owned()),
            title: None,
            width: None,
            height: None,
        };
        let image = Inline::new(Default::default(), InlineKind::Image(image.into()));
        let shown = |count| {
            let content = vec![image.clone(); count];
            let kind = crate::ir::BlockKind::Paragraph { content };
            page(&Document { blocks: vec![crate::ir::Block::new(Default::default(), kind)], ..often.clone() })
        };
        let (twice, often) = (shown(2), shown(9));
        assert_eq!((twice.matches("<img").count(), twice.matches("data:").count()), (2, 2));
        assert_eq!((often.matches("<image ").count(), often.matches("data:").count()), (1, 1));
        assert_eq!(often.matches("<use href=\"#page.image-0\"").count(), 8);
        assert_eq!(often.matches("role=\"img\" aria-label=\"A\" width=\"4\" height=\"2\"").count(), 9);
    }

    #[test]
    fn contents_are_listed_when_they_help_or_are_asked_for() {
        let listed = |document: &Document, settings: &Settings| {
            rendered(document, settings).contains("<nav class=\"page-contents\"")
        };
        let (automatic, mut asked) = (Settings::default(), Settings::default());
        asked.look.command_line.set(Key::Toc, Value::Switch(true), None);
        let mut few = document(vec![heading(1, "a", "A"), heading(1, "b", "B")]);
        assert!(!listed(&few, &automatic));
        assert!(listed(&few, &asked));
        few.metadata.options.set(Key::Toc, Value::Switch(true), None);
        assert!(listed(&few, &automatic));
        let mut many = document(["a", "b", "c", "d", "e", "f", "g", "h"].map(|id| heading(1, id, id)).into());
        assert!(listed(&many, &automatic));
        many.metadata.options.set(Key::Toc, Value::Switch(false), None);
        assert!(!listed(&many, &automatic));
        assert!(!listed(&document(vec![words("a")]), &asked));
    }

    #[test]
    fn only_the_colours_that_are_used_are_shipped() {
        let plain = page(&document(vec![words("a")]));
        assert!(!plain.contains(".callout-note {") && !plain.contains(".hl-keyword { color: #7b2d94"));
        let used =
            page(&document(vec![callout("note", None, Folding::Fixed, vec![code(Some("c"), "int x;")])]));
        assert!(
            used.contains(".callout-note { --accent: #0b57b5;")
                && used.contains(".hl-keyword { color: #7b2d94")
        );
        assert!(!used.contains(".callout-tip {"));
    }

    #[test]
    fn text_in_arabic_runs_from_the_right() {
        let mut document = document(vec![words("a")]);
        document.metadata.language = "ar-EG".into();
        assert!(page(&document).contains("<html lang=\"ar-EG\" dir=\"rtl\">"));
    }

    #[test]
    fn a_broken_template_says_where() {
        let mut settings = Settings::default();
        settings.templates.page = "{% if %}".into();
        let message =
            format!("{:#}", render(&document(Vec::new()), &settings, &Place::default()).unwrap_err());
        assert!(
            message.contains("the page template is not valid") && message.contains("page.html:1"),
            "{message}"
        );
    }

    /// Writes the page with every kind of node to the folder that `SAMPLE_OUTPUT` names, for validators.
    #[test]
    #[ignore = "writes a file to look at"]
    fn write_sample() {
        let folder = std::path::PathBuf::from(
            std::env::var_os("SAMPLE_OUTPUT").expect("SAMPLE_OUTPUT names a folder"),
        );
        let mut listed = everything();
        listed.blocks.retain(|block| !matches!(block.kind, crate::ir::BlockKind::Contents));
        std::fs::write(folder.join("everything.html"), page(&everything())).unwrap();
        std::fs::write(folder.join("listed.html"), page(&listed)).unwrap();
    }
}
