//! What a document has of what the template has rules for.

use std::collections::BTreeSet;

use crate::backend::code_language;
use crate::ir::*;
use crate::settings::Settings;

/// What the template has rules for that most documents do not need, by the names that it has for it.
const ALL: [&str; 7] = ["code", "dividers", "figures", "footnotes", "formulas", "quotes", "tables"];

/// What a document has of what the template has rules for.
#[derive(Debug, Default)]
pub struct Uses {
    names: BTreeSet<&'static str>,
    /// Whether there is code in a language.
    pub coloured_code: bool,
    /// Whether there is code in the one language of which Typst has no grammar.
    pub console: bool,
}

impl Uses {
    /// What a document has; all, where somebody's own Typst code may have anything.
    pub fn of(document: &Document, settings: &Settings) -> Self {
        let mut uses = Self::default();
        document.blocks.iter().for_each(|block| walk::Visit::block(&mut uses, block));
        if settings.templates.own_typst.is_some() || settings.raw_typst {
            uses.names.extend(ALL);
        }
        uses
    }

    /// The names that the template has for it, in alphabetical order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.names.iter().copied()
    }

    fn code(&mut self, language: Option<&str>) {
        self.names.insert("code");
        self.coloured_code |= language.is_some();
        self.console |=
            language.is_some_and(|language| code_language::known(language) == code_language::CONSOLE);
    }
}

impl<'a> walk::Visit<'a> for Uses {
    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Code { language, .. } => self.code(language.as_deref()),
            BlockKind::ThematicBreak => drop(self.names.insert("dividers")),
            BlockKind::Quote { .. } => drop(self.names.insert("quotes")),
            BlockKind::Figure { .. } => drop(self.names.insert("figures")),
            // One with a caption is a figure.
            BlockKind::Table(_) => self.names.extend(["tables", "figures"]),
            _ => {}
        }
        walk::walk_block(self, block);
    }

    fn inline(&mut self, inline: &'a Inline) {
        match &inline.kind {
            InlineKind::Code { language, .. } => self.code(language.as_deref()),
            // One that Typst cannot set is shown as code.
            InlineKind::Math { .. } => self.names.extend(["formulas", "code"]),
            InlineKind::Footnote { .. } => drop(self.names.insert("footnotes")),
            _ => {}
        }
        walk::walk_inline(self, inline);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn names(blocks: Vec<Block>) -> String {
        let document = Document { blocks, ..Document::default() };
        Uses::of(&document, &Settings::default()).names().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_template_has_rules_under_each_name_and_no_other() {
        let template = include_str!("../../../templates/note.typ");
        let named = template.split("only(\"").skip(1).filter_map(|rest| rest.split('"').next());
        assert_eq!(named.collect::<BTreeSet<_>>(), BTreeSet::from(ALL));
    }

    #[test]
    fn what_stands_in_other_things_counts() {
        let block = |kind| Block::new(Span::default(), kind);
        let inline = |kind| Inline::new(Span::default(), kind);
        let text = Inline::text(Span::default(), "a");
        assert_eq!(names(vec![block(BlockKind::Paragraph { content: vec![text] })]), "");
        let note =
            InlineKind::Footnote { label: "a".to_owned(), blocks: vec![block(BlockKind::ThematicBreak)] };
        let paragraph = block(BlockKind::Paragraph { content: vec![inline(note)] });
        assert_eq!(
            names(vec![block(BlockKind::Quote { blocks: vec![paragraph] })]),
            "dividers footnotes quotes"
        );
        assert_eq!(names(vec![block(Table::default().into())]), "figures tables");
    }
}
