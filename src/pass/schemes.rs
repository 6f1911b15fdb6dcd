//! What a note shows on light or on dark pages only, by the names of GitHub, Material, Furo, Quarto and others: a fragment
//! of an image's address or a class. Paper and books are light; pages of HTML ask their reader's system.

use crate::ir::walk::{VisitMut, walk_block_mut, walk_inline_mut};
use crate::ir::*;

/// Classes of what is for light pages only.
const LIGHT: [&str; 5] = [ONLY_LIGHT, "light-content", "light-only", "light-mode-only", "dark:hidden"];
/// Classes of what is for dark pages only.
const DARK: [&str; 5] = [ONLY_DARK, "dark-content", "dark-only", "dark-mode-only", "d-none-light"];

/// Gives what is for one scheme only the class [`ONLY_LIGHT`] or [`ONLY_DARK`].
pub fn run(document: &mut Document) {
    Schemes.blocks(&mut document.blocks);
}

struct Schemes;

impl VisitMut for Schemes {
    fn block(&mut self, block: &mut Block) {
        walk_block_mut(self, block);
        settle(&mut block.attributes);
        let only = match &block.kind {
            BlockKind::Paragraph { content } => only_scheme(content),
            BlockKind::Figure { blocks, .. } => match blocks.as_slice() {
                [only] => scheme(&only.attributes),
                _ => None,
            },
            _ => None,
        };
        add(&mut block.attributes, only);
    }

    fn inline(&mut self, inline: &mut Inline) {
        walk_inline_mut(self, inline);
        settle(&mut inline.attributes);
        let only = match &mut inline.kind {
            InlineKind::Image(image) => of_address(image),
            InlineKind::Link { content, .. } => only_scheme(content),
            _ => None,
        };
        add(&mut inline.attributes, only);
    }
}

/// The scheme that attributes say something is for, by the class that it has after this pass.
pub fn scheme(attributes: &Attributes) -> Option<&'static str> {
    let has = |class: &str| attributes.classes.iter().any(|own| own == class);
    [ONLY_LIGHT, ONLY_DARK].into_iter().find(|class| has(class))
}

/// The scheme of all that a line has.
fn only_scheme(content: &[Inline]) -> Option<&'static str> {
    let is_space = |inline: &&Inline| match &inline.kind {
        InlineKind::Text { text } => text.trim().is_empty(),
        InlineKind::SoftBreak | InlineKind::HardBreak => true,
        _ => false,
    };
    let mut schemes =
        content.iter().filter(|inline| !is_space(inline)).map(|inline| scheme(&inline.attributes));
    let first = schemes.next()??;
    schemes.all(|other| other == Some(first)).then_some(first)
}

fn settle(attributes: &mut Attributes) {
    if attributes.classes.is_empty() {
        return;
    }
    for class in &mut attributes.classes {
        if LIGHT.contains(&class.as_str()) {
            *class = ONLY_LIGHT.to_owned();
        } else if DARK.contains(&class.as_str()) {
            *class = ONLY_DARK.to_owned();
        }
    }
}

fn add(attributes: &mut Attributes, class: Option<&'static str>) {
    if let Some(class) = class.filter(|class| scheme(attributes) != Some(class)) {
        attributes.classes.push(class.to_owned());
    }
}

/// The scheme that the fragment of an image's address asks for; the address then has it no longer.
fn of_address(image: &mut Image) -> Option<&'static str> {
    let ImageSource::Unresolved(address) = &mut image.source else { return None };
    let (path, fragment) = address.rsplit_once('#')?;
    let scheme = match fragment {
        "only-light" | "gh-light-mode-only" => ONLY_LIGHT,
        "only-dark" | "gh-dark-mode-only" => ONLY_DARK,
        _ => return None,
    };
    *address = path.to_owned();
    Some(scheme)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn image(address: &str) -> Inline {
        let source = ImageSource::Unresolved(address.to_owned());
        let image =
            Image { source, alternative: Alternative::Decorative, title: None, width: None, height: None };
        Inline::new(Span::default(), InlineKind::Image(image.into()))
    }

    #[test]
    fn a_line_of_one_scheme_has_it_and_one_of_two_has_none() {
        let paragraph = |content| Block::new(Span::default(), BlockKind::Paragraph { content });
        let both = vec![image("a.png#gh-light-mode-only"), image("b.png#gh-dark-mode-only")];
        let blocks = vec![paragraph(vec![image("c.png#only-dark")]), paragraph(both)];
        let mut document = Document { blocks, ..Document::default() };
        run(&mut document);
        let classes: Vec<_> = document.blocks.iter().map(|block| scheme(&block.attributes)).collect();
        assert_eq!(classes, [Some(ONLY_DARK), None]);
    }
}
