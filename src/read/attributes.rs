//! Attributes in braces, `{.class #id key=value}`, as markdown-it-attrs, Pandoc and kramdown (`{: … }`) have
//! them: reads them, and attaches those that stand in a text to the element that they follow.

use crate::ir::{AttributeList, Attributes, Block, BlockKind, Inline, InlineKind};

/// Reads the attributes that `text` begins with: them and their length in bytes; `None` when the text does not
/// begin with a well-formed `{…}`.
pub fn read(text: &str) -> Option<(Attributes, usize)> {
    let mut rest = text.strip_prefix('{')?;
    rest = rest.strip_prefix(':').unwrap_or(rest);
    let mut attributes = Attributes::default();
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\n']);
        if let Some(after) = rest.strip_prefix('}') {
            return (!attributes.is_empty()).then_some((attributes, text.len() - after.len()));
        } else if let Some(after) = rest.strip_prefix('-').filter(|after| after.starts_with([' ', '}'])) {
            // Pandoc's short form.
            attributes.classes.push("unnumbered".to_owned());
            rest = after;
        } else if let Some(after) = rest.strip_prefix('.') {
            let name = word(after);
            // `.language-` with nothing after it asks for no highlighting.
            (!name.is_empty()).then(|| attributes.classes.push(name.to_owned()))?;
            rest = &after[name.len()..];
        } else if let Some(after) = rest.strip_prefix('#') {
            let name = word(after);
            (!name.is_empty()).then(|| attributes.id.get_or_insert_with(|| name.to_owned()))?;
            rest = &after[name.len()..];
        } else {
            let key = word(rest);
            let after =
                rest[key.len()..].strip_prefix('=').filter(|_| !key.is_empty() && !key.starts_with('-'))?;
            let (value, length) = value(after)?;
            match key {
                "class" => attributes.classes.extend(value.split_whitespace().map(str::to_owned)),
                "id" => attributes.id = Some(value.to_owned()),
                _ => attributes.pairs.push((key.to_owned(), value.to_owned())),
            }
            rest = &after[length..];
        }
    }
}

/// The name that `text` begins with.
fn word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || "_-:./".contains(c)));
    &text[..end.unwrap_or(text.len())]
}

/// The value that `text` begins with, in quotes or bare, and its length with the quotes.
fn value(text: &str) -> Option<(&str, usize)> {
    match text.chars().next()? {
        quote @ ('"' | '\'' | '“' | '”') => {
            let inside = &text[quote.len_utf8()..];
            let length = inside.find(if quote == '“' { '”' } else { quote })?;
            Some((&inside[..length], length + 2 * quote.len_utf8()))
        }
        _ => {
            let length =
                text.find(|c: char| c.is_whitespace() || "{}\"'<>".contains(c)).unwrap_or(text.len());
            (length > 0).then_some((&text[..length], length))
        }
    }
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
    pub leads: bool,
}

/// The attributes that a line (without its containers' markers) is, if it is nothing else. `leads` is whether an
/// empty line stands before it and none after it.
pub fn line(text: &str, leads: bool) -> Option<AttributeLine> {
    let text = text.trim();
    if let Some(attributes) = text.strip_prefix('^').and_then(block_identifier) {
        return Some(AttributeLine { attributes, contents: false, leads: false });
    }
    if let Some(attributes) = target(text) {
        return Some(AttributeLine { attributes, contents: false, leads: true });
    }
    let inside = text.strip_prefix('{')?;
    let kramdown = inside.starts_with(':');
    let contents = kramdown && inside[1..].trim_start().starts_with("toc");
    let attributes = if contents { Attributes::default() } else { whole(text)? };
    // `{a=b}` may be words; what it would attach must be worth it.
    let known =
        |key: &str| matches!(key, "width" | "height" | "style" | "lang" | "dir" | "start" | "type" | "title");
    let says = kramdown
        || attributes.id.is_some()
        || !attributes.classes.is_empty()
        || attributes.pairs.iter().any(|(key, _)| known(key));
    says.then_some(AttributeLine { attributes, contents, leads })
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
        | InlineKind::Image(_) => true,
        // One without attributes is an escaped character.
        InlineKind::Span { .. } => !inline.attributes.is_empty(),
        InlineKind::Text { .. }
        | InlineKind::SoftBreak
        | InlineKind::HardBreak
        | InlineKind::Footnote { .. }
        | InlineKind::FootnoteReference { .. } => false,
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
/// words. `any`: whatever they are, else only those that begin with a class or an identifier.
pub fn trailing(content: &mut Vec<Inline>, any: bool) -> Option<Attributes> {
    let InlineKind::Text { text } = &mut content.last_mut()?.kind else { return None };
    if let Some((words, name)) = text.rsplit_once('^')
        && words.ends_with(' ')
        && let Some(attributes) = block_identifier(name)
    {
        text.truncate(words.trim_end().len());
        return Some(attributes);
    }
    let start = text.rfind('{').filter(|&start| start == 0 || text[..start].ends_with(' '))?;
    if !any && !text[start + 1..].trim_start_matches([':', ' ']).starts_with(['.', '#']) {
        return None;
    }
    let attributes = whole(&text[start..])?;
    let kept = text[..start].trim_end().len();
    text.truncate(kept);
    if kept == 0 {
        content.pop();
        content.pop_if(|inline| matches!(inline.kind, InlineKind::SoftBreak));
    }
    Some(attributes)
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
    fn what_is_not_attributes_is_text() {
        for text in ["{}", "{a}", "{1, 2}", "{.a", "{ }", "{a: b}", "{.}", "{-=x}", "{x=}", "{{.a}}"] {
            assert_eq!(show(text), "none", "{text}");
        }
    }
}
