//! What the inlines of Markdown's tree become, and what marks stand for.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "offsets are of marks that were found in the same text; lists are looked at where they were found not to be empty"
)]

use comrak::Node as Markdown;
use comrak::nodes::NodeValue;
use percent_encoding::percent_decode_str;

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::reference::{Form, Reference};
use crate::ir::*;
use crate::read::core::reader::{MARKUP, Reader};
use crate::read::core::tree::{Builder, Element, Node, Opener};
use crate::read::core::{docsify, keys, math, wiki};
use crate::read::dialect::features::Features;
use crate::read::markdown::taken;
use crate::read::syntax::html::{self, Event};
use crate::read::syntax::mask::Part;
use crate::read::syntax::mask::token::Token;
use crate::read::syntax::names::Written;
use crate::read::syntax::pair::Pairing;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::tag::{self, Syntax, Tag};
use crate::read::syntax::{self, attributes, template};
use crate::source::Span;

impl<'a> Reader<'a> {
    pub fn inlines(&mut self, node: Markdown<'a>, builder: &mut Builder) {
        for child in node.children() {
            self.inline(child, builder);
        }
    }

    pub fn inline(&mut self, node: Markdown<'a>, builder: &mut Builder) {
        self.depth = builder.depth();
        let span = self.span(node);
        let value = taken(node);
        let kind = match value {
            NodeValue::Text(text)
                if self.masked.is_plain(&text)
                    && !(text.contains('[') && ["[^", "![["].iter().any(|mark| text.contains(mark))) =>
            {
                self.plain_words(span, &text).kind
            }
            NodeValue::Text(text) => return self.text(&text, span, builder),
            NodeValue::CommentInline(_) => return,
            NodeValue::HtmlInline(html) => return self.html(&html, span, builder),
            NodeValue::SoftBreak => InlineKind::SoftBreak,
            NodeValue::LineBreak => InlineKind::HardBreak,
            NodeValue::Code(code) => match self.raw_format(node) {
                Some(format) => return self.raw_code(span, &format, &code.literal, builder),
                None => self.inline_code(&code.literal),
            },
            NodeValue::Emph => self.styled(Style::Emphasis, node),
            NodeValue::Strong => self.styled(Style::Strong, node),
            NodeValue::Strikethrough => self.styled(Style::Strikethrough, node),
            NodeValue::Highlight => self.styled(Style::Highlight, node),
            NodeValue::Insert => self.inserted(span, node),
            NodeValue::Underline => self.styled(Style::Underline, node),
            // `A^RB^R` has two exponents and no pair of marks.
            NodeValue::Superscript if word_continues_after(node) => {
                builder.push(Node::Inline(Inline::text(span, "^")));
                self.inlines(node, builder);
                InlineKind::Text { text: "^".to_owned() }
            }
            NodeValue::Superscript => self.between_carets(span, node),
            NodeValue::Subscript => self.styled(Style::Subscript, node),
            NodeValue::Link(link) => self.link(span, &link.url, &link.title, node),
            NodeValue::Image(image) => {
                let image = self.image(span, &image.url, &image.title, node);
                return builder.push(Node::Inline(image));
            }
            NodeValue::FootnoteReference(reference) => match self.footnote(&reference.name) {
                Some(kind) => kind,
                None => return,
            },
            NodeValue::ShortCode(emoji) => InlineKind::Text { text: emoji.emoji.clone() },
            NodeValue::Math(math) => InlineKind::Math {
                tex: self.unmask(&math.literal),
                display: math.display_math,
                formula: None,
            },
            NodeValue::Raw(text) => InlineKind::Text { text: self.unmask(&text) },
            NodeValue::EscapedTag(text) => InlineKind::Text { text: text.to_owned() },
            // An escaped character stands apart from the text around it, so that `\{.x}` is no attribute.
            NodeValue::Escaped => InlineKind::Span { content: self.inlines_of(node) },
            NodeValue::WikiLink(link) => {
                let (target, content) = (self.unmask(&link.url), self.inlines_of(node));
                if link.embed {
                    return builder.interrupt(self.embedded(span, &target, content));
                }
                wiki::link(span, &target, content)
            }
            // Blocks, and what belongs to extensions that are off: its content stays.
            _ => InlineKind::Span { content: self.inlines_of(node) },
        };
        builder.push(Node::Inline(Inline::new(span, kind)));
    }

    /// The format of the raw content that code in a line is, where the dialect has such; it is taken out of the text.
    fn raw_format(&self, node: Markdown<'a>) -> Option<String> {
        if self.note.reads(Features::CODE_ATTRIBUTES) { take_raw_format(node) } else { None }
    }

    /// Code in a line of text; `#!python x = 1` and `:::python x = 1` name its language (PyMdown Extensions, InlineHilite).
    fn inline_code(&self, literal: &str) -> InlineKind {
        let text = self.unmask(literal);
        let text = if self.note.reads(Features::TEMPLATES) { tag::unescaped(text) } else { text };
        // Colons may as well be written about, as the beginning of a container of this name.
        let is_container = |name: &str| self.note.vocabulary.body(name, Written::DIVISION).is_some();
        let by_colons = || {
            text.strip_prefix(":::").filter(|rest| !is_container(rest.split(' ').next().unwrap_or_default()))
        };
        let named = text.strip_prefix("#!").or_else(by_colons).and_then(|rest| rest.split_once(' '));
        let is_name = |name: &str| {
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'#'))
        };
        match named.filter(|(name, _)| self.note.reads(Features::CODE_LANGUAGES) && is_name(name)) {
            Some((name, code)) => {
                InlineKind::Code { language: Some(name.to_lowercase()), text: code.to_owned() }
            }
            None => InlineKind::Code { language: None, text },
        }
    }

    /// Code that is raw content of a format.
    fn raw_code(&mut self, span: Span, format: &str, literal: &str, builder: &mut Builder) {
        if syntax::directive::is_html(format) {
            return self.html(literal, span, builder);
        }
        let raw = self.raw_inline(span, format, literal);
        raw.into_iter().for_each(|raw| builder.push(Node::Inline(raw)));
    }

    /// A link; one without words of its own gets those of what it leads to.
    fn link(&mut self, span: Span, url: &str, title: &str, node: Markdown<'a>) -> InlineKind {
        let mut content = self.inlines_of(node);
        if let [Inline { kind: InlineKind::Text { text }, .. }] = content.as_mut_slice()
            && *text == url
        {
            *text = readable(url);
        }
        let address = self.address(url);
        // MyST's names for what is in the same project.
        let in_project = ["project:", "path:"].iter().find_map(|scheme| address.strip_prefix(scheme));
        let address = in_project.filter(|_| self.note.reads(Features::ROLES)).unwrap_or(&address);
        let mut content = match self.linked_footnote(address, content, span) {
            Ok(kind) => return kind,
            Err(content) => content,
        };
        let unsaid = content.is_empty()
            || content.len() == 1 && walk::plain_text(&content) == readable(url) && address.len() < url.len();
        if unsaid && address.starts_with('#') {
            // It has the words of what it leads to.
            content.clear();
        }
        let is_elsewhere = || address.contains("://") || address.starts_with("mailto:") || address.is_empty();
        let target = match (unsaid, address.strip_prefix('#')) {
            (true, Some(name)) => LinkTarget::Reference(Reference::to(name, Form::Title)),
            (true, None) if !is_elsewhere() => LinkTarget::Reference(Reference::to(address, Form::Document)),
            _ => LinkTarget::Unresolved(address.to_owned()),
        };
        let title = self.unmask(title);
        let title = match self.note.reads(Features::ATTRIBUTES) {
            true => docsify::link(title),
            false => Some(title).filter(|title| !title.is_empty()),
        };
        InlineKind::Link { target: target.into(), title, content }
    }

    /// An image.
    fn image(&mut self, span: Span, url: &str, title: &str, node: Markdown<'a>) -> Inline {
        let alternative = walk::plain_text(&self.inlines_of(node));
        // Obsidian has the size after a bar here too.
        let sized = alternative.rsplit_once('|').filter(|_| self.note.reads(Features::WIKILINKS));
        let sized = sized.map(|(said, size)| (said, wiki::sizes(size)));
        let (alternative, (width, height)) = match sized {
            Some((said, Some(size))) => (said, size),
            _ => (alternative.as_str(), (None, None)),
        };
        let mut image = Image {
            source: ImageSource::Unresolved(self.address(url)),
            alternative: match alternative.trim() {
                "" => Alternative::Missing(String::new()),
                text => Alternative::Given(text.to_owned()),
            },
            title: Some(self.unmask(title)).filter(|title| !title.is_empty()),
            width,
            height,
        };
        let has_options = self.note.reads(Features::ATTRIBUTES);
        let attributes = if has_options { docsify::image(&mut image) } else { Attributes::default() };
        Inline { span, attributes, kind: InlineKind::Image(Box::new(image)) }
    }

    /// An exponent, or between two carets inserted text as PyMdown writes it: `^^new^^`.
    fn between_carets(&mut self, span: Span, node: Markdown<'a>) -> InlineKind {
        let written = self.note.source.slice(span);
        let inside = written.strip_prefix("^^").and_then(|rest| rest.strip_suffix("^^"));
        let is_inserted =
            self.note.reads(Features::INSERT) && inside.is_some_and(|inside| !inside.is_empty());
        self.styled(if is_inserted { Style::Inserted } else { Style::Superscript }, node)
    }

    /// Inserted text, or the keys that it names.
    fn inserted(&mut self, span: Span, node: Markdown<'a>) -> InlineKind {
        let content = self.inlines_of(node);
        let letters = self.note.reads(Features::SINGLE_KEYS);
        let keys = || keys::read(span, &content, letters);
        match self.note.reads(Features::KEYS).then(keys).flatten() {
            Some(content) => InlineKind::Span { content },
            None => InlineKind::Styled { style: Style::Inserted, content },
        }
    }

    pub fn styled(&mut self, style: Style, node: Markdown<'a>) -> InlineKind {
        InlineKind::Styled { style, content: self.inlines_of(node) }
    }

    /// Words. In a dialect that has no attributes and no addresses with spaces, they stand apart, as what is escaped
    /// does, so that nothing is made of their brackets and braces.
    pub fn plain_words(&self, span: Span, text: &str) -> Inline {
        let words = Inline::text(span, text);
        let apart = match (self.note.reads(Features::ATTRIBUTES), self.note.reads(Features::LOOSE_ADDRESSES))
        {
            (true, true) => false,
            (true, false) => text.contains("]("),
            (false, true) => text.contains('{') && !text.contains("]("),
            (false, false) => text.contains([']', '{']),
        };
        match apart {
            false => words,
            true => Inline::new(span, InlineKind::Span { content: vec![words] }),
        }
    }

    /// Words with marks among them.
    pub fn text(&mut self, text: &str, span: Span, builder: &mut Builder) {
        for part in self.masked.split(text) {
            match part {
                Part::Text(mut words) => {
                    while self.note.reads(Features::WIKILINKS)
                        && let Some((range, target, bars)) = wiki::with_bars(words)
                    {
                        if range.start > 0 {
                            builder.push(Node::Inline(Inline::text(span, &words[..range.start])));
                        }
                        let content = vec![Inline::text(span, bars)];
                        builder.interrupt(self.embedded(span, target, content));
                        words = &words[range.end..];
                    }
                    self.undefined_footnotes(words, span);
                    if !words.is_empty() {
                        builder.push(Node::Inline(self.plain_words(span, words)));
                    }
                }
                Part::Token(token) => self.token(token, builder),
            }
        }
    }

    /// References to footnotes that are not defined are words like others for Markdown.
    pub fn undefined_footnotes(&mut self, words: &str, span: Span) {
        if !self.note.reads(Features::FOOTNOTES) {
            return;
        }
        for (start, _) in words.match_indices("[^") {
            let rest = &words[start..];
            let Some(length) = rest.find(']').filter(|&length| length > 2) else { continue };
            let reference = &rest[..=length];
            if reference.contains(char::is_whitespace) {
                continue;
            }
            let at = self.note.source.slice(span).find(reference).map(|at| span.start as usize + at);
            let span = at.map_or(span, |at| Span::new(at..at + reference.len()));
            let message = format!("the footnote `{reference}` is not defined: it is kept as it is written");
            let hint = format!("say what it is on a line of its own: `{reference}: …`");
            self.findings.push(Diagnostic::warning(Code::Footnote, message).at(span).hint(hint));
        }
    }

    pub fn token(&mut self, number: usize, builder: &mut Builder) {
        let token = &self.masked.tokens[number];
        let span = token.span;
        match &token.kind {
            PieceKind::Code { info, text } => {
                // What says something of it was read where it was found.
                let features = self.note.dialect.features().union(Features::CODE_ATTRIBUTES);
                self.code_block(span, info, text, features, builder);
            }
            PieceKind::Math { tex, display, label } => {
                for inline in math::inlines(span, tex, *display, label.clone()) {
                    builder.push(Node::Inline(inline));
                }
            }
            PieceKind::Role { name, text } => {
                for inline in self.role(span, name, text) {
                    builder.push(Node::Inline(inline));
                }
            }
            PieceKind::Reference(reference) => {
                builder.push(Node::Inline(self.reference(span, reference)));
            }
            PieceKind::Expression(inside) => self.shown(span, inside, builder),
            PieceKind::Drawing(markup) => builder.push(Node::Element(drawing(span, markup))),
            PieceKind::Literal(words) if attributes::opaque(words).is_some() => {
                let value = self.with_values(words);
                let words = self.findings.repeated(value, words, span);
                builder.push_words(span, &words);
            }
            PieceKind::Literal(words) => {
                let words = words.clone();
                builder.push(Node::Inline(Inline::text(span, words)));
            }
            PieceKind::LineBlockRow { indent } => {
                builder.push(Node::Inline(Inline::new(span, InlineKind::HardBreak)));
                if *indent > 0 {
                    builder.push(Node::Inline(Inline::text(span, "\u{A0}".repeat(*indent))));
                }
            }
            PieceKind::Attributes(line) => builder.push(Node::Attributes(span, line.clone())),
            // It only marks where a cell begins.
            PieceKind::Table(_) => {}
            // No mark stands for these.
            PieceKind::Removed
            | PieceKind::Rewritten(_)
            | PieceKind::Abbreviation(_)
            | PieceKind::Import { .. }
            | PieceKind::Captured { .. } => {}
            PieceKind::Tag { tag, pairing } => self.place_tag(span, number, tag, *pairing, builder),
        }
    }

    /// What a tag opens, closes or is.
    fn place_tag(&mut self, span: Span, number: usize, tag: &Tag, pairing: Pairing, builder: &mut Builder) {
        match pairing {
            Pairing::Opens(_) | Pairing::Alone if tag.syntax == Syntax::Element => {
                let opener =
                    Opener::Html { name: tag.name.to_lowercase(), attributes: self.element_pairs(tag) };
                self.open_element(span, opener, tag.empty, builder);
            }
            Pairing::Closes(_) | Pairing::Stray if tag.syntax == Syntax::Element => {
                self.close_element(span, &tag.name.to_lowercase(), builder);
            }
            Pairing::Opens(_) => builder.open(span, Opener::Shortcode(number)),
            Pairing::Closes(opener) => {
                let unbalanced = builder.close(|open| *open == Opener::Shortcode(opener));
                unbalanced.into_iter().for_each(|one| self.unbalanced(one));
            }
            Pairing::Alone => {
                let element = Element { span, opener: Opener::Shortcode(number), children: Vec::new() };
                builder.push(Node::Element(element));
            }
            Pairing::Stray => {
                let written = self.note.source.slice(span);
                let message = format!("`{written}` closes a shortcode that is not open");
                let opening = match tag.syntax {
                    Syntax::Component => format!("<{}>", tag.name),
                    _ => format!("{{% {} %}}", tag.name),
                };
                let hint = format!("open it with `{opening}`, or take it away");
                let warning = Diagnostic::warning(Code::UnbalancedShortcode, message);
                self.findings.push(warning.at(span).hint(hint));
            }
        }
    }

    /// A reference, with the words that stand for it until it is found.
    fn reference(&self, span: Span, reference: &Reference) -> Inline {
        let name = &reference.items[0].name;
        let written = match reference.form {
            Form::Prose | Form::Aside => self.note.source.slice(span).to_owned(),
            Form::Parenthesized => format!("({name})"),
            Form::Title | Form::Document | Form::Named | Form::Number => name.clone(),
        };
        let content = vec![Inline::text(span, written)];
        let target = LinkTarget::Reference(reference.clone()).into();
        Inline::new(span, InlineKind::Link { target, title: None, content })
    }

    /// What a template expression shows: a value, a note, what was captured, or itself.
    fn shown(&mut self, span: Span, inside: &str, builder: &mut Builder) {
        if let Some(text) = template::substitution(inside, self.note.metadata) {
            for inline in self.value_said(span, &text) {
                builder.push(Node::Inline(inline));
            }
        } else if let Some(target) = wiki::embed(inside) {
            let content = vec![Inline::text(span, target)];
            let content = self.embedded(span, target, content);
            builder.interrupt(content);
        } else if let Some(range) = self.captured(inside, span) {
            let content = self.captured_content(span, inside, range);
            builder.interrupt(content);
        } else {
            let text = self.expression(inside, span);
            builder.push(Node::Inline(Inline::text(span, text)));
        }
    }

    /// An address or another value outside the text: the user's, template expressions in it evaluated and
    /// references (`{{< ref "page.md" >}}`) replaced by what they refer to.
    pub fn address(&mut self, text: &str) -> String {
        let masked = self.masked;
        let part = |part| match part {
            Part::Text(text) => text.to_owned(),
            Part::Token(token) => {
                let Token { span, kind, .. } = &masked.tokens[token];
                match kind {
                    PieceKind::Expression(inside) => self.address_of(inside, *span),
                    PieceKind::Tag { tag, .. } => {
                        let written = self.note.source.slice(*span);
                        match self.value_of(tag) {
                            Some(value) => self.findings.repeated(value, written, *span),
                            None => written.to_owned(),
                        }
                    }
                    PieceKind::Literal(words) => words.clone(),
                    _ => self.note.source.slice(*span).to_owned(),
                }
            }
        };
        masked.split(text).into_iter().map(part).collect()
    }
}

/// An `<svg>` element, with its markup among its attributes.
fn drawing(span: Span, markup: &str) -> Element {
    let attributes = match html::events(markup).into_iter().next() {
        Some(Event::Open { attributes, .. }) => attributes,
        _ => Vec::new(),
    };
    let attributes = std::iter::once((MARKUP.to_owned(), markup.to_owned())).chain(attributes);
    let opener = Opener::Html { name: "svg".to_owned(), attributes: attributes.collect() };
    Element { span, opener, children: Vec::new() }
}

/// The format that stands after code which is raw content (`{=html}` of Pandoc), taken out of the text.
pub fn take_raw_format(node: Markdown) -> Option<String> {
    let next = node.next_sibling()?;
    let mut data = next.data_mut();
    let NodeValue::Text(text) = &mut data.value else { return None };
    let (format, rest) = text.strip_prefix("{=")?.split_once('}')?;
    let valid = !format.is_empty() && format.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let (format, rest) = (format.to_owned(), rest.to_owned());
    valid.then(|| {
        *text = rest.into();
        format
    })
}

/// Whether a word goes on right after a node.
pub fn word_continues_after(node: Markdown) -> bool {
    let next = node.next_sibling();
    next.is_some_and(|next| match &next.data().value {
        NodeValue::Text(text) => text.starts_with(char::is_alphanumeric),
        _ => false,
    })
}

/// An address as people read it: the letters for which percent signs stand (UTF-8), but nothing that ends an address.
pub fn readable(address: &str) -> String {
    let decoded = percent_decode_str(address).decode_utf8();
    let kept = decoded.ok().filter(|text| !text.chars().any(|c| c.is_whitespace() || c.is_control()));
    kept.map_or_else(|| address.to_owned(), |text| text.into_owned())
}
