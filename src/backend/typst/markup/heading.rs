//! Headings as Typst code. PDF/UA wants a title of each, which Typst takes from the words in it: where it sees none, as of
//! an image, of a formula or of characters with readings, they are given to it apart.

use super::Writer;
use crate::ir::walk::{Visit, walk_inline};
use crate::ir::*;

impl Writer<'_> {
    /// A heading; a paragraph, where there is nothing that could be its title.
    pub(super) fn heading(&mut self, level: u8, id: Option<&str>, content: &[Inline]) {
        let has_words = !Find::of(content, true).words.trim().is_empty();
        let Find { words: title, is_picture, .. } = Find::of(content, has_words);
        if !has_words && title.trim().is_empty() {
            if let Some(id) = id {
                self.anchor(id);
            }
            return self.paragraph(content);
        }
        let is_listed = id.is_none_or(|id| self.listed.is_empty() || self.listed.contains(id));
        let own = id.filter(|id| self.written.insert((*id).to_owned()));
        match own {
            Some(id) => {
                self.out.push_str(&format!("section({level}, "));
                self.string(id);
                self.out.push_str(", ");
            }
            None => self.out.push_str(&format!("heading(level: {level}, ")),
        }
        if !is_listed {
            self.out.push_str(if own.is_some() { "listed: false, " } else { "outlined: false, " });
        }
        self.group(|writer| {
            if !has_words {
                // The table of contents shows words for pictures.
                writer.out.push_str(if is_picture { "picture-words(" } else { "title-words(" });
                super::super::encode::line(&mut writer.out, title.trim());
                writer.out.push_str("); ");
            }
            writer.inlines(content);
        });
        self.out.push(')');
    }
}

/// Looks for words in a heading: those that Typst sees, or all that could be its title.
#[derive(Default)]
struct Find {
    words: String,
    seen: bool,
    is_picture: bool,
}

impl Find {
    /// The words in these inlines: those that Typst sees, or all that could be a title, such as alternative texts and
    /// characters without their readings.
    fn of(content: &[Inline], seen: bool) -> Self {
        let mut find = Find { seen, ..Find::default() };
        content.iter().for_each(|inline| find.inline(inline));
        find
    }
}

impl Visit<'_> for Find {
    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Text { text } | InlineKind::Code { text, .. } => {
                self.words.extend(text.chars().filter(|&c| c != '\u{FEFF}'));
            }
            InlineKind::SoftBreak | InlineKind::HardBreak => self.words.push(' '),
            InlineKind::Math { display: true, formula: Some(_), .. } if self.seen => {}
            InlineKind::Math { tex, formula, .. } => match formula {
                Some(formula) => self.words.push_str(&formula.plain()),
                None => self.words.push_str(tex),
            },
            // In place of one that is missing there are words.
            InlineKind::Image(image) => match (&image.source, &image.alternative) {
                (ImageSource::Loaded(_), _) if self.seen => {}
                (ImageSource::Loaded(_), Alternative::Decorative) => {}
                (source, Alternative::Given(text) | Alternative::Missing(text)) => {
                    self.is_picture |= matches!(source, ImageSource::Loaded(_));
                    self.words.push_str(text);
                }
                (_, Alternative::Decorative) => self.words.push('?'),
            },
            InlineKind::Styled { style: Style::Reading, .. } => {}
            InlineKind::Styled { style: Style::Ruby, .. } if self.seen => {}
            InlineKind::Footnote { .. } | InlineKind::FootnoteReference { .. } => {}
            InlineKind::Styled { .. } | InlineKind::Link { .. } | InlineKind::Span { .. } => {
                walk_inline(self, inline);
            }
        }
    }
}
