//! Shortcodes of Hugo, Jekyll, Zola and Eleventy with an obvious meaning that is no callout: figures, films as
//! links, links to pages, tabs.

use super::tag::{Argument, Syntax, Tag};
use crate::ir::*;
use crate::read::element::{Content, length, trimmed};
use crate::read::expression;
use crate::read::markdown::{self, Reader};
use crate::read::tree::Node;
use crate::source::Span;

impl Reader<'_> {
    /// What a shortcode of an obvious meaning becomes; the children come back when it has none.
    pub(super) fn known(&mut self, span: Span, tag: &Tag, children: Vec<Node>) -> Result<Content, Vec<Node>> {
        let first = tag
            .arguments
            .iter()
            .find(|argument| argument.key.is_none())
            .map(|argument| argument.value.as_str());
        let value = |key: &str| named(&tag.arguments, key).map(|argument| argument.value.as_str());
        let link = |address: String, name: &str| {
            let mut said =
                tag.arguments.iter().skip(1).filter(|argument| argument.key.is_none() && argument.quoted);
            let said = said.find(|argument| argument.value.contains(char::is_alphabetic));
            let said = value("title").or_else(|| said.map(|argument| argument.value.as_str()));
            let shown = said.map_or_else(|| name.to_owned(), str::to_owned);
            let content = vec![Inline::text(span, shown)];
            let kind =
                InlineKind::Link { target: LinkTarget::Unresolved(address).into(), title: None, content };
            Content::Inlines(vec![Inline::new(span, kind)])
        };
        match tag.name.to_lowercase().as_str() {
            // The directive of MyST has the path where others have a title.
            "figure" | "image" if tag.syntax == Syntax::Directive && value("title").is_some() => {
                Ok(self.figure(span, tag, value("title").unwrap_or_default(), children))
            }
            "figure" | "image" | "img" | "imgproc" if value("src").or(first).is_some() => {
                Ok(self.figure(span, tag, value("src").or(first).unwrap_or_default(), children))
            }
            "youtube" | "youtubeembed" => match value("id").or(first) {
                Some(id) => Ok(link(format!("https://www.youtube.com/watch?v={id}"), "YouTube")),
                None => Err(children),
            },
            "vimeo" => match value("id").or(first) {
                Some(id) => Ok(link(format!("https://vimeo.com/{id}"), "Vimeo")),
                None => Err(children),
            },
            "video" | "audio" => match value("src").or(first) {
                Some(address) => Ok(link(address.to_owned(), address.rsplit('/').next().unwrap_or(address))),
                None => Err(children),
            },
            "gist" => {
                let parts: Vec<&str> =
                    tag.arguments.iter().take(2).map(|argument| argument.value.as_str()).collect();
                Ok(link(
                    format!("https://gist.github.com/{}", parts.join("/")),
                    &format!("gist {}", parts.join("/")),
                ))
            }
            "ref" | "relref" | "link" | "post_url" => match value("path").or(first) {
                Some(path) => Ok(link(path.to_owned(), path)),
                None => Err(children),
            },
            "tab" | "tabitem" | "tab-item" => Ok(self.tab(span, tag, children)),
            "tabs" | "tabset" | "tab-set" | "steps" | "columns" | "column" | "grid" => {
                Ok(Content::Blocks(self.flow(children)))
            }
            "include" | "include_relative" | "include-markdown" | "readfile" | "render" | "includecode" => {
                Ok(self.include(span, tag))
            }
            "meta" | "var" if first.is_some() => {
                let name = first.unwrap_or_default().to_owned();
                let value = match tag.name.as_str() {
                    "meta" => expression::evaluate(&name, self.note.metadata),
                    _ => self.variable(&name),
                };
                match value {
                    Some(value) => Ok(Content::Inlines(self.said(span, &value))),
                    None => Err(children),
                }
            }
            "kbd" if value("win").or(value("linux")).or(first).is_some() => {
                let keys = value("win").or(value("linux")).or(first).unwrap_or_default().to_owned();
                Ok(Content::Inlines(self.keys(span, &keys)))
            }
            "pagebreak" | "newpage" | "clearpage" => {
                let attributes = Attributes::of_class(PAGE_BREAK);
                let kind = BlockKind::Division { blocks: Vec::new() };
                Ok(Content::Blocks(vec![Block { span, attributes, kind }]))
            }
            "fa" | "bi" | "iconify" | "fontawesome" => {
                self.findings.icon(span);
                Ok(Content::Inlines(Vec::new()))
            }
            "br" => Ok(Content::Inlines(vec![Inline::new(span, InlineKind::HardBreak)])),
            _ => Err(children),
        }
    }

    /// The value of one of the site's variables, which Quarto keeps in a file at its root.
    fn variable(&self, name: &str) -> Option<String> {
        let bytes =
            ["/_variables.yml", "_variables.yml"].iter().find_map(|path| self.note.files.read(path).ok())?;
        let variables: serde_yaml::Value = serde_yaml::from_slice(&bytes).ok()?;
        expression::value_at(&variables, name)
    }

    fn figure(&mut self, span: Span, tag: &Tag, source: &str, children: Vec<Node>) -> Content {
        let value = |key: &str| named(&tag.arguments, key).map(|argument| argument.value.as_str());
        let image = InlineKind::Image(Box::new(Image {
            source: ImageSource::Unresolved(source.to_owned()),
            alternative: match value("alt") {
                Some(text) if !text.trim().is_empty() => Alternative::Given(text.to_owned()),
                Some(_) => Alternative::Decorative,
                None => Alternative::Missing(String::new()),
            },
            title: None,
            width: value("width").and_then(length),
            height: value("height").and_then(length),
        }));
        let image = match value("link") {
            Some(address) => {
                let target = LinkTarget::Unresolved(address.to_owned()).into();
                InlineKind::Link { target, title: None, content: vec![Inline::new(span, image)] }
            }
            None => image,
        };
        let mut caption = Vec::new();
        let keys: &[&str] =
            if tag.syntax == Syntax::Directive { &["caption"] } else { &["title", "caption", "attr"] };
        for key in keys {
            if let Some(argument) = named(&tag.arguments, key) {
                if !caption.is_empty() {
                    caption.push(Inline::text(span, " "));
                }
                caption.extend(markdown::line(self.note, argument.span.range(), self.findings));
            }
        }
        caption.extend(self.phrasing(children));
        let caption = trimmed(caption);
        let paragraph = Block::new(span, BlockKind::Paragraph { content: vec![Inline::new(span, image)] });
        let mut block = match caption.is_empty() {
            true => paragraph,
            false => Block::new(span, BlockKind::Figure { blocks: vec![paragraph], caption }),
        };
        block.attributes = tag.attributes.clone();
        Content::Blocks(vec![block])
    }

    /// A tab: a part with a title, for paper has no tabs.
    fn tab(&mut self, span: Span, tag: &Tag, children: Vec<Node>) -> Content {
        let named = ["title", "name", "label"].iter().find_map(|key| named(&tag.arguments, key));
        let title = named.or_else(|| tag.arguments.iter().find(|argument| argument.key.is_none()));
        let title = title.map(|argument| markdown::line(self.note, argument.span.range(), self.findings));
        let mut blocks = self.flow(children);
        if let Some(content) = title {
            let strong = Inline::new(span, InlineKind::Styled { style: Style::Strong, content });
            blocks.insert(0, Block::new(span, BlockKind::Paragraph { content: vec![strong] }));
        }
        let attributes = Attributes::of_class("tab");
        Content::Blocks(vec![Block { span, attributes, kind: BlockKind::Division { blocks } }])
    }
}

/// The address that a tag in a link's destination stands for: `[x]({{< ref "page.md" >}})`.
pub fn address(tag: &Tag) -> Option<&str> {
    let refers = matches!(tag.name.as_str(), "ref" | "relref" | "link" | "post_url");
    let path = named(&tag.arguments, "path")
        .or_else(|| tag.arguments.iter().find(|argument| argument.key.is_none()));
    path.filter(|_| refers).map(|argument| argument.value.as_str())
}

pub(super) fn named<'t>(arguments: &'t [Argument], key: &str) -> Option<&'t Argument> {
    arguments.iter().find(|argument| argument.key.as_deref() == Some(key))
}
