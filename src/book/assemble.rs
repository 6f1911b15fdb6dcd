//! One document of many: each note, read and settled by itself, becomes a part or a chapter. Levels move below the
//! chapter's heading, no two things of the book have one identifier, links between notes lead inside it, an image that
//! several notes show is held once, and places in the notes become places in the text of all of them.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use percent_encoding::percent_decode_str;

use super::{DEEPEST, Unit};
use crate::ir::chapter::BYLINE;
use crate::ir::front::{ABSTRACT, SUBTITLE, TITLE};
use crate::ir::walk::{VisitMut, identifiers, parts_mut, walk_block_mut, walk_inline_mut};
use crate::ir::*;
use crate::locale;
use crate::naming::slug;
use crate::pass::identifiers::{Identifiers, ncname};
use crate::pass::numbering;
use crate::source::Span;

/// A part or a chapter, read and settled by itself.
#[derive(Debug)]
pub struct Piece {
    /// Its place in the book.
    pub unit: Unit,
    /// Its document, whose links to other notes of the book have the index of that piece for their path.
    pub document: Document,
    /// The identifiers of the document.
    pub identifiers: Identifiers,
    /// The name of its file without its extension, for identifiers that others have too.
    pub name: String,
    /// Where its text begins in that of all notes, in bytes.
    pub start: usize,
}

/// Makes one document of `pieces`, with the `metadata` of the book.
pub fn assemble(metadata: Metadata, pieces: Vec<Piece>) -> Document {
    let mut taken = HashSet::new();
    let names: Vec<Names> = pieces.iter().map(|piece| Names::of(piece, &mut taken)).collect();
    let mut book = Document { metadata, ..Document::default() };
    let mut images = Images::default();
    for (index, piece) in pieces.into_iter().enumerate() {
        let chapter = chapter(index, piece, &names, &mut images, &mut book);
        book.blocks.push(chapter);
    }
    book.images = images.files;
    book
}

/// What the identifiers of a document are in the book.
struct Names {
    /// By what they were.
    new: HashMap<String, String>,
    /// By what the note calls them.
    identifiers: Vec<(String, String)>,
    /// That of the chapter's heading.
    heading: String,
}

impl Names {
    fn of(piece: &Piece, taken: &mut HashSet<String>) -> Self {
        let front = piece.document.front();
        let title = front.title.and_then(|title| title.attributes.id.clone());
        let wanted = title.clone().unwrap_or_else(|| ncname(&slug(&piece.document.metadata.title)));
        let stem = ncname(&slug(&piece.name));
        let heading = free(&wanted, &stem, taken);
        let mut new = HashMap::new();
        for old in [title.as_deref(), Some(piece.identifiers.top())].into_iter().flatten() {
            new.insert(old.to_owned(), heading.clone());
        }
        for old in identifiers(&piece.document.blocks) {
            if !new.contains_key(old) {
                new.insert(old.to_owned(), free(old, &stem, taken));
            }
        }
        let known = piece.identifiers.pairs().map(|(name, id)| (name.to_owned(), id.to_owned()));
        Self { new, identifiers: known.collect(), heading }
    }

    /// The identifier of what a link names: by its identifier in the document, or else by its name in the note.
    fn find(&self, name: &str) -> Option<&str> {
        let by_name =
            || self.identifiers.iter().find(|(own, _)| own == name).and_then(|(_, id)| self.new.get(id));
        self.new.get(name).or_else(by_name).map(String::as_str)
    }
}

/// An identifier that nothing has yet: the one that is wanted, with the name of its note after it, or with a number.
fn free(wanted: &str, stem: &str, taken: &mut HashSet<String>) -> String {
    let numbered = (1..).map(|number| format!("{wanted}-{stem}-{number}"));
    let mut names = [wanted.to_owned(), format!("{wanted}-{stem}")].into_iter().chain(numbered);
    names.find(|name| taken.insert(name.clone())).unwrap_or_default()
}

/// The images of a book, each file once.
#[derive(Default)]
struct Images {
    files: Vec<ImageFile>,
    /// Places in the list, by a hash of what is in the file.
    by_data: HashMap<u64, Vec<usize>>,
}

impl Images {
    /// The place of an image file.
    fn add(&mut self, file: ImageFile) -> usize {
        let mut hasher = DefaultHasher::new();
        file.data.hash(&mut hasher);
        let alike = self.by_data.entry(hasher.finish()).or_default();
        let known = alike.iter().find(|&&at| self.files.get(at).is_some_and(|known| known.data == file.data));
        if let Some(&known) = known {
            return known;
        }
        alike.push(self.files.len());
        self.files.push(file);
        self.files.len() - 1
    }
}

/// Makes a chapter of a piece. What stands before the title of the first, its cover and its logo, is the book's.
fn chapter(
    index: usize,
    mut piece: Piece,
    names: &[Names],
    images: &mut Images,
    book: &mut Document,
) -> Block {
    let files = std::mem::take(&mut piece.document.images);
    let moved: Vec<usize> = files.into_iter().map(|file| images.add(file)).collect();
    let Piece { unit, mut document, start, .. } = piece;
    let mut mover = Move { index, names, images: &moved, level: unit.level, start };
    mover.blocks(&mut document.blocks);
    let front = document.front();
    let span = document.blocks.first().map_or_else(|| mover.span(Span::default()), |block| block.span);
    let words = |text: &str| vec![Inline::text(span, text)];
    let mut blocks = vec![heading(&unit, &document, names.get(index), span)];
    let subtitle = front.subtitle.map(<[Inline]>::to_vec);
    if let Some(content) = subtitle.or_else(|| document.metadata.subtitle.as_deref().map(words)) {
        blocks.push(of_class(SUBTITLE, Block::new(span, BlockKind::Paragraph { content })));
    }
    if let Some(line) = byline(&document.metadata, &book.metadata) {
        let line = Block::new(span, BlockKind::Paragraph { content: words(&line) });
        blocks.push(of_class(BYLINE, line));
    }
    let paragraph = |text: &str| Block::new(span, BlockKind::Paragraph { content: words(text) });
    let of_words = || {
        let paragraphs: Vec<Block> = document.metadata.abstract_paragraphs().map(paragraph).collect();
        Some(paragraphs).filter(|paragraphs| !paragraphs.is_empty())
    };
    if let Some(summary) = front.summary.map(<[Block]>::to_vec).or_else(of_words) {
        blocks.push(of_class(ABSTRACT, Block::new(span, BlockKind::Division { blocks: summary })));
    }
    if index == 0 {
        let is_picture = |block: &&Block| {
            let classes = &block.attributes.classes;
            classes.iter().any(|class| [front::COVER, front::LOGO].contains(&class.as_str()))
        };
        book.blocks.extend(front.blocks.iter().filter(is_picture).cloned());
    }
    let language = document.metadata.language.clone();
    let before = front.blocks.len();
    blocks.extend(document.blocks.drain(before..));
    let mut attributes = Attributes::default();
    if language != book.metadata.language {
        attributes.pairs.push(("lang".to_owned(), language.clone()));
    }
    let chapter = Chapter { rank: unit.rank, level: unit.level, language, blocks };
    Block { span, attributes, kind: BlockKind::Chapter(chapter) }
}

fn of_class(class: &str, mut block: Block) -> Block {
    block.attributes.classes.push(class.to_owned());
    block
}

/// The heading of a chapter: its title, after its number if it has one.
fn heading(unit: &Unit, document: &Document, names: Option<&Names>, span: Span) -> Block {
    let title = document.front().title;
    let mut content = match title.map(|title| &title.kind) {
        Some(BlockKind::Heading { content, .. }) => content.clone(),
        _ => vec![Inline::text(span, document.metadata.title.as_str())],
    };
    if let Some((count, above)) = document.metadata.chapter.split_last() {
        content.insert(0, numbering::shown(&metadata::number(above, *count), span));
    }
    let mut attributes = title.map(|title| title.attributes.clone()).unwrap_or_default();
    attributes.id = names.map(|names| names.heading.clone());
    Block { span, attributes, kind: BlockKind::Heading { level: unit.level, content } }
}

/// Who wrote a chapter, and when, as far as the book does not say the same.
fn byline(chapter: &Metadata, book: &Metadata) -> Option<String> {
    let authors = chapter.authors.iter().map(|author| author.name.as_str());
    let authors = authors.collect::<Vec<_>>().join(", ");
    let own = chapter.authors != book.authors && !authors.is_empty();
    let date = chapter.date.as_ref().filter(|date| book.date.as_ref() != Some(date));
    let date = date.map(|date| locale::date(&chapter.language, date));
    let parts: Vec<String> = own.then_some(authors).into_iter().chain(date).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// Puts what is in a document into its place in the book.
struct Move<'a> {
    index: usize,
    names: &'a [Names],
    /// The places of the document's images in the book.
    images: &'a [usize],
    /// The level of the chapter's heading.
    level: u8,
    /// Where the text begins.
    start: usize,
}

impl Move<'_> {
    fn span(&self, span: Span) -> Span {
        let range = span.range();
        Span::new(range.start + self.start..range.end + self.start)
    }

    fn settle(&self, span: &mut Span, attributes: &mut Attributes) {
        *span = self.span(*span);
        let new = attributes.id.as_ref().and_then(|id| self.names.get(self.index)?.new.get(id));
        if let Some(new) = new.cloned() {
            attributes.id = Some(new);
        }
    }

    /// Where a link leads in the book.
    fn target(&self, target: &LinkTarget) -> Option<LinkTarget> {
        let id = match target {
            LinkTarget::Internal(id) => {
                let names = self.names.get(self.index)?;
                names.find(id).unwrap_or(&names.heading)
            }
            LinkTarget::Note { path, fragment } => {
                let names = self.names.get(path.parse::<usize>().ok()?)?;
                let decoded = fragment.as_deref().map(|name| percent_decode_str(name).decode_utf8_lossy());
                let named = fragment.as_deref().and_then(|name| names.find(name));
                named.or_else(|| names.find(&decoded?)).unwrap_or(&names.heading)
            }
            _ => return None,
        };
        Some(LinkTarget::Internal(id.to_owned()))
    }

    /// The label of a footnote: those of other notes may have the same.
    fn label(&self, label: &mut String) {
        label.insert_str(0, &format!("{}:", self.index));
    }
}

impl VisitMut for Move<'_> {
    fn block(&mut self, block: &mut Block) {
        self.settle(&mut block.span, &mut block.attributes);
        parts_mut(block, |span, attributes| self.settle(span, attributes));
        if let BlockKind::Heading { level, .. } = &mut block.kind
            && *level != TITLE
        {
            *level = level.saturating_add(self.level).min(DEEPEST);
        }
        walk_block_mut(self, block);
    }

    fn inline(&mut self, inline: &mut Inline) {
        self.settle(&mut inline.span, &mut inline.attributes);
        match &mut inline.kind {
            InlineKind::Link { target, .. } => {
                if let Some(moved) = self.target(target) {
                    **target = moved;
                }
            }
            InlineKind::Image(image) => {
                if let ImageSource::Loaded(index) = &mut image.source {
                    *index = self.images.get(*index).copied().unwrap_or(*index);
                }
            }
            InlineKind::Footnote { label, .. } | InlineKind::FootnoteReference { label } => self.label(label),
            _ => {}
        }
        walk_inline_mut(self, inline);
    }
}
