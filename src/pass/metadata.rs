//! Completes what the front matter leaves open: the language, the title, and dates that mean different days in different
//! countries. How a language is guessed is told by `language`, which heading is the title by `title`.

use super::{language, math, title};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::metadata::Date;
use crate::ir::{Block, BlockKind, Document, InlineKind, Metadata};
use crate::locale::{self, Word};
use crate::naming::title_from_name;
use crate::read::{self, date};
use crate::source::Span;

/// Gives the document a title and a language when its front matter does not, and its date a meaning. The title is its
/// first heading, as [`title`] has it, or `file_stem` (a file's name without its extension) as words, or the word for an
/// untitled document; the language is `default_language` (BCP 47), or guessed from the text, or English. `dated` is
/// where the date stands in the note.
pub fn complete(
    document: &mut Document,
    file_stem: Option<&str>,
    default_language: Option<&str>,
    dated: Option<Span>,
    diagnostics: &mut Diagnostics,
) {
    if document.metadata.language.is_empty() {
        let language = default_language.map(str::to_owned).or_else(|| language::of_document(document));
        document.metadata.language = language.unwrap_or_else(|| "en".to_owned());
    }
    if let Some(Date::Text(text)) = &document.metadata.date {
        match date::in_language(text, &document.metadata.language) {
            date::Reading::Date(date) => document.metadata.date = Some(date),
            date::Reading::Ambiguous => {
                let message =
                    format!("`{text}` may be a day of either of two months: it is printed as it is written");
                let warning = Diagnostic { span: dated, ..Diagnostic::warning(Code::InvalidDate, message) };
                let hint = "write year, month and day, as in 2024-03-16, or a language with its region, as in \
                            `lang: en-US`";
                diagnostics.push(warning.hint(hint));
            }
            date::Reading::None => {}
        }
    }
    // What is shown as plain text everywhere has its formulas and marks as plain text.
    let metadata = &document.metadata;
    let front = document.front();
    let title = match front.title.map(|title| &title.kind) {
        Some(BlockKind::Heading { content, .. }) => math::words(content, metadata),
        _ => plain(&metadata.title, metadata),
    };
    let subtitle = match front.subtitle {
        Some(content) => Some(math::words(content, metadata)),
        None => metadata.subtitle.as_ref().map(|line| plain(line, metadata)),
    };
    let summary = match front.summary {
        Some(blocks) => Some(paragraphs(blocks, metadata)),
        None => metadata.summary.as_ref().map(|text| {
            let lines = text.split('\n').map(|line| plain(line, metadata));
            lines.collect::<Vec<_>>().join("\n")
        }),
    };
    document.metadata = Metadata { title, subtitle, summary, ..std::mem::take(&mut document.metadata) };
    title::lift(document);
    if document.metadata.title.is_empty() {
        let from_name = file_stem.map(title_from_name).filter(|title| !title.is_empty());
        let untitled = || locale::word(&document.metadata.language, Word::Untitled).to_owned();
        document.metadata.title = from_name.unwrap_or_else(untitled);
    }
}

/// Front matter whose title and date need nothing of the body, with these as [`complete`] has them; `None` for others.
pub fn without_body(front: &Metadata, default_language: Option<&str>) -> Option<Metadata> {
    let is_of_words = !front.title.trim().is_empty() && !front.title.contains(['^', '$', '\\']);
    let language = Some(front.language.as_str()).filter(|own| !own.is_empty()).or(default_language);
    let date = match &front.date {
        Some(Date::Text(text)) => match date::in_language(text, language?) {
            date::Reading::Date(date) => Some(date),
            date::Reading::Ambiguous | date::Reading::None => front.date.clone(),
        },
        date => date.clone(),
    };
    is_of_words.then(|| Metadata { title: read::plain(&front.title), date, ..front.clone() })
}

/// The words of paragraphs.
fn paragraphs(blocks: &[Block], metadata: &Metadata) -> String {
    let words = blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Paragraph { content } => Some(math::words(content, metadata)),
        _ => None,
    });
    words.collect::<Vec<_>>().join("\n\n")
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
        complete(&mut document, file_stem, Some("fr"), None, &mut Diagnostics::default());
        document.metadata.title
    }

    fn language(words: &str, default: Option<&str>) -> String {
        let mut document = Document { blocks: vec![paragraph(words)], ..Document::default() };
        complete(&mut document, None, default, None, &mut Diagnostics::default());
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
        complete(&mut document, Some("file"), Some("en"), None, &mut Diagnostics::default());
        assert_eq!(document, before);
    }

    #[test]
    fn the_title_is_a_heading_above_all_others_or_the_file_name() {
        assert_eq!(title(vec![heading(" "), heading("A  B"), paragraph("P")], Some("file")), "A B");
        assert_eq!(title(vec![heading("A"), heading("B")], Some("file")), "File");
        assert_eq!(title(vec![paragraph("P"), heading("A")], Some("file")), "File");
        assert_eq!(title(vec![paragraph("P")], Some(" ")), "Sans titre");
        assert_eq!(title(vec![], None), "Sans titre");
    }

    #[test]
    fn a_date_in_figures_has_the_order_of_its_language() {
        let date = |language: &str| {
            let mut document = Document::default();
            document.metadata.date = Some(Date::Text("3/4/2024".to_owned()));
            let mut diagnostics = Diagnostics::default();
            complete(&mut document, None, Some(language), Some(Span::new(1..2)), &mut diagnostics);
            (document.metadata.date.and_then(|date| date.iso()), diagnostics.as_slice().len())
        };
        assert_eq!(date("en-US"), (Some("2024-03-04".to_owned()), 0));
        assert_eq!(date("fr"), (Some("2024-04-03".to_owned()), 0));
        assert_eq!(date("en"), (None, 1));
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
