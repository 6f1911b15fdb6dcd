//! Directives of MyST and Sphinx whose content is no Markdown. What those with text in them become is said with the
//! shortcodes, for they are read as tags.

use crate::ir::{Block, BlockKind, Inline};
use crate::read::core::construct::{Call, Verbatim};
use crate::read::core::content::{Content, paragraph};
use crate::read::core::reader::Reader;
use crate::read::meaning::code::settled;
use crate::read::meaning::constructs::registry;
use crate::read::syntax::directive::options;
use crate::read::syntax::names::{Body, Written};
use crate::read::syntax::tag::Tag;
use crate::source::Span;

impl Reader<'_> {
    /// What a directive with this content becomes.
    pub fn directive(&mut self, span: Span, name: &str, argument: &str, text: &str) -> Content {
        let (given, body) = options(text);
        let own = self.note.vocabulary.construct(name);
        let name = own.unwrap_or(name);
        let tag = Tag::of_role(name, argument, span);
        let verbatim = Some(Verbatim { argument, text, given: &given, body });
        let call = Call { name, written: Written::FENCE, span, tag: &tag, alone: false, verbatim };
        match registry().find(name, Written::FENCE) {
            Some(construct) => {
                let content = (construct.read)(&call, Vec::new(), self);
                let content = content.unwrap_or_else(|_| self.unknown_directive(&call));
                match construct.body {
                    Body::None => with_words(content, span, body),
                    _ => content,
                }
            }
            None => self.unknown_directive(&call),
        }
    }

    /// A directive that is not known, as code.
    fn unknown_directive(&mut self, call: &Call) -> Content {
        self.findings.unknown_directive(call.name, call.span);
        let Some(verbatim) = &call.verbatim else { return Content::Blocks(Vec::new()) };
        let shown = format!("{}\n{}", verbatim.argument, verbatim.text.trim_matches('\n'));
        let block = Block::new(call.span, BlockKind::code(None, shown.trim()));
        Content::Blocks(vec![settled(call, verbatim, block, self)])
    }
}

/// What a directive becomes that takes no content, with the words that stand in it all the same.
fn with_words(content: Content, span: Span, words: &str) -> Content {
    if words.trim().is_empty() {
        return content;
    }
    let mut blocks = match content {
        Content::Blocks(blocks) => blocks,
        Content::Inlines(inlines) => paragraph(inlines).into_iter().collect(),
    };
    blocks.extend(paragraph(vec![Inline::text(span, words.trim())]));
    Content::Blocks(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_stand_before_the_content() {
        let pairs = |text| {
            let (options, rest) = options(text);
            let options: Vec<String> = options.iter().map(|(key, value)| format!("{key}={value}")).collect();
            format!("{} | {rest}", options.join(" "))
        };
        assert_eq!(pairs(":name: a\n:linenos:\n\nx: y\n"), "name=a linenos= | x: y\n");
        assert_eq!(pairs("---\nname: \"a\"\n---\nx"), "name=a | x");
        assert_eq!(pairs("x"), " | x");
    }
}
