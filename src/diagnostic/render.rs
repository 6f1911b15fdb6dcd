//! The one place where diagnostics become text: for people (with the line shown), short (one line each, as
//! compilers print them, for editors) and JSON (one object a line, for scripts).

#![expect(
    clippy::string_slice,
    reason = "ranges are of the text of the same source and were brought between its characters"
)]

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use super::group::grouped;
pub use super::safe::{escaped, visible};
use super::{Code, Diagnostic, Severity, sarif};
use crate::source::Source;

/// The form of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// With the line of the note shown.
    #[default]
    Human,
    /// `file:line:column: severity[code]: message`, one line each.
    Short,
    /// One JSON object a line: `file`, `line`, `column`, `severity`, `code`, `message`, `hints`.
    Json,
    /// Results of a SARIF document, one a line ([`super::sarif`]).
    Sarif,
}

/// The text of all diagnostics about `source`, in reading order, each as [`render`] writes it; for people those of a kind
/// are grouped.
pub fn render_all(diagnostics: &[Diagnostic], source: &Source, format: Format, colours: bool) -> String {
    match format {
        Format::Human => told(diagnostics, source, colours).into_iter().map(|told| told.text).collect(),
        Format::Short | Format::Json | Format::Sarif => {
            diagnostics.iter().map(|one| render(one, source, format, colours)).collect()
        }
    }
}

/// A message as people get it.
#[derive(Debug, Clone)]
pub struct Told {
    /// What it says, ending in a line feed.
    pub text: String,
    /// Its kind.
    pub code: Code,
    /// How bad that is.
    pub severity: Severity,
    /// How many messages it stands for.
    pub count: usize,
}

/// All messages about `source` for people, in reading order, those of a kind grouped.
pub fn told(diagnostics: &[Diagnostic], source: &Source, colours: bool) -> Vec<Told> {
    let told = |(one, count): (Diagnostic, usize)| {
        let text = human(&one, source, colours);
        Told { text, code: one.code, severity: one.severity, count }
    };
    grouped(diagnostics, source).into_iter().map(told).collect()
}

/// The text of a diagnostic about `source`, ending in a line feed; `colours` asks for ANSI colours (only
/// [`Format::Human`] has them).
pub fn render(diagnostic: &Diagnostic, source: &Source, format: Format, colours: bool) -> String {
    match format {
        Format::Human => human(diagnostic, source, colours),
        Format::Short => short(diagnostic, source),
        Format::Json => json(diagnostic, source),
        Format::Sarif => sarif::result(diagnostic, source),
    }
}

/// A severity as a word.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn human(diagnostic: &Diagnostic, source: &Source, colours: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Info => Level::INFO,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let message = visible(&diagnostic.message);
    let title = level.primary_title(&message).id(diagnostic.code.as_str());
    let name = visible(source.name());
    let (text, range) = shown_line(diagnostic, source);
    let hints: Vec<String> = diagnostic.hints.iter().map(|hint| visible(hint)).collect();
    let line = diagnostic.span.map_or(1, |span| source.location(span.start as usize).line);
    // What is shown of a line may not begin where the line does.
    let shown_column = text[..range.start].chars().count() + 1;
    let mut group = match diagnostic.span {
        Some(_) => {
            let snippet = Snippet::source(text).path(&*name).line_start(line);
            Group::with_title(title).element(snippet.annotation(AnnotationKind::Primary.span(range)))
        }
        None => Group::with_title(title).element(annotate_snippets::Origin::path(&*name)),
    };
    for hint in &hints {
        group = group.element(Level::HELP.message(hint));
    }
    let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
    let text = renderer.render(&[group]) + "\n";
    let Some(span) = diagnostic.span else { return text };
    let place = |column: usize| format!("{}:{line}:{column}", source.name());
    text.replacen(&place(shown_column), &place(source.location(span.start as usize).column), 1)
}

/// The line in which a span begins, and where the span is in it. Long lines are cut, for a note may have its whole text on
/// one; a span over many lines ends with its first.
fn shown_line(diagnostic: &Diagnostic, source: &Source) -> (String, std::ops::Range<usize>) {
    /// In bytes; a terminal's line has room for them and the line's number.
    const WIDEST: usize = 120;
    const CUT: &str = "…";
    let span = diagnostic.span.unwrap_or_default();
    let text = source.text();
    let start = text.floor_char_boundary((span.start as usize).min(text.len()));
    let line_start = source.line_start(source.location(start).line);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let end = text.floor_char_boundary((span.end as usize).clamp(start, line_end));
    let from = text.ceil_char_boundary(line_start.max(start.saturating_sub(WIDEST / 2)));
    // A mark on a letter does not stand without it.
    let is_mark = |c: char| unicode_width::UnicodeWidthChar::width(c) == Some(0);
    let marks = text[from..start].chars().take_while(|c| from > line_start && is_mark(*c));
    let from = from + marks.map(char::len_utf8).sum::<usize>();
    let to = text.floor_char_boundary(line_end.min(from + WIDEST)).max(end.min(from + WIDEST));
    let to = text.floor_char_boundary(to);
    let before = if from > line_start { CUT } else { "" };
    let after = if to < line_end { CUT } else { "" };
    let shown = [before, &visible(&text[from..to]), after].concat();
    let offset = |at: usize| before.len() + visible(&text[from..at.clamp(from, to)]).len();
    (shown, offset(start)..offset(end).max(offset(start)))
}

fn short(diagnostic: &Diagnostic, source: &Source) -> String {
    let name = visible(source.name());
    let place = match diagnostic.span {
        Some(span) => {
            let location = source.location(span.start as usize);
            format!("{name}:{}:{}", location.line, location.column)
        }
        None => name,
    };
    let message = visible(&diagnostic.message);
    format!("{place}: {}[{}]: {message}\n", severity(diagnostic.severity), diagnostic.code.as_str())
}

fn json(diagnostic: &Diagnostic, source: &Source) -> String {
    #[derive(Serialize)]
    struct Message<'a> {
        file: &'a str,
        line: Option<usize>,
        column: Option<usize>,
        severity: &'a str,
        code: &'a str,
        message: &'a str,
        hints: &'a [String],
    }
    let location = diagnostic.span.map(|span| source.location(span.start as usize));
    let message = Message {
        file: source.name(),
        line: location.map(|location| location.line),
        column: location.map(|location| location.column),
        severity: severity(diagnostic.severity),
        code: diagnostic.code.as_str(),
        message: &diagnostic.message,
        hints: &diagnostic.hints,
    };
    serde_json::to_string(&message).map(|line| escaped(&line) + "\n").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::Span;

    fn example() -> (Diagnostic, Source) {
        let source = Source::new("note.md", "é\nune {% notte %}\n");
        let diagnostic = Diagnostic::warning(Code::UnknownShortcode, "the shortcode `notte` is not known");
        (diagnostic.at(Span::new(7..19)).hint("did you mean `note`?"), source)
    }

    #[test]
    fn people_see_the_line() {
        let (diagnostic, source) = example();
        let text = render(&diagnostic, &source, Format::Human, false);
        assert_eq!(
            text,
            "warning[unknown-shortcode]: the shortcode `notte` is not known\n \
             --> note.md:2:5\n  |\n2 | une {% notte %}\n  |     ^^^^^^^^^^^\n  |\n  \
             = help: did you mean `note`?\n"
        );
    }

    #[test]
    fn the_column_is_that_of_the_note_however_much_of_a_line_is_shown() {
        for (before, column) in [
            ("x".repeat(300), 301),
            (format!("a\r\n{}", "é".repeat(90)), 91),
            ("\t漢字".repeat(60), 181),
            ("e\u{301}".repeat(70), 141),
            ("\t\t漢e\u{301} ".to_owned(), 7),
        ] {
            let source = Source::new("note.md", format!("{before}HERE{}\r\n", " after".repeat(60)));
            let diagnostic = Diagnostic::warning(Code::BrokenLink, "m");
            let diagnostic = diagnostic.at(Span::new(before.len()..before.len() + 4));
            let text = render(&diagnostic, &source, Format::Human, false);
            let mut lines = text.lines().skip(1);
            let place = lines.next().unwrap();
            assert!(place.ends_with(&format!(":{column}")), "{text}");
            let (shown, marks) = (lines.nth(1).unwrap(), lines.next().unwrap());
            let width = |text: &str| unicode_width::UnicodeWidthStr::width(text);
            let here = shown.find("HERE").unwrap();
            assert_eq!(width(&shown[..here]), marks.find("^^^^").unwrap(), "{text}");
            let short = render(&diagnostic, &source, Format::Short, false);
            assert!(short.contains(&format!(":{column}: ")), "{short}");
        }
    }

    #[test]
    fn editors_and_scripts_get_one_line() {
        let (diagnostic, source) = example();
        assert_eq!(
            render(&diagnostic, &source, Format::Short, false),
            "note.md:2:5: warning[unknown-shortcode]: the shortcode `notte` is not known\n"
        );
        assert_eq!(
            render(&diagnostic, &source, Format::Json, false),
            "{\"file\":\"note.md\",\"line\":2,\"column\":5,\"severity\":\"warning\",\
             \"code\":\"unknown-shortcode\",\"message\":\"the shortcode `notte` is not known\",\
             \"hints\":[\"did you mean `note`?\"]}\n"
        );
    }

    #[test]
    fn the_name_of_a_file_can_neither_steer_the_terminal_nor_forge_a_line() {
        let name = "a\u{1b}[31m\u{9b}2J\u{202e}\nb.md:1:1: error[input]: x.md";
        let source = Source::new(name, "text\n");
        for diagnostic in
            [Diagnostic::error(Code::Input, name), Diagnostic::error(Code::Input, name).at(Span::new(0..3))]
        {
            for format in [Format::Human, Format::Short, Format::Json] {
                let text = render(&diagnostic, &source, format, false);
                assert!(!text.contains(['\u{1b}', '\u{9b}', '\u{202e}']), "{text:?}");
                assert!(!text.contains("\nb.md"), "{text:?}");
            }
            let json: serde_json::Value =
                serde_json::from_str(&render(&diagnostic, &source, Format::Json, false)).unwrap();
            assert_eq!(json["file"], name, "programs read the name as it is");
        }
    }

    #[test]
    fn a_note_cannot_steer_the_terminal() {
        let source = Source::new("note.md", "\u{1b}[31mred\u{202e}\n");
        let diagnostic = Diagnostic::error(Code::Input, "bad \u{1b}[2J").at(Span::new(0..3));
        for format in [Format::Human, Format::Short, Format::Json] {
            assert!(!render(&diagnostic, &source, format, false).contains('\u{1b}'), "{format:?}");
        }
    }
}
