//! How far what begins in a line of text may reach, most of all a formula: blocks come before it (CommonMark 0.31,
//! "Precedence"), so that it does not go on over the line of a list's item, a footnote, a term, a fence, a rule, a heading, a row of a table or a division, nor out
//! of its quotation.

#![expect(
    clippy::string_slice,
    reason = "offsets are of line ends and markers, all of ASCII, that were found in the same text"
)]

use std::ops::Range;

use crate::read::syntax::html::{self, is_block};
use crate::read::syntax::scan::line::{Fence, Prefix, is_thematic_break};
use crate::read::syntax::scan::pandoc;

/// What a line is to the formula that an earlier line began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, or LaTeX.
    Text,
    /// Nothing but markers of quotations.
    Blank,
    /// A line of another quotation, or of none.
    OtherQuotation,
    /// An item of a list; `outside`: of one that the formula's own text is not in.
    Item {
        /// Whether the list is not one inside of the formula's own item.
        outside: bool,
    },
    /// A line that is a block, or a mark of one, whatever stands around it: a heading, a fence, a division, a rule…
    Mark,
    /// What makes a heading of the lines before it.
    Underline,
    /// What is said of a term.
    Definition,
    /// A row of a table.
    Row,
    /// The line below the head of a table.
    Delimiter,
}

/// What `line` is to a formula in a container whose further lines begin with `prefix`.
pub fn kind(line: &str, prefix: &str) -> Kind {
    let own = Prefix::read(line);
    let content = line[own.length..].trim_end();
    if own.quotes != prefix.bytes().filter(|&byte| byte == b'>').count() {
        return Kind::OtherQuotation;
    }
    if content.is_empty() {
        return Kind::Blank;
    }
    // The column at which the text of the formula's own container begins.
    let column = prefix.rsplit('>').next().unwrap_or_default().chars().count();
    if own.items {
        return Kind::Item { outside: own.indent < column };
    }
    if own.indent >= column + 4 {
        return Kind::Text;
    }
    let only = |mark: char| content.chars().all(|c| c == mark);
    let spaced = |rest: &str| rest.starts_with([' ', '\t']);
    if only('=') || only('-') && content.len() < 3 {
        return Kind::Underline;
    }
    if is_mark(content) || Fence::read(&own, content).is_some() {
        return Kind::Mark;
    }
    if content.contains('-') && content.contains('|') && content.chars().all(|c| "-:| \t".contains(c)) {
        return Kind::Delimiter;
    }
    if content.strip_prefix([':', '~']).is_some_and(spaced) {
        return Kind::Definition;
    }
    if content.starts_with('|') || content.starts_with("+-") {
        return Kind::Row;
    }
    Kind::Text
}

/// Whether a line is a block by itself, or a mark that begins or ends one.
fn is_mark(content: &str) -> bool {
    let heading = content.trim_start_matches('#');
    let hashes = content.len() - heading.len();
    let footnote = content.strip_prefix("[^").and_then(|rest| rest.split_once("]:"));
    let admonition = ["!!! ", "??? ", "???+ ", "=== \""].iter().any(|mark| content.starts_with(mark));
    let tag = ["{% ", "{%- ", "{{< ", "{{% ", ":::", "<!--"].iter().any(|mark| content.starts_with(mark));
    (1..=6).contains(&hashes) && (heading.is_empty() || heading.starts_with([' ', '\t']))
        || footnote.is_some_and(|(label, _)| !label.is_empty() && !label.contains([' ', ']']))
        || admonition
        || tag
        || is_thematic_break(content)
        || begins_element(content)
}

/// Whether a line begins with a tag of an element of HTML that is a block.
fn begins_element(content: &str) -> bool {
    let Some(rest) = content.strip_prefix('<') else { return false };
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let name = &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len())];
    let ends = rest[name.len()..].starts_with(['>', ' ', '/']);
    let name = name.to_ascii_lowercase();
    ends && html::is_element(&name) && is_block(&name)
}

/// Where the paragraphs of a text end, which is looked for once for each.
#[derive(Debug, Default)]
pub struct Paragraphs {
    /// The bytes of the last paragraph that was asked for, from where that was on.
    last: Range<usize>,
}

impl Paragraphs {
    /// The byte at which the paragraph ends in which byte `start` stands: that of a line's end, or the end of the
    /// text. `line` is the byte at which the line's own text starts, `prefix` what further lines of its container begin
    /// with; a `flat` line is a heading or a row, which ends with itself.
    pub fn end(&mut self, text: &str, start: usize, line: usize, prefix: &str, flat: bool) -> usize {
        if self.last.contains(&start) {
            return self.last.end;
        }
        let own_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        if flat {
            self.last = start..own_end;
            return own_end;
        }
        let counted = !pandoc::markers(text.get(line..own_end).unwrap_or_default()).is_empty();
        let column = column(text, line, own_end);
        let (mut before, mut end) = (start, own_end);
        while end < text.len() {
            let next = end + 1;
            let next_end = text[next..].find('\n').map_or(text.len(), |at| next + at);
            let further = &text[next..next_end];
            match kind(further, prefix) {
                Kind::Text if counted && !pandoc::markers(further.trim_start()).is_empty() => break,
                Kind::Text => {}
                Kind::OtherQuotation if is_lazy(further, prefix) => {}
                // Another number than 1 begins no list in the middle of a paragraph, nor does what is indented as code is.
                Kind::Item { outside: false }
                    if is_number(further) || Prefix::read(further).indent >= column + 4 => {}
                Kind::Delimiter => {
                    end = before.max(own_end);
                    break;
                }
                Kind::Blank
                | Kind::OtherQuotation
                | Kind::Item { .. }
                | Kind::Mark
                | Kind::Underline
                | Kind::Definition
                | Kind::Row => break,
            }
            (before, end) = (end, next_end);
        }
        self.last = start..end.max(start + 1);
        end
    }
}

/// Whether a line goes on a paragraph in a quotation without its markers (CommonMark 0.31, "Block quotes", laziness).
fn is_lazy(line: &str, prefix: &str) -> bool {
    let quotes = Prefix::read(line).quotes;
    quotes < prefix.bytes().filter(|&byte| byte == b'>').count()
        && kind(line, &"> ".repeat(quotes)) == Kind::Text
}

/// The column, in its quotation, at which the text stands of the container that a line is in: its own text begins at
/// byte `line`, it ends at byte `end`. The indentation of callouts counts, which no prefix of a line tells.
fn column(text: &str, line: usize, end: usize) -> usize {
    let start = text[..line].rfind('\n').map_or(0, |at| at + 1);
    let Some(own) = text.get(start..end) else { return 0 };
    let prefix = Prefix::read(own);
    // What a footnote holds is indented by four columns (GitHub, Pandoc).
    prefix.width + if own[prefix.length..].starts_with("[^") { 4 } else { 0 }
}

/// Whether the marker of an item is a number, but not the first.
fn is_number(line: &str) -> bool {
    let marker = line.trim_start_matches([' ', '\t', '>']);
    let digits = marker.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && marker[..digits].parse() != Ok(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the paragraph that a text begins with holds.
    fn paragraph<'t>(text: &'t str, prefix: &str) -> &'t str {
        &text[..Paragraphs::default().end(text, 0, 0, prefix, false)]
    }

    #[test]
    fn a_paragraph_ends_before_every_block() {
        for next in [
            "",
            "# b",
            "- b",
            "1. b",
            "> b",
            "```",
            "~~~",
            "***",
            "===",
            ":::",
            ": b",
            "[^b]: c",
            "| b |",
            "!!! note",
            "{% b %}",
            "<div>",
            "</div>",
            "<!-- b -->",
        ] {
            assert_eq!(paragraph(&format!("a\n{next}\nc"), ""), "a", "{next}");
        }
        assert_eq!(paragraph("a\nb | c\n--|--\nd", ""), "a");
    }

    #[test]
    fn a_paragraph_goes_on_over_lines_of_text() {
        for next in ["b", "2. b", "<b>b</b>", "#b", "    - b", ":b", "=b", "a) b", "|b"] {
            let expected = if next == "|b" { "a" } else { "a\n" };
            assert!(paragraph(&format!("a\n{next}"), "").starts_with(expected), "{next}");
        }
        assert_eq!(paragraph("a\nb\n\nc", ""), "a\nb");
    }

    #[test]
    fn a_paragraph_of_a_quotation_goes_on_without_its_markers() {
        assert_eq!(paragraph("a\n> b\nc", "> "), "a\n> b\nc");
        assert_eq!(paragraph("a\n> b\nc", "> > "), "a\n> b\nc");
        assert_eq!(paragraph("a\n> # b", "> > "), "a");
    }

    #[test]
    fn a_paragraph_stays_in_its_container() {
        assert_eq!(paragraph("a\n> b\n- c", "> "), "a\n> b");
        assert_eq!(paragraph("a\n> b\n\nc", "> "), "a\n> b");
        assert_eq!(paragraph("a\n> > b", "> "), "a");
        assert_eq!(paragraph("a\n   b\n2. c", "   "), "a\n   b");
        assert_eq!(paragraph("a. b\nb. c", ""), "a. b");
        assert_eq!(paragraph("- a\n    - b", "  "), "- a");
        assert_eq!(paragraph("[^1]: a\n    - b", ""), "[^1]: a");
        assert_eq!(paragraph("    a\n    - b", ""), "    a");
        assert_eq!(paragraph("> a\n>     - b", "> "), "> a\n>     - b");
    }
}
