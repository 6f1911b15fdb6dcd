//! Formulas: what each says, read once for all targets. One that cannot be read shows as code, with a warning.
//! Macros are those of the front matter (`macros:`) and those that the note's formulas define before it.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::walk::{VisitMut, walk_inline_mut};
use crate::ir::{Document, Inline, InlineKind, Metadata};
use crate::latex;

/// Reads all formulas of the document.
pub fn run(document: &mut Document, diagnostics: &mut Diagnostics) {
    let macros = macros(&document.metadata);
    Formulas { macros, diagnostics }.blocks(&mut document.blocks);
}

struct Formulas<'a> {
    macros: Vec<(String, String)>,
    diagnostics: &'a mut Diagnostics,
}

impl VisitMut for Formulas<'_> {
    fn inline(&mut self, inline: &mut Inline) {
        walk_inline_mut(self, inline);
        let InlineKind::Math { tex, display, formula } = &mut inline.kind else { return };
        match latex::read(tex, *display, &self.macros) {
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
        if tex.contains("\\newcommand") || tex.contains("\\def") || tex.contains("\\DeclareMathOperator") {
            self.macros.extend(latex::definitions(tex, &self.macros));
        }
    }
}

/// The macros of the front matter: a mapping of names to definitions.
fn macros(metadata: &Metadata) -> Vec<(String, String)> {
    let Some(serde_yaml::Value::Mapping(mapping)) = metadata.extra.get("macros") else { return Vec::new() };
    let text = |value: &serde_yaml::Value| match value {
        serde_yaml::Value::String(text) => Some(text.clone()),
        serde_yaml::Value::Number(number) => Some(number.to_string()),
        // `name: [definition, number of arguments]`, as KaTeX and MathJax have it.
        serde_yaml::Value::Sequence(parts) => parts.first()?.as_str().map(str::to_owned),
        _ => None,
    };
    mapping.iter().filter_map(|(name, definition)| Some((text(name)?, text(definition)?))).collect()
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
        run(&mut document, &mut diagnostics);
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
        assert_eq!(read(&["\\newcommand{\\RR}{\\mathbb{R}}", "\\RR"], "{}").0, [true, true]);
    }
}
