//! Shortcodes of Hugo, Jekyll, Zola and Eleventy and of their themes with an obvious meaning that is no callout: which
//! name means what. Films, posts and links are made in [`crate::read::meaning::shortcode::media`], parts with titles in [`crate::read::meaning::shortcode::group`].

use crate::ir::*;
use crate::read::core::content::Content;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::meaning::shortcode::media::link;
use crate::read::syntax::tag::{Argument, Syntax, Tag};
use crate::read::syntax::template;
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
    pub fn known(&mut self, span: Span, tag: &Tag, children: Vec<Node>) -> Result<Content, Vec<Node>> {
        let name = tag.name.to_lowercase();
        if let Some((address, shown)) = crate::read::meaning::shortcode::media::posted(&name, tag) {
            let content = vec![Inline::text(span, shown)];
            return Ok(Content::Inlines(vec![Inline::new(span, link(address, content))]));
        }
        if children.is_empty()
            && let Some(version) = crate::read::meaning::shortcode::version::inline(tag, span)
        {
            return Ok(Content::Inlines(vec![version]));
        }
        match name.as_str() {
            "figure" | "image" | "img" | "imgproc" | "picture" | "resize_image" => {
                match crate::read::meaning::shortcode::media::source(tag) {
                    Some(source) => Ok(self.figure(span, tag, &source, children)),
                    None => Err(children),
                }
            }
            "link" | "button" | "btn" | "cta" | "linkbutton" => self.button(span, tag, children),
            "ref" | "relref" | "post_url" | "get_url" => match tag.value(&["path"]).or(tag.free(0)) {
                Some(path) => {
                    let content = vec![Inline::text(span, path)];
                    let address = crate::read::meaning::shortcode::value::address(tag)
                        .unwrap_or_else(|| path.to_owned());
                    Ok(Content::Inlines(vec![Inline::new(span, link(address, content))]))
                }
                None => Err(children),
            },
            "param" | "site-param" => match tag.free(0).or(tag.value(&["name"])) {
                Some(name) => {
                    let text = match template::evaluate(name, self.note.metadata) {
                        Some(value) => self.findings.repeated(value, self.note.source.slice(span), span),
                        None => self.unknown_value(span),
                    };
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
            "meta" | "var" | "env" if tag.free(0).is_some() => match self.value_of(tag) {
                Some(value) => Ok(Content::Inlines(self.value_said(span, &value))),
                None => Err(children),
            },
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
    pub fn known_include(&mut self, span: Span, path: &str, tag: &Tag) -> Option<Content> {
        let name = path.rsplit('/').next()?.split('.').next()?.to_lowercase();
        if !INCLUDED.contains(&name.as_str()) {
            return None;
        }
        let mut arguments = tag.arguments.clone();
        let file = arguments.iter().position(|argument| argument.key.is_none())?;
        arguments.remove(file);
        self.known(span, &Tag { name, arguments, ..tag.clone() }, Vec::new()).ok()
    }

    /// The arguments of a shortcode that is not known in which a reader would see words.
    pub fn words_of_arguments(&mut self, arguments: &[Argument]) -> Vec<Inline> {
        let mut words: Vec<Inline> = Vec::new();
        for argument in arguments.iter().filter(|argument| argument.has_words()) {
            let said = self.line_of(argument.span.range());
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
            Some(argument) if content.is_empty() => self.line_of(argument.span.range()),
            _ => content,
        }
    }
}

impl Argument {
    /// Whether a reader of the site would see words of it, rather than what it looks like.
    pub fn has_words(&self) -> bool {
        const LOOKS: [&str; 54] = [
            "align",
            "animate",
            "as",
            "autoplay",
            "background",
            "bg",
            "class",
            "classname",
            "client",
            "color",
            "colour",
            "cover",
            "direction",
            "fill",
            "fit",
            "float",
            "for",
            "format",
            "group",
            "groupid",
            "height",
            "hreflang",
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
            "ref",
            "resize",
            "role",
            "size",
            "slot",
            "sx",
            "style",
            "synckey",
            "tabindex",
            "target",
            "theme",
            "type",
            "variant",
            "width",
            "weight",
            "zoom",
        ];
        const COUNTS: [&str; 8] = ["cols", "columns", "delay", "duration", "gap", "level", "order", "rows"];
        let key = self.key.as_deref().unwrap_or_default().to_lowercase();
        let looks = LOOKS.contains(&key.as_str())
            || ["color", "class", "id", "size", "width", "height"].iter().any(|end| key.ends_with(end))
            || ["data-", "aria-hidden", "on:", "v-", "@", ":", "client:"]
                .iter()
                .any(|start| key.starts_with(start));
        let value = self.value.trim();
        let path = !value.contains(char::is_whitespace)
            && (value.starts_with(['/', '#', '.']) || matches!(key.as_str(), "src" | "file" | "path"));
        let count = COUNTS.contains(&key.as_str()) && value.parse::<f64>().is_ok();
        let flag = count || matches!(value, "true" | "false") || is_measure(value);
        let said = self.quoted || self.key.is_none() && is_version(value);
        said && !looks && !path && !flag && value.contains(char::is_alphanumeric)
    }
}

/// Whether a value is a measure or a colour: `12px`, `50%`, `#ff0000`.
fn is_measure(value: &str) -> bool {
    const UNITS: [&str; 12] = ["px", "%", "em", "rem", "vh", "vw", "fr", "ch", "pt", "cm", "mm", "ms"];
    let number = UNITS.iter().find_map(|unit| value.strip_suffix(unit));
    number.is_some_and(|number| number.parse::<f64>().is_ok())
        || value.strip_prefix('#').is_some_and(|color| {
            (3..=8).contains(&color.len()) && color.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
}

/// Whether a value is a version: `1.0`, `v2.3.1`.
fn is_version(value: &str) -> bool {
    let number = value.strip_prefix('v').unwrap_or(value);
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.contains('.')
        && number.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+'))
}
