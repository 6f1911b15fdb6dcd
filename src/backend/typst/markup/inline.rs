//! Inlines as Typst code.

#![expect(clippy::string_slice, reason = "offsets are of characters that were found in the same text")]

use super::Writer;
use super::breaks::is_too_long;
use super::code::is_whole;
use super::cut::pieces;
use super::places::footnote_label;
use crate::address::may_be_followed;
use crate::backend::{code_language, code_options};
use crate::ir::walk::{Visit, parts, walk_block, walk_inline};
use crate::ir::*;
use crate::locale;
use crate::speech;

/// A formula in a line that is not longer, in characters, is not divided between lines.
const SHORT: usize = 16;

/// A displayed formula that is not longer, in characters, is not higher than a page.
const LONG: usize = 60;

/// The part of an em that a character of a line has, in most lists and callouts in each other too.
const EM: f32 = 0.6;

/// The same in the cell of a table.
const EM_IN_CELL: f32 = 0.12;

/// A displayed formula with no more rows fits on any page.
const TALL: usize = 10;

/// How a displayed formula is set.
#[derive(Clone, Copy)]
enum Shape<'a> {
    /// It fits on any page as it is.
    Small,
    /// Its rows may be divided among pages.
    Rows(&'a formula::Table),
    /// It is made as small as it has to be.
    Large,
}

impl<'a> Shape<'a> {
    /// That of a formula in a line that is sure to be so wide, in em.
    fn of(formula: &'a Formula, room: f32) -> Self {
        match formula.equations() {
            Some(table) if table.rows.len() > TALL => Shape::Rows(table),
            _ if formula.width() > room || formula.length() > LONG => Shape::Large,
            _ => Shape::Small,
        }
    }
}

impl Writer<'_> {
    /// The inlines, joined.
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        for (at, inline) in inlines.iter().enumerate() {
            if at > 0 {
                self.out.push_str("; ");
                // The line before it ends there: it is not stretched.
                if self.is_wide(inline) {
                    self.out.push_str("linebreak(); ");
                }
            }
            match pieces(inline) {
                Some(pieces) => pieces.iter().enumerate().for_each(|(at, piece)| {
                    self.out.push_str(if at > 0 { "; onward; " } else { "" });
                    self.inline(piece);
                }),
                None => self.inline(inline),
            }
        }
    }

    pub(super) fn inline(&mut self, inline: &Inline) {
        self.within(&inline.attributes, |writer| writer.inline_kind(inline));
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each kind of inline")]
    fn inline_kind(&mut self, inline: &Inline) {
        let Inline { span, attributes, kind } = inline;
        if let Some(id) = &attributes.id
            && !self.in_headings.places.contains_key(id.as_str())
        {
            self.anchor(id);
        }
        match kind {
            InlineKind::Text { text } => self.text(&super::super::encode::collapsed(text)),
            InlineKind::SoftBreak => self.out.push_str("\" \""),
            InlineKind::HardBreak => self.out.push_str("linebreak()"),
            InlineKind::Styled { style, content } => self.styled(*style, content),
            InlineKind::Code { text, .. } if attributes.get(RAW_TYPST).is_some() => {
                self.at(*span);
                self.raw_typst(text);
            }
            InlineKind::Code { language, text } => {
                let is_too_long = !self.is_fitted() && is_too_long(text, self.line.run);
                let is_whole = !self.is_in_cell && is_whole(text);
                // In cells, a long one has places of its own where it may be broken.
                let is_cut = self.word_breaks.are_in(text);
                let has_options = !is_whole && !is_cut && code_options::any(text);
                self.out.push_str(match (is_too_long, is_whole, has_options) {
                    (true, ..) => "breakable-code(",
                    (false, true, _) => "box(",
                    (false, false, true) => "code-with-options(",
                    (false, false, false) => "",
                });
                self.out.push_str("raw(");
                if let Some(language) = language {
                    self.out.push_str("lang: ");
                    self.string(code_language::known(language));
                    self.out.push_str(", ");
                }
                let text = text.replace('\n', " ");
                match self.is_fitted() {
                    true => self.words(&text),
                    false => super::super::encode::line(&mut self.out, &text),
                }
                self.out.push_str(if is_too_long || is_whole || has_options { "))" } else { ")" });
            }
            InlineKind::Math { tex, display, formula } => {
                self.at(*span);
                let display = *display && !self.is_inline;
                match formula {
                    Some(formula) => {
                        let room = self.run as f32 * if self.is_in_cell { EM_IN_CELL } else { EM };
                        let shape = if display { Shape::of(formula, room) } else { Shape::Small };
                        let is_whole = !display && (3..=SHORT).contains(&formula.length());
                        self.out.push_str(match shape {
                            Shape::Small if is_whole => "box(",
                            Shape::Small => "",
                            Shape::Rows(_) => "long-formula(",
                            Shape::Large => "wide-formula(",
                        });
                        self.out.push_str(&format!("math.equation(block: {display}, alt: "));
                        let said = speech::speak(formula, &self.language);
                        self.string(&said);
                        self.out.push_str(", ");
                        match shape {
                            Shape::Rows(table) => super::super::math::write_rows(&mut self.out, table),
                            _ => super::super::math::write(&mut self.out, formula),
                        }
                        let is_wrapped = is_whole || !matches!(shape, Shape::Small);
                        self.out.push_str(if is_wrapped { "))" } else { ")" });
                    }
                    None => {
                        let is_too_long = is_too_long(tex, self.line.run);
                        self.out.push_str(if is_too_long { "breakable-code(" } else { "" });
                        self.out.push_str("unread-formula(");
                        self.string(tex);
                        self.out.push_str(&format!(", display: {display})"));
                        self.out.push_str(if is_too_long { ")" } else { "" });
                    }
                }
            }
            InlineKind::Link { target, title: _, content } => {
                let note;
                let (start, address, end) = match &**target {
                    LinkTarget::Note { path, fragment: _ } => {
                        note = format!("{path}.pdf");
                        ("link((", note.as_str(), "), ")
                    }
                    // Typst looks for the target before it sets what is linked.
                    LinkTarget::Internal(id) if holds(content, id) => return self.inlines(content),
                    LinkTarget::Internal(id) => {
                        let id = self.in_headings.places.get(id.as_str()).copied().unwrap_or(id);
                        if !self.places.ids.contains(id) {
                            return self.inlines_or_nothing(content);
                        }
                        ("link-to(", id, ", ")
                    }
                    LinkTarget::External(address) | LinkTarget::File(address) if may_be_followed(address) => {
                        ("link((", address.as_str(), "), ")
                    }
                    LinkTarget::External(_)
                    | LinkTarget::Unresolved(_)
                    | LinkTarget::Reference(_)
                    | LinkTarget::File(_) => {
                        return self.inlines_or_nothing(content);
                    }
                };
                self.at(*span);
                self.out.push_str(start);
                self.string(address);
                self.out.push_str(end);
                self.group(|writer| writer.within_line(|writer| writer.inlines(content)));
                self.out.push(')');
            }
            InlineKind::Image(image) => {
                self.at(*span);
                self.inline_picture(image);
            }
            InlineKind::Footnote { label, blocks }
                if self.in_headings.footnotes.contains_key(label.as_str()) =>
            {
                self.footnote_of_heading(blocks);
            }
            InlineKind::Footnote { label, blocks } => {
                let named = self.referred.contains(label.as_str());
                self.out.push_str(if named { "named-footnote(" } else { "footnote(" });
                if named {
                    self.string(&footnote_label(label));
                    self.out.push_str(", ");
                }
                self.group(|writer| writer.footnote(blocks));
                self.out.push(')');
            }
            InlineKind::FootnoteReference { label }
                if let Some(&blocks) = self.in_headings.footnotes.get(label.as_str()) =>
            {
                match self.in_headings.is_written {
                    true => self.out.push_str("super(\"*\")"),
                    false => self.footnote_of_heading(blocks),
                }
            }
            InlineKind::FootnoteReference { label } if !self.places.footnotes.contains(label.as_str()) => {
                self.out.push_str("super(\"*\")");
            }
            InlineKind::FootnoteReference { label } => {
                self.out.push_str("footnote(label(");
                self.string(&footnote_label(label));
                self.out.push_str("))");
            }
            InlineKind::Span { content } if attributes.classes.iter().any(|class| class == "smallcaps") => {
                self.out.push_str("smallcaps(");
                self.group(|writer| writer.inlines_or_nothing(content));
                self.out.push(')');
            }
            InlineKind::Span { content } => self.inlines_or_nothing(content),
        }
    }

    pub(super) fn inlines_or_nothing(&mut self, content: &[Inline]) {
        if content.is_empty() { self.out.push_str("[]") } else { self.inlines(content) }
    }

    /// A footnote of a heading, without a label.
    fn footnote_of_heading(&mut self, blocks: &[Block]) {
        let outer = std::mem::replace(&mut self.in_headings.is_written, true);
        self.out.push_str("heading-note(");
        self.group(|writer| writer.footnote(blocks));
        self.out.push(')');
        self.in_headings.is_written = outer;
    }

    /// A footnote's text: its last paragraph ends with it.
    fn footnote(&mut self, blocks: &[Block]) {
        match blocks {
            [block @ Block { kind: BlockKind::Paragraph { content }, attributes, .. }] => {
                self.of_block(block, |writer| {
                    writer.within(attributes, |writer| writer.inlines_or_nothing(content));
                });
            }
            blocks => self.blocks(blocks),
        }
    }

    fn styled(&mut self, style: Style, content: &[Inline]) {
        let quotes = locale::quotes(&self.words);
        let function = match style {
            Style::Emphasis | Style::Citation => "emph(",
            Style::Strong => "strong(",
            Style::Strikethrough => "strike(",
            Style::Underline | Style::Inserted => "underline(",
            Style::Highlight => "highlight(",
            Style::Superscript => "super(",
            Style::Subscript => "sub(",
            Style::Keyboard => "key(",
            Style::Small => "text(size: 0.85em, ",
            Style::Quotation => {
                self.string(quotes[0]);
                self.out.push_str("; ");
                self.inlines_or_nothing(content);
                self.out.push_str("; ");
                return self.string(quotes[1]);
            }
            Style::Abbreviation => return self.inlines_or_nothing(content),
            Style::Ruby => return self.ruby(content),
            // Only a ruby has readings, and takes them out.
            Style::Reading => return self.inlines_or_nothing(content),
        };
        self.out.push_str(function);
        self.group(|writer| writer.inlines(content));
        self.out.push(')');
    }

    /// Characters, each with the reading that follows them.
    fn ruby(&mut self, content: &[Inline]) {
        let is_reading =
            |inline: &Inline| matches!(inline.kind, InlineKind::Styled { style: Style::Reading, .. });
        for (at, part) in content.split_inclusive(is_reading).enumerate() {
            if at > 0 {
                self.out.push_str("; ");
            }
            match part.split_last() {
                Some((last, base)) if is_reading(last) => {
                    self.out.push_str("ruby(");
                    self.group(|writer| writer.inlines(base));
                    self.out.push_str(", ");
                    self.group(|writer| writer.inline(last));
                    self.out.push(')');
                }
                _ => self.inlines(part),
            }
        }
        if content.is_empty() {
            self.out.push_str("[]");
        }
    }

    /// Words; a sign that is to be shown as an emoji, though fonts for text have it, in the font that shows it so.
    fn text(&mut self, text: &str) {
        const EMOJI: char = '\u{FE0F}';
        const JOINER: char = '\u{200D}';
        let mut from = 0;
        for (at, _) in text.match_indices(EMOJI) {
            let Some(sign) =
                text[from..at].chars().next_back().filter(|&c| ('\u{A0}'..'\u{10000}').contains(&c))
            else {
                continue;
            };
            let (start, end) = (at - sign.len_utf8(), at + EMOJI.len_utf8());
            // What is joined to others is one emoji with them.
            if text[..start].ends_with(JOINER) || text[end..].starts_with(JOINER) {
                continue;
            }
            if start > from {
                self.words(&text[from..start]);
                self.out.push_str("; ");
            }
            self.out.push_str("emoji(");
            self.string(&text[start..end]);
            self.out.push_str("); ");
            from = end;
        }
        match &text[from..] {
            "" if from > 0 => self.out.truncate(self.out.len() - 2),
            rest => self.words(rest),
        }
    }
}

/// Whether something in the inlines is called `id`.
fn holds(inlines: &[Inline], id: &str) -> bool {
    struct Find<'a>(&'a str, bool);
    impl Find<'_> {
        fn attributes(&mut self, attributes: &Attributes) {
            self.1 |= attributes.id.as_deref() == Some(self.0);
        }
    }
    impl Visit<'_> for Find<'_> {
        fn block(&mut self, block: &Block) {
            self.attributes(&block.attributes);
            parts(block, |attributes| self.attributes(attributes));
            walk_block(self, block);
        }
        fn inline(&mut self, inline: &Inline) {
            self.attributes(&inline.attributes);
            walk_inline(self, inline);
        }
    }
    let mut find = Find(id, false);
    inlines.iter().for_each(|inline| find.inline(inline));
    find.1
}
