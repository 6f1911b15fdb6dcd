//! Links hold no links and no footnotes (HTML, "interactive content"; CommonMark 0.31 §6.3): raw HTML and references can
//! put them there. The outer link is then split around them, so that both lead somewhere.

use crate::ir::walk::{Visit, walk_inline};
use crate::ir::*;
use crate::source::Span;

/// Splits the links among the inlines that hold others, which are split already; returns where those stood of which
/// nothing is left.
pub fn split(inlines: &mut Vec<Inline>) -> Vec<Span> {
    let mut gone = Vec::new();
    if !inlines.iter().any(is_split) {
        return gone;
    }
    for mut inline in std::mem::take(inlines) {
        if !is_split(&inline) {
            inlines.push(inline);
            continue;
        }
        if let InlineKind::Link { content, .. } = &mut inline.kind {
            let content = std::mem::take(content);
            let mut outer = Outer { link: inline, is_first: true };
            inlines.extend(outer.around(content));
            gone.extend(outer.is_first.then_some(outer.link.span));
        }
    }
    gone
}

/// Whether it is a link that holds what no link can hold.
fn is_split(inline: &Inline) -> bool {
    matches!(&inline.kind, InlineKind::Link { content, .. } if content.iter().any(interrupts))
}

/// Whether it is, or holds, a link or a footnote.
fn interrupts(inline: &Inline) -> bool {
    struct Find(bool);
    impl Visit<'_> for Find {
        fn inline(&mut self, inline: &Inline) {
            self.0 |= is_link(inline);
            walk_inline(self, inline);
        }
    }
    let mut find = Find(false);
    find.inline(inline);
    find.0
}

fn is_link(inline: &Inline) -> bool {
    matches!(
        inline.kind,
        InlineKind::Link { .. } | InlineKind::Footnote { .. } | InlineKind::FootnoteReference { .. }
    )
}

/// A link without its content, of which several are made.
struct Outer {
    link: Inline,
    is_first: bool,
}

impl Outer {
    /// The content with this link around each part of it that is no link.
    fn around(&mut self, content: Vec<Inline>) -> Vec<Inline> {
        let (mut line, mut part) = (Vec::new(), Vec::new());
        for mut inline in content {
            if !interrupts(&inline) {
                part.push(inline);
                continue;
            }
            line.extend(self.part(std::mem::take(&mut part)));
            if !is_link(&inline)
                && let InlineKind::Styled { content, .. } | InlineKind::Span { content } = &mut inline.kind
            {
                let inside = std::mem::take(content);
                *content = self.around(inside);
            }
            line.push(inline);
        }
        line.extend(self.part(part));
        line
    }

    /// A part of the content in a link; white space alone needs none.
    fn part(&mut self, content: Vec<Inline>) -> Vec<Inline> {
        let is_space = |inline: &Inline| match &inline.kind {
            InlineKind::Text { text } => text.trim().is_empty(),
            InlineKind::SoftBreak | InlineKind::HardBreak => true,
            _ => false,
        };
        if content.iter().all(is_space) {
            return content;
        }
        let mut part = self.link.clone();
        if let InlineKind::Link { content: inside, .. } = &mut part.kind {
            *inside = content;
        }
        if !std::mem::replace(&mut self.is_first, false) {
            part.attributes.take_id();
        }
        vec![part]
    }
}
