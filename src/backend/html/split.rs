//! A book as a folder of pages: one that lists all, and one for each chapter, with the way to those before and after it and
//! a search whose index is a file beside them, so that it works without a server.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::address;
use super::beside::{Parts, Placed, Rendered};
use super::body::{Target, Used};
use super::fonts;
use super::page::{Around, Neighbour, Renderer, Text};
use super::shown::Shown;
use crate::format::Format;
use crate::ir::front::TITLE;
use crate::ir::walk::{Visit, identifiers, plain_text, walk_block, walk_inline};
use crate::ir::{Block, BlockKind, Chapter, ContentsEntry, Document, Inline, InlineKind};
use crate::limits::SIDE_ENTRIES;
use crate::naming::slug;
use crate::settings::Settings;

/// The name of the page that lists all.
pub const INDEX: &str = "index.html";
/// The names of the files of the search.
const SCRIPTS: [&str; 2] = ["search-index.js", "search.js"];
/// How the files of the search begin, so that they are known as an output again.
pub const MARK: &str = "/* Made by convert.";

/// Writes a book as a folder of pages: that which lists all, with the others beside it, by their names. Images, fonts and
/// style are where `parts` says.
///
/// # Errors
/// As [`Renderer::render`].
pub fn render(book: &Document, settings: &Settings, parts: &Parts) -> anyhow::Result<Rendered> {
    let renderer = Renderer::new(settings)?;
    let look = settings.look(book, Format::Html);
    let placed = Placed::new(book, parts, renderer.asks_for("stylesheet"));
    let (all, mut documents) = All::of(book);
    let mut texts = Vec::new();
    let index = all.index(book);
    let target = Page { placed: &placed, all: &all, name: INDEX };
    texts.push(renderer.text(&index, &target, 1, &book.contents));
    // The pages have the images of the book, one after the other.
    let mut images = book.images.clone();
    for (page, document) in all.pages.iter().zip(&mut documents) {
        document.images = images;
        let target = Page { placed: &placed, all: &all, name: &page.name };
        texts.push(renderer.text(document, &target, 1 - page.level as i8, &page.entries));
        images = std::mem::take(&mut document.images);
    }
    let (mut used, mut shown) = (Used::default(), Shown::default());
    let with_text = fonts::embeds_text(look);
    for text in &texts {
        used.merge(&text.used);
        if text.used.math || with_text {
            text.show(&mut shown, with_text);
        }
    }
    let css = renderer.sheet(&placed, &used, look, &fonts::of(&shown, settings, look));
    let style = placed.style(css);
    let mut with_ways = vec![(&index, all.around(None))];
    with_ways.extend(documents.iter().enumerate().map(|(at, document)| (document, all.around(Some(at)))));
    let pages = with_ways
        .into_iter()
        .zip(&texts)
        .map(|((document, around), text): (_, &Text)| renderer.fill(document, text, &around, style.clone()));
    let mut pages = pages.collect::<anyhow::Result<Vec<_>>>()?.into_iter();
    let first = pages.next().unwrap_or_default();
    let mut others: BTreeMap<String, Arc<[u8]>> =
        all.pages.iter().map(|page| page.name.clone()).zip(pages.map(Into::into)).collect();
    let texts = [format!("{MARK} What the search knows. */\n{}", all.search(&documents)), SEARCH.to_owned()];
    for (name, text) in SCRIPTS.iter().zip(texts) {
        others.insert((*name).to_owned(), text.into_bytes().into());
    }
    Ok(Rendered { pages: others, ..placed.rendered(first) })
}

/// The script of the search.
const SEARCH: &str = include_str!("../../../templates/search.js");

/// All pages of a book.
struct All {
    title: String,
    pages: Vec<One>,
    /// The page on which each identifier is.
    places: HashMap<String, usize>,
}

/// The page of a part or a chapter.
struct One {
    /// The name of its file.
    name: String,
    title: String,
    /// The level of its heading in the book.
    level: u8,
    /// The identifier of that.
    heading: Option<String>,
    /// The lines of its table of contents: all pages, and the headings of this one.
    entries: Vec<ContentsEntry>,
}

impl All {
    /// The pages of a book, and what stands on each.
    fn of(book: &Document) -> (Self, Vec<Document>) {
        let mut names = HashSet::from(["index".to_owned()]);
        let chapters = book.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Chapter(chapter) => Some(chapter),
            _ => None,
        });
        let (mut pages, documents): (Vec<One>, Vec<Document>) =
            chapters.map(|chapter| One::of(chapter, book, &mut names)).unzip();
        let mut places = HashMap::new();
        for (at, (page, document)) in pages.iter().zip(&documents).enumerate() {
            let own = identifiers(&document.blocks).into_iter().map(str::to_owned);
            places.extend(own.chain(page.heading.clone()).map(|id| (id, at)));
        }
        list(&mut pages, &book.contents, &places);
        (Self { title: book.metadata.title.clone(), pages, places }, documents)
    }

    /// The page that lists all: what the book says of itself, and its contents as text.
    fn index(&self, book: &Document) -> Document {
        let mut index = Document { metadata: book.metadata.clone(), ..Document::default() };
        index.blocks.extend(book.front().blocks.iter().cloned());
        index.contents.clone_from(&book.contents);
        index.blocks.push(Block::new(Default::default(), BlockKind::Contents));
        index
    }

    /// What a page leads to; without a place, that which lists all.
    fn around(&self, at: Option<usize>) -> Around {
        let neighbour = |at: usize| {
            let page = self.pages.get(at)?;
            Some(Neighbour { title: page.title.clone(), address: address::link(&page.name)? })
        };
        let up = Neighbour { title: self.title.clone(), address: INDEX.to_owned() };
        Around {
            previous: match at {
                Some(0) => Some(up.clone()),
                Some(at) => neighbour(at - 1),
                None => None,
            },
            next: neighbour(at.map_or(0, |at| at + 1)),
            up: at.map(|_| up),
            scripts: SCRIPTS.map(str::to_owned).into(),
        }
    }

    /// What the search knows, as a script: for each section its title, its address and its words.
    fn search(&self, documents: &[Document]) -> String {
        let mut sections = Sections::default();
        for (page, document) in self.pages.iter().zip(documents) {
            let address = address::link(&page.name).unwrap_or_default();
            sections.all.push((page.title.clone(), address.clone(), String::new()));
            sections.page = address;
            document.blocks.iter().for_each(|block| sections.block(block));
        }
        format!("const searchIndex = {};\n", serde_json::to_string(&sections.all).unwrap_or_default())
    }
}

impl One {
    fn of(chapter: &Chapter, book: &Document, names: &mut HashSet<String>) -> (Self, Document) {
        let mut blocks = chapter.blocks.clone();
        let mut metadata = crate::ir::Metadata {
            language: chapter.language.clone(),
            options: book.metadata.options.clone(),
            ..Default::default()
        };
        let mut heading = None;
        if let Some(Block { kind: BlockKind::Heading { level, content }, attributes, .. }) =
            blocks.first_mut()
        {
            *level = TITLE;
            metadata.title = plain_text(content);
            heading.clone_from(&attributes.id);
        }
        let title = metadata.title.clone();
        metadata.title = format!("{title} · {}", book.metadata.title);
        let wanted = heading.as_deref().map_or_else(|| slug(&title), slug);
        let numbered = (2..).map(|number| format!("{wanted}-{number}"));
        let mut free = std::iter::once(wanted.clone()).chain(numbered);
        let name =
            free.find(|name| !name.is_empty() && names.insert(name.to_lowercase())).unwrap_or_default();
        let contents = book.contents.iter().take(1).cloned().collect();
        let document = Document { metadata, blocks, contents, images: Vec::new() };
        let name = format!("{name}.html");
        (Self { name, title, level: chapter.level, heading, entries: Vec::new() }, document)
    }
}

/// Gives each page the lines of its table of contents: the pages of the book, or where there are too many those around
/// it, and its own headings.
fn list(pages: &mut [One], contents: &[ContentsEntry], places: &HashMap<String, usize>) {
    let is_page = |entry: &ContentsEntry, at: usize| {
        pages.get(at).is_some_and(|page| page.heading.as_deref() == Some(entry.id.as_str()))
    };
    let of_page: Vec<(usize, bool, &ContentsEntry)> = contents
        .iter()
        .filter_map(|entry| {
            let at = *places.get(&entry.id)?;
            Some((at, is_page(entry, at), entry))
        })
        .collect();
    let many = pages.len() > SIDE_ENTRIES;
    let entries: Vec<Vec<ContentsEntry>> = (0..pages.len())
        .map(|own| {
            let near = |at: usize| !many || own.abs_diff(at) <= SIDE_ENTRIES / 2;
            let shown =
                of_page.iter().filter(|(at, is_page, _)| if *is_page { near(*at) } else { *at == own });
            shown.map(|(_, _, entry)| (*entry).clone()).collect()
        })
        .collect();
    for (page, entries) in pages.iter_mut().zip(entries) {
        page.entries = entries;
    }
}

/// The sections of pages with their words.
#[derive(Default)]
struct Sections {
    /// The address of the page.
    page: String,
    all: Vec<(String, String, String)>,
}

impl Sections {
    fn words(&mut self, words: &str) {
        if let Some((.., text)) = self.all.last_mut() {
            if !text.is_empty() && !text.ends_with(' ') {
                text.push(' ');
            }
            text.push_str(words.trim());
        }
    }
}

impl Visit<'_> for Sections {
    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { level: TITLE, .. } => return,
            BlockKind::Heading { content, .. } => {
                let fragment = block.attributes.id.as_deref().map(address::fragment).unwrap_or_default();
                self.all.push((plain_text(content), format!("{}{fragment}", self.page), String::new()));
                return;
            }
            BlockKind::Paragraph { content } => self.words(&plain_text(content)),
            BlockKind::Code { text, .. } => self.words(text),
            _ => return walk_block(self, block),
        }
        // Footnotes stand apart.
        walk_block(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Footnote { .. }
            | InlineKind::Styled { .. }
            | InlineKind::Link { .. }
            | InlineKind::Span { .. } => walk_inline(self, inline),
            _ => {}
        }
    }
}

/// A page of a book, as its body sees it.
struct Page<'a> {
    placed: &'a Placed<'a>,
    all: &'a All,
    name: &'a str,
}

impl Target for Page<'_> {
    fn name(&self) -> &str {
        ""
    }

    fn image(&self, index: usize) -> Option<String> {
        self.placed.image(index)
    }

    fn has_anchors(&self) -> bool {
        true
    }

    fn element(&self, id: &str) -> Option<String> {
        let page = self.all.places.get(id).and_then(|at| self.all.pages.get(*at));
        let fragment = address::fragment(id);
        Some(match page {
            Some(page) if page.name == self.name => fragment,
            Some(page) if page.heading.as_deref() == Some(id) => address::link(&page.name)?,
            Some(page) => format!("{}{fragment}", address::link(&page.name)?),
            None => fragment,
        })
    }

    fn file(&self, address: &str) -> Option<String> {
        address::link(address)
    }

    fn note(&self, _path: &str, _fragment: Option<&str>) -> Option<String> {
        None
    }
}
