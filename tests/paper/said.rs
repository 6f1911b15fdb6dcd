//! The words that a document says, whatever it becomes.

use note_convert::Document;
use note_convert::ir::walk::{Visit, walk_block, walk_inline};
use note_convert::ir::{Block, BlockKind, Inline, InlineKind};

/// The words of a document's title and body: letters and figures in a row. Formulas, which have no words of their own, and
/// what stands in for pictures are left out.
pub fn words(document: &Document) -> Vec<String> {
    let mut said = Said(format!("{}\n", document.metadata.title));
    document.blocks.iter().for_each(|block| said.block(block));
    let mut words: Vec<String> = split(&said.0).collect();
    words.sort();
    words.dedup();
    words
}

/// The words of a text, at least two characters each.
fn split(text: &str) -> impl Iterator<Item = String> {
    let shown = text.replace(is_unseen, "");
    let words: Vec<String> = shown
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 1)
        .map(str::to_owned)
        .collect();
    words.into_iter()
}

/// A text without spaces, hyphens, the marks of lines of code that go on, and what is not seen; letters that are set as one are apart.
pub fn condensed(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let kept = |c: &char| !c.is_whitespace() && !matches!(c, '-' | '‐' | '\u{AD}' | '↪') && !is_unseen(*c);
    text.nfkc().filter(kept).collect()
}

fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
        || c.is_control() && !c.is_whitespace()
}

struct Said(String);

impl<'a> Visit<'a> for Said {
    fn block(&mut self, block: &'a Block) {
        self.0.push('\n');
        if let BlockKind::Code { text, .. } = &block.kind {
            self.0.push_str(text);
        }
        walk_block(self, block);
        self.0.push('\n');
    }

    fn inline(&mut self, inline: &'a Inline) {
        match &inline.kind {
            InlineKind::Text { text } | InlineKind::Code { text, .. } => self.0.push_str(text),
            InlineKind::SoftBreak
            | InlineKind::HardBreak
            | InlineKind::Math { .. }
            | InlineKind::Image(_) => {
                self.0.push(' ');
            }
            InlineKind::Footnote { .. } => {
                self.0.push('\n');
                walk_inline(self, inline);
                self.0.push('\n');
            }
            // A style may begin in the middle of a word, which a reading or a small letter divides on paper.
            InlineKind::Styled { .. } => {
                self.0.push(' ');
                walk_inline(self, inline);
                self.0.push(' ');
            }
            InlineKind::FootnoteReference { .. } | InlineKind::Link { .. } | InlineKind::Span { .. } => {
                walk_inline(self, inline);
            }
        }
    }
}
