//! Brackets that CommonMark leaves in the text and that dialects read: Pandoc's `[text]{.class}`, and links and images
//! whose address has spaces, `![alt](my picture.png)`, as people write them and most editors show them.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "offsets are of brackets that were found in the same text; nodes are looked at where they were found"
)]

use crate::ir::walk::plain_text;
use crate::ir::{Alternative, Attributes, Image, ImageSource, Inline, InlineKind, Length, LinkTarget, Style};
use crate::limits::ADDRESS;
use crate::read::syntax::attributes;
use crate::read::syntax::length::length;
use crate::source::Span;

/// What stands right after a closing bracket.
enum Meaning {
    /// Attributes of what is between the brackets.
    Span(Attributes),
    /// An address that Markdown does not read.
    Address(Address),
}

/// An address with spaces, a title with quotation marks in it, or a size after them (`a.png =150x80 "title"`).
struct Address {
    path: String,
    title: Option<String>,
    width: Option<Length>,
    height: Option<Length>,
}

impl Address {
    /// What stands in parentheses as an address, unless it is words.
    fn read(inside: &str) -> Option<Self> {
        let (inside, outer) = take_size(inside.trim());
        let (path, title) = take_title(inside).map_or((inside, None), |(path, title)| (path, Some(title)));
        let (path, inner) = take_size(path.trim_end());
        let sized = outer.or(inner);
        let has_marks = title.is_some_and(|title| title.contains(['"', '\'', '“', '”', '(', ')']));
        let is_address = match sized.is_some() || has_marks {
            true => !path.contains(' ') && path.contains(['.', '/']) || is_path(path),
            false => path.contains(' ') && is_path(path),
        };
        let (width, height) = sized.unwrap_or_default();
        is_address.then(|| Self { path: path.to_owned(), title: title.map(str::to_owned), width, height })
    }
}

/// A width and a height, as far as they are asked for.
type Size = (Option<Length>, Option<Length>);

/// The size at the end of a text, `=150x80`, `=150x`, `=x80` or `=50%x`, and what stands before it.
fn take_size(text: &str) -> (&str, Option<Size>) {
    let found = text.rsplit_once(' ').and_then(|(before, size)| {
        let size = size.strip_prefix('=')?;
        let (width, height) = size.split_once(['x', 'X', '*']).unwrap_or((size, ""));
        let sides = [width, height].map(|side| match side {
            "" | "auto" => Some(None),
            side => length(side).map(Some),
        });
        match sides {
            [Some(width), Some(height)] if width.or(height).is_some() => Some((before, (width, height))),
            _ => None,
        }
    });
    found.map_or((text, None), |(before, size)| (before.trim_end(), Some(size)))
}

/// The title at the end of a text, which may have quotation marks in it, and what stands before it.
fn take_title(text: &str) -> Option<(&str, &str)> {
    let close = text.chars().next_back()?;
    let open = match close {
        '"' | '”' => [" \"", " “"],
        '\'' => [" '", " ‘"],
        _ => return None,
    };
    let start = open.iter().filter_map(|open| text.find(open)).min()?;
    let mark = text[start + 1..].chars().next()?.len_utf8();
    let title = text.get(start + 1 + mark..text.len() - close.len_utf8())?;
    Some((&text[..start], title))
}

impl Meaning {
    /// The meaning that `text` begins with, and its length in bytes.
    fn read(text: &str) -> Option<(Self, usize)> {
        if let Some((attributes, length)) = attributes::read(text) {
            return Some((Meaning::Span(attributes), length));
        }
        let inside = text.strip_prefix('(')?;
        let inside = &inside[..closing_parenthesis(inside)?];
        let length = inside.len() + 2;
        Address::read(inside).map(|address| (Meaning::Address(address), length))
    }
}

/// Where the parenthesis that is already open is closed, on the same line and not too far away.
fn closing_parenthesis(text: &str) -> Option<usize> {
    let mut depth = 0;
    text.char_indices().take(ADDRESS).take_while(|(_, c)| *c != '\n').find_map(|(at, c)| {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
        None
    })
}

/// Whether a text in parentheses is the path of a file, perhaps with spaces in it, rather than words.
fn is_path(text: &str) -> bool {
    let path = text.split(['#', '?']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let named =
        (1..=8).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (named || path.ends_with('/') || path.starts_with(['.', '/'])) && !text.contains("://")
}

fn linked(address: String, title: Option<String>, content: Vec<Inline>) -> InlineKind {
    InlineKind::Link { target: LinkTarget::Unresolved(address).into(), title, content }
}

fn pictured(address: Address, content: &[Inline]) -> InlineKind {
    let Address { path, title, width, height } = address;
    let words = plain_text(content);
    let alternative = match words.trim() {
        "" => Alternative::Missing(String::new()),
        words => Alternative::Given(words.to_owned()),
    };
    let source = ImageSource::Unresolved(path);
    InlineKind::Image(Box::new(Image { source, alternative, title, width, height }))
}

/// A span, or the style that its first class stands for.
fn styled(span: Span, attributes: Attributes, content: Vec<Inline>) -> Inline {
    let style = match attributes.classes.first().map(String::as_str) {
        Some("underline" | "ul") => Some(Style::Underline),
        Some("mark" | "highlight") => Some(Style::Highlight),
        Some("kbd") => Some(Style::Keyboard),
        _ => None,
    };
    let kind = match style {
        Some(style) => InlineKind::Styled { style, content },
        None => InlineKind::Span { content },
    };
    Inline { span, attributes, kind }
}

/// Makes spans, links and images of the brackets among the inlines that mean one.
pub fn pair(inlines: &mut Vec<Inline>) {
    join_attributes(inlines);
    let may_close = |inline: &Inline| match &inline.kind {
        InlineKind::Text { text } => text.contains("]{") || text.contains("]("),
        _ => false,
    };
    if !inlines.iter().any(may_close) {
        return;
    }
    let mut brackets = Brackets::default();
    for inline in rejoined(std::mem::take(inlines)) {
        match &inline.kind {
            InlineKind::Text { text } => brackets.text(text, inline.span),
            _ => brackets.out.push(inline),
        }
    }
    *inlines = brackets.out;
}

/// The inlines with the addresses between `](` and a size or a title as text again, of which Markdown made links.
fn rejoined(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    let mut inlines = inlines.into_iter().peekable();
    while let Some(inline) = inlines.next() {
        if let Some(InlineKind::Text { text: before }) = out.last_mut().map(|last| &mut last.kind)
            && before.ends_with("](")
            && let InlineKind::Link { target, .. } = &inline.kind
            && let LinkTarget::Unresolved(address) = &**target
            && let Some(InlineKind::Text { text: after }) = inlines.peek().map(|next| &next.kind)
            && [" =", " \"", " '"].iter().any(|start| after.starts_with(start))
        {
            before.push_str(address);
            before.push_str(after);
            inlines.next();
        } else {
            out.push(inline);
        }
    }
    out
}

/// Attributes with more than words in them are a text of their own: it goes to the bracket that it follows.
fn join_attributes(inlines: &mut Vec<Inline>) {
    let follows = |before: &Inline, after: &Inline| match (&before.kind, &after.kind) {
        (InlineKind::Text { text: before }, InlineKind::Text { text: after }) => {
            before.ends_with(']') && after.starts_with('{')
        }
        _ => false,
    };
    if !inlines.windows(2).any(|pair| follows(&pair[0], &pair[1])) {
        return;
    }
    let mut joined: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in std::mem::take(inlines) {
        match joined.last_mut().filter(|last| follows(last, &inline)) {
            Some(Inline { kind: InlineKind::Text { text }, .. }) => {
                if let InlineKind::Text { text: after } = &inline.kind {
                    text.push_str(after);
                }
            }
            _ => joined.push(inline),
        }
    }
    *inlines = joined;
}

/// Inlines whose brackets are being paired.
#[derive(Default)]
struct Brackets {
    out: Vec<Inline>,
    /// The brackets that are open: the text and the byte in it.
    open: Vec<(usize, usize)>,
}

impl Brackets {
    fn text(&mut self, text: &str, span: Span) {
        let mut rest = text;
        self.out.push(Inline::text(span, ""));
        while let Some(at) = rest.find(['[', ']']) {
            self.append(&rest[..at]);
            let meaning = rest[at..].strip_prefix(']').and_then(Meaning::read);
            match (rest.as_bytes()[at], meaning) {
                (b']', Some((meaning, length))) if !self.open.is_empty() => {
                    self.close(meaning, span);
                    rest = &rest[at + 1 + length..];
                    continue;
                }
                (b']', _) => drop(self.open.pop()),
                _ => {
                    let at = self.last_text().len();
                    self.open.push((self.out.len() - 1, at));
                }
            }
            self.append(&rest[at..=at]);
            rest = &rest[at + 1..];
        }
        self.append(rest);
        self.out.pop_if(|last| matches!(&last.kind, InlineKind::Text { text } if text.is_empty()));
    }

    /// Makes something of what stands after the last open bracket, and begins a new text after it.
    fn close(&mut self, meaning: Meaning, end: Span) {
        let Some((index, at)) = self.open.pop() else { return };
        let mut content = self.out.split_off(index + 1);
        content.pop_if(|last| matches!(&last.kind, InlineKind::Text { text } if text.is_empty()));
        let span = self.out[index].span.to(end);
        let first = self.last_text().split_off(at);
        if first.len() > 1 {
            content.insert(0, Inline::text(self.out[index].span, &first[1..]));
        }
        let inline = match meaning {
            Meaning::Span(attributes) => styled(span, attributes, content),
            Meaning::Address(address) => {
                let before = self.last_text();
                let image = before.ends_with('!');
                before.truncate(before.len() - usize::from(image));
                let kind = match image {
                    true => pictured(address, &content),
                    false => linked(address.path, address.title, content),
                };
                Inline::new(span, kind)
            }
        };
        self.out.extend([inline, Inline::text(end, "")]);
    }

    fn append(&mut self, text: &str) {
        self.last_text().push_str(text);
    }

    #[expect(clippy::unreachable, reason = "who asks has begun a text")]
    fn last_text(&mut self) -> &mut String {
        match self.out.last_mut() {
            Some(Inline { kind: InlineKind::Text { text }, .. }) => text,
            _ => unreachable!("a text was begun"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        let mut inlines = vec![Inline::text(Span::default(), text)];
        pair(&mut inlines);
        let one = |inline: &Inline| match &inline.kind {
            InlineKind::Text { text } => text.clone(),
            InlineKind::Span { content } => format!("<{}>", plain_text(content)),
            InlineKind::Link { target, content, .. } => format!("<{} {target:?}>", plain_text(content)),
            InlineKind::Image(image) => {
                let size = [image.width, image.height]
                    .map(|side| side.map_or("auto".into(), |side| format!("{side:?}")));
                format!("<{:?} {:?} {}>", image.source, image.title, size.join(" by "))
            }
            other => format!("{other:?}"),
        };
        inlines.iter().map(one).collect()
    }

    #[test]
    fn brackets_with_attributes_are_spans() {
        assert_eq!(show("a [b]{.c} [d] [e [f]{.g} h]{.i}"), "a <b> [d] <e f h>");
        assert_eq!(show("b]{.c} [d]{x} [[e]{.f}"), "b]{.c} [d]{x} [<e>");
    }

    #[test]
    fn paths_with_spaces_are_links_and_images() {
        assert_eq!(show("![a](b c.png) d"), "<Unresolved(\"b c.png\") None auto by auto> d");
        assert_eq!(show("![a](b (1) c.png \"T\")"), "<Unresolved(\"b (1) c.png\") Some(\"T\") auto by auto>");
        assert_eq!(show("[a](b c.md#d)!"), "<a Unresolved(\"b c.md#d\")>!");
        assert_eq!(show("[a](see the note) [b](1, 2)"), "[a](see the note) [b](1, 2)");
    }

    #[test]
    fn sizes_stand_after_addresses_or_titles() {
        let image = |size: &str| format!("<Unresolved(\"b.png\") None {size}>");
        assert_eq!(show("![a](b.png =150x80)"), image("Pixels(150.0) by Pixels(80.0)"));
        assert_eq!(show("![a](b.png =150x)"), image("Pixels(150.0) by auto"));
        assert_eq!(show("![a](b.png =x80)"), image("auto by Pixels(80.0)"));
        assert_eq!(show("![a](b.png =50%x)"), image("Percent(50.0) by auto"));
        let titled = "<Unresolved(\"b c.png\") Some(\"T\") Pixels(9.0) by auto>";
        assert_eq!(show("![a](b c.png \"T\" =9x)"), titled);
        assert_eq!(show("![a](b c.png =9x \"T\")"), titled);
        for text in ["![a](b =x)", "![a](see x =1x2y)", "[a](b = c)"] {
            assert_eq!(show(text), text);
        }
    }

    #[test]
    fn titles_may_have_quotation_marks_in_them() {
        assert_eq!(
            show("![a](b.png \"A \"b\" (c)\") [d](e.md 'f's')"),
            "<Unresolved(\"b.png\") Some(\"A \\\"b\\\" (c)\") auto by auto> <d Unresolved(\"e.md\")>"
        );
    }
}
