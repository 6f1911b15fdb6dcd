//! Paragraphs that say what follows them, and so stay on its page: a line that ends in a colon, a label in bold, the name of
//! the file that the code below it is.

use crate::backend::pictures;
use crate::ir::walk::plain_text;
use crate::ir::{Block, BlockKind, Inline, InlineKind, Style};
use crate::limits::PARAGRAPH;

/// A label or a name has no more characters.
const LABEL: usize = 80;

/// What two lines have room for.
const TWO_LINES: usize = 150;

/// How a paragraph leads to what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// As a sentence that goes on there, or as its name.
    Line,
    /// As its label, which has more room above than below.
    Label,
}

/// How the block at `at` leads to the one after it, if there is one.
pub fn lead_at(blocks: &[Block], at: usize) -> Option<Lead> {
    let (block, next) = (blocks.get(at)?, blocks.get(at + 1)?);
    let leads = || names_code(block, next) || introduces_picture(blocks, at);
    lead(block).or_else(|| leads().then_some(Lead::Line))
}

/// Whether a block stays on the page of what follows it.
pub fn stays(blocks: &[Block], at: usize) -> bool {
    let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading { .. });
    blocks.get(at).is_some_and(|block| is_heading(block) || lead(block).is_some())
        || introduces_picture(blocks, at)
}

/// Whether all that stands between a heading and a picture is this short paragraph: both would be left without it.
fn introduces_picture(blocks: &[Block], at: usize) -> bool {
    let Some([before, block, next]) = at.checked_sub(1).and_then(|from| blocks.get(from..from + 3)) else {
        return false;
    };
    let BlockKind::Paragraph { content } = &block.kind else { return false };
    let shows_picture = |block: &Block| match &block.kind {
        BlockKind::Paragraph { content } => pictures::alone(content).is_some(),
        BlockKind::Figure { blocks, .. } => {
            matches!(blocks.as_slice(), [Block { kind: BlockKind::Paragraph { content }, .. }] if pictures::alone(content).is_some())
        }
        _ => false,
    };
    matches!(before.kind, BlockKind::Heading { .. })
        && content.len() <= PARAGRAPH
        && !shows_picture(block)
        && shows_picture(next)
        && plain_text(content).chars().take(TWO_LINES + 1).count() <= TWO_LINES
}

/// How a block leads to what follows it, whatever that is.
fn lead(block: &Block) -> Option<Lead> {
    let BlockKind::Paragraph { content } = &block.kind else { return None };
    if content.len() > PARAGRAPH {
        return None;
    }
    let ends = |text: &str| text.trim_end().ends_with([':', '\u{FF1A}']);
    match content.as_slice() {
        [Inline { kind: InlineKind::Styled { style: Style::Strong, content }, .. }]
            if is_short(&plain_text(content)) =>
        {
            Some(Lead::Label)
        }
        [.., Inline { kind: InlineKind::Text { text }, .. }] if ends(text) => Some(Lead::Line),
        [.., Inline { kind: InlineKind::Styled { content, .. }, .. }] if ends(&plain_text(content)) => {
            Some(Lead::Line)
        }
        _ => None,
    }
}

/// Whether a paragraph is nothing but the name of the file that the code after it is.
fn names_code(block: &Block, next: &Block) -> bool {
    let (BlockKind::Paragraph { content }, BlockKind::Code { .. }) = (&block.kind, &next.kind) else {
        return false;
    };
    let [only] = content.as_slice() else { return false };
    let name = plain_text(content);
    let is_path = || {
        let (stem, extension) = name.rsplit_once('.').unwrap_or_default();
        let has_extension =
            (1..=8).contains(&extension.len()) && extension.chars().all(char::is_alphanumeric);
        !name.contains(char::is_whitespace) && (has_extension && !stem.is_empty() || name.contains('/'))
    };
    is_short(&name) && (matches!(only.kind, InlineKind::Code { .. }) || is_path())
}

fn is_short(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().take(LABEL + 1).count() <= LABEL
}
