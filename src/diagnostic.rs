//! What is wrong with a note, where, and what to do about it. The library only collects [`Diagnostic`]s;
//! [`render`] alone turns them into text, and only the program prints them.

pub mod explain;
mod group;
pub mod levels;
pub mod render;
pub mod safe;
pub mod sarif;

use std::collections::{BTreeMap, BTreeSet};

use crate::limits::{MESSAGE, TOLD};
use crate::source::{Source, Span};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is wrong, but something that the note says changes nothing here.
    Info,
    /// The output was made, but a reader of it may miss something.
    Warning,
    /// The output could not be made.
    Error,
}

/// A stable name for each kind of problem, for scripts and for `--message-format short`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize)]
#[serde(try_from = "String")]
#[non_exhaustive]
pub enum Code {
    /// The note is not valid UTF-8.
    InvalidUtf8,
    /// The note has no content.
    EmptyNote,
    /// The front matter could not be read.
    FrontMatter,
    /// The front matter has a value that could not be understood.
    MetadataValue,
    /// A date that is no date.
    InvalidDate,
    /// A shortcode tag that is not closed, or closes nothing.
    UnbalancedShortcode,
    /// A shortcode that is not known.
    UnknownShortcode,
    /// A tag that the user defines does not fit its definition.
    ShortcodeUse,
    /// A role that is not known, or has nothing to show.
    UnknownRole,
    /// A directive that is not known, or that nothing here can do.
    UnknownDirective,
    /// A code cell that the note says not to show.
    HiddenCode,
    /// Raw content that is for another program.
    RawContent,
    /// A template expression that is not known.
    UnknownExpression,
    /// An HTML element, attribute or tag that could not be kept.
    UnsupportedHtml,
    /// A file that is not included.
    Include,
    /// An image that is not there or cannot be read.
    UnreadableImage,
    /// The name of a file is written in another letter case than it has.
    LetterCase,
    /// An image without alternative text.
    MissingAlternative,
    /// A formula that could not be read.
    InvalidMath,
    /// A diagram that is not drawn.
    Diagram,
    /// A link that leads nowhere.
    BrokenLink,
    /// Two elements with the same identifier.
    DuplicateIdentifier,
    /// Something that a note says of lines of code and that cannot be shown.
    CodeLines,
    /// A table that could not be read as one, or not as it is written.
    BrokenTable,
    /// A citation of a work that is not known, or a bibliography that cannot be read.
    Citation,
    /// A footnote that is referred to but not defined, or defined but never referred to.
    Footnote,
    /// A character for which no font has a glyph.
    MissingGlyph,
    /// A template, theme or configuration file that could not be read.
    Configuration,
    /// The typesetter refused the document.
    Typesetting,
    /// Code that is set without colours.
    PlainCode,
    /// A text that is repeated more often than an output has room for.
    Repeated,
    /// A file that could not be read.
    Input,
    /// A file that could not be written.
    Output,
    /// A fault of this program.
    Internal,
}

impl Code {
    /// All codes, in the order in which the manual explains them.
    pub const ALL: [Code; 34] = [
        Code::InvalidUtf8,
        Code::EmptyNote,
        Code::FrontMatter,
        Code::MetadataValue,
        Code::InvalidDate,
        Code::UnbalancedShortcode,
        Code::UnknownShortcode,
        Code::ShortcodeUse,
        Code::UnknownRole,
        Code::UnknownDirective,
        Code::HiddenCode,
        Code::RawContent,
        Code::UnknownExpression,
        Code::UnsupportedHtml,
        Code::Include,
        Code::UnreadableImage,
        Code::LetterCase,
        Code::MissingAlternative,
        Code::InvalidMath,
        Code::Diagram,
        Code::BrokenLink,
        Code::DuplicateIdentifier,
        Code::CodeLines,
        Code::BrokenTable,
        Code::Citation,
        Code::Footnote,
        Code::MissingGlyph,
        Code::Configuration,
        Code::Typesetting,
        Code::PlainCode,
        Code::Repeated,
        Code::Input,
        Code::Output,
        Code::Internal,
    ];

    /// The name that messages show: lower case, words joined by hyphens; it never changes.
    pub fn as_str(self) -> &'static str {
        match self {
            Code::InvalidUtf8 => "invalid-utf8",
            Code::EmptyNote => "empty-note",
            Code::FrontMatter => "front-matter",
            Code::MetadataValue => "metadata-value",
            Code::InvalidDate => "invalid-date",
            Code::UnbalancedShortcode => "unbalanced-shortcode",
            Code::UnknownShortcode => "unknown-shortcode",
            Code::ShortcodeUse => "shortcode-use",
            Code::UnknownRole => "unknown-role",
            Code::UnknownDirective => "unknown-directive",
            Code::HiddenCode => "hidden-code",
            Code::RawContent => "raw-content",
            Code::UnknownExpression => "unknown-expression",
            Code::UnsupportedHtml => "unsupported-html",
            Code::Include => "include",
            Code::UnreadableImage => "unreadable-image",
            Code::LetterCase => "letter-case",
            Code::MissingAlternative => "missing-alternative",
            Code::InvalidMath => "invalid-math",
            Code::Diagram => "diagram",
            Code::BrokenLink => "broken-link",
            Code::DuplicateIdentifier => "duplicate-identifier",
            Code::CodeLines => "code-lines",
            Code::BrokenTable => "broken-table",
            Code::Citation => "citation",
            Code::Footnote => "footnote",
            Code::MissingGlyph => "missing-glyph",
            Code::Configuration => "configuration",
            Code::Typesetting => "typesetting",
            Code::PlainCode => "plain-code",
            Code::Repeated => "repeated",
            Code::Input => "input",
            Code::Output => "output",
            Code::Internal => "internal",
        }
    }
}

/// One message about a note: lower-case text that says the cause, where it is, and hints that say what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What kind of problem it is.
    pub code: Code,
    /// The cause, in lower case, without a final full stop.
    pub message: String,
    /// Where in the note, or `None` when it concerns the whole of it.
    pub span: Option<Span>,
    /// What to do, one sentence each.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// A warning without a place or a hint.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, code, message: message.into(), span: None, hints: Vec::new() }
    }

    /// An error without a place or a hint.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, ..Self::warning(code, message) }
    }

    /// An information without a place or a hint.
    pub fn info(code: Code, message: impl Into<String>) -> Self {
        Self { severity: Severity::Info, ..Self::warning(code, message) }
    }

    /// The same message, about the bytes under `span`.
    pub fn at(mut self, span: impl Into<Option<Span>>) -> Self {
        self.span = span.into();
        self
    }

    /// The same message with one more hint.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

/// What a message about something that stands in a note more than once says of that, after a word: ` (3 times)`.
pub fn times(count: usize) -> String {
    if count > 1 { format!(" ({count} times)") } else { String::new() }
}

/// The messages about one note, in the order in which they were found; of each kind of warning the first thousand,
/// and how many more there are.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    warnings: BTreeMap<Code, usize>,
    /// Where the first warning of a kind is that is not told.
    untold: BTreeMap<Code, Option<Span>>,
}

impl Diagnostics {
    /// Adds a message. What is longer than [`MESSAGE`] is cut, for it may name what is as long as the note.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        if diagnostic.severity == Severity::Warning {
            let count = self.warnings.entry(diagnostic.code).or_default();
            *count += 1;
            if *count > TOLD {
                self.untold.entry(diagnostic.code).or_insert(diagnostic.span);
                return;
            }
        }
        for text in std::iter::once(&mut diagnostic.message).chain(&mut diagnostic.hints) {
            if text.len() > MESSAGE {
                text.truncate(text.floor_char_boundary(MESSAGE));
                text.push('…');
            }
        }
        self.list.push(diagnostic);
    }

    /// Whether one of the messages is an error.
    pub fn has_error(&self) -> bool {
        self.list.iter().any(|one| one.severity == Severity::Error)
    }

    /// Gives the messages about a note as a whole a place in it: the key of the front matter that they are about, or the
    /// beginning. Those about files and the program keep none.
    pub fn place(&mut self, source: &Source) {
        for diagnostic in self.list.iter_mut().filter(|one| one.span.is_none()) {
            let keys: &[&str] = match diagnostic.code {
                Code::Input | Code::Output | Code::Internal | Code::Configuration => continue,
                Code::Citation => &["bibliography", "references", "csl"],
                Code::MissingGlyph => &["title"],
                _ => &[],
            };
            let at = |key: &&str| {
                let start = source.text().find(&format!("\n{key}:"))? + 1;
                Some(Span::new(start..start + key.len()))
            };
            diagnostic.span = Some(keys.iter().find_map(at).unwrap_or_default());
        }
    }

    /// Adds the messages of others, and how many they did not keep.
    pub fn append(&mut self, others: Diagnostics) {
        let left_out = others.warnings.into_iter().filter(|(_, count)| *count > TOLD);
        let left_out: Vec<_> = left_out.map(|(code, count)| (code, count - TOLD)).collect();
        others.list.into_iter().for_each(|diagnostic| self.push(diagnostic));
        for (code, count) in left_out {
            *self.warnings.entry(code).or_default() += count;
        }
    }

    /// The messages in reading order: by place in the note, those without a place first. What was left out is
    /// counted at the end.
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|diagnostic| diagnostic.span);
        for (code, count) in self.warnings.into_iter().filter(|(_, count)| *count > TOLD) {
            let message = format!("{} more warnings of this kind are not shown", count - TOLD);
            let hint = "mend what the first ones are about, and look again";
            let span = self.untold.get(&code).copied().flatten();
            self.list.push(Diagnostic { span, ..Diagnostic::warning(code, message) }.hint(hint));
        }
        self.list
    }

    /// How many messages there are, with those that are not told.
    pub fn count(&self) -> usize {
        self.count_without(&BTreeSet::new())
    }

    /// How many messages there are of other kinds than those that are `left_out`, with those that are not told.
    pub fn count_without(&self, left_out: &BTreeSet<Code>) -> usize {
        let untold = self.warnings.iter().filter(|(code, _)| !left_out.contains(code));
        let untold: usize = untold.map(|(_, count)| count.saturating_sub(TOLD)).sum();
        self.list.iter().filter(|one| !left_out.contains(&one.code)).count() + untold
    }

    /// The messages so far.
    pub fn as_slice(&self) -> &[Diagnostic] {
        &self.list
    }
}

/// The note could not be converted; the diagnostics say why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failed;

impl std::fmt::Display for Failed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        formatter.write_str("the note could not be converted")
    }
}

impl std::error::Error for Failed {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_about_a_whole_note_have_a_place() {
        let source = Source::new("note.md", "---\nlang: en\nbibliography: x.bib\n---\n");
        let mut diagnostics = Diagnostics::default();
        for code in [Code::Citation, Code::EmptyNote, Code::Output] {
            diagnostics.push(Diagnostic::warning(code, "x"));
        }
        diagnostics.place(&source);
        let places = diagnostics.as_slice().iter().map(|one| one.span.map(|span| span.range()));
        assert_eq!(places.collect::<Vec<_>>(), [Some(13..25), Some(0..0), None]);
    }

    #[test]
    fn of_each_kind_of_warning_a_thousand_are_told_and_the_others_counted() {
        let mut diagnostics = Diagnostics::default();
        for at in (0..2_500).rev() {
            diagnostics.push(Diagnostic::warning(Code::BrokenLink, "x").at(Span::new(at..at)));
        }
        diagnostics.push(Diagnostic::warning(Code::Footnote, "y").at(Span::new(1..2)));
        diagnostics.push(Diagnostic::error(Code::BrokenLink, "z"));
        assert_eq!(diagnostics.count(), 2_502);
        assert_eq!(diagnostics.count_without(&BTreeSet::from([Code::BrokenLink])), 1);
        let list = diagnostics.sorted();
        assert_eq!(list.len(), 1_000 + 1 + 1 + 1);
        assert_eq!(list.last().unwrap().message, "1500 more warnings of this kind are not shown");
        assert!(list[..1_002].is_sorted_by_key(|one| one.span));
    }

    #[test]
    fn what_others_did_not_keep_is_counted_too() {
        let (mut first, mut second) = (Diagnostics::default(), Diagnostics::default());
        for at in 0..1_500 {
            second.push(Diagnostic::warning(Code::BrokenLink, "x").at(Span::new(at..at)));
        }
        first.append(second);
        assert_eq!((first.as_slice().len(), first.count()), (1_000, 1_500));
    }

    #[test]
    fn messages_are_cut_where_they_are_too_long() {
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(Diagnostic::warning(Code::BrokenLink, "é".repeat(5_000)).hint("h".repeat(5_000)));
        let [one] = diagnostics.as_slice() else { unreachable!() };
        assert!(one.message.len() < 1_010 && one.message.ends_with("é…") && one.hints[0].len() < 1_010);
    }
}
