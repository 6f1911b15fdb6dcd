//! Attributes in braces, `{.class #id key=value}`, as markdown-it-attrs, Pandoc and kramdown (`{: … }`) have
//! them: reads them, and attaches those that stand in a text to the element that they follow.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "offsets are of braces, quotation marks and spaces that were found in the same text"
)]

use crate::ir::{AttributeList, Attributes, Block, BlockKind, Inline, InlineKind};
use crate::limits;

/// What attributes of HTML are called that have no value.
const BOOLEAN: [&str; 14] = [
    "autoplay",
    "controls",
    "disabled",
    "download",
    "hidden",
    "inert",
    "ismap",
    "loop",
    "markdown",
    "muted",
    "nofollow",
    "open",
    "playsinline",
    "reversed",
];

/// Reads the attributes that `text` begins with: them and their length in bytes; `None` when the text does not
/// begin with a well-formed `{…}`. A word alone is an attribute without a value where it cannot be a word of the text:
/// one of HTML's or of the kinds `data-x` and `aria-x`, beside others, or in the braces of kramdown.
pub fn read(text: &str) -> Option<(Attributes, usize)> {
    let mut rest = text.strip_prefix('{')?;
    let kramdown = rest.strip_prefix(':');
    if kramdown.is_some_and(|rest| rest.starts_with([':', '/'])) {
        return None;
    }
    rest = kramdown.unwrap_or(rest);
    let mut attributes = Attributes::default();
    let mut doubtful = false;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        if let Some(after) = rest.strip_prefix('}') {
            let named = attributes.id.is_some() || !attributes.classes.is_empty();
            let valid = !attributes.is_empty() && (!doubtful || kramdown.is_some() || named);
            return valid.then_some((attributes, text.len() - after.len()));
        } else if let Some(after) = rest.strip_prefix('-').filter(|after| after.starts_with([' ', '}'])) {
            // Pandoc's short form.
            attributes.classes.push("unnumbered".to_owned());
            rest = after;
        } else if let Some(after) = rest.strip_prefix('.') {
            let (name, length) = name(after);
            // `.language-` with nothing after it asks for no highlighting.
            (!name.is_empty()).then(|| attributes.classes.push(name))?;
            rest = &after[length..];
        } else if let Some(after) = rest.strip_prefix('#') {
            let (name, length) = name(after);
            (!name.is_empty()).then(|| attributes.id.get_or_insert(name))?;
            rest = &after[length..];
        } else {
            let key = word(rest);
            if key.is_empty() || key.starts_with('-') {
                return None;
            }
            let after = &rest[key.len()..];
            let Some(after) = after.strip_prefix('=') else {
                let ends = after.starts_with(|c: char| c.is_whitespace() || c == '}');
                let known = BOOLEAN.contains(&key) || is_open(key);
                // A word may be the only one in kramdown's braces; in others, numbers and names of variables are text.
                let word = key.starts_with(|c: char| c.is_ascii_alphabetic());
                (ends && word).then_some(())?;
                doubtful |= !known;
                attributes.pairs.push((key.to_owned(), String::new()));
                rest = after;
                continue;
            };
            let (value, length) = value(after)?;
            match key {
                "class" => attributes.classes.extend(value.split_whitespace().map(str::to_owned)),
                "id" => attributes.id = Some(value),
                _ => attributes.pairs.push((key.to_owned(), value)),
            }
            rest = &after[length..];
        }
    }
}

/// The name that `text` begins with.
pub fn word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || "_-:./".contains(c)));
    &text[..end.unwrap_or(text.len())]
}

/// The name that `text` begins with, without the backslashes before its marks, and its length with them.
fn name(text: &str) -> (String, usize) {
    let (mut name, mut length) = (String::new(), 0);
    loop {
        let part = word(&text[length..]);
        name.push_str(part);
        length += part.len();
        let mark = text[length..].strip_prefix('\\').and_then(|rest| rest.chars().next());
        match mark.filter(|&mark| mark.is_alphanumeric() || "_-:./".contains(mark)) {
            Some(_) => length += 1,
            None => return (name, length),
        }
    }
}

/// Whether an attribute of this name may be given to any element: `data-x`, `aria-x`.
fn is_open(key: &str) -> bool {
    ["data-", "aria-"].iter().any(|kind| key.len() > kind.len() && key.starts_with(kind))
}

/// The value that `text` begins with, in quotes or bare, and its length with the quotes. A backslash keeps a quote from
/// ending it.
pub fn value(text: &str) -> Option<(String, usize)> {
    let quote = match text.chars().next()? {
        quote @ ('"' | '\'' | '“' | '”') => quote,
        _ => {
            let length =
                text.find(|c: char| c.is_whitespace() || "{}\"'<>".contains(c)).unwrap_or(text.len());
            return (length > 0).then(|| (text[..length].to_owned(), length));
        }
    };
    let close = if quote == '“' { '”' } else { quote };
    let mut value = String::new();
    let mut characters = text[quote.len_utf8()..].char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        match (c, characters.peek()) {
            (c, _) if c == close => return Some((value, at + 2 * quote.len_utf8())),
            ('\\', Some(&(_, next))) if next == close || next == '\\' => {
                value.push(next);
                characters.next();
            }
            ('\n' | '\r', _) => {
                if !value.ends_with(' ') {
                    value.push(' ');
                }
            }
            _ => value.push(c),
        }
    }
    None
}

/// The length of the attributes that `text` begins with, when something in them would mean something else to Markdown:
/// they are kept from it as they are written.
pub fn opaque(text: &str) -> Option<usize> {
    let near = &text[..text.floor_char_boundary(limits::ATTRIBUTES)];
    let (_, length) = read(near)?;
    let means = |c: char| !(c.is_alphanumeric() || " .#-=%\"'/,;():{}".contains(c));
    let inside = &text[1..length - 1];
    let is_paragraph = !inside.contains("\n\n") && !inside.contains("\n\r\n");
    (is_paragraph && (inside.contains(means) || inside.contains("//") || inside.contains('{')))
        .then_some(length)
}

/// The attributes, when `text` has nothing else.
pub fn whole(text: &str) -> Option<Attributes> {
    let text = text.trim();
    read(text).filter(|&(_, length)| length == text.len()).map(|(attributes, _)| attributes)
}

/// A line that has nothing but attributes, and says something about the block before or after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeLine {
    /// What it attaches.
    pub attributes: Attributes,
    /// Whether it asks for the table of contents (kramdown's `{:toc}`).
    pub contents: bool,
    /// Whether it is about the block after it.
    pub applies_to_next: bool,
}

/// The attributes that a line (without its containers' markers) is, if it is nothing else. `applies_to_next` is whether an
/// empty line stands before it and none after it.
pub fn line(text: &str, applies_to_next: bool) -> Option<AttributeLine> {
    let text = text.trim();
    if let Some(attributes) = text.strip_prefix('^').and_then(block_identifier) {
        return Some(AttributeLine { attributes, contents: false, applies_to_next: false });
    }
    if let Some(attributes) = target(text) {
        return Some(AttributeLine { attributes, contents: false, applies_to_next: true });
    }
    let inside = text.strip_prefix('{')?;
    let kramdown = inside.starts_with(':');
    let contents = kramdown && inside[1..].trim_start().starts_with("toc");
    let attributes = if contents { Attributes::default() } else { whole(text)? };
    (kramdown || is_meant(&attributes, text)).then_some(AttributeLine {
        attributes,
        contents,
        applies_to_next,
    })
}

/// Whether attributes that stand by themselves, written as `text`, are meant as such: `{a=b}` and `{open}` may be words.
fn is_meant(attributes: &Attributes, text: &str) -> bool {
    const KNOWN: [&str; 24] = [
        "align", "alt", "border", "colspan", "dir", "height", "href", "lang", "loading", "name", "rel",
        "role", "rowspan", "scope", "src", "start", "style", "tabindex", "target", "title", "type", "valign",
        "value", "width",
    ];
    let said = |(key, value): &(String, String)| {
        KNOWN.contains(&key.as_str())
            || is_open(key)
            || !value.is_empty() && text.contains(&format!("{key}=\""))
    };
    attributes.id.is_some() || !attributes.classes.is_empty() || attributes.pairs.iter().any(said)
}

/// The identifier that Obsidian gives to a block, `^name` at its end, as links call it. What may be an exponent is none.
fn block_identifier(name: &str) -> Option<Attributes> {
    let word = name.len() >= 4 || (name.len() > 1 && name.starts_with(|c: char| c.is_ascii_alphabetic()));
    let valid = word && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    valid.then(|| AttributeList { id: Some(format!("^{name}")), ..AttributeList::default() }.into())
}

/// The identifier that MyST gives to the block after a line `(name)=`.
fn target(line: &str) -> Option<Attributes> {
    let name = line.strip_prefix('(')?.strip_suffix(")=")?.trim();
    let valid = !name.is_empty() && !name.contains(['(', ')', '<', '>', '`']);
    valid.then(|| AttributeList { id: Some(name.to_owned()), ..AttributeList::default() }.into())
}

/// Attaches the attributes that follow an element directly to that element and takes them out of the text.
pub fn attach(inlines: &mut Vec<Inline>) {
    let mut at = 1;
    while at < inlines.len() {
        let (before, after) = inlines.split_at_mut(at);
        let (element, next) = (&mut before[at - 1], &mut after[0]);
        if let InlineKind::Text { text } = &mut next.kind
            && takes_attributes(element)
            && let Some((attributes, length)) = read(text)
        {
            text.drain(..length);
            element.attributes.merge(attributes);
            language_class(element);
            if text.is_empty() {
                inlines.remove(at);
                continue;
            }
        }
        at += 1;
    }
}

fn takes_attributes(inline: &Inline) -> bool {
    match inline.kind {
        InlineKind::Styled { .. }
        | InlineKind::Code { .. }
        | InlineKind::Math { .. }
        | InlineKind::Link { .. }
        | InlineKind::FootnoteReference { .. }
        | InlineKind::Image(_) => true,
        // One without attributes is an escaped character.
        InlineKind::Span { .. } => !inline.attributes.is_empty(),
        InlineKind::Text { .. }
        | InlineKind::SoftBreak
        | InlineKind::HardBreak
        | InlineKind::Footnote { .. } => false,
    }
}

/// `.language-x` on code names its language.
fn language_class(inline: &mut Inline) {
    if let InlineKind::Code { language, .. } = &mut inline.kind {
        inline.attributes.classes.retain(|class| match class.strip_prefix("language-") {
            Some(name) => {
                *language = (!name.is_empty()).then(|| name.to_lowercase());
                false
            }
            None => true,
        });
    }
}

/// Takes the attributes at the end of a heading, paragraph or list item out of its text: those after its last
/// words. `any`: whatever they are, else only those that cannot be words.
pub fn trailing(content: &mut Vec<Inline>, any: bool) -> Option<Attributes> {
    let InlineKind::Text { text } = &mut content.last_mut()?.kind else { return None };
    if let Some((words, name)) = text.rsplit_once('^')
        && words.ends_with(' ')
        && let Some(attributes) = block_identifier(name)
    {
        text.truncate(words.trim_end().len());
        return Some(attributes);
    }
    let (start, attributes) = last_in(text)?;
    let written = &text[start..];
    let only_flags = attributes.pairs.iter().all(|(_, value)| value.is_empty());
    if !is_meant(&attributes, written) && !written.starts_with("{:") && (!any || only_flags) {
        return None;
    }
    let kept = text[..start].trim_end().len();
    text.truncate(kept);
    if kept == 0 {
        content.pop();
        content.pop_if(|inline| matches!(inline.kind, InlineKind::SoftBreak));
    }
    Some(attributes)
}

/// The attributes at the end of a text, and the byte at which they begin: after a space, or right after a word where they
/// look like nothing else.
pub fn last_in(text: &str) -> Option<(usize, Attributes)> {
    if !text.trim_end().ends_with('}') {
        return None;
    }
    let is_clear = |written: &str| {
        let name = written.strip_prefix("{.").or(written.strip_prefix("{#"));
        let is_name = name.is_some_and(|name| name.starts_with(|c: char| c.is_alphabetic() || c == '_'));
        written.starts_with("{:") || is_name && !written.trim_end().contains(' ')
    };
    let may_begin =
        |&at: &usize| at == 0 || text[..at].ends_with([' ', '\t', '\u{A0}']) || is_clear(&text[at..]);
    let starts = text.match_indices('{').map(|(at, _)| at).filter(may_begin);
    starts.filter_map(|at| Some((at, whole(&text[at..])?))).next()
}

/// Takes the attributes of the paragraph that the blocks begin with: `- item {.class}` says something of the item.
pub fn of_first(blocks: &mut [Block]) -> Attributes {
    match blocks.first_mut() {
        Some(Block { attributes, kind: BlockKind::Paragraph { .. }, .. }) => std::mem::take(attributes),
        _ => Attributes::default(),
    }
}

/// Attaches what a line of attributes says to a block. The size in one after an image is the image's. A block that has
/// an identifier keeps it and gets another.
pub fn attach_to_block(block: &mut Block, mut attributes: Attributes) {
    if block.attributes.id.is_some()
        && let Some(id) = attributes.take_id()
    {
        name_again(block, id);
    }
    let sized = attributes.get("width").or(attributes.get("height")).is_some();
    match &mut block.kind {
        BlockKind::Paragraph { content } if sized => match content.as_mut_slice() {
            [image @ Inline { kind: InlineKind::Image(_), .. }] => image.attributes.merge(attributes),
            _ => block.attributes.merge(attributes),
        },
        _ => block.attributes.merge(attributes),
    }
}

/// Gives a further identifier to a block: to an anchor in a heading, which cannot stand in anything else, or to a group
/// around it.
pub fn name_again(block: &mut Block, id: String) {
    let attributes: Attributes = AttributeList { id: Some(id), ..AttributeList::default() }.into();
    let span = block.span;
    if let BlockKind::Heading { content, .. } = &mut block.kind {
        content.insert(0, Inline { span, attributes, kind: InlineKind::Span { content: Vec::new() } });
        return;
    }
    let inside = std::mem::replace(block, Block::new(span, BlockKind::ThematicBreak));
    *block = Block { span, attributes, kind: BlockKind::Division { blocks: vec![inside] } };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        let Some((attributes, length)) = read(text) else { return "none".to_owned() };
        let id = attributes.id.as_ref().map(|id| format!("#{id} ")).unwrap_or_default();
        format!("{id}{:?} {:?}|{}", attributes.classes, attributes.pairs, &text[length..])
    }

    #[test]
    fn attributes_of_every_dialect_are_read() {
        assert_eq!(show("{.a .b #c} d"), r#"#c ["a", "b"] []| d"#);
        assert_eq!(show("{: .a}"), r#"["a"] []|"#);
        assert_eq!(show("{width=50% alt=\"x y\"}"), r#"[] [("width", "50%"), ("alt", "x y")]|"#);
        assert_eq!(show("{#définition-1}"), r#"#définition-1 [] []|"#);
        assert_eq!(show("{.language-}"), r#"["language-"] []|"#);
        assert_eq!(show("{class='a b' id=c}"), r#"#c ["a", "b"] []|"#);
    }

    #[test]
    fn values_may_hold_anything() {
        assert_eq!(show(r#"{alt="a `b` > {c} \"d\" 'e'"}"#), r#"[] [("alt", "a `b` > {c} \"d\" 'e'")]|"#);
        assert_eq!(show("{alt='a\nb'}"), r#"[] [("alt", "a b")]|"#);
        assert_eq!(show(r#"{alt="C:\dir"}"#), r#"[] [("alt", "C:\\dir")]|"#);
    }

    #[test]
    fn words_alone_are_attributes_where_they_cannot_be_words() {
        assert_eq!(show("{ data-x }"), r#"[] [("data-x", "")]|"#);
        assert_eq!(show("{.a lazy}"), r#"["a"] [("lazy", "")]|"#);
        assert_eq!(show("{: lazy}"), r#"[] [("lazy", "")]|"#);
        for text in ["{lazy}", "{::options a=\"b\" /}", "{:/comment}", "{data-}", "{.a 1}"] {
            assert_eq!(show(text), "none", "{text}");
        }
    }

    #[test]
    fn what_markdown_would_read_is_kept_from_it() {
        for text in ["{alt=\"a `b`\"}", "{href=\"https://x.org\"}", "{title=\"a *b*\"}", "{.a\n.b}"] {
            assert_eq!(opaque(text), Some(text.len()), "{text}");
        }
        for text in ["{.a #b c=d}", "{width=50%}", "{`a`}", "{.a\n\n}"] {
            assert_eq!(opaque(text), None, "{text}");
        }
    }

    #[test]
    fn names_may_have_escaped_marks() {
        assert_eq!(show(r"{: #\6.0}"), "#6.0 [] []|");
    }

    #[test]
    fn what_is_not_attributes_is_text() {
        for text in ["{}", "{a}", "{1, 2}", "{.a", "{ }", "{a: b}", "{.}", "{-=x}", "{x=}", "{{.a}}"] {
            assert_eq!(show(text), "none", "{text}");
        }
    }
}
