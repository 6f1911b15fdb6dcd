//! Every variant of the intermediate representation occurs in a case, and every case is made in every format:
//! so nothing can be added to the representation without a case that shows what becomes of it. The matches
//! here have no wildcard: a new variant asks for its name in the list beside them.

use std::collections::BTreeSet;

use crate::at_once::at_once;
use crate::case::{self, Case};
use note_convert::Format;
use note_convert::ir::metadata::Date;
use note_convert::ir::walk::{Visit, walk_block, walk_inline};
use note_convert::ir::*;

/// All variants that a finished document can have.
const VARIANTS: &[&str] = &[
    "BlockKind::Paragraph",
    "BlockKind::Heading",
    "BlockKind::ThematicBreak",
    "BlockKind::Quote",
    "BlockKind::List",
    "BlockKind::DescriptionList",
    "BlockKind::Code",
    "BlockKind::Table",
    "BlockKind::Figure",
    "BlockKind::Callout",
    "BlockKind::Division",
    "BlockKind::Contents",
    "ListKind::Bullet",
    "ListKind::Ordered",
    "Task::ToDo",
    "Task::Done",
    "Task::Marked",
    "Alignment::Default",
    "Alignment::Left",
    "Alignment::Center",
    "Alignment::Right",
    "Folding::Fixed",
    "Folding::Open",
    "Folding::Closed",
    "InlineKind::Text",
    "InlineKind::SoftBreak",
    "InlineKind::HardBreak",
    "InlineKind::Styled",
    "InlineKind::Code",
    "InlineKind::Math",
    "InlineKind::Link",
    "InlineKind::Image",
    "InlineKind::Footnote",
    "InlineKind::FootnoteReference",
    "InlineKind::Span",
    "Style::Emphasis",
    "Style::Strong",
    "Style::Strikethrough",
    "Style::Underline",
    "Style::Inserted",
    "Style::Highlight",
    "Style::Superscript",
    "Style::Subscript",
    "Style::Keyboard",
    "Style::Small",
    "Style::Quotation",
    "Style::Citation",
    "Style::Abbreviation",
    "Style::Ruby",
    "Style::Reading",
    "LinkTarget::External",
    "LinkTarget::Internal",
    "LinkTarget::Note",
    "LinkTarget::File",
    "ImageSource::Loaded",
    "ImageSource::Missing",
    "ImageFormat::Png",
    "ImageFormat::Jpeg",
    "ImageFormat::Gif",
    "ImageFormat::Webp",
    "ImageFormat::Svg",
    "Alternative::Given",
    "Alternative::Decorative",
    "Alternative::Missing",
    "Length::Pixels",
    "Length::Percent",
    "Date::Day",
    "Date::Month",
    "Date::Year",
    "Date::Text",
];

/// Variants that the passes replace, so that no backend meets them.
const REPLACED: &[&str] = &["LinkTarget::Unresolved", "LinkTarget::Reference", "ImageSource::Unresolved"];

#[test]
fn every_variant_occurs_in_a_case() {
    let seen = seen_in(&case::all());
    let expected: BTreeSet<&str> = VARIANTS.iter().copied().collect();
    let missing: Vec<_> = expected.difference(&seen).collect();
    assert!(missing.is_empty(), "write a case in tests/suite for {missing:?}");
    let unresolved: Vec<_> = REPLACED.iter().filter(|name| seen.contains(*name)).collect();
    assert!(unresolved.is_empty(), "the passes leave {unresolved:?}");
    let unlisted: Vec<_> = seen.difference(&expected).collect();
    assert!(unlisted.is_empty(), "add {unlisted:?} to VARIANTS");
}

#[test]
fn every_case_is_made_in_every_format() {
    let formats = [
        Format::Pdf,
        Format::Epub,
        Format::Html,
        Format::Png,
        Format::Svg,
        Format::Typst,
        Format::Ir,
        Format::Json,
    ];
    assert_eq!(formats, Format::ALL, "add the new format here and in `begins`");
    at_once(&case::all(), |case| {
        for format in formats {
            let (bytes, _) = case.render(format);
            assert!(bytes.starts_with(begins(format)), "{} as {format:?}", case.name);
        }
    });
}

/// What a file of a format begins with.
fn begins(format: Format) -> &'static [u8] {
    match format {
        Format::Pdf => b"%PDF-1.7",
        Format::Epub => b"PK\x03\x04",
        Format::Html => b"<!DOCTYPE html>",
        Format::Png => b"\x89PNG\r\n\x1a\n",
        Format::Svg => b"<!-- Generator: convert ",
        Format::Typst => b"//",
        Format::Ir => b"metadata\n",
        Format::Json => br#"{"metadata":{"title":"#,
    }
}

/// The variants in these documents, by name.
fn seen_in(cases: &[Case]) -> BTreeSet<&'static str> {
    let mut seen = Seen::default();
    for case in cases {
        let Document { metadata, blocks, contents, images } = &*case.document;
        seen.0.extend(metadata.date.as_ref().map(date));
        seen.0.extend(images.iter().map(|file| image_format(file.format)));
        blocks.iter().for_each(|block| seen.block(block));
        contents.iter().flat_map(|entry| &entry.content).for_each(|inline| seen.inline(inline));
    }
    seen.0
}

#[derive(Default)]
struct Seen(BTreeSet<&'static str>);

impl<'a> Visit<'a> for Seen {
    fn block(&mut self, block: &'a Block) {
        let name = match &block.kind {
            BlockKind::Paragraph { content: _ } => "BlockKind::Paragraph",
            BlockKind::Heading { level: _, content: _ } => "BlockKind::Heading",
            BlockKind::ThematicBreak => "BlockKind::ThematicBreak",
            BlockKind::Quote { blocks: _ } => "BlockKind::Quote",
            BlockKind::List { kind, tight: _, items } => {
                self.0.insert(list_kind(*kind));
                self.0.extend(items.iter().filter_map(|item| item.task).map(task));
                "BlockKind::List"
            }
            BlockKind::DescriptionList { items: _ } => "BlockKind::DescriptionList",
            BlockKind::Code { language: _, text: _, lines: _ } => "BlockKind::Code",
            BlockKind::Table(table) => {
                let own = table.head.iter().chain(&table.body).flat_map(|row| &row.cells);
                let own = own.filter_map(|cell| cell.alignment);
                self.0.extend(own.chain(table.columns.iter().copied()).map(alignment));
                "BlockKind::Table"
            }
            BlockKind::Figure { blocks: _, caption: _ } => "BlockKind::Figure",
            BlockKind::Callout(callout) => {
                self.0.insert(folding(callout.folding));
                "BlockKind::Callout"
            }
            BlockKind::Division { blocks: _ } => "BlockKind::Division",
            BlockKind::Contents => "BlockKind::Contents",
            // Only a book of several notes has any.
            BlockKind::Chapter(_) => "BlockKind::Chapter",
        };
        self.0.insert(name);
        walk_block(self, block);
    }

    fn inline(&mut self, inline: &'a Inline) {
        let name = match &inline.kind {
            InlineKind::Text { text: _ } => "InlineKind::Text",
            InlineKind::SoftBreak => "InlineKind::SoftBreak",
            InlineKind::HardBreak => "InlineKind::HardBreak",
            InlineKind::Styled { style: kind, content: _ } => {
                self.0.insert(style(*kind));
                "InlineKind::Styled"
            }
            InlineKind::Code { language: _, text: _ } => "InlineKind::Code",
            InlineKind::Math { tex: _, display: _, formula: _ } => "InlineKind::Math",
            InlineKind::Link { target, title: _, content: _ } => {
                self.0.insert(link_target(target));
                "InlineKind::Link"
            }
            InlineKind::Image(image) => {
                let Image { source, alternative: words, title: _, width, height } = &**image;
                self.0.extend([image_source(source), alternative(words)]);
                self.0.extend([width, height].into_iter().flatten().map(length));
                "InlineKind::Image"
            }
            InlineKind::Footnote { label: _, blocks: _ } => "InlineKind::Footnote",
            InlineKind::FootnoteReference { label: _ } => "InlineKind::FootnoteReference",
            InlineKind::Span { content: _ } => "InlineKind::Span",
        };
        self.0.insert(name);
        walk_inline(self, inline);
    }
}

fn task(task: Task) -> &'static str {
    match task {
        Task::ToDo => "Task::ToDo",
        Task::Done => "Task::Done",
        Task::Marked(_) => "Task::Marked",
    }
}

fn list_kind(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Bullet => "ListKind::Bullet",
        ListKind::Ordered { start: _, numbering: _ } => "ListKind::Ordered",
    }
}

fn alignment(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Default => "Alignment::Default",
        Alignment::Left => "Alignment::Left",
        Alignment::Center => "Alignment::Center",
        Alignment::Right => "Alignment::Right",
    }
}

fn folding(folding: Folding) -> &'static str {
    match folding {
        Folding::Fixed => "Folding::Fixed",
        Folding::Open => "Folding::Open",
        Folding::Closed => "Folding::Closed",
    }
}

fn style(style: Style) -> &'static str {
    match style {
        Style::Emphasis => "Style::Emphasis",
        Style::Strong => "Style::Strong",
        Style::Strikethrough => "Style::Strikethrough",
        Style::Underline => "Style::Underline",
        Style::Inserted => "Style::Inserted",
        Style::Highlight => "Style::Highlight",
        Style::Superscript => "Style::Superscript",
        Style::Subscript => "Style::Subscript",
        Style::Keyboard => "Style::Keyboard",
        Style::Small => "Style::Small",
        Style::Quotation => "Style::Quotation",
        Style::Citation => "Style::Citation",
        Style::Abbreviation => "Style::Abbreviation",
        Style::Ruby => "Style::Ruby",
        Style::Reading => "Style::Reading",
    }
}

fn link_target(target: &LinkTarget) -> &'static str {
    match target {
        LinkTarget::Unresolved(_) => "LinkTarget::Unresolved",
        LinkTarget::Reference(_) => "LinkTarget::Reference",
        LinkTarget::External(_) => "LinkTarget::External",
        LinkTarget::Internal(_) => "LinkTarget::Internal",
        LinkTarget::Note { path: _, fragment: _ } => "LinkTarget::Note",
        LinkTarget::File(_) => "LinkTarget::File",
    }
}

fn image_source(source: &ImageSource) -> &'static str {
    match source {
        ImageSource::Unresolved(_) => "ImageSource::Unresolved",
        ImageSource::Loaded(_) => "ImageSource::Loaded",
        ImageSource::Missing(_) => "ImageSource::Missing",
    }
}

fn image_format(format: ImageFormat) -> &'static str {
    match format {
        ImageFormat::Png => "ImageFormat::Png",
        ImageFormat::Jpeg => "ImageFormat::Jpeg",
        ImageFormat::Gif => "ImageFormat::Gif",
        ImageFormat::Webp => "ImageFormat::Webp",
        ImageFormat::Svg => "ImageFormat::Svg",
    }
}

fn alternative(alternative: &Alternative) -> &'static str {
    match alternative {
        Alternative::Given(_) => "Alternative::Given",
        Alternative::Decorative => "Alternative::Decorative",
        Alternative::Missing(_) => "Alternative::Missing",
    }
}

fn length(length: &Length) -> &'static str {
    match length {
        Length::Pixels(_) => "Length::Pixels",
        Length::Percent(_) => "Length::Percent",
    }
}

fn date(date: &Date) -> &'static str {
    match date {
        Date::Day(_) => "Date::Day",
        Date::Month { year: _, month: _ } => "Date::Month",
        Date::Year(_) => "Date::Year",
        Date::Text(_) => "Date::Text",
    }
}
