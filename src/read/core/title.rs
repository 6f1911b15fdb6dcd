//! Title, subtitle and abstract of the front matter with footnotes in them, which stand in the body: those lines become
//! blocks before it (`ir::front`), so that their footnotes are footnotes of the note.

#![expect(clippy::string_slice, reason = "offsets are of marks of notes that were found in the same line")]

use std::collections::HashMap;

use crate::ir::front::{ABSTRACT, SUBTITLE, TITLE};
use crate::ir::*;
use crate::read::core::reader::Reader;
use crate::read::core::{math, plain};
use crate::source::Span;

/// A part of a line.
enum Part<'t> {
    Text(&'t str),
    /// `[^label]`
    Reference(&'t str),
    /// `^[text]`
    Note(&'t str),
}

/// The parts of a line: its footnotes, and the text between them.
fn parts<'t>(line: &'t str, is_label: &impl Fn(&str) -> bool) -> Vec<Part<'t>> {
    let mut parts = Vec::new();
    let closers = closers(line);
    let (mut copied, mut at) = (0, 0);
    while let Some(found) = line[at..].find('^') {
        let mark = at + found;
        at = mark + 1;
        let before = &line[copied..mark];
        if let Some(&close) = closers.get(&at) {
            parts.push(Part::Text(before));
            parts.push(Part::Note(&line[at + 1..close]));
            at = close + 1;
        } else if let Some(before) = before.strip_suffix('[')
            && let Some((label, rest)) = line[at..].split_once(['[', ']'])
            && line[..line.len() - rest.len()].ends_with(']')
            && is_label(label)
        {
            parts.push(Part::Text(before));
            parts.push(Part::Reference(label));
            at += label.len() + 1;
        } else {
            continue;
        }
        copied = at;
    }
    parts.push(Part::Text(&line[copied..]));
    parts
}

/// Where the bracket stands that closes each.
fn closers(line: &str) -> HashMap<usize, usize> {
    let (mut open, mut closers) = (Vec::new(), HashMap::new());
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'[' => open.push(at),
            b']' => closers.extend(open.pop().map(|opener| (opener, at))),
            _ => {}
        }
    }
    closers
}

impl Reader<'_> {
    /// The blocks of those parts of the front matter that have footnotes.
    pub fn front(&mut self) -> Vec<Block> {
        let Metadata { title, subtitle, summary, .. } = self.note.metadata;
        let mut blocks = Vec::new();
        if let Some((span, content)) = self.with_notes(title) {
            blocks.push(Block::new(span, BlockKind::Heading { level: TITLE, content }));
        }
        if let Some((span, content)) = subtitle.as_ref().and_then(|line| self.with_notes(line)) {
            let attributes = Attributes::of_class(SUBTITLE);
            blocks.push(Block { span, attributes, kind: BlockKind::Paragraph { content } });
        }
        let text = summary.as_deref().unwrap_or_default().replace("\r\n", "\n");
        if self.has_notes(&text) {
            let paragraphs = text.split("\n\n").map(str::trim).filter(|text| !text.is_empty());
            let paragraph = |text: &str| {
                let (span, content) = self.with_notes(text).unwrap_or_else(|| {
                    let span = self.place(text);
                    (span, words(text, span))
                });
                Block::new(span, BlockKind::Paragraph { content })
            };
            let inside: Vec<Block> = paragraphs.map(paragraph).collect();
            let span = inside.first().map_or(Span::default(), |first| first.span);
            let attributes = Attributes::of_class(ABSTRACT);
            blocks.push(Block { span, attributes, kind: BlockKind::Division { blocks: inside } });
        }
        blocks
    }

    /// Where a text stands in the front matter; its beginning when it is written in other signs there.
    fn place(&self, text: &str) -> Span {
        let at = self.note.source.text().find(text);
        at.map_or(Span::default(), |at| Span::new(at..at + text.len()))
    }

    fn has_notes(&self, text: &str) -> bool {
        let is_note = |part: &Part| !matches!(part, Part::Text(_));
        text.contains('^') && parts(text, &|label| self.defines(label)).iter().any(is_note)
    }

    /// The line with its footnotes, if it has any that the note defines.
    fn with_notes(&mut self, line: &str) -> Option<(Span, Vec<Inline>)> {
        if !self.has_notes(line) {
            return None;
        }
        let span = self.place(line);
        let parts = parts(line, &|label| self.defines(label));
        let mut content = Vec::new();
        for part in parts {
            match part {
                Part::Text(text) => content.extend(words(text, span)),
                Part::Reference(label) => {
                    content.extend(self.footnote(label).map(|kind| Inline::new(span, kind)));
                }
                Part::Note(text) => {
                    let label = format!("{text} "); // no label of a note ends in a space
                    let own = self.place(text);
                    let said = match own.start {
                        0 => words(text, span),
                        _ => self.line_of(own.range()),
                    };
                    let blocks = vec![Block::new(own, BlockKind::Paragraph { content: said })];
                    content.push(Inline::new(span, InlineKind::Footnote { label, blocks }));
                }
            }
        }
        Some((span, crate::read::core::content::trimmed(content)))
    }
}

/// Words of the front matter, their formulas read, without the marks of Markdown.
fn words(text: &str, span: Span) -> Vec<Inline> {
    let mut content = math::formulas_in(text);
    for inline in &mut content {
        inline.span = span;
        if let InlineKind::Text { text } = &mut inline.kind {
            *text = plain::plain(text);
        }
    }
    content
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footnotes_are_told_from_words() {
        for (line, expected) in [
            ("A talk[^1]", "A talk|(1)|"),
            ("A talk[^2]", "A talk[^2]"),
            ("A^[in [May]] talk", "A|in [May]| talk"),
            ("2^[nd", "2^[nd"),
            ("x^2 and [^", "x^2 and [^"),
        ] {
            let shown = parts(line, &|label| label == "1").into_iter().map(|part| match part {
                Part::Text(text) | Part::Note(text) => text.to_owned(),
                Part::Reference(label) => format!("({label})"),
            });
            assert_eq!(shown.collect::<Vec<_>>().join("|"), expected, "{line}");
        }
    }
}
