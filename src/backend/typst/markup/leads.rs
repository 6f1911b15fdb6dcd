//! Paragraphs that say what follows them, and so stay on its page: a line that ends in a colon, a label in bold, the name of
//! the file that the code below it is.

use crate::ir::walk::plain_text;
use crate::ir::{Block, BlockKind, Inline, InlineKind, Style};
use crate::limits::PARAGRAPH;

/// A label or a name has no more characters.
const LABEL: usize = 80;

/// How a paragraph leads to what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// As a sentence that goes on there, or as its name.
    Line,
    /// As its label, which has more room above than below.
    Label,
}

/// How a block leads to what follows it, whatever that is.
pub fn lead(block: &Block) -> Option<Lead> {
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
pub fn names_code(block: &Block, next: &Block) -> bool {
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
