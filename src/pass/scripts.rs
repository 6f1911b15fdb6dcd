//! Marks the blocks that are in another script than the document: with their language, where the script tells it, and
//! with their direction, so that an Arabic paragraph in an English note starts at the right and is read as Arabic.

use unicode_script::Script;

use super::language::{Scripts, Words, of_script};
use crate::ir::walk::{Visit, VisitMut, walk_block, walk_block_mut, walk_inline, walk_inline_mut};
use crate::ir::*;
use crate::locale::{self, Direction};

/// Marks the blocks of the document that need it.
pub fn run(document: &mut Document) {
    let mut all = Letters::default();
    document.blocks.iter().for_each(|block| all.block(block));
    let direction = locale::direction(&document.metadata.language);
    let main = all.0.main();
    let latin = main.is_none_or(|script| script == Script::Latin);
    if latin && all.0.is_uniform() && direction == Direction::LeftToRight {
        return;
    }
    let language = document.metadata.language.clone();
    Marker { main, direction, language, told: false }.blocks(&mut document.blocks);
}

/// Counts the letters of text outside code, formulas and footnotes.
#[derive(Default)]
struct Letters(Scripts);

impl Visit<'_> for Letters {
    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Text { text } => self.0.add(text),
            InlineKind::Footnote { .. } => {}
            _ => walk_inline(self, inline),
        }
    }
}

struct Marker {
    /// The script of most of the document.
    main: Option<Script>,
    direction: Direction,
    language: String,
    /// Whether what is around tells the language or the direction.
    told: bool,
}

impl Marker {
    /// The pairs that tell a block of this script apart from the document.
    fn pairs(&self, script: Script, block: &Block) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        if Some(script) != self.main {
            let mut words = Words::default();
            walk_block(&mut words, block);
            let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
            let found = of_script(&words.text).filter(|tag| primary(tag) != primary(&self.language));
            pairs.extend(found.map(|tag| ("lang".to_owned(), tag.to_owned())));
        }
        let direction = locale::direction(&format!("und-{}", script.short_name()));
        if direction != self.direction {
            let value = match direction {
                Direction::LeftToRight => "ltr",
                Direction::RightToLeft => "rtl",
            };
            pairs.push(("dir".to_owned(), value.to_owned()));
        }
        pairs
    }
}

impl VisitMut for Marker {
    fn block(&mut self, block: &mut Block) {
        let around = self.told;
        self.told |= block.attributes.pairs.iter().any(|(key, _)| key == "lang" || key == "dir");
        if !self.told && is_text(block) {
            let mut letters = Letters::default();
            walk_block(&mut letters, block);
            let pairs = letters.0.main().map(|script| self.pairs(script, block)).unwrap_or_default();
            self.told = !pairs.is_empty();
            if self.told {
                block.attributes.pairs.extend(pairs);
            }
        }
        walk_block_mut(self, block);
        self.told = around;
    }

    fn inline(&mut self, inline: &mut Inline) {
        let around = self.told;
        // A footnote stands elsewhere.
        self.told &= !matches!(inline.kind, InlineKind::Footnote { .. });
        walk_inline_mut(self, inline);
        self.told = around;
    }
}

/// Whether a block is of text, as a whole in one direction.
fn is_text(block: &Block) -> bool {
    match block.kind {
        BlockKind::Paragraph { .. }
        | BlockKind::Heading { .. }
        | BlockKind::List { .. }
        | BlockKind::DescriptionList { .. }
        | BlockKind::Table(_) => true,
        BlockKind::ThematicBreak
        | BlockKind::Quote { .. }
        | BlockKind::Code { .. }
        | BlockKind::Figure { .. }
        | BlockKind::Callout(_)
        | BlockKind::Division { .. }
        | BlockKind::Chapter(_)
        | BlockKind::Contents => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    /// The pairs of paragraphs in a document of this language.
    fn marked(language: &str, paragraphs: &[&str]) -> Vec<String> {
        let paragraph = |text: &&str| {
            let content = vec![Inline::text(Span::default(), *text)];
            Block::new(Span::default(), BlockKind::Paragraph { content })
        };
        let blocks = paragraphs.iter().map(paragraph).collect();
        let mut document = Document { blocks, ..Document::default() };
        document.metadata.language = language.to_owned();
        run(&mut document);
        let pairs = |block: &Block| {
            let pairs = block.attributes.pairs.iter().map(|(key, value)| format!("{key}={value}"));
            pairs.collect::<Vec<_>>().join(" ")
        };
        document.blocks.iter().map(pairs).collect()
    }

    #[test]
    fn a_block_in_another_script_has_its_language_and_direction() {
        let english = "This is a note in English with some words.";
        assert_eq!(marked("en", &[english, "هذه فقرة عربية"]), ["", "lang=ar dir=rtl"]);
        assert_eq!(marked("en", &[english, "日本語の文です。", "α β γ"]), ["", "lang=ja", ""]);
        assert_eq!(marked("ar", &["هذه فقرة عربية طويلة بما يكفي", "In English."]), ["", "dir=ltr"]);
    }

    #[test]
    fn a_block_in_the_documents_script_is_left_alone() {
        assert_eq!(marked("ja", &["日本語の文です。", "漢字"]), ["", ""]);
        assert_eq!(marked("uk", &["Метод Ньютона", "Обережно"]), ["", ""]);
        assert_eq!(marked("fr", &["Le livre 九章算术 (Les neuf chapitres)"]), [""]);
    }
}
