//! Links: buttons, and references to pages.

use crate::ir::reference::Form;
use crate::ir::*;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::core::content::trimmed;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::meaning::arguments::WORDS;
use crate::read::meaning::arguments::address_in;
use crate::read::meaning::arguments::words_of;
use crate::read::meaning::embed::{ADDRESSES, link};
use crate::read::meaning::reference::note_path;
use crate::read::meaning::value;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;
use crate::read::syntax::tag::{Syntax, Tag};
use crate::source::Span;

pub static BUTTON: Construct = Construct {
    names: &[(Written::TAG, &["link", "button", "btn", "cta", "linkbutton"])],
    body: Body::Markdown,
    doc: "A link, often drawn as a button.",
    example: "{{< button href=\"https://example.org\" >}}Go{{< /button >}}",
    read: |call, children, reader| match button_of(reader, call.span, call.tag, children) {
        // MyST has the address in the place of a title.
        Err(children) if call.tag.syntax == Syntax::Directive && call.name == "button" => {
            (BUTTON_DIRECTIVE.read)(call, children, reader)
        }
        content => content,
    },
};

pub static LINK: Construct = Construct {
    names: &[(
        Written::COMPONENT,
        &[
            "link",
            "a",
            "navlink",
            "button",
            "linkto",
            "routerlink",
            "nuxtlink",
            "anchor",
            "prolink",
            "ubutton",
        ],
    )],
    body: Body::Markdown,
    doc: "A link by a component.",
    example: "<Button href=\"https://example.org\">Go</Button>",
    read: |call, children, reader| {
        let Some(address) = address_in(reader, call.tag, &["href", "to", "url", "link"]) else {
            return Err(children);
        };
        let mut content = reader.phrasing(children);
        if content.is_empty() {
            let words = words_of(reader, call.tag, &WORDS);
            content = words.unwrap_or_else(|| vec![Inline::text(call.span, address.as_str())]);
        }
        Ok(Content::Inlines(vec![Inline::new(call.span, link(address, content))]))
    },
};

pub static BUTTON_DIRECTIVE: Construct = Construct {
    names: &[(Written::DIRECTIVE, &["button-ref", "button-link"]), (Written::FENCE, &["button"])],
    body: Body::Markdown,
    doc: "A link that sphinx-design and MyST draw as a button.",
    example: "```{button-link} https://example.org\nGo\n```",
    read: |call, children, reader| {
        let leads = |address: &&str| call.name != "button" || address.contains(['/', '#', '.', ':']);
        let Some(address) = call.tag.value(&["title"]).filter(leads).map(str::to_owned) else {
            return Err(children);
        };
        let content = trimmed(reader.phrasing(children));
        let target = match (call.tag.name.as_str(), content.is_empty()) {
            ("button-link" | "button", _) => LinkTarget::Unresolved(address.clone()),
            (_, true) => LinkTarget::Reference(Reference::to(note_path(&address), Form::Document)),
            (_, false) => LinkTarget::Unresolved(note_path(&address)),
        };
        let content = if content.is_empty() { vec![Inline::text(call.span, address)] } else { content };
        let link = InlineKind::Link { target: target.into(), title: None, content };
        let kind = BlockKind::Paragraph { content: vec![Inline::new(call.span, link)] };
        let attributes = call.tag.attributes.clone();
        Ok(Content::Blocks(vec![Block { span: call.span, attributes, kind }]))
    },
};

pub static EMBEDDED: Construct = Construct {
    names: &[(Written::DIRECTIVE, &["embed"])],
    body: Body::Markdown,
    doc: "What MyST shows once more: a reference to it.",
    example: "(a)=\n# One\n\n```{embed} #a\n```",
    read: |call, children, reader| {
        let Some(name) = call.tag.value(&["title"]).map(|name| name.trim_start_matches('#').to_owned())
        else {
            return Err(children);
        };
        let content = vec![Inline::text(call.span, name.as_str())];
        let target = LinkTarget::Reference(Reference::to(name, Form::Named)).into();
        let link = Inline::new(call.span, InlineKind::Link { target, title: None, content });
        let mut blocks = vec![Block::new(call.span, BlockKind::Paragraph { content: vec![link] })];
        blocks.extend(reader.flow(children));
        Ok(Content::Blocks(blocks))
    },
};

pub static REFERENCE: Construct = Construct {
    names: &[(Written::TAG, &["ref", "relref", "post_url", "get_url"])],
    body: Body::None,
    doc: "The address of a page of the site.",
    example: "[words]({{< ref \"#a\" >}})\n\n# A",
    read: |call, children, _| {
        let Some(path) = call.tag.value(&["path"]).or(call.tag.free(0)) else { return Err(children) };
        let content = vec![Inline::text(call.span, path)];
        let address = value::address(call.tag).unwrap_or_else(|| path.to_owned());
        Ok(Content::Inlines(vec![Inline::new(call.span, link(address, content))]))
    },
};

/// A link that looks like a button, or a link with its words as an argument.
pub fn button_of(
    reader: &mut Reader,
    span: Span,
    tag: &Tag,
    children: Vec<Node>,
) -> Result<Content, Vec<Node>> {
    let free: Vec<_> = tag.arguments.iter().filter(|argument| argument.key.is_none()).collect();
    let leads = |value: &&str| value.contains(['/', '#', '.', ':']) && !value.contains(char::is_whitespace);
    let first = free.first().map(|argument| argument.value.as_str()).filter(leads);
    let Some(address) = tag.value(&ADDRESSES).or(first).map(str::to_owned) else { return Err(children) };
    let mut content = trimmed(reader.phrasing(children));
    if content.is_empty() {
        let said = tag.argument(&["text", "content", "label", "title", "name"]);
        let said = said.or_else(|| free.iter().copied().find(|one| one.value != address));
        content = match said {
            Some(said) => reader.line_of(said.span.range()),
            None => vec![Inline::text(span, address.clone())],
        };
    }
    // `{% link _posts/a.md %}` is Jekyll's.
    let address = value::address(tag).filter(|_| tag.value(&ADDRESSES).is_none()).unwrap_or(address);
    Ok(Content::Inlines(vec![Inline::new(span, link(address, content))]))
}
