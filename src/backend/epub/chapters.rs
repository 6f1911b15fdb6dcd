//! The division of a document into chapters: one for each heading of the outermost level, one for what comes before; the
//! files that they are in, which short ones share; and the file in which every identifier ends up.

use std::collections::{HashMap, HashSet};

use super::resources::Resource;
use crate::backend::html::address;
use crate::backend::html::body::Target;
use crate::ir::walk::{Visit, identifiers, plain_text, walk_block, walk_inline};
use crate::ir::{self, Block, BlockKind, ContentsEntry, Document, Inline, InlineKind, Rank};

/// The name of the cover page.
pub const COVER: &str = "cover.xhtml";

/// Words of a file of the text, about: a reading system opens a file anew at its beginning, and shows no page of more than
/// one of them.
const WORDS: usize = 2_000;

/// A chapter of the text.
#[derive(Debug)]
pub struct Chapter<'a> {
    /// The name of its file.
    pub file: String,
    /// Whether it is the first in its file.
    pub is_first: bool,
    /// The identifier of the whole.
    pub id: String,
    /// The identifier of its heading, or `None` when it has none.
    pub heading: Option<&'a str>,
    /// Its heading's words, or the document's title.
    pub title: String,
    /// Its content, the heading included.
    pub blocks: &'a [Block],
    /// The part or the chapter of a book that it belongs to, and whether it is the beginning of that.
    pub of: Option<(&'a Block, &'a ir::Chapter, bool)>,
}

/// A document in chapters.
#[derive(Debug)]
pub struct Book<'a> {
    /// The chapters, in reading order; there is at least one.
    pub chapters: Vec<Chapter<'a>>,
    /// The level of the headings that begin chapters.
    pub top_level: u8,
    /// The document's headings and, where the text begins without one, its title before them.
    pub contents: Vec<ContentsEntry>,
    /// The file in which each identifier is.
    files: HashMap<&'a str, String>,
    /// How many files of text there are, and how many words the last has.
    number: usize,
    words: usize,
    /// The titles of the chapters in that file.
    titles: HashSet<String>,
}

impl<'a> Book<'a> {
    /// Divides a document.
    pub fn of(document: &'a Document) -> Self {
        let level = |block: &Block| match &block.kind {
            BlockKind::Heading { level, content } if !content.is_empty() => Some(*level),
            _ => None,
        };
        let front = document.front();
        let top_level = front.body.iter().filter_map(level).min().unwrap_or(1);
        let mut book = Book {
            chapters: Vec::new(),
            top_level,
            contents: document.contents.clone(),
            files: HashMap::new(),
            number: 0,
            words: 0,
            titles: HashSet::new(),
        };
        book.place(front.blocks, COVER);
        let mut written = 0;
        for (at, block) in front.body.iter().enumerate() {
            let BlockKind::Chapter(chapter) = &block.kind else { continue };
            book.sections(document, front.body.get(written..at).unwrap_or_default(), top_level, None);
            book.sections(document, &chapter.blocks, chapter.level, Some((block, chapter)));
            written = at + 1;
        }
        let rest = front.body.get(written..).unwrap_or_default();
        book.sections(document, rest, top_level, None);
        if book.chapters.is_empty() {
            book.chapter(&document.metadata.title, &[], None, None);
        }
        book
    }

    /// Divides blocks at the headings of a level; those of a book's chapter, where it is long, at its sections.
    fn sections(
        &mut self,
        document: &'a Document,
        blocks: &'a [Block],
        level: u8,
        of: Option<(&'a Block, &'a ir::Chapter)>,
    ) {
        let level = if of.is_some() && words(blocks) > WORDS { level + 1 } else { level };
        let begins = |block: &Block| match &block.kind {
            BlockKind::Heading { level: own, content } => !content.is_empty() && *own == level,
            _ => false,
        };
        let (mut rest, mut is_first) = (blocks, true);
        while !rest.is_empty() {
            let end = rest.iter().skip(1).position(begins).map_or(rest.len(), |at| at + 1);
            let (blocks, next) = rest.split_at(end);
            let is_heading = |block: &&Block| begins(block) || (of.is_some() && is_first);
            let heading = blocks.first().filter(is_heading);
            let of = of.map(|(block, chapter)| (block, chapter, is_first));
            self.chapter(&document.metadata.title, blocks, heading, of);
            (rest, is_first) = (next, false);
        }
    }

    /// Notes in which file the identifiers of blocks are: that of the first of each name.
    fn place(&mut self, blocks: &'a [Block], file: &str) {
        for id in identifiers(blocks) {
            self.files.entry(id).or_insert_with(|| file.to_owned());
        }
    }

    /// Has no place for what stands before the body, which is not shown.
    pub fn hide_front(&mut self) {
        self.files.retain(|_, file| file != COVER);
    }

    /// The chapter with this identifier of its own.
    fn whole(&self, id: &str) -> Option<&Chapter<'a>> {
        let number: usize = id.strip_prefix("chapter.")?.parse().ok()?;
        self.chapters.get(number.checked_sub(1)?).filter(|chapter| chapter.id == id)
    }

    fn chapter(
        &mut self,
        title: &str,
        blocks: &'a [Block],
        heading: Option<&'a Block>,
        of: Option<(&'a Block, &'a ir::Chapter, bool)>,
    ) {
        let id = format!("chapter.{}", self.chapters.len() + 1);
        let title = match heading.map(|block| &block.kind) {
            Some(BlockKind::Heading { content, level: _ }) => plain_text(content),
            _ => {
                let content = vec![Inline::text(Default::default(), title)];
                self.contents.insert(0, ContentsEntry { level: self.top_level, id: id.clone(), content });
                title.to_owned()
            }
        };
        let words = words(blocks);
        self.words += words;
        // No two parts of a file have one name: who hears them could not tell them apart.
        let begins_book_chapter =
            of.is_some_and(|(_, chapter, is_first)| is_first && chapter.rank != Rank::Section);
        let is_first = self.chapters.is_empty()
            || self.words > WORDS
            || self.titles.contains(title.trim())
            || begins_book_chapter;
        if is_first {
            (self.number, self.words) = (self.number + 1, words);
            self.titles.clear();
        }
        self.titles.insert(title.trim().to_owned());
        let file = format!("chapter-{}.xhtml", self.number);
        self.place(blocks, &file);
        let heading = heading.and_then(|block| block.attributes.id.as_deref());
        self.chapters.push(Chapter { file, is_first, id, heading, title, blocks, of });
    }
}

/// How many words blocks have, as one counts them between spaces; a formula, an image or a piece of code is one.
fn words(blocks: &[Block]) -> usize {
    struct Words(usize);
    impl Visit<'_> for Words {
        fn block(&mut self, block: &Block) {
            if let BlockKind::Code { text, .. } = &block.kind {
                self.0 += text.split_whitespace().count();
            }
            walk_block(self, block);
        }

        fn inline(&mut self, inline: &Inline) {
            self.0 += match &inline.kind {
                InlineKind::Text { text } => text.split_whitespace().count(),
                InlineKind::Math { .. } | InlineKind::Image(_) | InlineKind::Code { .. } => 1,
                _ => 0,
            };
            walk_inline(self, inline);
        }
    }
    let mut words = Words(0);
    blocks.iter().for_each(|block| words.block(block));
    words.0
}

/// A file of the book, as its body sees it.
pub struct File<'a> {
    /// Its name.
    pub name: &'a str,
    /// The book.
    pub book: &'a Book<'a>,
    /// The images, by their indexes in the document.
    pub resources: &'a [Resource],
}

impl Target for File<'_> {
    fn name(&self) -> &str {
        self.name
    }

    fn image(&self, index: usize) -> Option<String> {
        let resource = self.resources.get(index)?;
        Some(resource.name.clone())
    }

    fn element(&self, id: &str) -> Option<String> {
        if let Some(chapter) = self.book.whole(id) {
            return Some(match chapter.is_first {
                true => chapter.file.clone(),
                false => format!("{}{}", chapter.file, address::fragment(id)),
            });
        }
        let file = self.book.files.get(id)?;
        let fragment = address::fragment(id);
        Some(if file == self.name { fragment } else { format!("{file}{fragment}") })
    }

    /// A publication holds all that it refers to (EPUB 3.3, 3.6), and other notes are not in it.
    fn file(&self, _address: &str) -> Option<String> {
        None
    }

    fn note(&self, _path: &str, _fragment: Option<&str>) -> Option<String> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::sample::{document, heading, words};

    fn titles(document: &Document) -> Vec<(String, usize)> {
        Book::of(document).chapters.iter().map(|c| (c.title.clone(), c.blocks.len())).collect()
    }

    #[test]
    fn chapters_begin_at_the_outermost_headings() {
        let blocks = vec![heading(2, "a", "A"), heading(3, "b", "B"), words("x"), heading(2, "c", "C")];
        assert_eq!(titles(&document(blocks)), [("A".to_owned(), 3), ("C".to_owned(), 1)]);
    }

    #[test]
    fn what_comes_before_the_first_heading_is_a_chapter_under_the_title() {
        let document = document(vec![words("x"), heading(1, "a", "A")]);
        assert_eq!(titles(&document), [("Title".to_owned(), 1), ("A".to_owned(), 1)]);
        let book = Book::of(&document);
        assert_eq!(book.contents.iter().map(|e| e.id.as_str()).collect::<Vec<_>>(), ["chapter.1", "a"]);
    }

    #[test]
    fn short_chapters_share_a_file() {
        let files = |lengths: &[usize]| {
            let chapter = |(number, length): (usize, &usize)| {
                [heading(1, "a", &number.to_string()), words(&"word ".repeat(*length))]
            };
            let document = document(lengths.iter().enumerate().flat_map(chapter).collect());
            Book::of(&document).chapters.iter().map(|chapter| chapter.file.clone()).collect::<Vec<_>>()
        };
        let [one, two, three, four] = [1, 2, 3, 4].map(|number| format!("chapter-{number}.xhtml"));
        assert_eq!(files(&[10, 10, 10]), [&one, &one, &one].map(String::clone));
        assert_eq!(
            files(&[1_500, 10, 1_500, WORDS, 10]),
            [&one, &one, &two, &three, &four].map(String::clone)
        );
    }

    #[test]
    fn chapters_of_one_name_have_files_of_their_own() {
        let document = document(["A", "B", "A"].map(|title| heading(1, "a", title)).into());
        let files: Vec<_> = Book::of(&document).chapters.into_iter().map(|chapter| chapter.file).collect();
        assert_eq!(files, ["chapter-1.xhtml", "chapter-1.xhtml", "chapter-2.xhtml"]);
    }

    #[test]
    fn an_empty_document_has_one_chapter() {
        assert_eq!(titles(&document(Vec::new())), [("Title".to_owned(), 0)]);
    }

    #[test]
    fn links_name_the_file_of_another_chapter() {
        let long = words(&"word ".repeat(WORDS));
        let document = document(vec![
            heading(1, "a", "A"),
            long,
            heading(1, "b", "B"),
            heading(1, "c", "C"),
            words("x"),
        ]);
        let book = Book::of(&document);
        let file = File { name: "chapter-1.xhtml", book: &book, resources: &[] };
        assert_eq!(file.element("a").as_deref(), Some("#a"));
        assert_eq!(file.element("b").as_deref(), Some("chapter-2.xhtml#b"));
        assert_eq!(file.element("chapter.2").as_deref(), Some("chapter-2.xhtml"));
        assert_eq!(file.element("chapter.3").as_deref(), Some("chapter-2.xhtml#chapter.3"));
        assert_eq!(file.element("chapter.4"), None);
        assert_eq!(file.element("nowhere"), None);
    }
}
