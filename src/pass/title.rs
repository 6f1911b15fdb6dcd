//! The document's title: the front matter's; else the first heading, if nothing but images, badges and comments stand
//! before it and no other heading of its level or above follows; else the name of the file. A heading that is the
//! title becomes the block at level [`TITLE`]; any other stays in the body.

use super::identifiers::Identifiers;
use super::math;
use crate::ir::front::TITLE;
use crate::ir::holds::Holds;
use crate::ir::walk::{Visit, walk_block, walk_inline};
use crate::ir::*;
use crate::source::Span;

/// Makes the title of a first heading: always if it repeats the title that the document has, else if the document has
/// none and the heading stands above all others.
pub fn lift(document: &mut Document) {
    let metadata = &document.metadata;
    let Some((path, level, words)) = first(&document.blocks, metadata) else { return };
    let given = metadata.title.trim();
    let is_title = match given.is_empty() {
        true => !is_followed(&document.blocks, level, metadata),
        false => given == words,
    };
    if !is_title {
        return;
    }
    let Some(mut heading) = take(&mut document.blocks, &path) else { return };
    let span = heading.span;
    let BlockKind::Heading { level, content } = &mut heading.kind else { return };
    *level = TITLE;
    let images = take_images(content);
    if content.is_empty() {
        content.push(Inline::text(span, words.clone()));
    }
    let beside = (!images.is_empty()).then(|| Block::new(span, BlockKind::Paragraph { content: images }));
    document.metadata.title = words;
    let before = document.blocks.iter().take_while(|block| front::is_front(block)).count();
    document.blocks.splice(before..before, beside);
    // The front matter's title has more than words, and the heading repeats those.
    if document.front().title.is_none() {
        document.blocks.insert(0, heading);
    }
}

/// Once links are settled: a title of mere words that no link leads to needs no block, and one that a link leads to
/// needs one. `holds` is what the document holds.
pub fn settle(document: &mut Document, holds: Holds, identifiers: &Identifiers) {
    let mut links = Links { to: identifiers.top(), found: false };
    if holds.contains(Holds::LINK) {
        document.blocks.iter().for_each(|block| links.block(block));
    }
    let plain = document.front().title.map(|title| match &title.kind {
        BlockKind::Heading { content, .. } => {
            content.iter().all(|inline| matches!(inline.kind, InlineKind::Text { .. }) && is_bare(inline))
        }
        _ => false,
    });
    match (plain, links.found) {
        (Some(true), false) => drop(document.blocks.remove(0)),
        (None, true) => {
            let content = vec![Inline::text(Span::default(), document.metadata.title.clone())];
            let mut title = Block::new(Span::default(), BlockKind::Heading { level: TITLE, content });
            title.attributes.id = Some(identifiers.top().to_owned());
            document.blocks.insert(0, title);
        }
        _ => {}
    }
}

fn is_bare(inline: &Inline) -> bool {
    inline.attributes.is_empty()
}

/// Finds a link to an element of the document.
struct Links<'a> {
    to: &'a str,
    found: bool,
}

impl Visit<'_> for Links<'_> {
    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Link { target, .. } = &inline.kind
            && let LinkTarget::Internal(id) = &**target
        {
            self.found |= id == self.to;
        }
        walk_inline(self, inline);
    }
}

/// What stands at the beginning of blocks.
enum First {
    /// The heading at this place, its level and its words.
    Heading(Vec<usize>, u8, String),
    /// Words.
    Words,
    /// Nothing that says anything.
    Nothing,
}

/// The place of the first heading, a position for each group that it is in; its level and its words. `None` when words
/// come first.
fn first(blocks: &[Block], metadata: &Metadata) -> Option<(Vec<usize>, u8, String)> {
    match beginning(blocks, metadata) {
        First::Heading(path, level, words) => Some((path, level, words)),
        First::Words | First::Nothing => None,
    }
}

fn beginning(blocks: &[Block], metadata: &Metadata) -> First {
    for (at, block) in blocks.iter().enumerate().filter(|(_, block)| !front::is_front(block)) {
        match &block.kind {
            BlockKind::Heading { level, content } => {
                let words = words_of(content, metadata);
                if !words.is_empty() {
                    return First::Heading(vec![at], *level, words);
                }
            }
            BlockKind::Paragraph { content } if content.iter().all(is_decoration) => {}
            BlockKind::Figure { blocks, .. } if blocks.iter().all(is_picture) => {}
            BlockKind::Contents => {}
            BlockKind::Division { blocks } => match beginning(blocks, metadata) {
                First::Heading(mut path, level, words) => {
                    path.insert(0, at);
                    return First::Heading(path, level, words);
                }
                First::Words => return First::Words,
                First::Nothing => {}
            },
            _ => return First::Words,
        }
    }
    First::Nothing
}

/// The words of a heading; those of its images only if it has no others.
fn words_of(content: &[Inline], metadata: &Metadata) -> String {
    let mut beside_images = content.to_vec();
    take_images(&mut beside_images);
    let own = math::words(&beside_images, metadata);
    if own.is_empty() { math::words(content, metadata) } else { own }
}

fn is_picture(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Paragraph { content } if content.iter().all(is_decoration))
}

/// Whether an inline is an image, a badge (a link around an image), or a sign between such.
fn is_decoration(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Image(_) | InlineKind::SoftBreak | InlineKind::HardBreak => true,
        InlineKind::Text { text } => !text.contains(char::is_alphanumeric),
        InlineKind::Link { content, .. }
        | InlineKind::Span { content }
        | InlineKind::Styled { content, .. } => content.iter().all(is_decoration),
        InlineKind::Code { .. }
        | InlineKind::Math { .. }
        | InlineKind::Footnote { .. }
        | InlineKind::FootnoteReference { .. } => false,
    }
}

/// Whether another heading of this level or above follows the first.
fn is_followed(blocks: &[Block], level: u8, metadata: &Metadata) -> bool {
    struct Count<'a>(usize, u8, &'a Metadata);
    impl Visit<'_> for Count<'_> {
        fn block(&mut self, block: &Block) {
            if let BlockKind::Heading { level, content } = &block.kind
                && *level <= self.1
                && !math::words(content, self.2).is_empty()
            {
                self.0 += 1;
            }
            walk_block(self, block);
        }
    }
    let mut count = Count(0, level, metadata);
    blocks.iter().for_each(|block| count.block(block));
    count.0 > 1
}

/// Takes out the block at a place; a group that it leaves empty goes with it.
fn take(blocks: &mut Vec<Block>, path: &[usize]) -> Option<Block> {
    let (&at, inner) = path.split_first()?;
    if inner.is_empty() {
        return (at < blocks.len()).then(|| blocks.remove(at));
    }
    let Block { kind: BlockKind::Division { blocks: inside }, attributes, .. } = blocks.get_mut(at)? else {
        return None;
    };
    let block = take(inside, inner);
    if inside.is_empty() && attributes.id.is_none() {
        blocks.remove(at);
    }
    block
}

/// Takes the images out of a title, and the links that hold nothing else: a line for below it.
fn take_images(content: &mut Vec<Inline>) -> Vec<Inline> {
    fn is_image(inline: &Inline) -> bool {
        match &inline.kind {
            InlineKind::Image(_) => true,
            InlineKind::Link { content, .. } => !content.is_empty() && content.iter().all(is_image),
            _ => false,
        }
    }
    let mut images = Vec::new();
    for image in content.extract_if(.., |inline| is_image(inline)) {
        let space = (!images.is_empty()).then(|| Inline::text(image.span, " "));
        images.extend(space);
        images.push(image);
    }
    if !images.is_empty() {
        trim(content);
    }
    images
}

/// Takes spaces and line ends from both ends of a line.
fn trim(content: &mut Vec<Inline>) {
    let is_space = |inline: &Inline| match &inline.kind {
        InlineKind::SoftBreak | InlineKind::HardBreak => true,
        InlineKind::Text { text } => text.trim().is_empty(),
        _ => false,
    };
    while content.last().is_some_and(is_space) {
        content.pop();
    }
    let start = content.iter().take_while(|inline| is_space(inline)).count();
    content.drain(..start);
    if let Some(Inline { kind: InlineKind::Text { text }, .. }) = content.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(Inline { kind: InlineKind::Text { text }, .. }) = content.last_mut() {
        *text = text.trim_end().to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(kind: BlockKind) -> Block {
        Block::new(Span::default(), kind)
    }

    fn heading(level: u8, title: &str) -> Block {
        block(BlockKind::Heading { level, content: vec![Inline::text(Span::default(), title)] })
    }

    fn words() -> Block {
        block(BlockKind::Paragraph { content: vec![Inline::text(Span::default(), "words")] })
    }

    fn title(given: &str, blocks: Vec<Block>) -> (String, Vec<u8>) {
        let mut document = Document { blocks, ..Document::default() };
        document.metadata.title = given.to_owned();
        lift(&mut document);
        let level = |block: &Block| match &block.kind {
            BlockKind::Heading { level, .. } => *level,
            _ => 9,
        };
        (document.metadata.title.clone(), document.blocks.iter().map(level).collect())
    }

    #[test]
    fn a_first_heading_above_all_others_is_the_title() {
        let blocks = || vec![heading(2, "A"), words(), heading(3, "B")];
        assert_eq!(title("", blocks()), ("A".to_owned(), vec![0, 9, 3]));
        let more = [blocks(), vec![heading(2, "C")]].concat();
        assert_eq!(title("", more), (String::new(), vec![2, 9, 3, 2]));
        let above = [blocks(), vec![heading(1, "C")]].concat();
        assert_eq!(title("", above), (String::new(), vec![2, 9, 3, 1]));
    }

    #[test]
    fn only_images_may_stand_before_the_title() {
        let picture = || {
            let source = ImageSource::Unresolved("x.png".to_owned());
            let alternative = Alternative::Given("x".to_owned());
            let image = Image { source, alternative, title: None, width: None, height: None };
            let image = Inline::new(Span::default(), InlineKind::Image(Box::new(image)));
            block(BlockKind::Paragraph { content: vec![image] })
        };
        assert_eq!(title("", vec![words(), heading(1, "A")]), (String::new(), vec![9, 1]));
        assert_eq!(title("", vec![picture(), heading(1, "A")]), ("A".to_owned(), vec![0, 9]));
    }

    #[test]
    fn a_heading_in_a_group_may_be_the_title() {
        let group = |blocks| block(BlockKind::Division { blocks });
        let only = group(vec![heading(1, "A")]);
        assert_eq!(title("", vec![only, words()]), ("A".to_owned(), vec![0, 9]));
        let first = group(vec![words()]);
        assert_eq!(title("", vec![first, heading(1, "A")]), (String::new(), vec![9, 1]));
        let quote = block(BlockKind::Quote { blocks: vec![heading(1, "A")] });
        assert_eq!(title("", vec![quote]), (String::new(), vec![9]));
    }

    #[test]
    fn a_first_heading_goes_only_if_it_repeats_the_given_title() {
        let blocks = || vec![heading(1, "A"), heading(1, "B")];
        assert_eq!(title("A", blocks()), ("A".to_owned(), vec![0, 1]));
        assert_eq!(title("B", blocks()), ("B".to_owned(), vec![1, 1]));
    }
}
