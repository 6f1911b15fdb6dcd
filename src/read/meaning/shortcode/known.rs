//! Shortcodes that are rows of the table, and what the words of their arguments are.

use crate::ir::*;
use crate::read::core::construct::{Call, Written};
use crate::read::core::content::Content;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::meaning::table::registry;
use crate::read::syntax::tag::{Argument, Tag};
use crate::source::Span;

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
    /// What a row of the table says that a tag becomes; the children come back when there is none.
    pub fn known(&mut self, span: Span, tag: &Tag, children: Vec<Node>) -> Result<Content, Vec<Node>> {
        let name = tag.name.to_lowercase();
        let written = Written::of(tag.syntax);
        match registry().find(&name, written) {
            Some(construct) => (construct.read)(&Call { name: &name, written, span, tag }, children, self),
            None => Err(children),
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
    pub fn words_or_first(&mut self, tag: &Tag, children: Vec<Node>) -> Vec<Inline> {
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
