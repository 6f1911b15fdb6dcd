//! Shortcodes of Hugo, Jekyll, Zola and Eleventy and of their themes with an obvious meaning that is no callout: which
//! name means what. Films, posts and links are made in [`super::media`], parts with titles in [`super::group`].

use super::tag::{Argument, Syntax, Tag};
use crate::ir::*;
use crate::read::element::Content;
use crate::read::expression;
use crate::read::markdown::{self, Reader};
use crate::read::tree::Node;
use crate::source::Span;

/// Shortcodes that only say how the blocks in them are laid out.
const GROUPS: [&str; 16] = [
    "accordion",
    "blocks/lead",
    "blocks/section",
    "cardpane",
    "cards",
    "column",
    "columns",
    "container",
    "div",
    "grid",
    "hextra/feature-grid",
    "row",
    "section",
    "steps",
    "timeline",
    "wrapper",
];

/// Shortcodes that only say how their content looks, which may be words in a line.
const PLAIN: [&str; 24] = [
    "badge",
    "center",
    "chip",
    "code",
    "fragment",
    "html",
    "katex",
    "keyword",
    "keywordlist",
    "latex",
    "lead",
    "ltr",
    "markdown",
    "markdownify",
    "math",
    "mathjax",
    "mathjax/block",
    "mathjax/inline",
    "md",
    "output",
    "rawhtml",
    "rtl",
    "span",
    "typeit",
];

/// Shortcodes that only draw a sign.
const SIGNS: [&str; 8] = ["icon", "fontawesome", "fa", "fas", "fab", "swatches", "clear", "clearfix"];

/// Shortcodes that a theme of Jekyll has as files to include.
const INCLUDED: [&str; 14] = [
    "audio",
    "button",
    "figure",
    "gist",
    "image",
    "img",
    "instagram",
    "picture",
    "toc",
    "tweet",
    "twitter",
    "video",
    "vimeo",
    "youtube",
];

impl Reader<'_> {
    /// What a shortcode of an obvious meaning becomes; the children come back when it has none.
    pub(super) fn known(&mut self, span: Span, tag: &Tag, children: Vec<Node>) -> Result<Content, Vec<Node>> {
        let name = tag.name.to_lowercase();
        if let Some((address, shown)) = super::media::posted(&name, tag) {
            let content = vec![Inline::text(span, shown)];
            return Ok(Content::Inlines(vec![Inline::new(span, link(address, content))]));
        }
        match name.as_str() {
            "figure" | "image" | "img" | "imgproc" | "picture" | "resize_image" => {
                match super::media::source(tag) {
                    Some(source) => Ok(self.figure(span, tag, &source, children)),
                    None => Err(children),
                }
            }
            "link" | "button" | "btn" | "cta" | "linkbutton" => self.button(span, tag, children),
            "ref" | "relref" | "post_url" | "get_url" => match tag.value(&["path"]).or(tag.free(0)) {
                Some(path) => {
                    let content = vec![Inline::text(span, path)];
                    let address = address(tag).unwrap_or_else(|| path.to_owned());
                    Ok(Content::Inlines(vec![Inline::new(span, link(address, content))]))
                }
                None => Err(children),
            },
            "param" | "site-param" => match tag.free(0).or(tag.value(&["name"])) {
                Some(name) => {
                    let text = expression::evaluate(name, self.note.metadata);
                    let text = text.unwrap_or_else(|| self.unknown_value(span));
                    Ok(Content::Inlines(vec![Inline::text(span, text)]))
                }
                None => Err(children),
            },
            "tab" | "tabitem" | "tab-item" | "codetab" => Ok(self.tab(span, tag, children)),
            "tabs" | "tabset" | "tab-set" | "tabpane" | "codetabs" | "tabgroup" => {
                Ok(self.tabs(tag, children))
            }
            "card"
                if !children.is_empty() && tag.value(&["header", "footer", "subtitle", "link"]).is_none() =>
            {
                Err(children)
            }
            "card"
            | "timelineitem"
            | "hextra/feature-card"
            | "feature"
            | "step"
            | "accordion-item"
            | "accordionitem" => Ok(self.titled(span, tag, children)),
            "blockquote" | "epigraph" | "pullquote" => Ok(self.quotation(span, tag, children)),
            "filetree" | "filetree/container" | "filetree/folder" | "filetree/file" => {
                Ok(self.file_tree(span, tag, children))
            }
            "meta" | "var" if tag.free(0).is_some() => {
                let name = tag.free(0).unwrap_or_default().to_owned();
                let value = match tag.name.as_str() {
                    "meta" => expression::evaluate(&name, self.note.metadata),
                    _ => self.variable(&name),
                };
                match value {
                    Some(value) => Ok(Content::Inlines(self.said(span, &value))),
                    None => Err(children),
                }
            }
            "kbd" if tag.value(&["win", "linux"]).or(tag.free(0)).is_some() => {
                let keys = tag.value(&["win", "linux"]).or(tag.free(0)).unwrap_or_default().to_owned();
                Ok(Content::Inlines(self.keys(span, &keys)))
            }
            // The pass `icons` knows what they are: `{{< fa check >}}`, `{{< fa brands github >}}`, `{{< iconify mdi x >}}`.
            "fa" | "bi" | "iconify" | "fontawesome" if tag.free(0).is_some() => {
                let set = match (tag.name.as_str(), tag.free(1)) {
                    (_, None) | ("bi", _) => "fontawesome-solid",
                    (_, Some(_)) => "fontawesome-brands",
                };
                let own = tag.free(1).or(tag.free(0)).unwrap_or_default();
                let own: String = own.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
                Ok(Content::Inlines(vec![Inline::text(span, format!(":{set}-{own}:"))]))
            }
            "pagebreak" | "newpage" | "clearpage" => {
                // What it holds, if it is a division, follows it.
                let attributes = Attributes::of_class(PAGE_BREAK);
                let kind = BlockKind::Division { blocks: self.flow(children) };
                Ok(Content::Blocks(vec![Block { span, attributes, kind }]))
            }
            "kbd" | "key" => {
                let content = self.words_or_first(tag, children);
                let kind = InlineKind::Styled { style: Style::Keyboard, content };
                Ok(Content::Inlines(vec![Inline::new(span, kind)]))
            }
            "emoji" => Ok(Content::Inlines(self.words_or_first(tag, children))),
            "new-in" | "deprecated-in" => {
                let what = if name == "new-in" { "New in" } else { "Deprecated in" };
                let version = tag.free(0).or(tag.value(&["version"])).unwrap_or_default();
                Ok(Content::Inlines(vec![Inline::text(span, format!("{what} {version}"))]))
            }
            "include" | "include_relative" | "include_cached" | "include-markdown" | "readfile"
            | "render" | "includecode" => Ok(self.include(span, tag)),
            "br" => Ok(Content::Inlines(vec![Inline::new(span, InlineKind::HardBreak)])),
            "hr" | "divider" => Ok(Content::Blocks(vec![Block::new(span, BlockKind::ThematicBreak)])),
            "toc" => Ok(Content::Blocks(vec![Block::new(span, BlockKind::Contents)])),
            // The argument of sphinx-design's says how many columns there are.
            "grid" if tag.syntax == Syntax::Directive => Ok(Content::Blocks(self.flow(children))),
            name if GROUPS.contains(&name) && tag.syntax != Syntax::Directive => {
                Ok(self.parts(tag, children))
            }
            name if PLAIN.contains(&name) && tag.syntax != Syntax::Directive => Ok(self.plain(tag, children)),
            name if SIGNS.contains(&name) && tag.syntax != Syntax::Directive && children.is_empty() => {
                Ok(Content::Inlines(Vec::new()))
            }
            _ => Err(children),
        }
    }

    /// What a file of a Jekyll theme (`{% include figure.html src="…" %}`) shows that has an obvious meaning.
    pub(in crate::read) fn known_include(&mut self, span: Span, path: &str, tag: &Tag) -> Option<Content> {
        let name = path.rsplit('/').next()?.split('.').next()?.to_lowercase();
        if !INCLUDED.contains(&name.as_str()) {
            return None;
        }
        let mut arguments = tag.arguments.clone();
        let file = arguments.iter().position(|argument| argument.key.is_none())?;
        arguments.remove(file);
        self.known(span, &Tag { name, arguments, ..tag.clone() }, Vec::new()).ok()
    }

    /// The value of one of the site's variables, which Quarto keeps in a file at its root.
    fn variable(&self, name: &str) -> Option<String> {
        let bytes =
            ["/_variables.yml", "_variables.yml"].iter().find_map(|path| self.note.files.read(path).ok())?;
        let variables: serde_yaml::Value = serde_yaml::from_slice(&bytes).ok()?;
        expression::value_at(&variables, name)
    }

    /// The arguments of a shortcode that is not known in which a reader would see words.
    pub(in crate::read) fn words_of_arguments(&mut self, arguments: &[Argument]) -> Vec<Inline> {
        let mut words: Vec<Inline> = Vec::new();
        for argument in arguments.iter().filter(|argument| argument.has_words()) {
            let said = markdown::line(self.note, argument.span.range(), self.findings);
            if !words.is_empty() && !said.is_empty() {
                words.push(Inline::text(argument.span, " "));
            }
            words.extend(said);
        }
        words
    }

    /// The content in a line, or else the first argument without a name.
    fn words_or_first(&mut self, tag: &Tag, children: Vec<Node>) -> Vec<Inline> {
        let content = self.phrasing(children);
        match tag.arguments.iter().find(|argument| argument.key.is_none()) {
            Some(argument) if content.is_empty() => {
                markdown::line(self.note, argument.span.range(), self.findings)
            }
            _ => content,
        }
    }
}

/// A link to an address that the pass `links` has yet to look at.
pub(super) fn link(address: String, content: Vec<Inline>) -> InlineKind {
    InlineKind::Link { target: LinkTarget::Unresolved(address).into(), title: None, content }
}

/// The address that a tag in a link's destination stands for: `[x]({{< ref "page.md" >}})`.
pub fn address(tag: &Tag) -> Option<String> {
    let path = tag.value(&["path"]).or(tag.free(0))?.to_owned();
    match (tag.name.as_str(), tag.syntax) {
        // Jekyll's paths begin where the site does, which may be below the root.
        ("link", Syntax::Template) => Some(format!("@/{}", path.trim_start_matches('/'))),
        ("post_url", _) => Some(format!("@/{path}")),
        ("ref" | "relref" | "link" | "get_url", _) => Some(path),
        _ => None,
    }
}

impl Argument {
    /// Whether a reader of the site would see words of it, rather than what it looks like.
    fn has_words(&self) -> bool {
        const LOOKS: [&str; 38] = [
            "align",
            "background",
            "bg",
            "class",
            "color",
            "colour",
            "cover",
            "fill",
            "fit",
            "float",
            "format",
            "height",
            "icon",
            "id",
            "img_class",
            "key",
            "lang",
            "language",
            "layout",
            "loading",
            "logo",
            "method",
            "mode",
            "op",
            "options",
            "position",
            "provider",
            "rel",
            "resize",
            "size",
            "style",
            "target",
            "theme",
            "type",
            "variant",
            "width",
            "weight",
            "zoom",
        ];
        let key = self.key.as_deref().unwrap_or_default().to_lowercase();
        let looks = LOOKS.contains(&key.as_str()) || key.ends_with("color") || key.ends_with("class");
        let value = self.value.trim();
        let path = !value.contains(char::is_whitespace)
            && (value.starts_with(['/', '#', '.']) || matches!(key.as_str(), "src" | "file" | "path"));
        self.quoted && !looks && !path && value.contains(char::is_alphanumeric)
    }
}
