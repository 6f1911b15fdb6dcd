//! Formulas: what each says, read once for all targets. One that cannot be read shows as code, with a warning.
//! Macros are those of the front matter (`macros:`, `header-includes:`) and those that the note defines, best
//! before they are used. What only defines macros shows nothing.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::walk::{Visit, VisitMut, walk_block_mut, walk_inline, walk_inline_mut};
use crate::ir::{Block, BlockKind, Document, Inline, InlineKind, Metadata};
use crate::latex::{self, Defines, Macros};

/// Reads all formulas of the document; `numbers` are those of its labelled formulas.
pub fn run(document: &mut Document, numbers: Macros, diagnostics: &mut Diagnostics) {
    let mut macros = numbers;
    define(&mut macros, &document.metadata);
    let mut all = All(macros.clone());
    document.blocks.iter().for_each(|block| all.block(block));
    let mut formulas = Formulas { macros, all: all.0, emptied: false, diagnostics };
    formulas.blocks(&mut document.blocks);
}

/// The macros of the whole note.
struct All(Macros);

impl Visit<'_> for All {
    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Math { tex, .. } = &inline.kind {
            latex::learn(tex, &mut self.0);
        }
        walk_inline(self, inline);
    }
}

struct Formulas<'a> {
    /// The macros defined so far.
    macros: Macros,
    /// Those of the whole note: a formula may stand before the definition of what it uses.
    all: Macros,
    /// Whether something has gone from the block or line that is walked.
    emptied: bool,
    diagnostics: &'a mut Diagnostics,
}

impl VisitMut for Formulas<'_> {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        let outside = std::mem::take(&mut self.emptied);
        let mut emptied = false;
        blocks.retain_mut(|block| {
            self.emptied = false;
            self.block(block);
            emptied |= self.emptied;
            !(self.emptied && is_empty(block))
        });
        self.emptied = outside || (emptied && blocks.is_empty());
    }

    fn block(&mut self, block: &mut Block) {
        walk_block_mut(self, block);
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        let count = inlines.len();
        // A macro holds for what stands after it, on the same line too.
        inlines.retain_mut(|inline| {
            let defines = match &inline.kind {
                InlineKind::Math { tex, .. } => latex::learn(tex, &mut self.macros),
                _ => Defines::Nothing,
            };
            if defines != Defines::Only {
                self.inline(inline);
            }
            defines != Defines::Only
        });
        self.emptied |= inlines.len() < count;
    }

    fn inline(&mut self, inline: &mut Inline) {
        walk_inline_mut(self, inline);
        let InlineKind::Math { tex, display, formula } = &mut inline.kind else { return };
        let read = latex::read(tex, *display, &self.macros);
        match read.or_else(|error| latex::read(tex, *display, &self.all).map_err(|_| error)) {
            Ok(read) => *formula = Some(read.into()),
            Err(error) => {
                let message = format!("this formula cannot be read: {}", error.message);
                let diagnostic = Diagnostic::warning(Code::InvalidMath, message).at(inline.span);
                let place = tex
                    .get(error.range)
                    .map(str::trim)
                    .filter(|place| !place.is_empty() && place.len() < tex.len());
                self.diagnostics.push(match place {
                    Some(place) => diagnostic.hint(format!("look at `{place}`; until then it shows as code")),
                    None => diagnostic.hint("until it can be read it shows as code"),
                });
            }
        }
    }
}

/// Whether nothing is left in a block.
fn is_empty(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph { content } => content.iter().all(is_blank),
        BlockKind::Division { blocks } => blocks.is_empty(),
        BlockKind::Heading { .. }
        | BlockKind::ThematicBreak
        | BlockKind::Quote { .. }
        | BlockKind::List { .. }
        | BlockKind::DescriptionList { .. }
        | BlockKind::Code { .. }
        | BlockKind::Table(_)
        | BlockKind::Figure { .. }
        | BlockKind::Callout(_)
        | BlockKind::Contents => false,
    }
}

fn is_blank(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Text { text } => text.trim().is_empty(),
        InlineKind::SoftBreak | InlineKind::HardBreak => true,
        InlineKind::Span { content } => content.iter().all(is_blank),
        InlineKind::Styled { .. }
        | InlineKind::Code { .. }
        | InlineKind::Math { .. }
        | InlineKind::Link { .. }
        | InlineKind::Image(_)
        | InlineKind::Footnote { .. }
        | InlineKind::FootnoteReference { .. } => false,
    }
}

/// The macros of the front matter: a mapping of names to definitions, or lines of LaTeX.
fn define(macros: &mut Macros, metadata: &Metadata) {
    use serde_yaml::Value;
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        // `name: [definition, number of arguments]`, as KaTeX and MathJax have it.
        Value::Sequence(parts) => parts.first()?.as_str().map(str::to_owned),
        _ => None,
    };
    for key in ["header-includes", "macros"] {
        match metadata.extra.get(key) {
            Some(Value::Mapping(mapping)) => {
                let pairs = mapping.iter().filter_map(|(name, body)| Some((text(name)?, text(body)?)));
                pairs.for_each(|(name, body)| macros.define(&name, &body));
            }
            Some(Value::String(lines)) => {
                latex::learn(lines, macros);
            }
            Some(Value::Sequence(parts)) => {
                for part in parts {
                    latex::learn(&text(part.get("text").unwrap_or(part)).unwrap_or_default(), macros);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Block, BlockKind};
    use crate::source::Span;

    /// Whether each formula was read, and the messages.
    fn read(formulas: &[&str], macros: &str) -> (Vec<bool>, Vec<String>) {
        let math = |tex: &&str| {
            let kind = InlineKind::Math { tex: tex.to_string(), display: false, formula: None };
            Inline::new(Span::default(), kind)
        };
        let content = formulas.iter().map(math).collect();
        let blocks = vec![Block::new(Span::default(), BlockKind::Paragraph { content })];
        let mut document = Document { blocks, ..Document::default() };
        document.metadata.extra.insert("macros".to_owned(), serde_yaml::from_str(macros).unwrap());
        let mut diagnostics = Diagnostics::default();
        run(&mut document, Macros::default(), &mut diagnostics);
        let BlockKind::Paragraph { content } = &document.blocks[0].kind else { unreachable!() };
        let was_read = |inline: &Inline| matches!(inline.kind, InlineKind::Math { formula: Some(_), .. });
        (
            content.iter().map(was_read).collect(),
            diagnostics.sorted().into_iter().map(|one| one.message).collect(),
        )
    }

    #[test]
    fn formulas_are_read_or_told() {
        let (read, messages) = read(&["x^2", "\\notacommand x"], "{}");
        assert_eq!(read, [true, false]);
        assert_eq!(messages.len(), 1);
        assert!(messages[0].starts_with("this formula cannot be read: "));
    }

    #[test]
    fn macros_of_the_front_matter_and_of_formulas_before_are_known() {
        assert_eq!(read(&["\\RR"], "{}").0, [false]);
        assert_eq!(read(&["\\RR"], "{ RR: '\\mathbb{R}' }").0, [true]);
        assert_eq!(read(&["\\RR"], "'\\newcommand{\\RR}{\\mathbb{R}}'").0, [true]);
        assert_eq!(read(&["\\newcommand{\\RR}{\\mathbb{R}}", "\\RR"], "{}").0, [true]);
        assert_eq!(read(&["\\RR", "\\newcommand{\\RR}{\\mathbb{R}} x"], "{}").0, [true, true]);
    }
}
