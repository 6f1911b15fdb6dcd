//! Blocks that the typesetter refuses, as their plain text: nothing of a block but its words, and the places in it that
//! links lead to, so that these still lead somewhere.

use super::Writer;
use crate::ir::walk::{Visit, parts, walk_block, walk_inline};
use crate::ir::*;

impl Writer<'_> {
    /// The block's words, a paragraph for each block in it, after its places.
    pub(super) fn plain(&mut self, block: &Block) {
        let mut words = Words::default();
        words.block(block);
        for id in words.ids {
            self.anchor(&id);
        }
        for line in words.lines.iter().filter(|line| !line.trim().is_empty()) {
            self.words(line);
            self.out.push_str("; parbreak(); ");
        }
        self.out.push_str("[]");
    }
}

#[derive(Default)]
struct Words {
    ids: Vec<String>,
    lines: Vec<String>,
}

impl Words {
    fn push(&mut self, text: &str) {
        match self.lines.last_mut() {
            Some(line) => line.push_str(text),
            None => self.lines.push(text.to_owned()),
        }
    }
}

impl Visit<'_> for Words {
    fn block(&mut self, block: &Block) {
        self.ids.extend(block.attributes.id.clone());
        parts(block, |attributes| self.ids.extend(attributes.id.clone()));
        self.lines.push(String::new());
        if let BlockKind::Code { text, .. } = &block.kind {
            self.lines.extend(text.lines().map(str::to_owned));
        }
        walk_block(self, block);
        self.lines.push(String::new());
    }

    fn inline(&mut self, inline: &Inline) {
        self.ids.extend(inline.attributes.id.clone());
        match &inline.kind {
            InlineKind::Text { text } | InlineKind::Code { text, .. } => self.push(text),
            InlineKind::Math { tex, .. } => self.push(tex),
            InlineKind::SoftBreak | InlineKind::HardBreak => self.push(" "),
            InlineKind::Image(image) => match &image.alternative {
                Alternative::Given(text) | Alternative::Missing(text) => self.push(text),
                Alternative::Decorative => {}
            },
            InlineKind::Footnote { .. }
            | InlineKind::FootnoteReference { .. }
            | InlineKind::Styled { .. }
            | InlineKind::Link { .. }
            | InlineKind::Span { .. } => walk_inline(self, inline),
        }
    }
}
