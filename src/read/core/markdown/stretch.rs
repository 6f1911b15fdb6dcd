//! Where a long text may be cut, so that Markdown's tree never stands in memory for all of it: a node takes forty times
//! the bytes that it is made of. A text is cut where nothing of Markdown is open, and only when none of it refers to
//! what stands elsewhere in it; then each stretch has the tree that it has in the whole.

use comrak::Node;
use comrak::nodes::NodeValue;

use crate::limits::STRETCH;
use crate::read::syntax::table;

/// Where the stretches of a text end.
pub struct Stretches<'t> {
    text: &'t str,
    /// Where the present stretch starts.
    start: usize,
    /// How long it is to be at least.
    length: usize,
    /// Whether the text may be cut at all.
    divisible: bool,
}

impl<'t> Stretches<'t> {
    /// The stretches of a masked text, each of at least [`STRETCH`] bytes; one, where it may not be cut.
    pub fn of(text: &'t str, divisible: bool) -> Self {
        // Addresses and footnotes hold for the whole of a text, and comrak counts footnotes in a line in each.
        let refers = || text.contains("]:") || text.contains("^[");
        let divisible = divisible && text.len() > STRETCH && !refers();
        Self { text, start: 0, length: STRETCH, divisible }
    }

    /// The byte at which the present stretch starts.
    pub fn start(&self) -> usize {
        self.start
    }

    /// The byte after the present stretch: that of a line which goes on nothing before it, after an empty one.
    pub fn end(&self) -> usize {
        let whole = self.text.len();
        let mut at = self.start.saturating_add(self.length);
        if !self.divisible || at >= whole {
            return whole;
        }
        at = self.text.floor_char_boundary(at);
        while let Some(length) = after_empty_line(&self.text[at..]) {
            at += length;
            if begins_anew(&self.text[at..]) {
                return at;
            }
        }
        whole
    }

    /// Goes on to what comes after a stretch that ends at byte `end`.
    pub fn next(&mut self, end: usize) {
        (self.start, self.length) = (end, STRETCH);
    }

    /// Makes the present stretch longer, for something is open at its end: twice as long, so that all that is parsed in
    /// vain is no longer than what is parsed.
    pub fn lengthen(&mut self, end: usize) {
        self.length = 2 * (end - self.start);
    }
}

/// How many bytes of a text there are up to the end of its first empty line, but for one that it begins with.
fn after_empty_line(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += text[at..].find('\n')? + 1;
        let empty = ["\n", "\r\n"].into_iter().find(|empty| text[at..].starts_with(empty));
        if let Some(empty) = empty {
            return Some(at + empty.len());
        }
    }
}

/// Whether a text begins with what goes on nothing before it but a description list, whose next term it may be: a
/// heading, a paragraph, a table, a tag, or a comment, as the mask writes for what Markdown does not know. The reader makes
/// one list of the two that such a cut makes.
fn begins_anew(text: &str) -> bool {
    let heading = text.trim_start_matches('#');
    let is_heading = heading.len() < text.len() && heading.starts_with(' ');
    is_heading || text.starts_with(char::is_alphabetic) || table::begins(text) || begins_html(text)
}

/// Whether a text begins with a tag of HTML that opens something, or with a comment.
fn begins_html(text: &str) -> bool {
    let is_tag = |name: &str| name.starts_with(|c: char| c.is_ascii_alphabetic()) || name.starts_with("!--");
    text.strip_prefix('<').is_some_and(is_tag)
}

/// Whether nothing is open at the end of a stretch with this tree, when a line follows that begins anew.
pub fn is_whole(root: Node) -> bool {
    let Some(last) = root.last_child() else { return false };
    match &last.data().value {
        NodeValue::Paragraph
        | NodeValue::Heading(_)
        | NodeValue::ThematicBreak
        | NodeValue::Table(_)
        | NodeValue::List(_)
        | NodeValue::DescriptionList
        | NodeValue::BlockQuote
        | NodeValue::Alert(_)
        | NodeValue::Callout(_) => true,
        NodeValue::CodeBlock(code) => code.closed,
        // What is no comment, script or the like ends with an empty line.
        NodeValue::HtmlBlock(html) => match html.block_type {
            2 => html.literal.contains("-->"),
            kind => kind >= 6,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::dialect::features::Features;

    fn end(before: &str, after: &str) -> Option<usize> {
        let text = format!("{}\n\n{before}\n\n{after}", "words\n".repeat(STRETCH / 6));
        let end = Stretches::of(&text, true).end();
        (end < text.len()).then(|| text.len() - end)
    }

    #[test]
    fn a_text_is_cut_before_a_line_that_goes_on_nothing() {
        for after in [
            "Words.",
            "# Title",
            "文字",
            "Term\n\n: meaning",
            "| a |\n|---|\n| b |",
            "+---+\n| a |\n+---+",
            "<table>",
            "<!-- a -->",
        ] {
            assert_eq!(end("- item", after), Some(after.len()), "{after}");
        }
        for after in [
            "- item",
            "  words",
            "> quoted",
            "1. one",
            "#tag",
            ": meaning",
            "| a |\n| b |",
            "+ a",
            "</table>",
        ] {
            assert_eq!(end("- item", after), None, "{after}");
        }
    }

    #[test]
    fn a_text_that_refers_to_what_stands_elsewhere_is_not_cut() {
        assert_eq!(end("[a]: /b", "Words."), None);
        assert_eq!(end("[^a]: Note.", "Words."), None);
        assert_eq!(end("^[Note.]", "Words."), None);
    }

    #[test]
    fn nothing_is_open_at_the_end_of_a_stretch() {
        let is_whole = |text: &str| {
            let arena = comrak::Arena::new();
            let options = crate::read::core::markdown::options(Features::AUTO);
            is_whole(comrak::parse_document(&arena, text, &options))
        };
        for text in
            ["Words.\n", "# T\n", "- a\n", "T\n: a\n", "```\na\n```\n", "<div>\n", "<!-- a -->\n", "> ```\n"]
        {
            assert!(is_whole(text), "{text}");
        }
        for text in ["", "```\na\n", "<!-- a\n", "<script>\n<!-- a -->\n", "%%\na\n"] {
            assert!(!is_whole(text), "{text}");
        }
    }
}
