//! Comments and the like that nothing closes: they hide what follows, to the end of the note or of what they stand in.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span};

/// What opens what is not shown, what closes it, and what people call it.
const HIDING: [(&str, &str, &str); 4] = [
    ("<!--", "-->", "comment"),
    ("<![CDATA[", "]]>", "CDATA section"),
    ("<?", "?>", "processing instruction"),
    ("%%", "%%", "comment"),
];

/// A warning, if the part of a note under `span`, which Markdown reads as `read`, hides something and is never closed.
pub fn warning(source: &Source, span: Span, read: &str) -> Option<Diagnostic> {
    HIDING.iter().find_map(|&kind| last(read, kind))?;
    let text = source.slice(span);
    let (at, (open, close, what)) =
        HIDING.iter().filter_map(|&kind| Some((last(text, kind)?, kind))).max()?;
    let span = Span::new(span.start as usize + at..span.end as usize);
    let hidden = source.slice(span).trim_end();
    if hidden.len() == open.len() {
        return None;
    }
    let line = |offset| source.location(offset).line;
    let (first, last) = (line(span.start as usize), line(span.start as usize + hidden.len()));
    let lines = match first == last {
        true => format!("line {first} is"),
        false => format!("lines {first} to {last} are"),
    };
    let message = format!("this {what} is never closed: {lines} not shown");
    let hint = format!("close it with `{close}` where it ends");
    Some(Diagnostic::warning(Code::UnsupportedHtml, message).at(span).hint(hint))
}

/// Where the last of its kind opens that nothing closes; only what begins a part of a note can be one of percent signs.
#[expect(clippy::string_slice, reason = "the mark was found in the same text")]
fn last(text: &str, (open, close, _): (&str, &str, &str)) -> Option<usize> {
    if open == close {
        let rest = text.trim_start().strip_prefix(open)?;
        return (!rest.contains(close)).then(|| text.len() - text.trim_start().len());
    }
    let at = text.rfind(open)?;
    // `<!-->` is a whole comment.
    let inside = &text[at + 2..];
    (!inside.contains(close)).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<String> {
        let source = Source::new("note.md", text);
        warning(&source, Span::new(0..text.len()), text).map(|warning| warning.message)
    }

    #[test]
    fn what_is_never_closed_is_told_with_its_lines() {
        let comment = "this comment is never closed: lines 1 to 3 are not shown";
        assert_eq!(told("<!-- a\n\nb\n").as_deref(), Some(comment));
        assert_eq!(told("%% a\n\nb").as_deref(), Some(comment));
        assert_eq!(
            told("<div><!-- a --><!-- b</div>").as_deref(),
            Some("this comment is never closed: line 1 is not shown")
        );
        assert!(told("<?php echo").is_some_and(|message| message.contains("processing instruction")));
        assert!(told("<![CDATA[ x").is_some_and(|message| message.contains("CDATA section")));
    }

    #[test]
    fn what_is_closed_is_not_told() {
        for text in ["<!-- a -->", "<!-->", "<? a ?>", "%% a\nb %%", "<![CDATA[x]]>", "<div>"] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
