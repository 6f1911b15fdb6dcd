//! Formulas: what each says, read once for all targets. One that cannot be read shows as code, with a warning.
//! Macros are those of the note's project, of its front matter (`macros:`, `header-includes:`) and those that the note
//! defines, best before they are used. What only defines macros shows nothing.

mod macros;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::files::Files;
use crate::ir::walk::{Visit, VisitMut, plain_text, walk_block_mut, walk_inline, walk_inline_mut};
use crate::ir::{Block, BlockKind, Document, Inline, InlineKind, Metadata};
use crate::latex::{self, Defines, Macros};

/// Reads all formulas of the document; `numbers` are those of its labelled formulas, `files` gives the settings of its
/// project.
pub fn run(document: &mut Document, numbers: Macros, files: &dyn Files, diagnostics: &mut Diagnostics) {
    let mut macros = numbers;
    let mut commands = Commands(false);
    document.blocks.iter().for_each(|block| commands.block(block));
    if commands.0 {
        macros::of_project(&mut macros, files);
    }
    macros::of_note(&mut macros, &document.metadata);
    let mut all = All(macros.clone());
    document.blocks.iter().for_each(|block| all.block(block));
    let mut formulas = Formulas { macros, all: all.0, emptied: false, diagnostics };
    formulas.blocks(&mut document.blocks);
}

/// The words of a line whose formulas may not be read yet.
pub fn words(content: &[Inline], metadata: &Metadata) -> String {
    let mut content = content.to_vec();
    let mut macros = Macros::default();
    macros::of_note(&mut macros, metadata);
    let mut unheard = Diagnostics::default();
    let all = macros.clone();
    Formulas { macros, all, emptied: false, diagnostics: &mut unheard }.inlines(&mut content);
    plain_text(&content).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a formula has commands, which may be macros.
struct Commands(bool);

impl Visit<'_> for Commands {
    fn inline(&mut self, inline: &Inline) {
        self.0 |= matches!(&inline.kind, InlineKind::Math { tex, .. } if tex.contains('\\'));
        walk_inline(self, inline);
    }
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
        | BlockKind::Chapter(_)
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
        document.metadata.extra.insert("macros".into(), crate::yaml::read(macros).unwrap());
        let mut diagnostics = Diagnostics::default();
        run(&mut document, Macros::default(), &crate::files::Memory::default(), &mut diagnostics);
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
