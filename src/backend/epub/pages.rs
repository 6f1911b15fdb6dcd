//! The pages of a publication: those of its cover and its title, its navigation document (EPUB 3.3, 7) and its chapters, each from
//! its template in `templates/epub/`.

use minijinja::value::Value;
use minijinja::{Environment, context};

use super::chapters::{Book, COVER, Chapter, File};
use super::cover;
use super::resources::Resource;
use crate::backend::html::body::{Body, Context, Entries, Footnotes, Used};
use crate::backend::html::encode::Syntax;
use crate::backend::html::front::Front;
use crate::backend::html::{attributes, template};
use crate::backend::{contents, language};
use crate::format::Format;
use crate::ir::{Document, Rank};
use crate::locale::{self, Word};
use crate::look::Key;
use crate::settings::Settings;

/// The name of the page that shows the picture of the cover.
const COVER_IMAGE: &str = "cover-image.xhtml";
/// The name of the navigation document.
pub const NAVIGATION: &str = "nav.xhtml";

/// A page of XHTML.
#[derive(Debug)]
pub struct Page {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub markup: String,
    /// What it makes use of.
    pub used: Used,
    /// Whether it is met on the way through the book.
    pub spine: bool,
}

/// Writes the pages of one publication.
pub struct Pages<'a> {
    document: &'a Document,
    settings: &'a Settings,
    book: &'a Book<'a>,
    resources: &'a [Resource],
    templates: Environment<'static>,
}

impl<'a> Pages<'a> {
    /// The pages of `document`, divided as `book`.
    ///
    /// # Errors
    /// When a template is not valid.
    pub fn new(
        document: &'a Document,
        settings: &'a Settings,
        book: &'a Book<'a>,
        resources: &'a [Resource],
    ) -> anyhow::Result<Self> {
        let mut templates = template::environment();
        templates.add_template("chapter", include_str!("../../../templates/epub/chapter.xhtml"))?;
        templates.add_template("cover", include_str!("../../../templates/epub/cover.xhtml"))?;
        templates.add_template("image", include_str!("../../../templates/epub/cover-image.xhtml"))?;
        templates.add_template("navigation", include_str!("../../../templates/epub/nav.xhtml"))?;
        templates.add_template("package", include_str!("../../../templates/epub/package.opf"))?;
        Ok(Self { document, settings, book, resources, templates })
    }

    /// The pages of the cover and of the title, the navigation document and the chapters.
    ///
    /// # Errors
    /// When a template asks for a value that there is not.
    pub fn all(&self) -> anyhow::Result<Vec<Page>> {
        let cover = self.file(COVER);
        let chapters: Vec<&[Chapter<'a>]> = self.book.chapters.chunk_by(|a, b| a.file == b.file).collect();
        let files: Vec<File<'_>> =
            chapters.iter().filter_map(|shared| Some(self.file(&shared.first()?.file))).collect();
        let (cover, footnotes) = self.cover(&cover)?;
        let image = self.image().map(|image| self.cover_image(image)).transpose()?;
        let mut pages: Vec<Page> = image.into_iter().collect();
        pages.extend(self.has_title().then_some(cover));
        pages.push(self.navigation()?);
        pages.extend(self.chapters(&chapters, &files, footnotes)?);
        Ok(pages)
    }

    /// The package document from its values.
    ///
    /// # Errors
    /// When the template asks for a value that there is not.
    pub fn package(&self, values: Value) -> anyhow::Result<String> {
        self.fill("package", values)
    }

    /// Fills a template in with `values` and those that all of them need.
    fn fill(&self, template: &str, values: Value) -> anyhow::Result<String> {
        let metadata = &self.document.metadata;
        Ok(self.templates.get_template(template)?.render(context! {
            language => &metadata.language,
            direction => attributes::direction(&metadata.language),
            title => &metadata.title,
            ..values
        })?)
    }

    fn has_title(&self) -> bool {
        self.settings.look(self.document, Format::Epub).switch(Key::TitleBlock).unwrap_or(true)
    }

    /// The page that shows the picture of the cover.
    fn cover_image(&self, image: &str) -> anyhow::Result<Page> {
        let cover = self.word(Word::Cover);
        let markup = self.fill(
            "image",
            context! {
                image => image,
                said => format!("{cover}: {}", cover::words(self.document)),
                words => context! { cover => cover },
            },
        )?;
        Ok(Page { name: COVER_IMAGE.to_owned(), markup, used: Used::default(), spine: true })
    }

    /// The page of the title, and the footnotes that the other pages refer to.
    fn cover<'b>(&'b self, file: &'b File<'b>) -> anyhow::Result<(Page, Footnotes<'b>)> {
        let metadata = &self.document.metadata;
        let look = self.settings.look(self.document, Format::Epub);
        let (front, used, footnotes) = Front::of(self.context(file), Footnotes::of(self.document));
        let footnotes = if self.has_title() { footnotes } else { Footnotes::of(self.document) };
        let markup = self.fill(
            "cover",
            context! {
                heading => front.title,
                subtitle => front.subtitle,
                authors => template::authors(metadata),
                date => template::date(metadata),
                tags => &metadata.tags,
                summary => front.summary,
                footnotes => front.footnotes,
                logo => front.logo,
                properties => template::properties(self.document, look),
                words => context! {
                    abstract => self.word(Word::Abstract),
                    tags => self.word(Word::Tags),
                },
            },
        )?;
        Ok((Page { name: COVER.to_owned(), markup, used, spine: true }, footnotes))
    }

    /// The name of the cover's picture: that of the note, or else the drawn one, which comes after its images.
    pub fn image(&self) -> Option<&str> {
        let index = cover::given(self.document).unwrap_or(self.document.images.len());
        Some(&self.resources.get(index)?.name)
    }

    fn navigation(&self) -> anyhow::Result<Page> {
        let file = self.file(NAVIGATION);
        let mut contents = Body::new(self.context(&file), Footnotes::default());
        contents.contents(&self.book.contents, Entries::Plain);
        let look = self.settings.look(self.document, Format::Epub);
        let listed = contents::wanted(self.document, look);
        let markup = self.fill(
            "navigation",
            context! {
                contents => template::markup(contents.finish().0),
                cover => self.image().map(|_| COVER_IMAGE).or(self.has_title().then_some(COVER)),
                title_page => (self.image().is_some() && self.has_title()).then_some(COVER),
                start => self.book.chapters.first().map(|chapter| &chapter.file),
                listed => listed,
                words => context! {
                    contents => look.text(Key::TocTitle).unwrap_or(self.word(Word::Contents)),
                    cover => self.word(Word::Cover),
                    start => self.word(Word::Start),
                },
            },
        )?;
        Ok(Page { name: NAVIGATION.to_owned(), markup, used: Used::default(), spine: listed })
    }

    /// The pages of the text: the chapters that share each file.
    fn chapters<'b>(
        &'b self,
        shared: &[&'b [Chapter<'a>]],
        files: &'b [File<'b>],
        mut footnotes: Footnotes<'b>,
    ) -> anyhow::Result<Vec<Page>> {
        let mut pages = Vec::new();
        for (chapters, file) in shared.iter().zip(files) {
            let (mut body, mut sections) = (Body::new(self.context(file), footnotes), Vec::new());
            for chapter in *chapters {
                if let Some((_, of, true)) = chapter.of {
                    body.begin_chapter(of);
                }
                body.blocks(chapter.blocks);
                body.footnotes();
                let kind = match chapter.of.map(|(_, of, is_first)| (of.rank, is_first)) {
                    Some((Rank::Part, true)) => "part",
                    Some((Rank::Chapter, true)) | None => "chapter",
                    Some(_) => "section",
                };
                sections.push(context! {
                    kind => kind,
                    language => chapter.of.and_then(|(block, ..)| language::tag(&block.attributes)),
                    direction => chapter.of.and_then(|(block, of, _)| language::tag(&block.attributes).map(|_| attributes::direction(&of.language))),
                    id => &chapter.id,
                    heading => chapter.heading,
                    introduction => chapter.heading.is_none() && self.book.chapters.len() > 1,
                    title => &chapter.title,
                    body => template::markup(body.part()),
                });
            }
            let (_, used, rest) = body.finish();
            footnotes = rest;
            let title = chapters.first().map(|chapter| &chapter.title);
            let markup = self.fill("chapter", context! { page_title => title, chapters => sections })?;
            pages.push(Page { name: file.name.to_owned(), markup, used, spine: true });
        }
        Ok(pages)
    }

    fn file<'b>(&'b self, name: &'b str) -> File<'b> {
        File { name, book: self.book, resources: self.resources }
    }

    /// The context of a page whose outermost headings are of the first rank.
    fn context<'b>(&'b self, file: &'b File<'b>) -> Context<'b> {
        Context {
            document: self.document,
            callouts: &self.settings.callouts,
            syntax: Syntax::Xhtml,
            target: file,
            shift: 1 - self.book.top_level as i8,
        }
    }

    fn word(&self, word: Word) -> &'static str {
        locale::word(&self.document.metadata.language, word)
    }
}
