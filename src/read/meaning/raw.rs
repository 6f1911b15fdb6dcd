//! Raw content: what is written for another program.

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::*;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::syntax::directive::is_html;
use crate::source::Span;

impl Reader<'_> {
    /// Raw content for one kind of output: HTML is read as such, the rest is for other programs.
    pub fn raw_block(&mut self, span: Span, format: &str, text: &str) -> Node {
        if is_html(format) {
            let blocks = self.raw_html(span, text);
            return Node::Block(Block::new(span, BlockKind::Division { blocks }));
        }
        if asks_for_page(text) {
            let attributes = Attributes::of_class(PAGE_BREAK);
            return Node::Block(Block { span, attributes, kind: BlockKind::Division { blocks: Vec::new() } });
        }
        if self.is_raw_typst(format) {
            let kind = BlockKind::Division {
                blocks: vec![Block {
                    attributes: raw_typst(),
                    ..Block::new(span, BlockKind::code(None, text))
                }],
            };
            return Node::Block(Block { span, attributes: for_paper(), kind });
        }
        self.dropped_raw(span, format);
        Node::Block(Block::new(span, BlockKind::Division { blocks: Vec::new() }))
    }

    /// Raw content in a line, which is not HTML.
    pub fn raw_inline(&mut self, span: Span, format: &str, text: &str) -> Option<Inline> {
        if asks_for_page(text) {
            return Some(crate::read::core::content::page_break(span));
        }
        if self.is_raw_typst(format) {
            let kind = InlineKind::Code { language: None, text: text.to_owned() };
            let kind = InlineKind::Span { content: vec![Inline { span, attributes: raw_typst(), kind }] };
            return Some(Inline { span, attributes: for_paper(), kind });
        }
        self.dropped_raw(span, format);
        None
    }

    fn is_raw_typst(&self, format: &str) -> bool {
        self.note.raw_typst && is_typst(format)
    }

    /// Tells that raw content is left out.
    pub fn dropped_raw(&mut self, span: Span, format: &str) {
        let message = format!("what is written in `{format}` for another program is left out");
        let warning = Diagnostic::warning(Code::RawContent, message).at(span);
        self.findings.push(match is_typst(format) {
            true => warning.hint("`--allow-raw-typst` sets it in a PDF, for notes that you trust"),
            false => warning,
        });
    }
}

fn is_typst(format: &str) -> bool {
    matches!(format, "typst" | "typ")
}

/// The attributes of code that is set as Typst.
fn raw_typst() -> Attributes {
    AttributeList { pairs: vec![(RAW_TYPST.to_owned(), String::new())], ..AttributeList::default() }.into()
}

/// The attributes of what only paper shows, as Quarto has them.
fn for_paper() -> Attributes {
    let pairs = vec![("when-format".to_owned(), "typst".to_owned())];
    AttributeList { classes: vec!["content-visible".to_owned()], pairs, ..AttributeList::default() }.into()
}

/// Whether all that raw content for another program says is that a new page begins (LaTeX, Typst, ConTeXt, Office Open XML).
fn asks_for_page(text: &str) -> bool {
    const COMMANDS: [&str; 9] = [
        "\\eject",
        "\\newpage",
        "\\pagebreak",
        "\\clearpage",
        "\\cleardoublepage",
        "\\page",
        "#pagebreak()",
        "#pagebreak(weak: true)",
        "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>",
    ];
    let words: Vec<&str> = text.split_whitespace().collect();
    let (joined, spaced) = (words.concat(), words.join(" "));
    COMMANDS.iter().any(|command| *command == spaced || command.replace(' ', "") == joined)
}
