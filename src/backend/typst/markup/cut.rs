//! Words and texts too long for a paragraph: they are cut, with all that stands around them, and go on in the next
//! paragraph, which has no space above it (`onward` of the template).

#![expect(clippy::string_slice, reason = "offsets are of characters that were found in the same text")]

use super::super::encode::is_mark;
use super::breaks::breaks;
use crate::ir::walk::{Visit, walk_inline};
use crate::ir::*;
use crate::limits::{PARAGRAPH_TEXT, WORD};

/// The bytes of a text at which words are cut that have more than [`WORD`] bytes; not between a letter and its marks.
pub fn cuts(text: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    if text.len() <= WORD {
        return cuts;
    }
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if at - start >= WORD && !is_mark(c) && !breaks(c) {
            cuts.push(at);
            start = at;
        }
        if breaks(c) {
            start = at + c.len_utf8();
        }
    }
    cuts
}

/// The bytes at which a text is cut: in words, as [`cuts`] has it, and before words where it gets longer than [`PARAGRAPH_TEXT`].
fn all_cuts(text: &str) -> Vec<usize> {
    let mut in_words = cuts(text).into_iter().peekable();
    if text.len() <= PARAGRAPH_TEXT {
        return in_words.collect();
    }
    let mut all = vec![0];
    let mut after_space = false;
    for (at, c) in text.char_indices() {
        let is_long = || at - all.last().unwrap_or(&0) >= PARAGRAPH_TEXT;
        if in_words.next_if_eq(&at).is_some() || after_space && !c.is_whitespace() && is_long() {
            all.push(at);
        }
        after_space = c.is_whitespace();
    }
    all.split_off(1)
}

/// The parts of an inline of which a paragraph has room for each; `None` for one that is not to be cut.
pub fn pieces(inline: &Inline) -> Option<Vec<Inline>> {
    let mut find = Find(false);
    find.inline(inline);
    find.0.then(|| divided(inline))
}

/// Looks for a place to cut at in what an inline shows in its own line.
struct Find(bool);

impl Visit<'_> for Find {
    fn block(&mut self, _: &Block) {
        // Notes are cut where they are written.
    }

    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Text { text } | InlineKind::Code { text, .. } = &inline.kind {
            self.0 |= text.len() > WORD && !all_cuts(text).is_empty();
        }
        walk_inline(self, inline);
    }
}

fn divided(inline: &Inline) -> Vec<Inline> {
    let with = |kind| Inline { span: inline.span, attributes: inline.attributes.clone(), kind };
    let kinds: Vec<InlineKind> = match &inline.kind {
        InlineKind::Text { text } => {
            texts(text).map(|part| InlineKind::Text { text: part.to_owned() }).collect()
        }
        InlineKind::Code { language, text } => texts(text)
            .map(|part| InlineKind::Code { language: language.clone(), text: part.to_owned() })
            .collect(),
        InlineKind::Styled { style, content } => {
            contents(content).map(|content| InlineKind::Styled { style: *style, content }).collect()
        }
        InlineKind::Link { target, title, content } => contents(content)
            .map(|content| InlineKind::Link { target: target.clone(), title: title.clone(), content })
            .collect(),
        InlineKind::Span { content } => {
            contents(content).map(|content| InlineKind::Span { content }).collect()
        }
        InlineKind::SoftBreak
        | InlineKind::HardBreak
        | InlineKind::Math { .. }
        | InlineKind::Image(_)
        | InlineKind::Footnote { .. }
        | InlineKind::FootnoteReference { .. } => vec![inline.kind.clone()],
    };
    kinds.into_iter().map(with).collect()
}

fn texts(text: &str) -> impl Iterator<Item = &str> {
    let cuts = all_cuts(text);
    let starts = std::iter::once(0).chain(cuts.clone());
    starts.zip(cuts.into_iter().chain([text.len()])).map(|(start, end)| &text[start..end])
}

/// The inlines in groups: the last of each but the last goes on as the first of the next.
fn contents(inlines: &[Inline]) -> impl Iterator<Item = Vec<Inline>> {
    let mut groups = vec![Vec::new()];
    for inline in inlines {
        for (at, piece) in divided(inline).into_iter().enumerate() {
            if at > 0 {
                groups.push(Vec::new());
            }
            if let Some(group) = groups.last_mut() {
                group.push(piece);
            }
        }
    }
    groups.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::sample::{link, text};

    fn long() -> String {
        "ab".repeat(WORD)
    }

    #[test]
    fn only_runs_without_a_place_to_break_are_cut() {
        assert_eq!(cuts(&format!("words {}", long())), [6 + WORD]);
        assert!(cuts(&"words ".repeat(WORD)).is_empty());
        assert!(cuts(&"文字".repeat(WORD)).is_empty());
        assert!(cuts(&format!("{} {}", "a".repeat(WORD), "b".repeat(WORD))).is_empty());
    }

    #[test]
    fn a_long_text_is_cut_before_words() {
        let words = "words ".repeat(PARAGRAPH_TEXT / 5);
        let all = all_cuts(&words);
        assert_eq!(all, [(PARAGRAPH_TEXT / 6 + 1) * 6]);
        assert!(all_cuts(&words[..PARAGRAPH_TEXT]).is_empty());
        let (one, spaces) = ("a ".repeat(PARAGRAPH_TEXT / 2), " ".repeat(PARAGRAPH_TEXT));
        assert_eq!(
            all_cuts(&format!("{one}{spaces}b {}", long())),
            [2 * PARAGRAPH_TEXT, 2 * PARAGRAPH_TEXT + 2 + WORD]
        );
    }

    #[test]
    fn a_letter_keeps_its_marks() {
        let word = format!("{}e\u{301}{}", "a".repeat(WORD - 1), "b".repeat(9));
        assert_eq!(cuts(&word), [WORD + 2]);
    }

    #[test]
    fn what_stands_around_a_word_is_cut_with_it() {
        let target = LinkTarget::External("https://example.org".to_owned());
        let strong =
            |content| Inline { kind: InlineKind::Styled { style: Style::Strong, content }, ..text("") };
        let whole = Inline {
            kind: InlineKind::Link {
                target: Box::new(target.clone()),
                title: None,
                content: vec![text("see "), strong(vec![text(&long()), text(" end")])],
            },
            ..text("")
        };
        let pieces = pieces(&whole).expect("it is too long");
        assert_eq!(pieces.len(), 2);
        let InlineKind::Link { content, .. } = &pieces[1].kind else { panic!("{pieces:?}") };
        assert_eq!(content, &[strong(vec![text(&long()[WORD..]), text(" end")])]);
        assert_eq!(super::pieces(&link(target, "short")), None);
    }
}
