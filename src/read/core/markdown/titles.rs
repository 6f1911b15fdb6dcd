//! Titles and other lines that are read by themselves and may refer to what the note defines.

use std::rc::Rc;

use comrak::Node as Markdown;
use comrak::nodes::NodeValue;

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::*;
use crate::read::core::findings::Findings;
use crate::read::core::footnote;
use crate::read::core::note::Note;
use crate::read::core::reader::Reader;
use crate::read::markdown::parse_inlines_in;
use crate::read::syntax::definitions::Definitions;

impl<'a> Reader<'a> {
    /// Whether the text defines the footnote.
    pub fn defines(&self, label: &str) -> bool {
        self.definitions.contains_key(label)
    }

    /// A reference to a footnote, which is read at the first one.
    pub fn footnote(&mut self, label: &str) -> Option<InlineKind> {
        let &definition = self.definitions.get(label)?;
        if self.is_of_note(label) {
            self.footnotes.leave(label);
        } else if self.footnotes.is_first(label) {
            let blocks = self.appended_footnote(label).unwrap_or_else(|| self.children(definition));
            self.footnotes.add(label, blocks);
        }
        Some(InlineKind::FootnoteReference { label: label.to_owned() })
    }

    /// Whether this text is a title, and the footnote of this label the note's.
    pub fn is_of_note(&self, label: &str) -> bool {
        self.is_line && self.defined.as_ref().is_some_and(|defined| defined.has_footnote(label))
    }

    /// What the note defines, with what its site appends.
    pub fn defined(&mut self) -> Rc<Definitions> {
        let (text, appended) = (self.note.source.text(), self.appended);
        let read = || match appended {
            [] => Definitions::of(text),
            files => {
                let texts = std::iter::once(text).chain(files.iter().map(|file| file.text.as_str()));
                Definitions::of(&texts.collect::<Vec<_>>().join("\n"))
            }
        };
        self.defined.get_or_insert_with(|| Rc::new(read())).clone()
    }

    /// Whether words refer to a footnote or a link that the note defines.
    pub fn refers(&mut self, words: &str) -> bool {
        words.contains(']') && !self.defined().of_line(words).is_empty()
    }

    /// The note's bytes in `range` as one line of text, whatever it looks like: a title, an argument.
    pub fn line_of(&mut self, range: std::ops::Range<usize>) -> Vec<Inline> {
        self.line_in(self.note, range, None)
    }

    /// As [`Reader::line_of`], of another text that stands in this one, with its own findings if they are kept apart.
    pub fn line_in(
        &mut self,
        note: &Note,
        range: std::ops::Range<usize>,
        findings: Option<&mut Findings>,
    ) -> Vec<Inline> {
        let defined = self.defined();
        let content = parse_inlines_in(note, range, defined, findings.unwrap_or(self.findings));
        for label in footnote::labels(&content) {
            self.footnote(&label);
        }
        content
    }

    /// Sets the footnotes where they belong; those that nothing refers to, and further ones of the same label, at the end.
    pub fn set_footnotes(&mut self, blocks: &mut Vec<Block>, root: Markdown<'a>) {
        if self.definitions.is_empty() {
            return;
        }
        self.footnotes.place(blocks);
        for node in root.descendants() {
            let NodeValue::FootnoteDefinition(definition) = &node.data().value else { continue };
            let name = &definition.name;
            if self.is_of_note(name) {
                continue;
            }
            let left_over = if self.definitions.get(name).is_some_and(|first| first.same_node(node)) {
                self.footnote(name);
                self.footnotes.left_over(name, self.span(node))
            } else {
                let mut further = self.children(node);
                self.footnotes.place(&mut further);
                Some((further, defined_again(name).at(self.span(node))))
            };
            if let Some((left_over, warning)) = left_over {
                blocks.extend(left_over);
                self.findings.push(warning);
            }
        }
    }
}

/// What is said of a further footnote of a label: references lead to the first one.
fn defined_again(label: &str) -> Diagnostic {
    let message =
        format!("the footnote `{label}` is defined more than once: this one is set at the end of the note");
    Diagnostic::warning(Code::Footnote, message).hint("give it a label of its own, and refer to that")
}
