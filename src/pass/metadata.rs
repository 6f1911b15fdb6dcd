//! Completes what the front matter leaves open: the language and the title. The body stays as it is; how a language
//! is guessed is told by `language`.

use super::{language, math};
use crate::ir::walk::{Visit, walk_block};
use crate::ir::{Block, BlockKind, Document, InlineKind, Metadata};
use crate::locale::{self, Word};
use crate::read;

/// Gives the document a title and a language when its front matter does not. The title is its first heading,
/// or `file_stem` (a file's name without its extension) as words, or the word for an untitled document; the
/// language is `default_language` (BCP 47), or guessed from the text, or English.
pub fn complete(document: &mut Document, file_stem: Option<&str>, default_language: Option<&str>) {
    if document.metadata.language.is_empty() {
        let language = default_language.map(str::to_owned).or_else(|| language::of_document(document));
        document.metadata.language = language.unwrap_or_else(|| "en".to_owned());
    }
    // What is shown as plain text everywhere has its formulas and marks as plain text.
    let metadata = &document.metadata;
    let title = plain(&metadata.title, metadata);
    let subtitle = metadata.subtitle.as_ref().map(|line| plain(line, metadata));
    let summary = metadata.summary.as_ref().map(|text| {
        let lines = text.split('\n').map(|line| plain(line, metadata));
        lines.collect::<Vec<_>>().join("\n")
    });
    document.metadata = Metadata { title, subtitle, summary, ..std::mem::take(&mut document.metadata) };
    if document.metadata.title.is_empty() {
        let from_name = || file_stem.map(title_from_name).filter(|title| !title.is_empty());
        let title = first_heading(document).or_else(from_name);
        let untitled = || locale::word(&document.metadata.language, Word::Untitled).to_owned();
        document.metadata.title = title.unwrap_or_else(untitled);
    }
}

/// A line with its formulas (`$x^2$`) as plain text, and without the marks of Markdown.
fn plain(line: &str, metadata: &Metadata) -> String {
    if !line.contains(['$', '\\']) {
        return read::plain(line);
    }
    let mut content = read::formulas_in(line);
    for inline in &mut content {
        if let InlineKind::Text { text } = &mut inline.kind {
            *text = read::plain(text);
        }
    }
    math::words(&content, metadata)
}

/// The text of the first heading that has one.
fn first_heading(document: &Document) -> Option<String> {
    struct Heading<'a>(Option<String>, &'a Metadata);
    impl Visit<'_> for Heading<'_> {
        fn block(&mut self, block: &Block) {
            if self.0.is_some() {
                return;
            }
            if let BlockKind::Heading { content, .. } = &block.kind {
                let text = math::words(content, self.1);
                self.0 = Some(text).filter(|text| !text.is_empty());
            }
            walk_block(self, block);
        }
    }
    let mut heading = Heading(None, &document.metadata);
    document.blocks.iter().for_each(|block| heading.block(block));
    heading.0
}

/// The name of a file as words: `2024-03-16-mon-cours_2` is `Mon cours 2`. A name with spaces keeps its
/// hyphens and underscores, one of figures alone too.
fn title_from_name(name: &str) -> String {
    let name = without_date(name.trim());
    let kept = name.contains(' ') || !name.contains(char::is_alphabetic);
    let words = if kept { name.to_owned() } else { name.replace(['-', '_'], " ") };
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A name without the date that blogs put before it, if something is left.
fn without_date(name: &str) -> &str {
    let date = name.char_indices().take(10).all(|(at, c)| match at {
        4 | 7 => c == '-',
        _ => c.is_ascii_digit(),
    });
    let rest = if date { name.get(10..).unwrap_or_default() } else { "" };
    let rest = rest.trim_start_matches(['-', '_', ' ']);
    if rest.is_empty() { name } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Inline;
    use crate::source::Span;

    fn block(kind: BlockKind) -> Block {
        Block::new(Span::default(), kind)
    }

    fn text(text: &str) -> Vec<Inline> {
        vec![Inline::text(Span::default(), text)]
    }

    fn paragraph(words: &str) -> Block {
        block(BlockKind::Paragraph { content: text(words) })
    }

    fn heading(words: &str) -> Block {
        block(BlockKind::Heading { level: 2, content: text(words) })
    }

    fn title(blocks: Vec<Block>, file_stem: Option<&str>) -> String {
        let mut document = Document { blocks, ..Document::default() };
        complete(&mut document, file_stem, Some("fr"));
        document.metadata.title
    }

    fn language(words: &str, default: Option<&str>) -> String {
        let mut document = Document { blocks: vec![paragraph(words)], ..Document::default() };
        complete(&mut document, None, default);
        document.metadata.language
    }

    const FRENCH: &str = "La suite est définie par récurrence, et l'on montre que chaque terme est la somme \
                          des deux termes qui le précèdent dans la suite.";

    #[test]
    fn what_the_front_matter_says_stays() {
        let mut document = Document { blocks: vec![heading("H"), paragraph(FRENCH)], ..Document::default() };
        document.metadata.title = "T".to_owned();
        document.metadata.language = "pt-BR".to_owned();
        let before = document.clone();
        complete(&mut document, Some("file"), Some("en"));
        assert_eq!(document, before);
    }

    #[test]
    fn the_title_is_the_first_heading_or_the_file_name() {
        assert_eq!(
            title(vec![paragraph("P"), heading(" "), heading("A  B"), heading("C")], Some("file")),
            "A B"
        );
        let quote = block(BlockKind::Quote { blocks: vec![heading("Inside")] });
        assert_eq!(title(vec![quote], Some("file")), "Inside");
        assert_eq!(title(vec![paragraph("P")], Some("file")), "File");
        assert_eq!(title(vec![paragraph("P")], Some(" ")), "Sans titre");
        assert_eq!(title(vec![], None), "Sans titre");
    }

    #[test]
    fn file_names_become_words() {
        for (name, title) in [
            ("mon-cours_2", "Mon cours 2"),
            ("écoles", "Écoles"),
            ("Rendez-vous du 3", "Rendez-vous du 3"),
            ("2024-03-16-mon-cours", "Mon cours"),
            ("2024-03-16", "2024-03-16"),
            ("C++", "C++"),
            ("", ""),
        ] {
            assert_eq!(title_from_name(name), title, "{name}");
        }
    }

    #[test]
    fn the_language_is_the_default_or_guessed_from_enough_words() {
        assert_eq!(language(FRENCH, None), "fr");
        assert_eq!(language(FRENCH, Some("de")), "de");
        assert_eq!(language("La suite est définie.", None), "en");
        assert_eq!(language(&"x 1 ".repeat(200), None), "en");
    }
}
