//! Roles of MyST and Sphinx: `` {name}`text` ``, often `` {name}`text <target>` ``. What they mean in a document:
//! a link, formatting, code, a formula or a reference. Of one that is not known, the text stays.

use crate::ir::Inline;
use crate::read::core::construct::{Call, Verbatim};
use crate::read::core::content::Content;
use crate::read::core::flatten;
use crate::read::core::reader::Reader;
use crate::read::meaning::constructs::registry;
use crate::read::meaning::reference::shown;
use crate::read::syntax::names::Written;
use crate::read::syntax::tag::Tag;
use crate::source::Span;

impl Reader<'_> {
    /// What a role becomes.
    pub fn role(&mut self, span: Span, name: &str, text: &str) -> Vec<Inline> {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        // In whatever letter case (Docutils, "Interpreted Text Roles").
        let lower = name.to_lowercase();
        let known = self.note.vocabulary.construct(name).unwrap_or(&lower);
        let tag = Tag::of_role(known, &line, span);
        if let Some(content) = self.own_role(span, &tag) {
            return in_line(content);
        }
        let verbatim = Some(Verbatim { argument: &line, text, given: &[], body: text });
        let call = Call { name: known, written: Written::ROLE, span, tag: &tag, alone: true, verbatim };
        let Some(construct) = registry().find(known, Written::ROLE) else {
            self.findings.unknown_role(name, span);
            return vec![Inline::text(span, shown(&call))];
        };
        match (construct.read)(&call, Vec::new(), self) {
            Ok(content) => in_line(content),
            Err(_) => vec![Inline::text(span, line)],
        }
    }
}

/// Content as a part of a line.
fn in_line(content: Content) -> Vec<Inline> {
    match content {
        Content::Inlines(inlines) => inlines,
        Content::Blocks(blocks) => flatten::inlines(blocks),
    }
}

#[cfg(test)]
mod tests {
    use crate::read::syntax::role::parts;

    #[test]
    fn a_text_has_words_and_a_target() {
        assert_eq!(parts("a b <c>"), (Some("a b"), "c"));
        assert_eq!(parts("<c>"), (None, "c"));
        assert_eq!(parts("c"), (None, "c"));
    }
}
